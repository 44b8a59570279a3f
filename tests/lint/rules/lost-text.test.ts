/** Text behind ` #` is found in every text that people read, before rules that would judge what is left of it. */
import { describe, expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
import { parseYaml } from '../../../src/program/yaml.ts';
import { aloneOf, fixed, found, ofItems, problemsOf, sourcesOf } from './found.ts';

const lost = (text: string) =>
  `${text}: \`${text}\` is lost: YAML takes it for a comment (put the text in quotes)`;

const everyText = `id: one
title: Our #first day
due: day 1
objective: Know the #general channel
focus:
  - Watch #random, it is fun
items:
  - id: a-one
    title: Join our channels #general and #random
    details: Say hello in #intros, then in #team-x
    topics:
      - Who posts in #ops?
    count: { target: 2, unit: calls }
    links:
      - title: Issue #42
        url: https://example.com/x
`;

const inEveryText = {
  'program.yaml': `id: h
title: All of #h
phases: [one]
roles:
  buddy:
    title: Buddy of #h
`,
  'one.yaml': everyText,
};

test('in every text of a checklist, at its `#`', () => {
  expect(found('lost-text', inEveryText)).toEqual([
    `one.yaml:2:12 ${lost('#first day')}`,
    `one.yaml:4:21 ${lost('#general channel')}`,
    `one.yaml:6:11 ${lost('#random, it is fun')}`,
    `one.yaml:9:30 ${lost('#general and #random')}`,
    `one.yaml:10:27 ${lost('#intros, then in #team-x')}`,
    `one.yaml:12:22 ${lost('#ops?')}`,
    `one.yaml:15:22 ${lost('#42')}`,
    `program.yaml:2:15 ${lost('#h')}`,
    `program.yaml:6:21 ${lost('#h')}`,
  ]);
});

test('the fix puts each whole text in quotes', () => {
  const text = fixed('lost-text', inEveryText);
  expect(text).toContain('title: "Join our channels #general and #random"\n');
  expect(text).toContain('  - "Watch #random, it is fun"\n');
  expect(text).toContain('      - title: "Issue #42"\n');
  expect(
    found('lost-text', {
      ...inEveryText,
      'one.yaml': text,
      'program.yaml': fixed('lost-text', inEveryText, 'program.yaml'),
    }),
  ).toEqual([]);
});

test.each([
  ['- id: a\n  title: Say "hi" in #a\n', `- id: a\n  title: 'Say "hi" in #a'\n`],
  ['- id: a\n  title: #dev is ours\n', '- id: a\n  title: "#dev is ours"\n'],
  ['- id: a\n  title: 5 #dev\n', '- id: a\n  title: "5 #dev"\n'],
  ['- id: a\n  title: A\n  topics:\n  - #ops\n', '- id: a\n  title: A\n  topics:\n  - "#ops"\n'],
])('%j becomes %j', (items, want) => {
  expect(fixed('lost-text', ofItems(items)).split('items:\n')[1]).toBe(want);
});

test('in a template, and in the settings', () => {
  const template = 'title: Our #project\nitems:\n- id: a\n  title: Say hello in #project\n  due: day 1\n';
  expect(found('lost-text', { 'project.yaml': template })).toHaveLength(2);
  const settings = 'people:\n  buddy:\n    - name: Ada Lovelace\n      contact: in #people\n';
  const file = parseYaml('pm-onboard.yaml', new TextEncoder().encode(settings));
  const workspace = { file: { yaml: file, value: file.value, path: [] }, calendars: new Map() };
  const problems = lint({
    files: sourcesOf(ofItems('- {id: a, title: Read it}\n')),
    config: {},
    extras: { workspace },
  });
  expect(problems.filter(({ rule }) => rule === 'lost-text')).toMatchObject([
    { file: 'pm-onboard.yaml', line: 4, column: 19 },
  ]);
});

describe('nothing is lost', () => {
  test.each([
    '- {id: a, title: Read it} # then\n',
    '- {id: a, title: Read it} #then\n',
    '- id: a # first\n  title: Read it ## why\n',
    '- id: a\n  title: "Read it" #why\n',
    '- id: a\n  title: Read it #\n',
    '- id: a\n  title: Read C#, F# and http://x.y/#z\n',
    '- id: a\n  title: Read it\n  due: day 1 #soon\n',
    '- id: a\n  title: Read it\n  details: |\n    In #general\n',
    '- id: a\n  title: Read #pm-onboard disable-line\n',
  ])('%j', (items) => {
    expect(found('lost-text', ofItems(items))).toEqual([]);
  });
});

test('rules that would see half of a text say nothing', () => {
  const items =
    '- id: a\n  title: Intro #dev\n- id: b\n  title: Add to #cg-one\n- id: c\n  title: Add to #cg-two\n- id: d\n  title: Add to\n';
  const rules = lint({ files: sourcesOf(aloneOf(items)), config: {} }).map(
    ({ rule, line }) => `${line} ${rule}`,
  );
  expect(rules).toEqual(['6 lost-text', '8 lost-text', '10 lost-text']);
  // What keeps the program from being compiled is told beside it.
  expect(problemsOf(ofItems('- id: a\n  title: #dev\n')).map(({ rule }) => rule)).toEqual([
    'wrong-type',
    'lost-text',
  ]);
});

test('a bracket or the next line that went along is explained', () => {
  for (const items of [
    '- id: a\n  title: A\n  topics: [Who posts in #ops?, Who reads?]\n',
    '- { id: a, title: Join #ops }\n',
    '- id: a\n  title: A\n  details: Say hello in #ops\n    and then in general\n',
  ]) {
    const rules = problemsOf(ofItems(items)).map(({ rule }) => rule);
    expect(rules, items).toContain('lost-text');
    expect(rules, items).toContain('syntax');
  }
});
