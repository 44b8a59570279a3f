/** Merges random records in different orders. The seed is fixed, so a new failure comes from a change of the code. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { formatRecord, type HireRecord, mergeRecords, parseRecord, trusted } from '../src/progress/record.ts';
import { reduceEvents } from '../src/progress/reduce.ts';
import { recordText } from '../tests/builders.ts';
import { entries, replicas } from '../tests/progress/arbitrary.ts';
import type { Given, Outcome, Trial } from './trial.ts';

type Two = [HireRecord, HireRecord];
type Three = [HireRecord, HireRecord, HireRecord];

const merged = (records: readonly HireRecord[]) => records.reduce((a, b) => mergeRecords(a, b));
const bytes = (...records: HireRecord[]) => formatRecord(merged(records));

/** The ids of all events, and the texts of those damaged entries that a union takes over, without repetition. */
function contents(records: readonly HireRecord[]): string[] {
  // Of several `redacted` events of one event the last one stays.
  const ids = records.flatMap(({ events }) =>
    events.filter(({ kind }) => kind !== 'redacted').map(({ id }) => id),
  );
  const damaged = records.flatMap((record) =>
    trusted(record).damaged.map(({ value }) => JSON.stringify(value)),
  );
  return [...new Set([...ids, ...damaged])].sort();
}

const two = replicas(2) as fc.Arbitrary<Two>;
const three = replicas(3) as fc.Arbitrary<Three>;

const arrivals = entries.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
);

/** The properties by name. */
const properties: Readonly<Record<string, fc.IProperty<unknown>>> = {
  commutative: fc.property(two, ([a, b]) => bytes(a, b) === bytes(b, a)),
  associative: fc.property(
    three,
    ([a, b, c]) => formatRecord(mergeRecords(a, mergeRecords(b, c))) === bytes(a, b, c),
  ),
  idempotent: fc.property(
    two,
    ([a, b]) => bytes(a, a) === formatRecord(trusted(a)) && bytes(a, b, b, a) === bytes(a, b),
  ),
  'nothing lost, nothing invented': fc.property(two, ([a, b]) => {
    const union = mergeRecords(a, b);
    if (a.forgotten || b.forgotten) return union.forgotten && union.events.length === 0;
    return isDeepStrictEqual(contents([union]), contents([a, b]));
  }),
  'the progress does not depend on the order of arrival': fc.property(arrivals, ([all, shuffled]) => {
    const arrived = merged(shuffled.map((entry) => parseRecord(recordText([entry]))));
    const reduced = reduceEvents(parseRecord(recordText(all)));
    return reduced?.hire.name === 'Ada' && isDeepStrictEqual(reduceEvents(arrived), reduced);
  }),
  'what is written is read as it was': fc.property(entries, (all) => {
    const record = parseRecord(recordText(all));
    const text = formatRecord(record);
    const again = parseRecord(text);
    return (
      formatRecord(again) === text &&
      isDeepStrictEqual(again.events, record.events) &&
      again.damaged.length === record.damaged.length
    );
  }),
};

export const merge: Trial = {
  name: 'merge',
  promise: 'a merge is a union: the same bytes in whatever order, and nothing lost',
  sourceOnly: true,
  faults: [
    {
      what: 'of events of one instant, one is kept',
      edits: [
        {
          file: 'src/progress/record.ts',
          from: 'new Map(lines.map((event) => [event.id, event]))',
          to: 'new Map(lines.map((event) => [event.at, event]))',
        },
      ],
    },
    {
      what: 'events stand in the order in which they arrived',
      edits: [
        {
          file: 'src/progress/record.ts',
          from: 'for (const event of [...withLines(events)].sort(byOrder))',
          to: 'for (const event of withLines(events))',
        },
        {
          file: 'src/progress/record.ts',
          from: 'withoutTakenOut([...events.values()]).sort(byOrder)',
          to: 'withoutTakenOut([...events.values()])',
        },
      ],
    },
  ],
  async run({ size }: Given): Promise<Outcome> {
    const numRuns = size === 'full' ? 10_000 : 1_000;
    const failures = Object.entries(properties).flatMap(([name, property]) => {
      const { failed, counterexample, errorInstance } = fc.check(property, { numRuns, seed: 20_261_123 });
      return failed ? `${name}: ${errorInstance ?? ''} ${JSON.stringify(counterexample).slice(0, 300)}` : [];
    });
    return {
      figure: `${numRuns} runs each: ${Object.keys(properties).join('; ')}: ${failures.length} failed`,
      broken: failures,
    };
  },
};
