/** Comments that switch rules off, and comments that have no effect. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RulesConfig } from '../../src/lint/config.ts';
import { directivesIn } from '../../src/lint/directives.ts';
import { lint, readProgram } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/rules/index.ts';
import type { Draft } from '../../src/program/draft.ts';
import { parseYaml } from '../../src/program/yaml.ts';
import { runs } from '../runs.ts';
import { filesOf, lenient } from './faults.ts';

const top = 'id: one\ntitle: One\ndue: day 1\nitems:\n';

/** `line:column rule: message` for each problem of `one.yaml`. */
function found(text: string, settings: RulesConfig = {}): string[] {
  const problems = lint({ files: filesOf({ 'one.yaml': text }), config: { ...lenient, ...settings } });
  return problems.map(({ line, column, rule, message }) => `${line}:${column} ${rule}: ${message}`);
}

const unknown = (line: number) => `${line}:3 unknown-key: unknown key \`zzz\``;
const item = '- id: a\n  title: A\n  zzz: 1\n';

describe('what a directive switches off', () => {
  const cases: [string, string, string[]][] = [
    ['nothing without one', top + item, [unknown(7)]],
    ['on its line', `${top}- id: a\n  title: A\n  zzz: 1 # pm-onboard disable-line unknown-key\n`, []],
    [
      'on the line below',
      `${top}- id: a\n  title: A\n  # pm-onboard disable-line unknown-key\n  zzz: 1\n`,
      [],
    ],
    ['all rules of a line', `${top}- id: a\n  title: A\n  zzz: 1 #pm-onboard disable-line\n`, []],
    [
      'several rules',
      `${top}# pm-onboard disable-line missing-key,  unknown-key wrong-type\n- id: a\n  zzz: 1\n`,
      [
        '5:41 unused-disable: there is no `unknown-key` here to disable',
        '5:53 unused-disable: there is no `wrong-type` here to disable',
        '7:3 unknown-key: unknown key `zzz`',
      ],
    ],
    [
      'behind a value, not the line below',
      `${top}- id: a # pm-onboard disable-line unknown-key\n  zzz: 1\n  title: A\n`,
      [
        '5:35 unused-disable: there is no `unknown-key` here to disable',
        '6:3 unknown-key: unknown key `zzz`',
      ],
    ],
    [
      'a block to the end',
      `${top}# pm-onboard disable unknown-key\n${item}- id: b\n  title: B\n  zzz: 1\n`,
      [],
    ],
    [
      'a block up to its end',
      `${top}# pm-onboard disable unknown-key\n${item}# pm-onboard enable unknown-key\n${item.replace('a', 'b')}`,
      [unknown(12)],
    ],
    [
      'all, but for one switched on again',
      `${top}# pm-onboard disable\n${item}# pm-onboard enable unknown-key\n- id: b\n  zzz: 1\n# pm-onboard enable\n`,
      [unknown(11)],
    ],
    [
      'one, ended by all',
      `${top}# pm-onboard disable unknown-key\n${item}# pm-onboard enable\n${item.replace('a', 'b')}`,
      [unknown(12)],
    ],
    ['the file', `# pm-onboard disable-file unknown-key\n${top}${item}`, []],
    [
      'the file, under other comments',
      `\uFEFF# yaml-language-server: $schema=x\r\n\r\n  # pm-onboard disable-file\r\n${(top + item).replaceAll('\n', '\r\n')}`,
      [],
    ],
    [
      'not what a directive stands in as text',
      `${top}- id: a\n  title: '# pm-onboard disable-file'\n  details: |\n    # pm-onboard disable\n  zzz: "\n    # pm-onboard disable-line"\n`,
      [unknown(9)],
    ],
    [
      'with a reason',
      `${top}- id: a\n  title: A\n  zzz: 1 # pm-onboard disable-line unknown-key -- because of (#12), see there\n`,
      [],
    ],
    ['with a reason alone', `${top}- id: a\n  title: A\n  zzz: 1 # pm-onboard: disable-line -- why\n`, []],
    ['with a reason behind a dash', `${top}# pm-onboard disable unknown-key — it is ours\n${item}`, []],
    [
      'all lines of a map in braces that ends there',
      `${top}- {\n    id: a,\n    title: A,\n    zzz: 1,\n  } # pm-onboard disable-line unknown-key\n`,
      [],
    ],
    [
      'all lines of a map in braces that begins below',
      `${top}# pm-onboard disable-line unknown-key\n- {\n    id: a,\n    title: A,\n    zzz: 1,\n  }\n- id: b\n  title: B\n  zzz: 1\n`,
      [unknown(13)],
    ],
    [
      'no line above a list that begins there',
      `${top}- id: a\n  zzz: 1\n  title: A\n  topics: [ # pm-onboard disable-line unknown-key\n    Why ]\n`,
      [
        '6:3 unknown-key: unknown key `zzz`',
        '8:39 unused-disable: there is no `unknown-key` here to disable',
      ],
    ],
    ['prose', `${top}# pm-onboard is the tool that checks this\n${item}`, [unknown(8)]],
    [
      'no broken file',
      '# pm-onboard disable-file syntax\n# pm-onboard disable-file\nid: [\n',
      [
        "1:27 unused-disable: `syntax` can't be disabled",
        expect.stringContaining(' syntax: not valid YAML') as unknown as string,
      ],
    ],
  ];
  test.each(cases)('%s', (_, text, want) => {
    expect(found(text)).toEqual(want);
  });

  test('only in its file', () => {
    const two = top.replace('one', 'two') + item.replace('a', 'b');
    const files = filesOf({ 'one.yaml': `# pm-onboard disable-file\n${top}${item}`, 'two.yaml': two });
    expect(lint({ files, config: lenient })).toMatchObject([{ file: 'two.yaml', rule: 'unknown-key' }]);
  });

  test('in program.yaml', () => {
    const program = 'id: p\ntitle: P\nphases: [one]\nzzz: 1 # pm-onboard disable-line unknown-key\n';
    const files = filesOf({ 'program.yaml': program, 'one.yaml': `${top}- { id: a, title: A }\n` });
    expect(lint({ files, config: lenient })).toEqual([]);
  });

  test('nothing for whoever starts', () => {
    const files = filesOf({ 'one.yaml': `# pm-onboard disable-file\n${top}${item}` });
    expect(readProgram(files).problems).toMatchObject([{ rule: 'unknown-key' }]);
  });
});

describe('a directive in vain', () => {
  const sound = '- { id: a, title: A }\n';
  const cases: [string, string, string[]][] = [
    [
      'has a reason that is not marked as one',
      `${top}- id: a\n  title: A\n  zzz: 1 # pm-onboard disable-line unknown-key (see #12)\n`,
      ['7:48 unused-disable: a reason stands behind ` -- `'],
    ],
    [
      'is joined by a hyphen',
      `${top}# pm-onboard-disable-line unknown-key\n${item}`,
      ['5:1 unused-disable: there is no directive `pm-onboard-disable-line`', unknown(8)],
    ],
    ['is none without the name', `${top}# disable-line unknown-key\n${item}`, [unknown(8)]],
    [
      'disables nothing',
      `${top}# pm-onboard disable\n${sound}`,
      ['5:1 unused-disable: there is no problem here to disable'],
    ],
    [
      'enables nothing',
      `${top}# pm-onboard enable\n# pm-onboard enable unknown-key\n${sound}`,
      [
        '5:1 unused-disable: nothing is disabled here',
        "6:21 unused-disable: `unknown-key` isn't disabled here",
      ],
    ],
    [
      'names no rule',
      `${top}# pm-onboard disable unknown-kye\n${sound}`,
      ['5:22 unused-disable: there is no rule `unknown-kye`'],
    ],
    [
      'is mistyped',
      `${top}# pm-onboard disable-lin unknown-key\n${sound}`,
      ['5:1 unused-disable: there is no directive `disable-lin`'],
    ],
    [
      'comes too late for the file',
      `${top}# pm-onboard disable-file\n${item}`,
      ['5:1 unused-disable: `disable-file` only works above all content', unknown(8)],
    ],
    [
      'says what another says',
      `${top}# pm-onboard disable unknown-key\n- id: a\n  title: A\n  zzz: 1 # pm-onboard disable-line unknown-key\n`,
      ['5:22 unused-disable: there is no `unknown-key` here to disable'],
    ],
    [
      'is for itself',
      `# pm-onboard disable-file unused-disable\n${top}${sound}`,
      ["1:27 unused-disable: `unused-disable` can't be disabled"],
    ],
    [
      'in a file that can’t be read is told by its name alone',
      '# pm-onboard disable-file unknown-kye, unknown-key\nid: [\n',
      [
        '1:27 unused-disable: there is no rule `unknown-kye`',
        expect.stringContaining(' syntax: ') as unknown as string,
      ],
    ],
  ];
  test.each(cases)('%s', (_, text, want) => {
    expect(found(text)).toEqual(want);
  });

  test('suggests the nearest', () => {
    const files = filesOf({ 'one.yaml': `# pm-onboard disable-file unknown-kye\n${top}${sound}` });
    expect(lint({ files, config: lenient })).toMatchObject([{ hint: 'did you mean `unknown-key`?' }]);
  });

  test('is not told of a rule that is switched off, nor where that is told to be', () => {
    const text = `# pm-onboard disable-file unknown-key\n${top}${sound}`;
    expect(found(text)).toHaveLength(1);
    expect(found(text, { 'unknown-key': { severity: 'off' } })).toEqual([]);
    expect(found(text, { 'unused-disable': { severity: 'off' } })).toEqual([]);
    const files = filesOf({ 'one.yaml': text });
    const settings: RulesConfig = { 'unused-disable': { severity: 'error' } };
    expect(lint({ files, config: { ...lenient, ...settings } })).toMatchObject([{ severity: 'error' }]);
  });

  test('is not told of a rule that could not look', () => {
    const text = `# pm-onboard disable-file unknown-role\n${top}${sound}`;
    expect(found(text)).toHaveLength(1);
    const alone = [{ name: 'one.yaml', path: 'one.yaml', bytes: new TextEncoder().encode(text) }];
    expect(lint({ files: alone, config: lenient })).toEqual([]);
  });
});

/** A rule that looks at what isn't always there has to say so, else directives for it seem to be in vain. */
test.each(rules.filter(({ needs }) => needs === undefined))('$id needs nothing', (rule) => {
  const asked: string[] = [];
  const guard = (name: string) => ({
    get: () => {
      asked.push(name);
      return undefined;
    },
  });
  const yaml = parseYaml('one.yaml', new TextEncoder().encode(`${top}- { id: a, title: A, takes: 1 h }\n`));
  const draft = { files: [{ name: 'one.yaml', yaml, listed: true }], checklists: [], shape: [] };
  Object.defineProperties(draft, { whole: guard('whole') });
  const subject = { draft: draft as unknown as Draft };
  const known = ['program', 'sound', 'horizon', 'against', 'links'];
  Object.defineProperties(subject, Object.fromEntries(known.map((name) => [name, guard(name)])));
  expect([...rule.check(subject, rule.options?.parse({}))]).toEqual([]);
  expect(asked).toEqual([]);
});

describe('comments', () => {
  const directives = (text: string) =>
    directivesIn(parseYaml('a.yaml', new TextEncoder().encode(text))).map(
      ({ word, names, comment }) => `${comment.line} ${word} ${names.map(({ rule }) => rule).join(' ')}`,
    );

  test.each([
    ['a: 1 # pm-onboard disable-line x,y', ['1 disable-line x y']],
    ['a: | # pm-onboard disable-line x\n  # pm-onboard disable\n', ['1 disable-line x']],
    ["a: '#\n  # pm-onboard disable\n  '\n#pm-onboard enable\n", ['4 enable ']],
    ['[a, # pm-onboard disable x\r\n b]\r\n', ['1 disable x']],
    ['a: b#pm-onboard disable\n', []],
    ['--- |\n# pm-onboard disable\n', []],
    ['a: [\n# pm-onboard disable x\n', ['2 disable x']],
    [
      'a: \u001f # pm-onboard disable x\nb: \u0002\nc: 1 # pm-onboard enable y\n',
      ['1 disable x', '3 enable y'],
    ],
  ])('%j', (text, want) => {
    expect(directives(text)).toEqual(want);
  });

  test('stand where they say', () => {
    const piece = fc.constantFrom(
      '# pm',
      '#',
      ' ',
      '\n',
      'a: ',
      '- ',
      '|',
      '"',
      "'",
      '[',
      ']',
      '\x1f',
      '\x02',
      'é',
      '\r\n',
      '>',
      '\x18',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { comments, text } = parseYaml('a.yaml', new TextEncoder().encode(pieces.join('')));
        for (const comment of comments) expect(text.startsWith(comment.text, comment.offset)).toBe(true);
      }),
      runs(5000),
    );
  });
});
