/**
 * A sheet of names: what a folder of records says of whose they are, laid out so that nothing has to be made of those who aren't
 * meant. Names are found by searching one text. In a file all stands twice, so that damage shows without a hash: first what tells whether
 * anything has changed, then the names.
 */
import { readSync, renameSync } from 'node:fs';
import { normaliseName } from '../progress/names.ts';
import type { FileState } from './file-state.ts';
import { inRegularFile, removeQuietly, writeNew } from './files.ts';
import type { Names } from './records.ts';

/** What a record says; null for one that was erased. */
export type Known = (Names & { readonly isArchived?: true }) | null;

/** A record, in which state it was found, and what it said then; without a state, nothing is kept of it. */
export interface Entry {
  readonly id: string;
  readonly state?: FileState | undefined;
  readonly known?: Known | undefined;
}

/** The records, and in which state each was found, in the order of the system. */
export interface States {
  /** The names of their files, a slash between two. */
  readonly files: string;
  /** Four numbers for each: {@link numbersOf}. */
  readonly states: Float64Array;
}

/** All parts have the records in the same order. */
export interface Sheet extends States {
  /** A line for each: its id, and the names in the form in which they are compared, with a tab behind each. */
  readonly names: string;
  /** A line of JSON for each: its id, and what is known. */
  readonly said: string;
}

export const emptySheet: Sheet = { files: '', states: new Float64Array(0), names: '\n', said: '\n' };

/** The name of a record's file in its folder. */
export function fileOf(id: string): string {
  return `${id}.json`;
}

/** The id of the record with a file of that name. */
export function idOf(file: string): string {
  return file.slice(0, -'.json'.length);
}

/** The ids of the records in the sheet, each with its place. */
export function placesIn({ files }: Sheet): ReadonlyMap<string, number> {
  return new Map(files === '' ? [] : files.split('/').map((file, at) => [idOf(file), at]));
}

/** Whether the state of the record at that place is this one. */
export function isAt({ states }: States, place: number, state: FileState): boolean {
  const at = place * 4;
  return (
    state.ctimeMs === states[at] &&
    state.mtimeMs === states[at + 1] &&
    state.size === states[at + 2] &&
    state.ino === states[at + 3]
  );
}

/** @returns no numbers, which no state has, for what isn't known */
function numbersOf(state: FileState | undefined): number[] {
  const { ctimeMs = NaN, mtimeMs = NaN, size = NaN, ino = NaN } = state ?? {};
  return [ctimeMs, mtimeMs, size, ino];
}

/** The sheet of these records. @param before another sheet; a number stands for what it has at that place */
export function sheetOf(entries: ReadonlyMap<string, Entry | number>, before: Sheet): Sheet {
  const [names, said] = [before.names.split('\n'), before.said.split('\n')];
  const all = [...entries.values()];
  return {
    files: [...entries.keys()].map(fileOf).join('/'),
    states: Float64Array.from(
      all.flatMap((entry) =>
        typeof entry === 'number'
          ? [...before.states.subarray(entry * 4, entry * 4 + 4)]
          : numbersOf(entry.state),
      ),
    ),
    names: linesOf(all.map((entry) => (typeof entry === 'number' ? names[entry + 1] : namesLine(entry)))),
    said: linesOf(all.map((entry) => (typeof entry === 'number' ? said[entry + 1] : saidLine(entry)))),
  };
}

function linesOf(lines: readonly (string | undefined)[]): string {
  return `\n${lines.join('\n')}\n`;
}

function namesLine({ id, known }: Entry): string {
  const names = known ? [known.name, ...known.handles].map(normaliseName) : [];
  return [id, ...names, ''].join('\t');
}

function saidLine({ id, known }: Entry): string {
  return JSON.stringify([id, known ?? null]);
}

/** What the sheet says of a record; null where it says nothing. */
export function saidOf({ said }: Sheet, id: string): Known {
  const start = said.indexOf(`\n["${id}",`) + 1;
  if (start === 0) return null;
  return JSON.parse(said.slice(start, said.indexOf('\n', start)))[1];
}

/** All that the sheet says: pairs of an id and what is known. */
export function allSaid({ said }: Sheet): (readonly [string, Known])[] {
  return JSON.parse(`[${said.slice(1, -1).replaceAll('\n', ',')}]`);
}

/** The ids of the records with this in their line of names, behind the id. */
export function idsNamed({ names }: Sheet, text: string): string[] {
  const ids: string[] = [];
  for (let at = names.indexOf(text); at >= 0; ) {
    const start = names.lastIndexOf('\n', at) + 1;
    const tab = names.indexOf('\t', start);
    const isName = at >= tab;
    if (isName) ids.push(names.slice(start, tab));
    at = names.indexOf(text, isName ? names.indexOf('\n', at) : tab);
  }
  return ids;
}

/** The ids of the records of a person. */
export function idsOfPerson(sheet: Sheet, person: string): string[] {
  const { said } = sheet;
  const text = `"person":${JSON.stringify(person)}`;
  const ids = new Set<string>();
  for (let at = said.indexOf(text); at >= 0; at = said.indexOf(text, at + 1)) {
    const start = said.lastIndexOf('\n', at) + '\n["'.length;
    ids.add(said.slice(start, said.indexOf('"', start)));
  }
  // A name may have that text in it.
  return [...ids].filter((id) => saidOf(sheet, id)?.person === person);
}

/** Where the parts of a sheet end: in its first half what tells whether anything has changed, in its second half the names. */
interface Ends {
  readonly head: number;
  readonly states: number;
  readonly files: number;
  readonly names: number;
  readonly said: number;
}

/** Heads are far shorter. */
const mostOfHead = 16_384;

/** @param size of the file @returns undefined where it is of something else than the key names, or of another length */
function endsIn(fd: number, size: number, key: string): Ends | undefined {
  const start = Buffer.alloc(mostOfHead);
  const text = start.toString('utf8', 0, readSync(fd, start, 0, mostOfHead, 0));
  const end = text.indexOf('\n');
  const [found, ...lengths] = JSON.parse(text.slice(0, end));
  if (found !== key) return undefined;
  const [states, files, names, said] = lengths as [number, number, number, number];
  const head = Buffer.byteLength(text.slice(0, end + 1));
  const ends = { head, states: head + states, files: head + states + files, names, said: names + said };
  return size === 2 * (ends.files + ends.said) ? ends : undefined;
}

/**
 * Bytes that stand in a file twice; undefined where these aren't the same. The second ones are read in pieces: to touch new memory
 * takes longer than to read.
 */
function readTwice(fd: number, from: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  const piece = Buffer.allocUnsafeSlow(65_536);
  let read = 1;
  for (let at = 0; at < length && read > 0; at += read)
    read = readSync(fd, bytes, at, length - at, from + at);
  for (let at = 0; at < length; at += read) {
    read = readSync(fd, piece, 0, Math.min(piece.length, length - at), from + length + at);
    if (read === 0 || bytes.compare(piece, 0, read, at, at + read) !== 0) return undefined;
  }
  return bytes;
}

function statesIn(fd: number, { head, states, files }: Ends): States | undefined {
  const half = readTwice(fd, 0, files);
  return (
    half && {
      states: new Float64Array(half.buffer.slice(head, states)),
      files: half.toString('utf8', states),
    }
  );
}

/**
 * What tells whether anything has changed, without the names.
 * @param key what the sheet is of: another one is of no use
 * @returns undefined where that isn't there, or not whole
 */
export function readStates(path: string, key: string): States | undefined {
  return inRegularFile(path, (fd, { size }) => {
    const ends = endsIn(fd, size, key);
    return ends && statesIn(fd, ends);
  });
}

/** @param key what the sheet is of: another one is of no use @returns undefined where there is none that is whole */
export function readSheet(path: string, key: string): Sheet | undefined {
  return inRegularFile(path, (fd, { size }) => {
    const ends = endsIn(fd, size, key);
    const states = ends && statesIn(fd, ends);
    const names = states && readTwice(fd, 2 * ends.files, ends.said);
    return (
      names && {
        ...states,
        names: names.toString('utf8', 0, ends.names),
        said: names.toString('utf8', ends.names),
      }
    );
  });
}

/** Puts the sheet into the file's place. It need not outlive a power cut. */
export function writeSheet(path: string, key: string, { states, files, names, said }: Sheet): void {
  const parts = [Buffer.from(states.buffer), ...[files, names, said].map((text) => Buffer.from(text))];
  const head = Buffer.from(`${JSON.stringify([key, ...parts.map(({ length }) => length)])}\n`);
  const [first, second] = [[head, ...parts.slice(0, 2)], parts.slice(2)];
  const temp = `${path}.${process.pid}.tmp`;
  try {
    writeNew(temp, Buffer.concat([...first, ...first, ...second, ...second]), { sync: false });
    renameSync(temp, path);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
}
