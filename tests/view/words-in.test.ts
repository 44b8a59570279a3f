import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded, foldedPlaces, rangesOf, snippetOf, standingOf, wordsOf } from '../../src/view/words-in.ts';

describe('folded', () => {
  test.each([
    ['Café', 'cafe'],
    ['Cafe\u0301', 'cafe'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Łukasz Søren Đorđe', 'lukasz soren dorde'],
    ['ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['İstanbul ısı', 'istanbul isi'],
    ['don’t', "don't"],
    ['two  lines\n\tand more', 'two lines and more'],
    ['日本語', '日本語'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
  ])('%s becomes %s', (text, plain) => {
    expect(folded(text)).toBe(plain);
  });

  test('is the same however a text was composed, and each character has a place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(folded(text.normalize('NFD'))).toBe(folded(text.normalize('NFC')));
        const { text: plain, placeOf } = foldedPlaces(text);
        expect(plain).toBe(folded(text));
        for (let at = 0; at < plain.length; at += 1)
          expect(folded(text.slice(placeOf(at)))).toContain(plain[at]);
        expect(placeOf(plain.length)).toBe(text.length);
      }),
    );
  });
});

describe('standingOf', () => {
  test.each([
    ['the art of it', 'art', 3],
    ['ARTISTS', 'art', 2],
    ['start an artful art', 'art', 3],
    ['started', 'art', 1],
    ['art’s', 'art', 3],
    ['part', 'tra', undefined],
    ['über-Ärger', 'arger', 3],
    ['what?', '?', 3],
    ['an accent alone', '', undefined],
  ])('"%s" has "%s": %s', (text, word, standing) => {
    expect(standingOf(folded(text), word)?.standing).toBe(standing);
  });
});

describe('snippetOf', () => {
  const long = `${'far away '.repeat(30)}the laptop came ${'and then '.repeat(30)}a dock`;

  test('has the word, fits, and is cut between words', () => {
    for (const length of [20, 40, 60, 120]) {
      const snippet = snippetOf(long, ['laptop'], length);
      expect(snippet).toMatch(/^….*laptop.*…$/);
      expect(snippet.length).toBeLessThanOrEqual(length);
      expect(long).toContain(snippet.slice(1, -1));
      expect(` ${long} `).toContain(` ${snippet.slice(1, -1).trim()} `);
    }
  });

  test('words that stand far apart have a part each', () => {
    const snippet = snippetOf(long, ['laptop', 'dock'], 60);
    expect(snippet).toMatch(/^….*laptop.*… .*dock$/);
    expect(snippet.length).toBeLessThanOrEqual(60);
  });

  test('a short text stands whole, on one line; the end of a text has no ellipsis', () => {
    expect(snippetOf('the\n laptop', ['laptop'], 40)).toBe('the laptop');
    expect(snippetOf(long, ['dock'], 30)).toMatch(/^….* a dock$/);
    expect(snippetOf('x'.repeat(100), ['nothing'], 20)).toBe(`${'x'.repeat(18)}…`);
  });

  test('an accent alone, of which nothing is left to look for, stands nowhere', () => {
    expect(rangesOf(long, [folded('\u0301')])).toEqual([]);
    expect(snippetOf(long, ['', 'laptop'], 40)).toMatch(/laptop/);
  });

  test('never exceeds its length, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.integer({ min: 12, max: 80 }),
        (text, word, length) => {
          expect(snippetOf(text, [folded(word)].filter(Boolean), length).length).toBeLessThanOrEqual(length);
        },
      ),
    );
  });
});

test('rangesOf: every place of every word in the text as it is, none overlapping', () => {
  const text = 'Das Café, CAFE und das Straßenfest';
  const parts = rangesOf(text, ['cafe', 'strass', 'das', 'as']).map(({ from, to }) => text.slice(from, to));
  expect(parts).toEqual(['Das', 'Café', 'CAFE', 'das', 'Straß']);
});

test('wordsOf: each once, in lower case, from three letters on', () => {
  expect(wordsOf('The the of a follow-up, don’t: 3.12 Größe')).toEqual([
    'the',
    'follow-up',
    'don’t',
    'größe',
  ]);
});
