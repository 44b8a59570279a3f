/** How texts are broken into lines. */
import fc from 'fast-check';
import { wrapAnsi } from 'fast-wrap-ansi';
import { expect, test } from 'vitest';
import { cut, cutStart, widthOf, wrap, wrapWords } from '../../src/render/layout.ts';
import { runs } from '../runs.ts';

/** Texts that need no library: words of one column a character, spaces of any number between and around them. */
const narrowTexts = fc
  .array(fc.oneof(fc.stringMatching(/^[a-zÀ-ž·…“”–]{1,12}$/), fc.constantFrom('', ' ', '-', 'a')), {
    maxLength: 30,
  })
  .map((words) => words.join(' '));

function byLibrary(text: string, width: number, hard: boolean): string[] {
  return wrapAnsi(text, width, { hard })
    .split('\n')
    .map((line) => line.trimEnd());
}

test('plain texts are broken as the library breaks them', () => {
  fc.assert(
    fc.property(narrowTexts, fc.integer({ min: 10, max: 60 }), (text, width) => {
      fc.pre(text.length > width);
      expect(wrap(text, width)).toEqual(byLibrary(text, width, true));
      expect(wrapWords(text, width)).toEqual(byLibrary(text, width, false));
    }),
    runs(2_000),
  );
});

test('a text that has no room for its indent is broken in what is left', () => {
  expect(wrap('one two three', 14, '    ', '  ')).toEqual(['    one two', '      three']);
});

test('a word wider than the line is broken, or stays whole where it is there to be copied', () => {
  expect(wrap('see abcdefghijklmno', 10)).toEqual(['see abcdef', 'ghijklmno']);
  expect(wrapWords('see abcdefghijklmno', 10)).toEqual(['see', 'abcdefghijklmno']);
});

test('an effort is not parted from its unit, and a long word beside it is broken all the same', () => {
  expect(wrapWords('Sit in: 60 min', 12)).toEqual(['Sit in:', '60 min']);
  expect(wrapWords('it takes 1 h 30 of it', 13)).toEqual(['it takes', '1 h 30 of it']);
  expect(wrap('2 days abcdefghijklmno', 10).every((line) => line.length <= 10)).toBe(true);
});

test('wide characters take two columns, and lines of one text may be there already', () => {
  expect(wrap('入門 入門 入門', 10)).toEqual(['入門 入門', '入門']);
  expect(wrap('one\ntwo', 10)).toEqual(['one', 'two']);
});

const lines = (text: string, width = 40) => wrapWords(text, width, '  ');

test.each([
  [
    'at the end',
    'only what is to do can be moved; first: pm-onboard reopen 1.1',
    ['  only what is to do can be moved;', '  first: pm-onboard reopen 1.1'],
  ],
  [
    'before more',
    'to share it: pm-onboard sync --init --remote URL; without git: pm-onboard share',
    ['  to share it:', '  pm-onboard sync --init --remote URL;', '  without git: pm-onboard share'],
  ],
  [
    'in brackets',
    'count the rest of them (pm-onboard count 1.9 3), or --force',
    ['  count the rest of them', '  (pm-onboard count 1.9 3), or --force'],
  ],
  [
    'at the end of a sentence',
    'Everybody at a glance: pm-onboard team --mine. To share: pm-onboard sync',
    ['  Everybody at a glance:', '  pm-onboard team --mine. To share:', '  pm-onboard sync'],
  ],
])('a command stays whole %s', (_, text, expected) => {
  expect(lines(text)).toEqual(expected);
});

test('a command that no line can hold stays whole on a line of its own', () => {
  const text = `say: pm-onboard assign h1820c49a --role release-manager --to NAME`;
  expect(lines(text)).toEqual(['  say:', '  pm-onboard assign h1820c49a --role release-manager --to NAME']);
});

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
])('%s', (text, expected) => {
  expect(wrapWords(text, 30, '', '>>')).toEqual(expected);
});

test('stands behind an indent, the words broken as asked', () => {
  const path = `/home/ada/${'x'.repeat(30)}`;
  expect(wrapWords(`In ${path}: pm-onboard sync`, 30, '  ')).toEqual([
    '  In',
    `  ${path}:`,
    '  pm-onboard sync',
  ]);
});

test('a joiner takes no column, and an emoji is never cut in its middle', () => {
  expect(widthOf('علی\u200cرضا')).toBe(6);
  expect(widthOf('क्\u200dष')).toBe(2);
  expect(widthOf('👩\u200d💻')).toBe(2);
  expect(cut('👩\u200d💻👩\u200d💻👩\u200d💻', 5)).toBe('👩\u200d💻👩\u200d💻…');
  expect(cutStart('👩\u200d💻👩\u200d💻👩\u200d💻', 4)).toBe('…👩\u200d💻');
});

test('a text is never cut behind a joiner', () => {
  const text = '👩‍💻'.repeat(4);
  for (let width = 1; width < 8; width += 1) {
    expect(cut(text, width)).not.toMatch(/\u200d…$/);
    expect(cutStart(text, width)).not.toMatch(/^…\u200d/);
  }
});
