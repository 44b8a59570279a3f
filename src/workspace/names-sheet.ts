/**
 * A sheet of names: what a folder of records says of whose they are, laid out so that nothing has to be made of those who aren't
 * meant. Names are found by searching the bytes of one text. In a file all stands twice, so that damage shows without a hash: first what tells whether
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
  /** Four numbers for each: its two times, its size and its own number. */
  readonly states: Float64Array;
}

/** All parts have the records in the same order. */
export interface Sheet extends States {
  /** A line for each: its id, and the names in the form in which they are compared, with a tab behind each. */
  readonly names: Buffer;
  /** A line of JSON for each: its id, and what is known. */
  readonly said: Buffer;
}

export function emptySheet(): Sheet {
  return { files: '', states: new Float64Array(0), names: linesOf([]), said: linesOf([]) };
}

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

/** The sheet of these records. @param before another sheet; a number stands for what it has at that place */
export function sheetOf(entries: ReadonlyMap<string, Entry | number>, before: Sheet): Sheet {
  const all = [...entries.values()];
  // What isn't known has no numbers, which no state has.
  const states = new Float64Array(all.length * 4).fill(NaN);
  all.forEach((entry, at) => {
    if (typeof entry === 'number') states.set(before.states.subarray(entry * 4, entry * 4 + 4), at * 4);
    else if (entry.state) {
      const { ctimeMs, mtimeMs, size, ino } = entry.state;
      states.set([ctimeMs, mtimeMs, size, ino], at * 4);
    }
  });
  const linesFrom = (lines: Buffer, line: (entry: Entry) => string) => {
    const old = lines.toString().split('\n');
    return linesOf(all.map((entry) => (typeof entry === 'number' ? old[entry + 1] : line(entry))));
  };
  return {
    files: [...entries.keys()].map(fileOf).join('/'),
    states,
    names: linesFrom(before.names, namesLine),
    said: linesFrom(before.said, saidLine),
  };
}

/** Lines between two breaks. */
function linesOf(lines: readonly (string | undefined)[]): Buffer {
  return Buffer.from(['', ...lines, ''].join('\n'));
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
  return JSON.parse(said.toString('utf8', start, said.indexOf('\n', start)))[1];
}

/** All that the sheet says: pairs of an id and what is known. */
export function allSaid({ said }: Sheet): (readonly [string, Known])[] {
  return JSON.parse(`[${said.toString().slice(1, -1).replaceAll('\n', ',')}]`);
}

/** The ids of the records with this in their line of names, behind the id. */
export function idsNamed({ names }: Sheet, text: string): string[] {
  const ids: string[] = [];
  for (let at = names.indexOf(text); at >= 0; ) {
    const start = names.lastIndexOf('\n', at) + 1;
    const tab = names.indexOf('\t', start);
    const isName = at >= tab;
    if (isName) ids.push(names.toString('utf8', start, tab));
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
    ids.add(said.toString('utf8', start, said.indexOf('"', start)));
  }
  // A name may have that text in it.
  return [...ids].filter((id) => saidOf(sheet, id)?.person === person);
}

/** Where the head, the states, the files, the names and what is said end, if each stood once. */
type Ends = readonly [number, number, number, number, number];

/** @param size of the file @returns undefined where it is of something else than the key names, or of another length */
function endsIn(fd: number, size: number, key: string): Ends | undefined {
  // Heads are far shorter.
  const start = Buffer.alloc(16_384);
  readSync(fd, start, 0, start.length, 0);
  const head = start.indexOf('\n') + 1;
  const [found, ...lengths] = JSON.parse(start.toString('utf8', 0, head)) as [string, ...number[]];
  let end = head;
  const ends = lengths.map((length) => (end += length));
  return found === key && size === 2 * end
    ? [head, ...(ends as [number, number, number, number])]
    : undefined;
}

/**
 * Bytes that stand in a file twice; undefined where these aren't the same. The second ones are read in pieces: to touch new memory
 * takes longer than to read.
 */
function readTwice(fd: number, from: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  const piece = Buffer.allocUnsafeSlow(65_536);
  let read: number;
  for (let at = 0; at < length; at += read) {
    read = readSync(fd, bytes, at, Math.min(piece.length, length - at), from + at);
    if (read === 0 || readSync(fd, piece, 0, read, from + length + at) !== read) return undefined;
    if (bytes.compare(piece, 0, read, at, at + read) !== 0) return undefined;
  }
  return bytes;
}

function statesIn(fd: number, [head, states, files]: Ends): States | undefined {
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
    if (!states) return undefined;
    const [, , files, names, said] = ends;
    const half = readTwice(fd, 2 * files, said - files);
    return half && { ...states, names: half.subarray(0, names - files), said: half.subarray(names - files) };
  });
}

/** Puts the sheet into the file's place. It need not outlive a power cut. */
export function writeSheet(path: string, key: string, { states, files, names, said }: Sheet): void {
  const [a, b] = [Buffer.from(states.buffer), Buffer.from(files)];
  const lengths = [a, b, names, said].map(({ length }) => length);
  const head = Buffer.from(`${JSON.stringify([key, ...lengths])}\n`);
  const temp = `${path}.${process.pid}.tmp`;
  try {
    writeNew(temp, Buffer.concat([head, a, b, head, a, b, names, said, names, said]), { sync: false });
    renameSync(temp, path);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
}
