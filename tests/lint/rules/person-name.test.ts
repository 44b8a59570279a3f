/** Names of people in places where roles belong. */
import { describe, expect, test } from 'vitest';
import { aloneOf, ofItems, problemsOf, worded } from './found.ts';

describe('found', () => {
  const cases: [string, string, string[]][] = [
    ['a handle', "- { id: a, title: 'Meet @ada' }\n", ['5:25 `@ada` names a person']],
    ['with a dot', "- { id: a, title: 'Ask @ada.lovelace.' }\n", ['5:24 `@ada.lovelace` names a person']],
    [
      'several, each once',
      "- { id: a, title: 'Ask @ada, @bob or @ada' }\n",
      ['5:24 `@ada`, `@bob` name people'],
    ],
    [
      'in the title of a link',
      "- { id: a, title: Read, links: [{ title: 'By @ada', url: 'https://a.example' }] }\n",
      ['5:46 `@ada` names a person'],
    ],
    [
      'in other letters than those of English',
      "- { id: a, title: 'Write to Éva Ångström' }\n",
      ['5:29 `Éva Ångström` names a person'],
    ],
    [
      'as who acts',
      '- { id: a, title: Meet, by: Ada Lovelace }\n',
      ["5:29 `Ada Lovelace` looks like a person's name"],
    ],
    [
      'a handle as who signs off',
      "- { id: a, title: Meet, sign-off: '@ada' }\n",
      ["5:35 `@ada` looks like a person's name"],
    ],
    [
      'an address of mail as whom to meet',
      '- { id: a, title: Meet, with: [buddy, ada@a.example] }\n',
      ["5:39 `ada@a.example` looks like a person's name"],
    ],
    [
      'a name of a group',
      '- { id: g, title: Meet, with: [José van der Berg], items: [{ id: a, title: Ask }] }\n',
      ["5:32 `José van der Berg` looks like a person's name"],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(worded('person-name', ofItems(items))).toEqual(want);
    expect(worded('person-name', aloneOf(items))).toEqual(want);
  });
});

describe('not found', () => {
  test.each([
    ['an address of mail', "- { id: a, title: 'Write to help@a.example' }\n"],
    ['an address of the web', "- { id: a, title: 'Read https://a.example/@ada' }\n"],
    ['a package', "- { id: a, title: 'Install @scope/name' }\n"],
    ['code', "- { id: a, title: 'Type `@ada`' }\n"],
    ['all of a channel', "- { id: a, title: 'Tell @channel and @here' }\n"],
    ['a role in the wrong style', '- { id: a, title: Meet, by: Release Manager, with: [Lead Developer] }\n'],
    ['a word that is no name', '- { id: a, title: Meet, by: Astronaut, with: [the boss] }\n'],
    ['a name in a title', '- { id: a, title: Read Ada Lovelace }\n'],
  ])('%s', (_, items) => {
    expect(worded('person-name', ofItems(items))).toEqual([]);
  });
});

describe('what is allowed', () => {
  const items = "- { id: a, title: 'Ask @Ada or @bob', by: Ada Lovelace }\n";
  test.each([
    [['ada', 'ADA lovelace'], ['5:32 `@bob` names a person']],
    [['@ada', '@bob', 'Ada Lovelace'], []],
    [['lovelace'], ['5:24 `@Ada`, `@bob` name people', "5:43 `Ada Lovelace` looks like a person's name"]],
  ])('%j', (allow, want) => {
    expect(worded('person-name', ofItems(items), { 'person-name': { allow } })).toEqual(want);
  });
});

describe('beside unknown-role', () => {
  const rulesFor = (value: string) =>
    problemsOf(ofItems(`- { id: a, title: Meet the team, by: ${value} }\n`)).map(
      ({ rule, message, hint }) => `${rule}: ${message} (${hint})`,
    );

  test('one says that it is no role, the other what to do instead', () => {
    expect(rulesFor('Ada Lovelace')).toEqual([
      'unknown-role: the program has no role `Ada Lovelace` (roles are named by id, such as `release-manager`)',
      "person-name: `Ada Lovelace` looks like a person's name (name a role; `pm-onboard assign` says who holds it)",
    ]);
  });

  test('a role in the wrong style is one problem', () => {
    expect(rulesFor('Release Manager')).toEqual([
      'unknown-role: the program has no role `Release Manager` (did you mean `release-manager`?)',
    ]);
  });

  test('and so is one that the program has, whatever it is called', () => {
    const files = ofItems('- { id: a, title: Meet the team, by: City Guide }\n');
    const program = 'id: pm\ntitle: PM\nphases: [one]\nroles: { city-guide: { title: Guide } }\n';
    const known = problemsOf({ ...files, 'program.yaml': program });
    expect(known.map(({ rule }) => rule)).toEqual(['unknown-role']);
  });

  test('so it is without a program to look it up in', () => {
    const items = '- { id: a, title: Meet the team, by: Release Manager, with: [buddy, QA] }\n';
    expect(problemsOf(aloneOf(items)).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'unknown-role: `by` must be the id of a role, such as `release-manager`',
      'unknown-role: each entry of `with` must be the id of a role, such as `release-manager`',
    ]);
  });
});
