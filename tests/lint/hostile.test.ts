/** Checklists that would keep a careless reader busy forever. Mutated and generated ones are in trials/checklists.ts. */
import { describe, expect, test } from 'vitest';
import { checklist, lintTexts, program } from './hostile.ts';

describe('lint of hostile files', () => {
  test('what it starts from is sound', () => {
    expect(lintTexts([program, checklist]).map(({ rule }) => rule)).toEqual([]);
  });

  test.each([
    ['one word of digits', head('{}'), items(`- { id: a, title: a${'1'.repeat(400_000)}a b }`)],
    [
      'a chain of roles',
      head(`{${many(1900, (n) => `r${n}: {title: a, default: r${n + 1}}`)}}`),
      items('[]'),
    ],
    [
      'names of people in a program of many roles',
      head(`{${many(2000, (n) => `aaaaaaaaaaa${n}: {title: a}`)}}`),
      items(`- { id: a, title: Do it, with: [${many(8000, (n) => `Aaaaaaa Aa${letters(n)}`)}] }`),
    ],
    [
      'links that a group gives to many items',
      head('{}'),
      items(
        `- { id: g, title: G, links: [${many(1200, (n) => `{title: a, url: 'https://example.com/${n}'}`)}],` +
          ` items: [${many(1200, (n) => `{id: i${n}, title: Do it ${n}}`)}] }`,
      ),
    ],
  ])('takes no longer for %s', (_, ...texts) => {
    const before = process.cpuUsage();
    expect(lintTexts(texts).map(({ rule }) => rule)).not.toContain('syntax');
    // Of the processor, however busy the machine is.
    expect(process.cpuUsage(before).user).toBeLessThan(15_000_000);
  });
});

function head(roles: string): string {
  return `id: small\ntitle: A small program\nphases: [week-1]\nroles: ${roles}\n`;
}

function items(list: string): string {
  return `id: week-1\ntitle: First week\ndue: week 1\nitems:\n  ${list}\n`;
}

function many(count: number, nth: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => nth(n)).join(', ');
}

/** Each number by letters of its own. */
function letters(n: number): string {
  return [...String(n)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('');
}
