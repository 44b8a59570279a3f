/** The files that `--init` shares in addition to records and programs: pm-onboard.yaml with its schema, .gitattributes and .gitignore. */
import { join } from 'node:path';
import { configName } from '../workspace/config.ts';
import { readRegularFile } from '../workspace/files.ts';
import {
  configTemplate,
  settingsSchema,
  withLines,
  withOwnLines,
  withoutSchemaLine,
} from '../workspace/workspace.ts';
import type { Repository } from './repository.ts';
import { contentAt } from './trees.ts';
import { collision, replaceIf } from './work-tree.ts';

export interface WorkspaceFile {
  /** The path in the work tree. */
  readonly path: string;
  /** The text on the user's branch; undefined if the branch lacks the file. */
  readonly committed: string | undefined;
  /** The text in the folder; undefined if the file is missing there. */
  readonly here: string | undefined;
  /** The text in the folder if the user has changed it without committing; it is kept. Otherwise undefined. */
  readonly changed: string | undefined;
  /** Makes the text to share from the text that others have. */
  readonly shared: (theirs: string | undefined) => string;
  /** Adds the lines that a workspace needs to a text. */
  readonly complete: (text: string) => string;
}

export async function workspaceFilesOf(repository: Repository, workspace: string): Promise<WorkspaceFile[]> {
  const { git, head, prefix } = repository;
  const names = ['.gitattributes', '.gitignore', configName, settingsSchema] as const;
  const files = await Promise.all(
    names.map(async (name) => {
      const path = `${prefix}${name}`;
      const here = readRegularFile(join(workspace, name))?.toString();
      const committed = (await contentAt(git, head, path))?.toString();
      const file = { path, committed, here };
      if (name === settingsSchema) return schemaFile(file);
      return name === configName ? configFile(file) : linesFile(name, file);
    }),
  );
  return files.flatMap((file) => file ?? []);
}

type Found = Pick<WorkspaceFile, 'path' | 'committed' | 'here'>;

/** A file for git, in which the lines of several people are put together. */
function linesFile(name: '.gitattributes' | '.gitignore', { path, committed, here }: Found): WorkspaceFile {
  const complete = (text: string | undefined) => withOwnLines(name, text);
  return {
    path,
    committed,
    here,
    changed: committed === undefined || here === undefined || isSame(here, committed) ? undefined : here,
    shared: (theirs) =>
      complete(
        committed === undefined && here !== undefined ? withLines(theirs, here) : (theirs ?? committed),
      ),
    complete,
  };
}

/** pm-onboard.yaml, which is taken whole. The unchanged template counts as a missing file. */
function configFile({ path, committed, here }: Found): WorkspaceFile {
  return {
    path,
    committed,
    here,
    changed: here === undefined || isSame(here, committed ?? configTemplate()) ? undefined : here,
    shared: (theirs) => theirs ?? committed ?? here ?? configTemplate(),
    complete: (text) => text,
  };
}

/** The schema that pm-onboard.yaml names, where it lies there. Nobody edits it, so that whichever is shared will do. */
function schemaFile({ path, committed, here }: Found): WorkspaceFile | undefined {
  const own = committed ?? here;
  if (own === undefined) return undefined;
  return {
    path,
    committed,
    here,
    changed: undefined,
    shared: (theirs) => theirs ?? own,
    complete: (text) => text,
  };
}

/**
 * Whether two texts are equal apart from CRLF line ends, which git can be configured to write into the folder, and from the
 * line that names a schema.
 */
function isSame(a: string, b: string | undefined): boolean {
  const bare = (text: string) => withoutSchemaLine(text.replaceAll('\r\n', '\n'));
  return b !== undefined && bare(a) === bare(b);
}

/**
 * Maps paths to the contents to share.
 * @param base the commit that others have
 * @throws UserError (exit 3) if others have changed a file that the user has changed too
 */
export async function ownToShare(
  repository: Repository,
  files: readonly WorkspaceFile[],
  base: string | undefined,
): Promise<Map<string, Buffer>> {
  const shared = new Map<string, Buffer>();
  for (const { path, committed, changed, shared: make } of files) {
    const theirs = (await contentAt(repository.git, base, path))?.toString();
    if (changed !== undefined && theirs !== undefined && ![committed, changed].includes(theirs))
      throw collision(repository, [path]);
    shared.set(path, Buffer.from(make(theirs)));
  }
  return shared;
}

/** What the folder is to hold of a file, and what it held when this was worked out. */
export interface OwnFile {
  readonly before: string | undefined;
  readonly after: Buffer;
}

/** Maps paths to what the folder is to hold when the branch points to the commit. */
export async function ownToKeep(
  { git }: Repository,
  files: readonly WorkspaceFile[],
  commit: string,
): Promise<Map<string, OwnFile>> {
  const kept = new Map<string, OwnFile>();
  for (const { path, here, changed, complete } of files) {
    const after = changed === undefined ? await contentAt(git, commit, path) : Buffer.from(complete(changed));
    if (after) kept.set(path, { before: here, after });
  }
  return kept;
}

/**
 * Writes these files to the folder, apart from those that the user has changed since.
 * @returns the paths of the latter
 */
export function writeOwn({ root }: Repository, own: ReadonlyMap<string, OwnFile>): string[] {
  return [...own].flatMap(([path, { before, after }]) => {
    const place = join(root, path);
    const now = () => readRegularFile(place);
    if (now()?.equals(after)) return [];
    return replaceIf(() => now()?.toString() === before, place, after, 0o644) ? [] : [path];
  });
}
