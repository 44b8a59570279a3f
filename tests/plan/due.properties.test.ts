/** Properties of all due dates. The seed is fixed, so a new failure comes from a change of the code. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { resolveDate } from '../../src/plan/calendar.ts';
import { runs } from '../runs.ts';
import {
  calendarOf,
  dueOfDay,
  type Given,
  givens,
  isAway,
  isWorking,
  leaveAround,
  nth,
  plus,
} from './oracle.ts';

const often = runs(10_000);

const numbers = fc.integer({ min: 1, max: 60 });
const rules = fc.tuple(fc.constantFrom('day', 'week', 'workday'), numbers).map(([unit, n]) => `${unit} ${n}`);

function dueOf(rule: string, given: Given): CalendarDate {
  return resolveDate(rule, given.start, calendarOf(given)).date;
}

test('a due falls on a working day, not before the start', () => {
  fc.assert(
    fc.property(givens, rules, (given, rule) => {
      const due = dueOf(rule, given);
      return isWorking(given, due) && due >= given.start;
    }),
    often,
  );
});

test('one more leave never moves a due earlier', () => {
  const more = givens.chain((given) => fc.tuple(fc.constant(given), leaveAround(given.start)));
  fc.assert(
    fc.property(more, rules, ([given, leave], rule) => {
      return dueOf(rule, { ...given, leaves: [...given.leaves, leave] }) >= dueOf(rule, given);
    }),
    often,
  );
});

test('week N is day 7N', () => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => dueOf(`week ${n}`, given) === dueOf(`day ${7 * n}`, given)),
    often,
  );
});

test.each(['day', 'week', 'workday'])('a later %s is never due earlier', (unit) => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => {
      return dueOf(`${unit} ${n + 1}`, given) >= dueOf(`${unit} ${n}`, given);
    }),
    often,
  );
});

test('N days before the start is that, whatever the calendar', () => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => {
      return dueOf(`${n} days before start`, given) === plus(given.start, -n);
    }),
    often,
  );
});

test('a day and a workday are what counting day by day gives', () => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => {
      expect(dueOf(`day ${n}`, given)).toBe(dueOfDay(given, n));
      expect(dueOf(`workday ${n}`, given)).toBe(nth(given.start, n, (date) => isWorking(given, date)));
    }),
    often,
  );
});

test('without any working day the raw date stays', () => {
  fc.assert(
    fc.property(givens, numbers, (given, n) => {
      const idle = { ...given, workingDays: [] };
      const raw = nth(given.start, n, (date) => !isAway(given, date));
      return dueOf(`day ${n}`, idle) === raw && dueOf(`workday ${n}`, idle) === raw;
    }),
    often,
  );
});
