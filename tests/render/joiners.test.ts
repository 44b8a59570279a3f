/** Joiners that a script or an emoji can't do without: shown as they are, and counted as a terminal shows them. */
import { expect, test } from 'vitest';
import { safeText } from '../../src/render/safe.ts';

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
