/** `--fix` changes a file only where there is just one right answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RulesConfig } from '../../src/lint/config.ts';
import { changedByEdits, spliced, withoutOverlaps } from '../../src/lint/edits.ts';
import { type Fixed, fix } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import type { Edit } from '../../src/program/problem.ts';
import { parseYaml } from '../../src/program/yaml.ts';
import { runs } from '../runs.ts';
import { filesOf, lenient } from './faults.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const top = 'id: one\ntitle: One\ndue: day 1\nitems:\n';

function fixed(files: Readonly<Record<string, string>>, config: RulesConfig = {}) {
  const result = fix({ files: filesOf(files), config: { ...lenient, ...config } });
  return { ...result, texts: textsOf(result) };
}

function textsOf({ files }: Pick<Fixed, 'files'>): Record<string, string> {
  return Object.fromEntries(files.map(({ name, bytes }) => [name, decode(bytes)]));
}

/** The items of `one.yaml`, fixed. */
function items(text: string, config: RulesConfig = {}): string {
  const { texts } = fixed({ 'one.yaml': top + text }, config);
  expect(texts['one.yaml']?.startsWith(top)).toBe(true);
  return texts['one.yaml']?.slice(top.length) ?? '';
}

describe('fixed', () => {
  const cases: [string, string, string][] = [
    ['a mistyped key', '- { id: a, titel: A } # x\n', '- { id: a, title: A } # x\n'],
    ['a number where text belongs', '- id: 2024 # x\n  title: 1.10\n', "- id: '2024' # x\n  title: '1.10'\n"],
    [
      'an id',
      '- id: Meet_Boss # x\n  title: A\n',
      '- id: meet-boss # x\n  formerly: [Meet_Boss]\n  title: A\n',
    ],
    [
      'an id in braces',
      '- {id: "meetBoss", title: A}\n',
      '- {id: meet-boss, formerly: [meetBoss], title: A}\n',
    ],
    [
      'an id with its references',
      '- id: a\n  title: A\n  after: [B_c, "B_c"]\n- id: B_c\n  title: B\n- id: C\n  title: C\n  after:\n    - B_c\n',
      '- id: a\n  title: A\n  after: [b-c, b-c]\n- id: b-c\n  formerly: [B_c]\n  title: B\n- id: c\n  formerly: [C]\n  title: C\n  after:\n    - b-c\n',
    ],
    [
      'an id with a history',
      '- id: B_c\n  title: B\n  formerly: [ x, y ]\n- id: C_d\n  title: C\n  formerly:\n    - x2 # why\n    - y2\n',
      '- id: b-c\n  title: B\n  formerly: [ B_c, x, y ]\n- id: c-d\n  title: C\n  formerly:\n    - C_d\n    - x2 # why\n    - y2\n',
    ],
    [
      'an id that reads as a number once it is text',
      '- id: 1.10\n  title: A\n',
      '- id: "1-10"\n  formerly: ["1.10"]\n  title: A\n',
    ],
    [
      'an id that would read as yes or no',
      '- { id: TRUE_, title: A }\n',
      '- { id: "true", formerly: [TRUE_], title: A }\n',
    ],
    [
      'a group’s id, which has no history',
      '- id: Grp\n  title: G\n  items: [{ id: a, title: A }]\n- { id: b, title: B, after: [Grp] }\n',
      '- id: grp\n  title: G\n  items: [{ id: a, title: A }]\n- { id: b, title: B, after: [grp] }\n',
    ],
    [
      'effort without its space',
      '- { id: a, title: A, takes: 1h } # x\n',
      '- { id: a, title: A, takes: 1 h } # x\n',
    ],
    [
      'effort in other words',
      '- { id: a, title: A, takes: "2 hours" }\n',
      '- { id: a, title: A, takes: 2 h }\n',
    ],
    [
      'effort in minutes',
      '- { id: a, title: A, takes: 90 mins }\n',
      '- { id: a, title: A, takes: 90 min }\n',
    ],
    ['effort of a day', '- { id: a, title: A, takes: 1D }\n', '- { id: a, title: A, takes: 1 day }\n'],
    [
      'a due in capitals',
      '- { id: a, title: A, due: Workday 1 }\n',
      '- { id: a, title: A, due: workday 1 }\n',
    ],
    [
      'a from without its space',
      '- { id: a, title: A, from: day1 }\n',
      '- { id: a, title: A, from: day 1 }\n',
    ],
    ['a yes', '- { id: a, title: A, optional: yes }\n', '- { id: a, title: A, optional: true }\n'],
    ['a no in quotes', "- { id: a, title: A, optional: 'No' }\n", '- { id: a, title: A, optional: false }\n'],
    [
      'one where a list belongs',
      '- { id: a, title: A, with: buddy }\n',
      '- { id: a, title: A, with: [buddy] }\n',
    ],
    [
      'a text where a list belongs',
      '- id: a\n  title: A\n  topics: Who, and why? # x\n',
      '- id: a\n  title: A\n  topics: ["Who, and why?"] # x\n',
    ],
    [
      'evidence in capitals',
      '- { id: a, title: A, evidence: URL }\n',
      '- { id: a, title: A, evidence: url }\n',
    ],
    [
      'a reason that is not marked as one',
      '- { id: a, title: A, zzz: 1 } # pm-onboard disable-line unknown-key (see #12)\n',
      '- { id: a, title: A, zzz: 1 } # pm-onboard disable-line unknown-key -- (see #12)\n',
    ],
    ['the last line without an end', '- title: A\n  id: B_c', '- title: A\n  id: b-c\n  formerly: [B_c]'],
    ['a directive in vain', '- { id: a, title: A } # pm-onboard disable-line\n', '- { id: a, title: A }\n'],
    [
      'a line that is a directive in vain',
      '  # pm-onboard disable\n- { id: a, title: A }\n',
      '- { id: a, title: A }\n',
    ],
    [
      'the part of a directive that is in vain',
      '# pm-onboard disable-line unknown-role, missing-key, wrong-type\n- { id: a }\n',
      '# pm-onboard disable-line missing-key\n- { id: a }\n',
    ],
    [
      'a rule mistyped in a directive',
      '- { id: a, zzz: 1, title: A } # pm-onboard disable-line unknwon-key, zzz\n',
      '- { id: a, zzz: 1, title: A } # pm-onboard disable-line unknown-key\n',
    ],
    [
      'what a fixed key hid is no reason not to fix it',
      '- { id: a, title: A, deu: wek 1 }\n',
      '- { id: a, title: A, due: wek 1 }\n',
    ],
  ];
  test.each(cases)('%s', (_, text, want) => {
    expect(items(text)).toBe(want);
    expect(items(want)).toBe(want);
    // On Windows as well.
    const windows = (each: string) => (top + each).replaceAll('\n', '\r\n');
    expect(fixed({ 'one.yaml': `\uFEFF${windows(text)}` }).texts['one.yaml']).toBe(`\uFEFF${windows(want)}`);
  });

  test('an id’s references in other files', () => {
    const two = 'id: two\ntitle: Two\ndue: day 2\nitems: [{ id: b, title: B, after: [A_b] }]\n';
    const { texts, problems } = fixed({ 'one.yaml': `${top}- { id: A_b, title: A }\n`, 'two.yaml': two });
    expect(texts['two.yaml']).toBe(two.replace('A_b', 'a-b'));
    expect(problems).toEqual([]);
  });

  test('a role, wherever it is named', () => {
    const program =
      'id: p\ntitle: P\nphases: [one]\nroles:\n  PM_Buddy: { title: B } # x\n  lead: { title: L, default: PM_Buddy }\n';
    const text = `${top}- { id: g, title: G, with: [PM_Buddy], items: [{ id: a, title: A, by: PM_Buddy, sign-off: "PM_Buddy" }] }\n`;
    const { texts, problems } = fixed({ 'program.yaml': program, 'one.yaml': text });
    expect(problems).toEqual([]);
    expect(texts).toEqual({
      'program.yaml': program.replaceAll('PM_Buddy', 'pm-buddy'),
      'one.yaml': text.replace('"PM_Buddy"', 'pm-buddy').replaceAll('PM_Buddy', 'pm-buddy'),
    });
  });
});

describe('left as it is', () => {
  const cases: [string, string][] = [
    ['an id whose new form is taken', '- { id: A_b, title: A }\n- { id: a-b, title: B }\n'],
    [
      'an id whose new form was another’s',
      '- { id: A_b, title: A }\n- { id: c, title: B, formerly: [a-b] }\n',
    ],
    ['two ids with one new form', '- { id: A_b, title: A }\n- { id: a.b, title: B }\n'],
    ['an id that stands twice', '- { id: A_b, title: A }\n- { id: A_b, title: B }\n'],
    ['an id of signs', '- { id: "C++", title: A }\n- { id: größe, title: B }\n- { id: "Q&A", title: C }\n'],
    [
      'effort of no one meaning',
      '- { id: a, title: A, takes: half an hour }\n- { id: b, title: B, takes: 1.5 h }\n',
    ],
    [
      'a date of no one meaning',
      '- { id: a, title: A, due: friday }\n- { id: b, title: B, evidence: link }\n',
    ],
    ['an address in capitals', "- { id: a, title: A, links: [{ title: A, url: 'HTTPS://A.example/B' }] }\n"],
    ['an id over two lines', '- id: "A\n    b"\n  title: A\n'],
    ['a key that would stand twice', '- { id: a, title: A, titel: B }\n'],
    ['a file that can’t be read', '- { id: A_b, titel: A }\n- [\n'],
    ['a key that stands twice', '- { id: A_b, id: C_d, titel: A }\n'],
    ['what a directive disables', '- { id: A_b, title: A } # pm-onboard disable-line id-style\n'],
    ['a misplaced directive', '- { id: a, title: A }\n# pm-onboard disable-file\n# pm-onboard disabel\n'],
    [
      'a key that would close a circle',
      '- { id: a, title: A, afer: [b] }\n- { id: b, title: B, after: [a] }\n',
    ],
    ['a reference to nothing', '- { id: a, title: A, after: [B_c] }\n'],
  ];
  test.each(cases)('%s', (_, text) => {
    expect(items(text)).toBe(text);
  });

  test('a rule that is switched off', () => {
    const text = '- { id: a, titel: A }\n';
    expect(items(text, { 'unknown-key': { severity: 'off' } })).toBe(text);
    expect(items(text, { 'unknown-key': { severity: 'warning' } })).not.toBe(text);
  });

  test('an id that a file may name which can’t be read', () => {
    const one = `${top}- { id: A_b, title: A }\n`;
    expect(fixed({ 'one.yaml': one, 'two.yaml': 'id: [\n' }).texts['one.yaml']).toBe(one);
  });

  test('the phase’s id, but for what the file’s name says', () => {
    const text = `${top.replace('one', 'One')}- { id: a, title: A }\n`;
    expect(fixed({ 'one.yaml': text }).texts['one.yaml']).toBe(text.replace('One\n', 'one\n'));
    const inOne = fixed({ 'One.yaml': `${top}- { id: a, title: A }\n` });
    expect(inOne.texts['One.yaml']).toContain('id: one\n');
    const program = 'id: Prog\ntitle: P\nphases: [one]\n';
    const { texts } = fixed({ 'program.yaml': program, 'one.yaml': `${top}- { id: a, title: A }\n` });
    expect(texts['program.yaml']).toBe(program);
  });

  test('one fix that does harm, among many that don’t', () => {
    const good = Array.from({ length: 9 }, (_, at) => `- { id: a${at}, titel: A }\n`);
    const bad = '- { id: b, title: B, titel: C }\n';
    const {
      texts,
      refused,
      fixed: done,
    } = fixed({ 'one.yaml': top + good[0] + bad + good.slice(1).join('') });
    expect(texts['one.yaml']).toBe(
      top + (good[0] + bad + good.slice(1).join('')).replaceAll('titel: A', 'title: A'),
    );
    expect(refused).toMatchObject([{ line: 6, rule: 'unknown-key' }]);
    expect(done).toHaveLength(9);
  });

  test('many that do harm', () => {
    const text =
      top + Array.from({ length: 24 }, (_, at) => `- { id: b${at}, title: B, titel: C }\n`).join('');
    expect(fixed({ 'one.yaml': text }).texts['one.yaml']).toBe(text);
  });
});

describe('splicing', () => {
  const edit = (from: number, to: number, text = 'x', file = 'a'): Edit => ({ file, from, to, text });
  const kept = (...fixes: Edit[][]) => {
    const all = fixes.map((own, at) => ({ at, fix: own }));
    return withoutOverlaps(all).map(({ at }) => at);
  };

  test('of edits in one place, the first', () => {
    expect(kept([edit(0, 2)], [edit(1, 3)], [edit(3, 4)])).toEqual([0, 2]);
    expect(kept([edit(1, 3)], [edit(0, 2)])).toEqual([1]);
    expect(kept([edit(0, 2)], [edit(2, 2)], [edit(2, 3)])).toEqual([0, 1]);
    expect(kept([edit(0, 2)], [edit(0, 2, 'x', 'b')], [])).toEqual([0, 1]);
  });

  test('all of a fix, or nothing', () => {
    expect(kept([edit(0, 2), edit(8, 9)], [edit(7, 9)], [edit(3, 4)])).toEqual([1, 2]);
  });

  test('bytes elsewhere stay', () => {
    const texts = fc.array(fc.constantFrom('a', 'é', '😀', '\r\n', '\n', '\uFEFF', ' ', '\u2028', '\t'), {
      maxLength: 40,
    });
    const marked = fc.record({ mark: fc.boolean(), texts, cuts: fc.array(fc.nat(60)), put: fc.string() });
    fc.assert(
      fc.property(marked, ({ mark, texts: parts, cuts, put }) => {
        const units = `a${parts.join('')}`;
        // Never between the halves of a pair.
        const whole = [...new Set(cuts.map((cut) => Math.min(cut, units.length)))]
          .filter((cut) => !/[\ud800-\udbff]/.test(units.charAt(cut - 1)))
          .sort((a, b) => a - b);
        const edits = whole.flatMap((from, at) =>
          at % 2 === 0 ? [edit(from, whole[at + 1] ?? from, put)] : [],
        );
        const bytes = encode((mark ? '\uFEFF' : '') + units);
        const file = { name: 'a', path: 'a', bytes };
        const out = decode(spliced(file, edits).bytes);
        const want = edits.reduceRight(
          (text, { from, to, text: own }) => text.slice(0, from) + own + text.slice(to),
          units,
        );
        expect(out).toBe(decode(encode((mark ? '\uFEFF' : '') + want)));
      }),
      runs(500),
    );
  });
});

describe('the check of what was written', () => {
  const changed = (before: string, from: number, to: number, text: string) => {
    const after = before.slice(0, from) + text + before.slice(to);
    const ranges = changedByEdits(parseYaml('a', encode(before)), parseYaml('a', encode(after)), [
      { file: 'a', from, to, text },
    ]);
    return ranges?.map(([start, end]) => after.slice(start, end));
  };

  test.each<[string, string, string, string, string[] | undefined]>([
    ['a value', 'a: x\nb: y\n', 'x', 'zz', ['zz']],
    ['a key', 'a: x\nb: [y]\n', 'b', 'zz', ['zz: [y]']],
    ['a comment', 'a: x # c\nb: y\n', ' # c', '', []],
    ['a new key', 'a: x\nb: y\n', '\n', '\nn: [1]\n', ['n: [1]', '1']],
    ['what comes after too', 'a: x\nb: y\n', 'x', '"', undefined],
    ['the depth of others', '- a: x\n  b: y\n', '- ', '', undefined],
    ['what others stand under', 'a:\nb:\n  c: x\n', 'b:\n  ', '', undefined],
    ['a text that others are part of', 'a: x\n  y\n', '\n', ' # z\n', undefined],
    ['a key into one that is there', 'a: x\nb: y\n', 'b', 'a', undefined],
  ])('%s', (_, text, what, instead, want) => {
    const from = text.indexOf(what);
    expect(changed(text, from, from + what.length, instead)).toEqual(want);
  });
});

describe('whatever the checklist', () => {
  const name = fc.constantFrom(
    'a',
    'b',
    'c-d',
    'E_f',
    'gH',
    'i.j',
    '1.10',
    '7',
    'true',
    "'k l'",
    '"M N"',
    'é',
    'x-1',
    'C++',
  );
  const role = fc.constantFrom('buddy', 'budy', 'Manager', 'mentor');
  const more = fc.constantFrom(
    '',
    '',
    'takes: 1 h',
    'tekes: 30 min',
    'due: day 1',
    'deu: day 2',
    'optional: true',
    'details: |\n    # pm-onboard disable\n    x  ',
    'titel: T',
    'evidence: ulr',
    'formerly: [old]',
    'formerly:\n    - Old_one # x',
    'zzz: 1',
  );
  const comment = fc.constantFrom(
    '',
    '',
    '',
    ' # x',
    ' # pm-onboard disable-line',
    ' # pm-onboard disable-line id-style, unknown-kye',
    '  ',
  );
  const item = fc
    .tuple(name, fc.array(name, { maxLength: 2 }), role, more, comment, fc.nat(3))
    .map(([id, after, by, extra, note, shape]) => {
      const list = `[${after.join(', ')}]`;
      if (shape === 0) return `- { id: ${id}, title: T, after: ${list} }${note}\n`;
      const lines = [
        `- id: ${id}${note}`,
        `  title: T${note}`,
        `  after: ${list}`,
        `  by: ${by}`,
        ...(extra ? [`  ${extra}`] : []),
      ];
      if (shape === 1)
        return `- id: G_${id.replaceAll(/\W/g, '')}\n  title: G\n  items:\n${lines.map((line) => `    ${line.replaceAll('\n', '\n    ')}\n`).join('')}`;
      return `${lines.join('\n')}\n`;
    });
  const block = fc.constantFrom(
    '',
    '',
    '',
    '# pm-onboard disable id-style\n',
    '# pm-onboard enable\n',
    '# pm-onboard disable-file zzz\n',
  );
  const checklist = fc
    .tuple(block, fc.array(fc.tuple(block, item), { minLength: 1, maxLength: 6 }), fc.boolean(), fc.boolean())
    .map(([first, entries, windows, mark]) => {
      const text = first + top + entries.flat().join('');
      return (mark ? '\uFEFF' : '') + (windows ? text.replaceAll('\n', '\r\n') : text);
    });
  /** A piece taken out, doubled or put elsewhere. */
  const mutated = fc
    .tuple(
      checklist,
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(12),
          fc.constantFrom('', ': ', '[', '"', '\n', '- ', '#', ' ', '{', "'", '&a ', '\t'),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([text, cuts]) =>
      cuts.reduce((each, [at, length, put]) => {
        const from = at % (each.length + 1);
        return each.slice(0, from) + put + each.slice(from + length);
      }, text),
    );

  const holds = (text: string) => {
    const files = filesOf({ 'one.yaml': text });
    const before = lint({ files, config: {} });
    const result = fix({ files, config: {} });
    const out = textsOf(result)['one.yaml'] ?? '';
    if (result.fixed.length === 0) expect(out).toBe(text);
    // What is left is what lint says of it, and a second run changes nothing.
    expect(result.problems).toEqual(lint({ files: result.files, config: {} }));
    const again = fix({ files: result.files, config: {} });
    expect(textsOf(again)).toEqual(textsOf(result));
    expect(again.fixed).toEqual([]);
    const count = (problems: readonly { rule: string }[]) =>
      problems.filter(({ rule }) => rule === 'syntax').length;
    expect(count(result.problems)).toBe(count(before));
    if (result.fixed.length > 0) expect(dataOf(out)).toEqual(dataOf(text));
  };

  /** The data without what a fix may change: names by letters alone, former ids left out, numbers as text. */
  const dataOf = (text: string): unknown => {
    const plain = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value === 'object' && value !== null)
        return Object.entries(value).flatMap(([key, each]) =>
          key === 'formerly' ? [] : [[key in respelt ? respelt[key] : key, plain(each)]],
        );
      return String(value)
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/[^a-z0-9]/g, '')
        .replace(/^110?$|^11$/, '1.1');
    };
    return plain(parse(text.replace(/^\uFEFF/, '')));
  };
  const respelt: Record<string, string> = { tekes: 'takes', deu: 'due', titel: 'title' };

  test('generated', () => {
    fc.assert(fc.property(checklist, holds), runs(150));
  });

  test('mutated', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const files = filesOf({ 'one.yaml': text });
        const result = fix({ files, config: {} });
        expect(textsOf(fix({ files: result.files, config: {} }))).toEqual(textsOf(result));
        if (result.fixed.length === 0) expect(textsOf(result)['one.yaml']).toBe(text);
      }),
      runs(250),
    );
  });
});
