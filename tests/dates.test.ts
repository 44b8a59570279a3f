/** Dates as text and as numbers. */
import { describe, expect, test } from 'vitest';
import {
  addDays,
  type CalendarDate,
  compareDates,
  dateOf,
  dayCount,
  daysBetween,
  earlierOf,
  endOfWeek,
  laterOf,
  localDate,
  longDate,
  parseDate,
  shortDate,
  weekdayName,
  weekdayOf,
} from '../src/dates.ts';

describe('what is a date', () => {
  test('days beyond the years are none, though they were counted', () => {
    const beyond: readonly CalendarDate[] = [addDays('2999-12-31', 1), addDays('1970-01-01', -1)];
    for (const date of beyond) {
      expect(dateOf(dayCount(date))).toBe(date);
      expect(parseDate(date)).toBeUndefined();
    }
  });

  test.each(['2026-11-23', '2028-02-29', '2000-02-29', '1970-01-01', '2999-12-31', '2011-12-30'])(
    '%s is',
    (text) => {
      expect(parseDate(text)).toBe(text);
    },
  );
  test.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-11-31',
    '2026',
    '2026-11',
    '2026-1-1',
    '1969-12-31',
    '3000-01-01',
    '2026-11-23T00:00',
    ' 2026-11-23',
    '2026-11-23\n',
    'tomorrow-ish',
    '',
  ])('%j is none', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe('counting', () => {
  const cases: [CalendarDate, number, string][] = [
    ['1970-01-01', 0, 'Thursday'],
    ['1970-01-02', 1, 'Friday'],
    ['1969-12-31', -1, 'Wednesday'],
    ['2000-01-01', 10_957, 'Saturday'],
    ['2028-02-29', 21_243, 'Tuesday'],
  ];
  test.each(cases)('%s is day %i, a %s', (date, count, weekday) => {
    expect(dayCount(date)).toBe(count);
    expect(dateOf(count)).toBe(date);
    expect(weekdayName(date)).toBe(weekday);
    expect(weekdayOf(count)).toBe(weekday.slice(0, 3).toLowerCase());
  });

  test('every day of eight years follows the one before', () => {
    for (
      let day = new Date('2020-01-01');
      day.getUTCFullYear() < 2028;
      day.setUTCDate(day.getUTCDate() + 1)
    ) {
      const date = day.toISOString().slice(0, 10) as CalendarDate;
      expect(dayCount(date)).toBe(day.getTime() / 86_400_000);
      expect(addDays(date, 1)).toBe(new Date(day.getTime() + 86_400_000).toISOString().slice(0, 10));
    }
  });

  test('between two dates', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect(compareDates('2026-11-23', '2026-12-01')).toBeLessThan(0);
    expect(compareDates('2026-11-23', '2026-11-23')).toBe(0);
    expect(earlierOf('2026-11-23', '2026-12-01')).toBe('2026-11-23');
    expect(laterOf('2026-11-23', '2026-12-01')).toBe('2026-12-01');
  });
});

test('the local date is that of the wall clock', () => {
  expect(localDate(new Date(2026, 10, 23, 23, 59))).toBe('2026-11-23');
  expect(localDate(new Date(2026, 10, 24, 0, 0))).toBe('2026-11-24');
});

test.each([
  ['2026-11-23', '2026-11-29'],
  ['2026-11-28', '2026-11-29'],
  ['2026-11-29', '2026-11-29'],
  ['2026-12-31', '2027-01-03'],
] as const)('the week of %s ends on %s', (date, sunday) => {
  expect(endOfWeek(date)).toBe(sunday);
});

describe('in words, seen from 2026-11-23', () => {
  const cases: [CalendarDate, string, string][] = [
    ['2026-11-23', 'Mon 23', 'Mon 23 Nov'],
    ['2026-12-06', 'Sun 6 Dec', 'Sun 6 Dec'],
    ['2026-11-30', 'Mon 30', 'Mon 30 Nov'],
    ['2026-12-07', 'Mon 7 Dec', 'Mon 7 Dec'],
    ['2026-11-09', 'Mon 9 Nov', 'Mon 9 Nov'],
    ['2027-02-19', 'Fri 19 Feb', 'Fri 19 Feb'],
    ['2027-06-01', 'Tue 1 Jun 2027', 'Tue 1 Jun 2027'],
    ['2026-01-05', 'Mon 5 Jan', 'Mon 5 Jan'],
  ];
  test.each(cases)('%s: %s, %s', (date, short, long) => {
    expect(shortDate(date, '2026-11-23')).toBe(short);
    expect(longDate(date, '2026-11-23')).toBe(long);
  });
});
