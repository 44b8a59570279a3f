/** Sharing at the end of a command that has recorded something, where the configuration or the settings say `sync: auto`. */
import { isUserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { type Globals, openSession } from '../session/session.ts';
import { readSharedState } from '../sync/shared-state.ts';
import { unchanged } from '../view/outcome.ts';
import { findWorkspace } from '../workspace/workspace.ts';

/** What the command has done is saved by then: nothing that fails here makes the command fail. */
export async function syncAfterwards(io: Io, globals: Globals): Promise<void> {
  try {
    // Most users share nothing, and for them this look is all that it costs.
    if (!readSharedState(io, findWorkspace(io, globals.workspace))) return;
    const session = await openSession(io, globals);
    if ((session.config.sync ?? session.settings.sync) !== 'auto') return;
    const { syncIfNew } = await import('./sync.ts');
    const outcome = await syncIfNew(session);
    if (outcome) printOutcome(io, outcome);
  } catch (error) {
    const why = isUserError(error) || error instanceof Error ? error.message : String(error);
    // A message that ends in a colon goes on with a list, which `sync` itself prints.
    const remark = `Saved, and not shared yet: ${why.replace(/:$/, '')}.`;
    printOutcome(io, unchanged(remark, 'Later: pm-onboard sync'));
  }
}
