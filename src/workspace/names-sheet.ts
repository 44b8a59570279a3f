/**
 * A sheet of names: what a folder of records says of whose they are, laid out so that nothing has to be made of those who aren't
 * meant. Names are found by searching one text. In a file it stands twice, so that damage shows without a hash.
 */
import { renameSync } from 'node:fs';
import { normaliseName } from '../progress/names.ts';
import type { FileState } from './file-state.ts';
import { readRegularFile, removeQuietly, writeNew } from './files.ts';
import type { Names } from './records.ts';

/** What a record says; null for one that was erased. */
export type Known = (Names & { readonly isArchived?: true }) | null;

/** A record, in which state it was found, and what it said then; without a state, nothing is kept of it. */
export interface Entry {
  readonly id: string;
  readonly state?: FileState | undefined;
  readonly known?: Known | undefined;
}

/** All parts have the records in the same order, which is that of the system. */
export interface Sheet {
  /** The names of their files, a slash between two. */
  readonly files: string;
  /** Four numbers for each: {@link numbersOf}. */
  readonly states: Float64Array;
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
export function isAt({ states }: Sheet, place: number, state: FileState): boolean {
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

/** @param key what the sheet is of: another one is of no use @returns undefined where there is none that is whole */
export function readSheet(path: string, key: string): Sheet | undefined {
  const bytes = readRegularFile(path);
  if (!bytes || bytes.length === 0) return undefined;
  const half = bytes.length / 2;
  if (!bytes.subarray(0, half).equals(bytes.subarray(half))) return undefined;
  const end = bytes.indexOf('\n');
  const [found, ...lengths] = JSON.parse(bytes.toString('utf8', 0, end)) as [string, ...number[]];
  if (found !== key) return undefined;
  let next = end + 1;
  const [states, files, names, said] = lengths.map((length) => {
    next += length;
    return bytes.subarray(next - length, next);
  });
  if (!states || !files || !names || !said) return undefined;
  let [textOfNames, textOfSaid]: (string | undefined)[] = [];
  return {
    states: new Float64Array(states.buffer.slice(states.byteOffset, states.byteOffset + states.length)),
    files: files.toString(),
    // Whoever only looks whether anything has changed doesn't need them.
    get names() {
      textOfNames ??= names.toString();
      return textOfNames;
    },
    get said() {
      textOfSaid ??= said.toString();
      return textOfSaid;
    },
  };
}

/** Puts the sheet into the file's place. It need not outlive a power cut. */
export function writeSheet(path: string, key: string, { states, files, names, said }: Sheet): void {
  const parts = [Buffer.from(states.buffer), ...[files, names, said].map((text) => Buffer.from(text))];
  const head = JSON.stringify([key, ...parts.map(({ length }) => length)]);
  const once = Buffer.concat([Buffer.from(`${head}\n`), ...parts]);
  const temp = `${path}.${process.pid}.tmp`;
  try {
    writeNew(temp, Buffer.concat([once, once]), { sync: false });
    renameSync(temp, path);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
}
