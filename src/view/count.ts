/** What counting brought about, in words. */

import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { changedItems, doneOutcome, nextHint } from './done.ts';
import { viewItem } from './item.ts';
import type { Outcome } from './outcome.ts';
import { closingCommand, countText, isRipe } from './words.ts';

/** @param planned the item as it was before */
export function countedOutcome(planned: PlannedItem, before: Run, after: Run): Outcome {
  const [now = planned] = changedItems(after, [planned]);
  if (now.progress.closedBy && !planned.progress.closedBy) return doneOutcome([now], [], before, after);
  const view = viewItem(now, after);
  const waits = view.blockedBy.length > 0 ? [`It waits for ${view.blockedBy.join(', ')}.`] : [];
  const ripe = isRipe(view) ? [`That is the target. Close it: ${closingCommand(view, after)}`] : [];
  return {
    changes: [`${now.ref} ${now.item.title}: ${view.count ? countText(view.count) : ''}`],
    remarks: [...waits, ...ripe],
    hint: nextHint(after),
  };
}
