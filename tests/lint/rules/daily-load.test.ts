import { describe, expect, test } from 'vitest';
import { found, problemsOf, program, week } from './found.ts';

const rule = 'daily-load';
const hint = '(give some of it another `due`, or a `from` to spread it over more days)';
const items = (...lines: string[]) => lines.map((line) => `- { title: T, ${line} }\n`).join('');

/** Five items of four hours each. */
function fourHours(dates: string): string[] {
  return [0, 1, 2, 3, 4].map((n) => `id: i${n}, ${dates}, takes: 4 h`);
}

describe('a day', () => {
  const cases: [string, string, string[]][] = [
    ['full to the brim', items('id: a, due: workday 1, takes: 7 h', 'id: b, due: workday 1, takes: 1 h'), []],
    [
      'over it, whenever it starts: at the biggest item',
      items('id: a, due: workday 1, takes: 90 min', 'id: b, due: workday 1, takes: 7 h'),
      [
        `week-1.yaml:6:45 7 h: workday 1 asks for 8 h 30 of work, more than 8 h: \`b\` 7 h, \`a\` 1 h 30 ${hint}`,
      ],
    ],
    [
      'with more items than fit into a line',
      items(...[1, 2, 3, 4, 5, 6, 7].map((n) => `id: i${n}, due: workday 1, takes: 9${n} min`)),
      [
        `week-1.yaml:11:46 97 min: workday 1 asks for 10 h 58 of work, more than 8 h: \`i7\` 1 h 37, \`i6\` 1 h 36, \`i5\` 1 h 35, \`i4\` 1 h 34, \`i3\` 1 h 33 and 2 more ${hint}`,
      ],
    ],
    [
      'for some of the starts',
      items(
        'id: a, from: day 3, due: day 3, takes: 5 h',
        'id: b, from: workday 3, due: workday 3, takes: 4 h',
      ),
      [
        `week-1.yaml:5:54 5 h: workday 3 asks for 9 h of work, more than 8 h, for a start on Mon to Wed, Sat and Sun: \`a\` 5 h, \`b\` 4 h ${hint}`,
      ],
    ],
    [
      'days in a row for one item',
      items('id: a, due: workday 2, takes: 3 days', 'id: b, due: workday 2, takes: 1 h'),
      [
        `week-1.yaml:5:45 3 days: workdays 1 and 2 ask for up to 13 h of work, more than 8 h: \`a\` 12 h, \`b\` 1 h ${hint}`,
      ],
    ],
    [
      'spread over as many days as it has two hours',
      items(...fourHours('due: workday 4')),
      // Two hours of each on workday 3 and on workday 4.
      [
        `week-1.yaml:5:46 4 h: workdays 3 and 4 ask for 10 h of work, more than 8 h: \`i0\` 2 h, \`i1\` 2 h, \`i2\` 2 h, \`i3\` 2 h, \`i4\` 2 h ${hint}`,
      ],
    ],
    ['spread over the days from its `from` on', items(...fourHours('from: workday 1, due: workday 4')), []],
    [
      'pieces that may be done before their day',
      items(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `id: i${n}, due: workday 2, takes: 1 h`)),
      [],
    ],
    [
      'what is optional, of others or without effort',
      items(
        'id: a, due: day 1, takes: 8 h',
        'id: b, due: day 1, takes: 8 h, optional: true',
        'id: c, due: day 1, takes: 8 h, by: buddy',
        'id: d, due: day 1',
      ),
      [],
    ],
    ['before the start', items('id: a, due: 2 days before start, takes: 3 days'), []],
  ];
  test.each(cases)('%s', (_, entries, want) => {
    expect(found(rule, week(entries, 'roles: { buddy: { title: B } }\n'))).toEqual(want);
  });

  test('one due date that lies on another workday for each start is one find', () => {
    const entries = items(
      'id: a, from: day 3, due: day 3, takes: 9 h',
      'id: b, from: day 3, due: day 3, takes: 9 h',
    );
    expect(found(rule, week(entries))).toEqual([
      `week-1.yaml:5:54 9 h: workdays 1 to 3 ask for 18 h of work, more than 8 h: \`a\` 9 h, \`b\` 9 h ${hint}`,
    ]);
  });
});

describe('a week', () => {
  const onlyOn = (n: number) => `from: workday ${n}, due: workday ${n}`;
  const days = (count: number, takes: string) =>
    items(...Array.from({ length: count }, (_, at) => `id: i${at}, ${onlyOn(at + 1)}, takes: ${takes}`));

  test('over four days of work', () => {
    expect(found(rule, week(days(4, '8 h')))).toEqual([]);
    const [full, ...others] = found(rule, week(days(5, '7 h')));
    expect(others).toEqual([]);
    expect(full).toBe(
      `week-1.yaml:5:63 7 h: week 1 asks for 35 h of work, more than 32 h, for a start on Mon, Sat and Sun: \`i0\` 7 h, \`i1\` 7 h, \`i2\` 7 h, \`i3\` 7 h, \`i4\` 7 h ${hint}`,
    );
  });

  test('counts the days of a long item that lie in it', () => {
    const entries = items('id: a, from: workday 1, due: workday 10, takes: 66 h');
    expect(found(rule, program({ 'week-2': ['week 2', entries] }))).toEqual([
      `week-2.yaml:5:63 66 h: weeks 1 and 2 ask for 33 h of work, more than 32 h: \`a\` 33 h ${hint}`,
    ]);
  });
});

describe('daily-load', () => {
  const heavy = items('id: a, due: day 1, takes: 3 h', 'id: b, due: day 1, takes: 4 h');

  test('keeps to the limits of the settings', () => {
    expect(found(rule, week(heavy))).toEqual([]);
    const [day] = found(rule, week(heavy), { [rule]: { day: '6 h' } });
    expect(day).toMatch(/workday 1 asks for 7 h of work, more than 6 h: `b` 4 h, `a` 3 h/);
    const [inWeek] = found(rule, week(heavy), { [rule]: { week: '300 min' } });
    expect(inWeek).toMatch(/week 1 asks for 7 h of work, more than 300 min/);
    expect(found(rule, week(heavy), { [rule]: { severity: 'off', day: '1 h' } })).toEqual([]);
  });

  test.each([{ day: '6 hours' }, { week: 32 }, { month: '1 h' }])('refuses the settings %o', (options) => {
    expect(() => found(rule, week(heavy), { [rule]: options })).toThrow();
  });

  test('goes by the working week of the program, not by its holidays', () => {
    const entries = items(
      'id: a, from: week 1, due: week 1, takes: 5 h',
      'id: b, from: workday 4, due: workday 4, takes: 5 h',
    );
    const calendar = (days: string) =>
      `calendar: { working-days: [${days}], holidays: [2024-01-01, 2024-01-02] }\n`;
    expect(found(rule, week(entries, calendar('mon, tue, wed, thu')))).toHaveLength(1);
    expect(found(rule, week(entries, calendar('mon, tue, wed, thu, fri')))).toEqual([]);
  });

  test('says nothing of a checklist without its program', () => {
    const { 'week-1.yaml': lone = '' } = week(heavy.replaceAll('3 h', '9 h'));
    expect(found(rule, { 'week-1.yaml': lone })).toEqual([]);
  });

  test('is an error', () => {
    expect(problemsOf(week(items('id: a, due: day 1, takes: 9 h')))).toMatchObject([
      { rule, severity: 'error' },
    ]);
  });
});

describe('is found whatever else is wrong', () => {
  const heavy = '- { id: a, title: A, due: workday 1, takes: 9 h }\n';
  const lines = found('daily-load', week(heavy));

  test.each([
    '- { id: b, title: B, with: [nobody] }',
    '- { id: b, titel: B }',
    '- { id: b, title: B, due: foo, takes: 9 h }',
    '- { id: b, title: B, from: [1], takes: 9 h }',
    '- { id: b, title: B, topics: [1] }',
    '- { id: b, title: B, takes: soon }',
    '- { title: B, takes: 9 h }',
    '- { id: b, title: B, after: [b] }',
  ])('%s', (other) => {
    expect(lines).toHaveLength(1);
    expect(found('daily-load', week(`${heavy}${other}\n`))).toEqual(lines);
  });

  test('an id that is there twice', () => {
    expect(found('daily-load', week(`${heavy}- { id: a, title: B, due: workday 9, takes: 1 h }\n`))).toEqual(
      lines,
    );
  });

  test('in another checklist, or in program.yaml', () => {
    const files = week(heavy, 'calendar: { working-days: [someday] }\nrolls: {}\n');
    expect(found('daily-load', files)).toEqual(lines);
    const phases = (due: string) =>
      found(
        'daily-load',
        program({ 'week-1': ['week 1', heavy], two: [due, '- { id: b, title: B, takes: 9 h }\n'] }),
      );
    expect(phases('sometime')).toEqual(lines);
  });
});
