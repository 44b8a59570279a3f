/**
 * Hires who miss days without any leave, or do things by chance: what is late never lifts a day over their hours, is done soon
 * or on the day that the screen names, and a missed day adds little to the next. docs/coverage.md has the figures.
 */
import { expect, test } from 'vitest';
import { addDays } from '../../src/dates.ts';
import { paceOf } from '../../src/plan/pace.ts';
import { isFull } from '../runs.ts';
import { type CalendarName, calendars, randomFrom, shipped } from './calendars.ts';
import { type LivedDay, live, take } from './lives.ts';

const lives = isFull ? 200 : 3;

/** The minutes of a day that lie on it whatever else is late: what is due or booked on it. */
function fixedIn({ morning, workday }: LivedDay): number {
  const { parts } = morning.schedule().today;
  const fixed = parts.filter(
    ({ kind, task }) => kind === 'due' || kind === 'booked' || (kind === 'unit' && task.last <= workday),
  );
  return fixed.reduce((sum, { minutes }) => sum + minutes, 0);
}

const lateIn = ({ morning }: LivedDay) =>
  morning.plan.items.filter(({ overdue }) => overdue).map(({ item }) => item.id);
const isLate = (day: LivedDay) => lateIn(day).length > 0;

/** A missed day adds at most so many hours to the next, but where all that the next has is due on it. */
const mostAdded = 5;

test.each(Object.keys(calendars) as CalendarName[])('one to five days missed: %s', (name) => {
  const random = randomFrom(20_261_123);
  for (let life = 0; life < lives; life += 1) {
    const missed = new Set(Array.from({ length: 1 + (life % 5) }, () => 1 + Math.floor(random() * 50)));
    const start = addDays('2026-11-23', Math.floor(random() * 200));
    const does: Parameters<typeof live>[0]['does'] = (left, workday) => (missed.has(workday) ? [] : left);
    const days = live({ program: shipped, start, ...calendars[name], does });
    const lastMissed = Math.max(...missed);
    const after = days.find(({ workday }) => workday === lastMissed + 1);
    for (const [at, day] of days.entries()) {
      const where = `${start} without ${[...missed]}, on ${day.date}`;
      const { today, ahead, laidFlat } = day.morning.schedule();
      // Half of a piece may come on top of what the dates need.
      const needed = Math.max(day.morning.calendar.minutesPerDay, fixedIn(day), laidFlat());
      if (today.parts.some(({ kind }) => kind === 'late'))
        expect(day.minutes, where).toBeLessThanOrEqual(needed + 0.1);
      const next = days[at + 1];
      const [, foretold] = take(ahead(), 2);
      if (missed.has(day.workday) && next && foretold && next.minutes > fixedIn(next))
        expect(next.minutes - foretold.minutes, where).toBeLessThanOrEqual(mostAdded * 60);
    }
    if (!after || !isLate(after)) continue;
    // From the day after the last missed one on, all that is listed is done: late work is done by the day that was said.
    const said = paceOf(after.morning).clearedBy ?? '';
    const where = `${start} without ${[...missed]}: said ${said}`;
    const next = days.find(({ date }) => date > said);
    expect(next === undefined || !isLate(next), where).toBe(true);
    // It is done in twice the days missed and two more, or else a later day was said.
    const inTime = days[after.workday - 1 + 2 * missed.size + 2];
    const isStillLate = inTime && lateIn(inTime).some((id) => lateIn(after).includes(id));
    if (isStillLate) expect(said >= inTime.date, where).toBe(true);
  }
});

/** The fullest day of such a hire, in hours, rounded up. */
const fullest = 10;

test.each([7, 8, 9, 10, 11, 12].slice(0, isFull ? undefined : 3))(
  'each thing done with a chance of 0.7: a sentence, and lists that can be done (%i)',
  (seed) => {
    const random = randomFrom(seed);
    const days = live({
      program: shipped,
      start: '2026-11-23',
      calendar: {},
      does: (left) => left.filter(() => random() < 0.7),
    });
    for (const day of days) {
      const { minutesPerDay } = day.morning.calendar;
      const { today, laidFlat } = day.morning.schedule();
      if (isLate(day)) expect(paceOf(day.morning).clearedBy, day.date).not.toBeNull();
      const needed = Math.max(minutesPerDay, fixedIn(day), laidFlat());
      if (today.parts.some(({ kind }) => kind === 'late'))
        expect(day.minutes, day.date).toBeLessThanOrEqual(needed + 0.1);
      expect(day.minutes, day.date).toBeLessThanOrEqual(fullest * 60);
    }
  },
);
