/** The repository around a workspace, and whether it is in a state in which anything may be done to it. */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { exits, UserError } from '../errors.ts';
import { sweep } from '../workspace/files.ts';
import { gitRootOf, pathInGit, unfinishedIn } from '../workspace/git-folder.ts';
import { withLock } from '../workspace/lock.ts';
import { guarded } from './dangers.ts';
import { type Facts, readFacts } from './facts.ts';
import type { Git } from './git.ts';
import { isOwnIndex } from './trees.ts';

export interface Repository {
  /** At the root of the work tree. */
  readonly git: Git;
  readonly root: string;
  readonly gitDir: string;
  /** The workspace within the work tree as git writes it: `` or `people/`. */
  readonly prefix: string;
  readonly branch: string;
  /** The commit that the branch is at; undefined before the first. */
  readonly head: string | undefined;
  /** The id of nothing, as long as every other. */
  readonly zero: string;
}

/** The real folder of the workspace, and the root of the work tree around it. */
export function placeOf(workspace: string): { readonly folder: string; readonly root: string | undefined } {
  const folder = existsSync(workspace) ? realpathSync(workspace) : workspace;
  return { folder, root: gitRootOf(folder) };
}

/**
 * What was agreed to on this machine.
 * @throws UserError (exit 3) where it was not
 */
export function agreedFacts(place: Parameters<typeof readFacts>[0], workspace: string): Facts {
  const { root } = placeOf(workspace);
  if (root === undefined)
    throw new UserError(
      `${workspace} is in no git repository`,
      'to share it: pm-onboard sync --init --remote URL; without git: pm-onboard share',
      exits.failed,
    );
  const facts = readFacts(place, workspace);
  if (facts) return facts;
  throw new UserError(
    `sharing ${workspace} is not switched on on this machine`,
    'if you trust this repository: pm-onboard sync --init',
    exits.failed,
  );
}

/**
 * The repository, as far as it can be worked in.
 * @param given at the root of the work tree
 * @throws UserError (exit 3) where something is going on that has to be ended first
 */
export async function openRepository(given: Git, folder: string): Promise<Repository> {
  const git = await guarded(given);
  const asked = ['--show-toplevel', '--absolute-git-dir', '--show-object-format'];
  const [root = '', gitDir = '', format] = (await git.text(['rev-parse', ...asked])).split('\n');
  if (realpathSync(root) !== realpathSync(git.folder)) throw elsewhere(git.folder, root);
  refuseUnfinished(gitDir);
  const branch = await branchOf(git);
  const unmerged = (await git.parts(['ls-files', '-u', '-z'])).map((line) =>
    line.slice(line.indexOf('\t') + 1),
  );
  if (unmerged.length > 0)
    throw new UserError(
      'a merge has left conflicts in this repository',
      'settle them, then run it again',
      exits.failed,
      [...new Set(unmerged)].map((path) => `  ${path}`),
    );
  const within = pathInGit(realpathSync(root), folder);
  return {
    git,
    root: git.folder,
    gitDir,
    prefix: within === '' ? '' : `${within}/`,
    branch,
    head: await headOf(git),
    zero: '0'.repeat(format === 'sha256' ? 64 : 40),
  };
}

async function headOf(git: Git): Promise<string | undefined> {
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return code === 0 ? stdout.toString().trim() : undefined;
}

function elsewhere(folder: string, root: string): UserError {
  return new UserError(
    `the git settings of ${folder} say that its files are in ${root}`,
    'take core.worktree out of them, or clone it anew',
    exits.failed,
  );
}

function refuseUnfinished(gitDir: string): void {
  const what = unfinishedIn(gitDir);
  if (what === undefined) return;
  throw new UserError(
    `a ${what} is under way in this repository`,
    `end it first: git status says how`,
    exits.failed,
  );
}

async function branchOf(git: Git): Promise<string> {
  const { code, stdout } = await git.run(['symbolic-ref', '--quiet', 'HEAD']);
  const name = stdout.toString().trim();
  if (code === 0 && name.startsWith('refs/heads/')) return name.slice('refs/heads/'.length);
  throw new UserError(
    'no branch is checked out in this repository (its head is detached)',
    'git switch BRANCH, then run it again',
    exits.failed,
  );
}

/**
 * Does the work while no other sync is at work in the repository, and sweeps what one that was cut off has left.
 * @param work is given the repository as it is by then
 * @throws UserError (exit 3) where another is, or a git
 */
export function alone<T>(repository: Repository, work: (now: Repository) => Promise<T>): Promise<T> {
  const { git, gitDir } = repository;
  const locked = async () => {
    sweep(gitDir, isOwnIndex);
    refuseBusy(gitDir);
    return work({ ...repository, head: await headOf(git) });
  };
  return withLock(
    join(gitDir, 'pm-onboard.lock'),
    locked,
    undefined,
    'another sync is at work here: try again',
  );
}

/** A git that holds the index would keep it from following the branch in the end. */
function refuseBusy(gitDir: string): void {
  const lock = join(gitDir, 'index.lock');
  if (!existsSync(lock)) return;
  throw new UserError(
    'another git is at work here, or one was cut off and has left its lock:',
    'try again; if no git is at work, remove the file',
    exits.failed,
    [`  ${lock}`],
  );
}

/** @throws UserError (exit 3) where commits could not be signed with a name */
export async function refuseNameless(git: Git): Promise<void> {
  const { code } = await git.run(['var', 'GIT_COMMITTER_IDENT']);
  if (code === 0) return;
  throw new UserError(
    'git does not know who you are, and every commit carries a name; say it once:',
    'then run it again',
    exits.failed,
    ['  git config --global user.name "Your Name"', '  git config --global user.email you@example.com'],
  );
}
