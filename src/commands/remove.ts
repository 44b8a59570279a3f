/** `remove [item…]`: removes items that were added for the hire; an item of the program can only be skipped. */
import { nameOf, nextHint, unblockedText, waitsText } from '../actions/afterwards.ts';
import { byUse, pickSeveral } from '../actions/offer.ts';
import { UserError } from '../errors.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Fact } from '../progress/event.ts';
import { matchItems } from '../session/item-argument.ts';
import { type OpenRun, refuseOver, saveFacts } from '../session/run.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

interface RemoveOptions {
  /** Remove the items even if something is recorded for them, such as a note. */
  readonly force?: boolean;
}

export async function remove(
  run: OpenRun,
  names: readonly string[],
  options: RemoveOptions,
): Promise<Outcome> {
  refuseOver(run);
  const chosen = names.length > 0 ? matchItems(run, names) : await itemsToRemove(run);
  if (chosen.length === 0) return unchanged('Nothing was removed.', nextHint(run));
  for (const planned of chosen) refuse(planned, run, options);
  const after = await saveFacts(
    run,
    chosen.map(({ item }): Fact => ({ kind: 'removed', item: item.id, title: item.title })),
  );
  return {
    changes: chosen.map(({ item }) => `removed ${item.title}`),
    remarks: [...waitsText(run, after), ...unblockedText(run, after)],
    hint: nextHint(after),
  };
}

async function itemsToRemove(run: OpenRun): Promise<PlannedItem[]> {
  const items = byUse(run).filter(({ item }) => item.added);
  return pickSeveral(run, { command: 'remove', question: 'Which of the added items are to go?', items });
}

function refuse(planned: PlannedItem, run: OpenRun, { force }: RemoveOptions): void {
  const { ref, item, progress } = planned;
  const skip = `pm-onboard skip ${ref}${hireFlag(run)}`;
  if (!item.added)
    throw new UserError(`${nameOf(planned)} belongs to the program`, `leave it out instead: ${skip}`);
  const { closings, counted, notes } = progress;
  if (force || closings.length + counted + notes.length === 0) return;
  throw new UserError(
    `${nameOf(planned)} has a history`,
    `remove it all the same with --force, the log keeps what was recorded; or leave it out: ${skip}`,
  );
}
