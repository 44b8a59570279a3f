/** `forget <hire>`: erases a record and its backups for good, once the hire's name is typed. */
import { confirmErasure, elsewhereOf, settingsNaming, whomToErase } from '../actions/erasure.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import { printOutcome } from '../output.ts';
import { type Globals, openSession } from '../session/session.ts';
import { erasedOutcome } from '../view/forget.ts';
import { dropConfigCache, eraseHire, gitRootOf, isErased, pathInGit } from '../workspace/erase.ts';
import { dropKnown } from '../workspace/known.ts';
import { tryChangeSettings } from '../workspace/settings.ts';

interface ForgetOptions extends Globals {
  readonly confirm?: string;
}

export async function forget(io: Io, named: string, options: ForgetOptions): Promise<number> {
  const session = await openSession(io, options);
  const { workspace } = session;
  const hire = whomToErase(session, named);
  if (isErased(workspace, hire.id)) {
    printOutcome(io, { changes: [], remarks: [`${hire.id} is forgotten already.`], hint: '' });
    return exits.ok;
  }
  await confirmErasure(session, hire, options.confirm);
  const settings = settingsNaming(session, hire);
  // Looked up first: what fails from here on must not deny that the hire is erased.
  const elsewhere = elsewhereOf(session, hire);
  const copies = await eraseHire(workspace, hire.id);
  dropConfigCache(io.dirs.cache);
  dropKnown(io.dirs.cache, hire.id);
  const without = Object.fromEntries(settings.map((key) => [key, undefined]));
  const stillSet = settings.length > 0 ? tryChangeSettings(io.dirs.config, without) : undefined;
  const root = gitRootOf(workspace);
  printOutcome(
    io,
    erasedOutcome({
      name: hire.name,
      id: hire.id,
      copies,
      settings,
      stillSet,
      elsewhere,
      inGit: root && pathInGit(root, workspace, hire.id),
    }),
  );
  return stillSet === undefined ? exits.ok : exits.failed;
}
