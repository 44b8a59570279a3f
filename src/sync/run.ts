/** `sync` where sharing is switched on: the workspace's repository, opened as it was agreed to. */
import type { Session } from '../session.ts';
import type { SyncResult } from '../view/sync.ts';
import { Git } from './git.ts';
import {
  agreedFacts,
  agreedRemote,
  openRepository,
  placeOf,
  type Remote,
  refuseNameless,
} from './repository.ts';
import { type Patience, syncWorkspace } from './sync.ts';

export const realPatience: Patience = {
  pause: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
  random: Math.random,
};

/** @throws UserError (exit 3) where it can't be done; then everything is as before */
export async function syncAgreed(
  session: Session,
  patience: Patience,
  wait?: { readonly local: number; readonly network: number },
): Promise<{ readonly result: SyncResult; readonly remote: Remote }> {
  const { io, workspace, mayAsk } = session;
  const facts = agreedFacts(io, workspace);
  const { folder, root = folder } = placeOf(workspace);
  const repository = await openRepository(new Git(io, root, wait ? { wait } : { mayAsk }), folder);
  const remote = await agreedRemote(repository, facts);
  await refuseNameless(repository.git);
  return { result: await syncWorkspace({ session, repository, remote, facts }, patience), remote };
}
