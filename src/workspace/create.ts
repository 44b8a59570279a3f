/** Makes a workspace: the folder, its commented settings, what git needs to know, a copy of the program. */
import { cpSync, lstatSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemCode, UserError } from '../errors.ts';
import { configName, readConfig } from './config.ts';
import { ensureFolder, isFolder, makeFolders, readRegularFile, replaceFile, writeNew } from './files.ts';

/** Where `init --checklists` puts the copy, and what `program:` then says. */
export const programFolder = 'checklists/product-manager';

/** Makes what is missing and leaves what is there. @returns the names of the files it made */
export function createWorkspace(folder: string): string[] {
  isFolder(join(folder, 'hires'));
  makeFolders(folder);
  ensureFolder(join(folder, 'hires'));
  const files = { [configName]: settingsTemplate, '.gitattributes': gitAttributes, '.gitignore': gitIgnore };
  return Object.entries(files).flatMap(([name, text]) => (makeFile(join(folder, name), text) ? [name] : []));
}

/** The lines of ours that a `.gitignore` of the team's own lacks: without them, backups and locks get committed. */
export function missingIgnores(folder: string): string[] {
  const there = readRegularFile(join(folder, '.gitignore'))?.toString().split(/\r?\n/) ?? [];
  return gitIgnore.split('\n').filter((line) => /^[^#]/.test(line) && !there.includes(line.trim()));
}

/**
 * The settings as they will be when they name the copied program; called before anything is written, so that a refusal
 * leaves no trace.
 * @param cache the user's cache folder
 * @throws UserError where there is a program already, or the settings name one
 */
export async function settingsForCopy(folder: string, cache: string): Promise<string> {
  const target = join(folder, programFolder);
  isFolder(dirname(target));
  if (lstatSync(target, { throwIfNoEntry: false })) {
    throw new UserError(`there is a program already in ${target}`, 'edit that one, or move it away first');
  }
  const path = join(folder, configName);
  const { program } = await readConfig(folder, cache);
  if (program !== undefined) {
    const hint = 'edit that one, or take the line out first';
    throw new UserError(`${path} names a program already: \`program: ${program}\``, hint);
  }
  const text = namingProgram(readRegularFile(path)?.toString() ?? settingsTemplate);
  const { parseConfig } = await import('./config-file.ts');
  if (readsAs(() => parseConfig(path, Buffer.from(text)).program)) return text;
  const hint = `add \`program: ${programFolder}\` by hand, and copy the program from ${programFolder} where pm-onboard is installed`;
  throw new UserError(`${path} is written in a way that a line can't be added to`, hint);
}

/** Copies the shipped program into the workspace, and makes the settings name it. */
export function copyProgram(folder: string, shipped: string, settings: string): void {
  cpSync(shipped, join(folder, programFolder), { recursive: true, errorOnExist: true, force: false });
  const path = join(folder, configName);
  // The file is the team's: whoever could read it before can read it now.
  replaceFile(path, Buffer.from(settings), undefined, statSync(path).mode & 0o777);
}

/** In the place of the key left empty or of the template's comment, else at the end: a key twice is no YAML. */
function namingProgram(text: string): string {
  const line = `program: ${programFolder}`;
  for (const place of [/^program:[ \t]*(?:#.*)?$/m, new RegExp(`^# ${line}$`, 'm')])
    if (place.test(text)) return text.replace(place, line);
  return `${text.trimEnd()}\n${line}\n`.trimStart();
}

function readsAs(program: () => string | undefined): boolean {
  try {
    return program() === programFolder;
  } catch {
    return false;
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

const settingsTemplate = `# Settings of this pm-onboard workspace. Every key is optional.

# The program that new hires start with; without it, the one that ships with pm-onboard.
# program: ${programFolder}

# Working days and holidays of the team; each key replaces the program's.
# calendar:
#   working-days: [mon, tue, wed, thu, fri]
#   holidays: [2026-12-25, 2027-01-01]

# Who holds which role for every hire, unless \`assign\` says otherwise for one.
# people:
#   release-manager:
#     - name: Full Name
#       handles: [short-name]
#       contact: "#releases"
`;

const gitAttributes = `# Records and pinned programs are compared byte by byte.
hires/*.json text eol=lf
programs/*.json text eol=lf
`;

const gitIgnore = `# Only this machine's.
backups/
*.lock
*.lock.*
*.tmp
`;
