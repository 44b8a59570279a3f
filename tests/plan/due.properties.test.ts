/** Compares all dates of random programs with those of an oracle. The seed is fixed, so a new failure comes from a change of the code. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { type DateChange, dateItems } from '../../src/plan/due-dates.ts';
import { ruleDate, Timeline } from '../../src/plan/timeline.ts';
import type { Program } from '../../src/program/model.ts';
import { type ItemSpec, phase, program } from '../builders.ts';
import { runs } from '../runs.ts';
import {
  calendarOf,
  dateOfWorkday,
  datesOf,
  day1Of,
  type Given,
  givens,
  isWorking,
  leaveAround,
  plus,
  workdayOfDay,
} from './oracle.ts';

const often = runs(10_000);

const numbers = fc.integer({ min: 1, max: 60 });
const rules = fc.tuple(fc.constantFrom('day', 'week', 'workday'), numbers).map(([unit, n]) => `${unit} ${n}`);

function dueOf(rule: string, given: Given): CalendarDate {
  return ruleDate(rule, given.start, new Timeline(given.start, calendarOf(given)));
}

test('a due falls on a working day, not before day 1', () => {
  fc.assert(
    fc.property(givens, rules, (given, rule) => {
      const due = dueOf(rule, given);
      return isWorking(given, due) && due >= day1Of(given);
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
      expect(dueOf(`day ${n}`, given)).toBe(dateOfWorkday(given, workdayOfDay(given, n)));
      expect(dueOf(`workday ${n}`, given)).toBe(dateOfWorkday(given, n));
    }),
    often,
  );
});

/** What an item may say beside its id; `after` are places in the list of what stands above it. */
const said = fc.record(
  {
    due: fc.oneof(
      { weight: 4, arbitrary: rules },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((n) => `${n} days before start`) },
    ),
    from: rules,
    after: fc.array(fc.nat(99), { maxLength: 3 }),
    by: fc.constant('buddy'),
    optional: fc.constant(true),
    takes: fc.constantFrom(15, 120, 121, 600),
    grouped: fc.constant(true),
  },
  { requiredKeys: ['after'] },
);

/** Phases that end in this order, some of them left out. Items wait for items above them and for groups of phases before. */
const programs: fc.Arbitrary<Program> = fc
  .tuple(
    fc.subarray(['day 1', 'workday 3', 'week 1', 'workday 9', 'day 20', 'day 30', 'workday 40'], {
      minLength: 1,
    }),
    fc.array(fc.tuple(fc.nat(6), said), { maxLength: 8 }),
  )
  .map(([ends, items]) => {
    const above: string[] = [];
    const phases = ends.map((end, at) => {
      const own = items.filter(([place]) => place % ends.length === at);
      const specs = own.map(([, { grouped, after, ...more }], index): ItemSpec => {
        const id = `i${at}-${index}`;
        const waits = above.length === 0 ? [] : after.map((place) => above[place % above.length] as string);
        above.push(id);
        return { id, ...more, ...(grouped ? { group: `g${at}` } : {}), after: waits };
      });
      if (own.some(([, { grouped }]) => grouped)) above.push(`g${at}`);
      return phase(`p${at}`, end, specs);
    });
    return program(phases);
  });

function datedBy(given: Given, of: Program, moves: Readonly<Record<string, CalendarDate>>) {
  const calendar = calendarOf(given);
  const timeline = new Timeline(given.start, calendar, of.phases);
  const changeOf = ({ id }: { id: string }): DateChange | undefined => {
    const moved = moves[id];
    return moved && { moved };
  };
  return { timeline, dates: dateItems(of, { timeline, calendar, start: given.start }, changeOf) };
}

test('the ends of the phases, from, due and begin are what counting day by day gives, with and without moves', () => {
  const moved = fc.array(fc.tuple(fc.nat(99), fc.integer({ min: -8, max: 80 })), { maxLength: 3 });
  fc.assert(
    fc.property(givens, programs, moved, (given, of, places) => {
      const ids = of.phases.flatMap(({ items }) => items.map(({ id }) => id));
      const moves = Object.fromEntries(
        ids.length === 0
          ? []
          : places.map(([place, length]) => [ids[place % ids.length] as string, plus(given.start, length)]),
      );
      const { timeline, dates } = datedBy(given, of, moves);
      const right = datesOf(given, of, moves);
      expect(timeline.ends.map((end) => timeline.dateAt(end))).toEqual(right.ends);
      for (const item of of.phases.flatMap(({ items }) => items)) {
        const { id } = item;
        const { from, due, begin } = dates.get(item) ?? {};
        const { begin: earliest, ...others } = right.items[id] ?? {};
        expect({ id, from, due }).toEqual({ id, ...others });
        if (earliest === undefined) expect((begin ?? '') <= (due ?? '')).toBe(true);
        else expect({ id, begin }).toEqual({ id, begin: earliest });
      }
    }),
    often,
  );
});

test('leave on days that nobody works changes nothing', () => {
  fc.assert(
    fc.property(givens, programs, (given, of) => {
      const off = Array.from({ length: 120 }, (_, index) => plus(given.start, index)).filter(
        (day) => !isWorking({ ...given, leaves: [] }, day),
      );
      const leaves = off.map((day) => ({ from: day, to: day }));
      const idle = { ...given, leaves: [...given.leaves, ...leaves] };
      expect([...datedBy(idle, of, {}).dates]).toEqual([...datedBy(given, of, {}).dates]);
    }),
    often,
  );
});

test('a calendar without a working day is refused', () => {
  fc.assert(
    fc.property(givens, rules, ({ start, leaves }, rule) => {
      const date = () =>
        ruleDate(rule, start, new Timeline(start, new Calendar([{ workingDays: [] }], leaves)));
      expect(date).toThrow(/no working day/);
    }),
    often,
  );
});
