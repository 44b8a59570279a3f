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

/** The files that git keeps in its folder while a merge, a rebase or the like is unfinished. */
const unfinished: readonly (readonly [file: string, what: string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

/** The operation that is unfinished in a repository, as git calls it; undefined where there is none. */
export function unfinishedIn(gitFolder: string): string | undefined {
  return unfinished.find(([file]) => existsSync(join(gitFolder, file)))?.[1];
}

/** A file's text; empty if it isn't a plain file that can be read. */
export function textOf(path: string): string {
  return attempt(() => readRegularFile(path))?.toString('utf8') ?? '';
}
