/** The repository that a workspace is shared through: which it is, what it has, and sending to it. */
import { parse } from 'node:path';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Facts, Remote } from './facts.ts';
import { gitFailure } from './failure.ts';
import { Git, type GitPatience } from './git.ts';
import type { Repository } from './repository.ts';
import { shownUrl } from './url.ts';

/** @returns undefined where there is no remote of that name */
export async function remoteNamed(git: Git, name: string): Promise<Remote | undefined> {
  const names = (await git.text(['remote'])).split('\n');
  if (!names.includes(name)) return undefined;
  const url = await git.text(['config', '--get', `remote.${name}.url`]);
  const fetch = await git.text(['remote', 'get-url', '--', name]);
  const push = await git.text(['remote', 'get-url', '--push', '--all', '--', name]);
  return { name, url, fetch, push: push.replaceAll('\n', ' and ') };
}

/**
 * The remote that was agreed on.
 * @throws UserError (exit 3) where there is none, or it leads elsewhere by now
 */
export async function agreedRemote({ git, branch }: Repository, facts: Facts): Promise<Remote> {
  if (branch !== facts.branch)
    throw new UserError(
      `records are shared on the branch ${facts.branch}, and ${branch} is checked out`,
      `git switch ${facts.branch}, then run it again; to share on this one: pm-onboard sync --init`,
      exits.failed,
    );
  const remote = await remoteNamed(git, facts.remote?.name ?? 'origin');
  if (!remote)
    throw new UserError(
      'this repository has no remote to share with',
      'add one: pm-onboard sync --init --remote URL',
      exits.failed,
    );
  if (facts.remote && remote.fetch === facts.remote.fetch && remote.push === facts.remote.push) return remote;
  throw new UserError(
    `the remote is another than you agreed to: ${shownUrl(remote.push)}`,
    'if that is right: pm-onboard sync --init',
    exits.failed,
  );
}

/**
 * The remote that the branch has, or the one that is given, which may be new.
 * @throws UserError where the branch has another
 */
export async function settleRemote(
  { git, branch }: Repository,
  url: string | undefined,
): Promise<
  { readonly remote: Remote; readonly isNew: boolean } | { readonly remote: undefined; readonly isNew: false }
> {
  const configured = await git.run(['config', '--get', `branch.${branch}.remote`]);
  const name = configured.stdout.toString().trim() || 'origin';
  const present = await remoteNamed(git, name);
  if (present && url !== undefined && present.url !== url)
    throw new UserError(
      `--remote: ${name} is ${shownUrl(present.url)} already`,
      `leave --remote out, or change it first: git remote set-url ${name} URL`,
    );
  if (present) return { remote: present, isNew: false };
  if (url === undefined) return { remote: undefined, isNew: false };
  await git.bytes(['remote', 'add', '--', name, url]);
  // So that a plain `git pull` knows where from.
  await git.bytes(['config', '--local', `branch.${branch}.remote`, name]);
  await git.bytes(['config', '--local', `branch.${branch}.merge`, `refs/heads/${branch}`]);
  const remote = await remoteNamed(git, name);
  if (!remote) throw new TypeError(`git has not kept the remote ${name}`);
  return { remote, isNew: true };
}

/** git in no repository: of one around the current folder, it would take the settings. */
export function gitOutside(io: Pick<Io, 'env' | 'root'>, patience: GitPatience): Git {
  return new Git(io, parse(io.root).root, patience);
}

/** The branches at a URL, and the one that is cloned: a bare repository may have been made for another than it has. */
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

/** The commit that the branch is at there; undefined where nothing has been sent yet. */
export async function fetchTip({ git, branch }: Repository, remote: Remote): Promise<string | undefined> {
  const tracking = `refs/remotes/${remote.name}/${branch}`;
  const step = { doing: 'fetching from the remote', remote: remote.fetch };
  // What the settings would fetch besides, and where to, is theirs alone.
  const alone = ['--refmap=', '--no-tags', '--no-prune', '--no-recurse-submodules', '--no-write-fetch-head'];
  const args = ['fetch', '--quiet', '--no-filter', ...alone];
  const refspec = `+refs/heads/${branch}:${tracking}`;
  const { code, stderr } = await git.run([...args, '--', remote.name, refspec], { step });
  if (code === 0) return git.text(['rev-parse', '--verify', `${tracking}^{commit}`]);
  if (/couldn't find remote ref/.test(stderr)) return undefined;
  throw gitFailure(step, stderr);
}

/** @returns false where others were quicker */
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
