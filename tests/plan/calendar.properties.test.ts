/** Compares the calendar's arithmetic with counting day by day. The seed is fixed, so a new failure comes from a change. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBetween } from '../../src/dates.ts';
import { runs } from '../runs.ts';
import { calendarOf, givens, isAway, isWorking, nth, plus } from './oracle.ts';

const often = runs(10_000);

const numbers = fc.integer({ min: 1, max: 100 });
const offsets = fc.integer({ min: -30, max: 150 });

test('dayOf counts the days that are not on leave', () => {
  fc.assert(
    fc.property(givens, offsets, (given, offset) => {
      const date = plus(given.start, offset);
      const days = Array.from({ length: Math.max(0, offset + 1) }, (_, index) => plus(given.start, index));
      const counted = days.filter((day) => !isAway(given, day)).length;
      expect(calendarOf(given).dayOf(given.start, date)).toBe(counted);
    }),
    often,
  );
});

test('the day of the nth day is n', () => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => {
      const calendar = calendarOf(given);
      return calendar.dayOf(given.start, calendar.nthDay(given.start, n)) === n;
    }),
    often,
  );
});

test('workdaysBetween counts the working days after the one, up to the other', () => {
  fc.assert(
    fc.property(givens, offsets, offsets, (given, a, b) => {
      const [from, to] = [plus(given.start, a), plus(given.start, b)];
      const days = Array.from({ length: Math.max(0, b - a) }, (_, index) => plus(from, index + 1));
      const counted = days.filter((day) => isWorking(given, day)).length;
      expect(calendarOf(given).workdaysBetween(from, to)).toBe(counted);
    }),
    often,
  );
});

test('n working days before a date lie n working days', () => {
  fc.assert(
    fc.property(givens, offsets, fc.integer({ min: 0, max: 30 }), (given, offset, n) => {
      const calendar = calendarOf(given);
      const date = plus(given.start, offset);
      const before = calendar.workdaysBefore(date, n);
      if (n === 0) return before === date;
      const settled = calendar.isWorking(date) ? 0 : 1;
      const between = Array.from({ length: daysBetween(before, date) }, (_, index) => plus(before, index));
      return (
        isWorking(given, before) &&
        between.filter((day) => isWorking(given, day)).length === n &&
        calendar.workdaysBetween(before, date) === n - settled
      );
    }),
    often,
  );
});

test('the last day of a leave is the last in a row', () => {
  fc.assert(
    fc.property(givens, offsets, (given, offset) => {
      const date = plus(given.start, offset);
      const until = calendarOf(given).leaveUntil(date);
      if (until === undefined) return !isAway(given, date);
      return (
        until ===
          plus(
            nth(date, 1, (day) => !isAway(given, day)),
            -1,
          ) && isAway(given, date)
      );
    }),
    often,
  );
});
