/** Sharing at the end of a command that has recorded something, where the settings say `sync: auto`. */
import { isUserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { type Globals, openSession } from '../session/session.ts';
import { readFacts } from '../sync/facts.ts';
import { findWorkspace } from '../workspace/find.ts';

/** What the command has done is saved: nothing that goes wrong here makes it fail. */
export async function syncAfterwards(io: Io, globals: Globals): Promise<void> {
  try {
    // Nearly nobody shares: for the others this is all.
    if (!readFacts(io, findWorkspace(io, globals.workspace))) return;
    const session = await openSession(io, globals);
    if ((session.config.sync ?? session.settings.sync) !== 'auto') return;
    const { syncIfNew } = await import('../sync/run.ts');
    const outcome = await syncIfNew(session);
    if (outcome) printOutcome(io, outcome);
  } catch (error) {
    const why = isUserError(error) || error instanceof Error ? error.message : String(error);
    // What it goes on to list is for `sync` itself to say.
    const remarks = [`Saved, and not shared yet: ${why.replace(/:$/, '')}.`];
    printOutcome(io, { changes: [], remarks, hint: 'Later: pm-onboard sync' });
  }
}
