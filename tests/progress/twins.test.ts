/** Who is the same person under several ids. */
import { expect, test } from 'vitest';
import { twinsOf } from '../../src/progress/twins.ts';

const hire = (id: string, name: string, ...handles: string[]) => ({ id, name, handles });

test.each([
  ['nobody', [], []],
  ['one alone', [hire('a', 'Ada Lovelace')], []],
  ['different people', [hire('a', 'Ada'), hire('b', 'Ada Lovelace'), hire('c', 'Lin', 'ada-l')], []],
  ['one name', [hire('a', 'Ada'), hire('b', 'Lin'), hire('c', 'Ada')], [['a', 'c']]],
  ['one name in other letters', [hire('a', 'ADA  Lovelace '), hire('b', 'ada lovelace')], [['a', 'b']]],
  ['one name in NFC and NFD', [hire('a', 'Jos\u00e9'), hire('b', 'Jose\u0301')], [['a', 'b']]],
  [
    'a handle of one, the name of the other',
    [hire('a', 'Ada', 'countess'), hire('b', 'Countess')],
    [['a', 'b']],
  ],
  ['one handle', [hire('a', 'Ada', 'al'), hire('b', 'A. Lovelace', 'AL')], [['a', 'b']]],
  [
    'a chain, the link last',
    [hire('a', 'Ada'), hire('b', 'Lovelace'), hire('c', 'Lin'), hire('d', 'Ada', 'lovelace')],
    [['a', 'b', 'd']],
  ],
  [
    'two pairs',
    [hire('a', 'Ada'), hire('b', 'Lin'), hire('c', 'Ada'), hire('d', 'Lin')],
    [
      ['a', 'c'],
      ['b', 'd'],
    ],
  ],
  ['empty handles', [hire('a', 'Ada', ''), hire('b', 'Lin', ' ')], []],
])('%s', (_, hires, groups) => {
  expect(twinsOf(hires).map((group) => group.map(({ id }) => id))).toEqual(groups);
});
