/** Roles, ids and dependencies over a whole program. */
import { describe, expect, test } from 'vitest';
import { faults, faultsOfItems, read } from './faults.ts';

describe('roles', () => {
  const cases: [string, string, string[]][] = [
    [
      'unknown, with the nearest',
      '- { id: a, title: A, by: budy }\n',
      ['5:26 the program has no role `budy` (did you mean `buddy`?)'],
    ],
    [
      'unknown, with none near',
      '- { id: a, title: A, by: astronaut }\n',
      ['5:26 the program has no role `astronaut`'],
    ],
    [
      'to meet',
      '- { id: a, title: A, with: [buddy, mentr] }\n',
      ['5:36 the program has no role `mentr` (did you mean `mentor`?)'],
    ],
    [
      'who signs off',
      '- { id: a, title: A, sign-off: maneger }\n',
      ['5:32 the program has no role `maneger` (did you mean `manager`?)'],
    ],
    [
      'of a group',
      '- { id: g, title: G, with: [budy], items: [{ id: a, title: A }] }\n',
      ['5:29 the program has no role `budy` (did you mean `buddy`?)'],
    ],
    [
      'named like a property',
      '- { id: a, title: A, by: constructor }\n',
      ['5:26 the program has no role `constructor`'],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(faultsOfItems(items)).toEqual(want);
  });
});

describe('ids', () => {
  const used = (id: string, line: number) => `the id \`${id}\` is used already, at one.yaml:${line}`;
  const cases: [string, string, string[]][] = [
    ['twice', '- { id: a, title: A }\n- { id: a, title: A }\n', [`6:9 ${used('a', 5)}`]],
    ['three times', '- { id: a, title: A }\n'.repeat(3), [`6:9 ${used('a', 5)}`, `7:9 ${used('a', 5)}`]],
    [
      'of a group and its item',
      '- { id: a, title: G, items: [{ id: a, title: A }] }\n',
      [`5:36 ${used('a', 5)}`],
    ],
    [
      'a former one that is in use',
      '- { id: a, title: A }\n- { id: b, title: B, formerly: [a] }\n',
      [`6:33 ${used('a', 5)}`],
    ],
    [
      'in use, but former elsewhere',
      '- { id: b, title: B, formerly: [a] }\n- { id: a, title: A }\n',
      [`6:9 ${used('a', 5)}`],
    ],
    [
      'a former one claimed twice',
      '- { id: a, title: A, formerly: [x] }\n- { id: b, title: B, formerly: [y, x] }\n',
      [`6:36 ${used('x', 5)}`],
    ],
    ['its own as a former one', '- { id: a, title: A, formerly: [a] }\n', [`5:33 ${used('a', 5)}`]],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(faultsOfItems(items)).toEqual(want);
  });

  test('of a phase, listed twice', () => {
    const main = 'id: pm\ntitle: PM\nphases: [one, one]\n';
    const one = 'id: one\ntitle: T\ndue: day 1\nitems:\n- { id: a, title: A }\n';
    const { problems } = read({ 'program.yaml': main, 'one.yaml': one });
    expect(faults(problems)).toEqual(['3:15 the phase `one` is listed twice']);
  });

  test('over two files', () => {
    const file = (id: string) => `id: ${id}\ntitle: T\ndue: day 1\nitems:\n- { id: a, title: A }\n`;
    const { problems } = read({ 'one.yaml': file('one'), 'two.yaml': file('two') });
    expect(problems).toMatchObject([{ file: 'two.yaml', line: 5, column: 9, message: used('a', 5) }]);
  });
});

describe('what waits for itself', () => {
  const cases: [string, string, string[]][] = [
    ['an item', '- { id: a, title: A, after: [a] }\n', ['5:30 these wait for each other: a → a']],
    [
      'two',
      '- { id: a, title: A, after: [b] }\n- { id: b, title: B, after: [a] }\n',
      ['6:30 these wait for each other: a → b → a'],
    ],
    [
      'three, reached from outside',
      '- { id: o, title: O, after: [a] }\n- { id: a, title: A, after: [b] }\n- { id: b, title: B, after: [c] }\n- { id: c, title: C, after: [a] }\n',
      ['8:30 these wait for each other: a → b → c → a'],
    ],
    [
      'an item and its group',
      '- { id: g, title: G, items: [{ id: a, title: A, after: [g] }] }\n',
      ['5:57 these wait for each other: g → a → g'],
    ],
    [
      'over an optional item of a group',
      '- { id: g, title: G, items: [{ id: a, title: A, optional: true, after: [b] }, { id: c, title: C }] }\n- { id: b, title: B, after: [g] }\n',
      [],
    ],
    [
      'a diamond does not',
      '- { id: a, title: A, after: [b, c] }\n- { id: b, title: B, after: [d] }\n- { id: c, title: C, after: [d] }\n- { id: d, title: D }\n',
      [],
    ],
    ['nor an unknown id', '- { id: a, title: A, after: [gone] }\n', []],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(faultsOfItems(items)).toEqual(want);
  });

  test('a chain of 12,000 items over twelve files is walked to its end', () => {
    const items = Array.from(
      { length: 12_000 },
      (_, at) => `- {id: i${at}, title: T, after: [i${(at + 11_999) % 12_000}]}\n`,
    );
    const files = Array.from({ length: 12 }, (_, at) => [
      `p${at}.yaml`,
      `id: p${at}\ntitle: T\ndue: day 1\nitems:\n${items.slice(at * 1_000, at * 1_000 + 1_000).join('')}`,
    ]);
    const [cycle, ...others] = faults(read(Object.fromEntries(files)).problems);
    expect(others).toEqual([]);
    expect(cycle).toMatch(
      /^6:\d+ these wait for each other: i0 → i11999 → i11998 → .* → i11991 → 11980 more → i10 → .* → i1 → i0$/,
    );
  });
});
