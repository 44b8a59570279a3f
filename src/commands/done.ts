/** `done <item…>`: ticks items off, asks for the evidence they want, and says what became possible. */
import { changedItems, doneOutcome, nextHint } from '../actions/afterwards.ts';
import { type DoneFlags, takeCompletions } from '../actions/done.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';

interface DoneOptions extends DoneFlags {}

export async function done(run: OpenRun, names: readonly string[], options: DoneOptions): Promise<Outcome> {
  const { ready, alreadyDone, facts, on } = await takeCompletions(run, names, options);
  if (ready.length === 0 && alreadyDone.length === 0)
    return unchanged('Nothing was ticked off.', nextHint(run));
  const after = facts.length > 0 ? await saveFacts(run, facts, on) : run;
  return doneOutcome(changedItems(after, ready), alreadyDone, run, after);
}
