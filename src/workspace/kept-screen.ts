/**
 * What `status`, `next` and the program's name alone printed last, kept in the user's cache folder with all that it depends on: working it out takes twice as long,
 * and of hundreds of items several times. It is never the truth: where anything differs, or can't be told, it is
 * worked out again. It depends on what `status --short` does (`kept-counts.ts`), and on the width and colours of the screen, the locale,
 * and whether the workspace is shared. Of many hires the names and states stand in what is kept of names (`kept-names.ts`) already, and
 * nowhere else. The text names people, so the file goes where the lists of many hires go (`kept.ts`).
 */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { changedAt, oneTick } from './file-state.ts';
import { makeFolders, namesIn, ownFolder, removeQuietly, writeNew } from './files.ts';
import { keptFolder } from './kept.ts';
import { filesIn, isOurs, mostFiles, statesOf } from './kept-counts.ts';
import { namesPath, statesKept } from './kept-names.ts';
import { onceOf, twice } from './twice.ts';
import { findWorkspace } from './workspace.ts';

/** A run of so many items is worth looking at as many files as `status --short` looks at; of a smaller one few files have to be looked at. */
const manyItems = 500;
const fewFiles = 60;

interface Kept {
  /** All that isn't a file; empty in a file that only says that the command was run. */
  readonly key: string;
  /** When it was worked out, in milliseconds: for a clock that was put back since, an event may lie ahead. */
  readonly at: number;
  /** Path → the state of the file or folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether the hires are so many that what is kept of their names is among the files, in their place. */
  readonly isOfMany: boolean;
  readonly text: string;
}

interface Printed {
  readonly text: string;
  readonly more: readonly string[];
}

export interface KeptScreen {
  /** What the command printed last, if nothing that it depends on has changed. */
  readonly text?: string;
  /** Whether the hires are so many that what was printed lasts only where their names were all kept already. */
  readonly isOfMany?: true;
  /**
   * Keeps what the command has printed. A first one is only made known, so that nobody else's files are looked at.
   * @param items how many items the run has
   * @param printed says what was printed, with the paths of further files that it depends on; undefined where that doesn't last
   * @returns whether it was kept
   */
  keep(items: number, printed: () => Printed | undefined): boolean;
  /** Removes what was kept before: it is of another state, and may name what was erased since. */
  drop(): void;
}

const nothing: KeptScreen = { keep: () => false, drop() {} };

/** @param build names the build of the program; undefined: nothing is kept */
export function keptScreen(io: Io, build: string | undefined, command: string): KeptScreen {
  return attempt(() => (build === undefined ? nothing : screenIn(io, build, command))) ?? nothing;
}

function screenIn(io: Io, build: string, command: string): KeptScreen {
  const folder = keptFolder(io.dirs.cache);
  const path = join(folder, `screen-${command}.json`);
  const line = onceOf(path);
  const write = (kept: Kept) => attempt(() => writeKept(io.dirs.cache, path, kept)) !== undefined;
  const drop = () => void write({ key: '', at: 0, files: {}, isOfMany: false, text: '' });
  if (line === undefined && !existsSync(path))
    return {
      ...nothing,
      keep() {
        drop();
        return true;
      },
    };
  const began = io.now();
  const at = began.getTime();
  const workspace = findWorkspace(io, undefined);
  const key = keyFor(io, localDate(began), [build, command, workspace]);
  const kept = isClosed(io.dirs.cache, path) ? attempt(() => JSON.parse(line ?? '') as Kept) : undefined;
  const isOfKey = kept?.key === key && kept.at <= at;
  // These are read before their file is looked at, so that they are those of its state.
  const areAsBefore = isOfKey && kept.isOfMany ? statesKept(io, workspace, 'hires') : () => true;
  // Another workspace may be out of reach, so its files are not looked at.
  const states = isOfKey ? attempt(() => statesOf(Object.keys(kept.files))) : undefined;
  const isSame = kept && states && Object.keys(states).every((each) => states[each] === kept.files[each]);
  if (isSame && areAsBefore()) return { ...nothing, text: kept.text };
  const hires = namesIn(join(workspace, 'hires'));
  const isOfMany = hires.length > fewFiles;
  const unkept = { ...nothing, ...(kept?.text === '' ? {} : { drop }), ...(isOfMany && { isOfMany }) };
  const paths = [
    ...filesIn(workspace, io.dirs.config, isOfMany ? [] : hires),
    ...[join(io.dirs.config, 'shared'), ...(isOfMany ? [namesPath(io.dirs.cache, workspace, 'hires')] : [])],
  ];
  if (paths.length > mostFiles) return unkept;
  // They are looked at before they are read, so that a change meanwhile isn't missed.
  const before = { ...statesOf(paths.filter((each) => !states || !Object.hasOwn(states, each))), ...states };
  // A file that was changed just now may change again without another time, so it is believed only later.
  const isSettled = (state: string) => changedAt(state) <= at - oneTick;
  if (!Object.values(before).every(isSettled)) return unkept;
  return {
    ...unkept,
    keep(items, printed) {
      if (items < manyItems && paths.length > fewFiles) return false;
      const found = printed();
      // Over midnight nobody can tell of which day it is.
      const isOfOneDay = localDate(io.now()) === localDate(began);
      const files = found && isOfOneDay && attempt(() => statesOf([...paths, ...found.more]));
      if (!files || paths.some((each) => files[each] !== before[each])) return false;
      return Object.values(files).every(isSettled) && write({ key, at, files, isOfMany, text: found.text });
    },
  };
}

/** The variables that decide what is printed, beside those that decide on the streams and folders. */
const variables = [
  ...['PM_ONBOARD_HIRE', 'PM_ONBOARD_AS', 'PM_ONBOARD_ACCESSIBLE', 'ACCESSIBLE'],
  ...['LC_ALL', 'LC_CTYPE', 'LANG', 'GITHUB_ACTIONS', 'CI'],
];

function keyFor(io: Io, today: string, given: readonly string[]): string {
  const { env, dirs, stdout, stderr } = io;
  const { terminal, width, height, colour } = stdout;
  const told = variables.map((name) => env[name] ?? null);
  const user = env['PM_ONBOARD_AS'] ? '' : io.userName();
  const screen = [terminal, width, height, colour, stderr.terminal, io.interactive];
  return JSON.stringify([...given, today, dirs.config, dirs.data, user, ...screen, ...told]);
}

/** @returns true if it was written; undefined if it can't be */
function writeKept(cache: string, path: string, kept: Kept): true | undefined {
  // Nothing is made in the cache of another account, as under sudo.
  if (existsSync(cache) && !isOurs(cache, 0o022)) return undefined;
  makeFolders(keptFolder(cache), ownFolder);
  if (!isOurs(cache, 0o022) || !isOurs(keptFolder(cache), 0o077)) return undefined;
  const temp = `${path}.${process.pid}.tmp`;
  try {
    writeNew(temp, twice(JSON.stringify(kept)), { sync: false });
    renameSync(temp, path);
    return true;
  } catch {
    removeQuietly(temp);
    return undefined;
  }
}

/** Whether nobody else can have written what is kept. */
function isClosed(cache: string, path: string): boolean {
  return isOurs(cache, 0o022) && isOurs(keptFolder(cache), 0o077) && isOurs(path, 0o077);
}
