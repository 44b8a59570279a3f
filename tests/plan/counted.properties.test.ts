/** What holds for every program with dates that count from other items. The seed is fixed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { dateItems } from '../../src/plan/due-dates.ts';
import { Timeline } from '../../src/plan/timeline.ts';
import type { Item, Program } from '../../src/program/model.ts';
import { type ItemSpec, phase, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { calendarOf, type Given, givens, leaveAround } from './oracle.ts';

const often = runs(2_000);

/** Items in one phase, each on a working day of its own, or counted from one above it. */
const chains: fc.Arbitrary<Program> = fc
  .tuple(
    fc.constantFrom('day 30', 'day 90', 'week 40'),
    fc.array(
      fc.record({
        n: fc.integer({ min: 1, max: 20 }),
        unit: fc.constantFrom('workdays', 'days'),
        from: fc.nat(9),
        own: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([end, items]) =>
    program([
      phase(
        'p',
        end,
        items.map(
          ({ n, unit, from, own }, at): ItemSpec => ({
            id: `i${at}`,
            due: own || at === 0 ? `workday ${n}` : `${n} ${unit} after i${from % at}`,
          }),
        ),
      ),
    ]),
  );

function dated(given: Given, of: Program, moves: Readonly<Record<string, CalendarDate>> = {}) {
  const calendar = calendarOf(given);
  const timeline = new Timeline(given.start, calendar, of.phases);
  const dates = dateItems(of, { timeline, calendar, start: given.start }, ({ id }) => {
    const moved = moves[id];
    return moved && { moved };
  });
  return { timeline, dueOf: (item: Item) => dates.get(item)?.due as CalendarDate };
}

const itemsOf = (of: Program) => of.phases.flatMap(({ items }) => items);

function targetOf({ due }: Item, of: Program): Item | undefined {
  const [, id] = / after (\S+)$/.exec(due) ?? [];
  return itemsOf(of).find((item) => item.id === id);
}

test('a date that counts from an item is never before it, with and without moves', () => {
  const moves = fc.dictionary(fc.constantFrom('i0', 'i1', 'i2'), fc.integer({ min: 0, max: 400 }));
  fc.assert(
    fc.property(givens, chains, moves, (given, of, places) => {
      const { timeline } = dated(given, of);
      const moved = Object.fromEntries(
        Object.entries(places).map(([id, n]) => [id, timeline.baseDateAt(n + 1)] as const),
      );
      const { dueOf } = dated(given, of, moved);
      for (const item of itemsOf(of)) {
        const target = targetOf(item, of);
        if (target && !moved[item.id]) expect(dueOf(item) >= dueOf(target), item.id).toBe(true);
      }
    }),
    often,
  );
});

test('more days are never due earlier', () => {
  fc.assert(
    fc.property(givens, chains, fc.nat(7), (given, of, place) => {
      const { dueOf } = dated(given, of);
      const item = itemsOf(of)[place % itemsOf(of).length] as Item;
      const [, n, rest] = /^(\d+)( \S+ after \S+)$/.exec(item.due) ?? [];
      if (!rest) return;
      const more = { ...item, due: `${Number(n) + 1}${rest}` };
      const later = program([
        {
          ...(of.phases[0] as Program['phases'][0]),
          items: itemsOf(of).map((each) => (each === item ? more : each)),
        },
      ]);
      expect(dated(given, later).dueOf(more) >= dueOf(item)).toBe(true);
    }),
    often,
  );
});

test('leave moves a date by exactly the working days that it takes', () => {
  const more = givens.chain((given) => fc.tuple(fc.constant(given), leaveAround(given.start)));
  fc.assert(
    fc.property(more, chains, ([given, leave], of) => {
      const [before, after] = [dated({ ...given, leaves: [] }, of), dated({ ...given, leaves: [leave] }, of)];
      for (const item of itemsOf(of)) {
        const workday = before.timeline.workedBy(before.dueOf(item));
        expect(after.dueOf(item), item.due).toBe(after.timeline.dateAt(workday));
      }
    }),
    often,
  );
});

test('what is done later than it is due puts later what counts from it, and what is done earlier moves nothing', () => {
  fc.assert(
    fc.property(chains, fc.nat(7), fc.integer({ min: 0, max: 90 }), (of, place, n) => {
      const start = '2026-11-23';
      const item = itemsOf(of)[place % itemsOf(of).length] as Item;
      const today = '2027-06-01';
      const plain = new Story(start).plan(of, today);
      const on = plain.timeline.dateAt(n + 1);
      const story = new Story(start);
      story.done(item.id, { on });
      const after = story.plan(of, today);
      const dueIn = (plan: typeof plain, id: string) =>
        plan.items.find((each) => each.item.id === id)?.due ?? '';
      const isLate = on > dueIn(plain, item.id);
      for (const each of itemsOf(of)) {
        const [was, is] = [dueIn(plain, each.id), dueIn(after, each.id)];
        if (isLate) expect(is >= was, each.id).toBe(true);
        else expect(is, each.id).toBe(was);
        if (isLate && targetOf(each, of) === item) expect(is >= on, each.id).toBe(true);
      }
    }),
    often,
  );
});

test('an item without a date puts nothing later: what waits for it waits for what that waits for', () => {
  const waiting = fc.array(
    fc.record({
      n: fc.integer({ min: 1, max: 20 }),
      after: fc.array(fc.nat(9), { maxLength: 3 }),
      undated: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  );
  fc.assert(
    fc.property(givens, waiting, (given, items) => {
      const waits = items.map(({ after }, at) => (at === 0 ? [] : [...new Set(after.map((to) => to % at))]));
      const through = (at: number): number[] =>
        (waits[at] ?? []).flatMap((to) => (items[to]?.undated ? through(to) : [to]));
      const idOf = (at: number) => `i${at}`;
      const specs = items.map(({ n, undated }, at): { id: string } & Partial<Item> => ({
        id: idOf(at),
        due: undated ? 'none' : `workday ${n}`,
        after: (waits[at] ?? []).map(idOf),
      }));
      const rest = specs.flatMap((spec, at) =>
        items[at]?.undated ? [] : [{ ...spec, after: [...new Set(through(at))].map(idOf) }],
      );
      if (rest.length === 0) return;
      const [all, dates] = [program([phase('p', 'day 60', specs)]), program([phase('p', 'day 60', rest)])];
      const [own, right] = [dated(given, all), dated(given, dates)];
      for (const item of itemsOf(dates)) {
        const same = itemsOf(all).find(({ id }) => id === item.id) as Item;
        expect(own.dueOf(same), item.id).toBe(right.dueOf(item));
      }
    }),
    often,
  );
});
