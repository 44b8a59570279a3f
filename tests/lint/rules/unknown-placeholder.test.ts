import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';

const program = (title = 'A program') =>
  `id: small\ntitle: ${title}\nphases: [week-1]\nroles: { buddy: { title: Buddy }, release-manager: { title: Release manager } }\n`;

function found(text: string, title?: string): string[] {
  const files = {
    'program.yaml': program(title),
    'week-1.yaml': `id: week-1\ntitle: First week\ndue: week 1\nitems:\n  - id: a-one\n    with: [buddy, release-manager]\n${text}\n`,
  };
  return lint({
    files: Object.entries(files).map(([name, given]) => ({
      name,
      path: name,
      bytes: new TextEncoder().encode(given),
    })),
    config: {},
  })
    .filter(({ rule }) => rule === 'unknown-placeholder')
    .map(({ line, column, message, hint }) => `${line}:${column} ${message} (${hint})`);
}

const title = (text: string) => found(`    title: '${text}'`);

test.each([
  ['Meet {budy} today', '`{budy}` stands for nothing that is known (did you mean `{buddy}`?)'],
  ['Make sure {name} is there', '`{name}` stands for nothing that is known (did you mean `{hire}`?)'],
  ['Ask {{ hire.name }} now', '`{{ hire.name }}` stands for nothing that is known (did you mean `{hire}`?)'],
  [`Ask ${'$'}{NAME} now`, `\`${'$'}{NAME}\` stands for nothing that is known (did you mean \`{hire}\`?)`],
  ['Ask {Buddy} now', '`{Buddy}` stands for nothing that is known (did you mean `{buddy}`?)'],
  ['Ask {first name} now', '`{first name}` stands for nothing that is known (did you mean `{first-name}`?)'],
  [
    'Ask {release manager}',
    '`{release manager}` stands for nothing that is known (did you mean `{release-manager}`?)',
  ],
  [
    'Ask {xyzzyplugh}',
    '`{xyzzyplugh}` stands for nothing that is known (there are: {hire}, {first-name}, {buddy}, {release-manager})',
  ],
])('%s', (text, said) => {
  expect(title(text)).toEqual([`7:${13 + text.search(/\$?\{/)} ${said}`]);
});

test.each([
  'Meet {buddy} with {first-name}',
  'Ask {release-manager} of {hire}',
  'Type `{budy}`',
  'A set {a, b}',
  'Nothing {} here',
])('%s is fine', (text) => {
  expect(title(text)).toEqual([]);
});

test('a role that only a text names is used', () => {
  const files = {
    'program.yaml': program(),
    'week-1.yaml':
      "id: week-1\ntitle: First week\ndue: week 1\nitems:\n  - { id: a-one, title: 'Meet {buddy}', links: [{ title: L, url: 'https://e.com/{release-manager}' }] }\n",
  };
  const problems = lint({
    files: Object.entries(files).map(([name, given]) => ({
      name,
      path: name,
      bytes: new TextEncoder().encode(given),
    })),
    config: {},
  });
  expect(problems.map(({ rule }) => rule)).not.toContain('unused-role');
});

test('in details, topics and links, and where nothing is filled in', () => {
  const items = `    title: Meet them
    details: See {budy}.
    topics: ['Who is {budy}?']
    links: [{ title: 'On {budy}', url: 'https://example.com/{budy}' }, { title: B, url: 'https://{buddy}.example.com/x' }]`;
  expect(found(items)).toEqual([
    expect.stringMatching(/^8:18 /),
    expect.stringMatching(/^9:22 /),
    expect.stringMatching(/^10:26 /),
    expect.stringMatching(/^10:61 /),
    "10:98 `{buddy}` can't stand in the name of a host (write it behind the first `/`)",
  ]);
  expect(found('    title: Meet them', "'For {hire}'")).toEqual([
    '2:13 `{hire}` is not filled in here (names are filled in in titles, details, topics and links of items, groups and phases)',
  ]);
});
