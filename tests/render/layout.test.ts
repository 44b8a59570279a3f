/** How a hint is broken into lines: the command in it is there to be copied. */
import { expect, test } from 'vitest';
import { wrapHint, wrapWords } from '../../src/render/layout.ts';

test.each([
  ['Begin with: pm-onboard start', ['Begin with: pm-onboard start']],
  ['When you have talked: pm-onboard review Ada', ['When you have talked:', '>>pm-onboard review Ada']],
  [
    "As somebody else: pm-onboard review 'Ada: and so on, J. Smith' --as NAME",
    ['As somebody else:', ">>pm-onboard review 'Ada: and so on, J. Smith' --as NAME"],
  ],
  ['Ten minutes to spare for it? pm-onboard next', ['Ten minutes to spare for it?', '>>pm-onboard next']],
  [
    'It has been some time since then. Again: pm-onboard sync',
    ['It has been some time since', '>>then. Again: pm-onboard sync'],
  ],
  ['pm-onboard archive h00000000 --reason gone', ['pm-onboard archive h00000000 --reason gone']],
  ['no command, only words of some length', ['no command, only words of', '>>some length']],
  ['there is pm-onboard somewhere in its midst', ['there is pm-onboard', '>>somewhere in its midst']],
])('%s', (text, lines) => {
  expect(wrapHint(text, 30, '', '>>')).toEqual(lines);
});

test('stands behind an indent, the words broken as asked', () => {
  const path = `/home/ada/${'x'.repeat(30)}`;
  expect(wrapHint(`In ${path}: pm-onboard sync`, 30, '  ', '', wrapWords)).toEqual([
    '  In',
    `  ${path}:`,
    '  pm-onboard sync',
  ]);
});
