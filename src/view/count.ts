/** What counting brought about, in words. */
import type { PlannedItem } from '../plan/plan.ts';
import { changedItems, doneOutcome, nextHint, type PlannedRun } from './done.ts';
import { refsOf, viewItem } from './item.ts';
import type { Outcome } from './outcome.ts';
import { closingCommand, countText, isRipe } from './words.ts';

/** @param planned the item as it was before */
export function countedOutcome(planned: PlannedItem, before: PlannedRun, after: PlannedRun): Outcome {
  const [now = planned] = changedItems(after, [planned]);
  if (now.progress.closedBy && !planned.progress.closedBy) return doneOutcome([now], [], before, after);
  const view = viewItem(now, { ...after, refs: refsOf(after.plan.items) });
  const waits = view.blockedBy.length > 0 ? [`It waits for ${view.blockedBy.join(', ')}.`] : [];
  const ripe = isRipe(view) ? [`That is the target. Close it: ${closingCommand(view, after)}`] : [];
  return {
    changes: [`${now.ref} ${now.item.title}: ${view.count ? countText(view.count) : ''}`],
    remarks: [...waits, ...ripe],
    hint: nextHint(after),
  };
}
