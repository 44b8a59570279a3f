/** Where the hire's own work is stuck, or where it has become quiet. */

import { type CalendarDate, compareDates } from '../../dates.ts';
import { isOwnDuty, isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { isKnown } from '../../progress/event.ts';
import { effective, isOver } from '../../progress/reduce.ts';
import { type ItemView, viewItem } from '../item.ts';
import { isRipe } from '../words.ts';

/** For so many working days nothing need be heard. */
export const quietDays = 3;

export interface StuckView extends ItemView {
  readonly reasons: readonly StuckReason[];
}

export interface StuckReason {
  /** `quiet`: no mark since; `unmarked`: none at all since it could be begun; `blocked`: late, and not by itself. */
  readonly kind: 'overdue' | 'blocked' | 'returned' | 'quiet' | 'unmarked' | 'asked';
  /** When it was due, returned, last marked, could be begun, or was asked about. */
  readonly on: CalendarDate;
  /** What was said in returning it, what was asked, or what it waits for. */
  readonly text: string | null;
}

/** What is late or was returned first, then by due date. */
export function viewStuck(run: Run): StuckView[] {
  if (isOver(run.progress)) return [];
  const marks = lastMarks(run);
  return run.plan.items
    .filter((planned) => isOwnDuty(planned) && isToDo(planned))
    .map((planned): StuckView => {
      const item = viewItem(planned, run);
      return { ...item, reasons: reasonsFor(planned, item, marks.get(item.id), run) };
    })
    .filter(({ reasons }) => reasons.length > 0)
    .sort((a, b) => Number(isPressing(b)) - Number(isPressing(a)) || compareDates(a.due, b.due));
}

/** Late, or to be done again: not only quiet. */
export function isPressing({ daysLate, reasons }: StuckView): boolean {
  return daysLate > 0 || reasons.some(({ kind }) => kind === 'returned');
}

function reasonsFor(
  planned: PlannedItem,
  item: ItemView,
  marked: CalendarDate | undefined,
  run: Run,
): StuckReason[] {
  const { plan, calendar, progress } = run;
  const { returned } = planned.progress;
  const isLongAgo = (date: CalendarDate) => calendar.workdaysBetween(date, plan.today) >= quietDays;
  const asked = progress.questions.find(
    (question) => question.asked.item === item.id && !question.answered && isLongAgo(question.asked.on),
  )?.asked;
  const quiet = marked ?? item.from;
  const isQuiet = item.count && item.state === 'open' && !isRipe(item) && quiet && isLongAgo(quiet);
  return [
    ...(returned ? [{ kind: 'returned', on: returned.on, text: returned.comment } as const] : []),
    ...(item.overdue ? [{ kind: 'overdue', on: item.due, text: null } as const] : []),
    ...(item.state === 'blocked' && item.daysLate > 0
      ? [{ kind: 'blocked', on: item.due, text: item.blockedBy.join(', ') } as const]
      : []),
    ...(isQuiet ? [{ kind: marked ? 'quiet' : 'unmarked', on: quiet, text: null } as const] : []),
    ...(asked ? [{ kind: 'asked', on: asked.on, text: asked.text } as const] : []),
  ];
}

/** For the id of an item: when it was last counted. */
function lastMarks({ record }: Run): ReadonlyMap<string, CalendarDate> {
  const counted = effective(record.events)
    .filter(isKnown)
    .filter((event) => event.kind === 'counted')
    .sort((a, b) => compareDates(a.on, b.on));
  return new Map(counted.map(({ item, on }) => [item, on]));
}
