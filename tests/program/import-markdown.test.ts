/** Markdown lists as people write them, as programs. The lists are made up, in the forms that public ones have. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { fromMarkdown } from '../../src/program/import-markdown.ts';
import { fromPlaybook } from '../../src/program/import-playbooks.ts';
import { dueIn, type Found, programOf } from '../../src/program/imported.ts';
import { runs } from '../runs.ts';

/** Phases with their entries; those of a group behind its title. */
function outline({ phases }: Found): string[] {
  return phases.flatMap(({ title, entries }) => [
    `# ${title}`,
    ...entries.flatMap((entry) =>
      'items' in entry
        ? [`## ${entry.title}`, ...entry.items.map((item) => `- ${item.title}`)]
        : [`- ${entry.title}`],
    ),
  ]);
}

/** What lint finds in the program, by rule. */
function found(text: string): { rule: string; severity: string }[] {
  const { files } = programOf(fromMarkdown(text, 'list'));
  const sources = [...files].map(([name, content]) => ({ name, path: name, bytes: Buffer.from(content) }));
  return lint({ files: sources, config: {} }).map(({ rule, severity }) => ({ rule, severity }));
}

const byHeading = `---
title: x
---
# New hire checklist

Welcome! **Read** this: https://example.com/welcome

## Before your first day

Others do these for you:

- [ ] Sign the contract
- [x] Send your photo for the badge

## Week 1

### Day 1

- [ ] Meet your manager (30 min)
- [ ] Join the channels you need:
  - #general
  - #product
- [ ] Read the [handbook](https://example.com/handbook_v2) and the [wiki](/wiki)

### Later that week

1. [ ] Do the trainings
   - [ ] Security
   - [ ] Privacy
2. [ ] Say hello to everybody in the team, whom you find in the list of people that HR has sent to you by mail. Take your time.

## Month 1

| a | b |
|---|---|
| 1 | 2 |

- [ ] Hold your first review ![smile](https://example.com/x.png)
- A line without a box

## Contacts

> Ask away
`;

describe('a list with boxes', () => {
  const read = fromMarkdown(byHeading, 'list');

  test('headings become phases and groups, boxes items', () => {
    expect(read.title).toBe('New hire checklist');
    expect(outline(read)).toEqual([
      '# Before your first day',
      '- Sign the contract',
      '- Send your photo for the badge',
      '# Week 1',
      '## Day 1',
      '- Meet your manager',
      '- Join the channels you need',
      '- Read the handbook and the wiki',
      '## Later that week',
      '- Do the trainings',
      '- Security',
      '- Privacy',
      '- Say hello to everybody in the team',
      '# Month 1',
      '- Hold your first review smile',
    ]);
  });

  test('links, effort, lists without boxes and long titles are kept', () => {
    const items = read.phases.flatMap(({ entries }) =>
      entries.flatMap((entry) => ('items' in entry ? entry.items : [entry])),
    );
    expect(items.find(({ title }) => title === 'Meet your manager')).toEqual({
      title: 'Meet your manager',
      takes: '30 min',
    });
    expect(items.find(({ title }) => title.startsWith('Join'))?.details).toBe('- #general\n- #product');
    expect(items.find(({ title }) => title.startsWith('Read'))?.links).toEqual([
      { title: 'handbook', url: 'https://example.com/handbook_v2' },
    ]);
    expect(items.find(({ title }) => title.startsWith('Say'))?.details).toMatch(
      /^Say hello .* Take your time\.$/,
    );
    expect(read.phases[0]?.objective).toBe('Others do these for you');
  });

  test('what has no place is listed, with its line', () => {
    expect(read.lost).toEqual([
      { at: 'line 6', what: 'a paragraph: "Welcome! Read this: https://example.com/welcome"' },
      { at: 'line 23', what: 'a link to /wiki: a checklist links to https: and mail alone' },
      { at: 'line 34', what: 'a table: "| a | b | |---|---| | 1 | 2 |"' },
      { at: 'line 38', what: 'a picture: https://example.com/x.png' },
      { at: 'line 39', what: 'an entry without a box: "A line without a box"' },
      { at: 'line 43', what: 'a quote: "> Ask away"' },
      { at: 'line 41', what: 'the title "Contacts" has no list' },
      { at: 'line 27', what: 'what is in "Do the trainings" stands behind it: groups are one deep' },
      { at: '', what: '1 box is ticked: checklists say what is to do, for every hire' },
    ]);
  });

  test('lints without errors; ids are of small letters, once each', () => {
    expect(found(byHeading).filter(({ severity }) => severity === 'error')).toEqual([]);
    const { files } = programOf(read);
    expect([...files.keys()]).toEqual([
      'before-your-first-day.yaml',
      'week-1.yaml',
      'month-1.yaml',
      'program.yaml',
    ]);
    expect(files.get('before-your-first-day.yaml')).toContain('due: 1 day before start\n');
    expect(files.get('month-1.yaml')).toContain('due: day 30\n');
  });
});

test.each([
  [
    'phases in bold, their items below',
    '# T\n\n- **First day**\n  - Tour the office\n  - Get a badge\n- **First week**\n  - Meet the team\n',
    ['# First day', '- Tour the office', '- Get a badge', '# First week', '- Meet the team'],
  ],
  [
    'no title at all',
    '- [ ] Meet the team\n- [ ] Get a badge\n',
    ['# list', '- Meet the team', '- Get a badge'],
  ],
  [
    'boxes in boxes',
    '## Day 1\n- [ ] Accounts\n  - [ ] Ask for mail\n  - [ ] Ask for chat\n',
    ['# Day 1', '## Accounts', '- Ask for mail', '- Ask for chat'],
  ],
  [
    'a list to copy, in code',
    '## Day 1\n```markdown\n- [ ] Get a badge\n```\n',
    ['# Day 1', '- Get a badge'],
  ],
  [
    'one title over all of it',
    '# A\n## B\n### Day 1\n- [ ] Get a badge\n### Day 2\n- [ ] Meet the team\n',
    ['# Day 1', '- Get a badge', '# Day 2', '- Meet the team'],
  ],
  [
    'numbers, and boxes that only people know',
    '## Day 1\n- [x] **1.1 Meet** (1 h)\n- [~] 1.2 Skip\n- 1.3 Unknown\n',
    ['# Day 1', '- Meet', '- Skip', '- Unknown'],
  ],
])('%s', (_, text, expected) => {
  expect(outline(fromMarkdown(text, 'list'))).toEqual(expected);
});

test('ids are unique, whatever the titles', () => {
  const { files } = programOf(
    fromMarkdown('## Day 1\n- [ ] Läs på!\n- [ ] las pa\n- [ ] 你好\n- [ ] 42\n- [ ] 世界\n', 'list'),
  );
  const ids = [...(files.get('day-1.yaml') ?? '').matchAll(/- id: (\S+)/g)].map(([, id]) => id);
  expect(ids).toEqual(['las-pa', 'las-pa-2', 'item', 'item-42', 'item-2']);
});

test('front matter is no title, whatever the line ends', () => {
  const text = '---\nname: Onboarding\n---\n# Designers\n\n## Day 1\n\n- [ ] Meet your manager\n';
  for (const ends of ['\n', '\r\n', '\r'])
    expect(outline(fromMarkdown(`\ufeff${text.replaceAll('\n', ends)}`, 'list'))).toEqual(
      outline(fromMarkdown(text, 'list')),
    );
  expect(fromMarkdown(text.replaceAll('\n', '\r\n'), 'list').title).toBe('Designers');
});

test('a title is cut by its columns, between signs that are whole', () => {
  for (const title of [`a${'😀'.repeat(80)}`, '漢字'.repeat(40), `${'wörd '.repeat(40)}`]) {
    const playbook = { version: 1, checklists: [{ title: 'Day 1', items: [{ title }] }] };
    for (const found of [fromMarkdown(`- [ ] ${title}\n`, 'list'), fromPlaybook(playbook, 'list')]) {
      const { files } = programOf(found);
      const problems = lint({
        files: [...files].map(([name, text]) => ({ name, path: name, bytes: Buffer.from(text) })),
        config: {},
      });
      expect(problems.filter(({ rule }) => rule === 'title-length')).toEqual([]);
      expect([...files.values()].join('')).not.toMatch(/\p{Cs}/u);
      expect([...files.values()].join('')).toContain(title.trim());
    }
  }
});

test.each([
  ['First day', 'day 1'],
  ['Day 2-3', 'day 3'],
  ['Week 1: Getting started', 'week 1'],
  ['First two weeks', undefined],
  ['Your first 30 days', 'day 30'],
  ['30-day goals', 'day 30'],
  ['Month 2', 'day 60'],
  ['Month 2-3', 'day 90'],
  ['First month', 'day 30'],
  ['Before you start', '1 day before start'],
  ['Pre-arrival (HR)', '1 day before start'],
  ['Getting to know us', undefined],
])('%s is due: %s', (title, due) => {
  expect(dueIn(title)).toBe(due);
});

test('any list becomes a program that can be compiled', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '# Title',
      '## Week 1',
      '## Day 30',
      '### Accounts',
      '',
      'A paragraph.',
      '```',
      '> quote',
      '| a |',
      '<b>x</b>',
      '---',
    ),
    fc
      .tuple(
        fc.constantFrom('', '  ', '    '),
        fc.constantFrom('- [ ] ', '- [x] ', '* ', '1. ', '- [?] '),
        fc.string({ maxLength: 90 }),
      )
      .map((parts) => parts.join('').replace(/[\r\n]/g, ' ')),
  );
  /** What a person alone can mend is no fault of the import. */
  const ofPeople = [
    'lost-text',
    'placeholder-text',
    'unknown-placeholder',
    'hidden-characters',
    'markdown-link',
    'title-length',
  ];
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
      const read = fromMarkdown(lines.join('\n'), 'list');
      fc.pre(read.phases.length > 0);
      const { files } = programOf(read);
      const sources = [...files].map(([name, content]) => ({
        name,
        path: name,
        bytes: Buffer.from(content),
      }));
      const errors = lint({ files: sources, config: {} }).filter(({ severity }) => severity === 'error');
      expect(
        errors
          .filter(({ rule }) => !ofPeople.includes(rule))
          .map(({ rule, message }) => `${rule}: ${message}`),
      ).toEqual([]);
    }),
    runs(1000),
  );
});
