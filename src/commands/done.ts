/** `done <item…>`: ticks items off, asks for the evidence they want, and says what became possible. */
import { changedItems, conclude, doneOutcome, nextHint } from '../actions/afterwards.ts';
import { type DoneFlags, takeCompletions } from '../actions/done.ts';
import type { Io } from '../io.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { unchanged } from '../view/outcome.ts';

interface DoneOptions extends Globals, DoneFlags {}

export async function done(io: Io, names: readonly string[], options: DoneOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const { ready, alreadyDone, facts, on } = await takeCompletions(run, names, options);
  if (ready.length === 0 && alreadyDone.length === 0)
    return conclude(io, unchanged('Nothing was ticked off.', nextHint(run)));
  const after = facts.length > 0 ? await saveFacts(run, facts, on) : run;
  return conclude(io, doneOutcome(changedItems(after, ready), alreadyDone, run, after));
}
