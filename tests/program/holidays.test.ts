/** `holidays` that name an iCalendar file: the dates in the program, and the problems that lint reports. */
import { describe, expect, it } from 'vitest';
import { type LintInput, lint, readProgram } from '../../src/lint/lint.ts';
import { compile } from '../../src/program/compile.ts';
import { describeProblem } from '../../src/program/problem.ts';

const ics = (...days: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    ...days.map((day) => `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day}\r\nEND:VEVENT`),
    'END:VCALENDAR',
  ].join('\r\n');

function files(holidays: string, more: Readonly<Record<string, string>> = {}): LintInput['files'] {
  const texts = {
    'program.yaml': `id: pm\ntitle: PM\nphases: [one]\ncalendar: { holidays: ${holidays} }\n`,
    'one.yaml':
      'id: one\ntitle: One\ndue: week 1\nitems: [{ id: a, title: Meet your buddy, takes: 30 min }]\n',
    ...more,
  };
  return Object.entries(texts).map(([name, text]) => ({ name, path: name, bytes: Buffer.from(text) }));
}

/** Of a program that can be compiled. */
function holidaysOf(given: LintInput['files']) {
  const { source, problems } = readProgram(given);
  expect(problems.map(describeProblem)).toEqual([]);
  return source && compile(source, '').calendar.holidays;
}

const problemsOf = (given: LintInput['files']) =>
  lint({ files: given, config: {} }).map((problem) => `${problem.rule} ${describeProblem(problem)}`);

it('the dates of the file stand in the place of its name', () => {
  const company = { 'company.ics': ics('20261225', '20261224') };
  expect(holidaysOf(files('[2027-01-01, company.ics, 2026-11-26]', company))).toEqual([
    '2027-01-01',
    '2026-12-24',
    '2026-12-25',
    '2026-11-26',
  ]);
});

it('any name beside it will do, and a file that nobody names is nobody’s business', () => {
  const holidays = '["Österreich 2026 (1).ics"]';
  const more = { 'Österreich 2026 (1).ics': ics('20261026'), 'other.ics': 'nonsense' };
  expect(holidaysOf(files(holidays, more))).toEqual(['2026-10-26']);
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
      'wrong-type program.yaml:4:23: `holidays` must be a list, not text',
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
