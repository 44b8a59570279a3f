/** What differs between two plans of a run: the items still to do that are due on another day. */
import { compareDates } from '../dates.ts';
import { isToDo, type Plan, type PlannedItem } from './plan.ts';

export interface Shift {
  readonly before: PlannedItem;
  readonly after: PlannedItem;
}

/**
 * The items that both plans have, in the order of the later one.
 * @param formerId leads from an item's id to the one that it has in the earlier plan
 */
export function pairsOf(before: Plan, after: Plan, formerId = (id: string) => id): Shift[] {
  const earlier = new Map(before.items.map((planned) => [planned.item.id, planned]));
  return after.items.flatMap((planned): Shift[] => {
    const was = earlier.get(formerId(planned.item.id));
    return was ? [{ before: was, after: planned }] : [];
  });
}

/** By the new due date, then in the program's order. */
export function shiftsOf(before: Plan, after: Plan, formerId?: (id: string) => string): Shift[] {
  return pairsOf(before, after, formerId)
    .filter((pair) => isToDo(pair.after) && pair.before.due !== pair.after.due)
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
