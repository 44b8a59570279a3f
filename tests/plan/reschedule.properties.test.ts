/** Moving the start there and back again must leave all due dates as they were, whatever is recorded. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type CalendarDate, weekdays } from '../../src/dates.ts';
import { shiftsOf } from '../../src/plan/shift.ts';
import type { Fact } from '../../src/progress/event.ts';
import { days, phase, program, Story } from '../builders.ts';
import { runs } from '../runs.ts';

const start = '2026-11-23';
const of = program([
  phase('day-1', 'day 1', ['a', { id: 'b', due: '3 days before start', by: 'buddy' }]),
  phase('week-1', 'week 1', ['c', { id: 'd', due: 'workday 4', after: ['a'], takes: 960 }]),
  phase('day-30', 'day 30', ['e', { id: 'f', due: 'workday 18', optional: true }]),
]);

const day = fc.integer({ min: -60, max: 90 }).map((days): CalendarDate => addDays(start, days));
const item = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.tuple(day, fc.nat(20)).map(([from, days]): Fact => ({ kind: 'away', from, to: addDays(from, days) })),
  fc.subarray([...weekdays]).map((workingDays): Fact => ({ kind: 'changed', workingDays })),
  fc.tuple(item, day).map(([id, due]): Fact => ({ kind: 'moved', item: id, due })),
  item.map((id): Fact => ({ kind: 'done', item: id })),
  item.map((id): Fact => ({ kind: 'skipped', item: id, reason: 'x' })),
);
const lives = fc.record({
  facts: fc.array(fact, { maxLength: 4 }),
  other: day,
  today: day,
  holidays: fc.array(day, { maxLength: 3 }).map((dates) => days(...dates)),
});

test('there and back is the identity; what is closed or moved by hand never is due on another day', () => {
  fc.assert(
    fc.property(lives, ({ facts, other, today, holidays }) => {
      const story = new Story(start);
      if (facts.length > 0) story.command(facts);
      const before = story.plan(of, today, { holidays });
      story.add({ kind: 'rescheduled', start: other });
      const there = story.plan(of, today, { holidays });
      expect(there.start).toBe(other);
      for (const { after } of shiftsOf(before, there)) {
        expect(after.progress.closedBy).toBeUndefined();
        expect(after.progress.moved).toBeUndefined();
      }
      story.add({ kind: 'rescheduled', start });
      expect(story.plan(of, today, { holidays }).items.map(({ due }) => due)).toEqual(
        before.items.map(({ due }) => due),
      );
    }),
    runs(10_000),
  );
});
