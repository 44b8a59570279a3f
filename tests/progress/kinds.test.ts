/** The table of kinds: a kind that is added to it alone arrives everywhere, and each entry says the truth. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Event, type Fact, faultOf, isKnown, knownIn } from '../../src/progress/event.ts';
import { type KindEntry, kinds } from '../../src/progress/kinds.ts';
import { namesOf } from '../../src/progress/names.ts';
import { newsFor } from '../../src/progress/news.ts';
import { emptyRecord, mergeRecords, parseRecord } from '../../src/progress/record.ts';
import { recordSchema } from '../../src/progress/record-schema.ts';
import { effective, reduceEvents } from '../../src/progress/reduce.ts';
import { digestsIn, formatShare, parseShare } from '../../src/progress/share.ts';
import { type Stamp, withFacts } from '../../src/progress/stamp.ts';
import { historyOf } from '../../src/view/log.ts';
import { recordText, sealed } from '../builders.ts';
import { entries } from './arbitrary.ts';

describe('a kind that stands in the table alone', () => {
  const celebrated: KindEntry = {
    meaning: 'There was cake.',
    fields: { item: 'text', cake: 'words', 'guests?': 'integer', 'digest?': 'text' },
    about: 'item',
    counts: 'always',
    news: 'others',
    tally: null,
    log: ({ item, cake }, { nameOf }) => `celebrated ${nameOf(String(item))} with ${cake}`,
  };
  const table = { ...kinds, celebrated };
  const fields = { kind: 'celebrated', item: 'x', cake: 'lemon cake' };
  /** As a command would record it. */
  const fact = fields as unknown as Fact;
  const stamp: Stamp = { now: new Date('2026-11-25T08:00:00.000Z'), on: '2026-11-25', by: 'Ada', batch: 'b' };
  const record = withFacts(emptyRecord('h1'), [fact], stamp, table);
  const [event] = record.events as [Event];

  test('is read, its fields checked', () => {
    expect(isKnown(event)).toBe(false);
    expect(knownIn(table)(event)).toBe(true);
    expect(faultOf(event, table)).toBeUndefined();
    expect(faultOf({ ...event, cake: 7 }, table)).toBe('`cake` is missing or of the wrong type');
    expect(faultOf({ ...event, guests: 'many' }, table)).toBe('`guests` is missing or of the wrong type');
  });

  test('has its place in the JSON Schema', () => {
    const schema = recordSchema(table);
    expect(JSON.stringify(schema)).toContain('There was cake.');
    const validate = new Ajv({ strictRequired: false }).compile(schema);
    const holding = (...events: unknown[]) => ({ format: 1, hire: 'h1', events });
    expect(validate(holding(event))).toBe(true);
    expect(validate(holding({ ...event, cake: undefined }))).toBe(false);
    expect(validate(holding({ ...event, guests: 'many' }))).toBe(false);
  });

  test('comes after what it is about, however far ahead that is', () => {
    const ahead = { ...stamp, now: new Date('2030-01-01T00:00:00.000Z') };
    const recordedAfter = (item: string) => {
      const before = withFacts(emptyRecord('h1'), [{ kind: 'done', item }], ahead);
      return withFacts(before, [fact], stamp, table).events.find(({ kind }) => kind === 'celebrated')?.at;
    };
    expect(recordedAfter('x')).toBe('2030-01-01T00:00:00.001Z');
    expect(recordedAfter('y')).toBe('2026-11-25T08:00:00.000Z');
  });

  test('is news to whom it should be, and is not taken back', () => {
    const newsTo = (name: string) => [...newsFor(record, namesOf(name, []), undefined, table)];
    expect(newsTo('Grace')).toEqual([event.id]);
    expect(newsTo('Ada')).toEqual([]);
    const undone = withFacts(record, [{ kind: 'undone', target: 'b' }], stamp);
    expect(effective(undone.events, table)).toHaveLength(2);
    expect(effective(undone.events)).toHaveLength(1);
  });

  test('has its sentence in the history, also where an undo names it', () => {
    const { events } = withFacts(record, [{ kind: 'undone', target: 'b' }], stamp);
    const said = historyOf(events, (id) => `«${id}»`, table).map(({ item, what, undone }) => [
      item,
      what,
      undone,
    ]);
    expect(said).toEqual([
      ['x', 'celebrated «x» with lemon cake', false],
      [null, 'undid: celebrated «x» with lemon cake', false],
    ]);
  });

  test('outlives a merge and a share, which takes the program along that it names', () => {
    expect(mergeRecords(record, emptyRecord('h1')).events).toEqual([event]);
    const shared = parseShare(formatShare({ record, programs: new Map() })).record;
    expect(shared.events).toEqual([event]);
    const named = withFacts(record, [{ ...fields, digest: 'd9' } as unknown as Fact], stamp, table);
    expect(digestsIn(named, table)).toEqual(['d9']);
    expect(digestsIn(named)).toEqual([]);
  });
});

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
    { numRuns: 500, seed: 20_261_123 },
  );
  expect(dropped).toBeGreaterThan(20);
});

test('the words of people are marked, and nothing else is', () => {
  const words = Object.entries(kinds).flatMap(([kind, { fields }]) =>
    Object.entries(fields).flatMap(([name, type]) =>
      type === 'words' ? [`${kind}.${name.replace('?', '')}`] : [],
    ),
  );
  expect(words).toEqual([
    'away.reason',
    'added.title',
    'added.details',
    'removed.title',
    'done.note',
    'done.evidence',
    'done.title',
    'skipped.reason',
    'skipped.title',
    'approved.comment',
    'returned.comment',
    'asked.text',
    'answered.text',
    'noted.text',
    'reviewed.note',
    'finished.note',
    'archived.reason',
  ]);
});

test('a field of another kind under the same name names nothing', () => {
  const foreign = sealed({ kind: 'away', from: '2026-12-01', to: '2026-12-02', digest: 'd9' });
  expect(digestsIn({ ...emptyRecord('h1'), events: [foreign] })).toEqual([]);
});
