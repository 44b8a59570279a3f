/** `reopen <item>`: opens an item again that is done or skipped; its history stays. */
import { conclude, nextHint } from '../actions/afterwards.ts';
import type { Io } from '../io.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { unchanged } from '../view/outcome.ts';

export async function reopen(io: Io, name: string, options: Globals): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const { ref, item, progress } = matchItem(run.program, run.plan, name);
  if (progress.closings.length === 0)
    return conclude(io, unchanged(`${ref} ${item.title} is open already.`, nextHint(run)));
  const after = await saveFacts(
    run,
    progress.closings.map(({ id }) => ({ kind: 'reopened', item: item.id, of: id })),
  );
  return conclude(io, {
    changes: [`${ref} ${item.title}: open again`],
    remarks: progress.judged
      ? [`The approval by ${progress.judged.by} was of that completion; the next one needs its own.`]
      : [],
    hint: nextHint(after),
  });
}
