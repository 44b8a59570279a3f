/** What comes next, and in which order. */
import { addDays, compareDates } from '../dates.ts';
import type { Plan, PlannedItem } from './plan.ts';

/** An item whose `from` is at most so many days ahead is offered nevertheless: a meeting has to be booked before. */
const horizonDays = 7;

/**
 * The items that the hire can do now: open, and their `from` is reached or near. Overdue items come first, then required
 * ones, then optional ones; within each by the day to begin, then by due date, then in the order of the program.
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
