import { basename, join, resolve } from 'node:path';
import { cannot, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { fromMarkdown } from '../program/import-markdown.ts';
import { fromPlaybook, ImportError, isMap } from '../program/import-playbooks.ts';
import type { Found } from '../program/imported.ts';
import { quoted } from '../view/words.ts';
import {
  isFolder,
  makeFolders,
  mostText,
  namesIn,
  readNamedFile,
  readRegularFile,
  readStart,
  replaceFile,
  smallText,
} from '../workspace/files.ts';
import { refuseLeadingOut } from '../workspace/within.ts';

/** Matches an entry of a list, or a quote, that is indented as far as no list of people is. */
const tooDeep = /^[ \t>]{60,}(?:[-*+>]|\d{1,9}[.)])/m;

/**
 * What is found in a Markdown task list or a playbook.
 * @param file its name, or `-` for standard input
 * @throws UserError with exit 2 where it has nothing to import; with exit 3 where it can't be read
 */
export function foundIn(io: Io, file: string): Found {
  const called = file === '-' ? 'standard input' : file;
  const bytes =
    file === '-' ? readStart(0, mostText + 1) : readNamedFile('import', resolve(io.cwd, file), file);
  const text = smallText(bytes, called, 'give one list at a time').replace(/^\ufeff/, '');
  // The reader of Markdown takes time in proportion to the square of the levels.
  if (tooDeep.test(text))
    throw new UserError(
      `${called} has lists in lists, more than ten levels of them`,
      'give it with fewer levels',
    );
  const name = file === '-' ? 'Imported' : basename(file).replace(/\.[^.]*$/, '');
  try {
    const value = jsonIn(text);
    const found = value === undefined ? fromMarkdown(text, name) : fromPlaybook(value, name);
    if (found.phases.length > 0) return found;
  } catch (error) {
    if (error instanceof ImportError)
      throw new UserError(
        `${called} is no playbook that can be imported: ${error.message}`,
        'export it from Mattermost again, as JSON',
      );
    throw error;
  }
  throw new UserError(`${called} has no list`, 'a list has lines such as `- [ ] Meet your manager`');
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Looks whether the files can be written.
 * @returns the files of checklists in the folder that stay beside the new ones
 * @throws UserError (exit 3) where one of them is there with another text, and `force` isn't given
 */
export function placeFor(
  io: Io,
  folder: string,
  files: ReadonlyMap<string, string>,
  force: boolean,
): string[] {
  const path = resolve(io.cwd, folder);
  refuseLeadingOut(path, io.cwd);
  const there = isFolder(path) ? namesIn(path) : [];
  const changed = there.filter(
    (name) => files.has(name) && readRegularFile(join(path, name))?.toString() !== files.get(name),
  );
  if (!force && changed.length > 0)
    throw cannot(
      `${join(folder, changed[0] ?? '')} is there already`,
      `name another folder with -o, or say --force to replace ${changed.length === 1 ? 'it' : `${changed.length} files`}`,
    );
  return there.filter((name) => /\.ya?ml$/.test(name) && !files.has(name));
}

export function writeFiles(io: Io, folder: string, files: ReadonlyMap<string, string>): void {
  const path = resolve(io.cwd, folder);
  makeFolders(path);
  // The program's own file names the others, so it comes last.
  const ordered = [...files].sort(([a], [b]) => Number(a === 'program.yaml') - Number(b === 'program.yaml'));
  for (const [name, text] of ordered) replaceFile(join(path, name), Buffer.from(text), undefined, 0o644);
}

/** The command that checks what was imported. */
export function lintCommand(folder: string): string {
  return `pm-onboard lint ${quoted(folder)}`;
}
