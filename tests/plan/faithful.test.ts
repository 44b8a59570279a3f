/**
 * A hire who does each day's part, as the record alone shows it: nothing gets late, all of it gets done, no day differs from
 * what was foretold, and a day that is done asks for nothing more. docs/coverage.md has the figures.
 */
import { expect, test } from 'vitest';
import { addDays, type CalendarDate, mondayBefore } from '../../src/dates.ts';
import { paceOf } from '../../src/plan/pace.ts';
import { isFull } from '../runs.ts';
import { type CalendarName, calendars, shipped } from './calendars.ts';
import { type LivedDay, live } from './lives.ts';

/** The most hours that a day may ask for: what the sketch of the schedule asked for with the program as it was before. */
const most: Readonly<Record<CalendarName, number>> = {
  plain: 6.7,
  'four days': 7.5,
  'three days': 8.25,
  closure: 8.2,
  leave: 6.7,
  'Sunday to Thursday': 6.7,
};

/** So many hours more for those who book their meetings; only weeks of three days need them. */
const forBookings = 0.6;

/** As many starts in a row as in the sketch; in short, on four days of a week. Every other hire books their meetings. */
const starts = Array.from({ length: isFull ? 200 : 4 }, (_, n) => addDays('2026-11-23', isFull ? n : 2 * n));

/** Who starts less than a week before two weeks off has a first week of one or two days: no plan makes that even. */
const isSqueezed = (start: CalendarDate, name: CalendarName) =>
  name === 'closure' && start > '2026-12-15' && start < '2027-01-04';

const hours = ({ minutes }: LivedDay) => minutes / 60;

/** The share of days that have at most one and a half times their week's average, or two hours more than that. */
function evenShare(lives: readonly (readonly LivedDay[])[]): number {
  const days = lives.flatMap((life) =>
    life.map((day) => {
      const week = life.filter(({ date }) => mondayBefore(date) === mondayBefore(day.date));
      const average = week.reduce((sum, each) => sum + hours(each), 0) / week.length;
      return hours(day) <= Math.max(1.5 * average, average + 2);
    }),
  );
  return days.filter(Boolean).length / days.length;
}

test.each(Object.keys(calendars) as CalendarName[])('%s', (name) => {
  const lives = starts.map((start, n) =>
    live({ program: shipped, start, ...calendars[name], books: n % 2 === 1 }),
  );
  for (const [at, days] of lives.entries()) {
    const start = starts[at] as CalendarDate;
    for (const { date, list, foretold, morning, left } of days) {
      const where = `${start}, on ${date}`;
      expect(
        morning.plan.items.filter(({ overdue }) => overdue).map(({ ref }) => ref),
        where,
      ).toEqual([]);
      if (foretold) expect(list, where).toBe(foretold.list);
      expect(left, where).toBe(0);
    }
    expect(days.at(-1)?.isOver, `${start}: all is done`).toBe(true);
    // A meeting that is booked for the day that was named stays on it, where an unbooked one would still move.
    const limit = most[name] + (at % 2 === 1 ? forBookings : 0);
    if (!isSqueezed(start, name)) expect(Math.max(...days.map(hours)), start).toBeLessThanOrEqual(limit);
    if (name === 'plain')
      for (const day of days.slice(0, 5)) {
        expect(hours(day), start).toBeGreaterThanOrEqual(4.2);
        expect(hours(day), start).toBeLessThanOrEqual(5);
      }
  }
  expect(evenShare(lives)).toBeGreaterThanOrEqual(0.95);
});

test('nobody who does each day’s part is behind', () => {
  for (const name of Object.keys(calendars) as CalendarName[])
    for (const { date, morning } of live({ program: shipped, start: '2026-11-23', ...calendars[name] }))
      expect(paceOf(morning).behind, `${name}, on ${date}`).toBe(false);
});
