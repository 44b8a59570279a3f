/** Makes a workspace: the folder, its commented settings, what git needs to know, a copy of the program. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode, UserError } from '../errors.ts';
import { configName } from './config.ts';
import { ensureFolder, replaceFile, writeNew } from './files.ts';

/** Where `init --checklists` puts the copy, and what `program:` then says. */
export const programFolder = 'checklists/product-manager';

/** Makes what is missing and leaves what is there. @returns the names of the files it made */
export function createWorkspace(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  ensureFolder(join(folder, 'hires'));
  const files = { [configName]: settingsTemplate, '.gitattributes': gitAttributes, '.gitignore': gitIgnore };
  return Object.entries(files).flatMap(([name, text]) => (makeFile(join(folder, name), text) ? [name] : []));
}

/**
 * Copies the shipped program into the workspace, and makes the settings name it.
 * @throws UserError where there is a program already
 */
export function copyProgram(folder: string, shipped: string): void {
  const target = join(folder, programFolder);
  if (existsSync(target)) {
    throw new UserError(`there is a program already in ${target}`, 'edit that one, or move it away first');
  }
  cpSync(shipped, target, { recursive: true, errorOnExist: true, force: false });
  const settings = join(folder, configName);
  const text = readFileSync(settings, 'utf8');
  const named = text.replace(`# program: ${programFolder}\n`, `program: ${programFolder}\n`);
  replaceFile(
    settings,
    Buffer.from(named === text ? `${text.trimEnd()}\nprogram: ${programFolder}\n` : named),
  );
}

function makeFile(path: string, text: string): boolean {
  try {
    writeNew(path, Buffer.from(text), 0o666);
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
