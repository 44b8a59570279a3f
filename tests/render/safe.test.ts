/** How foreign text is shown on a terminal. */
import { expect, test } from 'vitest';
import { safeText } from '../../src/render/safe.ts';

/** What Unicode itself says moves the cursor, hides, or is no character. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test('of all characters, none that is left as it is can be unsafe', () => {
  const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));
  // Of a row that is left as it is, each character is; of the others, each is tried.
  const rows = Array.from({ length: all.length / 64 }, (_, row) => all.slice(row * 64, row * 64 + 64));
  const suspects = rows.flatMap((row) => {
    const text = row.map((character) => `a${character}b`).join('');
    return safeText(text) === text && !unsafe.test(text) ? [] : row;
  });
  expect(suspects.length).toBeGreaterThan(2_000);
  expect(suspects.filter((one) => safeText(one) === one && unsafe.test(one))).toEqual([]);
  expect(suspects.filter((one) => unsafe.test(safeText(`a${one}b`)))).toEqual([]);
});

test('what people write is left as it is', () => {
  for (const text of [
    'Ada Lovelace · day 1',
    'Žofie Müller – “done” …',
    '入門 🎉',
    '█░ ✓',
    'made 👩🏽‍💻',
    'می‌خواهم',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  ])
    expect(safeText(text)).toBe(text);
});

test('joiners that join nothing are shown', () => {
  for (const text of ['a\u200db', 'a\u200cb', '\u200d🎉', '🎉\u200d', 'م\u200c', '\u200cم'])
    expect(safeText(text)).toMatch(/<U\+200[CD]>/);
});
