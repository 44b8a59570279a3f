/** `add "title"`: gives a hire an item of their own; `add NAME --from TEMPLATE` a small chain of them. */
import { type AdditionFlags, alreadyThere, takeAdditions } from '../actions/addition.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { openRun, refuseOver, saveFacts } from '../session/run.ts';
import { type Globals, openSession } from '../session/session.ts';
import { addedOutcome, thereOutcome } from '../view/add.ts';

interface AddOptions extends Globals, AdditionFlags {
  /** A second item of the same title is meant. */
  readonly another?: boolean;
}

export async function add(io: Io, words: readonly string[], options: AddOptions): Promise<number> {
  const run = await openRun(await openSession(io, options), undefined);
  refuseOver(run);
  const { facts, remarks } = await takeAdditions(run, words, options);
  const there = options.another ? [] : alreadyThere(run, facts);
  if (there.length > 0) {
    printOutcome(io, thereOutcome(there, run.plan));
    return exits.ok;
  }
  const after = await saveFacts(run, facts);
  const ids = facts.map(({ item }) => item);
  printOutcome(io, addedOutcome(ids, remarks, after));
  return exits.ok;
}
