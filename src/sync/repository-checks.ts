/** The checks that a repository has to pass before a sync does anything in it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cannot } from '../errors.ts';
import { unfinishedIn } from '../workspace/git-folder.ts';
import { isContent } from './contents.ts';
import type { Git } from './git.ts';
import { unmergedPaths } from './trees.ts';

/**
 * Keys of a repository's own git configuration that name programs or lead elsewhere, and that git's command line can't
 * override. Git prints a key's section and name in lower case, and the part between them unchanged.
 */
const dangerous: readonly RegExp[] = [
  /^core\.(sshcommand|gitproxy|askpass|alternaterefscommand)$/,
  // Git has had these hooks since 2.54. Setting `core.hooksPath` doesn't switch them off.
  /^hook\..*\.command$/s,
  /^remote\..*\.(uploadpack|receivepack|vcs|proxy|proxyauthmethod)$/s,
  /^fetch\.bundleuri$/,
  // Settings for HTTP and credentials can send passwords elsewhere and write cookies to any file; a few are harmless.
  /^credential\.(?!(.*\.)?(username|usehttppath)$)/s,
  /^http\.(?!(.*\.)?(postbuffer|lowspeedlimit|lowspeedtime|useragent|version)$)/s,
  // A filter with `=` in its name can't be switched off, since git's command line would end the name at that sign.
  /^filter\..*=.*$/s,
];

/**
 * Checks the repository's own git configuration and the files that it includes; the user's own configuration is trusted.
 * @returns git with the repository's filters switched off; otherwise git may run them whenever it writes an index
 * @throws UserError (exit 3) that names the dangerous keys
 */
export async function guarded(git: Git): Promise<Git> {
  const keys = await ownKeys(git);
  const found = keys.filter((key) => dangerous.some((pattern) => pattern.test(key)));
  if (found.length > 0)
    throw cannot(
      `the git configuration of this repository would run programs or lead elsewhere: ${found.join(', ')}`,
      "if these keys are yours, move them to your own configuration: git config --global; if not, don't use this repository",
    );
  // Version 0.1.0 set up a merge driver, which was gone with the Node that it named.
  if (keys.some((key) => key.startsWith('merge.pm-onboard.')))
    await git.bytes(['config', '--local', '--remove-section', 'merge.pm-onboard']);
  const filters = new Set(keys.flatMap((key) => /^filter\.(.*)\.\w+$/s.exec(key)?.[1] ?? []));
  return git.with(Object.fromEntries([...filters].flatMap((name) => off(name))));
}

function off(filter: string): (readonly [string, string])[] {
  const programs = ['clean', 'smudge', 'process'].map((kind) => [`filter.${filter}.${kind}`, ''] as const);
  return [...programs, [`filter.${filter}.required`, 'false']];
}

async function ownKeys(git: Git): Promise<string[]> {
  const parts = await git.parts(['config', '--list', '--show-scope', '-z']);
  const keys = parts.flatMap((part, at) => {
    const ofRepository = at % 2 === 1 && /^(local|worktree)$/.test(parts[at - 1] ?? '');
    return ofRepository ? [part.split('\n')[0] ?? ''] : [];
  });
  return [...new Set(keys)];
}

export function refuseUnfinished(gitDir: string): void {
  const what = unfinishedIn(gitDir);
  if (what === undefined) return;
  throw cannot(`a ${what} is under way in this repository`, 'end it first: git status says how');
}

/**
 * Records and programs that a merge has left in conflict are united by the sync itself.
 * @throws UserError (exit 3) that names the other paths that a merge has left in conflict in the user's index
 */
export async function refuseUnmerged(git: Git, prefix: string): Promise<void> {
  const paths = (await unmergedPaths(git)).filter((path) => !isContent({ prefix }, path));
  if (paths.length === 0) return;
  throw cannot(
    'a merge has left conflicts in this repository',
    'settle them, then run it again',
    paths.map((path) => `  ${path}`),
  );
}

/** @throws UserError (exit 3) if the index is locked, since a sync couldn't update the index after moving the branch */
export function refuseBusy(gitDir: string): void {
  const lock = join(gitDir, 'index.lock');
  if (!existsSync(lock)) return;
  throw cannot(
    'another git is at work here, or one was interrupted and has left its lock:',
    'try again; if no git is at work, remove the file',
    [`  ${lock}`],
  );
}

/** @throws UserError (exit 3) if git doesn't know the user's name, which every commit needs */
export async function refuseNameless(git: Git): Promise<void> {
  if ((await git.maybe(['var', 'GIT_COMMITTER_IDENT'])) !== undefined) return;
  throw cannot(
    'git does not know who you are, and every commit carries a name; say it once:',
    'then run it again',
    ['  git config --global user.name "Your Name"', '  git config --global user.email you@example.com'],
  );
}
