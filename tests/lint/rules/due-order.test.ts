import { describe, expect, test } from 'vitest';
import { type Files, found, program, week } from './found.ts';

const rule = 'due-order';
const items = (...lines: string[]) => lines.map((line) => `- { ${line} }\n`).join('');
const a = 'id: a, title: A';
const b = 'id: b, title: B, after: [a]';

function shortWeek(entries: string): Files {
  return week(entries, 'calendar: { working-days: [mon, tue, wed, thu] }\n');
}

describe('due after the end of its phase', () => {
  const hint = '(give it an earlier `due`, or move it into a later phase)';
  const cases: [string, string, string[]][] = [
    ['before it', items(`${a}, due: workday 4`), []],
    ['on the same day', items(`${a}, due: workday 5`), []],
    ['before the start', items(`${a}, due: 3 days before start`), []],
    [
      'later, whenever it starts',
      items(`${a}, due: week 2`),
      [`week-1.yaml:5:27 week 2: \`a\` is due (week 2) after the end of its phase (week 1) ${hint}`],
    ],
    [
      'later, for one of the starts at least',
      items(`${a}, due: workday 6`),
      [`week-1.yaml:5:27 workday 6: \`a\` is due (workday 6) after the end of its phase (week 1) ${hint}`],
    ],
    [
      'in a group',
      items(`id: g, title: G, items: [{ ${a}, due: day 9 }]`),
      [`week-1.yaml:5:54 day 9: \`a\` is due (day 9) after the end of its phase (week 1) ${hint}`],
    ],
    ['of no known form: a matter of due-syntax', items(`${a}, due: next week`, `${b}, due: day 1`), []],
  ];
  test.each(cases)('%s', (_, entries, want) => {
    expect(found(rule, week(entries))).toEqual(want);
  });

  test('names the starts where it is not all of them', () => {
    // From a Wednesday on day 5 is Sunday, back to workday 3; a start on a weekend is one on Monday.
    const late = items(`${a}, due: day 5`);
    expect(found(rule, program({ one: ['workday 3', late] }))).toEqual([
      `one.yaml:5:27 day 5: \`a\` is due (day 5) after the end of its phase (workday 3), for a start on Mon, Tue, Sat and Sun ${hint}`,
    ]);
  });

  test('goes by the program’s working week', () => {
    const entries = items(`${a}, due: workday 5`);
    expect(found(rule, week(entries))).toEqual([]);
    expect(found(rule, shortWeek(entries))).toHaveLength(1);
  });

  test('of a lone checklist as well', () => {
    const { 'week-1.yaml': lone = '' } = week(items(`${a}, due: week 2`));
    expect(found(rule, { 'week-1.yaml': lone })).toHaveLength(1);
  });
});

describe('begun after it is due', () => {
  const hint = '(give it an earlier `from`, or a later `due`)';
  const cases: [string, string, string[]][] = [
    ['before', items(`${a}, from: day 2, due: workday 4`), []],
    ['on the same day', items(`${a}, from: workday 2, due: workday 2`), []],
    [
      'after its own due',
      items(`${a}, from: workday 3, due: workday 2`),
      [`week-1.yaml:5:28 workday 3: \`a\` may be begun (workday 3) only after it is due (workday 2) ${hint}`],
    ],
    [
      'after the phase’s',
      items(`${a}, from: week 2`),
      [`week-1.yaml:5:28 week 2: \`a\` may be begun (week 2) only after it is due (week 1) ${hint}`],
    ],
    [
      'before the start, the wrong way round',
      items(`${a}, from: 2 days before start, due: 5 days before start`),
      [
        `week-1.yaml:5:28 2 days before start: \`a\` may be begun (2 days before start) only after it is due (5 days before start) ${hint}`,
      ],
    ],
  ];
  test.each(cases)('%s', (_, entries, want) => {
    expect(found(rule, week(entries))).toEqual(want);
  });
});

describe('due before what it waits for', () => {
  const hint = '(give it a later `due`, or give the other an earlier one)';
  const cases: [string, string, string[]][] = [
    ['after it', items(`${a}, due: day 2`, `${b}, due: day 3`), []],
    ['on the same day', items(a, b), []],
    [
      'an item',
      items(`${a}, due: workday 3`, `${b}, due: workday 2`),
      [`week-1.yaml:6:30 a: \`b\` is due (workday 2) before \`a\` (workday 3), which it waits for ${hint}`],
    ],
    [
      'an item that is due at the end of the phase',
      items(a, `${b}, due: workday 2`),
      [`week-1.yaml:6:30 a: \`b\` is due (workday 2) before \`a\` (week 1), which it waits for ${hint}`],
    ],
    [
      'the last required item of a group',
      items(
        'id: g, title: G, items: [{ id: c, title: C, due: day 1 }, { id: d, title: D, due: workday 4 }, { id: e, title: E, optional: true }]',
        'id: b, title: B, after: [g], due: workday 3',
      ),
      [`week-1.yaml:6:30 g: \`b\` is due (workday 3) before \`d\` (workday 4), which it waits for ${hint}`],
    ],
    [
      'an optional item, which it does not really wait for',
      items(`${a}, optional: true`, `${b}, due: day 1`),
      [],
    ],
    ['what is not there', items(`${b}, due: day 1`), []],
    [
      'what is due after its own phase: that is the fault',
      items(`${a}, due: day 20`, b),
      [
        'week-1.yaml:5:27 day 20: `a` is due (day 20) after the end of its phase (week 1) (give it an earlier `due`, or move it into a later phase)',
      ],
    ],
  ];
  test.each(cases)('%s', (_, entries, want) => {
    expect(found(rule, week(entries))).toEqual(want);
  });

  test('over two phases', () => {
    const files = program({ one: ['day 1', items(b)], two: ['day 9', items(a)] });
    expect(found(rule, files)).toEqual([
      `one.yaml:5:30 a: \`b\` is due (day 1) before \`a\` (day 9), which it waits for ${hint}`,
    ]);
  });

  test('who waits for a group of hundreds, hundredfold', () => {
    const many = Array.from({ length: 400 }, (_, at) => `{id: i${at}, title: T, due: day ${(at % 7) + 1}}`);
    const waiting = Array.from(
      { length: 400 },
      (_, at) => `- {id: w${at}, title: T, after: [g], due: day 1}\n`,
    );
    const files = program({
      'week-1': ['week 1', `- {id: g, title: G, items: [${many.join(', ')}]}\n`],
      'week-2': ['week 2', waiting.join('')],
    });
    expect(found(rule, files)).toHaveLength(400);
  });
});

describe('phases out of order', () => {
  const hint = '(correct the `due`, or the order of `phases` in program.yaml)';
  const one = (id: string, more = '') => items(`id: ${id}, title: T${more}`);

  test('a later one ends before an earlier one', () => {
    const files = program({ one: ['day 9', one('x')], two: ['day 3', one('y')], three: ['day 9', one('z')] });
    expect(found(rule, files)).toEqual([
      `two.yaml:3:6 day 3: the phase \`two\` ends (day 3) before \`one\` does (day 9), which comes first ${hint}`,
    ]);
  });

  test('by the order of the program, not of the files', () => {
    const files = program({ b: ['day 3', one('x')], a: ['day 9', one('y')] });
    expect(found(rule, files)).toEqual([]);
  });

  test('what stands in the phase that ends too early is not held against it', () => {
    const files = program({
      one: ['day 60', one('x')],
      two: ['day 9', one('y', ', due: day 70, after: [x]')],
    });
    expect(found(rule, files)).toHaveLength(1);
  });

  test('a file that the program does not list is none of its phases', () => {
    const files = program({ one: ['day 9', one('x')], two: ['day 3', one('y')] });
    const main = files['program.yaml']?.replace('one, two', 'one') ?? '';
    expect(found(rule, { ...files, 'program.yaml': main })).toEqual([]);
  });
});
