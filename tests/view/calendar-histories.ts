/** Random histories of a small run, for what is to hold of its calendar along any of them. */
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import type { Person } from '../../src/plan/run.ts';
import type { Fact } from '../../src/progress/event.ts';
import { phase, program, Story } from '../builders.ts';
import { zones } from '../zones.ts';

export const roles = {
  buddy: { title: 'PM buddy', required: true },
  manager: { title: 'Manager', required: true },
};
const phases = [
  phase('week-1', 'week 1', [
    { id: 'meet', title: 'Meet your buddy', with: ['buddy'], takes: 60, topics: ['Who does what?'] },
    { id: 'read', title: 'Read' },
    { id: 'report', title: 'Report', by: 'manager' },
    { id: 'calls', title: 'Calls', with: ['manager'], takes: 120, count: { target: 4 } },
  ]),
  phase('week-2', 'week 2', [{ id: 'talk', title: 'Talk', with: ['buddy'], after: ['meet'] }]),
];
export const usual = program(phases, roles);
export const people: Record<string, readonly Person[]> = {
  buddy: [{ name: 'Grace Hopper', handles: ['grace'] }],
  manager: [{ name: 'Alan Turing', handles: [] }],
};
export const start: CalendarDate = '2026-11-23';

export function inZone(zone?: string): Story {
  const story = new Story();
  if (zone) story.add({ kind: 'changed', zone });
  return story;
}

const day = fc.integer({ min: -5, max: 200 }).map((n) => addDays(start, n));
const time = fc.constantFrom('00:00', '02:30', '09:15', '12:00', '23:45');
const item = fc.constantFrom('meet', 'read', 'report', 'calls', 'talk', 'own');

/** What somebody does next. */
export const deed: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('booked' as const), item, day, time }) },
  fc.record({ kind: fc.constant('booked' as const), item, day, time, cancelled: fc.constant(true) }),
  fc.record({ kind: fc.constant('booked' as const), item, day }),
  fc.record({ kind: fc.constant('moved' as const), item, due: day }),
  fc.record({ kind: fc.constant('skipped' as const), item, reason: fc.constant('x') }),
  fc.record({ kind: fc.constant('done' as const), item }),
  fc.record({ kind: fc.constant('removed' as const), item: fc.constant('own') }),
  fc.record({ kind: fc.constant('rescheduled' as const), start: day }),
  fc
    .record({ kind: fc.constant('away' as const), from: day })
    .map(({ kind, from }) => ({ kind, from, to: addDays(from, 3) })),
  fc.record({ kind: fc.constant('changed' as const), zone: fc.constantFrom(...zones) }),
  fc.record({ kind: fc.constant('noted' as const), item, text: fc.constant('x') }),
  fc.record({
    kind: fc.constant('undone' as const),
    target: fc.integer({ min: 2, max: 20 }).map((n) => `b${n}`),
  }),
);
