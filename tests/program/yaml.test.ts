/** YAML from strangers: what is read, what is refused, and the place that an error names. */
import { describe, expect, test } from 'vitest';
import { maxBytes, maxDepth, parseYaml } from '../../src/program/yaml.ts';
import { faults } from '../lint/faults.ts';

function parse(text: string | Uint8Array) {
  return parseYaml('a.yaml', typeof text === 'string' ? new TextEncoder().encode(text) : text);
}

describe('read', () => {
  const cases: [string, string, unknown][] = [
    ['a map', 'a: 1\nb: [x, yes]\n', { a: 1, b: ['x', 'yes'] }],
    ['nothing', '', null],
    ['a byte order mark', '\uFEFFa: 1\n', { a: 1 }],
    ['lines that end as on Windows', 'a: |\r\n  x\r\n  y\r\nb: 1\r\n', { a: 'x\ny\n', b: 1 }],
    ['a number as key is text', '1: a\n', { '1': 'a' }],
    ['no as text', 'a: no\n', { a: 'no' }],
    ['a date as text', 'a: 2026-11-23\n', { a: '2026-11-23' }],
    ['a merge key is a key like any', '<<: {a: 1}\n', { '<<': { a: 1 } }],
    ['an explicit tag that YAML itself has', 'a: !!str 5\n', { a: '5' }],
    ['one document with its markers', '---\na: 1\n...\n', { a: 1 }],
  ];
  test.each(cases)('%s', (_, text, value) => {
    expect(parse(text)).toMatchObject({ value, problems: [] });
  });
});

describe('refused', () => {
  const notAllowed = (what: string) => `${what} are not allowed: write the value out`;
  const cases: [string, string, string[]][] = [
    [
      'an alias and its anchor',
      'a: &x 1\nb: *x\n',
      [`1:7 ${notAllowed('anchors (`&name`)')}`, `2:4 ${notAllowed('aliases (`*name`)')}`],
    ],
    ['an alias of nothing', 'b: *x\n', [`1:4 ${notAllowed('aliases (`*name`)')}`]],
    ['an anchor on a map', 'a: &x\n  b: 1\n', [`2:3 ${notAllowed('anchors (`&name`)')}`]],
    ['a tag', 'a: 1\nb: !foo bar\n', ['2:4 tags (`!name`) are not allowed']],
    ['a tag on a list', 'a: !foo [1]\n', ['1:4 tags (`!name`) are not allowed']],
    ['a tag in full', 'a: !<tag:yaml.org,2002:js/function> x\n', ['1:4 tags (`!name`) are not allowed']],
    ['the same key twice', 'a: 1\nb: 2\na: 3\n', ['3:1 the same key stands twice']],
    ['the same key as number and text', 'a: 1\n1: x\n"1": y\n', ['3:1 the same key stands twice']],
    ['a list as key', '? [a]\n: b\n', ['1:3 the key is not text: put it in quotes']],
    ['a prototype', 'a:\n  __proto__: 1\n', ['2:3 `__proto__` is not allowed']],
    ['a prototype in quotes', 'a: {"__proto__": {}}\n', ['1:5 `__proto__` is not allowed']],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      ['2:1 a second document starts here: one file is one checklist'],
    ],
    [
      'more documents',
      '---\na: 1\n---\nb: 2\n---\nc: 3\n',
      ['3:1 a second document starts here: one file is one checklist'],
    ],
    ['a tab', 'a:\n\tb: 1\n', ['2:1 indented by a tab: use spaces']],
    [
      'keys that do not line up',
      'a:\n  b: 1\n c: 2\n',
      [
        '3:1 not valid YAML: the line is not indented as its neighbours are, or a second `: ` in it needs quotes',
      ],
    ],
    ['lines that end as on Windows', 'a: 1\r\nb: 2\r\na: 3\r\n', ['3:1 the same key stands twice']],
    ['after a byte order mark', '\uFEFFa: *x\n', [`1:4 ${notAllowed('aliases (`*name`)')}`]],
  ];
  test.each(cases)('%s', (_, text, want) => {
    const yaml = parse(text);
    expect(faults(yaml.problems)).toEqual(want);
    // A key that stands twice is no reason to look at nothing else.
    expect(yaml.value === undefined).toBe(
      !want.every((fault) => fault.includes('the same key stands twice')),
    );
  });

  test('an open bracket', () => {
    const [problem] = parse('a: 1\nb: [1, 2\n').problems;
    expect(problem).toMatchObject({ line: 3, column: 1, rule: 'syntax' });
    expect(problem?.message).toMatch(/^not valid YAML: something is not closed/);
  });
});

describe('no text', () => {
  const cases: [string, Uint8Array][] = [
    ['NUL', new TextEncoder().encode('a: "x\0"\n')],
    ['UTF-16 with its mark', Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x3a, 0])],
    ['UTF-16 without', Uint8Array.from([0x61, 0, 0x3a, 0])],
    ['Latin 1', Uint8Array.from([0x61, 0x3a, 0x20, 0xe9])],
    ['a surrogate in UTF-8', Uint8Array.from([0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80])],
  ];
  test.each(cases)('%s', (_, bytes) => {
    const [fault = ''] = faults(parse(bytes).problems);
    expect(fault).toMatch(
      /^1:1 the file is not UTF-8 text$|^1:[26] a NUL character stands here: the file is not text, or it is UTF-16$/,
    );
  });
});

describe('size', () => {
  const filled = (bytes: number) => `a: ${'x'.repeat(bytes - 4)}\n`;

  test('as much as is allowed', () => {
    expect(parse(filled(maxBytes)).problems).toEqual([]);
  });

  test('a byte more', () => {
    const want = ['1:1 the file has 1048577 bytes, the most is 1048576'];
    expect(faults(parse(filled(maxBytes + 1)).problems)).toEqual(want);
  });

  test('2 MB of brackets', () => {
    expect(parse('['.repeat(2_000_000)).problems).toHaveLength(1);
  });
});

describe('nesting', () => {
  const indented = (depth: number) =>
    Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}a:`).join('\n');
  const shapes: [string, (depth: number) => string, string][] = [
    ['lists in brackets', (depth) => '['.repeat(depth) + ']'.repeat(depth), '1:65'],
    ['maps in braces', (depth) => '{a: '.repeat(depth) + '}'.repeat(depth), '1:257'],
    ['indented maps', (depth) => `${indented(depth)} 1\n`, '65:66'],
    ['lists by dashes', (depth) => `${'- '.repeat(depth)}x\n`, '1:129'],
    [
      'brackets deep in a map',
      (depth) => `k:\n  l: ${'['.repeat(depth - 2)}${']'.repeat(depth - 2)}\n`,
      '2:68',
    ],
    ['after lines of text', (depth) => `\n# é\n\n${'['.repeat(depth)}${']'.repeat(depth)}`, '4:65'],
  ];
  test.each(shapes)('%s', (_, shape, place) => {
    expect(parse(shape(maxDepth)).problems).toEqual([]);
    expect(faults(parse(shape(maxDepth + 1)).problems)).toEqual([`${place} nested more than 64 levels deep`]);
  });

  test.each(['[', '{', '- ', '? ', 'a: [', '{a: ', '- [{'])('a megabyte of %j is refused soon', (piece) => {
    const yaml = parse(piece.repeat(Math.floor(maxBytes / piece.length)));
    expect(yaml.problems).toHaveLength(1);
    expect(yaml.problems[0]?.message).toBe('nested more than 64 levels deep');
  });

  test('what is wide is not deep', () => {
    expect(parse(`a: [${'[], '.repeat(10_000)}]\n`).problems).toEqual([]);
    expect(parse('- a:\n  - b\n'.repeat(3000)).problems).toEqual([]);
  });

  test('so many words that reading them would take minutes', () => {
    const comma = parse(`a: [${'b,'.repeat(20_000)}]\n`);
    expect(faults(comma.problems)).toEqual([
      `1:${comma.problems[0]?.column} the file has more than 50000 words and signs`,
    ]);
    expect(comma.problems[0]?.column).toBeGreaterThan(20_000);
    expect(comma.value).toBeUndefined();
    expect(parse(`a: ${'b '.repeat(200_000)}\n`).problems).toEqual([]);
  });

  test('of faults without end the first hundred, and how many more', () => {
    const { problems } = parse('a: *b\n'.repeat(150).replaceAll('a', () => `k${Math.random()}`));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toBe('50 more faults like these');
  });
});

describe('places', () => {
  const yaml = parse('id: x\nitems:\n  - id: a\n    due: day 1\n  - {id: b, links: [{title: t}]}\n');
  const cases: [(string | number)[], string, string][] = [
    [['id'], '1:5-1:6', '1:1-1:3'],
    [['items'], '3:3-6:1', '2:1-2:6'],
    [['items', 0], '3:5-5:1', '3:5-5:1'],
    [['items', 0, 'due'], '4:10-4:15', '4:5-4:8'],
    [['items', 1, 'links', 0, 'title'], '5:29-5:30', '5:22-5:27'],
    [['items', 1, 'links', 0, 'url'], '5:21-5:31', '5:21-5:31'],
    [['nowhere', 'at', 'all'], '1:1-6:1', '1:1-6:1'],
  ];
  test.each(cases)('%j', (path, value, key) => {
    const text = ({ line, column, endLine, endColumn }: ReturnType<typeof yaml.valueAt>) =>
      `${line}:${column}-${endLine}:${endColumn}`;
    expect([text(yaml.valueAt(path)), text(yaml.keyAt(path))]).toEqual([value, key]);
  });
});
