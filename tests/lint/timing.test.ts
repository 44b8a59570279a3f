import { describe, expect, test } from 'vitest';
import { weekdayName } from '../../src/dates.ts';
import { datesOn, inRanges, starts, startsInWords, startsWithLater } from '../../src/lint/timing.ts';
import { plainCalendar } from '../../src/plan/calendar.ts';
import { days } from '../builders.ts';

describe('starts', () => {
  test('are one on each weekday, from Monday on', () => {
    expect(starts.map(weekdayName)).toEqual([
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
      'Sunday',
    ]);
  });

  test('give each date rule a date on the plain working week', () => {
    const datesOf = datesOn(
      plainCalendar({ workingDays: ['mon', 'tue'], holidays: days('2024-01-02') }),
      'start',
    ).of;
    expect(datesOf('workday 2')).toEqual([
      '2024-01-02',
      '2024-01-08',
      '2024-01-09',
      '2024-01-09',
      '2024-01-09',
      '2024-01-09',
      '2024-01-09',
    ]);
    expect(datesOf('soon')).toBeUndefined();
  });

  test('for which one rule is later than another', () => {
    const datesOf = datesOn(plainCalendar({}), 'start').of;
    const later = (one: string, other: string) => startsWithLater(datesOf(one) ?? [], datesOf(other) ?? []);
    expect(later('workday 2', 'workday 1')).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(later('workday 1', 'workday 1')).toEqual([]);
    // From Monday to Wednesday they are one day, and from a weekend, whose day 1 is Monday; day 3 from Thursday is Saturday.
    expect(later('workday 3', 'day 3')).toEqual([3, 4]);
  });

  const words: [readonly number[], string][] = [
    [[0], ', for a start on Mon'],
    [[1, 0], ', for a start on Mon and Tue'],
    [[0, 1, 2, 4, 6], ', for a start on Mon to Wed, Fri and Sun'],
    [[0, 1, 2, 3, 4, 5, 6], ''],
  ];
  test.each(words)('%o in words', (indices, want) => {
    expect(startsInWords(indices, 'start')).toBe(want);
  });

  test('give what counts back from a last day its date for a last day on each weekday', () => {
    const dates = datesOn(plainCalendar({}), 'end');
    expect(dates.of('1 workday before end')?.slice(0, 3)).toEqual(['2023-12-29', '2024-01-01', '2024-01-02']);
    expect(dates.of('0 workdays before end')?.slice(4)).toEqual(['2024-01-05', '2024-01-05', '2024-01-05']);
    expect(dates.of('workday 1')).toBeUndefined();
    expect(dates.of('none')).toBeUndefined();
    expect(dates.after('2 workdays after x', dates.of('1 workday before end') ?? [])[0]).toBe('2024-01-02');
    expect(startsInWords([5, 6], 'end')).toBe(', for a last day on Sat and Sun');
  });

  test('numbers in words', () => {
    expect(inRanges([3, 1, 2, 2, 7, 9, 10])).toBe('1 to 3, 7, 9 and 10');
    expect(inRanges([5, 6])).toBe('5 and 6');
  });
});
