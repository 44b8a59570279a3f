/** What differs between two plans of a run: the items still to do that are due on another day. */
import { compareDates } from '../dates.ts';
import { isToDo, type Plan, type PlannedItem } from './plan.ts';

export interface Shift {
  readonly before: PlannedItem;
  readonly after: PlannedItem;
}

/** By the new due date, then in the program's order. */
export function shiftsOf(before: Plan, after: Plan): Shift[] {
  const earlier = new Map(before.items.map((planned) => [planned.item.id, planned]));
  return after.items
    .flatMap((planned): Shift[] => {
      const was = earlier.get(planned.item.id);
      return was && isToDo(planned) && was.due !== planned.due ? [{ before: was, after: planned }] : [];
    })
    .sort((a, b) => compareDates(a.after.due, b.after.due));
}

/** Past its due date, whoever has to act: nothing that a change of dates brings about is passed over. */
export function isPastDue({ overdue, daysLate }: PlannedItem): boolean {
  return overdue || daysLate > 0;
}

/** Those that only the change of dates makes late. */
export function newlyLate(shifts: readonly Shift[]): PlannedItem[] {
  return shifts
    .filter(({ before, after }) => isPastDue(after) && !isPastDue(before))
    .map(({ after }) => after);
}
