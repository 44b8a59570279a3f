/** Compiles checked source into a program. */
import { expect, test } from 'vitest';
import { compile } from '../../src/program/compile.ts';
import type { Program } from '../../src/program/model.ts';
import { read } from '../lint/faults.ts';

function compiled(files: Readonly<Record<string, string>>): Program {
  const { source, problems } = read(files);
  if (!source) throw new Error(JSON.stringify(problems));
  return compile(source, 'digest');
}

/** The items of one checklist whose due is `week 1`. */
function itemsOf(items: string) {
  return (
    compiled({ 'one.yaml': `id: one\ntitle: One\ndue: week 1\nitems:\n${items}` }).phases[0]?.items ?? []
  );
}

test('an item that says nothing has every default', () => {
  expect(itemsOf('- { id: a, title: A }\n')).toEqual([
    {
      id: 'a',
      title: 'A',
      with: [],
      links: [],
      topics: [],
      due: 'week 1',
      after: [],
      optional: false,
      evidence: 'none',
      formerly: [],
    },
  ]);
});

test('an item that says everything keeps it', () => {
  const text = `
- id: a
  title: A
  details: |
    Two
    lines
  with: [buddy, manager]
  links: [{ title: L, url: 'https://example.com/' }]
  topics: [one, two]
  from: day 2
  due: workday 3
  takes: 2 h
  after: [b]
  by: buddy
  optional: true
  count: { target: 5, up-to: 10, unit: days }
  evidence: url
  sign-off: manager
  formerly: [z]
- { id: b, title: B, count: {} }
`;
  expect(itemsOf(text)).toMatchObject([
    {
      id: 'a',
      title: 'A',
      details: 'Two\nlines\n',
      with: ['buddy', 'manager'],
      links: [{ title: 'L', url: 'https://example.com/' }],
      topics: ['one', 'two'],
      from: 'day 2',
      due: 'workday 3',
      takes: 120,
      after: ['b'],
      by: 'buddy',
      optional: true,
      count: { target: 5, upTo: 10, unit: 'days' },
      evidence: 'url',
      signOff: 'manager',
      formerly: ['z'],
    },
    { id: 'b', count: {} },
  ]);
});

test.each([
  ['1 min', 1],
  ['90 min', 90],
  ['8 h', 480],
  ['1 day', 480],
  ['3 days', 1440],
])('%s are %i minutes', (takes, minutes) => {
  expect(itemsOf(`- { id: a, title: A, takes: ${takes} }\n`)[0]?.takes).toBe(minutes);
});

test('people and links of a group go down to its items, each once', () => {
  const text = `
- id: g
  title: G
  details: About it
  with: [buddy]
  links: [{ title: Group, url: 'https://example.com/g' }, { title: Both, url: 'https://example.com/b' }]
  items:
    - { id: a, title: A, with: [manager, buddy], links: [{ title: Own, url: 'https://example.com/b' }] }
    - { id: b, title: B }
- { id: c, title: C }
`;
  const items = itemsOf(text);
  expect(items.map(({ id, group }) => [id, group])).toEqual([
    ['a', 'g'],
    ['b', 'g'],
    ['c', undefined],
  ]);
  expect(items.map((item) => item.with)).toEqual([['buddy', 'manager'], ['buddy'], []]);
  expect(items.map(({ links }) => links.map(({ title }) => title))).toEqual([
    ['Own', 'Group'],
    ['Group', 'Both'],
    [],
  ]);
  expect(items[0]?.details).toBeUndefined();
});

test('the program as a whole', () => {
  const text = `
id: pm
title: PM
phases: [two, one]
roles:
  buddy: { title: Buddy, required: true }
  mentor: { title: Mentor, default: buddy }
calendar: { working-days: [sun, mon], holidays: [2026-12-25] }
`;
  const one = 'id: one\ntitle: One\ndue: week 1\nitems: [{ id: a, title: A }]\n';
  const two =
    'id: two\ntitle: Two\ndue: week 2\nobjective: Learn\nfocus: [F]\nitems: [{ id: g, title: G, details: D, items: [{ id: b, title: B }] }]\n';
  const program = compiled({ 'program.yaml': text, 'one.yaml': one, 'two.yaml': two });
  expect(program).toMatchObject({
    format: 1,
    id: 'pm',
    title: 'PM',
    source: 'digest',
    calendar: {
      workingDays: ['sun', 'mon'],
      holidays: [{ date: '2026-12-25', source: 'program.yaml' }],
    },
    phases: [
      {
        id: 'two',
        due: 'week 2',
        objective: 'Learn',
        focus: ['F'],
        groups: [{ id: 'g', title: 'G', details: 'D' }],
        items: [{ id: 'b', due: 'week 2' }],
      },
      { id: 'one', due: 'week 1', focus: [], groups: [], items: [{ id: 'a', due: 'week 1' }] },
    ],
  });
  expect(program.roles).toEqual({
    buddy: { title: 'Buddy', required: true },
    mentor: { title: 'Mentor', required: false, default: 'buddy' },
  });
});

test('a program without a calendar leaves it to the workspace', () => {
  expect(
    compiled({ 'one.yaml': 'id: one\ntitle: T\ndue: day 1\nitems: [{ id: a, title: A }]\n' }).calendar,
  ).toEqual({});
});
