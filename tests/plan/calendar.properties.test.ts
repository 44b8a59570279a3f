/** Compares the calendar's arithmetic with counting day by day. The seed is fixed, so a new failure comes from a change. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayCount } from '../../src/dates.ts';
import { Timeline } from '../../src/plan/timeline.ts';
import { runs } from '../runs.ts';
import {
  calendarOf,
  count,
  counterOn,
  dateOfWorkday,
  day1Of,
  type Given,
  givens,
  isAway,
  isBase,
  isWorking,
  nth,
  plus,
  workdayOfDay,
} from './oracle.ts';

const often = runs(10_000);

const numbers = fc.integer({ min: 1, max: 100 });
const offsets = fc.integer({ min: -30, max: 150 });

function timelineOf(given: Given): Timeline {
  return new Timeline(given.start, calendarOf(given));
}

test('the day of the run is the number that counting day by day gives', () => {
  fc.assert(
    fc.property(givens, offsets, (given, offset) => {
      const date = plus(given.start, offset);
      expect(timelineOf(given).dayOn(date)).toBe(counterOn(given, date));
    }),
    often,
  );
});

test('on the date of a `day N` that is worked the day of the run is N', () => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => {
      fc.pre(isBase(given, plus(day1Of(given), n - 1)));
      return timelineOf(given).dayOn(dateOfWorkday(given, workdayOfDay(given, n))) === n;
    }),
    often,
  );
});

test('the day of the run never falls, and stands still on leave', () => {
  fc.assert(
    fc.property(givens, offsets, (given, offset) => {
      const [yesterday, today] = [plus(given.start, offset - 1), plus(given.start, offset)];
      const timeline = timelineOf(given);
      const [before, now] = [timeline.dayOn(yesterday), timeline.dayOn(today)];
      return isAway(given, today) ? now === before : now >= before;
    }),
    often,
  );
});

test('working days between two dates are those after the one, up to the other', () => {
  fc.assert(
    fc.property(givens, offsets, offsets, (given, a, b) => {
      const [from, to] = [plus(given.start, a), plus(given.start, b)];
      const counted = count(plus(from, 1), to, (day) => isWorking(given, day));
      expect(calendarOf(given).workdaysBetween(from, to)).toBe(counted);
    }),
    often,
  );
});

test('working days with and without days of leave, both ends included', () => {
  fc.assert(
    fc.property(givens, offsets, offsets, (given, a, b) => {
      const [from, to] = [plus(given.start, a), plus(given.start, b)];
      const calendar = calendarOf(given);
      const [first, last] = [dayCount(from), dayCount(to)];
      expect(calendar.countWorkdays(first, last)).toBe(count(from, to, (day) => isWorking(given, day)));
      expect(calendar.countWorkdays(first, last, false)).toBe(count(from, to, (day) => isBase(given, day)));
    }),
    often,
  );
});

test('the nth working day from a date on', () => {
  fc.assert(
    fc.property(givens, offsets, fc.integer({ min: 1, max: 30 }), (given, offset, n) => {
      const from = plus(given.start, offset);
      expect(calendarOf(given).nthWorkday(from, n)).toBe(nth(from, n, (day) => isWorking(given, day)));
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
