/** Links and HTML in texts, handles of groups, and what is said twice. */
import { describe, expect, test } from 'vitest';
import { found, ofItems, worded } from './found.ts';

const detailed = (details: string) => ofItems(`- id: a\n  title: Read it\n  details: '${details}'\n`);

describe('markdown-link', () => {
  test.each([
    ['[Orientation]()', '7:13 the link has no address'],
    ['[Orientation](  )', '7:13 the link has no address'],
    ['[Orientation](<>)', '7:13 the link has no address'],
    ['[x](htps://example.com)', '7:13 the link leads to `htps://example.com`, which no browser opens'],
    ['[x](javascript:alert(1))', '7:13 the link leads to `javascript:alert(1)`, which no browser opens'],
    ['[x](https:///page)', '7:13 the link leads to `https:///page`, which no browser opens'],
    ['[people](/handbook/people)', '7:13 the link leads to `/handbook/people`, which is no whole address'],
    ['[people](people.md)', '7:13 the link leads to `people.md`, which is no whole address'],
    ['[people](#people)', '7:13 the link leads to `#people`, which is no whole address'],
    ['[people](example.com)', '7:13 the link leads to `example.com`, which is no whole address'],
    ['[unclosed](https://example.com/y', '7:13 the link is not closed'],
    ['[unclosed](https://example.com/(y)', '7:13 the link is not closed'],
    ['[](https://example.com/y)', '7:13 the link has no text to choose it by'],
    ['[mail](mailto:)', '7:13 the link leads to `mailto:`, which no browser opens'],
  ])('%s', (details, says) => {
    expect(worded('markdown-link', detailed(details))).toEqual([says]);
  });

  test.each([
    '[x](https://example.com/a_(b))',
    '[x](<https://example.com/a>)',
    '[x](https://example.com/ "The page")',
    '[help](mailto:help@example.com)',
    '[x](http://wiki/page)',
    '[x] (and more)',
    'a list[0](1)'.replace('(1)', ''),
    '`[x]()`',
  ])('%s is fine', (details) => {
    expect(worded('markdown-link', detailed(details))).toEqual([]);
  });

  test('at each link of a text over lines, also of a group', () => {
    const text =
      '- id: g\n  title: G\n  details: |\n    [a](https://a.example) [b](/b) [c]()\n    [d](/b)\n    ```\n    [e]()\n    ```\n  items: [{ id: a, title: Read it }]\n';
    expect(worded('markdown-link', ofItems(text))).toEqual([
      '8:28 the link leads to `/b`, which is no whole address',
      '8:36 the link has no address',
      '9:5 the link leads to `/b`, which is no whole address',
    ]);
  });
});

describe('raw-html', () => {
  test.each([
    '<details>',
    '<summary>',
    '<center>',
    '<abbr title="x">',
    '<input/>',
    '<font>',
    '<blockquote>',
    '<video>',
    '<picture>',
    '<BR>',
    '</kbd>',
    '<!--',
  ])('%s', (tag) => {
    expect(worded('raw-html', detailed(`See ${tag} there`))).toEqual([`7:17 \`${tag}\` is HTML`]);
    expect(worded('placeholder-text', detailed(`See ${tag} there`))).toEqual([]);
  });

  test.each([
    '`<kbd>`',
    'List<String>',
    'List<a>',
    '1 < 2',
    '<name>',
    '<your team>',
    '<https://example.com>',
  ])('%s is none', (text) => {
    expect(worded('raw-html', detailed(text))).toEqual([]);
  });

  test('a list of strings is no placeholder, a name in angles is one', () => {
    expect(worded('placeholder-text', detailed('A List<String> holds texts'))).toEqual([]);
    expect(worded('placeholder-text', detailed('Ask <name> and <detail>'))).toHaveLength(1);
  });
});

describe('person-name', () => {
  test.each([
    '@cg-team',
    '@platform-oncall',
    '@vpn-operators',
    '@buddy',
    '@release-managers',
    '@it-help',
    '@managers',
  ])('%s is a group', (handle) => {
    expect(worded('person-name', detailed(`Ask ${handle} first`))).toEqual([]);
  });

  test.each([
    ['ada.lovelace@example.com', '`ada.lovelace@example.com` is the address of a person'],
    ['Ada Lovelace', '`Ada Lovelace` names a person'],
    ['Jean-Luc Picard', '`Jean-Luc Picard` names a person'],
    ['+49 30 1234567', '`+49 30 1234567` is a phone number'],
    ['+1 (555) 123-4567', '`+1 (555) 123-4567` is a phone number'],
  ])('%s', (text, says) => {
    expect(worded('person-name', detailed(`Ask ${text} first`))).toEqual([`7:17 ${says}`]);
  });

  test.each(['help@example.com', 'it-support@example.com', '+1 point', '1+2+3', '+100 %', 'C++20 2023'])(
    '%s is none',
    (text) => {
      expect(worded('person-name', detailed(text))).toEqual([]);
    },
  );
});

test('said-twice', () => {
  const items =
    "- { id: a, title: Read it, after: [b, b] }\n- { id: b, title: Read more, by: buddy, with: [buddy] }\n- { id: c, title: See it, links: [{ title: A, url: 'https://a.example' }, { title: B, url: 'https://a.example' }], topics: [Why?, How?, Why?] }\n- { id: d, title: Meet, with: [buddy, manager], by: release-manager }\n";
  expect(found('said-twice', ofItems(items)).map((line) => line.replace(/ \(.*/, ''))).toEqual([
    'one.yaml:5:39 b: `b` stands here twice',
    'one.yaml:6:48 buddy: `buddy` acts here, and is to be met as well',
    "one.yaml:7:92 'https://a.example': the address is linked twice here",
    'one.yaml:7:137 Why?: `Why?` stands here twice',
  ]);
});
