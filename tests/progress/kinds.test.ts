/** What the entries of the table of kinds say is true: which events count, and which words are a person's own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestsIn } from '../../src/progress/digests.ts';
import { type Event, isKnown } from '../../src/progress/event.ts';
import { kinds } from '../../src/progress/kinds.ts';
import { emptyRecord, parseRecord } from '../../src/progress/record.ts';
import { effective, reduceEvents } from '../../src/progress/reduce.ts';
import { recordText, sealed } from '../builders.ts';
import { entries } from './arbitrary.ts';

test('where the last one counts, the earlier ones about the same make no difference', () => {
  const key = (event: Event) =>
    JSON.stringify([event.kind, ...['item', 'role', 'of'].map((field) => ({ ...event })[field as 'id'])]);
  let dropped = 0;
  fc.assert(
    fc.property(entries, (all) => {
      const record = parseRecord(recordText(all));
      const known = effective(record.events).filter(isKnown);
      const latest = new Map(known.map((event) => [key(event), event]));
      const events = known.filter(
        (event) => kinds[event.kind].counts !== 'last' || latest.get(key(event)) === event,
      );
      dropped += known.length - events.length;
      expect(reduceEvents({ ...record, events })).toEqual(reduceEvents({ ...record, events: known }));
    }),
    { numRuns: 1_000, seed: 20_261_123 },
  );
  expect(dropped).toBeGreaterThan(15);
});

test('the words of people are marked, and nothing else is', () => {
  const words = Object.entries(kinds).flatMap(([kind, { fields }]) =>
    Object.entries(fields).flatMap(([name, type]) =>
      ['words', 'lines', 'links'].includes(type) ? [`${kind}.${name.replace('?', '')}`] : [],
    ),
  );
  expect(words).toEqual([
    'added.title',
    'added.details',
    'added.links',
    'added.topics',
    'added.unit',
    'removed.title',
    'done.note',
    'done.evidence',
    'done.withoutEvidence',
    'done.title',
    'skipped.reason',
    'skipped.title',
    'counted.title',
    'approved.comment',
    'returned.comment',
    'asked.text',
    'answered.text',
    'noted.text',
    'reviewed.note',
    'finished.note',
    'finished.missing',
    'finished.useless',
    'archived.reason',
  ]);
});

test('a field of another kind under the same name names nothing', () => {
  const foreign = sealed({ kind: 'away', from: '2026-12-01', to: '2026-12-02', digest: 'd9' });
  expect(digestsIn({ ...emptyRecord('h1'), events: [foreign] })).toEqual([]);
});
