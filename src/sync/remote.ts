/** Chooses the remote of a shared workspace, lists its branches, fetches from it and sends to it. */
import { existsSync } from 'node:fs';
import { parse, resolve } from 'node:path';
import { cannot, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { Git, type GitPatience } from './git.ts';
import { gitFailure, shownUrl } from './git-failure.ts';
import type { Repository } from './repository.ts';
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
  if (/^[\w.+-]+::/.test(url))
    throw new UserError(
      `${flag}: ${url} is a kind of URL that sync does not use`,
      'give a URL of https, ssh, git or file',
    );
  if (/^\w+:\/\/[^/@]*:[^/@]*@/.test(url))
    throw new UserError(
      `${flag}: there is a password in the URL`,
      'leave it out: git asks for it, or keeps it for you',
    );
  return existsSync(resolve(cwd, url)) ? resolve(cwd, url) : url;
}

/** The repository's remote of that name; undefined if it has no such remote. */
export async function remoteNamed(git: Git, name: string): Promise<Remote | undefined> {
  const names = (await git.text(['remote'])).split('\n');
  if (!names.includes(name)) return undefined;
  const url = await git.text(['config', '--get', `remote.${name}.url`]);
  const fetch = await git.text(['remote', 'get-url', '--', name]);
  const push = await git.text(['remote', 'get-url', '--push', '--all', '--', name]);
  return { name, url, fetch, push: push.replaceAll('\n', ' and ') };
}

/**
 * The remote that the user has agreed to share with on this machine.
 * @throws UserError (exit 3) if another branch is checked out, or if the remote is missing or its URLs have changed since
 */
export async function agreedRemote({ git, branch }: Repository, state: SharedState): Promise<Remote> {
  if (branch !== state.branch)
    throw cannot(
      `records are shared on the branch ${state.branch}, and ${branch} is checked out`,
      `git switch ${state.branch}, then run it again; to share on this one: pm-onboard sync --init`,
    );
  const agreed = state.remote;
  const remote = await remoteNamed(git, agreed?.name ?? 'origin');
  if (!remote)
    throw cannot(
      'this repository has no remote to share with',
      'add one: pm-onboard sync --init --remote URL',
    );
  if (remote.fetch === agreed?.fetch && remote.push === agreed.push) return remote;
  throw cannot(
    `the remote is not the one that you agreed to: ${shownUrl(remote.push)}`,
    'if it is right: pm-onboard sync --init',
  );
}

/**
 * The remote that the branch already has, or else a new remote for the URL.
 * @param url the URL that the user has given
 * @throws UserError if the branch has a remote with another URL
 */
export async function settleRemote(
  { git, branch }: Repository,
  url: string | undefined,
): Promise<{ readonly remote: Remote | undefined; readonly isNew: boolean }> {
  const name = (await git.maybe(['config', '--get', `branch.${branch}.remote`])) || 'origin';
  const present = await remoteNamed(git, name);
  if (present && url !== undefined && present.url !== url)
    throw new UserError(
      `--remote: ${name} is ${shownUrl(present.url)} already`,
      `leave --remote out, or change it first: git remote set-url ${name} URL`,
    );
  if (present || url === undefined) return { remote: present, isNew: false };
  await git.bytes(['remote', 'add', '--', name, url]);
  // With this setting, a plain `git pull` knows where to pull from.
  await git.bytes(['config', '--local', `branch.${branch}.remote`, name]);
  await git.bytes(['config', '--local', `branch.${branch}.merge`, `refs/heads/${branch}`]);
  const remote = await remoteNamed(git, name);
  if (!remote) throw new TypeError(`git has not kept the remote ${name}`);
  return { remote, isNew: true };
}

/** Git run at the root of the file system, so that it doesn't use the configuration of a repository around the user. */
export function gitOutside(io: Pick<Io, 'env' | 'root'>, patience: GitPatience): Git {
  return new Git(io, parse(io.root).root, patience);
}

/**
 * Lists the branches at a URL, and names the main branch, which is to be cloned. If the repository's HEAD names a branch that
 * nobody has sent, the main branch is `main`, or else the first branch of the list.
 */
export async function branchesAt(
  git: Git,
  url: string,
): Promise<{ readonly all: readonly string[]; readonly main: string | undefined }> {
  const step = { doing: 'asking the remote', remote: url };
  const lines = (await git.text(['ls-remote', '--symref', '--', url], { step })).split('\n');
  const all = lines.flatMap((line) => line.split('\trefs/heads/')[1] ?? []);
  const head = lines.flatMap((line) => /^ref: refs\/heads\/(.*)\tHEAD$/.exec(line)?.[1] ?? [])[0];
  return { all, main: [head, 'main', ...all].find((branch) => branch !== undefined && all.includes(branch)) };
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
export async function send({ git, branch }: Repository, remote: Remote, commit: string): Promise<boolean> {
  const step = { doing: 'sending to the remote', remote: remote.push };
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
