/** `init --checklists`: the copy of a program that ships, and the line in pm-onboard.yaml that names it. */
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomName } from '../digest.ts';
import { attempt, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { hintFor } from '../program/nearest.ts';
import { configName, readConfig } from '../workspace/config.ts';
import {
  isDirectory,
  isFolder,
  makeFolders,
  namesIn,
  readRegularFile,
  replaceFile,
  tempSuffix,
  writeNew,
} from '../workspace/files.ts';
import { withLock } from '../workspace/lock.ts';
import { programFolder, readSources } from '../workspace/program-files.ts';
import { configWithSchema, createWorkspace, missingFiles, settingsSchema } from '../workspace/workspace.ts';

/** A program that `--checklists` can copy. */
export interface Shipped {
  /** Its folder, relative to the installation and to the workspace. */
  readonly folder: string;
  /** Whether new hires start with the copy: those that run beside another program are named at `start`. */
  readonly isUsual: boolean;
}

const shippedPrograms: ReadonlyMap<string, Shipped> = new Map([
  ['full', { folder: programFolder, isUsual: true }],
  ['minimal', { folder: 'checklists/minimal', isUsual: true }],
  ['product-manager', { folder: programFolder, isUsual: true }],
  ['buddy', { folder: 'checklists/buddy', isUsual: false }],
  ['offboarding', { folder: 'checklists/offboarding', isUsual: false }],
]);

/** The folder for the JSON Schemas of the copied program, so that editors find them without pm-onboard installed. */
const schemaFolder = 'checklists/schema';

/**
 * A program that ships with pm-onboard, by its name.
 * @throws UserError where no such program ships
 */
export function shippedProgram(name: string): Shipped {
  const shipped = shippedPrograms.get(name);
  if (shipped) return shipped;
  const names = [...shippedPrograms.keys()];
  const otherwise = `there are ${names.join(', ')}; a folder comes first: init DIR --checklists`;
  throw new UserError(`--checklists: there is no program "${name}"`, hintFor(name, names, otherwise));
}

/**
 * The text of pm-onboard.yaml after a line is added that names the copied program; undefined where it is to name none. It is
 * worked out before any file is written, so that an error leaves the workspace unchanged.
 * @throws UserError where there is a program already, pm-onboard.yaml names one, or the line can't be added to it; an unedited
 *   copy that nothing names was left by an `init` that was cut off, and counts as none
 */
export async function configForCopy(
  folder: string,
  { folder: shipped, isUsual }: Shipped,
  { dirs, root }: Pick<Io, 'dirs' | 'root'>,
): Promise<string | undefined> {
  const target = join(folder, shipped);
  isFolder(dirname(target));
  isFolder(join(folder, schemaFolder));
  const path = join(folder, configName);
  const { program } = await readConfig(folder, dirs.cache);
  if (program !== undefined && isUsual)
    throw new UserError(
      `${path} names a program already: \`program: ${program}\``,
      'edit that one, or take the line out first',
    );
  if (lstatSync(target, { throwIfNoEntry: false }) && !isCopy(target, root, shipped))
    throw new UserError(
      `there is a program already in ${target}`,
      isUsual
        ? `to use it, add \`program: ${shipped}\` to ${configName}; to begin anew, move it away first`
        : 'it is the one that counts here; to begin anew, move it away first',
    );
  for (const [part, bytes] of partsToCopy(root, shipped))
    if (readRegularFile(join(target, part))?.equals(bytes) === false)
      throw new UserError(
        `there is another part already in ${join(target, part)}`,
        'the program needs the one that ships under this name: rename yours first, where it is included too',
      );
  if (!isUsual) return undefined;
  const text = naming(shipped, readRegularFile(path)?.toString() ?? configWithSchema());
  const { parseConfig } = await import('../workspace/parse-config.ts');
  try {
    if (parseConfig(path, Buffer.from(text)).program === shipped) return text;
  } catch {
    // A text that can't be parsed ends in the error below, which says what to do.
  }
  throw new UserError(
    `${path} is written in a way that a line can't be added to`,
    `add \`program: ${shipped}\` by hand, and copy the program from ${shipped} where pm-onboard is installed`,
  );
}

/**
 * The text with a line `program: …`. It replaces a `program:` line without a value, since a key that stands twice makes the
 * file invalid, or the template's commented line; otherwise it stands at the end.
 */
function naming(program: string, text: string): string {
  const line = `program: ${program}`;
  for (const place of [/^program:[ \t]*(?:#.*)?$/m, new RegExp(`^# program: ${programFolder}$`, 'm')])
    if (place.test(text)) return text.replace(place, line);
  return `${text.trimEnd()}\n${line}\n`.trimStart();
}

/**
 * Copies a program into the workspace with the schemas that its files name, and makes pm-onboard.yaml name the copy. The
 * program appears whole or not at all, and its name in pm-onboard.yaml comes last: if this is cut off, it can be run again.
 * @param root where pm-onboard is installed
 * @param shipped the program's folder
 * @param config the text of pm-onboard.yaml, as {@link configForCopy} gives it
 * @throws UserError (exit 3) while another `init` copies to this folder, besides system errors
 */
export function copyProgram(
  folder: string,
  root: string,
  shipped: string,
  config: string | undefined,
): Promise<void> {
  const hint = 'another init is at work here: try again';
  const copy = () => copyAlone(folder, root, shipped, config);
  return withLock(join(folder, '.init.lock'), copy, undefined, hint);
}

/** The names of folders in which a copy is put together. Only the lock's holder has one. */
const unfinished = /^\.checklists-[0-9a-f]{12}\.tmp$/;

function copyAlone(folder: string, root: string, shipped: string, config: string | undefined): void {
  for (const name of namesIn(folder).filter((each) => unfinished.test(each)))
    rmSync(join(folder, name), { recursive: true, force: true });
  for (const [part, bytes] of partsToCopy(root, shipped)) {
    const target = join(folder, shipped, part);
    makeFolders(dirname(target));
    if (!readRegularFile(target)) replaceFile(target, bytes, undefined, 0o644);
  }
  if (!isFolder(join(folder, shipped))) placeCopy(folder, root, shipped);
  makeFolders(join(folder, schemaFolder));
  for (const name of ['checklist.json', 'part.json', 'program.json', 'workspace.json'])
    copySchema(folder, root, name);
  if (config === undefined) return;
  const path = join(folder, configName);
  // pm-onboard.yaml belongs to the team, so it keeps its mode: everybody who could read it still can.
  replaceFile(path, Buffer.from(config), undefined, statSync(path).mode & 0o777);
}

function copySchema(folder: string, root: string, name: string): void {
  replaceFile(join(folder, schemaFolder, name), readFileSync(join(root, 'schema', name)), undefined, 0o644);
}

/**
 * Makes a workspace. The schema that a new pm-onboard.yaml names comes first, so that it is never missing.
 * @returns the names of the files that were made, or in a dry run would be
 */
export function makeWorkspace(folder: string, root: string, dryRun = false): string[] {
  const missing = missingFiles(folder);
  const isNew = missing.includes(configName);
  if (isNew && !dryRun) {
    makeFolders(join(folder, schemaFolder));
    copySchema(folder, root, 'workspace.json');
  }
  const made = dryRun ? missing : createWorkspace(folder, configWithSchema());
  return isNew ? [...made, settingsSchema] : made;
}

/** Puts the copy together in a folder of its own, and gives it its place at once. */
function placeCopy(folder: string, root: string, shipped: string): void {
  const aside = join(folder, `.checklists-${randomName(6)}${tempSuffix}`);
  try {
    makeFolders(aside);
    for (const [name, bytes] of filesToCopy(root, shipped)) {
      makeFolders(dirname(join(aside, name)));
      writeNew(join(aside, name), bytes, { mode: 0o666 });
    }
    makeFolders(dirname(join(folder, shipped)));
    renameSync(aside, join(folder, shipped));
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

/** Whether a folder holds the copy of a program as {@link copyProgram} makes it, and nothing else. */
function isCopy(target: string, root: string, shipped: string): boolean {
  const files = filesToCopy(root, shipped);
  const there = isDirectory(target) ? readdirSync(target, { recursive: true, withFileTypes: true }) : [];
  return (
    isDirectory(target) &&
    there.filter((entry) => !entry.isDirectory()).length === files.length &&
    files.every(([name, bytes]) => attempt(() => readRegularFile(join(target, name)))?.equals(bytes))
  );
}

/** A file by its path from the folder of the program, with the schema where the copy has it. */
type Copied = readonly [name: string, bytes: Buffer];

/** The files of a program that ships, with the parts of its own. */
function filesToCopy(root: string, shipped: string): Copied[] {
  return copied(root, shipped).filter(([name]) => !isBeside(name));
}

/** The parts beside a program that ships which it includes: several programs may share them. */
function partsToCopy(root: string, shipped: string): Copied[] {
  return copied(root, shipped).filter(([name]) => isBeside(name));
}

function copied(root: string, shipped: string): Copied[] {
  return readSources(join(root, shipped), root).map(({ name, bytes }) => [
    name,
    Buffer.from(
      Buffer.from(bytes)
        .toString()
        .replace(/\$schema=\.\.\/(?=(?:\.\.\/)+schema\/)/, '$schema='),
    ),
  ]);
}

function isBeside(name: string): boolean {
  return name.startsWith('../');
}
