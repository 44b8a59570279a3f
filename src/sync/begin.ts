/** How sharing begins on the first machine: `sync --init`. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Session } from '../session/session.ts';
import type { SyncResult } from '../view/sync.ts';
import { createWorkspace } from '../workspace/create.ts';
import { makeFolders } from '../workspace/files.ts';
import { type Facts, type Remote, writeFacts } from './facts.ts';
import { Git } from './git.ts';
import { installDriver } from './merge-files.ts';
import { ownFilesOf } from './own-files.ts';
import { branchesAt, gitOutside, settleRemote } from './remote.ts';
import { openRepository, placeOf, type Repository, refuseNameless } from './repository.ts';
import { type Patience, syncWorkspace } from './sync.ts';
import { remoteUrl, shownUrl } from './url.ts';

interface Begun {
  /** Undefined where there is no remote yet. */
  readonly remote: Remote | undefined;
  readonly branch: string;
  readonly root: string;
  readonly result: SyncResult;
}

/** What takes back what was done so far, the last first. */
type Undo = (() => unknown)[];

/**
 * Switches sharing on for the workspace: makes what is missing, agrees to the remote, shares what there is.
 * @param url where others find it; absent: the remote that the repository has
 * @throws UserError where it can't be done; then everything is as before
 */
export async function beginSharing(
  session: Session,
  url: string | undefined,
  patience: Patience,
): Promise<Begun> {
  const wanted = url === undefined ? undefined : remoteUrl(url, session.io.cwd, '--remote');
  const undo: Undo = [];
  try {
    const repository = await repositoryFor(session, wanted, undo);
    const { remote, isNew } = await settleRemote(repository, wanted);
    if (isNew) undo.push(() => repository.git.run(['remote', 'remove', remote.name]));
    await refuseOtherBranch(repository, remote);
    return await shareAll(session, repository, remote, patience);
  } catch (error) {
    for (const takeBack of undo.reverse()) await takeBack();
    throw error;
  }
}

/** The repository around the workspace, or a new one; what is there is looked at before anything is made. */
async function repositoryFor(session: Session, url: string | undefined, undo: Undo): Promise<Repository> {
  const { io, workspace, mayAsk } = session;
  const { folder, root } = placeOf(workspace);
  if (root !== undefined) {
    const repository = await openRepository(new Git(io, root, { mayAsk }), folder);
    await refuseNameless(repository.git);
    return repository;
  }
  const outside = gitOutside(io, { mayAsk });
  await refuseNameless(outside);
  const branch = (url === undefined ? undefined : (await branchesAt(outside, url)).main) ?? 'main';
  const made = makeFolders(workspace);
  if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
  undo.push(() => rmSync(join(workspace, '.git'), { recursive: true, force: true }));
  const git = new Git(io, workspace, { mayAsk });
  await git.bytes(['init', '--quiet', `--initial-branch=${branch}`]);
  return openRepository(git, placeOf(workspace).folder);
}

/** A repository without commits would begin beside what others have, on a branch that nobody looks at. */
async function refuseOtherBranch(
  { git, head, branch }: Repository,
  remote: Remote | undefined,
): Promise<void> {
  if (head !== undefined || remote === undefined) return;
  const { all, main } = await branchesAt(git, remote.fetch);
  if (main === undefined || all.includes(branch)) return;
  throw new UserError(
    `at ${shownUrl(remote.url)} the branch is ${main}, and here it is ${branch}`,
    `git branch -m ${main}, then run it again`,
    exits.failed,
  );
}

async function shareAll(
  session: Session,
  repository: Repository,
  remote: Remote | undefined,
  patience: Patience,
): Promise<Begun> {
  const { io, workspace } = session;
  const { git, branch, root } = repository;
  const facts: Facts = { branch, events: {}, ...(remote ? { remote } : {}) };
  const ownFiles = await ownFilesOf(repository, workspace);
  const result = await syncWorkspace({ session, repository, remote, facts, ownFiles }, patience);
  if (!remote) writeFacts(io, workspace, facts);
  createWorkspace(workspace);
  await installDriver(git, io);
  return { remote, branch, root, result };
}
