/** `count <item> [n]`: adds to a countable item, and closes it when the target is reached. */
import { countFacts, deltaFrom, refuseUncounted } from '../actions/counting.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { untouched } from '../progress/reduce.ts';
import { matchItem } from '../session/lookup.ts';
import { openRun, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { countedOutcome } from '../view/count.ts';

export async function count(io: Io, name: string, n: string, options: Globals): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  const planned = matchItem(run.program, run.plan, name);
  const delta = deltaFrom(n, run);
  refuseUncounted(planned, run);
  const after = await saveFacts(run, ({ items }) =>
    countFacts(planned, items.get(planned.item.id) ?? untouched, delta),
  );
  printOutcome(io, countedOutcome(planned, run, after));
  return exits.ok;
}
