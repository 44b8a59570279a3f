/**
 * Sharing a workspace: fetch, unite, send; again where others have sent in between. Nothing in the user's folder changes
 * before the remote has taken what is sent, so that whatever fails until then leaves everything as it was.
 */
import { cannot } from '../errors.ts';
import type { Session } from '../session/session.ts';
import { apply, type Target } from './apply.ts';
import type { SyncResult } from './commit-message.ts';
import { type Contents, contentsOfFolder } from './contents.ts';
import { Git } from './git.ts';
import { shownUrl } from './git-failure.ts';
import { newsOf, type Prepared, prepare } from './prepare.ts';
import { agreedRemote, fetchTip, send } from './remote.ts';
import { agreedState, alone, openRepository, placeOf } from './repository.ts';
import { refuseNameless } from './repository-checks.ts';
import type { Remote } from './shared-state.ts';
import type { WorkspaceFile } from './workspace-files.ts';

/** How often it is sent before it is given up. */
const mostTries = 20;

/** How a pause between two tries is made, and how its length varies; tests pass their own. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

export const realPatience: Patience = {
  pause: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
  random: Math.random,
};

interface Task extends Target {
  /** What `--init` shares beside records and programs. */
  readonly ownFiles?: readonly WorkspaceFile[];
}

/**
 * Shares a workspace for which sharing is switched on, in the repository and with the remote that the user agreed to.
 * @param wait how long git may take, in milliseconds: without the network, and with it
 * @throws UserError (exit 3) where it can't be done; then everything is as before
 */
export async function syncAgreed(
  session: Session,
  patience: Patience,
  wait?: { readonly local: number; readonly network: number },
): Promise<{ readonly result: SyncResult; readonly remote: Remote }> {
  const { io, workspace, mayAsk } = session;
  const state = agreedState(io, workspace);
  const { folder, root = folder } = placeOf(workspace);
  const repository = await openRepository(new Git(io, root, wait ? { wait } : { mayAsk }), folder);
  const remote = await agreedRemote(repository, state);
  await refuseNameless(repository.git);
  return { result: await syncWorkspace({ session, repository, remote, state }, patience), remote };
}

/**
 * @returns what went out and came in
 * @throws UserError (exit 3) where it could not be done; then everything is as before
 */
export function syncWorkspace(given: Task, { pause, random }: Patience): Promise<SyncResult> {
  const { session, remote, ownFiles = [] } = given;
  return alone(given.repository, async (repository) => {
    const task = { ...given, repository };
    for (let tries = 1; ; tries += 1) {
      const here = contentsOfFolder(session.workspace);
      const tip = await tipFor(task);
      const prepared = await prepare(repository, ownFiles, here, tip);
      if (!remote || prepared.send === tip || (await send(repository, remote, prepared.send))) {
        await apply(task, here, prepared);
        return resultOf(here, prepared, tries);
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

/** The commit to build on; undefined where there is none yet. */
async function tipFor({ repository, remote, state }: Task): Promise<string | undefined> {
  if (!remote) return repository.head;
  const tip = await fetchTip(repository, remote);
  if (tip !== undefined || state.syncedAt === undefined) return tip;
  throw cannot(
    `the branch ${repository.branch} is gone at ${shownUrl(remote.fetch)}`,
    'ask whoever owns it; to send it there anew: pm-onboard sync --init',
  );
}

function resultOf(here: Contents, { shared, theirs, changes }: Prepared, tries: number): SyncResult {
  return {
    sent: newsOf(shared, theirs),
    received: newsOf(shared, here),
    files: changes.map(({ path }) => path),
    tries,
  };
}
