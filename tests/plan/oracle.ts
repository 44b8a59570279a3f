/** Makes random calendars, and works out due dates on them in a slow way: one day at a time, in plain UTC. */
import fc from 'fast-check';
import { type CalendarDate, type Weekday, weekdays } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import type { Leave } from '../../src/progress/reduce.ts';

export interface Given {
  readonly start: CalendarDate;
  readonly workingDays: readonly Weekday[];
  readonly holidays: readonly CalendarDate[];
  readonly leaves: readonly Leave[];
}

const millisecondsPerDay = 86_400_000;

export function plus(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * millisecondsPerDay).toISOString().slice(0, 10) as CalendarDate;
}

const starts = fc.integer({ min: 0, max: 6000 }).map((days) => plus('2020-01-01', days));

/** A leave near the start: before it, over it or after it. */
export function leaveAround(start: CalendarDate): fc.Arbitrary<Leave> {
  return fc
    .tuple(fc.integer({ min: -20, max: 90 }), fc.integer({ min: 0, max: 25 }))
    .map(([from, length]) => ({ from: plus(start, from), to: plus(start, from + length) }));
}

/** At least one working day a week, up to twelve holidays, up to four leaves that may overlap. */
export const givens: fc.Arbitrary<Given> = starts.chain((start) =>
  fc.record({
    start: fc.constant(start),
    workingDays: fc.oneof(fc.constant(weekdays.slice(0, 5)), fc.subarray([...weekdays], { minLength: 1 })),
    holidays: fc.array(
      fc.integer({ min: -10, max: 120 }).map((days) => plus(start, days)),
      { maxLength: 12 },
    ),
    leaves: fc.array(leaveAround(start), { maxLength: 4 }),
  }),
);

export function calendarOf({ workingDays, holidays, leaves }: Given): Calendar {
  return new Calendar([{ workingDays, holidays }], leaves);
}

export function isAway({ leaves }: Given, date: CalendarDate): boolean {
  return leaves.some(({ from, to }) => from <= date && date <= to);
}

export function isWorking(given: Given, date: CalendarDate): boolean {
  // Sunday is 0 here.
  const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7] as Weekday;
  return given.workingDays.includes(weekday) && !given.holidays.includes(date) && !isAway(given, date);
}

/** The `n`th of the days from the start that pass. */
export function nth(start: CalendarDate, n: number, passes: (date: CalendarDate) => boolean): CalendarDate {
  let found = 0;
  for (let day = start; ; day = plus(day, 1)) {
    if (passes(day)) found += 1;
    if (found === n) return day;
  }
}

/** `day N`: the Nth day that is no leave, moved back to a working day, for a calendar that has working days. */
export function dueOfDay(given: Given, n: number): CalendarDate {
  const raw = nth(given.start, n, (date) => !isAway(given, date));
  for (let day = raw; day >= given.start && !isAway(given, day); day = plus(day, -1)) {
    if (isWorking(given, day)) return day;
  }
  return nth(raw, 1, (date) => isWorking(given, date));
}
