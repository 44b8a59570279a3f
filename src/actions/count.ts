/** What `count` records and says of an item; `done` does the same with a counted item that is ticked in its list. */
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { viewItem } from '../view/item.ts';
import type { Outcome } from '../view/outcome.ts';
import { closingCommand, countText, isRipe, listText } from '../view/words.ts';
import { changedItems, doneOutcome, nameOf, nextHint } from './afterwards.ts';

/** @param delta how much is added to the count */
export function countFact({ item }: PlannedItem, delta: number): Fact {
  const { id, title, evidence, count } = item;
  const closesAt = evidence === 'none' ? count?.target : undefined;
  return { kind: 'counted', item: id, delta, title, closesAt };
}

/** @param planned the item as it was before the command */
export function countedOutcome(planned: PlannedItem, before: Run, after: Run): Outcome {
  const [now = planned] = changedItems(after, [planned]);
  if (now.progress.closedBy && !planned.progress.closedBy) {
    const { remarks, ...outcome } = doneOutcome([now], [], before, after);
    return { ...outcome, remarks: [...earlierText(planned, after), ...remarks] };
  }
  const view = viewItem(now, after);
  const waits = view.blockedBy.length > 0 ? [`${now.ref} waits for ${view.blockedBy.join(', ')}.`] : [];
  const ripe = isRipe(view) ? [`That is the target. Close it: ${closingCommand(view, after)}`] : [];
  return {
    changes: [`${nameOf(now)}: ${view.count ? countText(view.count) : ''}`],
    remarks: [...waits, ...ripe],
    hint: nextHint(after),
  };
}

/** A remark on the open items that the item was to wait for; counting it doesn't need them, so it is done all the same. */
function earlierText({ blockers }: PlannedItem, { plan }: Run): string[] {
  const open = plan.items.filter(({ item }) => blockers.includes(item.id)).map(nameOf);
  return open.length > 0
    ? [`It was to come after ${listText(open)}, still open; it counts all the same.`]
    : [];
}
