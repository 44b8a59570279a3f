import type { PlannedItem } from '../../plan/plan.ts';
import { type ItemView, refsOf, viewItem } from '../item.ts';
import type { RunInput } from '../status.ts';

/** How the items of a run are seen. */
export function itemsIn(input: RunInput): (planned: PlannedItem) => ItemView {
  const context = { ...input, refs: refsOf(input.plan.items) };
  return (planned) => viewItem(planned, context);
}
