/** Says which items are done or open again because their sum or their target changed. */
import { longDate } from '../dates.ts';
import { isToDo, type Plan } from '../plan/plan.ts';
import { recountsOf, type Shift } from '../plan/shift.ts';
import { countOf } from './item.ts';
import { countText } from './words.ts';

/** Sentences such as `3.5 Calls is open again: 2 of 3 calls`, in the order of the later plan. */
export function recountSentences(before: Plan, after: Plan): string[] {
  return recountsOf(before, after).map((pair) => {
    const { ref, item } = pair.after;
    return `${ref} ${item.title} is ${recountText(pair)}`;
  });
}

/** What an item is now: `open again: 2 of 3 calls`, `done by its count: 3 of 3 calls`. */
export function recountText({ before, after }: Shift): string {
  const count = countOf(after);
  const sum = count ? `: ${countText(count)}` : '';
  const { ranOut } = after.progress;
  if (ranOut && after.validUntil)
    return `open again: valid until ${longDate(after.validUntil, after.validUntil)}`;
  if (before.progress.ranOut && !isToDo(after)) return `${after.state} again, for more days`;
  if (isToDo(after)) return `open again${sum}`;
  // The approval was of another count, and is gone with it.
  const again = before.state === 'done' && after.state === 'in review';
  return `${after.state} ${again ? 'again' : 'by its count'}${sum}`;
}
