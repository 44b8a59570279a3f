/** `count <item> [n]`: adds to the count of an item, or of each in a list; it is done when its target is reached. */
import { changedItems, doneOutcome, nameOf, nextHint } from '../actions/afterwards.ts';
import { UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Called, Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { matchItems } from '../session/item-argument.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { viewItem } from '../view/item.ts';
import { type Outcome, together } from '../view/outcome.ts';
import { closingCommand, countText, hireFlag, isRipe, listText } from '../view/words.ts';

/** The most that one command adds; a larger number is probably mistyped. */
const most = 10_000;

export async function count(run: OpenRun, name: string, n = '1'): Promise<Outcome> {
  const chosen = matchItems(run, [name]);
  const delta = deltaFrom(n, run);
  for (const planned of chosen) refuseUncounted(planned, run);
  const after = await saveFacts(
    run,
    chosen.map((planned) => countFact(planned, delta)),
  );
  return together(chosen.map((planned) => countedOutcome(planned, run, after)));
}

function countFact({ item }: PlannedItem, delta: number): Fact {
  const { id, title, evidence, count } = item;
  const closesAt = evidence === 'none' ? count?.target : undefined;
  return { kind: 'counted', item: id, delta, title, closesAt };
}

/** The number to add. @throws UserError unless the text is a whole number from 1 to {@link most} */
function deltaFrom(text: string, hire: Called): number {
  const delta = Number(text);
  if (Number.isInteger(delta) && delta >= 1 && delta <= most) return delta;
  throw new UserError(
    `"${text}" can't be added`,
    `give a whole number from 1 to ${most}; to take one back: pm-onboard undo${hireFlag(hire)}`,
  );
}

/** @throws UserError for an item that has no count, or is skipped */
function refuseUncounted(planned: PlannedItem, hire: Called): void {
  const words = `${planned.ref}${hireFlag(hire)}`;
  if (!planned.item.count)
    throw new UserError(`${nameOf(planned)} is not counted`, `tick it off: pm-onboard done ${words}`);
  if (planned.state === 'skipped')
    throw new UserError(`${nameOf(planned)} is skipped`, `open it again first: pm-onboard reopen ${words}`);
}

/** @param planned the item as it was before the command */
function countedOutcome(planned: PlannedItem, before: Run, after: Run): Outcome {
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
