/** The workspace's own files that `--init` shares: its settings, and what git has to know of it. */
import { join } from 'node:path';
import { configName } from '../workspace/config.ts';
import { settingsTemplate, withLines, withOwnLines } from '../workspace/create.ts';
import { readRegularFile } from '../workspace/files.ts';
import type { Repository } from './repository.ts';
import { contentAt } from './trees.ts';
import { collision } from './work-tree.ts';

export interface OwnFile {
  /** In the work tree. */
  readonly path: string;
  /** As the user's branch has it. */
  readonly committed: string | undefined;
  /** As the user has changed it, and not committed: that stays in the folder. */
  readonly changed: string | undefined;
  /** What is to be shared, made of what others have. */
  readonly shared: (theirs: string | undefined) => string;
  /** A text with the lines that it can't do without. */
  readonly complete: (text: string) => string;
}

export async function ownFilesOf(repository: Repository, workspace: string): Promise<OwnFile[]> {
  const { git, head, prefix } = repository;
  const names = ['.gitattributes', '.gitignore', configName] as const;
  return Promise.all(
    names.map(async (name) => {
      const path = `${prefix}${name}`;
      const here = readRegularFile(join(workspace, name))?.toString();
      const committed = (await contentAt(git, head, path))?.toString();
      const file = { path, committed, here };
      return name === configName ? settingsFile(file) : linesFile(name, file);
    }),
  );
}

type Found = Pick<OwnFile, 'path' | 'committed'> & { readonly here: string | undefined };

/** Lines of several people stand beside each other. */
function linesFile(name: '.gitattributes' | '.gitignore', { path, committed, here }: Found): OwnFile {
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

/** Of settings there is one state; those that nobody has touched are as good as none. */
function settingsFile({ path, committed, here }: Found): OwnFile {
  return {
    path,
    committed,
    changed: here === undefined || isSame(here, committed ?? settingsTemplate) ? undefined : here,
    shared: (theirs) => theirs ?? committed ?? here ?? settingsTemplate,
    complete: (text) => text,
  };
}

/** Some let git write CRLF into their folder. */
function isSame(a: string, b: string | undefined): boolean {
  return a.replaceAll('\r\n', '\n') === b?.replaceAll('\r\n', '\n');
}

/**
 * What is to be shared of the files.
 * @param base what others have
 * @throws UserError (exit 3) where others have changed one that the user has changed too
 */
export async function ownToShare(
  { git }: Repository,
  files: readonly OwnFile[],
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

/** What the folder is to hold of the files when the branch is at that commit. */
export async function ownToKeep(
  { git }: Repository,
  files: readonly OwnFile[],
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
