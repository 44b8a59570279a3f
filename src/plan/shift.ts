/** Finds the items whose due dates differ between two plans of a run, such as before and after a leave. */
import { compareDates } from '../dates.ts';
import { isToDo, type Plan, type PlannedItem } from './plan.ts';

/** An item in the earlier and in the later plan. */
export interface Shift {
  readonly before: PlannedItem;
  readonly after: PlannedItem;
}

/**
 * The items that both plans have, in the order of the later plan.
 * @param formerId an item's id in the later plan → the id of the same item in the earlier plan
 */
export function pairsOf(before: Plan, after: Plan, formerId = (id: string) => id): Shift[] {
  const earlier = new Map(before.items.map((planned) => [planned.item.id, planned]));
  return after.items.flatMap((planned): Shift[] => {
    const was = earlier.get(formerId(planned.item.id));
    return was ? [{ before: was, after: planned }] : [];
  });
}

/** The items still to do whose due dates differ, by the later plan's due date, then in the program's order. */
export function shiftsOf(before: Plan, after: Plan, formerId?: (id: string) => string): Shift[] {
  return pairsOf(before, after, formerId)
    .filter((pair) => isToDo(pair.after) && isRedated(pair))
    .sort((a, b) => compareDates(a.after.due, b.after.due));
}

/** Whether an item is due on another day; one that has no date lies at the end of a plan, wherever that is. */
function isRedated({ before, after }: Shift): boolean {
  if (before.undated !== after.undated) return true;
  return before.due !== after.due && !after.undated;
}

/**
 * The items whose sum, target or approval makes them done, in review or open again in the later plan, and those whose days do, by
 * the same completion.
 */
export function recountsOf(before: Plan, after: Plan, formerId?: (id: string) => string): Shift[] {
  return pairsOf(before, after, formerId).filter((pair) => {
    const [was, is] = [pair.before, pair.after];
    if (isSameDone(was.progress.closedBy, is.progress.ranOut)) return true;
    if (isSameDone(was.progress.ranOut, is.progress.closedBy)) return true;
    if (!isByCount(is)) return isByCount(was) && isToDo(is);
    return !isByCount(was) || (was.state === 'done' && is.state === 'in review');
  });
}

function isSameDone(one: { readonly id: string } | undefined, other: typeof one): boolean {
  return one !== undefined && one.id === other?.id;
}

function isByCount({ progress }: PlannedItem): boolean {
  return progress.closedBy?.kind === 'counted';
}

/** Whether an item's due date is over, whoever has to act: items that wait for another person count as well. */
export function isPastDue({ overdue, daysLate }: PlannedItem): boolean {
  return overdue || daysLate > 0;
}

/** The items that are past their due date in the later plan only. */
export function newlyLate(shifts: readonly Shift[]): PlannedItem[] {
  return shifts
    .filter(({ before, after }) => isPastDue(after) && !isPastDue(before))
    .map(({ after }) => after);
}
