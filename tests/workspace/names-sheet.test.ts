/** What is kept of names is found again as it was, and is believed as a whole or not at all. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  allSaid,
  type Entry,
  emptySheet,
  idsNamed,
  idsOfPerson,
  isAt,
  type Known,
  readSheet,
  readStates,
  saidOf,
  sheetOf,
  writeSheet,
} from '../../src/workspace/names-sheet.ts';
import { scratch } from './scratch.ts';

const state = (ino: number) => ({ ino, size: 100 + ino, mtimeMs: 1.5, ctimeMs: 2.25, isFile: () => true });
const known = new Map<string, Known>([
  ['h1', { name: 'Ada Lovelace', handles: ['ada'], person: 'p1' }],
  ['h2', { name: 'Éva Szőke 🦊', handles: [], person: 'p2' }],
  ['h3', null],
  ['h4', { name: 'A "person":"p1"', handles: ['ádám'] }],
  ['h5', { name: 'Ada Lovelace', handles: [], person: 'p1' }],
]);
const entries = new Map<string, Entry>(
  [...known].map(([id, said], at) => [id, { id, state: state(at), known: said }]),
);

let path: string;
beforeEach(() => {
  path = join(scratch(), 'sheet');
  writeSheet(path, 'a key', sheetOf(entries, emptySheet()));
});

describe('a sheet that was read', () => {
  test('finds names, handles and parts of them', () => {
    const sheet = readSheet(path, 'a key') ?? emptySheet();
    expect(sheet.files).toBe('h1.json/h2.json/h3.json/h4.json/h5.json');
    expect(idsNamed(sheet, '\tada lovelace\t')).toEqual(['h1', 'h5']);
    expect(idsNamed(sheet, '\tada\t')).toEqual(['h1']);
    expect(idsNamed(sheet, 'szőke')).toEqual(['h2']);
    expect(idsNamed(sheet, '\tádám\t')).toEqual(['h4']);
    expect(idsNamed(sheet, 'h1')).toEqual([]);
    expect(idsNamed(sheet, 'nobody')).toEqual([]);
  });

  test('finds the runs of a person, and what each record says', () => {
    const sheet = readSheet(path, 'a key') ?? emptySheet();
    expect(idsOfPerson(sheet, 'p1')).toEqual(['h1', 'h5']);
    expect(idsOfPerson(sheet, 'p3')).toEqual([]);
    expect(allSaid(sheet)).toEqual([...known]);
    for (const [id, said] of known) expect(saidOf(sheet, id)).toEqual(said);
    expect(saidOf(sheet, 'h')).toBeNull();
  });

  test('knows the states, which can be read alone', () => {
    for (const read of [readSheet(path, 'a key'), readStates(path, 'a key')]) {
      expect([0, 1, 2, 3, 4].map((place) => read && isAt(read, place, state(place)))).toEqual(
        Array(5).fill(true),
      );
      expect(read && isAt(read, 0, state(1))).toBe(false);
    }
  });

  test('goes on as it was where only some records are new', () => {
    const before = readSheet(path, 'a key') ?? emptySheet();
    const next = new Map<string, Entry | number>([
      ['h0', { id: 'h0', state: state(9), known: { name: 'Kurt', handles: [] } }],
      ...['h5', 'h2'].map((id): [string, number] => [id, [...known.keys()].indexOf(id)]),
      ['h6', { id: 'h6' }],
    ]);
    writeSheet(path, 'a key', sheetOf(next, before));
    const sheet = readSheet(path, 'a key') ?? emptySheet();
    expect(allSaid(sheet).map(([id]) => id)).toEqual(['h0', 'h5', 'h2', 'h6']);
    expect([9, 4, 1, 0].map((ino, place) => isAt(sheet, place, state(ino)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(idsNamed(sheet, '\tada lovelace\t')).toEqual(['h5']);
  });

  test('may be of nothing', () => {
    writeSheet(path, 'a key', sheetOf(new Map(), emptySheet()));
    const sheet = readSheet(path, 'a key') ?? emptySheet();
    expect([sheet.files, allSaid(sheet), idsNamed(sheet, '\tada\t')]).toEqual(['', [], []]);
  });
});

describe('a sheet is not believed', () => {
  test('whatever byte of it has changed, or where some are gone or more', () => {
    const sound = readFileSync(path);
    const isNothing = (bytes: Buffer) => {
      writeFileSync(path, bytes);
      return [readSheet, readStates].map((read) => {
        try {
          return read(path, 'a key') === undefined;
        } catch {
          return true;
        }
      });
    };
    const head = sound.subarray(0, sound.indexOf('\n') + 1);
    const [, states, files] = JSON.parse(head.toString()) as [string, number, number];
    const beforeNames = 2 * (head.length + states + files);
    for (let at = 0; at < sound.length; at += 1) {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] as number) ^ 1;
      // The states are read without the names, so these don't matter to them.
      expect(isNothing(bytes), `byte ${at}`).toEqual([true, at < beforeNames]);
    }
    for (const bytes of [
      Buffer.alloc(0),
      sound.subarray(1),
      sound.subarray(0, -1),
      sound.subarray(0, sound.length / 2),
      Buffer.concat([sound, sound]),
      Buffer.concat([sound, Buffer.from('\n')]),
    ])
      expect(isNothing(bytes)).toEqual([true, true]);
  });

  test('nor one of thousands, of which it is compared in pieces', () => {
    const many = Array.from({ length: 3000 }, (_, at): [string, Entry] => {
      const id = `h${String(at).padStart(8, '0')}`;
      return [id, { id, state: state(at), known: { name: `Ada ${at}`, handles: [] } }];
    });
    writeSheet(path, 'a key', sheetOf(new Map(many), emptySheet()));
    expect(idsNamed(readSheet(path, 'a key') ?? emptySheet(), '\tada 2999\t')).toEqual(['h00002999']);
    expect(isAt(readStates(path, 'a key') ?? emptySheet(), 2999, state(2999))).toBe(true);
    const sound = readFileSync(path);
    for (let at = 1000; at < sound.length; at += 9973) {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] as number) ^ 1;
      writeFileSync(path, bytes);
      expect(readSheet(path, 'a key'), `byte ${at}`).toBeUndefined();
    }
  });

  test('for another key, or where there is none', () => {
    for (const read of [readSheet, readStates]) {
      expect(read(path, 'another')).toBeUndefined();
      expect(read(`${path}-gone`, 'a key')).toBeUndefined();
    }
  });
});
