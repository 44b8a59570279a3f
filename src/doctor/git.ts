/** What git makes of a workspace, by looking at files: of a stranger's repository nothing is run. */
import { existsSync, lstatSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { GitFact } from '../view/doctor/facts.ts';
import { missingIgnores } from '../workspace/create.ts';
import { gitRootOf } from '../workspace/erase.ts';
import { readRegularFile } from '../workspace/files.ts';
import { type IgnoreFile, isIgnored } from './gitignore.ts';

/** Undefined where the workspace is in no work tree. */
export function gitFactOf(workspace: string): GitFact | undefined {
  const root = gitRootOf(workspace);
  if (root === undefined) return undefined;
  const folder = gitFolderOf(root);
  const inside = relative(root, workspace).split(sep).filter(Boolean);
  const files = ignoreFilesOf(root, folder, inside);
  const ignores = (path: string) => isIgnored([...inside, path].join('/'), files);
  const underWay = underWayIn(folder);
  return {
    root,
    ...(underWay ? { underWay } : {}),
    ignoresRecords: ignores('hires/h00000000.json'),
    missingIgnores: missingIgnores(workspace).filter((line) => !ignores(exampleOf(line))),
  };
}

/** A path that one of our own lines is there for. */
function exampleOf(line: string): string {
  return line.endsWith('/') ? `${line}h00000000.json` : `hires/${line.replaceAll('*', 'h00000000')}`;
}

/** Of a linked work tree or a submodule, `.git` is a file that names the folder. */
function gitFolderOf(root: string): string {
  const path = join(root, '.git');
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return path;
  const named = /^gitdir: (.+)$/m.exec(textOf(path))?.[1];
  return named === undefined ? path : resolve(root, named.trim());
}

const marks = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
] as const;

function underWayIn(folder: string): GitFact['underWay'] {
  return marks.find(([name]) => existsSync(join(folder, name)))?.[1];
}

/** From the weakest to the strongest; what the user ignores everywhere is not looked at. */
function ignoreFilesOf(root: string, gitFolder: string, inside: readonly string[]): IgnoreFile[] {
  const common = resolve(gitFolder, textOf(join(gitFolder, 'commondir')).trim() || '.');
  const folders = [...inside, 'hires'].map((_, at, all) => all.slice(0, at + 1).join('/'));
  return [
    { folder: '', text: textOf(join(common, 'info/exclude')) },
    ...['', ...folders].map((folder) => ({ folder, text: textOf(join(root, folder, '.gitignore')) })),
  ];
}

/** Empty where there is none, or no plain file. */
function textOf(path: string): string {
  try {
    return readRegularFile(path)?.toString('utf8') ?? '';
  } catch {
    return '';
  }
}
