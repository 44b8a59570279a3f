/** Texts as people type dates, and the dates that they mean. 2026-11-23 is a Monday. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, dateOf, dayCount, fullDate, weekdays } from '../../src/dates.ts';
import { UserError } from '../../src/errors.ts';
import { type DateAsked, dateFrom, echoOf, wholeDate } from '../../src/session/date-argument.ts';
import { runs } from '../runs.ts';

const monday: CalendarDate = '2026-11-23';
const wednesday: CalendarDate = '2026-11-25';
const friday: CalendarDate = '2026-11-27';
const sunday: CalendarDate = '2026-11-29';

function read(text: string, asked: Partial<DateAsked> = {}): CalendarDate {
  return dateFrom(text, { flag: '--due', today: wednesday, lies: 'ahead', ...asked });
}

/** The message and the hint of the error for a text that is refused. */
function refusal(text: string, asked: Partial<DateAsked> = {}): string {
  try {
    return `read as ${read(text, asked)}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}; ${error.hint}`;
  }
}

/** The dates that the error for a text offers. */
function offered(text: string, asked: Partial<DateAsked> = {}): string[] {
  const said = refusal(text, asked);
  expect(said).toContain(`"${text}" may be `);
  return (said.split('write the one that is meant: ')[1] ?? '').split(' or ');
}

describe('on Wednesday 25 November 2026, a date that lies ahead', () => {
  test.each([
    ['2026-11-23', '2026-11-23'],
    [' 2028-02-29 ', '2028-02-29'],
    ['today', '2026-11-25'],
    ['Tomorrow', '2026-11-26'],
    ['YESTERDAY', '2026-11-24'],
    ['+3d', '2026-11-28'],
    ['+2w', '2026-12-09'],
    ['+ 10 D', '2026-12-05'],
    ['-3d', '2026-11-22'],
    ['-1w', '2026-11-18'],
    ['+0d', '2026-11-25'],
    ['thu', '2026-11-26'],
    ['fri', '2026-11-27'],
    ['Tue', '2026-12-01'],
    ['tuesday', '2026-12-01'],
    ['thurs', '2026-11-26'],
    ['SUNDAY', '2026-11-29'],
    ['next mon', '2026-11-30'],
    ['next  Tuesday', '2026-12-01'],
    ['next-wed', '2026-12-02'],
    ['25 nov', '2026-11-25'],
    ['26 nov', '2026-11-26'],
    ['nov 26', '2026-11-26'],
    ['26 November', '2026-11-26'],
    ['26nov', '2026-11-26'],
    ['26-NOV', '2026-11-26'],
    ['3 jan', '2027-01-03'],
    ['15 sept', '2027-09-15', '2027-09-01'],
    ['6 may', '2027-05-06'],
    ['29 feb', '2028-02-29', '2027-10-01'],
    ['25 nov 2026', '2026-11-25'],
    ['nov 1 2025', '2025-11-01'],
    ['25-nov-2027', '2027-11-25'],
    ['Fri 4 Dec 2026', '2026-12-04'],
    ['fri 4 dec', '2026-12-04'],
    ['friday december 4', '2026-12-04'],
  ] as const)('%j is %s', (text, date, today: CalendarDate = wednesday) => {
    expect(read(text, { today })).toBe(date);
  });

  test.each([
    ['the weekday of today', 'wed', ['2026-11-25', '2026-12-02']],
    ['next, of a day that this week still has', 'next fri', ['2026-11-27', '2026-12-04']],
    ['next sunday', 'next sun', ['2026-11-29', '2026-12-06']],
    ['a day that is just past', '20 nov', ['2026-11-20', '2027-11-20']],
    ['a day that is a little nearer in the past', '27 may', ['2026-05-27', '2027-05-27']],
    ['numbers with a year', '10/11/2026', ['2026-10-11', '2026-11-10']],
    ['numbers with dots', '10.12.2026', ['2026-10-12', '2026-12-10']],
    ['numbers with a short year', '1-2-27', ['2027-01-02', '2027-02-01']],
    ['numbers without a year', '10.12.', ['2026-10-12', '2026-12-10']],
    ['numbers without a year or a dot at the end', '1/2', ['2027-01-02', '2027-02-01']],
  ])('%s may be two dates: %s', (_, text, dates) => {
    expect(offered(text)).toEqual(dates);
  });

  test('each of two dates is named in full, and for pasting', () => {
    expect(refusal('wed')).toBe(
      '--due: "wed" may be Wed 25 Nov 2026 or Wed 2 Dec 2026; write the one that is meant: 2026-11-25 or 2026-12-02',
    );
  });

  test.each([
    ['23.11.2026', 'write it as YYYY-MM-DD, such as 2026-11-23'],
    ['11/23/2026', 'write it as YYYY-MM-DD, such as 2026-11-23'],
    ['2026/11/23', 'write it as YYYY-MM-DD, such as 2026-11-23'],
    ['2026-1-5', 'write it as YYYY-MM-DD, such as 2026-01-05'],
    ['11/11/2026', 'write it as YYYY-MM-DD, such as 2026-11-11'],
    ['thu 4 dec 2026', '2026-12-04 is a Friday'],
    ['tomorow', 'did you mean tomorrow?'],
    ['wensday', 'did you mean wednesday?'],
  ])('%j is no date: %s', (text, hint) => {
    expect(refusal(text)).toBe(`--due: "${text}" is not a date; ${hint}`);
  });

  test.each([
    '',
    '2026',
    '2026-02-30',
    '30 feb',
    '31 november',
    '0 nov',
    '25 nov 26',
    '25 25 nov',
    'nov',
    '25',
    'next',
    'next 25 nov',
    'fri 27',
    'fr',
    'in 3 days',
    '+3',
    '3d',
    '+3m',
    '+999999d',
    '1/2/3',
    '99/99/2026',
    '25 nov, 2026',
    '25 nov <b>',
    'the day after tomorrow',
  ])('%j is no date', (text) => {
    const hint = 'write it as YYYY-MM-DD, such as 2026-11-23, or tomorrow, fri, "25 nov", +3d';
    expect(refusal(text)).toBe(`--due: "${text}" is not a date; ${hint}`);
  });

  test.each(['1969-12-31', '1900-02-30', '3000-01-01', '25 nov 1900', '-99999d', '+99999w', '25 nov 0026'])(
    '%j is too far away',
    (text) => {
      expect(refusal(text)).toBe(`--due: ${text} is too far away; give a date from 1970 to 2999`);
    },
  );

  test('a flag may allow fewer years', () => {
    const years = { first: 2000, last: 2899 };
    expect(refusal('1999-12-31', { years })).toContain('too far away; give a date from 2000 to 2899');
    expect(read('2000-01-01', { years })).toBe('2000-01-01');
  });

  test('what can not be meant is no second reading', () => {
    const isPossible = (date: CalendarDate) => date >= '2026-11-23';
    expect(read('20 nov', { isPossible })).toBe('2027-11-20');
    expect(offered('24 nov', { isPossible })).toEqual(['2026-11-24', '2027-11-24']);
    expect(read('20 nov 2026', { isPossible })).toBe('2026-11-20');
    expect(offered('10.11.', { isPossible })).toEqual(['2027-10-11', '2027-11-10']);
  });
});

describe('a date that lies behind', () => {
  const behind = { lies: 'behind' } as const;
  test.each([
    ['tue', '2026-11-24'],
    ['thu', '2026-11-19'],
    ['25 nov', '2026-11-25'],
    ['24 nov', '2026-11-24'],
    ['1 aug', '2026-08-01'],
    ['-2w', '2026-11-11'],
    ['next fri', '2026-11-27'],
  ])('%j is %s', (text, date) => {
    expect(read(text, behind)).toBe(date);
  });

  test('a day of a month that is nearer ahead may be that one too', () => {
    expect(offered('26 nov', behind)).toEqual(['2025-11-26', '2026-11-26']);
    expect(offered('29 feb', behind)).toEqual(['2024-02-29', '2028-02-29']);
  });

  test('on that weekday itself, it is today or a week ago', () => {
    expect(offered('wed', behind)).toEqual(['2026-11-18', '2026-11-25']);
  });

  test('of numbers, the last such days are offered', () => {
    expect(offered('10.12.', behind)).toEqual(['2025-12-10', '2026-10-12']);
  });
});

test('a date of which nothing is known may be the last or the next such day', () => {
  const either = { lies: 'either' } as const;
  expect(offered('fri', either)).toEqual(['2026-11-20', '2026-11-27']);
  expect(offered('wed', either)).toEqual(['2026-11-18', '2026-11-25', '2026-12-02']);
  expect(offered('26 nov', either)).toEqual(['2025-11-26', '2026-11-26']);
  expect(read('25 nov', either)).toBe('2026-11-25');
});

test('weekdays, days of a month and +3d may count from another day than today', () => {
  const from = { from: '2026-12-28' } as const;
  expect(read('fri', from)).toBe('2027-01-01');
  expect(read('3 jan', from)).toBe('2027-01-03');
  expect(read('+3d', from)).toBe('2026-12-31');
  expect(read('tomorrow', from)).toBe('2026-11-26');
  expect(offered('mon', from)).toEqual(['2026-12-28', '2027-01-04']);
  expect(offered('27 dec', from)).toEqual(['2026-12-27', '2027-12-27']);
});

describe('next weekday', () => {
  test.each([
    [monday, 'mon', ['2026-11-30']],
    [monday, 'tue', ['2026-11-24', '2026-12-01']],
    [friday, 'fri', ['2026-12-04']],
    [friday, 'thu', ['2026-12-03']],
    [friday, 'sat', ['2026-11-28', '2026-12-05']],
    [sunday, 'sun', ['2026-12-06']],
    [sunday, 'mon', ['2026-11-30', '2026-12-07']],
    [sunday, 'sat', ['2026-12-05', '2026-12-12']],
  ] as const)('on %s, next %s: %s', (today, day, dates) => {
    const [only, second] = dates;
    if (second === undefined) expect(read(`next ${day}`, { today })).toBe(only);
    else expect(offered(`next ${day}`, { today })).toEqual(dates);
  });
});

test('a part of a date is refused before the rest of it is taken for something else', () => {
  for (const part of ['25', '5', 'nov', 'November', 'next', ' 25 '])
    expect(() => wholeDate(part, '--due')).toThrow(`--due: "${part}" is a part of a date`);
  for (const text of ['fri', '25 nov', '2026', '2026-11-25', '+3d', 'frobnicate', ''])
    expect(wholeDate(text, '--due')).toBe(text);
});

describe('properties', () => {
  const days = fc.integer({ min: dayCount('1980-01-01'), max: dayCount('2989-12-31') }).map(dateOf);
  const lies = fc.constantFrom('ahead' as const, 'behind' as const, 'either' as const);
  const often = runs(5_000);

  test('a date in full is itself and is not said again, whatever day it is', () => {
    fc.assert(
      fc.property(days, days, lies, (date, today, side) => {
        expect(read(date, { today, lies: side })).toBe(date);
        expect(echoOf(date, '--due', date)).toBeUndefined();
      }),
      often,
    );
  });

  test('what is said about a date is read as the same date', () => {
    fc.assert(
      fc.property(days, days, lies, (date, today, side) => {
        const echo = echoOf('x', '--due', date);
        expect(echo).toBe(`--due x: ${fullDate(date)}`);
        expect(read(echo?.slice('--due x: '.length) ?? '', { today, lies: side })).toBe(date);
      }),
      often,
    );
  });

  test('a weekday that is not today is that day within a week, on the side asked for', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 6 }), (today, ahead) => {
        const date = addDays(today, ahead);
        const name = weekdays[(dayCount(date) + 3) % 7] ?? '';
        expect(read(name, { today })).toBe(date);
        expect(read(name, { today, lies: 'behind' })).toBe(addDays(date, -7));
      }),
      often,
    );
  });

  test('a day of a month is read within half a year ahead, else both years are offered', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 360 }), (today, ahead) => {
        const date = addDays(today, ahead);
        fc.pre(!date.endsWith('02-29'));
        const text = fullDate(date).slice(4, -5);
        if (ahead <= 182) expect(read(text, { today })).toBe(date);
        else if (ahead >= 184) expect(offered(text, { today }).at(-1)).toBe(date);
      }),
      often,
    );
  });

  test('any text is a date or is refused in words', () => {
    const words = fc.constantFrom(
      '25',
      'nov',
      'fri',
      'next',
      '2026',
      '+',
      '3d',
      '-',
      '.',
      '/',
      ' ',
      '10',
      'today',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), days, lies, (parts, today, side) => {
        const text = parts.join('');
        expect(refusal(text, { today, lies: side })).toMatch(
          /^read as \d{4}-\d\d-\d\d$|is not a date; |may be |is too far away; /,
        );
      }),
      often,
    );
  });
});
