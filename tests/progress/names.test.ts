/** When two names count as equal, and two hires as one person. */
import { describe, expect, test } from 'vitest';
import { normaliseName, samePerson, twinsOf } from '../../src/progress/names.ts';

describe('one name', () => {
  test.each([
    ['Ada Lovelace', 'ada LOVELACE'],
    [' Ada   Lovelace\t', 'Ada Lovelace'],
    ['Ada\u00a0Lovelace', 'Ada Lovelace'],
    ['Zo\u00eb', 'Zoe\u0308'],
    ['ZO\u00cb', 'zoe\u0308'],
    ['Strauß', 'STRAUSS'],
    ['Strauß', 'Strau\u1e9e'],
    ['Strauß', 'STRAU\u1e9e'],
    ['Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
    ['Ångström', '\u212bngstr\u00f6m'],
    ['ﬁona', 'FIONA'],
    ['Дарья', 'ДАРЬЯ'],
  ])('%j is %j', (a, b) => {
    expect(normaliseName(a)).toBe(normaliseName(b));
  });
});

test.each([
  ['Ada', 'Ada Lovelace'],
  ['Ada', 'Adа'],
  ['Zoe', 'Zoë'],
  ['AdaLovelace', 'Ada Lovelace'],
  ['Ada-Lovelace', 'Ada Lovelace'],
])('%j is not %j', (a, b) => {
  expect(normaliseName(a)).not.toBe(normaliseName(b));
});

test('no character keeps a name apart by its case or its composition', () => {
  const apart: string[] = [];
  for (let code = 1; code < 0x11_0000; code += 1) {
    if (code >= 0xd8_00 && code < 0xe0_00) continue;
    const name = `a${String.fromCodePoint(code)}b`;
    const folded = normaliseName(name);
    const others = [name.toUpperCase(), name.toLowerCase(), name.normalize('NFD'), folded];
    if (others.some((other) => other !== name && normaliseName(other) !== folded))
      apart.push(code.toString(16));
  }
  expect(apart).toEqual([]);
});

describe('a person', () => {
  const grace = { name: 'Grace Hopper', handles: ['grace', '@GHopper'] };
  test.each(['Grace Hopper', 'grace hopper', 'GRACE', '@ghopper'])('is %s', (text) => {
    expect(samePerson(grace, text)).toBe(true);
  });
  test.each(['Grace H', 'Hopper', 'ghopper', ''])('is not %j', (text) => {
    expect(samePerson(grace, text)).toBe(false);
  });
});

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
