/** The columns of tables line up on a terminal, whatever the cells hold. */
import CliTable from 'cli-table3';
import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { tableLines } from '../../src/render/table.ts';

const plain = (text: string) => text;
const dim = (text: string) => `<${text}>`;

test('a head over the columns that have text; the others are left out', () => {
  const columns = [
    { head: 'name', cells: ['Ada', 'Grace Hopper'] },
    { head: 'late', cells: ['', ''] },
    { head: 'done', cells: ['', '3 of 4'] },
  ];
  expect(tableLines(columns, { width: 80 }, dim)).toEqual([
    '<name>          <done>',
    'Ada',
    'Grace Hopper  3 of 4',
  ]);
});

test('without a head, a row a line; cells are styled by their row, and cut where the line is too short', () => {
  const columns = [
    { cells: ['1.1', '1.2'] },
    { cells: ['Meet your manager', 'Go'], least: 4, style: (text: string, row: number) => `${row}:${text}` },
  ];
  expect(tableLines(columns, { width: 14 }, plain)).toEqual(['1.1  0:Meet you…', '1.2  1:Go']);
  expect(tableLines(columns, { width: 80 }, plain)[0]).toBe('1.1  0:Meet your manager');
});

test('on a narrow terminal the last columns are left out', () => {
  const columns = ['one', 'two', 'three'].map((text) => ({ head: text, cells: [text] }));
  expect(tableLines(columns, { width: 9 }, plain)).toEqual(['one  two', 'one  two']);
});

test('what wraps is continued below, and a command in it stays whole', () => {
  const columns = [
    { cells: ['Ada', 'Grace'] },
    { cells: ['a note that is long', 'try: pm-onboard show 2.10 --why'], least: 6, wraps: true },
  ] as const;
  expect(tableLines(columns, { width: 18 }, plain)).toEqual([
    'Ada    a note that',
    '       is long',
    'Grace  try:',
    '       pm-onboard show 2.10 --why',
  ]);
});

test.each(['日本語', 'שָׁלוֹם', 'สวัสดี', 'नमस्ते', '👩‍💻🇯🇵', 'Zoe\u0308', '#1 # ##'])(
  'the column behind %s stands where it stands behind plain letters',
  (text) => {
    const [first = '', second = ''] = tableLines(
      [{ cells: [text, 'x'.repeat(12)] }, { cells: ['|', '|'] }],
      { width: 40 },
      plain,
    );
    const before = (line: string) => stringWidth(line.slice(0, line.lastIndexOf('|')));
    expect(first).toContain(text);
    expect(before(first)).toBe(before(second));
  },
);

test('nothing is a table of no lines', () => {
  expect(tableLines([{ head: 'name', cells: [] }], { width: 80 }, plain).filter(Boolean)).toEqual([]);
});

test('a long table, which the library is too slow for, is laid out as the library does it', () => {
  const words = ['Ada', '日本', 'e\u0301tude', '', 'Meet your manager and the team'];
  const column = (from: number, rows: number) =>
    Array.from({ length: rows }, (_, at) => words[(at + from) % 5] ?? '');
  const columns = (rows: number) => [
    { head: 'who', cells: column(0, rows), style: (text: string, row: number) => `${row % 5}:${text}` },
    { head: 'what', cells: column(2, rows), wraps: true as const, least: 8 },
    { cells: column(3, rows), most: 5, least: 3 },
  ];
  for (const width of [30, 80]) {
    const short = tableLines(columns(20), { width }, dim);
    expect(tableLines(columns(200), { width }, dim).slice(0, short.length)).toEqual(short);
  }
});

test('a table that fits is laid out as by cli-table3, which has columns of the same width', () => {
  const cell = fc.stringMatching(/^[a-z0-9]{0,9}$/);
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
  const sides = ['top', 'bottom', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  );
  const chars = { ...Object.fromEntries(sides), mid: '', 'mid-mid': '', middle: '  ' };
  const style = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };
  fc.assert(
    fc.property(rows, (given) => {
      // A column without any text is left out.
      const texts = [['a', 'b', 'c'], ...given];
      const table = new CliTable({ chars, style });
      table.push(...texts);
      const columns = [0, 1, 2].map((at) => ({ cells: texts.map((row) => row[at] ?? '') }));
      const wanted = table
        .toString()
        .split('\n')
        .map((line) => line.trimEnd());
      expect(tableLines(columns, { width: 80 }, plain)).toEqual(wanted);
    }),
  );
});
