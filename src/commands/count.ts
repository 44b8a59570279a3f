/** `count <item> [n]`: adds to the count of an item, or of each in a list, and closes it when its target is reached. */
import { changedItems, doneOutcome, nameOf, nextHint } from '../actions/afterwards.ts';
import { UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Called, Run } from '../plan/run.ts';
import type { Fact } from '../progress/event.ts';
import { type ItemProgress, untouched } from '../progress/reduce.ts';
import { matchItems } from '../session/item-argument.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { viewItem } from '../view/item.ts';
import { type Outcome, together } from '../view/outcome.ts';
import { closingCommand, countText, hireFlag, isRipe } from '../view/words.ts';

/** The most that one command adds; a larger number is probably mistyped. */
const most = 10_000;

export async function count(run: OpenRun, name: string, n = '1'): Promise<Outcome> {
  const chosen = matchItems(run, [name]);
  const delta = deltaFrom(n, run);
  for (const planned of chosen) refuseUncounted(planned, run);
  const after = await saveFacts(run, ({ items }) =>
    chosen.flatMap((planned) => countFacts(planned, items.get(planned.item.id) ?? untouched, delta)),
  );
  return together(chosen.map((planned) => countedOutcome(planned, run, after)));
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

/** The facts to record. Reaching the target also closes the item, unless the item wants evidence or waits for another item. */
function countFacts(
  { item, due, state }: PlannedItem,
  { closedBy, counted }: ItemProgress,
  delta: number,
): Fact[] {
  const target = item.count?.target;
  const reached = target !== undefined && !closedBy && counted + delta >= target;
  const closes = reached && item.evidence === 'none' && state !== 'blocked';
  return [
    { kind: 'counted', item: item.id, delta },
    ...(closes ? [{ kind: 'done', item: item.id, title: item.title, due } as const] : []),
  ];
}

/** @param planned the item as it was before the command */
function countedOutcome(planned: PlannedItem, before: Run, after: Run): Outcome {
  const [now = planned] = changedItems(after, [planned]);
  if (now.progress.closedBy && !planned.progress.closedBy) return doneOutcome([now], [], before, after);
  const view = viewItem(now, after);
  const waits = view.blockedBy.length > 0 ? [`${now.ref} waits for ${view.blockedBy.join(', ')}.`] : [];
  const ripe = isRipe(view) ? [`That is the target. Close it: ${closingCommand(view, after)}`] : [];
  return {
    changes: [`${nameOf(now)}: ${view.count ? countText(view.count) : ''}`],
    remarks: [...waits, ...ripe],
    hint: nextHint(after),
  };
}
