/** What people wrote comes back as the same text with the same addresses, wherever it is pasted, and calls nobody. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlavourName } from '../../src/render/flavours.ts';
import { flavours, markdownOf } from '../../src/render/markdown.ts';
import type { Renderer } from '../../src/render/page.ts';
import { runs } from '../runs.ts';
import { byCmark, inMattermost, inSlack, onGitHub, type Read } from './readers.ts';

const screen: Renderer<{ note: string }> = {
  select: (view) => view,
  text: ({ note }) => note,
  markdown: ({ note }, { bullet }) => bullet(`note: ${note}`),
};

/** How a note of that text is written. */
function written(note: string, flavour?: FlavourName): string {
  return markdownOf({ note }, screen, flavour);
}

const readers: readonly [FlavourName, (markdown: string) => Read][] = [
  ['gfm', onGitHub],
  ['mattermost', inMattermost],
  ['slack', inSlack],
];

test.each([
  [
    'Is https://docs.example.com/d/1a_B_c/edit#heading=h.x_1 still right?',
    'Is <https://docs.example.com/d/1a_B_c/edit#heading=h.x_1> still right?',
  ],
  ['All in https://x.example/a_b_c#d', 'All in <https://x.example/a_b_c#d>'],
  ['(https://x.example/a*b~c[d)!', '(<https://x.example/a*b~c[d>)!'],
  ['https://x.example/a_(b), then', '<https://x.example/a_(b)>, then'],
  ['https://example.com/x?q=a|b_c', '<https://example.com/x?q=a%7Cb_c>'],
  ['see http://a.b/c_d_e', 'see `http://a.b/c_d_e`'],
  ['www.example.com', '`www.example.com`'],
  ['#roadmap and @grace', '`#roadmap` and `@grace`'],
  [':tada: at 10:30', '`:tada:` at 10:30'],
  ['@a:x:#c', '`@a:x:#c`'],
  ['C:\\dir, \\@grace', 'C:\\dir, \\\\`@grace`'],
])('gfm: %j', (text, expected) => {
  expect(written(text)).toBe(`- note: ${expected}`);
});

test.each([
  [':D or :-) or <3', '`:D` or `:-)` or `<3`'],
  ['in ~town-square', 'in `~town-square`'],
  ['$a_b$', '`$a_b$`'],
  ['https://example.com/@ada', '<https://example.com/%40ada>'],
])('mattermost: %j', (text, expected) => {
  expect(written(text, 'mattermost')).toBe(`- note: ${expected}`);
});

test.each([
  ['*bold* & <!channel>', '`*bold*` &amp; &lt;!channel&gt;'],
  ['see https://x.example/a?b=1&c_d|e.', 'see <https://x.example/a?b=1&amp;c_d%7Ce>.'],
  ['`a_b` stays code', '`a_b` stays code'],
  ['a ` alone', 'a ˋ alone'],
])('slack: %j', (text, expected) => {
  expect(written(text, 'slack')).toBe(`• note: ${expected}`);
});

test('a program may mean what it says with # and @', () => {
  const shown = { rows: [{ title: 'Join #general, ask @buddy', remark: '@grace' }] };
  const titled: Renderer<typeof shown> = {
    select: (view) => view,
    text: () => '',
    markdown: ({ rows }) => rows.map(({ title, remark }) => `${title} (${remark})`).join(''),
  };
  expect(markdownOf(shown, titled)).toBe('Join \\#general, ask @buddy (`@grace`)');
});

describe('a note of several lines keeps its breaks', () => {
  test.each([
    ['gfm', '- note: one  \n  two'],
    ['mattermost', '- note: one  \n  two'],
    ['slack', '• note: one\n    two'],
  ] as const)('%s', (flavour, expected) => {
    expect(written('one\r\n\n  two ', flavour)).toBe(expected);
  });

  test.each(readers.slice(0, 2))('%s: no line of it begins anything', (flavour, read) => {
    const { text, live } = read(written('one\n# two\n- three\n=== \n1. four\n> five\n``` six', flavour));
    expect(live).toEqual([]);
    expect(text.replace(/\s+/g, ' ').trim()).toBe('note: one # two - three === 1. four > five ``` six');
  });
});

const words = fc.constantFrom(
  ...[' ', 'a', 'B_c', '1', '.', ',', ')', '(', '!', '"', "'", '/', '-', '+', '=', ';', '$', '&', '\\', '|'],
  ...[
    '*',
    '_',
    '~',
    '#',
    '[',
    ']',
    '<',
    '>',
    '`',
    ':',
    '@',
    '**',
    '__',
    '~~',
    '![',
    '](',
    '&lt;',
    '&#x202e;',
  ],
  ...['@grace', '#roadmap', '#12', ':tada:', ':D', ':)', '<3', '~town', '<!channel>', '<@U1>', '<b>', 'é'],
);
const addressed = fc
  .array(fc.constantFrom(...'ab1/_*~#[?=&-.'), { minLength: 1, maxLength: 8 })
  .map((parts) => `https://e.example/${parts.join('')}z`);
const typed = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: words }, { weight: 1, arbitrary: addressed.map((a) => ` ${a} `) }),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '');

describe('any text', () => {
  test.each(readers)('%s: is the same text, does nothing, and leads where it says', (flavour, read) => {
    fc.assert(
      fc.property(typed, (text) => {
        const { text: shown, live, addresses } = read(written(text, flavour));
        expect(live).toEqual([]);
        // In Slack, a backtick without another one becomes a sign that looks like it.
        const same = (some: string) =>
          decoded(some)
            .replace(/[`ˋ]/g, flavour === 'slack' ? '' : '`')
            .replace(/\s+/g, ' ')
            .trim();
        expect(same(shown)).toBe(same(`note: ${text}`));
        const wanted = text.match(/(?<= |^)https:\/\/\S+z(?= |$)/g) ?? [];
        if (flavour !== 'slack') expect(addresses.map(decoded)).toEqual(expect.arrayContaining(wanted));
        for (const address of addresses) expect(text).toContain(decoded(address).replace(/^mailto:/, ''));
      }),
      runs(3000),
    );
  });
});

test("GitHub's own reader agrees, where it is installed (Debian: cmark-gfm)", (context) => {
  if (byCmark('x') === undefined) return context.skip('cmark-gfm is not installed');
  fc.assert(
    fc.property(typed, (text) => {
      const { text: shown, live, addresses } = byCmark(written(text)) as Read;
      expect(live).toEqual([]);
      expect(decoded(shown).replace(/\s+/g, ' ').trim()).toBe(
        decoded(`note: ${text}`).replace(/\s+/g, ' ').trim(),
      );
      const wanted = text.match(/(?<= |^)https:\/\/\S+z(?= |$)/g) ?? [];
      expect(addresses.map(decoded)).toEqual(expect.arrayContaining(wanted));
    }),
    runs(1000),
  );
});

function decoded(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => decodeURIComponent(code));
}

test('every flavour has its writer', () => {
  expect(Object.keys(flavours)).toEqual(['gfm', 'mattermost', 'slack']);
});
