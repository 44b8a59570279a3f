/** Reads from git's files, without running git, how git treats a workspace. */
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import {
  commonFolderOf,
  gitFolderOf,
  gitRootOf,
  pathInGit,
  textOf,
  unfinishedIn,
} from '../workspace/git-folder.ts';
import { isFormer, missingAttributes, missingIgnores } from '../workspace/workspace.ts';
import { namesIn } from './careful-reads.ts';
import type { GitSnapshot } from './checks/settings.ts';

/** How git treats the workspace; undefined if the workspace is not in a work tree. */
export function gitSnapshot(workspace: string): GitSnapshot | undefined {
  const root = gitRootOf(workspace);
  if (root === undefined) return undefined;
  const gitFolder = gitFolderOf(root);
  const ignores = (path: string) => {
    const files = ignoreFiles(root, gitFolder, pathInGit(root, join(workspace, dirname(path))));
    return rulesFor(files).ignores(pathInGit(root, join(workspace, path)));
  };
  const hasRuns = namesIn(join(workspace, 'runs')).length > 0;
  const unfinished = unfinishedIn(gitFolder);
  return {
    root,
    ...(unfinished === undefined ? {} : { unfinished }),
    ignoresRecords: ignores('hires/h00000000.json'),
    ignoresRuns: hasRuns && ignores('runs/c000000000000.json'),
    missingIgnores: missingIgnores(workspace).filter((line) => !ignores(exampleOf(line))),
    missingAttributes: isFormer(textOf(join(workspace, '.gitattributes')), hasRuns)
      ? missingAttributes(workspace)
      : [],
  };
}

/** A path that this line of a workspace's .gitignore is meant to cover. */
function exampleOf(line: string): string {
  return line.endsWith('/') ? `${line}h00000000.json` : `hires/${line.replaceAll('*', 'h00000000')}`;
}

interface IgnoreFile {
  /** The path from the root of the work tree, with `/`; empty for the root itself. */
  readonly folder: string;
  readonly text: string;
}

/** The files that say what git ignores in a folder, except the user's global file. A later file overrides earlier ones. */
function ignoreFiles(root: string, gitFolder: string, folder: string): IgnoreFile[] {
  // A linked work tree shares info/exclude with the repository that it belongs to.
  const common = commonFolderOf(gitFolder);
  const parts = folder.split('/');
  const folders = ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))];
  return [
    { folder: '', text: textOf(join(common, 'info/exclude')) },
    ...folders.map((each) => ({ folder: each, text: textOf(join(root, each, '.gitignore')) })),
  ];
}

/** Combines all files into one in the root, since `ignore` reads just one. Upper and lower case differ, as for git on Linux. */
export function rulesFor(files: readonly IgnoreFile[]): Ignore {
  const lines = files.flatMap(({ folder, text }) =>
    text.split(/\r?\n/).map((line) => (folder === '' ? line : lineInRoot(line, folder))),
  );
  return ignore({ ignorecase: false }).add(lines);
}

/**
 * Rewrites a line of a folder's .gitignore for the root. A pattern with a slash before its end starts at the folder; any other
 * pattern matches at every depth below it.
 */
function lineInRoot(line: string, folder: string): string {
  const [, not = '', pattern = ''] = /^(!?)(.*)$/.exec(line) ?? [];
  if (line.startsWith('#') || pattern.trim() === '') return '';
  const below = /\/\S/.test(pattern) ? '/' : '/**/';
  return `${not}/${folder.replace(/[\\*?[\]]/g, '\\$&')}${below}${pattern.replace(/^\//, '')}`;
}
