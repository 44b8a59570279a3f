import { describe, expect, test } from 'vitest';
import { evidenceFrom } from '../../src/session/link-argument.ts';
import { isPlaceholder } from '../../src/session/placeholder.ts';

describe('a link', () => {
  test.each([
    ['https://docs.example.com/x', 'https://docs.example.com/x'],
    ['http://intranet/x', 'http://intranet/x'],
    ['  HTTPS://Example.com/X ', 'https://Example.com/X'],
    ['docs.example.com/x?y=1#z', 'https://docs.example.com/x?y=1#z'],
    ['example.com', 'https://example.com'],
    ['example.com:8443/x', 'https://example.com:8443/x'],
    ['münchen.example/ä', 'https://münchen.example/ä'],
    ['https://example.com/@ada/x', 'https://example.com/@ada/x'],
  ])('%s', (given, recorded) => {
    expect(evidenceFrom(given, 'url', 'It')).toBe(recorded);
  });

  test.each([
    ['', 'wants a link'],
    ['the doc', 'wants a link'],
    ['ada@example.com', 'wants a link'],
    ['ftp://example.com/x', 'wants a link'],
    ['javascript:alert(1)', 'wants a link'],
    ['https://', 'wants a link'],
    ['https://example.com/a b', 'wants a link'],
    ['wiki/x', 'wants a link'],
    ['3.12', 'wants a link'],
    ['https://user:secret@example.com', 'a name or a password'],
    ['https://token@example.com/x', 'a name or a password'],
    ['HTTPS://u:p@example.com', 'a name or a password'],
    ['URL', 'only stands for'],
    ['https://…', 'only stands for'],
  ])('refused: %s', (given, says) => {
    expect(() => evidenceFrom(given, 'url', 'It')).toThrow(says);
  });
});

test.each([
  ['a sketch, https://example.com/x', true],
  ['see https://u:p@example.com', false],
  ['…', false],
  [' ', false],
])('words: %s', (given, isGood) => {
  const read = () => evidenceFrom(given, 'text', 'It');
  if (isGood) expect(read()).toBe(given);
  else expect(read).toThrow();
});

test.each([
  ['…', true],
  [' ... ', true],
  ['DATE', true],
  ['date', false],
  ['Name', false],
  ['see DATE', false],
])('whether %s stands for something else', (text, does) => {
  expect(isPlaceholder(text)).toBe(does);
});
