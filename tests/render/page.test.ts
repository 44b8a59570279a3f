/** Which rows a screen shows if not all of them fit. */
import { expect, test } from 'vitest';
import { type FittedSection, fitSections } from '../../src/render/page.ts';
import type { Section } from '../../src/view/sections.ts';

function section(title: string, count: number, urgent = false): Section {
  const rows = Array.from({ length: count }, (_, index) => ({
    ref: `${index + 1}`,
    title: '',
    size: '',
    when: '',
    who: '',
    link: '',
  }));
  return { title, remark: '', rows, tone: 'plain', urgent };
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
