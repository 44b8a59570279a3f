/** Details of several lines, as cases-checklists tells them: code, lists, tables and quotes stay by line. */
import fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { detailsText } from '../../src/render/details.ts';
import { flavours } from '../../src/render/markdown.ts';
import { detailLines } from '../../src/view/details.ts';
import { runs } from '../runs.ts';

const { gfm } = flavours;

const fence = '```';

test.each([
  ['one paragraph\nover two lines', ['one paragraph over two lines']],
  ['one\n\n\ntwo\n', ['one', '', 'two']],
  [
    `${fence}sh\ngit clone x\n  cd x\n\n${fence}\nthen`,
    [`${fence}sh`, 'git clone x', '  cd x', '', fence, 'then'],
  ],
  ['1. Ask for a key\n2. Log in', ['1. Ask for a key', '2. Log in']],
  ['| a | b |\n|---|---|\n| 1 | 2 |', ['| a | b |', '|---|---|', '| 1 | 2 |']],
  ['> quote\n> more', ['> quote', '> more']],
  ['+ one\n+ two', ['+ one', '+ two']],
  ['first line  \nsecond line', ['first line  ', 'second line']],
  ['Type:\n\n    indented code\n    more', ['Type:', '', '    indented code', '    more']],
  ['- dash\n- dash two\n  goes on\n  - nested', ['- dash', '- dash two goes on', '  - nested']],
])('%j', (details, lines) => {
  expect(detailLines(details)).toEqual(lines);
});

test('code that is told by its indent keeps its signs, wherever it is pasted', () => {
  const shown = (text: string) => new Marked().parse(gfm.detailLines(detailLines(text)).join('\n')) as string;
  const code = 'Type:\n\n    <div> & `x`\n\n      ```\n    more\n\nThen <b>go</b>\n';
  expect(shown(code)).toContain('<pre><code>&lt;div&gt; &amp; `x`\n\n  ```\nmore\n</code></pre>');
  expect(shown(code)).not.toContain('<b>');
  expect(shown('    <div>\n    more')).toContain('<pre><code>&lt;div&gt;\nmore');
  // Behind an entry of a list it may be a part of the entry.
  for (const text of ['- one\n\n    <i>two</i>\n', '1. one\n\n    <i>two</i>\n', '    ```\n\n<i>x</i>\n'])
    expect(shown(text)).not.toMatch(/<i>/);
});

test('on a screen, text is wrapped and code is not', () => {
  const code = 'a'.repeat(50);
  const lines = detailLines(`1. One two three four five six seven\n\n${fence}\n${code}\n${fence}`);
  expect(detailsText(lines, { width: 20 }, '  ')).toEqual([
    '  1. One two',
    '     three four five',
    '     six seven',
    '',
    `  ${fence}`,
    `  ${code}`,
    `  ${fence}`,
  ]);
});

test('in Markdown as written, indented; nothing in code is escaped, HTML outside is', () => {
  const details = detailLines(`See:\n${fence}sh\na < b && c > d\n${fence}\n> a <b> quote`);
  expect(gfm.details(gfm.detailLines(details))).toEqual([
    '',
    '  See:',
    `  ${fence}sh`,
    '  a < b && c > d',
    `  ${fence}`,
    '  > a &lt;b&gt; quote',
    '',
  ]);
});

test('code that nobody ended ends with its item', () => {
  const details = detailLines(`  ${fence}\n<img>`);
  expect(gfm.detailLines(details)).toEqual([`  ${fence}`, '  <img>', `  ${fence}`]);
});

describe('a reader of Markdown finds no HTML in details, wherever code begins and ends', () => {
  const html = (details: string) => {
    const lines = gfm.details(gfm.detailLines(detailLines(details)));
    return new Marked().parse(['- [ ] **1.1 Meet**', ...lines, '  - topic'].join('\n'), { async: false });
  };
  /** What isn't text in HTML: neither code nor an escaped sign. */
  const tags = (text: string) => html(text).match(/<(?:img|script)|(?:href|src)="javascript/g) ?? [];
  const link = '[c](javascript:alert(1))';

  test.each([
    ['a fence behind the sign of a list', `- ${fence}\n  x\n  ${fence}\n  <img src=x> ${link}`],
    ['behind several', `- 1. > ~~~\n  <img src=x>\n~~~\n<img src=x>`],
    ['an end with a larger indent', `1. a\n   ${fence}\n    ${fence}\n   <img src=x> ${link}`],
    ['an end in the entry of a list', `1. a\n   ${fence}\n       ${fence}\n   <img src=x> ${link}`],
  ])('%s', (_, details) => {
    expect(tags(details)).toEqual([]);
  });

  test('in any mixture', () => {
    const part = fc.constantFrom(
      ...['- ', '* ', '1. ', '> ', fence, '~~~', '````', ' ', '  ', '   ', '    ', '\n', '\n\n', 'text'],
      ...['<img src=x>', link, '|', '`', '\\', 'a | b', '\n---\n', '# '],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        try {
          html(parts.join(''));
        } catch {
          // Some mixtures are too much for marked.
          fc.pre(false);
        }
        expect(tags(`${parts.join('')}\n<img src=x>`)).toEqual([]);
      }),
      runs(5000),
    );
  });
});
