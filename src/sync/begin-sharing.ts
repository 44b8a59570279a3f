/** `sync --init` starts sharing on the first machine. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cannot } from '../errors.ts';
import type { Session } from '../session/session.ts';
import { isDirectory, makeFolders, removeEmpty } from '../workspace/files.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { calendarFilesOf } from './calendar-files.ts';
import type { SyncResult } from './commit-message.ts';
import { Git } from './git.ts';
import { shownUrl } from './git-failure.ts';
import { branchesAt, gitOutside, remoteUrl, settleRemote } from './remote.ts';
import { openRepository, placeOf, type Repository } from './repository.ts';
import { refuseNameless } from './repository-checks.ts';
import { type Remote, type SharedState, writeSharedState } from './shared-state.ts';
import { type Patience, syncWorkspace } from './sync.ts';
import { workspaceFilesOf } from './workspace-files.ts';

export interface Begun {
  /** Undefined if there is no remote yet. */
  readonly remote: Remote | undefined;
  readonly branch: string;
  readonly root: string;
  readonly result: SyncResult;
}

/** Functions that undo the steps taken so far, in the order of the steps. */
type Undo = (() => unknown)[];

/**
 * Switches sharing on for the workspace: makes the repository if needed, notes that the user has agreed to the remote, and
 * shares the records.
 * @param url the URL of the remote; if absent, the remote that the repository has
 * @throws UserError if sharing can't begin; what this run has made is taken back then, unless the remote has the records
 *   already or somebody else has used it meanwhile
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
    if (remote && isNew) undo.push(() => repository.git.run(['remote', 'remove', remote.name]));
    await refuseOtherBranch(repository, remote);
    return await shareAll(session, repository, remote, patience, () => undo.splice(0));
  } catch (error) {
    for (const takeBack of undo.reverse()) await takeBack();
    throw error;
  }
}

/** The repository around the workspace, or a new one, which is made only after all checks have passed. */
async function repositoryFor(session: Session, url: string | undefined, undo: Undo): Promise<Repository> {
  const { io, workspace, mayAsk } = session;
  const { folder, root } = placeOf(workspace);
  if (root !== undefined && !isHalfMade(root, folder)) {
    const repository = await openRepository(new Git(io, root, { mayAsk }), folder);
    await refuseNameless(repository.git);
    return repository;
  }
  const outside = gitOutside(io, { mayAsk });
  await refuseNameless(outside);
  const branch = (url === undefined ? undefined : (await branchesAt(outside, url)).main) ?? 'main';
  const made = makeFolders(workspace);
  if (made !== undefined) undo.push(() => removeEmpty(workspace, made));
  const git = new Git(io, workspace, { mayAsk });
  if (root === undefined) {
    // This fails if somebody has made a repository here in the meantime, which is not to be taken back.
    mkdirSync(join(workspace, '.git'));
    undo.push(() => removeUnused(git));
  }
  await git.bytes(['init', '--quiet', `--initial-branch=${branch}`]);
  return openRepository(git, placeOf(workspace).folder);
}

/** Whether an interrupted run has left a repository that git doesn't take for one yet. */
function isHalfMade(root: string, folder: string): boolean {
  return root === folder && isDirectory(join(root, '.git')) && !existsSync(join(root, '.git/HEAD'));
}

/** Removes a repository as long as nobody has committed or staged anything in it, and no sync is at work there. */
async function removeUnused(git: Git): Promise<void> {
  const folder = join(git.folder, '.git');
  const isUsed = ['index', 'pm-onboard.lock'].some((name) => existsSync(join(folder, name)));
  if (isUsed || (await git.maybe(['for-each-ref', '--count=1', 'refs/heads']))) return;
  rmSync(folder, { recursive: true, force: true });
}

/** @throws UserError if a repository without commits is on another branch than the team's, where nobody would look */
async function refuseOtherBranch(
  { git, head, branch }: Repository,
  remote: Remote | undefined,
): Promise<void> {
  if (head !== undefined || remote === undefined) return;
  const { all, main } = await branchesAt(git, remote.fetch);
  if (main === undefined || all.includes(branch)) return;
  throw cannot(
    `at ${shownUrl(remote.url)} the branch is ${main}, and here it is ${branch}`,
    `git branch -m ${main}, then run it again`,
  );
}

/** @param onSent called as soon as the remote has the records, before anything else changes here */
async function shareAll(
  session: Session,
  repository: Repository,
  remote: Remote | undefined,
  patience: Patience,
  onSent: () => void,
): Promise<Begun> {
  const { io, workspace } = session;
  const { branch, root } = repository;
  const state: SharedState = { branch, events: {}, ...(remote ? { remote } : {}) };
  const ownFiles = [
    ...(await workspaceFilesOf(repository, workspace)),
    ...(await calendarFilesOf(repository, workspace, session.config)),
  ];
  const result = await syncWorkspace({ session, repository, remote, state, ownFiles, onSent }, patience);
  if (!remote) writeSharedState(io, workspace, state);
  createWorkspace(workspace);
  return { remote, branch, root, result };
}
