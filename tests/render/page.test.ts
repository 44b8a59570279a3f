/** Which rows a screen shows if not all of them fit. */
import { describe, expect, test } from 'vitest';
import { type FittedSection, fitSections, fitShares } from '../../src/render/page.ts';
import { section as makeSection, type Section } from '../../src/view/sections.ts';

function section(title: string, count: number, urgent = false): Section {
  const rows = Array.from({ length: count }, (_, index) => ({
    ref: `${index + 1}`,
    title: '',
    size: '',
    when: '',
    who: '',
    link: '',
    state: '',
  }));
  return makeSection(title, rows, { urgent });
}

/** A title, the rows, a line that tells of more where some rows are shown, an empty line. */
function heightOf({ rows, more }: FittedSection): number {
  return 1 + rows.length + (rows.length > 0 && more > 0 ? 1 : 0) + 1;
}

test.each([
  [100, [9, 2, 4]],
  [21, [9, 2, 4]],
  [20, [9, 2, 2]],
  [19, [9, 2, 1]],
  [17, [6, 2, 1]],
  [12, [3, 2, 0]],
  [11, [2, 2, 0]],
  [8, [1, 0, 0]],
  [6, [0, 0, 0]],
  [-5, [0, 0, 0]],
])('in %i lines', (room, shown) => {
  const sections = [section('late', 9, true), section('today', 2, true), section('week', 4)];
  const fitted = fitSections(sections, room, heightOf);
  expect(fitted.map(({ rows }) => rows.length)).toEqual(shown);
  expect(fitted.map(({ rows, more }) => rows.length + more)).toEqual([9, 2, 4]);
});

test('the first rows stay', () => {
  const [late] = fitSections([section('late', 9, true)], 6, heightOf);
  expect(late?.rows.map(({ ref }) => ref)).toEqual(['1', '2', '3']);
});

test('a line is not spent on telling of one more: that one takes it', () => {
  const [pair] = fitSections([section('pair', 2)], 4, heightOf);
  expect(pair).toMatchObject({ more: 0 });
});

test('what is not urgent has a row before the urgent have more than three', () => {
  const shown = fitSections([section('late', 9, true), section('week', 4)], 10, heightOf);
  expect(shown.map(({ rows }) => rows.length)).toEqual([3, 1]);
});

describe('shares', () => {
  const sized = (title: string, count: number, share: number) => ({ ...section(title, count), share });
  const sections = [
    sized('TODAY', 8, 5),
    sized('RUNNING', 4, 3),
    sized('BOOK NOW', 3, 2),
    sized('WITH OTHERS', 2, 1),
  ];
  /** A title and the rows; a section without rows takes no line. */
  const linesOf = (_: unknown, rows: number) => (rows === 0 ? 0 : 1 + rows);

  test.each([
    [100, [8, 4, 3, 2], 'all of them'],
    [21, [8, 4, 3, 2], 'just as many lines as there are'],
    [18, [8, 3, 2, 1], 'what is left goes to the first sections'],
    [15, [5, 3, 2, 1], 'the shares'],
    [13, [5, 2, 1, 1], 'the last ones give up rows first, and keep one'],
    [10, [3, 1, 1, 1], ''],
    [8, [1, 1, 1, 1], ''],
    [6, [1, 1, 1, 0], 'then their place'],
  ])('in %i lines: %j', (room, rows) => {
    const fitted = fitShares(sections, room, linesOf);
    expect(fitted.map((each) => each.rows.length)).toEqual(rows);
    expect(fitted.map((each, at) => each.rows.length + each.more - (sections[at]?.rows.length ?? 0))).toEqual(
      [0, 0, 0, 0],
    );
  });
});
