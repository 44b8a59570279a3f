/** What moving a due date by hand brought about, in words. */

import { type CalendarDate, longDate } from '../dates.ts';
import type { Calendar } from '../plan/calendar.ts';
import type { Plan, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { nextHint } from './done.ts';
import type { Outcome } from './outcome.ts';
import { idleText } from './shift.ts';

type DatedRun = Run & { readonly calendar: Calendar };

/** @param run as it is after the move */
export function movedOutcome(before: PlannedItem, run: DatedRun): Outcome {
  const { plan } = run;
  const now = plan.items.find(({ item }) => item.id === before.item.id) ?? before;
  const say = (date: CalendarDate) => longDate(date, plan.today);
  return {
    changes: [`${now.ref} ${now.item.title}: due ${say(now.due)} instead of ${say(before.due)}`],
    remarks: [
      ...idleText(now.due, run.calendar, plan.today).map((text) => `${text}; it counts as it stands.`),
      ...(now.from && now.from > now.due
        ? [`It was planned for ${say(now.from)} at the earliest; that rule stays.`]
        : []),
      ...(now.due < plan.today ? ['That is past, so it is to catch up now.'] : []),
      ...lateText(now, plan),
      ...waitingText(now, plan),
    ],
    hint: nextHint(run),
  };
}

/** It was asked for what is so already. */
export function staysOutcome({ ref, item, due }: PlannedItem, run: Run): Outcome {
  const remark = `${ref} ${item.title} is due then already, ${longDate(due, run.plan.today)}.`;
  return { changes: [], remarks: [remark], hint: nextHint(run) };
}

function lateText({ due }: PlannedItem, { phases, today }: Plan): string[] {
  const end = phases.at(-1)?.due;
  return end && due > end ? [`That is after the last phase, which ends on ${longDate(end, today)}.`] : [];
}

/** What waits for it and is due before it. */
function waitingText({ item, due }: PlannedItem, { items, today }: Plan): string[] {
  return items
    .filter((other) => other.blockers.includes(item.id) && other.due < due)
    .map(
      (other) =>
        `${other.ref} ${other.item.title} waits for it and is due before, on ${longDate(other.due, today)}.`,
    );
}
