/** Reads git's own files about a folder without running git, since the repository may be a stranger's. */
import { existsSync, lstatSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { attempt } from '../errors.ts';
import { nearestWith, readRegularFile } from './files.ts';

/** The root of the git work tree around a folder; undefined where there is none. */
export function gitRootOf(folder: string): string | undefined {
  return nearestWith(folder, '.git');
}

/** A path below the root, as git writes it. */
export function pathInGit(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** Where git keeps its files for a work tree: in a linked work tree or a submodule, `.git` is a file that says where. */
export function gitFolderOf(root: string): string {
  const path = join(root, '.git');
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return path;
  const named = /^gitdir: (.+)$/m.exec(textOf(path))?.[1];
  return named === undefined ? path : resolve(root, named.trim());
}

/** The folder that a repository's work trees have in common: `.git` of the first one. */
export function commonFolderOf(gitFolder: string): string {
  return resolve(gitFolder, textOf(join(gitFolder, 'commondir')).trim() || '.');
}

/**
 * The `.git` that git's folder of a linked work tree names as its own: the work tree that belongs to it. Undefined for the
 * folder of a whole repository.
 */
export function linkedFrom(gitFolder: string): string | undefined {
  const named = textOf(join(gitFolder, 'gitdir')).trim();
  return named === '' ? undefined : resolve(gitFolder, named);
}

/**
 * Something that somebody has begun in git and not ended, with the command that goes on with it or ends it. `--abort` is never
 * offered: it takes back what was recorded since.
 */
interface Operation {
  /** As git calls it: `merge`, `rebase` … */
  readonly name: string;
  /** Goes on, once each file is settled and added; absent where there is nothing to go on with. */
  readonly goOn?: string;
  /** Ends what can't be gone on with. */
  readonly end?: string;
}

function operation(name: string, command = `git ${name}`): Operation {
  return { name, goOn: `${command} --continue` };
}

/**
 * What git keeps in its folder while an operation is unfinished. The first entry that is there counts: a rebase that stops
 * in a merge or a pick leaves their files too.
 */
const operations: readonly (readonly [file: string, operation: Operation])[] = [
  ['rebase-merge', operation('rebase')],
  ['rebase-apply/applying', operation('git am', 'git am')],
  ['rebase-apply', operation('rebase')],
  ['MERGE_HEAD', operation('merge')],
  ['CHERRY_PICK_HEAD', operation('cherry-pick')],
  ['REVERT_HEAD', operation('revert')],
  ['BISECT_LOG', { name: 'bisect', end: 'git bisect reset' }],
];

/** The operation that is unfinished in a repository; undefined where there is none. */
export function unfinishedIn(gitFolder: string): Operation | undefined {
  const found = operations.find(([file]) => existsSync(join(gitFolder, file)))?.[1];
  if (found) return found;
  // Between two commits of a series, only the list of the ones to come is there.
  const [, next] = /^(pick|revert) /m.exec(textOf(join(gitFolder, 'sequencer/todo'))) ?? [];
  return next === undefined ? undefined : operation(next === 'pick' ? 'cherry-pick' : 'revert');
}

/** A file's text; empty if it isn't a plain file that can be read. */
export function textOf(path: string): string {
  return attempt(() => readRegularFile(path))?.toString('utf8') ?? '';
}
