/** What is read without the yaml package is what the package reads, and all that is unusual is left to the package. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lexer } from 'yaml';
import { readPlain } from '../../src/program/plain-yaml.ts';
import { parseYaml } from '../../src/program/yaml.ts';
import { checklist, program } from '../lint/hostile.ts';

const limits = { lexemes: 50_000, depth: 64 };

function plain(text: string, most = limits) {
  return readPlain(text, most);
}

/** The same text as the package reads it: a key in quotes, in a line of its own, is nothing that is read without it. */
function asPackage(text: string) {
  const whole = `${text}${text.endsWith('\n') ? '' : '\n'}"in quotes": 1\n`;
  expect(plain(whole)).toBeUndefined();
  return parseYaml('a.yaml', new TextEncoder().encode(whole));
}

function expectSame(text: string): boolean {
  const read = plain(text);
  if (!read) return false;
  const { value, comments, problems } = asPackage(text);
  expect(problems, text).toEqual([]);
  expect({ ...(read.value as object), 'in quotes': 1 }, text).toStrictEqual(value);
  expect(read.comments, text).toEqual(comments);
  return true;
}

describe('read', () => {
  const cases: [string, string, unknown][] = [
    [
      'words, numbers and nothing',
      'a: x y\nb: 12\nc: true\nd:\ne: ~\nf: yes\n',
      { a: 'x y', b: 12, c: true, d: null, e: null, f: 'yes' },
    ],
    [
      'dates and versions as text',
      'a: 2026-11-23\nb: 1.2.3\nc: 5 min\n',
      { a: '2026-11-23', b: '1.2.3', c: '5 min' },
    ],
    [
      'a list beside its key, or further in',
      'a:\n- x\n- y: 1\n  z: 2\nb:\n    - x\n',
      { a: ['x', { y: 1, z: 2 }], b: ['x'] },
    ],
    ['a text on several lines', 'a: one\n  two\n\n  three # cut\nb: 1\n', { a: 'one two\nthree', b: 1 }],
    ['a text under its key', 'a:\n  one\n  two\n', { a: 'one two' }],
    ['a folded text', 'a: >-\n  one\n  two\n\n  three\n\nb: >\n  x\n', { a: 'one two\nthree', b: 'x\n' }],
    [
      'a text with its lines',
      'a: |\n  one # two\n    three\n\n  four\nb: 1\n',
      { a: 'one # two\n  three\n\nfour\n', b: 1 },
    ],
    ['quotes', `a: 'it''s'\nb: "a \\"b\\" \\\\ \\n"\nc: ""\n`, { a: "it's", b: 'a "b" \\ \n', c: '' }],
    [
      'brackets and braces',
      'a: [x, "y, z", [1]]\nb: { c: d e, f: [] }\ng: {}\n',
      { a: ['x', 'y, z', [1]], b: { c: 'd e', f: [] }, g: {} },
    ],
    [
      'brackets over lines',
      'a:\n  [\n    x,\n    y\n  ]\nb: { c: d,\n  e: f }\n',
      { a: ['x', 'y'], b: { c: 'd', e: 'f' } },
    ],
    [
      'addresses',
      'a: https://example.com/#b\nc: [https://example.com/a?b=c#d]\n',
      { a: 'https://example.com/#b', c: ['https://example.com/a?b=c#d'] },
    ],
    ['comments', '# one\na: 1 # two\n\n  # three\nb: # four\n  c: 1\n#five\n', { a: 1, b: { c: 1 } }],
  ];
  test.each(cases)('%s', (_, text, value) => {
    expect(plain(text)?.value).toStrictEqual(value);
    expect(expectSame(text)).toBe(true);
  });

  test('the files that ship, but for one of levels', () => {
    const folder = resolve(import.meta.dirname, '../../checklists');
    const names = (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).filter((name) =>
      name.endsWith('.yaml'),
    );
    expect(names.length).toBeGreaterThan(20);
    const left = names.filter((name) => !expectSame(readFileSync(join(folder, name), 'utf8')));
    expect(left.filter((name) => !name.startsWith('levels'))).toEqual([]);
  });
});

describe('left to the package', () => {
  const cases: [string, string][] = [
    ['nothing', ''],
    ['a list at the top', '- a\n'],
    ['a tab', 'a:\tb\n'],
    ['lines that end as on Windows', 'a: 1\r\n'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n'],
    ['a key twice in braces', 'a: { b: 1, b: 2 }\n'],
    ['a name that objects have', 'constructor: 1\n'],
    ['a prototype', 'a:\n  __proto__: 1\n'],
    ['a key that is no word', 'true: 1\n'],
    ['a key that is as long as a text', `${'k'.repeat(200)}: 1\n`],
    ['anchors', 'a: &x 1\n'],
    ['aliases', 'a: *x\n'],
    ['tags', 'a: !!str 5\n'],
    ['a merge key', '<<: { a: 1 }\n'],
    ['document markers', '---\na: 1\n'],
    ['a directive', '%YAML 1.2\n'],
    ['a second colon', 'a: b: c\n'],
    ['a colon at the end', 'a: b:\n'],
    ['numbers in other forms', 'a: 0x1F\n'],
    ['a number with a zero before it', 'a: 0123\n'],
    ['fractions', 'a: 1.10\n'],
    ['an escape by number', 'a: "\\u0041"\n'],
    ['a quote over lines', 'a: "b\n  c"\n'],
    ['a quote that is not closed', "a: 'b\n"],
    ['what follows a quote', "a: 'b' c\n"],
    ['a bracket that is not closed', 'a: [b\n'],
    ['a bracket that is closed too far left', 'a:\n  b: [\n  c\n  ]\n'],
    ['a comma without a value', 'a: [b,,c]\n'],
    ['a comment in brackets', 'a: [b, # c\n  d]\n'],
    ['lines that do not line up', 'a:\n    b: 1\n  c: 2\n'],
    ['a text that goes on behind a comment', 'a: b # c\n  d\n'],
    ['a list in a list', 'a:\n  - - b\n'],
    ['an entry without a value', 'a:\n  -\n'],
    ['a block with its indentation', 'a: |2\n    b\n'],
    ['a block that keeps its end', 'a: |+\n  b\n\n'],
    ['a block at the end of a text without a line break', 'a: |\n  b'],
    ['folded lines that are indented', 'a: >\n  b\n    c\n'],
    ['more words and signs than are allowed', `a:\n${'  - b\n'.repeat(20_000)}`],
    ['more levels than are allowed', `a: ${'['.repeat(70)}${']'.repeat(70)}\n`],
  ];
  test.each(cases)('%s', (_, text) => {
    expect(plain(text)).toBeUndefined();
  });
});

describe('whatever is in a text', () => {
  const pieces = [
    ' ',
    '  ',
    '\n',
    '\n\n',
    ': ',
    ' #',
    '#',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    "'",
    '"',
    '|',
    '>-\n',
    '&a',
    '~',
    '1',
    '\\n',
    'é',
    '\u00a0',
    '\n    ',
    '\n  # note\n',
    'k:\n- a\n',
    'k: {a: b}\n',
    'k: [\n  a ]\n',
    'y: >\n    b\n\n    c\n',
    'z: a\n    b\n',
    '# c\n',
  ];
  const lines = [...program.split('\n'), ...checklist.split('\n')];
  const text = fc
    .tuple(
      fc.constantFrom(program, checklist),
      fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...pieces, ...lines)), { maxLength: 4 }),
    )
    .map(([start, edits]) =>
      edits.reduce<string>((now, [at, gone, piece]) => {
        const from = at % (now.length + 1);
        return now.slice(0, from) + piece + now.slice(from + gone);
      }, start),
    );

  test('it is read as by the package, or left to it', () => {
    let read = 0;
    fc.assert(
      fc.property(text, (given) => {
        if (expectSame(given.replaceAll('\\u00e9', 'e'))) read += 1;
      }),
      { numRuns: 2_000 },
    );
    // Were all left to the package, nothing would have been compared.
    expect(read).toBeGreaterThan(200);
  });

  test('it is never taken for fewer words and signs than it has', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 300 }), (given, lexemes) => {
        const read = plain(given, { ...limits, lexemes });
        if (read) expect(lexemesIn(given)).toBeLessThanOrEqual(lexemes);
      }),
      { numRuns: 1_000 },
    );
  });
});

function lexemesIn(text: string): number {
  return [...new Lexer().lex(text)].length;
}
