/** Programs in quotes and what is wrong with them, to the line and column. */
import { describe, expect, test } from 'vitest';
import { readProgram } from '../../src/program/read.ts';
import { faults, faultsOfItems, read } from './faults.ts';

describe('items, from line 5 on', () => {
  const rule = 'must be `day N`, `week N`, `workday N` or `N days before start`, such as `workday 3`';
  const id = 'must be lower-case words joined by hyphens, such as `meet-manager`';
  const effort = 'must be `N min`, `N h` or `N days`, such as `30 min`';
  const cases: [string, string, string[]][] = [
    ['sound', '- { id: a, title: A }\n', []],
    [
      'an unknown key',
      '- id: a\n  title: A\n  dew: day 1\n',
      ['7:3 unknown key `dew` (did you mean `due`?)'],
    ],
    ['nothing like a key', '- { id: a, title: A, frobnicate: 1 }\n', ['5:22 unknown key `frobnicate`']],
    [
      'two unknown keys',
      '- { id: a, titel: A, topic: [x], title: A }\n',
      [
        '5:12 unknown key `titel` (did you mean `title`?)',
        '5:22 unknown key `topic` (did you mean `topics`?)',
      ],
    ],
    [
      'an unknown key of a link',
      '- id: a\n  title: A\n  links:\n    - title: T\n      ulr: x\n',
      ['8:7 `url` is missing', '9:7 unknown key `ulr` (did you mean `url`?)'],
    ],
    [
      'an unknown key of a count',
      '- { id: a, title: A, count: { upto: 3 } }\n',
      ['5:31 unknown key `upto` (did you mean `up-to`?)'],
    ],
    ['a missing key', '- title: A\n', ['5:3 `id` is missing']],
    ['two missing keys', '- due: day 1\n', ['5:3 `id` is missing', '5:3 `title` is missing']],
    ['a number for text', '- id: a\n  title: 30\n', ['6:10 `title` must be text, not a number']],
    [
      'a number in a list of texts',
      '- { id: a, title: A, topics: [b, 7] }\n',
      ['5:34 each entry of `topics` must be text, not a number'],
    ],
    ['text for a list', '- { id: a, title: A, after: b }\n', ['5:29 `after` must be a list, not text']],
    ['a list for text', '- { id: a, title: [A] }\n', ['5:19 `title` must be text, not a list']],
    ['a map for text', '- { id: a, title: { b: c } }\n', ['5:19 `title` must be text, not a map']],
    ['nothing for text', '- id: a\n  title: A\n  details:\n', ['7:11 `details` must be text, not empty']],
    [
      'text for yes or no',
      '- { id: a, title: A, optional: yes }\n',
      ['5:32 `optional` must be true or false, not text'],
    ],
    [
      'a fraction',
      '- { id: a, title: A, count: { target: 1.5 } }\n',
      ['5:39 `target` must be a whole number, not 1.5'],
    ],
    [
      'text for a number',
      '- { id: a, title: A, count: { target: five } }\n',
      ['5:39 `target` must be a whole number, not text'],
    ],
    [
      'a target of nothing',
      '- { id: a, title: A, count: { target: 0 } }\n',
      ['5:39 `target` must be 1 or more'],
    ],
    [
      'an unknown choice',
      '- { id: a, title: A, evidence: txt }\n',
      ['5:32 `evidence` must be one of none, text, url (did you mean `text`?)'],
    ],
    ['a wrong rule', '- { id: a, title: A, due: day 0 }\n', [`5:27 \`due\` ${rule}`]],
    ['a number as rule', '- { id: a, title: A, from: 3 }\n', ['5:28 `from` must be text, not a number']],
    ['a wrong effort', '- { id: a, title: A, takes: 1.5 h }\n', [`5:29 \`takes\` ${effort}`]],
    ['a wrong id', '- { id: Meet_Ada, title: A }\n', [`5:9 \`id\` ${id}`]],
    ['empty text', "- { id: a, title: ' ' }\n", ['5:19 `title` must not be empty']],
    [
      'no web address',
      "- { id: a, title: A, links: [{ title: T, url: 'javascript:x' }] }\n",
      ['5:47 `url` must be a web address, such as `https://…`'],
    ],
    [
      'an item that is text',
      '- meet Ada\n',
      ['5:3 each entry of `items` must be a map of keys and values, not text'],
    ],
    [
      'a key of an item in a group',
      '- id: g\n  title: G\n  due: day 1\n  items: [{ id: a, title: A }]\n',
      ['7:3 unknown key `due`'],
    ],
    ['an empty group', '- { id: g, title: G, items: [] }\n', ['5:29 `items` must hold at least one item']],
    ['a group of nothing', '- id: g\n  title: G\n  items:\n', ['7:9 `items` must be a list, not empty']],
    [
      'an item of a group',
      '- id: g\n  title: G\n  items:\n    - { id: a, titel: A }\n',
      ['8:7 `title` is missing', '8:16 unknown key `titel` (did you mean `title`?)'],
    ],
    [
      'a group in a group',
      '- id: g\n  title: G\n  items:\n    - { id: h, title: H, items: [] }\n',
      ['8:26 unknown key `items`'],
    ],
    [
      'all at once, in order',
      '- { id: a }\n- { id: b, title: 1 }\n',
      ['5:3 `title` is missing', '6:19 `title` must be text, not a number'],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(faultsOfItems(items)).toEqual(want);
  });
});

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

  test('over two files', () => {
    const file = (id: string) => `id: ${id}\ntitle: T\ndue: day 1\nitems:\n- { id: a, title: A }\n`;
    const { problems } = read({ 'one.yaml': file('one'), 'two.yaml': file('two') });
    expect(problems).toMatchObject([{ file: 'two.yaml', line: 5, column: 9, message: used('a', 5) }]);
  });
});

describe('what waits for itself', () => {
  const cases: [string, string, string[]][] = [
    ['an item', '- { id: a, title: A, after: [a] }\n', ['5:29 these wait for each other: a → a']],
    [
      'two',
      '- { id: a, title: A, after: [b] }\n- { id: b, title: B, after: [a] }\n',
      ['6:29 these wait for each other: a → b → a'],
    ],
    [
      'three, reached from outside',
      '- { id: o, title: O, after: [a] }\n- { id: a, title: A, after: [b] }\n- { id: b, title: B, after: [c] }\n- { id: c, title: C, after: [a] }\n',
      ['8:29 these wait for each other: a → b → c → a'],
    ],
    [
      'an item and its group',
      '- { id: g, title: G, items: [{ id: a, title: A, after: [g] }] }\n',
      ['5:56 these wait for each other: g → a → g'],
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

  test('a chain of 20,000 items is walked, open or closed', () => {
    const chain = (first: string) =>
      Array.from(
        { length: 20_000 },
        (_, at) => `- {id: i${at}, title: T, after: [${at ? `i${at - 1}` : first}]}\n`,
      ).join('');
    expect(faultsOfItems(chain('none'))).toEqual([]);
    const [cycle, ...others] = faultsOfItems(chain('i19999'));
    expect(others).toEqual([]);
    expect(cycle).toMatch(/^6:\d+ these wait for each other: i0 → i19999 → i19998 → .* → i1 → i0$/);
  });
});

describe('program.yaml', () => {
  const one = 'id: one\ntitle: One\ndue: day 1\nitems: [{ id: a, title: A }]\n';
  const cases: [string, string, string[]][] = [
    ['sound', 'id: pm\ntitle: PM\nphases: [one]\n', []],
    ['empty', '', ['1:1 the file must be a map of keys and values, not empty']],
    ['a list', '- a\n', ['1:1 the file must be a map of keys and values, not a list']],
    ['without phases', 'id: pm\ntitle: PM\nphases: []\n', ['3:9 `phases` must name at least one phase']],
    [
      'a phase without a file',
      'id: pm\ntitle: PM\nphases: [one, two]\n',
      ['3:15 the phase `two` has no file `two.yaml` beside it'],
    ],
    [
      'a weekday in full',
      'id: pm\ntitle: PM\nphases: [one]\ncalendar: { working-days: [mon, Tue] }\n',
      [
        '4:33 each entry of `working-days` must be one of mon, tue, wed, thu, fri, sat, sun (did you mean `tue`?)',
      ],
    ],
    [
      'a week without working days',
      'id: pm\ntitle: PM\nphases: [one]\ncalendar: { working-days: [] }\n',
      ['4:27 `working-days` must name at least one day'],
    ],
    [
      'an impossible holiday',
      'id: pm\ntitle: PM\nphases: [one]\ncalendar: { holidays: [2026-12-25, 2026-02-30] }\n',
      ['4:36 each entry of `holidays` must be a date as YYYY-MM-DD, such as `2026-12-25`'],
    ],
    [
      'an unknown key of a role',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  buddy: { title: B, requird: true }\n',
      ['5:22 unknown key `requird` (did you mean `required`?)'],
    ],
    [
      'a wrong name of a role',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  Buddy: { title: B }\n',
      ['5:3 `Buddy` must be lower-case words joined by hyphens, such as `meet-manager`'],
    ],
    [
      'an unknown role to stand in',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  mentor: { title: M, default: mentr }\n',
      ['5:32 the program has no role `mentr` (did you mean `mentor`?)'],
    ],
    [
      'a role that stands in for itself',
      'id: pm\ntitle: PM\nphases: [one]\nroles:\n  a: { title: A, default: a }\n',
      ['5:27 the role stands in for itself: a → a'],
    ],
    ['broken YAML', 'id: pm\nid: pm\n', ['2:1 the same key stands twice']],
  ];
  test.each(cases)('%s', (_, text, want) => {
    const { problems, source } = read({ 'program.yaml': text, 'one.yaml': one });
    expect(faults(problems)).toEqual(want);
    expect(source === undefined).toBe(want.length > 0);
  });

  test('an id that is not the file’s name', () => {
    const { problems } = read({ 'two.yaml': one });
    expect(problems).toMatchObject([{ file: 'two.yaml', line: 1, column: 5, hint: 'write `two`' }]);
  });

  test('problems of several files, by file and place', () => {
    const broken = 'id: one\ntitle: One\ndue: [\n';
    const { problems } = read({ 'one.yaml': broken, 'two.yaml': 'id: two\nitems: 1\n' });
    const places = problems.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
    expect(places).toEqual([
      'one.yaml:4 syntax',
      'two.yaml:1 missing-key',
      'two.yaml:1 missing-key',
      'two.yaml:2 wrong-type',
    ]);
  });

  test('without it there is nothing to read', () => {
    expect(() => readProgram([])).toThrow(TypeError);
  });
});
