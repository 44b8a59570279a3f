/**
 * Shares a workspace: fetches, unites and sends, and does so again if others have sent something in the meantime. The user's
 * folder changes only after the remote has accepted the result, so a failure before that leaves everything as it was.
 */
import { cannot } from '../errors.ts';
import type { Session } from '../session/session.ts';
import { apply, type Target } from './apply.ts';
import type { SyncResult } from './commit-message.ts';
import { type Contents, contentsOfFolder } from './contents.ts';
import { Git } from './git.ts';
import { shownUrl } from './git-failure.ts';
import { otherBranches } from './other-branches.ts';
import { newsOf, type Prepared, prepare } from './prepare.ts';
import { agreedRemote, fetchTip, send } from './remote.ts';
import { agreedState, alone, openRepository, placeOf } from './repository.ts';
import { refuseNameless } from './repository-checks.ts';
import { revertsIn } from './reverts.ts';
import type { Remote } from './shared-state.ts';
import type { WorkspaceFile } from './workspace-files.ts';

/** After so many failed attempts to send, a sync gives up. */
const mostTries = 20;

/** How to pause between two attempts, and how to vary the length of the pause. Tests pass their own functions. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** @returns a number from 0 to 1 */
  readonly random: () => number;
}

export const realPatience: Patience = {
  pause: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
  random: Math.random,
};

interface SyncTarget extends Target {
  /** The files that `--init` shares in addition to records and programs. */
  readonly ownFiles?: readonly WorkspaceFile[];
}

/**
 * Shares a workspace for which sharing is switched on, with the remote that the user has agreed to.
 * @param wait how long git may take, in milliseconds, without the network and with it
 * @throws UserError (exit 3) if sharing fails; everything is as before unless the remote already has the result
 */
export async function syncAgreed(
  session: Session,
  patience: Patience,
  wait?: { readonly local: number; readonly network: number },
): Promise<{ readonly result: SyncResult; readonly remote: Remote; readonly branch: string }> {
  const { io, workspace, mayAsk } = session;
  const agreed = agreedState(io, workspace);
  const { folder, root = folder } = placeOf(workspace);
  const repository = await openRepository(new Git(io, root, wait ? { wait } : { mayAsk }), folder);
  const remote = await agreedRemote(repository, agreed);
  const { state } = agreed;
  await refuseNameless(repository.git);
  const result = await syncWorkspace({ session, repository, remote, state }, patience);
  return { result, remote, branch: repository.branch };
}

/**
 * Shares a workspace whose repository and remote are already checked.
 * @returns what was sent and received
 * @throws UserError (exit 3) if sharing fails; everything is as before unless the remote already has the result
 */
export function syncWorkspace(given: SyncTarget, { pause, random }: Patience): Promise<SyncResult> {
  const { session, remote, ownFiles = [] } = given;
  const shared = remote ? { ...given.repository, remoteName: remote.name } : given.repository;
  return alone(shared, async (repository) => {
    const target = { ...given, repository };
    for (let tries = 1; ; tries += 1) {
      const here = contentsOfFolder(session.workspace);
      const tip = await tipFor(target);
      const prepared = await prepare(repository, ownFiles, here, tip);
      if (!remote || prepared.send === tip || (await send(repository, remote, prepared.send))) {
        const elsewhere = remote ? await otherBranches(repository, remote.name, prepared.head) : [];
        await apply({ ...target, state: { ...target.state, elsewhere } }, here, prepared);
        const news = resultOf(here, prepared);
        const known = { ...news, here: here.records, counts: target.state.events };
        return { ...news, tries, elsewhere, reverted: await revertsIn(repository, tip, known) };
      }
      if (tries === mostTries)
        throw cannot(
          `others were quicker ${mostTries} times in a row`,
          'nothing was sent, and everything is saved here; run it again',
        );
      await pause(Math.min(50 * 1.4 ** tries, 2_000) * (0.5 + random()));
    }
  });
}

/**
 * The commit to build on; undefined if there isn't one yet.
 * @throws UserError (exit 3) if the branch has vanished from the remote after an earlier sync
 */
async function tipFor({ repository, remote, state }: SyncTarget): Promise<string | undefined> {
  if (!remote) return repository.head;
  const tip = await fetchTip(repository, remote);
  if (tip !== undefined || state.syncedAt === undefined) return tip;
  throw cannot(
    `the branch ${repository.branch} is gone at ${shownUrl(remote.fetch)}`,
    'ask whoever owns it; to send it there anew: pm-onboard sync --init',
  );
}

function resultOf(
  here: Contents,
  { shared, theirs, changes }: Prepared,
): Pick<SyncResult, 'sent' | 'received' | 'files'> {
  return {
    sent: newsOf(shared, theirs),
    received: newsOf(shared, here),
    files: changes.map(({ path }) => path),
  };
}
