/** `done <item…>`: ticks items off, asks for the evidence they want, says what became possible. */
import { type CompletionFlags, takeCompletions } from '../actions/completion.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { changedItems, doneOutcome, nextHint } from '../view/done.ts';

interface DoneOptions extends Globals, CompletionFlags {}

export async function done(io: Io, names: readonly string[], options: DoneOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const { ready, alreadyDone, facts, on } = await takeCompletions(run, names, options);
  if (ready.length === 0 && alreadyDone.length === 0) {
    printOutcome(io, { changes: [], remarks: ['Nothing was ticked off.'], hint: nextHint(run) });
    return exits.ok;
  }
  const after = facts.length > 0 ? await saveFacts(run, facts, on) : run;
  printOutcome(io, doneOutcome(changedItems(after, ready), alreadyDone, run, after));
  return exits.ok;
}
