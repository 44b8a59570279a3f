/** `holidays` that name an iCalendar file: the dates in the program, and the problems that lint reports. */
import { describe, expect, it } from 'vitest';
import { type LintInput, lint, readProgram } from '../../src/lint/lint.ts';
import { compile } from '../../src/program/compile.ts';
import { describeProblem } from '../../src/program/problem.ts';

const ics = (...days: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    ...days.map((day) => {
      const [date, summary] = day.split(' ');
      const title = summary ? `SUMMARY:${summary}\r\n` : '';
      return `BEGIN:VEVENT\r\n${title}DTSTART;VALUE=DATE:${date}\r\nEND:VEVENT`;
    }),
    'END:VCALENDAR',
  ].join('\r\n');

function files(holidays: string, more: Readonly<Record<string, string>> = {}): LintInput['files'] {
  return filesWith(`holidays: ${holidays}`, more);
}

/** @param calendar the keys in braces */
function filesWith(calendar: string, more: Readonly<Record<string, string>> = {}): LintInput['files'] {
  const texts = {
    'program.yaml': `id: pm\ntitle: PM\nphases: [one]\ncalendar: { ${calendar} }\n`,
    'one.yaml':
      'id: one\ntitle: One\ndue: week 1\nitems: [{ id: a, title: Meet your buddy, takes: 30 min }]\n',
    ...more,
  };
  return Object.entries(texts).map(([name, text]) => ({ name, path: name, bytes: Buffer.from(text) }));
}

/** Of a program that can be compiled. */
function calendarOf(given: LintInput['files']) {
  const { source, problems } = readProgram(given);
  expect(problems.map(describeProblem)).toEqual([]);
  return source && compile(source, '').calendar;
}

function holidaysOf(given: LintInput['files']) {
  return calendarOf(given)?.holidays;
}

const problemsOf = (given: LintInput['files']) =>
  lint({ files: given, config: {} }).map((problem) => `${problem.rule} ${describeProblem(problem)}`);

it('the dates of the file stand in the place of its name', () => {
  const company = { 'company.ics': ics('20261225', '20261224') };
  expect(holidaysOf(files('[2027-01-01, company.ics, 2026-11-26]', company))).toEqual([
    { date: '2027-01-01', source: 'program.yaml' },
    { date: '2026-12-24', source: 'company.ics' },
    { date: '2026-12-25', source: 'company.ics' },
    { date: '2026-11-26', source: 'program.yaml' },
  ]);
});

it('any name beside it will do, and a file that nobody names is nobody’s business', () => {
  const holidays = '["Österreich 2026 (1).ics"]';
  const more = { 'Österreich 2026 (1).ics': ics('20261026'), 'other.ics': 'nonsense' };
  expect(holidaysOf(files(holidays, more))).toEqual([
    { date: '2026-10-26', source: 'Österreich 2026 (1).ics' },
  ]);
  expect(problemsOf(files(holidays, more))).toEqual([]);
});

describe('what is wrong is told at the entry, and keeps the program from being used', () => {
  it.each([
    ['[company.ics]', {}, 'wrong-value program.yaml:4:24: there is no file `company.ics` beside this one'],
    [
      '[2026-12-24, compny.ics]',
      { 'company.ics': ics('20261224') },
      'wrong-value program.yaml:4:36: there is no file `compny.ics` beside this one (did you mean `company.ics`?)',
    ],
    [
      '[company.ics]',
      { 'company.ics': ics('20261224', '20260230') },
      'wrong-value program.yaml:4:24: `company.ics` can\'t be used: line 6: "20260230" is not a date',
    ],
  ])('%s', (holidays, more, says) => {
    expect(problemsOf(files(holidays, more))).toEqual([says]);
    expect(readProgram(files(holidays, more)).source).toBeUndefined();
  });

  it.each([
    '../company.ics',
    '/etc/company.ics',
    'a/company.ics',
    'C:company.ics',
    '"a\\\\company.ics"',
    '"a\\0.ics"',
    'company.ICS',
    '.ics',
    '2026-02-30',
    'tomorrow',
  ])('%s is neither a date nor a name', (entry) => {
    const company = Object.fromEntries(
      ['../company.ics', '/etc/company.ics', 'a/company.ics'].map((name) => [name, ics('20261224')]),
    );
    expect(problemsOf(files(`[${entry}]`, company)).filter((text) => text.startsWith('wrong'))).toEqual([
      expect.stringMatching(
        /^wrong-value program\.yaml:4:24: each entry of `holidays` must be a date as .* or a calendar file beside/,
      ),
    ]);
  });

  it('and the list stays a list', () => {
    expect(problemsOf(files('company.ics', { 'company.ics': ics('20261224') }))).toEqual([
      'wrong-type program.yaml:4:23: `holidays` must be a list, not text (write `[company.ics]`)',
    ]);
  });
});

it('a calendar counts for what lint says of the calendar to come', () => {
  const problems = (holidays: string) =>
    lint({
      files: files(holidays, { 'company.ics': ics('20261224'), 'old.ics': ics('20251224') }),
      config: {},
      extras: { horizon: { today: '2026-11-23', until: '2026-12-01', calendar: {} } },
    }).map(describeProblem);
  expect(problems('[company.ics]')).toEqual([]);
  expect(problems('[2025-01-01, old.ics]')).toEqual([
    expect.stringContaining(
      'program.yaml:4:36: the holidays end on 2025-12-24, but who starts on 2026-12-01',
    ),
  ]);
});

describe('further keys', () => {
  it('are compiled', () => {
    const calendar =
      'holidays: [{ date: 2026-12-24, name: Christmas Eve }], extra-working-days: [2027-01-09], hours-per-day: 4.5, holidays-until: 2027-12-31';
    expect(calendarOf(filesWith(calendar))).toEqual({
      holidays: [{ date: '2026-12-24', name: 'Christmas Eve', source: 'program.yaml' }],
      extraWorkingDays: [{ date: '2027-01-09', source: 'program.yaml' }],
      minutesPerDay: 270,
      holidaysUntil: '2027-12-31',
    });
  });

  it('events are picked by their words, each entry for itself', () => {
    const company = { 'company.ics': ics('20261224 Eve', '20261228 Party', '20261229 Bridge') };
    const days = (entries: string) => holidaysOf(files(entries, company))?.map(({ name }) => name);
    expect(days('[{ file: company.ics, except: [party] }]')).toEqual(['Eve', 'Bridge']);
    expect(days('[{ file: company.ics, only: [eve, bridge], except: [bridge] }]')).toEqual(['Eve']);
    expect(days('[{ file: company.ics, only: [Bridge] }, { file: company.ics, only: [Party] }]')).toEqual([
      'Bridge',
      'Party',
    ]);
  });

  it('the worked days of a file stand beside the list of the same file; an empty list says none', () => {
    const china = { 'cn.ics': ics('20270101 元旦假期', '20270109 上班(补元旦假期)') };
    const extra = (more: string) =>
      calendarOf(filesWith(`holidays: [cn.ics]${more}`, china))?.extraWorkingDays;
    const worked = { date: '2027-01-09', name: '上班(补元旦假期)', source: 'cn.ics' };
    expect(extra('')).toEqual([worked]);
    expect(extra(', extra-working-days: [2027-01-10]')).toEqual([
      worked,
      { date: '2027-01-10', source: 'program.yaml' },
    ]);
    expect(extra(', extra-working-days: []')).toEqual([]);
    expect(calendarOf(files('[2027-01-01]'))).not.toHaveProperty('extraWorkingDays');
  });

  it.each([
    [
      'holidays: [2026-12-24, 2026-12-25], extra-working-days: [2026-12-25]',
      '4:70: 2026-12-25 stands under `holidays` and under `extra-working-days` (take it out of one of them)',
    ],
    [
      'holidays: [{ date: 2026-12-25, name: Xmas }], extra-working-days: [2026-12-25]',
      '4:80: 2026-12-25 stands under `holidays` and under `extra-working-days` (take it out of one of them)',
    ],
    [
      'extra-working-days: [2027-02-30]',
      '4:34: each entry of `extra-working-days` must be a date as YYYY-MM-DD, such as `2026-12-25`',
    ],
    ['holidays-until: soon', '4:29: `holidays-until` must be a date as YYYY-MM-DD, such as `2026-12-25`'],
    ...['0', '-1', '24.5', '4.25', 'six', '[]', '.nan', '.inf'].map((hours): [string, string] => [
      `hours-per-day: ${hours}`,
      '4:28: `hours-per-day` must be a number of hours above 0 and up to 24, halves allowed, such as `6` or `4.5`',
    ]),
    ['hour-per-day: 6', '4:13: unknown key `hour-per-day` (did you mean `hours-per-day`?)'],
    ['holidays: [{ fille: a.ics }]', '4:26: unknown key `fille` (did you mean `file`?)'],
    ['holidays: [{ file: a.ics, onyl: [x] }]', '4:39: unknown key `onyl` (did you mean `only`?)'],
    ['holidays: [{ date: 2026-12-24, nam: X }]', '4:44: unknown key `nam` (did you mean `name`?)'],
    ['holidays: [{ date: 2026-12-24 }]', '4:24: `name` is missing'],
    ['holidays: [{ name: Eve }]', '4:24: `date` is missing'],
    ['holidays: [{}]', '4:24: `file` is missing'],
    [
      'holidays: [{ file: ../a.ics }]',
      '4:32: `file` must be a calendar file beside this one, such as `company.ics`',
    ],
    ['holidays: [{ file: a.ics, only: [] }]', '4:45: `only` must name at least one word'],
    ['holidays: [{ file: a.ics, except: word }]', '4:47: `except` must be a list, not text (write `[word]`)'],
    [
      'holidays: [20261224]',
      '4:24: each entry of `holidays` must be a date as YYYY-MM-DD, such as `2026-12-25`, or a calendar file beside this one, such as `company.ics`',
    ],
    ['holidays: [{ file: gone.ics, only: [x] }]', '4:24: there is no file `gone.ics` beside this one'],
  ])('%s', (calendar, says) => {
    const given = filesWith(calendar, { 'a.ics': ics('20261231') });
    expect(readProgram(given).problems.map(describeProblem)).toEqual([`program.yaml:${says}`]);
  });
});
