/** The files of a workspace beside records and programs that `--init` shares: pm-onboard.yaml and the files for git. */
import { join } from 'node:path';
import { configName } from '../workspace/config.ts';
import { readRegularFile } from '../workspace/files.ts';
import { configTemplate, withLines, withOwnLines } from '../workspace/workspace.ts';
import type { Repository } from './repository.ts';
import { contentAt } from './trees.ts';
import { collision } from './work-tree.ts';

export interface WorkspaceFile {
  /** The path in the work tree. */
  readonly path: string;
  /** The text on the user's branch. */
  readonly committed: string | undefined;
  /** The user's text in the folder where it is changed and not committed: it stays there. */
  readonly changed: string | undefined;
  /** The text to share, made from the one that others have. */
  readonly shared: (theirs: string | undefined) => string;
  /** A text with the lines that a workspace needs. */
  readonly complete: (text: string) => string;
}

export async function workspaceFilesOf(repository: Repository, workspace: string): Promise<WorkspaceFile[]> {
  const { git, head, prefix } = repository;
  const names = ['.gitattributes', '.gitignore', configName] as const;
  return Promise.all(
    names.map(async (name) => {
      const path = `${prefix}${name}`;
      const here = readRegularFile(join(workspace, name))?.toString();
      const committed = (await contentAt(git, head, path))?.toString();
      const file = { path, committed, here };
      return name === configName ? configFile(file) : linesFile(name, file);
    }),
  );
}

type Found = Pick<WorkspaceFile, 'path' | 'committed'> & { readonly here: string | undefined };

/** A file for git: the lines of several people can stand beside each other. */
function linesFile(name: '.gitattributes' | '.gitignore', { path, committed, here }: Found): WorkspaceFile {
  const complete = (text: string | undefined) => withOwnLines(name, text);
  return {
    path,
    committed,
    changed: committed === undefined || here === undefined || isSame(here, committed) ? undefined : here,
    shared: (theirs) =>
      complete(
        committed === undefined && here !== undefined ? withLines(theirs, here) : (theirs ?? committed),
      ),
    complete,
  };
}

/** pm-onboard.yaml: it has one text; one that nobody has changed counts as if it were not there. */
function configFile({ path, committed, here }: Found): WorkspaceFile {
  return {
    path,
    committed,
    changed: here === undefined || isSame(here, committed ?? configTemplate) ? undefined : here,
    shared: (theirs) => theirs ?? committed ?? here ?? configTemplate,
    complete: (text) => text,
  };
}

/** Git may be told to write files with CRLF into the folder. */
function isSame(a: string, b: string | undefined): boolean {
  return a.replaceAll('\r\n', '\n') === b?.replaceAll('\r\n', '\n');
}

/**
 * Path → the text to share.
 * @param base the commit that others have
 * @throws UserError (exit 3) where others have changed a file that the user has changed too
 */
export async function ownToShare(
  { git }: Repository,
  files: readonly WorkspaceFile[],
  base: string | undefined,
): Promise<Map<string, Buffer>> {
  const shared = new Map<string, Buffer>();
  for (const { path, committed, changed, shared: make } of files) {
    const theirs = (await contentAt(git, base, path))?.toString();
    if (changed !== undefined && theirs !== undefined && ![committed, changed].includes(theirs))
      throw collision([path]);
    shared.set(path, Buffer.from(make(theirs)));
  }
  return shared;
}

/** Path → the text that the folder is to hold when the branch is at that commit. */
export async function ownToKeep(
  { git }: Repository,
  files: readonly WorkspaceFile[],
  commit: string,
): Promise<Map<string, Buffer>> {
  const kept = new Map<string, Buffer>();
  for (const { path, changed, complete } of files) {
    const content =
      changed === undefined ? await contentAt(git, commit, path) : Buffer.from(complete(changed));
    if (content) kept.set(path, content);
  }
  return kept;
}
