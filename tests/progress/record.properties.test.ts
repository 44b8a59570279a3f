/** Records, their bytes and their merge, whatever has happened. The seed is fixed: a failure is a change, not luck. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnknownEvent } from '../../src/progress/event.ts';
import { fold } from '../../src/progress/fold.ts';
import { formatRecord, type HireRecord, mergeRecords, parseRecord } from '../../src/progress/record.ts';
import { recordText, sealed } from '../builders.ts';

const runs = { numRuns: 10_000, seed: 20_261_123 };

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
    'assigned',
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
    sealed({ kind: 'started', batch: 'b0', name: 'Ada', start: '2026-11-23', program: 'pm', digest: 'd' }),
  ];
  for (const { kind, item, second, by, batch, number, foreign } of given) {
    const of = events[number % events.length]?.id ?? '';
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
      assigned: { role: item, people: [by] },
      later: { foreign },
    };
    const at = `2026-11-23T08:00:0${second}.000Z`;
    events.push(sealed({ at, on: '2026-11-23', by, batch, kind, item, ...fields[kind] }));
  }
  return events;
}

const damage = fc.constantFrom<unknown>(...foreign);
const entries = fc
  .tuple(fc.array(steps, { maxLength: 7 }), fc.array(damage, { maxLength: 2 }))
  .map(([given, damaged]): unknown[] => [...eventsOf(given), ...damaged]);

/** Replicas that share a past: each holds a part of the same entries, in any order, perhaps twice. */
function replicas(count: number): fc.Arbitrary<HireRecord[]> {
  return entries.chain((all) => {
    const part = fc
      .array(fc.nat(all.length - 1), { maxLength: 1 + all.length })
      .map((picks) => parseRecord(recordText(picks.map((pick) => all[pick]))));
    const tombstone = fc.constant(parseRecord('{"format":1,"hire":"h1","forgotten":true}'));
    const one = fc.oneof({ weight: 30, arbitrary: part }, { weight: 1, arbitrary: tombstone });
    return fc.array(one, { minLength: count, maxLength: count });
  });
}

type Two = [HireRecord, HireRecord];
type Three = [HireRecord, HireRecord, HireRecord];

function bytes(...records: HireRecord[]): string {
  return formatRecord(records.reduce((a, b) => mergeRecords(a, b)));
}

test('what is written is read as it was, and written again byte for byte', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const record = parseRecord(recordText(all));
      const text = formatRecord(record);
      const again = parseRecord(text);
      expect(formatRecord(again)).toBe(text);
      return isDeepStrictEqual(again.events, record.events) && again.damaged.length === record.damaged.length;
    }),
    runs,
  );
});

test('a merge is commutative', () => {
  fc.assert(
    fc.property(replicas(2), (pair) => {
      const [a, b] = pair as Two;
      return bytes(a, b) === bytes(b, a);
    }),
    runs,
  );
});

test('a merge is associative', () => {
  fc.assert(
    fc.property(replicas(3), (three) => {
      const [a, b, c] = three as Three;
      return formatRecord(mergeRecords(a, mergeRecords(b, c))) === bytes(a, b, c);
    }),
    runs,
  );
});

test('a merge is idempotent, and merging what is in there already changes nothing', () => {
  fc.assert(
    fc.property(replicas(2), (pair) => {
      const [a, b] = pair as Two;
      return bytes(a, a) === formatRecord(a) && bytes(a, b, b, a) === bytes(a, b);
    }),
    runs,
  );
});

test('a merge loses nothing and invents nothing', () => {
  fc.assert(
    fc.property(replicas(2), (pair) => {
      const [a, b] = pair as Two;
      const merged = mergeRecords(a, b);
      if (a.forgotten || b.forgotten) return merged.forgotten && merged.events.length === 0;
      const ids = (records: HireRecord[]) =>
        [...new Set(records.flatMap(({ events }) => events.map(({ id }) => id)))].sort();
      const faults = (records: HireRecord[]) =>
        [
          ...new Set(records.flatMap(({ damaged }) => damaged.map(({ value }) => JSON.stringify(value)))),
        ].sort();
      expect(ids([merged])).toEqual(ids([a, b]));
      expect(faults([merged])).toEqual(faults([a, b]));
    }),
    runs,
  );
});

test('the fold does not depend on the order of arrival', () => {
  const shuffles = entries.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffles, ([all, shuffled]) => {
      const arrived = shuffled
        .map((entry) => parseRecord(recordText([entry])))
        .reduce((a, b) => mergeRecords(a, b));
      const folded = fold(parseRecord(recordText(all)));
      return folded?.hire.name === 'Ada' && isDeepStrictEqual(fold(arrived), folded);
    }),
    runs,
  );
});
