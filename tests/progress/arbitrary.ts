/** Makes random records with fast-check. */
import fc from 'fast-check';
import type { UnknownEvent } from '../../src/progress/event.ts';
import { type HireRecord, parseRecord } from '../../src/progress/record.ts';
import { recordText, sealed, tombstoneText } from '../builders.ts';

/** Any JSON: fields of a later version, and what stands among the events and is none. */
const foreign = [
  null,
  0,
  -1.5e300,
  '',
  'é\ud800\n"',
  [],
  [null, [1]],
  {},
  { b: { d: 1, c: 2 }, a: [] },
  { kind: 'done' },
];

interface Step {
  readonly kind: string;
  readonly item: string;
  readonly second: number;
  readonly by: string;
  readonly batch: string;
  readonly number: number;
  readonly foreign: unknown;
}

const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'done',
    'skipped',
    'reopened',
    'counted',
    'noted',
    'approved',
    'returned',
    'undone',
    'moved',
    'away',
    'withdrawn',
    'added',
    'removed',
    'assigned',
    'rescheduled',
    'redacted',
    'later',
  ),
  item: fc.constantFrom('a', 'b'),
  second: fc.nat(5),
  by: fc.constantFrom('Ada', 'Grace'),
  batch: fc.constantFrom('b1', 'b2', 'b3', 'b4'),
  number: fc.nat(20),
  foreign: fc.constantFrom(...foreign),
});

/** Steps as events: what judges or takes back names an event before it. */
function eventsOf(given: readonly Step[]): UnknownEvent[] {
  const events = [
    sealed({
      kind: 'started',
      batch: 'b0',
      run: 'onboarding',
      person: 'p1',
      name: 'Ada',
      start: '2026-11-23',
      program: 'pm',
      digest: 'd',
    }),
  ];
  for (const { kind, item, second, by, batch, number, foreign } of given) {
    const named = events[number % events.length];
    const of = named?.id ?? '';
    const { text: _, ...event } = { ...named, text: '' };
    const fields: Record<string, object> = {
      skipped: { reason: `r${number}` },
      reopened: { of },
      counted: { delta: number },
      noted: { text: `n${number}` },
      approved: { of },
      returned: { of, comment: `c${number}` },
      undone: { target: `b${number % 5}` },
      moved: { due: `2026-12-${10 + number}` },
      away: { from: '2026-12-01', to: `2026-12-${10 + number}` },
      withdrawn: { of, from: '2026-12-01', to: '2026-12-10' },
      added: { title: `t${number}`, phase: 'p', after: [number % 2 === 0 ? 'a' : 'b'] },
      rescheduled: { start: `2026-12-${10 + number}` },
      assigned: { role: item, people: [by] },
      redacted: { of, event },
      later: { foreign },
    };
    const at = `2026-11-23T08:00:0${second}.000Z`;
    events.push(sealed({ at, on: '2026-11-23', by, batch, kind, item, ...fields[kind] }));
  }
  return events;
}

const damage = fc.constantFrom<unknown>(...foreign);
/** What may stand in a record's list of events. */
export const entries = fc
  .tuple(fc.array(steps, { maxLength: 7 }), fc.array(damage, { maxLength: 2 }))
  .map(([given, damaged]): unknown[] => [...eventsOf(given), ...damaged]);

/** Replicas that share a past: each holds a part of the same entries, in any order of events and of keys. */
export function replicas(count: number): fc.Arbitrary<HireRecord[]> {
  return entries.chain((all) => {
    const turned = all.map(turnKeys);
    const picks = fc.array(fc.tuple(fc.nat(all.length - 1), fc.boolean()), { maxLength: 1 + all.length });
    const part = picks.map((picked) =>
      parseRecord(recordText(picked.map(([at, turn]) => (turn ? turned : all)[at]))),
    );
    const tombstone = fc
      .constantFrom('2026-11-24T08:00:00.000Z', '2026-11-24T09:00:00.000Z')
      .map((at) => parseRecord(tombstoneText('h1', 'Grace', at)));
    const one = fc.oneof({ weight: 30, arbitrary: part }, { weight: 1, arbitrary: tombstone });
    return fc.array(one, { minLength: count, maxLength: count });
  });
}

/** The same with its keys the other way round, at every depth. */
function turnKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turnKeys(inner)]),
  );
}
