/** What comes next, and in which order. */
import { addDays, compareDates } from '../dates.ts';
import type { Plan, PlannedItem } from './plan.ts';

/** Days ahead in which an item that may not be begun yet counts as near, and a meeting is offered for booking. */
const horizonDays = 7;

/**
 * What the hire can do: open, neither blocked nor waiting, its `from` reached or near. Overdue first, then by the day
 * to begin, then by due date, then file order; optional items come last.
 */
export function nextItems(plan: Plan): PlannedItem[] {
  const near = addDays(plan.today, horizonDays);
  return plan.items
    .filter((item) => item.state === 'open' && (item.from === undefined || item.from <= near))
    .sort(byUrgency);
}

function byUrgency(a: PlannedItem, b: PlannedItem): number {
  return (
    Number(b.overdue) - Number(a.overdue) ||
    Number(a.item.optional) - Number(b.item.optional) ||
    compareDates(a.begin, b.begin) ||
    compareDates(a.due, b.due)
  );
}
