/** A plan of what a list is about has these items exactly as the whole plan has them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { type Listing, makePlan } from '../../src/plan/plan.ts';
import { type ItemProgress, notBegun, type Progress, untouched } from '../../src/progress/reduce.ts';
import { listingFor } from '../../src/view/mine/entries.ts';
import { runs } from '../runs.ts';
import { Random, randomMoves, situation } from './random-plans.ts';

test('whatever was moved, done, adopted or is on leave', () => {
  let listed = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 12 }), (seed, within) => {
      const given = situation(seed);
      const { program, start, calendar: own, leaves, stretch } = given;
      const random = new Random(seed + 1);
      const calendar = new Calendar([own], leaves);
      const today: CalendarDate = addDays(start, random.int(-5, 80));
      const ids = program.phases.flatMap(({ items }) => items.map(({ id }) => id));
      const done = random.sample(ids, random.int(0, 4));
      const on = addDays(today, -random.int(0, 9));
      const moves = randomMoves(given);
      const progress: Progress = {
        ...notBegun(program.id, start).progress,
        items: new Map<string, ItemProgress>([
          ...[...moves].map(([id, moved]) => [id, { ...untouched, moved }] as const),
          ...done.map((item) => {
            const event = { id: item, at: '', on, by: 'Ada', batch: '', kind: 'done', item } as const;
            return [item, { ...untouched, closedBy: event, closings: [event] }] as const;
          }),
        ]),
        stretch,
        adopted: new Map(random.sample(ids, 1).map((id) => [id, on])),
      };
      const listing: Listing = listingFor(today, within)(new Map([['buddy', []]]), calendar);
      const whole = makePlan(program, progress, calendar, today);
      const part = makePlan(program, progress, calendar, today, listing);
      const byId = new Map(whole.items.map((planned) => [planned.item.id, planned]));
      for (const planned of part.items) expect(planned).toEqual(byId.get(planned.item.id));
      const there = new Set(part.items.map(({ item }) => item.id));
      for (const { item, progress: its, due } of whole.items) {
        const wanted = listing.lists(item, its);
        if (wanted !== 'always' && !(wanted && due <= listing.until)) continue;
        listed += 1;
        expect(there, item.id).toContain(item.id);
      }
      expect(part.items.length).toBeLessThanOrEqual(whole.items.length);
    }),
    runs(2000),
  );
  expect(listed).toBeGreaterThan(20);
});
