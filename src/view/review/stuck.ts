/** The hire's own items that are stuck, or quiet for a while. */
import { type CalendarDate, compareDates } from '../../dates.ts';
import { isOwnDuty, isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { isKnown } from '../../progress/event.ts';
import { effective, isOver } from '../../progress/reduce.ts';
import { type ItemView, viewItem } from '../item.ts';
import { isRipe } from '../words.ts';

/** After this many working days without a mark or an answer, an item counts as quiet. */
export const quietDays = 3;

export interface StuckView extends ItemView {
  readonly reasons: readonly StuckReason[];
}

export interface StuckReason {
  /**
   * `quiet`: the item was counted before, but not lately. `unmarked`: the item could be begun and was never counted.
   * `overdue`: the item is late and can be done. `blocked`: it is late and waits for another one.
   */
  readonly kind: 'overdue' | 'blocked' | 'returned' | 'expired' | 'quiet' | 'unmarked' | 'asked';
  /** The date on which the item was due, returned, counted last as done, last counted, could be begun, or was asked about. */
  readonly on: CalendarDate;
  /** The comment of the return, the question, or the numbers of the items waited for; else null. */
  readonly text: string | null;
}

/** The stuck and quiet items of the hire: pressing ones first, then by due date; empty for a run that is over. */
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

/** Whether the item is late or was returned; other stuck items are only quiet. */
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
    ...(item.expired && item.validUntil
      ? [{ kind: 'expired', on: item.validUntil, text: null } as const]
      : []),
    ...(item.overdue && item.state !== 'blocked'
      ? [{ kind: 'overdue', on: item.due, text: null } as const]
      : []),
    ...(item.state === 'blocked' && item.daysLate > 0
      ? [{ kind: 'blocked', on: item.due, text: item.blockedBy.join(', ') } as const]
      : []),
    ...(isQuiet ? [{ kind: marked ? 'quiet' : 'unmarked', on: quiet, text: null } as const] : []),
    ...(asked ? [{ kind: 'asked', on: asked.on, text: asked.text } as const] : []),
  ];
}

/** Item id → the day on which the item was last counted. */
function lastMarks({ record }: Run): ReadonlyMap<string, CalendarDate> {
  const counted = effective(record.events)
    .filter(isKnown)
    .filter((event) => event.kind === 'counted')
    .sort((a, b) => compareDates(a.on, b.on));
  return new Map(counted.map(({ item, on }) => [item, on]));
}
