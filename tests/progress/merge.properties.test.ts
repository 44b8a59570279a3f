/** The merge of records, to the byte. The seed is fixed: a failure is a change, not luck. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRecord, type HireRecord, mergeRecords } from '../../src/progress/record.ts';
import { replicas } from './arbitrary.ts';

const runs = { numRuns: 10_000, seed: 20_261_123 };

type Two = [HireRecord, HireRecord];
type Three = [HireRecord, HireRecord, HireRecord];

function bytes(...records: HireRecord[]): string {
  return formatRecord(records.reduce((a, b) => mergeRecords(a, b)));
}

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
