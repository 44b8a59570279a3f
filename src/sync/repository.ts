/** Opens the git repository around a workspace, after checking that records can be shared in it. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, cannot } from '../errors.ts';
import { listText, quoted } from '../view/words.ts';
import { sweep } from '../workspace/files.ts';
import { commonFolderOf, gitFolderOf, gitRootOf, pathInGit } from '../workspace/git-folder.ts';
import { withLock } from '../workspace/lock.ts';
import type { Git } from './git.ts';
import {
  guarded,
  refuseBusy,
  refuseForeignGit,
  refuseUnfinished,
  switched,
  thenAgain,
} from './repository-checks.ts';
import { allSharedStates, readSharedState, type SharedState } from './shared-state.ts';
import { type Entry, isOwnIndex } from './trees.ts';

export interface Repository {
  /** Git, run at the root of the work tree. */
  readonly git: Git;
  readonly root: string;
  readonly gitDir: string;
  /** The workspace's path within the work tree, as git writes it: `people/`, or empty for the root. */
  readonly prefix: string;
  /** What a merge has left in conflict of records and programs: an entry for each side of each path. */
  readonly unmerged: readonly (readonly [path: string, entry: Entry])[];
  readonly branch: string;
  /** The name of the remote that the branch is shared through; undefined as long as there is none. */
  readonly remoteName?: string;
  /** The commit that the branch points to; undefined before the first commit. */
  readonly head: string | undefined;
  /** Git's id for a missing object: as many zeros as an id of this repository has digits. */
  readonly zero: string;
}

/** The real folder of the workspace, and the root of the work tree around it. */
export function placeOf(workspace: string): { readonly folder: string; readonly root: string | undefined } {
  const folder = existsSync(workspace) ? realpathSync(workspace) : workspace;
  return { folder, root: gitRootOf(folder) };
}

/** The sharing that the user has agreed to. */
export interface Agreed {
  readonly state: SharedState;
  /** The workspace in another work tree of the same repository, in which the user has agreed to it. */
  readonly twin?: string;
}

/**
 * The sharing that the user has agreed to on this machine, in this work tree or in another one of the same repository.
 * @throws UserError (exit 3) if sharing is not switched on
 */
export function agreedState(place: Parameters<typeof readSharedState>[0], workspace: string): Agreed {
  if (placeOf(workspace).root === undefined)
    throw cannot(
      `${workspace} is not in a git repository`,
      'to share it with git: sync --init, with the address behind --remote; without git: pm-onboard share',
    );
  const state = readSharedState(place, workspace);
  if (state) return { state };
  const first = twinOf(place, workspace);
  if (first) {
    const { workspace: twin, ...shared } = first;
    return { state: shared, twin };
  }
  throw cannot(
    `sharing ${workspace} is not switched on on this machine`,
    'if you trust this repository: pm-onboard sync --init',
  );
}

/** What this machine shares of the same workspace in another work tree of its repository; undefined if nothing. */
function twinOf(place: Parameters<typeof readSharedState>[0], workspace: string) {
  const here = positionOf(workspace);
  if (here === undefined) return undefined;
  return allSharedStates(place).find((each) => {
    const other = positionOf(each.workspace);
    return other?.common === here.common && other.prefix === here.prefix;
  });
}

/** The repository that a workspace is in, and its place within the work tree; undefined where there is none. */
function positionOf(workspace: string): { readonly common: string; readonly prefix: string } | undefined {
  return attempt(() => {
    const { folder, root } = placeOf(workspace);
    if (root === undefined) return undefined;
    const common = realpathSync(commonFolderOf(gitFolderOf(root)));
    return { common, prefix: pathInGit(root, folder) };
  });
}

/**
 * @param given git at the root of the work tree
 * @param folder the real path of the workspace
 * @throws UserError (exit 3) if the repository is not safe to use, or if an unfinished merge or rebase must be ended first
 */
export async function openRepository(given: Git, folder: string): Promise<Repository> {
  const { git, gitDir, format, isFormer } = await safeGit(given);
  // Version 0.1.0 set up a merge driver, which was gone with the Node that it named.
  if (isFormer) await git.bytes(['config', '--local', '--remove-section', 'merge.pm-onboard']);
  const prefix = prefixOf(git.folder, folder);
  const unmerged = await refuseUnfinished(git, gitDir, prefix);
  return {
    git,
    root: git.folder,
    gitDir,
    prefix,
    unmerged,
    ...(await checkedOut(git)),
    zero: '0'.repeat(format === 'sha256' ? 64 : 40),
  };
}

/** The path of a folder within the work tree, as git writes it: `people/`, or empty for the root. */
export function prefixOf(root: string, folder: string): string {
  const within = pathInGit(realpathSync(root), folder);
  return within === '' ? '' : `${within}/`;
}

/**
 * Git in a repository that is safe to use, with its folder and the name of its hash; nothing is changed in it.
 * @param given git at the root of the work tree
 * @throws UserError (exit 3) if the repository is not safe to use
 */
export async function safeGit(given: Git) {
  const { git, isFormer } = await guarded(given);
  const asked = ['--show-toplevel', '--absolute-git-dir', '--show-object-format'];
  const [root = '', gitDir = '', format] = (await git.text(['rev-parse', ...asked])).split('\n');
  if (realpathSync(root) !== realpathSync(git.folder))
    throw cannot(
      `the git configuration of ${git.folder} says that its files are in ${root}`,
      'take core.worktree out of it, or clone it anew',
    );
  await refuseForeignGit(git, gitDir);
  return { git, gitDir, format, isFormer };
}

/** How an error ends where a person has to merge what others have sent, whatever their settings for `git pull` are. */
export function mergeByHand(
  { root, branch, remoteName = 'origin' }: Repository,
  first: readonly string[] = [],
): string[] {
  const pull = `git pull --no-rebase --autostash ${quoted(remoteName)} ${quoted(branch)}`;
  const commands = [`cd ${quoted(root)}`, ...first, pull].map((line) => `  ${line}`);
  return ['  Nothing was changed. Merge by hand, then run it again:', ...commands];
}

/** The commit that the branch points to; undefined before the first commit. */
export function headOf(git: Git): Promise<string | undefined> {
  return git.maybe(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
}

/** The branch that is checked out and its commit, with a single call of git where there is a commit. */
async function checkedOut(git: Git): Promise<Pick<Repository, 'branch' | 'head'>> {
  const both = await git.maybe(['rev-parse', 'HEAD^{commit}', '--symbolic-full-name', 'HEAD']);
  const [head, ref = ''] = both?.split('\n') ?? [];
  return { head, branch: branchIn(ref) ?? (await branchOf(git)) };
}

function branchIn(ref = ''): string | undefined {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined;
}

/** The branch that is checked out. @throws UserError (exit 3) if there is none */
export async function branchOf(git: Git): Promise<string> {
  const name = branchIn(await git.maybe(['symbolic-ref', '--quiet', 'HEAD']));
  if (name !== undefined) return name;
  const known = (await git.text(['for-each-ref', '--format=%(refname:short)', 'refs/heads'])).split('\n');
  const [only = '', ...others] = known;
  const which =
    others.length === 0 ? quoted(only) : `BRANCH, one of ${listText(known.slice(0, 5).map(quoted))}`;
  throw cannot(
    'no branch is checked out in this repository (its head is detached)',
    `git switch ${which}, then run it again`,
  );
}

/**
 * Keeps other syncs out of the repository while the work is done, and removes the files that interrupted syncs have left.
 * @param work is given the repository as it is after the lock was taken
 * @throws UserError (exit 3) if another sync, or git itself, is at work in the repository, or if another branch was checked
 *   out before the lock was taken
 */
export function alone<T>(repository: Repository, work: (now: Repository) => Promise<T>): Promise<T> {
  const { git, gitDir, branch } = repository;
  const locked = async () => {
    sweep(gitDir, isOwnIndex);
    refuseBusy(gitDir);
    const now = await checkedOut(git);
    if (now.branch !== branch)
      throw switched(now.branch, `nothing was sent; git switch ${quoted(branch)}, ${thenAgain}`);
    return work({ ...repository, ...now });
  };
  return withLock(
    join(gitDir, 'pm-onboard.lock'),
    locked,
    undefined,
    'another sync is at work here: try again',
  );
}
