/** `forget <hire>`: erases a record and its backups for good, once the hire's name is typed. */
import {
  confirmForgetting,
  forgottenOutcome,
  hireToForget,
  otherPlaces,
  settingsNaming,
} from '../actions/forget.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { type Globals, openSession } from '../session/session.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { dropConfigCache, eraseHire, isErased } from '../workspace/forget.ts';
import { gitRootOf, pathInGit } from '../workspace/git-folder.ts';
import { recordPath } from '../workspace/records.ts';
import { tryChangeSettings } from '../workspace/settings.ts';
import { dropVerified } from '../workspace/verified.ts';

interface ForgetOptions extends Globals {
  readonly confirm?: string;
}

export async function forget(io: Io, named: string, options: ForgetOptions): Promise<Outcome | number> {
  const session = await openSession(io, options);
  const { workspace } = session;
  const hire = hireToForget(session, named);
  if (isErased(workspace, hire.id)) return unchanged(`${hire.id} is forgotten already.`);
  await confirmForgetting(session, hire, options.confirm);
  // Read before anything is erased: an error here must not hide that the hire is erased.
  const settings = settingsNaming(session, hire);
  const elsewhere = otherPlaces(session, hire);
  const copies = await eraseHire(workspace, hire.id);
  dropConfigCache(io.dirs.cache);
  dropVerified(io.dirs.cache, hire.id);
  const without = Object.fromEntries(settings.map((key) => [key, undefined]));
  const stillSet = settings.length > 0 ? tryChangeSettings(io.dirs.config, without) : undefined;
  const root = gitRootOf(workspace);
  const inGit = root && pathInGit(root, recordPath(workspace, hire.id));
  printOutcome(io, forgottenOutcome(hire, { copies, settings, stillSet, elsewhere, inGit }));
  return stillSet === undefined ? exits.ok : exits.failed;
}
