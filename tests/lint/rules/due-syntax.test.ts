import { describe, expect, test } from 'vitest';
import { found, ofRule, program, week } from './found.ts';

const rule = 'due-syntax';
const meet = '- { id: meet-csm, title: Meet a CSM, due: workday 2 }\n';

/** One phase of a program whose dates count back from the last day. */
function leaving(due: string, items: string): Record<string, string> {
  const { 'program.yaml': main = '', ...phases } = program({ one: [due, items] });
  return { ...phases, 'program.yaml': `${main}anchor: end\n` };
}

describe('what a date counts from', () => {
  const cases: [string, string, string[]][] = [
    ['an item above', `${meet}- { id: a, title: A, due: 1 workday after meet-csm }\n`, []],
    ['an item below, and a from', `- { id: a, title: A, from: 2 days after meet-csm }\n${meet}`, []],
    [
      'a former id',
      `- { id: b, title: B, due: workday 1, formerly: [old-b] }\n- { id: a, title: A, due: 1 workday after old-b }\n`,
      [],
    ],
    [
      'mistyped, with the nearest',
      `${meet}- { id: a, title: A, due: 3 workdays after meet-cms }\n`,
      [
        'week-1.yaml:6:27 3 workdays after meet-cms: the program has no item `meet-cms` (did you mean `meet-csm`?)',
      ],
    ],
    [
      'far from all',
      `${meet}- { id: a, title: A, from: 3 days after sing }\n`,
      [
        'week-1.yaml:6:28 3 days after sing: the program has no item `sing` (name the item whose date it is to count from)',
      ],
    ],
    [
      'a group',
      '- { id: g, title: G, items: [{ id: a, title: A, due: workday 1 }] }\n- { id: b, title: B, due: 1 workday after g }\n',
      [
        'week-1.yaml:6:27 1 workday after g: `g` is a group, which has no date of its own (count from an item in it, such as `a`)',
      ],
    ],
    [
      'what has no date',
      '- { id: a, title: A, due: none }\n- { id: b, title: B, due: 1 workday after a }\n',
      [
        'week-1.yaml:6:27 1 workday after a: `a` has no date (`due: none`), so nothing can count from it (give one of the two a date)',
      ],
    ],
    [
      'a last day that hires do not have',
      '- { id: a, title: A, due: 2 workdays before end }\n- { id: b, title: B, from: 1 day after end }\n',
      [
        'week-1.yaml:5:27 2 workdays before end: `due` counts from the last day, and hires of this program have none (write `anchor: end` in program.yaml, or count from the first day, such as `workday 3`)',
        'week-1.yaml:6:28 1 day after end: `from` counts from the last day, and hires of this program have none (write `anchor: end` in program.yaml, or count from the first day, such as `workday 3`)',
      ],
    ],
  ];
  test.each(cases)('%s', (_, items, want) => {
    expect(found(rule, week(items))).toEqual(want);
  });

  test('an id that is retired', () => {
    const files = week('- { id: a, title: A, due: 1 workday after gone }\n');
    const retired = { ...files, 'week-1.yaml': `${files['week-1.yaml']}retired: [gone]\n` };
    expect(found(rule, retired)).toEqual([
      'week-1.yaml:5:27 1 workday after gone: `gone` is retired: nobody gets it any more (count from another item, such as the one that took its place)',
    ]);
  });

  test('nothing is said of a lone checklist', () => {
    const { 'week-1.yaml': lone = '' } = week('- { id: a, title: A, due: 1 workday after x }\n');
    expect(found(rule, { 'week-1.yaml': lone })).toEqual([]);
  });

  test.each(['none', '3 workdays after meet-csm', 'soon'])('a phase does not end on `%s`', (due) => {
    const files = program({ one: [due, meet] });
    expect(ofRule(rule, files).map(({ file, line }) => `${file}:${line}`)).toEqual(['one.yaml:3']);
  });

  test.each(['5 days after start', '0 workdays after meet-csm', '0 days before start', 'none before start'])(
    '`%s` is no date',
    (due) => {
      expect(ofRule(rule, week(`${meet}- { id: a, title: A, due: ${due} }\n`))).toHaveLength(1);
    },
  );

  test('a `from` is a date', () => {
    expect(ofRule(rule, week('- { id: a, title: A, from: none }\n'))).toHaveLength(1);
  });
});

describe('a program that counts back from the last day', () => {
  test('has rules that do', () => {
    const items = `- { id: a, title: A, from: 8 days before end }
- { id: b, title: B, due: 2 workdays after a }
- { id: c, title: C, due: none }
`;
    expect(found(rule, leaving('0 workdays before end', items))).toEqual([]);
  });

  test.each(['workday 3', 'day 1', 'week 1', '2 workdays before start'])('has no `%s`', (due) => {
    const [first] = found(rule, leaving('1 workday after end', `- { id: a, title: A, due: ${due} }\n`));
    expect(first).toContain(`${due}: \`due\` counts from the first day, and this program counts back`);
    expect(first).toContain('(write `N workdays before end`, or take `anchor: end` out of program.yaml)');
  });

  test('has phases that do, in their order', () => {
    const files = leaving('day 5', '- { id: a, title: A }\n');
    expect(found(rule, files)).toHaveLength(1);
    const { 'program.yaml': main = '', ...phases } = program({
      one: ['2 workdays before end', '- { id: a, title: A, due: 1 workday before end }\n'],
      two: ['3 days before end', '- { id: b, title: B, due: 5 workdays after a }\n'],
    });
    expect(found('due-order', { ...phases, 'program.yaml': `${main}anchor: end\n` })).toEqual([
      'one.yaml:5:27 1 workday before end: `a` is due (1 workday before end) after the end of its phase (2 workdays before end) (give it an earlier `due`, or move it into a later phase)',
      'two.yaml:3:6 3 days before end: the phase `two` ends (3 days before end) before `one` does (2 workdays before end), which comes first, for a last day on Wed to Fri (correct the `due`, or the order of `phases` in program.yaml)',
    ]);
  });
});

describe('order and circles of dates that count from others', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'due-order',
      'after the end of the phase',
      `${meet}- { id: a, title: A, due: 9 workdays after meet-csm }\n`,
      [
        'week-1.yaml:6:27 9 workdays after meet-csm: `a` is due (9 workdays after meet-csm) after the end of its phase (week 1) (give it an earlier `due`, or move it into a later phase)',
      ],
    ],
    [
      'due-order',
      'before what it waits for',
      `- { id: b, title: B, due: workday 4 }\n${meet}- { id: a, title: A, due: 1 workday after meet-csm, after: [b] }\n`,
      [
        'week-1.yaml:7:61 b: `a` is due (1 workday after meet-csm) before `b` (workday 4), which it waits for (give it a later `due`, or give the other an earlier one)',
      ],
    ],
    [
      'due-order',
      'without a date: never',
      '- { id: b, title: B, due: none }\n- { id: a, title: A, due: day 1, after: [b] }\n',
      [],
    ],
    [
      'dependency-cycle',
      'two dates',
      '- { id: a, title: A, due: 1 workday after b }\n- { id: b, title: B, due: 1 workday after a }\n',
      [
        'week-1.yaml:6:27 1 workday after a: these count from each other: a → b → a (give one of them a date that counts from none of the others)',
      ],
    ],
    [
      'dependency-cycle',
      'a date and an order, by a former id',
      '- { id: a, title: A, due: 1 workday after old-b }\n- { id: b, title: B, after: [a], formerly: [old-b] }\n',
      ['week-1.yaml:6:30 a: these wait for each other: a → b → a (take one `after` out)'],
    ],
    [
      'dependency-cycle',
      'from itself',
      '- { id: a, title: A, due: 1 workday after a }\n',
      [
        'week-1.yaml:5:27 1 workday after a: these count from each other: a → a (give one of them a date that counts from none of the others)',
      ],
    ],
  ];
  test.each(cases)('%s: %s', (id, _, items, want) => {
    expect(found(id, week(items))).toEqual(want);
  });

  test('a chain of hundreds is followed, and so is one in a circle', () => {
    const chain = (first: string) =>
      week(
        Array.from(
          { length: 500 },
          (_, at) => `- { id: i${at}, title: I, due: ${at === 0 ? first : `1 workday after i${at - 1}`} }\n`,
        ).join(''),
      );
    expect(ofRule('dependency-cycle', chain('workday 1'))).toEqual([]);
    expect(ofRule('dependency-cycle', chain('1 workday after i499'))).toHaveLength(1);
  });
});
