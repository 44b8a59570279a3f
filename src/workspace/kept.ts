/**
 * What was worked out of single files before, kept in the user's cache folder for as long as the files stay as they are. A file is
 * known again as `file-state.ts` says, and never within two seconds of its last change, when another change may bear the same time.
 * It is never the truth: where the cache is missing, damaged, older, or anybody else's, all is worked out anew.
 */
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { buildState, oneTick, type Seen, seenIn, stateOf } from './file-state.ts';
import { makeFolders, namesIn, ownFolder, readRegularFile, removeQuietly, replaceFile } from './files.ts';
import { isPrivate } from './owner.ts';

/** With fewer files, working all out takes no longer than loading what checks a page. */
export const worthKeeping = 20;

/** In which state a file was found: another state of it says something else. */
type State = string;

/** What is kept of a list, by the name of a file. */
export interface KeptList<Value> {
  /**
   * Looks at a file before it is read.
   * @param path a regular file; of a link, or of nothing, no state is known
   */
  look(name: string, path: string): Look<Value>;
  /** Writes down what was looked at, and forgets the rest. If that fails, the next run takes longer, and gives the same. */
  save(): void;
}

interface Look<Value> {
  /** What was worked out of the file as it is; undefined where that isn't known. */
  readonly known?: Value | undefined;
  /** Keeps what was worked out of the file after it was looked at. */
  keep(value: Value): void;
}

interface Page<Value> {
  readonly key: string;
  readonly entries: Readonly<Record<string, readonly [State, Value]>>;
}

/**
 * @param list the name of the list, which is part of a file name
 * @param whose what has a page of its own, such as the workspace and the reader
 * @param key all else that the values depend on: a page with another key is of no use
 */
export function keptList<Value>(
  { dirs, root, now }: Pick<Io, 'dirs' | 'root' | 'now'>,
  list: string,
  whose: readonly unknown[],
  key: readonly unknown[],
): KeptList<Value> {
  const folder = keptFolder(dirs.cache);
  if (!isPrivate(dirs.cache)) return { look: () => ({ keep() {} }), save() {} };
  const path = join(folder, `${list}-${sha256(JSON.stringify(whose)).slice(0, 16)}.json`);
  const full = JSON.stringify([attempt(() => buildState(root)) ?? '', ...key]);
  const page = attempt(() => pageIn<Value>(path));
  const entries = page?.key === full ? page.entries : {};
  if (!page || page.key !== full) sweepOld(folder, now().getTime());
  const next: Record<string, readonly [State, Value]> = {};
  let isNew = Object.keys(entries).length === 0;
  return {
    look(name, file) {
      const found = lookAt(file);
      const youngest = now().getTime() - oneTick;
      const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
      if (entry && entry[0] === found?.state) {
        next[name] = entry;
        return { known: entry[1], keep() {} };
      }
      return {
        keep(value) {
          if (!found || found.changed > youngest) return;
          next[name] = [found.state, value];
          isNew = true;
        },
      };
    },
    save() {
      if (isNew || Object.keys(next).length < Object.keys(entries).length)
        attempt(() => writePage(folder, path, { key: full, entries: next }));
    },
  };
}

/** Whether it is what was kept of the names in a folder (kept-names.ts). */
function isOfNames(name: string): boolean {
  return name.startsWith('names-');
}

/** A page is of use on its day alone: after so many milliseconds without a change it goes, whichever list it was of. */
const oneDay = 86_400_000;

function sweepOld(folder: string, now: number): void {
  for (const name of attempt(() => namesIn(folder)) ?? []) {
    const found = lookAt(join(folder, name));
    if (found && found.changed < now - oneDay * (isOfNames(name) ? 30 : 1)) removeQuietly(join(folder, name));
  }
}

/** Removes all that was kept: names and texts of people stand in it. */
export function dropKept(cache: string): void {
  drop(cache, () => true);
}

/** Removes what was kept of lists. */
export function dropLists(cache: string): void {
  drop(cache, (name) => !isOfNames(name));
}

function drop(cache: string, isMeant: (name: string) => boolean): void {
  const folder = keptFolder(cache);
  for (const name of attempt(() => namesIn(folder)) ?? [])
    if (isMeant(name)) removeQuietly(join(folder, name));
}

/** The folder for what is dropped where somebody is forgotten. */
export function keptFolder(cache: string): string {
  return join(cache, 'kept');
}

/** @returns undefined where there is no regular file */
function lookAt(path: string): Seen | undefined {
  const state = attempt(() => stateOf(path));
  return state?.isFile() ? seenIn(state) : undefined;
}

/** The page in a file; undefined where a byte of it has changed. */
function pageIn<Value>(path: string): Page<Value> | undefined {
  const text = readRegularFile(path)?.toString() ?? '';
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === sha256(body) ? (JSON.parse(body) as Page<Value>) : undefined;
}

function writePage(folder: string, path: string, page: Page<unknown>): void {
  makeFolders(folder, ownFolder);
  const body = JSON.stringify(page);
  replaceFile(path, Buffer.from(`${sha256(body)}\n${body}`));
}
