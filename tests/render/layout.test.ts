import { expect, test } from 'vitest';
import { wrapWords } from '../../src/render/layout.ts';

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

test('a command that no line can hold is broken as other words are', () => {
  const text = `say: pm-onboard assign h1820c49a --role release-manager --to NAME`;
  expect(lines(text)).toEqual(['  say: pm-onboard assign h1820c49a', '  --role release-manager --to NAME']);
});
