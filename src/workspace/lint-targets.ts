/** Finds what `lint` looks at: paths, globs and folders → the files of each program, and lone files. */

import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { dutiesName } from '../duties/read.ts';
import { attempt, cannot, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { findsParts, readDraft, type SourceFile } from '../program/draft.ts';
import { idPattern, programFileIn, programNames } from '../program/grammar.ts';
import { nearest } from '../program/nearest.ts';
import { isPart } from '../program/parts.ts';
import { maxBytes } from '../program/yaml.ts';
import { configName, emptyConfig } from './config.ts';
import { readConfigOrFaults } from './config-faults.ts';
import { isDirectory, readRegularFile, readStart, shownPath } from './files.ts';
import { calledPlace, partsBeside, programFolderOf, programPlaces } from './program-files.ts';
import { isBegun, readSettings } from './settings.ts';
import { realPath, refuseLeadingOut } from './within.ts';
import { nearestWorkspace } from './workspace.ts';

/** One program's files, or a lone checklist. */
export interface LintTarget {
  readonly files: readonly SourceFile[];
  /** The folder that holds the files, from which their names go; for standard input, the current folder. */
  readonly folder: string;
  /** The nearest folder with a pm-onboard.yaml, from the files' folder upwards. */
  readonly configFolder: string | undefined;
  /** Whether the files are those of a program, with its `program.yaml`. */
  readonly isProgram: boolean;
  /** The duties.yaml of a workspace, which is looked at alone. */
  readonly duties?: SourceFile;
  /** The files beside a program that are none of it. */
  readonly passedOver: readonly PassedOver[];
}

/** What lies in a given folder, or was named, and is not checked. */
export interface PassedOver {
  readonly path: string;
  readonly why: string;
}

/** What there is to check. */
export interface Targets {
  /** Folders of programs, lone files, and `-`: each once, sorted; read one by one by {@link readTarget}. */
  readonly paths: readonly string[];
  /** The folders whose pm-onboard.yaml, with the calendars that it names, is checked as well. */
  readonly settings: readonly string[];
  /** The folders whose duties.yaml is checked. */
  readonly duties: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/** Folders whose checklists are not the user's own. */
const foreign = ['node_modules', '.git'];

const globbing = {
  absolute: true,
  dot: true,
  onlyFiles: false,
  followSymbolicLinks: false,
  expandDirectories: false,
  ignore: foreign.map((name) => `**/${name}/**`),
};

/** The name of standard input in messages. */
export const stdinName = '<stdin>';

/** What lint looks at without a path. */
export interface Usual {
  /** The workspace, if there is one: its settings are checked too. */
  readonly workspace: string | undefined;
  readonly paths: readonly string[];
  /** The program that pm-onboard.yaml names: earlier versions checked that one alone. */
  readonly named: string | undefined;
}

/**
 * What lint looks at without a path: in a workspace the program that its settings name and all below `checklists/`, where the
 * programs of hires lie; elsewhere `checklists/` in the current folder, or the program in it.
 * @throws UserError (exit 3) if there is none of that
 */
export async function usualPaths(
  workspace: string | undefined,
  { cwd, dirs, env }: Pick<Io, 'cwd' | 'dirs' | 'env'>,
): Promise<Usual> {
  const given = workspace ?? (env['PM_ONBOARD_WORKSPACE'] || undefined);
  const folder = given === undefined ? nearestWorkspace(cwd) : resolve(cwd, given);
  if (given !== undefined && !isDirectory(folder ?? ''))
    throw cannot(`there is no workspace ${given}`, 'name a folder');
  const { config } =
    folder === undefined ? { config: emptyConfig } : await readConfigOrFaults(folder, dirs.cache);
  const isOwn = folder !== undefined && isBegun(folder, readSettings(dirs.config), dirs.data);
  const named =
    folder === undefined || config.program === undefined
      ? undefined
      : programFolderOf(folder, isOwn ? { ...config, isOwn } : config, '');
  const own = [folder ?? cwd, cwd].map((each) => join(each, 'checklists')).find(holdsChecklists);
  const here = named === undefined && own === undefined && programIn(cwd) ? [cwd] : [];
  const paths = [...(named === undefined ? [] : [named]), ...(own === undefined ? [] : [own]), ...here];
  // Where new hires get the program that ships, the settings are all that there is to check.
  const isSet = folder !== undefined && isPlainFile(join(folder, configName));
  const hasDuties = folder !== undefined && isPlainFile(join(folder, dutiesName));
  if (paths.length > 0 || isSet || hasDuties) return { workspace: folder, paths, named };
  throw cannot(
    'there is nothing to check: no program of a workspace, and no folder `checklists`',
    'name its folder behind `lint`',
  );
}

/**
 * The paths, with the folder of a program in place of its id: a word with nothing of that name in the current folder may be the id
 * of a program of the workspace, or of one that ships.
 */
export async function withIds(
  paths: readonly string[],
  workspace: string | undefined,
  io: Pick<Io, 'cwd' | 'dirs' | 'root'>,
): Promise<readonly string[]> {
  const isWord = (path: string) =>
    idPattern.test(path) && !lstatSync(resolve(io.cwd, path), { throwIfNoEntry: false });
  if (!paths.some(isWord)) return paths;
  const folder = workspace ?? nearestWorkspace(io.cwd) ?? io.cwd;
  const { config } = await readConfigOrFaults(folder, io.dirs.cache);
  const places = [...programPlaces({ workspace: folder, config, io })];
  return paths.map((path) => {
    if (!isWord(path)) return path;
    const [near] = nearest(
      path,
      places.flatMap(({ id }) => id ?? []),
    );
    const found = calledPlace(places, path)?.folder;
    if (!found && near !== undefined)
      throw cannot(`there is nothing at ${path}, and no program of that id`, `did you mean ${near}?`);
    return found ?? path;
  });
}

/** Whether a folder holds anything that lint would look at; `init` makes one that holds schemas alone. */
function holdsChecklists(folder: string): boolean {
  return (
    isDirectory(folder) &&
    (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).some((name) => yaml.test(name))
  );
}

/**
 * @param paths program folders, files, globs, or `-`; a file stands for the program around it, a part for those that include it
 * @param cwd the folder that relative paths begin at, both those given and those in messages
 * @throws UserError (exit 3) where a path can't be opened, or a link in it leads out of the repository
 */
export function findTargets(paths: readonly string[], cwd: string): Targets {
  const found = paths.map((path) => (path === '-' ? { ...nothing, paths: [path] } : targetsIn(path, cwd)));
  const all = found.flatMap((each) => each.paths);
  for (const path of all) if (path !== '-') refuseLeadingOut(path, cwd);
  // A program that is reached by several ways, such as a link to it, is one program.
  const byPlace = new Map(
    [...all]
      .sort()
      .map((path) => [path === '-' ? path : realPath(path), path])
      .reverse() as [string, string][],
  );
  return {
    paths: [...new Set(byPlace.values())].sort(),
    settings: [...new Set(found.flatMap(({ settings }) => settings))].sort(),
    duties: [...new Set(found.flatMap(({ duties }) => duties))].sort(),
    passedOver: found.flatMap(({ passedOver }) => passedOver),
  };
}

const nothing: Targets = { paths: [], settings: [], duties: [], passedOver: [] };

function together(found: readonly Targets[]): Targets {
  return {
    paths: found.flatMap(({ paths }) => paths),
    settings: found.flatMap(({ settings }) => settings),
    duties: found.flatMap(({ duties }) => duties),
    passedOver: found.flatMap(({ passedOver }) => passedOver),
  };
}

/**
 * @param target a program's folder, a lone file, or `-`
 * @param agreed the folder that the user has named as the workspace, if any
 * @param stdinPath the path that standard input stands for; it is judged as if it lay there
 */
export function readTarget(target: string, cwd: string, agreed?: string, stdinPath?: string): LintTarget {
  if (target === '-') return stdinTarget(cwd, agreed, stdinPath);
  return isDirectory(target) ? programTarget(target, cwd, agreed) : loneTarget(target, cwd, agreed);
}

/** The duties.yaml of a folder. @param bytes what it says; absent: what is on disk */
export function dutiesTarget(
  folder: string,
  cwd: string,
  agreed: string | undefined,
  bytes?: Uint8Array,
): LintTarget {
  const path = join(folder, dutiesName);
  const file = { name: dutiesName, path: shownPath(path, cwd), bytes: bytes ?? bytesOf(path, cwd) };
  const configFolder = nearestWorkspace(folder, agreed);
  return { files: [], folder, configFolder, isProgram: false, duties: file, passedOver: [] };
}

function stdinTarget(cwd: string, agreed: string | undefined, stdinPath: string | undefined): LintTarget {
  const bytes = readStart(0, maxBytes + 1);
  if (stdinPath === undefined)
    return {
      files: [{ name: '', path: stdinName, bytes }],
      folder: cwd,
      configFolder: nearestWorkspace(cwd, agreed),
      isProgram: false,
      passedOver: [],
    };
  const full = resolve(cwd, stdinPath);
  if (basename(full) === dutiesName && !programIn(dirname(full)) && saysDuties(bytes))
    return dutiesTarget(dirname(full), cwd, agreed, bytes);
  // A part is judged in the first program that includes it.
  const [user] = isInParts(full) ? programsWith(full, cwd) : [];
  const folder = user ?? dirname(full);
  const name = user === undefined ? nameAlone(full) : relative(user, full).replaceAll('\\', '/');
  const file = { name, path: shownPath(full, cwd), bytes };
  const around = isDirectory(folder) && (programIn(folder) || programNames.includes(name));
  const target = around ? programTarget(folder, cwd, agreed) : loneTarget(full, cwd, agreed, bytes);
  return { ...target, files: [...target.files.filter((each) => each.name !== name), file] };
}

function loneTarget(path: string, cwd: string, agreed: string | undefined, bytes?: Uint8Array): LintTarget {
  const file = { name: nameAlone(path), path: shownPath(path, cwd), bytes: bytes ?? bytesOf(path, cwd) };
  const folder = isInParts(path) ? dirname(dirname(path)) : dirname(path);
  const configFolder = nearestWorkspace(folder, agreed);
  return { files: [file], folder, configFolder, isProgram: false, passedOver: [] };
}

/** The name of a file that is looked at alone: a part is known by its folder. */
function nameAlone(path: string): string {
  return isInParts(path) ? `parts/${basename(path)}` : basename(path);
}

function programTarget(folder: string, cwd: string, agreed: string | undefined): LintTarget {
  const names = [...namesIn(folder, yaml), ...namesIn(folder, /\.ics$/)];
  const all = names.map((name) => ({
    name,
    path: shownPath(join(folder, name), cwd),
    bytes: bytesOf(join(folder, name), cwd),
  }));
  const main = all.find(({ name }) => name === programFileIn(names));
  const text = Buffer.from(main?.bytes ?? []).toString();
  const isForeign = ({ name, bytes }: SourceFile) =>
    yaml.test(name) && !text.includes(name.replace(yaml, '')) && saysNothing(bytes);
  const own = all.filter((file) => file === main || !isForeign(file));
  return {
    files: [...own, ...partsOf(folder, own, cwd)],
    folder,
    configFolder: nearestWorkspace(folder, agreed),
    isProgram: true,
    passedOver: all
      .filter((file) => file !== main && isForeign(file))
      .map(({ path }) => ({ path, why: noChecklist })),
  };
}

/** The parts that a program includes; where one isn't found, all that stand there, so that it can be said which is meant. */
function partsOf(folder: string, own: readonly SourceFile[], cwd: string): SourceFile[] {
  const parts = partsBeside(folder, own).map((name) => ({
    name,
    path: shownPath(join(folder, name), cwd),
    bytes: bytesOf(join(folder, name), cwd),
  }));
  if (parts.length === 0) return [];
  const draft = readDraft([...own, ...parts]);
  const included = new Set(draft.files.map(({ name }) => name));
  const isMissed = !findsParts(draft) && draft.shape.some(({ rule }) => rule === 'unknown-part');
  return parts.filter(({ name }) => isMissed || included.has(name));
}

/** Whether a file stands where parts do: in a folder `parts` that is no program itself. */
function isInParts(path: string): boolean {
  const folder = dirname(path);
  return yaml.test(path) && basename(folder) === 'parts' && !programIn(folder);
}

/** The folders of the programs that include a part. */
function programsWith(part: string, cwd: string): readonly string[] {
  return usersOf(dirname(part), cwd).get(part) ?? [];
}

/** The parts in a folder that programs include → the folders of these programs. */
function usersOf(parts: string, cwd: string): Map<string, string[]> {
  const around = dirname(parts);
  const beside = (isDirectory(around) ? entriesOf(around) : []).flatMap((entry) =>
    entry.isDirectory() ? [join(around, entry.name)] : [],
  );
  const users = new Map<string, string[]>();
  for (const folder of [around, ...beside].filter(programIn)) {
    // What can't be read is told where the program itself is checked.
    const files = attempt(() => programTarget(folder, cwd, undefined).files) ?? [];
    for (const { name } of files.filter(isPart)) {
      const path = join(folder, name);
      users.set(path, [...(users.get(path) ?? []), folder]);
    }
  }
  return users;
}

const nameTarget = 'name a program folder, a checklist or `-`';

const noChecklist = 'no program names it, and it has neither `id`, `items` nor `phases`';

/** Whether a YAML file has keys, but none that every program, checklist, template or file of levels has: it is some other tool's. */
function saysNothing(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString();
  return (
    /^[\w'"-]+[ \t]*:/m.test(text) &&
    !/^["']?(?:id|items|phases|cells)["']?[ \t]*:/m.test(text) &&
    !/^\s*\{/.test(text)
  );
}

/** Whether a YAML file without a program around it has the keys of a checklist, a template or levels, and not only some that others have too. */
function looksAlone(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString();
  return (
    (/^items[ \t]*:/m.test(text) && /^(?:id|title|due)[ \t]*:/m.test(text)) ||
    (/^cells[ \t]*:/m.test(text) && /^levels[ \t]*:/m.test(text))
  );
}

function targetsIn(path: string, cwd: string): Targets {
  if (path === '') throw new UserError('an empty path names nothing', nameTarget);
  const full = resolve(cwd, path);
  if (isDirectory(full)) return targetsOfFolder(full, path, cwd);
  const there = lstatSync(full, { throwIfNoEntry: false }) !== undefined;
  if (there) return targetsOfFile(full, cwd);
  const matches = globSync(path.replace(/\/+$/, ''), {
    ...globbing,
    cwd,
    onlyDirectories: path.endsWith('/'),
  }).sort();
  if (matches.length === 0) throw cannot(`there is nothing at ${path}`, nameTarget);
  return together(
    matches.map((match) =>
      isDirectory(match) ? below(match.replace(/\/$/, ''), cwd) : targetsOfFile(match, cwd),
    ),
  );
}

/** Whether a file is a workspace's duties.yaml: by its name, and by the settings beside it or what it says. */
function isDuties(path: string): boolean {
  if (basename(path) !== dutiesName || !isPlainFile(path)) return false;
  return isPlainFile(join(dirname(path), configName)) || saysDuties(attempt(() => readRegularFile(path)));
}

/** Whether a text has a key that only duties.yaml has. */
export function saysDuties(bytes: Uint8Array | undefined): boolean {
  return /^["']?(?:meetings|rotations)["']?[ \t]*:/m.test(Buffer.from(bytes ?? []).toString());
}

/** A file stands for the program around it; the settings and their calendars for themselves. */
function targetsOfFile(file: string, cwd: string): Targets {
  const folder = dirname(file);
  const name = basename(file);
  if (name === configName) return { ...nothing, settings: [folder] };
  if (programIn(folder)) return { ...nothing, paths: [folder] };
  if (isDuties(file)) return { ...nothing, duties: [folder] };
  if (name.endsWith('.ics')) return calendarAlone(file, folder, cwd);
  if (isInParts(file)) {
    const programs = programsWith(file, cwd);
    return { ...nothing, paths: programs.length > 0 ? programs : [file] };
  }
  if (yaml.test(name) && isPlainFile(file) && saysNothing(bytesOf(file, cwd)))
    return { ...nothing, passedOver: [{ path: shownPath(file, cwd), why: noChecklist }] };
  return { ...nothing, paths: [file] };
}

function calendarAlone(file: string, folder: string, cwd: string): Targets {
  if (isPlainFile(join(folder, configName))) return { ...nothing, settings: [folder] };
  return {
    ...nothing,
    passedOver: [{ path: shownPath(file, cwd), why: 'no program and no settings lie beside it' }],
  };
}

function isPlainFile(path: string): boolean {
  return attempt(() => statSync(path))?.isFile() ?? false;
}

/** @throws UserError (exit 3) where nothing in the folder can be checked */
function targetsOfFolder(folder: string, path: string, cwd: string): Targets {
  const found = below(folder, cwd);
  if (found.paths.length + found.duties.length > 0) return found;
  const hint = '`pm-onboard init --checklists` writes a program to start from';
  const lines = found.passedOver.slice(0, 5).map((each) => `  ${each.path} is passed over: ${each.why}`);
  throw cannot(`there is no program in ${path}`, hint, lines);
}

/**
 * The programs in a folder and below, and the checklists and templates that lie there alone. Hidden folders are searched too,
 * because a program that is passed over would count as clean. Links are not followed; those that could lead to something
 * are named.
 * @throws UserError (exit 3) for a folder that can't be read
 */
function below(folder: string, cwd: string): Targets {
  const entries = entriesOf(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  const isProgram = programFileIn(entries.map(({ name }) => name)) !== undefined;
  let users: Map<string, string[]> | undefined;
  return together([
    { ...nothing, paths: isProgram ? [folder] : [] },
    ...entries.map((entry): Targets => {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink())
        return leadsToMore(path)
          ? { ...nothing, passedOver: [{ path: shownPath(path, cwd), why: aLink }] }
          : nothing;
      if (entry.isDirectory())
        return foreign.includes(entry.name) || (isProgram && programNames.includes(entry.name))
          ? nothing
          : below(path, cwd);
      if (entry.name === configName) return { ...nothing, settings: [folder] };
      if (!isProgram && isDuties(path)) return { ...nothing, duties: [folder] };
      if (isProgram || !(yaml.test(entry.name) || entry.name.endsWith('.ics'))) return nothing;
      if (entry.name.endsWith('.ics')) return calendarAlone(path, folder, cwd);
      if (isInParts(path) && isPlainFile(path)) {
        users ??= usersOf(folder, cwd);
        const programs = users.get(path) ?? [];
        return programs.length > 0
          ? { ...nothing, paths: programs }
          : { ...nothing, passedOver: [{ path: shownPath(path, cwd), why: 'no program includes it' }] };
      }
      return isPlainFile(path) && looksAlone(bytesOf(path, cwd))
        ? { ...nothing, paths: [path] }
        : { ...nothing, passedOver: [{ path: shownPath(path, cwd), why: 'no program names it' }] };
    }),
  ]);
}

const aLink = 'it is a link, which is not followed';

/** Whether a link could hide something to check: it leads to a folder, or is named like a checklist. */
function leadsToMore(path: string): boolean {
  return /\.(?:ya?ml|ics)$/.test(path) || isDirectory(path);
}

function programIn(folder: string): boolean {
  return programNames.some((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const hint = 'see whose it is, or name the programs one by one';
    throw cannot(`${folder} can't be read (${systemCode(error)})`, hint);
  }
}

const yaml = /\.ya?ml$/;

function namesIn(folder: string, pattern: RegExp): string[] {
  const names = entriesOf(folder).map(({ name }) => name);
  return names.filter((name) => pattern.test(name) && name !== configName).sort();
}

function bytesOf(path: string, cwd: string): Buffer {
  try {
    const bytes = readRegularFile(path);
    if (bytes) return bytes;
  } catch (error) {
    if (!systemCode(error)) throw error;
    throw cannot(`${shownPath(path, cwd)} can't be read (${systemCode(error)})`, undefined);
  }
  throw cannot(`${shownPath(path, cwd)} is gone`, undefined);
}
