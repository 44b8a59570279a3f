/** Chooses the remote of a shared workspace, lists its branches, fetches from it and sends to it. */

import { existsSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { cannot, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { quoted } from '../view/words.ts';
import { commonFolderOf } from '../workspace/git-folder.ts';
import { isWithin } from '../workspace/within.ts';
import { Git, type GitPatience } from './git.ts';
import { gitFailure, shownUrl, strangeUrl, usualUrls } from './git-failure.ts';
import { localPath, trapsIn } from './local-remote.ts';
import type { Agreed, Repository } from './repository.ts';
import type { Remote, SharedState } from './shared-state.ts';

/**
 * Checks a remote's URL. A path becomes absolute, so that it means the same in every folder.
 * @param flag the flag that the URL was given with, for messages
 * @throws UserError if sync can't use the URL
 */
export function remoteUrl(text: string, cwd: string, flag: string): string {
  const url = text.trim();
  if (url === '' || url.startsWith('-') || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(url))
    throw new UserError(`${flag}: "${text}" is not a URL`, 'give the one that git clone takes');
  if (/^[\w.+-]+::/.test(url)) throw new UserError(`${flag}: ${strangeUrl(url)}`, usualUrls);
  if (/^\w+:\/\/[^/@]*:[^/@]*@/.test(url))
    throw new UserError(
      `${flag}: there is a password in the URL`,
      'leave it out: git asks for it, or keeps it for you',
    );
  return existsSync(resolve(cwd, url)) ? resolve(cwd, url) : url;
}

/** The repository's remote of that name; undefined if it has no such remote. */
export async function remoteNamed(git: Git, name: string): Promise<Remote | undefined> {
  const asked = ['config', '--get', `remote.${name}.url`];
  const { code, stdout } = await git.run(asked);
  if (code === 1) return undefined;
  // Asked again, any other failure is thrown.
  const url = code === 0 ? stdout.toString().trimEnd() : await git.text(asked);
  const fetch = await git.text(['remote', 'get-url', '--', name]);
  const push = await git.text(['remote', 'get-url', '--push', '--all', '--', name]);
  return { name, url, fetch, push: push.replaceAll('\n', ' and ') };
}

/**
 * Checks a remote before anything is asked of it: it came with the repository, which may be a stranger's.
 * @param isAgreed whether the user has named its URL, or agreed to it before
 * @throws UserError (exit 3) where it lies inside the repository, is no URL that sync uses, or is a folder of this machine in
 *   which git would run something, and nobody has agreed to that
 */
export async function refuseTraps(
  { git, gitDir }: Pick<Repository, 'git' | 'gitDir'>,
  { name, fetch, push }: Remote,
  isAgreed: boolean,
): Promise<void> {
  const used = [fetch, ...push.split(' and ')];
  const kind = used.find((url) => /^[\w.+-]+::/.test(url));
  if (kind !== undefined)
    throw cannot(
      `the remote ${name} has a kind of URL that sync does not use: ${shownUrl(kind)}`,
      'give it a URL of https, ssh, git or file',
    );
  const folders = [git.folder, commonFolderOf(gitDir)];
  const inside = used.find((url) => folders.some((folder) => isInside(folder, localPath(url, git.folder))));
  if (inside !== undefined)
    throw cannot(
      `the remote ${name} lies inside this repository: ${inside}`,
      "if the repository isn't yours, don't use it; if it is, name another remote: git remote set-url",
    );
  if (isAgreed) return;
  const written = await Promise.all(
    ['url', 'pushurl'].map((key) => git.maybe(['config', '--get-all', `remote.${name}.${key}`])),
  );
  for (const url of written.flatMap((urls) => urls?.split('\n') ?? [])) {
    const path = localPath(url, git.folder);
    const traps = path === undefined ? [] : await trapsIn(git, path);
    if (path !== undefined && traps.length > 0)
      throw cannot(
        `the remote ${name} is a folder of this machine, ${url}, and git would run what is in it: ${traps.join(', ')}`,
        'nothing was asked of it; if you trust it, name it:',
        [`  pm-onboard sync --init --remote ${quoted(path)}`],
      );
  }
}

function isInside(folder: string, path: string | undefined): boolean {
  return path !== undefined && isWithin(folder, path);
}

/**
 * The remote that the user has agreed to share with on this machine.
 * @throws UserError (exit 3) if another branch is checked out, or if the remote is missing or its URLs have changed since
 */
export async function agreedRemote(repository: Repository, { state, twin }: Agreed): Promise<Remote> {
  const { git, branch } = repository;
  if (branch !== state.branch) throw await otherBranch(repository, state, twin);
  const agreed = state.remote;
  const remote = await remoteNamed(git, agreed?.name ?? 'origin');
  if (!remote)
    throw cannot(
      'this repository has no remote to share with',
      'add one with sync --init: its address goes behind --remote',
    );
  if (remote.fetch === agreed?.fetch && remote.push === agreed.push) return remote;
  throw cannot(
    `the remote is not the one that you agreed to: ${shownUrl(remote.push)}`,
    'if it is right: pm-onboard sync --init',
  );
}

/** The error where another branch is checked out than the shared one, which may be checked out in another work tree. */
async function otherBranch(
  { git, branch, prefix }: Repository,
  { branch: shared }: SharedState,
  twin: string | undefined,
): Promise<UserError> {
  const here = `to share on this one: pm-onboard sync --init`;
  const tree = await workTreeOf(git, shared);
  if (tree === undefined)
    return cannot(
      `records are shared on the branch ${shared}, and ${branch} is checked out`,
      `git switch ${quoted(shared)}, then run it again; ${here}`,
    );
  const first = twin ?? join(tree, prefix);
  return cannot(
    `records are shared on the branch ${shared}, in the work tree ${tree} of this repository; ${branch} is checked out here`,
    here,
    [`  cd ${quoted(first)}`, '  pm-onboard sync'],
  );
}

/** The folder in which a branch is checked out; undefined if it is in none. */
async function workTreeOf(git: Git, branch: string): Promise<string | undefined> {
  const list = await git.text(['worktree', 'list', '--porcelain']);
  const trees = list.split('\n\n').map((tree) => tree.split('\n'));
  const found = trees.find((lines) => lines.includes(`branch refs/heads/${branch}`));
  return found?.[0]?.replace(/^worktree /, '');
}

/**
 * The remote that the branch already has, or else a new remote for the URL. A branch that follows none of its remote's
 * branches is set to follow the one of its name, so that `git pull` knows where to pull from.
 * @param url the URL that the user has given
 * @returns `takeBack` undoes what was changed in the repository's configuration
 * @throws UserError if the branch has a remote with another URL
 */
export async function settleRemote(
  { git, branch }: Repository,
  url: string | undefined,
): Promise<{ readonly remote: Remote | undefined; readonly takeBack?: () => Promise<unknown> }> {
  const name = (await git.maybe(['config', '--get', `branch.${branch}.remote`])) || 'origin';
  const present = await remoteNamed(git, name);
  if (present && url !== undefined && ![present.url, resolve(git.folder, present.url)].includes(url))
    throw new UserError(
      `--remote: ${name} is ${shownUrl(present.url)} already`,
      `leave --remote out, or change it first: git remote set-url ${quoted(name)} URL`,
    );
  if (present && (await git.maybe(['config', '--get', `branch.${branch}.merge`])) !== undefined)
    return { remote: present };
  if (present) {
    await follow(git, branch, name);
    const keys = ['remote', 'merge'].map((key) => `branch.${branch}.${key}`);
    const takeBack = async () => {
      for (const key of keys) await git.run(['config', '--local', '--unset', key]);
    };
    return { remote: present, takeBack };
  }
  if (url === undefined) return { remote: undefined };
  await git.bytes(['remote', 'add', '--', name, url]);
  await follow(git, branch, name);
  const remote = await remoteNamed(git, name);
  if (!remote) throw new TypeError(`git has not kept the remote ${name}`);
  return { remote, takeBack: () => git.run(['remote', 'remove', name]) };
}

async function follow(git: Git, branch: string, remote: string): Promise<void> {
  await git.bytes(['config', '--local', `branch.${branch}.remote`, remote]);
  await git.bytes(['config', '--local', `branch.${branch}.merge`, `refs/heads/${branch}`]);
}

/** The command that shares on the branch `records` where the server refuses the present one; undefined on that branch. */
function onRecords({ branch }: Repository, { url }: Remote): string | undefined {
  if (branch === 'records') return undefined;
  // A URL with a password is not printed; the repository has it.
  const remote = shownUrl(url) === url ? ` --remote ${quoted(url)}` : '';
  return `pm-onboard sync --init${remote} --branch records`;
}

/** Git run at the root of the file system, so that it doesn't use the configuration of a repository around the user. */
export function gitOutside(io: Pick<Io, 'env' | 'root'>, patience: GitPatience): Git {
  return new Git(io, parse(io.root).root, patience);
}

/** The branches at a remote. */
export interface Branches {
  readonly all: readonly string[];
  /** The branch that the remote's HEAD names; undefined if nobody has sent it. */
  readonly head: string | undefined;
  /** The branch that is to be cloned: HEAD's, else `main`, else the first one. */
  readonly main: string | undefined;
  /** How the remote names its objects; undefined where it has none yet. */
  readonly format: 'sha1' | 'sha256' | undefined;
}

/** Lists the branches at a URL. @throws UserError (exit 3) if the remote doesn't answer */
export async function branchesAt(git: Git, url: string): Promise<Branches> {
  const step = { doing: 'asking the remote', remote: url };
  const lines = (await git.text(['ls-remote', '--symref', '--', url], { step })).split('\n');
  const all = lines.flatMap((line) => line.split('\trefs/heads/')[1] ?? []);
  const head = lines.flatMap((line) => /^ref: refs\/heads\/(.*)\tHEAD$/.exec(line)?.[1] ?? [])[0];
  const main = [head, 'main', ...all].find((branch) => branch !== undefined && all.includes(branch));
  const id = /^([0-9a-f]+)\t/m.exec(lines.join('\n'))?.[1];
  const format = id === undefined ? undefined : id.length === 64 ? 'sha256' : 'sha1';
  return { all, head: head !== undefined && all.includes(head) ? head : undefined, main, format };
}

/** Whether an empty remote refuses this repository since it names its objects by another hash: only a push tells. */
export async function refusesFormat(git: Git, url: string): Promise<boolean> {
  const step = { doing: 'asking the remote', remote: url };
  // Nothing is pushed: in a dry run, a branch that is not there is to be removed.
  const { stderr } = await git.run(['push', '--dry-run', '--no-verify', '--', url, ':refs/heads/none'], {
    step,
  });
  return /hash algorithm/.test(stderr);
}

/** The ref that says here which commit the shared branch had at the remote when it was last fetched or sent. */
export function trackingRef({ branch }: Repository, { name }: Remote): string {
  return `refs/remotes/${name}/${branch}`;
}

/** Fetches the shared branch. @returns its commit at the remote; undefined if the remote doesn't have the branch */
export async function fetchTip(repository: Repository, remote: Remote): Promise<string | undefined> {
  const { git, branch } = repository;
  const tracking = trackingRef(repository, remote);
  const step = { doing: 'fetching from the remote', remote: remote.fetch };
  // Only this branch is fetched, even if the repository's configuration asks for more branches or stores them elsewhere.
  const alone = ['--refmap=', '--no-tags', '--no-prune', '--no-recurse-submodules', '--no-write-fetch-head'];
  const args = ['fetch', '--quiet', '--no-filter', ...alone];
  const refspec = `+refs/heads/${branch}:${tracking}`;
  const { code, stderr } = await git.run([...args, '--', remote.name, refspec], { step });
  if (code === 0) return git.text(['rev-parse', '--verify', `${tracking}^{commit}`]);
  if (/couldn't find remote ref/.test(stderr)) return undefined;
  throw gitFailure(step, stderr);
}

/** Pushes the commit to the remote's branch. @returns false if others have pushed something in the meantime */
export async function send(repository: Repository, remote: Remote, commit: string): Promise<boolean> {
  const { git, branch } = repository;
  const elsewhere = onRecords(repository, remote);
  const step = { doing: 'sending to the remote', remote: remote.push, ...(elsewhere ? { elsewhere } : {}) };
  const args = ['push', '--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no'];
  const { code, stdout, stderr } = await git.run(
    [...args, '--', remote.name, `${commit}:refs/heads/${branch}`],
    { step },
  );
  if (code === 0) return true;
  const words = `${stdout}\n${stderr}`;
  const lost =
    /\((fetch first|non-fast-forward|stale info|cannot lock ref.*|failed to update ref|incorrect old value.*|.*reference already exists.*)\)/;
  if (/^!\t/m.test(stdout.toString()) && lost.test(words)) return false;
  throw gitFailure(step, words);
}
