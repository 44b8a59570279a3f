/** Details of several lines, as cases-checklists tells them: code, lists, tables and quotes stay by line. */
import { expect, test } from 'vitest';
import { detailsMarkdown, detailsText } from '../../src/render/details.ts';
import { markdownDeep } from '../../src/render/markdown.ts';
import { detailLines } from '../../src/view/details.ts';

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
  expect(detailsMarkdown(markdownDeep({ details }).details)).toEqual([
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
  expect(markdownDeep({ details }).details).toEqual([`  ${fence}`, '  <img>', `  ${fence}`]);
});
