/** The checks that a repository has to pass before a sync does anything in it. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt, cannot, type UserError } from '../errors.ts';
import { quoted } from '../view/words.ts';
import { linkedFrom, unfinishedIn } from '../workspace/git-folder.ts';
import { isContent } from './contents.ts';
import type { Git } from './git.ts';
import type { Repository } from './repository.ts';
import { unmergedEntries } from './trees.ts';

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
  /^url\..*\.(insteadof|pushinsteadof)$/s,
  // Settings for HTTP and credentials can send passwords elsewhere and write cookies to any file; a few are harmless.
  /^credential\.(?!(.*\.)?(username|usehttppath)$)/s,
  /^http\.(?!(.*\.)?(postbuffer|lowspeedlimit|lowspeedtime|useragent|version)$)/s,
  // A filter with `=` in its name can't be switched off, since git's command line would end the name at that sign.
  /^filter\..*=.*$/s,
];

/**
 * Checks the repository's own git configuration and the files that it includes; the user's own configuration is trusted.
 * @returns git with the repository's filters switched off, which it may run otherwise whenever it writes an index; and whether
 *   the configuration has a section that version 0.1.0 made
 * @throws UserError (exit 3) that names the dangerous keys
 */
export async function guarded(git: Git): Promise<{ readonly git: Git; readonly isFormer: boolean }> {
  const keys = await ownKeys(git);
  const found = keys.filter((key) => dangerous.some((pattern) => pattern.test(key)));
  if (found.length > 0)
    throw cannot(
      `the git configuration of this repository would run programs or lead elsewhere: ${found.join(', ')}`,
      "if these keys are yours, move them to your own configuration: git config --global; if not, don't use this repository",
    );
  const filters = new Set(keys.flatMap((key) => /^filter\.(.*)\.\w+$/s.exec(key)?.[1] ?? []));
  return {
    git: git.with(Object.fromEntries([...filters].flatMap((name) => off(name)))),
    isFormer: keys.some((key) => key.startsWith('merge.pm-onboard.')),
  };
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

/** What helps where something is to be done in the repository first. */
export const thenAgain = 'then run it again';

/** The error where another branch is checked out than when the work began. */
export function switched(branch: string, hint: string): UserError {
  return cannot(`${branch} was checked out in the meantime`, hint);
}

/**
 * Checks that git's folder belongs to this work tree. `.git` may be a file or a link that leads anywhere: records would go
 * to another project then, and be sent along with it.
 * @throws UserError (exit 3) that names where it leads
 */
export async function refuseForeignGit(git: Git, gitDir: string): Promise<void> {
  const [root, real] = [realpathSync(git.folder), realpathSync(gitDir)];
  const own = join(root, '.git');
  if (real === own) return;
  const take = `to make it a folder without git: rm ${quoted(own)}`;
  const tree = linkedFrom(real);
  if (tree !== undefined) {
    if ((attempt(() => realpathSync(tree)) ?? tree) === own) return;
    throw cannot(
      `.git in ${root} leads to the work tree ${dirname(tree)}`,
      `if that was moved to here: git -C ${quoted(root)} worktree repair; ${take}`,
    );
  }
  // A submodule names its work tree; git itself has checked that it is this one.
  if ((await git.maybe(['config', '--get', 'core.worktree'])) !== undefined) return;
  if (basename(real) === '.git')
    throw cannot(
      `.git in ${root} leads to another project, ${dirname(real)}: records would be committed and sent there`,
      `nothing was changed; ${take}`,
    );
  throw cannot(
    `.git in ${root} leads to ${real}, which names no folder as its own`,
    `if it is the repository of this one: git -C ${quoted(root)} config core.worktree ${quoted(root)}; ${take}`,
  );
}

/**
 * Records and programs that a merge has left in conflict are united by the sync itself, once nothing is under way any more.
 * @returns what is left in conflict of records and programs
 * @throws UserError (exit 3) that names an operation that somebody has begun in git and not ended, such as a merge, and the
 * commands that end it; or the other paths that one has left in conflict in the user's index
 */
export async function refuseUnfinished(
  git: Git,
  gitDir: string,
  prefix: string,
): Promise<Repository['unmerged']> {
  const operation = unfinishedIn(gitDir);
  const unmerged = await unmergedEntries(git);
  const all = [...new Set(unmerged.map(([path]) => path))];
  const paths = all.filter((path) => operation || !isContent({ prefix }, path));
  if (!operation && paths.length === 0) return unmerged;
  const add = [`  cd ${quoted(git.folder)}`, ...paths.map((path) => `  git add -- ${quoted(path)}`)];
  if (!operation)
    throw cannot(
      'a merge has left conflicts in this repository; settle each file, then say so:',
      thenAgain,
      add,
    );
  const { name, goOn, end } = operation;
  const under = `a ${name} is under way in this repository`;
  if (goOn === undefined) throw cannot(`${under}; to end it:`, thenAgain, [...add, `  ${end}`]);
  throw cannot(
    paths.length === 0 ? `${under}; to go on with it:` : `${under}; settle each file, then:`,
    thenAgain,
    [...add, `  ${goOn}`],
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
  throw cannot('git does not know who you are, and every commit carries a name; say it once:', thenAgain, [
    '  git config --global user.name "Your Name"',
    '  git config --global user.email you@example.com',
  ]);
}
