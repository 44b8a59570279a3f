import { expect, test } from 'vitest';
import { termLines } from '../../src/render/terms.ts';

const rows = [
  ['--all', 'every row, even where they need more than one screen'],
  ['--yes', ''],
  ['--evidence <text>', 'a link'],
] as const;

test('meanings stand beside their terms, and go on below themselves', () => {
  expect(termLines(rows, 46)).toEqual([
    '  --all              every row, even where',
    '                     they need more than one',
    '                     screen',
    '  --yes',
    '  --evidence <text>  a link',
  ]);
});

test('where there is no room beside them, they stand below', () => {
  expect(termLines(rows, 40)).toEqual([
    '  --all',
    '      every row, even where they need',
    '      more than one screen',
    '  --yes',
    '  --evidence <text>',
    '      a link',
  ]);
});

test('so does the meaning of a term that is wider than the column; others share their column', () => {
  expect(termLines(rows, 80, { most: 10 })).toEqual([
    '  --all  every row, even where they need more than one screen',
    '  --yes',
    '  --evidence <text>',
    '      a link',
  ]);
  expect(termLines([['a', 'b']], 80, { all: [...rows, ['a', 'b']] })).toEqual(['  a                  b']);
});
