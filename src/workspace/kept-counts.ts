/**
 * What `status --short` said last, kept in the user's cache folder with all that it depends on. It is never the truth: where anything
 * differs, or can't be told, it is worked out again.
 *
 * It depends on
 * - the build of the program, and the form of this file;
 * - the local date, and so on the clock and the time zone;
 * - which folder is the workspace, and so on PM_ONBOARD_WORKSPACE, the current folder and the folders above it: it is looked for each time;
 * - PM_ONBOARD_HIRE and PM_ONBOARD_AS; where neither that one nor the settings say who acts, on the user's name in the system;
 * - the user's settings, and their folder;
 * - pm-onboard.yaml, and the iCalendar files that it names;
 * - the folders `hires`, `runs` and `programs` of the workspace, and every file in them: a new record may change who is meant, a copy
 *   beside a record is a part of it.
 * The locale and the accessible mode only decide how the numbers are written, so these are kept, with what the settings say of that mode.
 */
import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import { fileNameFor } from '../file-name.ts';
import type { Io } from '../io.ts';
import type { Counts } from '../view/short.ts';
import { configName } from './config.ts';
import { changedAt, oneTick, stateOf, textOfState } from './file-state.ts';
import { makeFolders, namesIn, ownFolder, removeQuietly, writeNew } from './files.ts';
import { settingsPath } from './settings.ts';
import { onceOf, twice } from './twice.ts';
import { findWorkspace } from './workspace.ts';

/** What was said. */
export interface Said {
  readonly counts: Counts;
  /** Whether the settings ask for the accessible mode. */
  readonly accessible: boolean;
}

interface KeptCounts extends Said {
  /** All that isn't a file. */
  readonly key: string;
  /** Whether the user's name in the system says who acts. */
  readonly bySystem: boolean;
  /** Path → the state of the file or folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** The form of {@link KeptCounts}; another number for a form that code of the same build can't read. */
const form = 2;

/** Where so many files would have to be looked at, nothing is kept: it would take as long as working it out. */
export const mostFiles = 1_000;

/**
 * What was said last, if nothing that it depends on has changed.
 * @param build names the build of the program
 * @throws anything where that can't be told
 */
export function saidBefore(io: Io, build: string): Said | undefined {
  const workspace = findWorkspace(io, undefined);
  const kept = readKept(io.dirs.cache, workspace);
  if (!kept || kept.key !== keyFor(io, build, workspace, localDate(io.now()), kept.bySystem))
    return undefined;
  for (const path in kept.files) if (textOfState(stateOf(path)) !== kept.files[path]) return undefined;
  return kept;
}

/** What {@link Keeper} has to know of what was said. */
interface Saying extends Said {
  /** The folder and the day of which it was said. */
  readonly workspace: string;
  readonly today: string;
  readonly bySystem: boolean;
  /** The paths of further files that it depends on. */
  readonly more: readonly string[];
}

/** Keeps what was said. Where it can't be kept, the next run takes longer but gives the same answer. */
export type Keeper = (saying: Saying) => void;

/**
 * Looks at the files before they are read, so that a change meanwhile isn't missed.
 * @returns a function to call when they were read; undefined where nothing can be kept
 */
export function keeperFor(io: Io, build: string | undefined): Keeper | undefined {
  return attempt(() => {
    if (build === undefined) return undefined;
    const began = Date.now();
    const workspace = findWorkspace(io, undefined);
    const paths = filesIn(workspace, io.dirs.config);
    if (paths.length > mostFiles) return undefined;
    const before = statesOf(paths);
    return ({ workspace: used, today, bySystem, more, ...said }) => {
      attempt(() => {
        if (used !== workspace) return;
        const files = statesOf([...paths, ...more]);
        if (paths.some((path) => files[path] !== before[path])) return;
        // A file that was changed just now may change again without another time, so it is believed only later.
        if (Object.values(files).some((state) => changedAt(state) > began - oneTick)) return;
        const key = keyFor(io, build, workspace, today, bySystem);
        writeKept(io.dirs.cache, workspace, { ...said, key, bySystem, files });
      });
    };
  });
}

/** Removes what was kept of all workspaces: it names the files of records. */
export function dropKeptCounts(cache: string): void {
  attempt(() => rmSync(join(cache, 'short'), { recursive: true, force: true }));
}

/**
 * Everything in files that it may depend on, but for the iCalendar files, which pm-onboard.yaml names.
 * @param hires the names of all that is in the folder of hires
 */
export function filesIn(
  workspace: string,
  config: string,
  hires: readonly string[] = namesIn(join(workspace, 'hires')),
): string[] {
  const inFolder = (name: string, names?: readonly string[]) => {
    const folder = join(workspace, name);
    return [folder, ...(names ?? namesIn(folder)).map((each) => join(folder, each))];
  };
  return [
    ...[config, settingsPath(config), workspace, join(workspace, configName)],
    ...inFolder('hires', hires),
    ...inFolder('runs'),
    ...inFolder('programs'),
  ];
}

export function statesOf(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, textOfState(stateOf(path))]));
}

function keyFor(io: Io, build: string, workspace: string, today: string, bySystem: boolean): string {
  const { env, dirs } = io;
  const told = [env['PM_ONBOARD_HIRE'] ?? '', env['PM_ONBOARD_AS'] ?? '', bySystem ? io.userName() : ''];
  return JSON.stringify([form, build, today, workspace, dirs.config, ...told]);
}

/** The folder, and the file of a workspace in it, whose name tells nothing of where it is. */
function placeOf(cache: string, workspace: string): { readonly folder: string; readonly path: string } {
  const folder = join(cache, 'short');
  return { folder, path: join(folder, `${fileNameFor(workspace)}.json`) };
}

function readKept(cache: string, workspace: string): KeptCounts | undefined {
  const { folder, path } = placeOf(cache, workspace);
  if (!isOurs(cache, 0o022) || !isOurs(folder, 0o077) || !isOurs(path, 0o077)) return undefined;
  const line = onceOf(path);
  return line === undefined ? undefined : JSON.parse(line);
}

function writeKept(cache: string, workspace: string, kept: KeptCounts): void {
  const { folder, path } = placeOf(cache, workspace);
  // Nothing is made in the cache of another account, as under sudo.
  if (existsSync(cache) && !isOurs(cache, 0o022)) return;
  makeFolders(folder, ownFolder);
  if (!isOurs(cache, 0o022) || !isOurs(folder, 0o077)) return;
  const text = JSON.stringify(kept);
  const temp = `${path}.${process.pid}.tmp`;
  try {
    writeNew(temp, twice(text), { sync: false });
    renameSync(temp, path);
  } catch {
    removeQuietly(temp);
  }
}

/**
 * Whether the path is a file or folder, and no link, of this account, on which others have none of these rights. On Windows, owner and
 * mode are not checked, since the folder is in the user's profile.
 */
export function isOurs(path: string, forbidden: number): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || stat.isSymbolicLink()) return false;
  return !process.geteuid || (stat.uid === process.geteuid() && (stat.mode & forbidden) === 0);
}
