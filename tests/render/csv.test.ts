/** A strict reader gets the cells of CSV back unchanged, and no cell is a formula. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../src/render/csv.ts';
import { parsedCsv } from './csv.ts';

describe('csv', () => {
  test('quotes what needs it, leaves null empty, ends each line in CR LF', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x, "y"', null],
          ['two\nlines', -3],
        ],
      ),
    ).toBe('a,b\r\n"x, ""y""",\r\n"two\nlines",-3\r\n');
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\uff1d1',
    '\uff0b1',
    '\uff0d1',
    '\uff20x',
  ])('a cell that begins a formula becomes text: %j', (text) => {
    expect(parsedCsv(csvOf(['a'], [[text]]))[1]).toEqual([`'${text}`]);
  });

  test('what goes in comes out', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '=', "'", ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (rows) => {
        const back = parsedCsv(csvOf(['x', 'y'], rows)).slice(1);
        expect(back.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=\r\n])/, '')))).toEqual(
          rows.map((cells) => cells.map((cell) => cell.replace(/^'(?=[=\r\n])/, ''))),
        );
      }),
    );
  });
});
