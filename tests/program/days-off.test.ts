/** Calendar files that take more days off than is likely. */
import { expect, test } from 'vitest';
import { addDays, type Weekday, weekdays } from '../../src/dates.ts';
import { excessOf, excessText } from '../../src/program/days-off.ts';
import type { NamedDay } from '../../src/program/model.ts';

const monToFri: readonly Weekday[] = weekdays.slice(0, 5);
/** So many weekdays on end from Monday 4 January 2027 on, weekends between them not counted. */
function weekdaysFrom(count: number): NamedDay[] {
  return Array.from({ length: count }, (_, index) => ({
    date: addDays('2027-01-04', index + 2 * Math.floor(index / 5)),
    name: `day ${index + 1}`,
  }));
}

test('25 days of the working week in a year are likely, 26 are asked about', () => {
  expect(excessOf(weekdaysFrom(25), monToFri)).toBeUndefined();
  expect(excessOf(weekdaysFrom(26), monToFri)).toMatchObject({ year: '2027' });
  expect(excessOf(weekdaysFrom(26), ['mon', 'tue', 'wed', 'thu'])).toBeUndefined();
});

test('weekends and other years are not counted', () => {
  const weekend: NamedDay[] = [{ date: '2027-01-02' }, { date: '2027-01-03' }];
  const other = weekdaysFrom(20).map((day) => ({
    ...day,
    date: day.date.replace('2027', '2026') as '2026-1-1',
  }));
  expect(excessOf([...weekend, ...other, ...weekdaysFrom(25)], monToFri)).toBeUndefined();
});

test('names the first few, each once, and how many more there are', () => {
  const days = weekdaysFrom(26);
  const text = (given: readonly NamedDay[]) => excessText({ year: '2027', days: given });
  expect(text(days)).toBe('takes 26 working days of 2027 off: day 1, day 2, day 3, day 4 and 22 more');
  expect(text(days.map(({ date }) => ({ date, name: 'Vacation' })))).toBe(
    'takes 26 working days of 2027 off: Vacation',
  );
  expect(text(days.map(({ date }) => ({ date })))).toBe(
    'takes 26 working days of 2027 off: 2027-01-04, 2027-01-05, 2027-01-06, 2027-01-07 and 22 more',
  );
});
