/** Makes a workspace: the folder, its commented settings, what git needs to know, a copy of the program. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode, UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import { configName, readConfig } from './config.ts';
import { ensureFolder, isFolder, makeFolders, readRegularFile, replaceFile, writeNew } from './files.ts';

/** The folder of the program that new hires start with unless the settings name another. */
export const programFolder = 'checklists/product-manager';

/** What `init --checklists` can copy: where each program ships, where the copy goes, and what `program:` then says. */
const shippedPrograms: ReadonlyMap<string, string> = new Map([
  ['full', programFolder],
  ['minimal', 'checklists/minimal'],
  ['product-manager', programFolder],
]);

/** Where the copy's schemas go: an editor has to find them where nothing of ours is installed. */
const schemaFolder = 'checklists/schema';

/**
 * The folder of a program that ships.
 * @throws UserError where there is none of that name
 */
export function shippedProgram(name: string): string {
  const folder = shippedPrograms.get(name);
  if (folder !== undefined) return folder;
  const names = [...shippedPrograms.keys()];
  const near = nearest(name, names)[0];
  throw new UserError(
    `--checklists: there is no program "${name}"`,
    near
      ? `did you mean ${near}?`
      : `there are ${names.join(', ')}; a folder comes first: init DIR --checklists`,
  );
}

/** Makes what is missing and leaves what is there. @returns the names of the files it made */
export function createWorkspace(folder: string): string[] {
  isFolder(join(folder, 'hires'));
  makeFolders(folder);
  ensureFolder(join(folder, 'hires'));
  const files = { [configName]: settingsTemplate, '.gitattributes': gitAttributes, '.gitignore': gitIgnore };
  return Object.entries(files).flatMap(([name, text]) => (makeFile(join(folder, name), text) ? [name] : []));
}

/**
 * What git has to know in a workspace: a file's text with the lines of ours that it lacks.
 * @param text as it is now; undefined where there is no file
 */
export function withOwnLines(name: '.gitattributes' | '.gitignore', text: string | undefined): string {
  const own = name === '.gitignore' ? gitIgnore : gitAttributes;
  if (text === undefined) return own;
  const lines = own.split('\n').filter((line) => /^[^#]/.test(line));
  return withLines(text, lines.join('\n'));
}

/** A text with the lines of another that it lacks. */
export function withLines(text: string | undefined, other: string): string {
  if (text === undefined) return other;
  const there = text.split(/\r?\n/).map((line) => line.trim());
  const missing = other.split(/\r?\n/).filter((line) => line !== '' && !there.includes(line.trim()));
  if (missing.length === 0) return text;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`;
}

/** The lines of ours that a `.gitignore` of the team's own lacks: without them, backups and locks get committed. */
export function missingIgnores(folder: string): string[] {
  const there = readRegularFile(join(folder, '.gitignore'))?.toString().split(/\r?\n/) ?? [];
  return gitIgnore.split('\n').filter((line) => /^[^#]/.test(line) && !there.includes(line.trim()));
}

/**
 * The settings as they will be when they name the copied program; called before anything is written, so that a refusal
 * leaves no trace.
 * @param shipped the program's folder, as {@link shippedProgram} gives it
 * @param cache the user's cache folder
 * @throws UserError where there is a program already, or the settings name one
 */
export async function settingsForCopy(folder: string, shipped: string, cache: string): Promise<string> {
  const target = join(folder, shipped);
  isFolder(dirname(target));
  isFolder(join(folder, schemaFolder));
  if (lstatSync(target, { throwIfNoEntry: false })) {
    throw new UserError(`there is a program already in ${target}`, 'edit that one, or move it away first');
  }
  const path = join(folder, configName);
  const { program } = await readConfig(folder, cache);
  if (program !== undefined) {
    const hint = 'edit that one, or take the line out first';
    throw new UserError(`${path} names a program already: \`program: ${program}\``, hint);
  }
  const text = naming(shipped, readRegularFile(path)?.toString() ?? settingsTemplate);
  const { parseConfig } = await import('./config-file.ts');
  if (programIn(() => parseConfig(path, Buffer.from(text)).program) === shipped) return text;
  const hint = `add \`program: ${shipped}\` by hand, and copy the program from ${shipped} where pm-onboard is installed`;
  throw new UserError(`${path} is written in a way that a line can't be added to`, hint);
}

/**
 * Copies a program into the workspace, with the schemas that its files name, and makes the settings name it.
 * @param root where the program is installed
 * @param settings as {@link settingsForCopy} gives them
 */
export function copyProgram(folder: string, root: string, shipped: string, settings: string): void {
  makeFolders(join(folder, shipped));
  for (const name of readdirSync(join(root, shipped))) {
    const text = readFileSync(join(root, shipped, name), 'utf8');
    const near = text.replace('=../../schema/', '=../schema/');
    writeNew(join(folder, shipped, name), Buffer.from(near), { mode: 0o666 });
  }
  makeFolders(join(folder, schemaFolder));
  for (const name of ['checklist.json', 'program.json'])
    replaceFile(join(folder, schemaFolder, name), readFileSync(join(root, 'schema', name)), undefined, 0o644);
  const path = join(folder, configName);
  // The file is the team's: whoever could read it before can read it now.
  replaceFile(path, Buffer.from(settings), undefined, statSync(path).mode & 0o777);
}

/** In the place of the key left empty or of the template's comment, else at the end: a key twice is no YAML. */
function naming(program: string, text: string): string {
  const line = `program: ${program}`;
  for (const place of [/^program:[ \t]*(?:#.*)?$/m, new RegExp(`^# program: ${programFolder}$`, 'm')])
    if (place.test(text)) return text.replace(place, line);
  return `${text.trimEnd()}\n${line}\n`.trimStart();
}

function programIn(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function makeFile(path: string, text: string): boolean {
  try {
    writeNew(path, Buffer.from(text), { mode: 0o666 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

export const settingsTemplate = `# Settings of this pm-onboard workspace. Every key is optional.

# The program that new hires start with; without it, the one that ships with pm-onboard.
# program: ${programFolder}

# Working days and holidays of the team; each key replaces the program's.
# calendar:
#   working-days: [mon, tue, wed, thu, fri]
#   holidays: [2026-12-25, 2027-01-01]    # or an iCalendar file beside this one: [company.ics]

# Who holds which role for every hire, unless \`assign\` says otherwise for one.
# people:
#   release-manager:
#     - name: Full Name
#       handles: [short-name]
#       contact: "#releases"
`;

const gitAttributes = `# Records and pinned programs are compared byte by byte; the driver that merges records is set up by: pm-onboard sync
hires/*.json text eol=lf merge=pm-onboard
programs/*.json text eol=lf
`;

const gitIgnore = `# Only this machine's.
backups/
*.lock
*.lock.*
*.tmp
`;
