/** Titles: duplicate-title, title-length and vague-title. */
import { describe, expect, test } from 'vitest';
import { lintSchema } from '../../../src/lint/settings.ts';
import { ofItems, problemsOf, worded } from './found.ts';

describe('duplicate-title', () => {
  const used = (line: number) => `the title is used already, at one.yaml:${line}`;
  const cases: [string, string, string[]][] = [
    ['twice', '- { id: a, title: Meet Ann }\n- { id: b, title: Meet Ann }\n', [`6:19 ${used(5)}`]],
    [
      'three times, all of them named after the first',
      '- { id: a, title: Meet Ann }\n- { id: b, title: Meet Ann }\n- { id: c, title: Meet Ann }\n',
      [`6:19 ${used(5)}`, `7:19 ${used(5)}`],
    ],
    [
      'in other letters and spaces',
      '- { id: a, title: Meet Ann }\n- { id: b, title: " meet  ANN " }\n',
      [`6:19 ${used(5)}`],
    ],
    [
      'composed and decomposed',
      '- { id: a, title: Meet José }\n- { id: b, title: Meet Jose\u0301 }\n',
      [`6:19 ${used(5)}`],
    ],
    [
      'in different groups',
      '- { id: g, title: G, items: [{ id: a, title: Meet Ann }] }\n- { id: h, title: H, items: [{ id: b, title: Meet Ann }] }\n',
      [`6:46 ${used(5)}`],
    ],
    [
      'a group and its item',
      '- { id: g, title: Meet Ann, items: [{ id: a, title: Meet Ann }] }\n',
      [`5:53 ${used(5)}`],
    ],
    ['not where they differ', '- { id: a, title: Meet Ann }\n- { id: b, title: Meet Anna }\n', []],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(worded('duplicate-title', ofItems(items))).toEqual(want);
  });

  test('over the files of a program; a phase may be called as an item', () => {
    const file = (id: string, title: string) =>
      `id: ${id}\ntitle: ${title}\ndue: day 1\nitems:\n- { id: ${id}-a, title: Meet Ann }\n`;
    const files = (title: string) => ({
      'program.yaml': 'id: pm\ntitle: PM\nphases: [one, two]\n',
      'one.yaml': file('one', 'Meet Ann'),
      'two.yaml': file('two', title),
    });
    expect(worded('duplicate-title', files('Second'))).toEqual([`two.yaml:5:23 ${used(5)}`]);
    expect(worded('duplicate-title', files('meet ann'))).toEqual([
      `two.yaml:2:8 ${used(2)}`,
      `two.yaml:5:23 ${used(5)}`,
    ]);
  });
});

describe('title-length', () => {
  const titled = (title: string) => ofItems(`- { id: a, title: ${title} }\n`);
  const says = (width: number, max = 72) => [`5:19 the title takes ${width} columns, the most is ${max}`];

  test.each([
    ['as long as can be', 'x'.repeat(72), []],
    ['one more', 'x'.repeat(73), says(73)],
    ['composed of two', 'e\u0301'.repeat(72), []],
    ['wide letters', '会'.repeat(36), []],
    ['wide letters, one more', '会'.repeat(37), says(74)],
    ['a flag is two columns', `${'x'.repeat(71)}🇳🇱`, says(73)],
  ])('%s', (_, title, want) => {
    expect(worded('title-length', titled(title))).toEqual(want);
  });

  test('as the settings have it', () => {
    expect(worded('title-length', titled('x'.repeat(31)), { 'title-length': { max: 30 } })).toEqual(
      says(31, 30),
    );
    expect(worded('title-length', titled('x'.repeat(100)), { 'title-length': { max: 100 } })).toEqual([]);
  });

  test('of the program, of a phase and of a group', () => {
    const long = 'x'.repeat(80);
    const files = {
      'program.yaml': `id: pm\ntitle: ${long}\nphases: [one]\n`,
      'one.yaml': `id: one\ntitle: ${long}\ndue: day 1\nitems: [{ id: g, title: ${long}, items: [{ id: a, title: A }] }]\n`,
    };
    const places = problemsOf(files).filter(({ rule }) => rule === 'title-length');
    expect(places.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'one.yaml:2',
      'one.yaml:4',
      'program.yaml:2',
    ]);
  });
});

describe('vague-title', () => {
  const titled = (title: string) => ofItems(`- { id: a, title: '${title}' }\n`);
  const single = ['5:19 the title is a single word'];
  const thing = ['5:19 the title names a thing, and nothing to do'];

  test.each([
    ['Jira', single],
    ['Onboarding!', single],
    ['Pull-request', single],
    ['productBoard', single],
    ['1:1', single],
    ['Jira – ', single],
    ['Slack channel', thing],
    ['Tools & accounts', thing],
    ['The (other) docs', thing],
    ['Team meeting', thing],
  ])('%s', (title, want) => {
    expect(worded('vague-title', titled(title))).toEqual(want);
  });

  test.each([
    'Learn Jira',
    'Read the docs',
    'Join the Slack channel',
    'Access tools',
    'Plan meetings',
    'File bugs',
    '90-day review',
    '製品を試す',
  ])('%s is fine', (title) => {
    expect(worded('vague-title', titled(title))).toEqual([]);
  });

  test('a group is a heading: one word will do', () => {
    const items = '- { id: g, title: Support, items: [{ id: a, title: Tickets }] }\n';
    expect(worded('vague-title', ofItems(items))).toEqual(['5:52 the title is a single word']);
  });
});

test('a length of nothing is refused in our own words', () => {
  const result = lintSchema.safeParse({ rules: { 'title-length': { max: 0 } } });
  expect(result.error?.issues.map(({ message }) => message)).toEqual(['must be 1 or more']);
});
