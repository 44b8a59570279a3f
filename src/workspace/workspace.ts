/** The folder that holds a team's records: which it is, and how one is made. */
import { lstatSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cannot, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { recordFolders } from '../progress/record-id.ts';
import { configName } from './config.ts';
import { ensureFolder, isFolder, makeFolders, nearestWith, readRegularFile, writeNew } from './files.ts';
import { isOthers, ownerOf } from './owner.ts';
import { programFolder } from './program-files.ts';

/**
 * The workspace's folder, which need not be there yet: `--workspace`, else PM_ONBOARD_WORKSPACE, else the nearest folder
 * upwards with a pm-onboard.yaml, else the user's data folder.
 * @param flag the value of `--workspace`
 * @throws UserError where the name that was given is empty (exit 2) or a file's (exit 3)
 */
export function findWorkspace(io: Io, flag: string | undefined): string {
  return locateWorkspace(io, flag).path;
}

/** As {@link findWorkspace}, and in words what decided: a flag, a variable, a file, or the default. */
export function locateWorkspace(io: Io, flag: string | undefined): { path: string; from: string } {
  const [named, from] =
    flag === undefined
      ? [io.env['PM_ONBOARD_WORKSPACE'] || undefined, 'PM_ONBOARD_WORKSPACE']
      : [flag, '--workspace'];
  if (named === undefined) {
    const near = nearestWorkspace(io.cwd);
    return near === undefined
      ? { path: io.dirs.data, from: 'the usual folder' }
      : { path: near, from: `its ${configName}` };
  }
  const path = folderFrom(io.cwd, named, '--workspace');
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw cannot(`the workspace ${path} is not a folder`, 'name a folder');
  return { path, from };
}

/**
 * The full path of a folder that the user has named.
 * @param place where the text was given, such as `--workspace`
 * @throws UserError for an empty text, which a script passes when it forgot to set a variable
 */
export function folderFrom(cwd: string, text: string, place: string): string {
  if (text.trim() !== '') return resolve(cwd, text);
  throw new UserError(`${place}: the folder's name is empty`, 'name a folder, or leave it out');
}

/**
 * The nearest folder upwards, beginning with `from` itself, that holds a pm-onboard.yaml.
 * @param agreed a folder whose settings are followed whoever wrote them, since the user has named it
 * @throws UserError (exit 3) where its pm-onboard.yaml is a stranger's: in a folder such as /tmp, anybody may put one above
 *   other people's folders. The user's own, root's, and that of whoever owns `from` are followed.
 */
export function nearestWorkspace(from: string, agreed?: string): string | undefined {
  const folder = nearestWith(from, configName);
  const path = folder !== undefined && folder !== agreed ? join(folder, configName) : undefined;
  if (!path || !isOthers(path) || [0, ownerOf(from)].includes(ownerOf(path))) return folder;
  throw cannot(
    `${path} belongs to another account: its settings are not followed`,
    `if you trust it, name its folder: --workspace ${folder}`,
  );
}

/**
 * Makes the files that are missing and leaves existing ones unchanged.
 * @param config the text of a new pm-onboard.yaml
 * @returns the names of the files that were made
 */
export function createWorkspace(folder: string, config = configTemplate()): string[] {
  for (const name of recordFolders) isFolder(join(folder, name));
  makeFolders(folder);
  ensureFolder(join(folder, 'hires'));
  return Object.entries({ ...ownFiles(), [configName]: config }).flatMap(([name, text]) =>
    makeFile(join(folder, name), text) ? [name] : [],
  );
}

/** Name → text of each file that a workspace begins with. */
function ownFiles(): Readonly<Record<string, string>> {
  return { [configName]: configTemplate(), '.gitattributes': gitAttributes, '.gitignore': gitIgnore };
}

/** The names of the files that {@link createWorkspace} would make. */
export function missingFiles(folder: string): string[] {
  return Object.keys(ownFiles()).filter((name) => !lstatSync(join(folder, name), { throwIfNoEntry: false }));
}

/** @returns whether the file was made; false if it already exists */
function makeFile(path: string, text: string): boolean {
  try {
    writeNew(path, Buffer.from(text), { mode: 0o666 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * A `.gitattributes` or `.gitignore` with the lines that a workspace needs.
 * @param text of the file as it is now; undefined where there is no file
 */
export function withOwnLines(name: '.gitattributes' | '.gitignore', text: string | undefined): string {
  const own = name === '.gitignore' ? gitIgnore : gitAttributes;
  return text === undefined ? own : withLines(withoutFormer(text), rulesIn(own).join('\n'));
}

/** A text, extended by those lines of another that it lacks. */
export function withLines(text: string | undefined, other: string): string {
  if (text === undefined) return other;
  const missing = missingLines(text, other.split(/\r?\n/));
  if (missing.length === 0) return text;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`;
}

/** The lines that the team's own `.gitignore` lacks: without them, backups and locks get committed. */
export function missingIgnores(folder: string): string[] {
  return missingLines(readRegularFile(join(folder, '.gitignore'))?.toString() ?? '', rulesIn(gitIgnore));
}

/** The lines that a `.gitattributes` which was there before lacks: without them, git changes or splits records. */
export function missingAttributes(folder: string): string[] {
  const text = readRegularFile(join(folder, '.gitattributes'))?.toString();
  return text === undefined ? [] : missingLines(text, rulesIn(gitAttributes));
}

function missingLines(text: string, wanted: readonly string[]): string[] {
  const there = text.split(/\r?\n/).map((line) => line.trim());
  return wanted.filter((line) => line !== '' && !there.includes(line.trim()));
}

/** The lines of a file for git that are neither empty nor comments. */
function rulesIn(text: string): string[] {
  return text.split('\n').filter((line) => /^[^#]/.test(line));
}

/** Where `init` puts the JSON Schema of pm-onboard.yaml, for editors. */
export const settingsSchema = 'checklists/schema/workspace.json';

/** A new pm-onboard.yaml whose schema lies there. */
export function configWithSchema(): string {
  return `# yaml-language-server: $schema=${settingsSchema}\n${configTemplate()}`;
}

/** The text without that line: whether the schema lies there or not, it says the same. */
export function withoutSchemaLine(text: string): string {
  return text.replace(/^# yaml-language-server: \S+\r?\n/, '');
}

/** The pm-onboard.yaml of a new workspace. A function, since the everyday bundle would hold the text of a constant. */
export function configTemplate(): string {
  return `# The configuration of this pm-onboard workspace. Every key is optional.

# The program that new hires start with; without it, the one that ships with pm-onboard.
# program: ${programFolder}

# The calendar of the team; each key replaces the program's.
# calendar:
#   working-days: [mon, tue, wed, thu, fri]
#   holidays: [2026-12-25, 2027-01-01]    # or an iCalendar file beside this one: [company.ics]
#   holidays-until: 2027-12-31            # the list is complete up to then: that is all
#   extra-working-days: [2027-01-09]      # worked although at a weekend or a holiday
#   hours-per-day: 6                      # of a working day, for the program

# Who holds which role for every hire, unless \`assign\` says otherwise for one.
# people:
#   release-manager:
#     - name: Full Name
#       handles: [short-name]
#       contact: "#releases"

# How long a record is kept after its run has ended, in days, weeks, months or years. After that, \`pm-onboard doctor\`
# names it, with the command that erases it; nothing is erased by itself.
# keep: 12 months
`;
}

const hiresLine = 'hires/*.json -text merge=union';
/** The line for the records of checklists' runs, which the text of workspaces from before there were any lacks. */
const runsLine = 'runs/*.json -text merge=union';

const gitAttributes = `# Git keeps the bytes of records and pinned programs, and keeps the lines of both sides where it merges records.
${hiresLine}
${runsLine}
programs/*.json -text
`;

/** What version 0.1.0 wrote in place of {@link gitAttributes}: a merge driver, which was gone with the Node that it named. */
const formerAttributes = [
  '# Records and pinned programs are compared byte by byte; the driver that merges records is set up by: pm-onboard sync',
  'hires/*.json text eol=lf merge=pm-onboard',
  'programs/*.json text eol=lf',
];

/**
 * Whether the text for git is an earlier one of ours: it still names the merge driver of version 0.1.0, or lacks the line for the
 * records in `runs/`, without which a merge of them may stop at a conflict.
 * @param hasRuns whether there are such records
 */
export function isFormer(text: string | undefined, hasRuns: boolean): boolean {
  const lines = text?.split(/\r?\n/).map((line) => line.trim()) ?? [];
  const lacksRuns = lines.includes(hiresLine) && !lines.includes(runsLine);
  return lines.includes(formerAttributes[1] ?? '') || (hasRuns && lacksRuns);
}

function withoutFormer(text: string): string {
  const lines = text.split('\n').filter((line) => !formerAttributes.includes(line.trim()));
  return lines.join('\n');
}

const gitIgnore = `# What only concerns this machine.
backups/
*.lock
*.lock.*
*.tmp
`;
