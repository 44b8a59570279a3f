/** The levels that ship: all cells are there, what repeats is said once, and the texts are told apart. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readLevels } from '../../src/program/levels.ts';
import { describeProblem } from '../../src/program/problem.ts';
import { viewLevel } from '../../src/view/handbook/level.ts';
import { root } from '../cli/world.ts';

const place = 'checklists/levels/product-manager.yaml';
const bytes = readFileSync(join(root, place));
const { levels, problems } = readLevels(place, bytes);
if (!levels) throw new Error(problems.map(describeProblem).join('\n'));
const { competencies } = levels;
const numbers = levels.levels.map(({ number }) => number);

/** Competency and level → the level whose words they are. */
const same: Readonly<Record<string, number>> = {
  ...{ 'scope 4': 3, 'scope 6': 5, 'others 2': 1, 'others 4': 3, 'influence 2': 1, 'influence 4': 3 },
  ...{ 'customers 4': 3, 'customers 6': 5, 'customers 9': 8 },
  ...{ 'counted-on 2': 1, 'counted-on 4': 3, 'counted-on 6': 5, 'counted-on 9': 8 },
  ...{ 'better 3': 2, 'better 9': 8 },
};

const cells = competencies.flatMap(({ id }) =>
  numbers.map((level) => ({ ...levels.cell(id, level), id, level })),
);

describe('the levels that ship', () => {
  it('are nine with seven competencies: 63 cells, each with a text', () => {
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(competencies.map(({ id }) => id)).toEqual([
      ...['scope', 'help', 'others', 'influence', 'customers', 'counted-on', 'better'],
    ]);
    expect(cells).toHaveLength(63);
    expect(cells.filter(({ text }) => !/^[A-Z].{10,}\.$/.test(text))).toEqual([]);
  });

  it('repeat what the source repeats, and nothing else', () => {
    const found = cells.filter(({ level, since }) => since !== level);
    expect(Object.fromEntries(found.map(({ id, level, since }) => [`${id} ${level}`, since]))).toEqual(same);
  });

  it('say everything else in words of its own', () => {
    const own = cells.filter(({ level, since }) => since === level).map(({ text }) => text);
    expect(own).toHaveLength(48);
    expect(new Set(own).size).toBe(48);
    // No sentence is another one with a word changed: no two share five words in a row.
    const runsOf = (text: string) => {
      const words = text.toLowerCase().match(/[\p{L}']+/gu) ?? [];
      return new Set(words.slice(4).map((_, at) => words.slice(at, at + 5).join(' ')));
    };
    const seen = new Map<string, string>();
    for (const text of own)
      for (const run of runsOf(text)) {
        expect(seen.get(run), `${run}: ${text}`).toBeUndefined();
        seen.set(run, text);
      }
  });

  it('have no list of praise where something is to be seen', () => {
    expect(cells.filter(({ text }) => /\b(excellent|strong|great|outstanding)\b/i.test(text))).toEqual([]);
  });

  it('show a level with the next, and say where the two are the same', () => {
    const view = viewLevel(levels, 3);
    expect([view.level.number, view.next?.number]).toEqual([3, 4]);
    expect(view.rows.filter(({ next }) => !next?.same).map(({ competency }) => competency.id)).toEqual([
      ...['help', 'better'],
    ]);
    expect(viewLevel(levels, 9).next).toBeNull();
    expect(viewLevel(levels, 9).rows.every(({ next }) => next === null)).toBe(true);
  });
});

const head = `title: Levels
levels:
  - { id: a-1, number: 1, title: One }
  - { id: a-2, number: 2, title: Two }
  - { id: a-3, number: 3, title: Three }
competencies:
  - { id: c, title: Craft }
cells:
`;
const first = '  - { id: c-1, competency: c, level: 1, text: Draws. }\n';
const second = '  - { id: c-2, competency: c, level: 2, same-as: c-1 }\n';
const third = '  - { id: c-3, competency: c, level: 3, same-as: c-2 }\n';

function faults(text: string): string[] {
  const read = readLevels('l.yaml', new TextEncoder().encode(text));
  expect(read.levels === undefined).toBe(read.problems.length > 0);
  return read.problems.map(({ rule, line, message }) => `${line} ${rule} ${message}`);
}

test('levels in any order are read, and `same-as` may lead over another one', () => {
  const { levels: read } = readLevels(
    'l.yaml',
    new TextEncoder().encode(head.replace(/( {2}- \{ id: a-1.*\n)(.*\n)/, '$2$1') + third + first + second),
  );
  expect(read?.levels.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(read?.cell('c', 3)).toEqual({ id: 'c-3', text: 'Draws.', since: 1 });
});

test.each([
  ['an id of a cell twice', first + second + third.replace('c-3', 'c-2'), '11 duplicate-id the id `c-2`'],
  ['a cell that is missing', first + second, '5 level-cells level 3 has no cell for `c`'],
  ['a level that there is not', first + second + third.replace('level: 3', 'level: 4'), 'no level 4'],
  ['both forms', first + second + third.replace('same-as', 'text: Leads., same-as'), 'a text of its own'],
  ['itself', first + second + third.replace('same-as: c-2', 'same-as: c-3'), 'not below 3'],
  ['a cell that there is not', first + second + third.replace('as: c-2', 'as: c-22'), 'no cell `c-22`'],
  ['a mistyped key', first + second + third.replace('same-as', 'sameas'), 'unknown key `sameas`'],
  ['an empty text', first.replace('Draws.', '" "') + second + third, 'must not be empty'],
  ['a level of two numbers', first + second + third.replace('level: 3', 'level: [3]'), 'level'],
])('refuses %s', (_, cells, says) => {
  expect(faults(head + cells).join('\n')).toContain(says);
});

test('refuses two levels of one number, and ids that stand twice', () => {
  const text = head.replace('number: 3', 'number: 2').replace('id: a-2', 'id: a-1') + first + second;
  expect(faults(text).join('\n')).toMatch(
    /4 duplicate-id the id `a-1` is used already, above\n5 level-cells there are two levels 2, above/,
  );
});
