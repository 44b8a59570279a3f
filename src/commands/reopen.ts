/** `reopen <item>`: opens an item again that was done or skipped; the history of the item stays. */
import { nextHint } from '../actions/afterwards.ts';
import { matchItem } from '../session/lookup.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';

export async function reopen(run: OpenRun, name: string): Promise<Outcome> {
  const { ref, item, progress } = matchItem(run.program, run.plan, name);
  if (progress.closings.length === 0)
    return unchanged(`${ref} ${item.title} is open already.`, nextHint(run));
  const after = await saveFacts(
    run,
    progress.closings.map(({ id }) => ({ kind: 'reopened', item: item.id, of: id })),
  );
  return {
    changes: [`${ref} ${item.title}: open again`],
    remarks: progress.judged
      ? [`The approval by ${progress.judged.by} was of that completion; the next one needs its own.`]
      : [],
    hint: nextHint(after),
  };
}
