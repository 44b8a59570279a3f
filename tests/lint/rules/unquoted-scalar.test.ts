/** Text that YAML reads as something else. */
import { describe, expect, test } from 'vitest';
import { fixed, ofItems, problemsOf, worded } from './found.ts';

describe('found, and quoted', () => {
  const cases: [string, string, string[], string][] = [
    [
      'a version in a list',
      '- { id: a, title: A, topics: [1.10] }\n',
      ['5:31 each entry of `topics` must be text, but YAML reads `1.10` as the number 1.1'],
      "- { id: a, title: A, topics: ['1.10'] }\n",
    ],
    [
      'a role',
      '- { id: a, title: A, with: [1], by: 2 }\n',
      ['5:29 each entry of `with` must be text, not a number', '5:37 `by` must be text, not a number'],
      "- { id: a, title: A, with: ['1'], by: '2' }\n",
    ],
    [
      'ids in lists',
      '- { id: 7, title: A, after: [3], formerly: [4] }\n',
      [
        '5:9 `id` must be text, not a number',
        '5:30 each entry of `after` must be text, not a number',
        '5:45 each entry of `formerly` must be text, not a number',
      ],
      "- { id: '7', title: A, after: ['3'], formerly: ['4'] }\n",
    ],
    [
      'zeros in front',
      '- { id: a, title: 0123 }\n',
      ['5:19 `title` must be text, but YAML reads `0123` as the number 123'],
      "- { id: a, title: '0123' }\n",
    ],
    [
      'octal and hexadecimal',
      '- { id: a, title: 0o17, details: 0x1F }\n',
      [
        '5:19 `title` must be text, but YAML reads `0o17` as the number 15',
        '5:34 `details` must be text, but YAML reads `0x1F` as the number 31',
      ],
      "- { id: a, title: '0o17', details: '0x1F' }\n",
    ],
    [
      'powers and infinity',
      '- { id: a, title: 1e3, details: -.inf }\n',
      [
        '5:19 `title` must be text, but YAML reads `1e3` as the number 1000',
        '5:33 `details` must be text, but YAML reads `-.inf` as the number -Infinity',
      ],
      "- { id: a, title: '1e3', details: '-.inf' }\n",
    ],
    [
      'true and False',
      '- id: a\n  title: true # really\n  details: False\n',
      [
        '6:10 `title` must be text, not true or false',
        '7:12 `details` must be text, but YAML reads `False` as false',
      ],
      "- id: a\n  title: 'true' # really\n  details: 'False'\n",
    ],
    [
      'what a tag makes a number has no one right answer',
      "- { id: a, title: !!int 5, details: !!int '5', topics: [!!int\n 6] }\n",
      [
        '5:25 `title` must be text, not a number',
        "5:43 `details` must be text, but YAML reads `'5'` as the number 5",
        '6:2 each entry of `topics` must be text, not a number',
      ],
      "- { id: a, title: !!int 5, details: !!int '5', topics: [!!int\n 6] }\n",
    ],
  ];
  test.each(cases)('%s', (_, items, want, withFixes) => {
    const files = ofItems(items);
    expect(worded('unquoted-scalar', files)).toEqual(want);
    expect(fixed('unquoted-scalar', files)).toBe(ofItems(withFixes)['one.yaml']);
  });

  test('a phase', () => {
    const files = { 'program.yaml': 'id: pm\ntitle: PM\nphases: [2024, 1.10]\n' };
    expect(worded('unquoted-scalar', files)).toEqual([
      'program.yaml:3:10 each entry of `phases` must be text, not a number',
      'program.yaml:3:16 each entry of `phases` must be text, but YAML reads `1.10` as the number 1.1',
    ]);
    expect(fixed('unquoted-scalar', files, 'program.yaml')).toContain("phases: ['2024', '1.10']");
  });
});

describe('not found', () => {
  test.each([
    ['yes, no, on and off', '- { id: a, title: yes, details: no, topics: [on, off] }\n'],
    ['a date', '- { id: a, title: 2026-11-23 }\n'],
    ['a version of three parts', '- { id: a, title: 1.10.0 }\n'],
    ['what is quoted', "- { id: '1', title: '1.10', details: \"true\" }\n"],
    ['a text with an apostrophe', "- { id: a, title: It's 5 }\n"],
  ])('%s', (_, items) => {
    expect(worded('unquoted-scalar', ofItems(items))).toEqual([]);
  });

  test.each([' null', ' ~', ''])('%j is no text at all: wrong-type', (nothing) => {
    const files = ofItems(`- id: a\n  title:${nothing}\n`);
    const shape = problemsOf(files).map(({ rule, message }) => `${rule}: ${message}`);
    expect(shape).toEqual(['wrong-type: `title` must be text, not empty']);
  });

  test('where a phrase belongs, its own rule says how', () => {
    const files = ofItems('- { id: a, title: Meet the team, due: 3, takes: 30 }\n');
    expect(problemsOf(files).map(({ rule }) => rule)).toEqual(['due-syntax', 'wrong-value']);
  });
});
