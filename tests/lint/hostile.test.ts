/** Checklists from strangers: 10,000 mutated and generated files end in problems or a clean result, whatever is in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.ts';

const program = `id: small
title: A small program # with a comment
phases: [week-1]
roles:
  buddy: { title: Buddy, required: true }
  mentor: { title: Mentor, default: buddy }
calendar: { working-days: [mon, tue, sun], holidays: [2026-12-25] }
`;

const checklist = `id: week-1
title: "First week"
due: week 1
objective: >-
  See the product
  with fresh eyes
focus: [the product, 'its users']
items:
  - id: meet-buddy
    title: Meet your buddy
    details: |
      Half an hour, # no comment
      over coffee.
    due: day 1
    with: [buddy]
    takes: 30 min
    links: [{ title: A page, url: https://example.com/a?b=c#d }]
    topics: [What is it for?, "Who decides: \\u00e9?"]
  # pm-onboard disable-line vague-title
  - { id: calls, title: Calls, takes: 1 h, count: { target: 3, up-to: 4, unit: days }, after: [meet-buddy] }
  - id: small-things
    title: Small things
    items:
      - { id: bug, title: File a bug, takes: 1 h, evidence: url, sign-off: mentor, from: day 2, due: workday 3 }
`;

/** What hurts readers of YAML, and what means something to a terminal, a path or another format. */
const snippets = [
  ...[
    '[',
    '{',
    '- ',
    '? ',
    ': ',
    '&a ',
    '*a',
    '!!js/function ',
    '<<: ',
    '|',
    '>',
    '%YAML 9\n',
    '---\n',
    '...\n',
  ],
  ...[
    '\t',
    '\r',
    '\0',
    '\u{feff}',
    '\u{202e}',
    '\u{200b}',
    '\u{1b}[31m',
    '\u{d800}',
    '\u{1f600}',
    '"',
    "'",
    '#',
  ],
  ...[
    '__proto__: 1\n',
    'constructor: 1\n',
    '  items: []\n',
    'id: week-1\n',
    'due: day 0\n',
    '1e999',
    '0x1F',
    '~',
  ],
  ...[
    '[['.repeat(40),
    '{a: '.repeat(70),
    '- '.repeat(80),
    'a: '.repeat(40),
    '::error::',
    '# pm-onboard disable-file\n',
  ],
];

interface Mutation {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })),
  put: fc.oneof(fc.constantFrom(...snippets), fc.string({ unit: 'binary', maxLength: 8 })),
});

function mutated(text: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((result, { at, cut, put }) => {
    const place = Math.floor(at * result.length);
    return result.slice(0, place) + put + result.slice(place + cut);
  }, text);
}

const files = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(mutation, { minLength: 1, maxLength: 4 })
      .map((all) => [program, mutated(checklist, all)]),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(mutation, { minLength: 1, maxLength: 4 })
      .map((all) => [mutated(program, all), checklist]),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...snippets, ' ', '\n', 'a'), { maxLength: 60 })
      .map((all) => [program, all.join('')]),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }).map((text) => [program, text]) },
);

function lintTexts([first = '', second = '']: readonly string[]) {
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  return lint({
    files: [
      { name: 'program.yaml', path: 'program.yaml', bytes: bytes(first) },
      { name: 'week-1.yaml', path: 'week-1.yaml', bytes: bytes(second) },
    ],
    settings: {},
  });
}

describe('lint of hostile files', () => {
  test('what it starts from is sound', () => {
    expect(lintTexts([program, checklist]).map(({ rule }) => rule)).toEqual([]);
  });

  test('ends in problems with a place, or in none', async ({ annotate }) => {
    let slowest = 0;
    let clean = 0;
    fc.assert(
      fc.property(files, (texts) => {
        const start = performance.now();
        const problems = lintTexts(texts);
        slowest = Math.max(slowest, performance.now() - start);
        if (problems.length === 0) clean += 1;
        for (const { line, column, endLine, endColumn, message, rule } of problems) {
          if (!(line >= 1 && column >= 1)) throw new Error(`${rule}: no place`);
          if (endLine < line || (endLine === line && endColumn < column))
            throw new Error(`${rule}: ends before it begins`);
          if (message === '' || /undefined|\[object Object|NaN/.test(message))
            throw new Error(`${rule}: ${message}`);
        }
      }),
      { numRuns: 10_000 },
    );
    await annotate(`10,000 files, ${clean} of them clean, the slowest took ${Math.round(slowest)} ms`);
    expect(clean).toBeGreaterThan(100);
    expect(clean).toBeLessThan(9_000);
  }, 600_000);

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
  ])(
    'takes no longer for %s',
    (_, ...texts) => {
      expect(lintTexts(texts).map(({ rule }) => rule)).not.toContain('syntax');
    },
    15_000,
  );
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
