/** How foreign text is shown on a terminal. */
import { expect, test } from 'vitest';
import { safeText } from '../../src/render/safe.ts';

/** What Unicode itself says moves the cursor, hides, or is no character. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test('of all characters, none that is left as it is can be unsafe', () => {
  const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));
  expect(all.filter((character) => safeText(character) === character && unsafe.test(character))).toEqual([]);
  expect(all.filter((character) => unsafe.test(safeText(`a${character}b`)))).toEqual([]);
});

test('what people write is left as it is', () => {
  for (const text of ['Ada Lovelace · day 1', 'Žofie Müller – “done” …', '入門 🎉', '█░ ✓'])
    expect(safeText(text)).toBe(text);
});

test('joiners that a script or an emoji needs stay, others become signs', () => {
  for (const text of [
    'علی\u200cرضا',
    '👩\u200d💻',
    '❤\ufe0f\u200d🔥',
    '🧑🏽\u200d🤝\u200d🧑🏿',
    'क्\u200dष',
    'ශ්\u200dරී',
  ])
    expect(safeText(text)).toBe(text);
  expect(safeText('Ada\u200cLovelace')).toBe('Ada<U+200C>Lovelace');
  expect(safeText('\u200cعلی')).toBe('<U+200C>علی');
  expect(safeText('💻\u200d')).toBe('💻<U+200D>');
  expect(safeText('علی\u200c\u200cرضا')).toBe('علی<U+200C><U+200C>رضا');
  expect(safeText('\u202eعلی\u200cرضا')).toBe('<U+202E>علی\u200cرضا');
});
