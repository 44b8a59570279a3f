/** Hostile checklists: mutations of a sound program, and texts that are hard on readers of YAML. */
import fc from 'fast-check';
import { lint } from '../../src/lint/lint.ts';

export const program = `id: small
title: A small program # with a comment
phases: [week-1]
roles:
  buddy: { title: Buddy, required: true }
  mentor: { title: Mentor, default: buddy }
calendar: { working-days: [mon, tue, sun], holidays: [2026-12-25] }
`;

export const checklist = `id: week-1
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

/** Two files each: the program and its only phase. */
export const files = fc.oneof(
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

export function lintTexts([first = '', second = '']: readonly string[]) {
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  return lint({
    files: [
      { name: 'program.yaml', path: 'program.yaml', bytes: bytes(first) },
      { name: 'week-1.yaml', path: 'week-1.yaml', bytes: bytes(second) },
    ],
    config: {},
  });
}
