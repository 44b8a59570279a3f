/** What happens after a command that records events: the workspace is shared where `sync: auto` says so, and the lines of the login are renewed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isUserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { announced, printOutcome } from '../output.ts';
import { type Globals, openSession } from '../session/session.ts';
import { readSharedState } from '../sync/shared-state.ts';
import { unchanged } from '../view/outcome.ts';
import { findWorkspace } from '../workspace/workspace.ts';

/** Shares what is new. A failure is printed and not thrown, because the command has already saved its events. */
export async function syncAfterwards(io: Io, globals: Globals): Promise<void> {
  try {
    // Most workspaces are not shared: for them this check is the only cost, so it comes first.
    if (!readSharedState(io, findWorkspace(io, globals.workspace))) return;
    const session = await openSession(io, globals);
    if ((session.config.sync ?? session.settings.sync) !== 'auto') return;
    const { syncIfNew } = await import('./sync.ts');
    const outcome = await announced(io, 'Sharing the records', () => syncIfNew(session));
    if (outcome) printOutcome(io, outcome);
  } catch (error) {
    const why = isUserError(error) || error instanceof Error ? error.message : String(error);
    // A message that ends in a colon has a list after it; only the command `sync` prints that list.
    const remark = `Saved, and not shared yet: ${why.replace(/:$/, '')}.`;
    printOutcome(io, unchanged(remark, 'Later: pm-onboard sync'));
  }
}

/** Has the lines prepared again that a shell shows at login, where one does; nobody waits for it. */
export async function refreshLogin(io: Io): Promise<void> {
  if (!existsSync(join(io.dirs.cache, 'login/lines'))) return;
  (await import('./remind-prepare.ts')).prepareAgain(io);
}
