/** A kind of event that is added to the table of kinds, and nowhere else, arrives everywhere. */
import { Ajv } from 'ajv';
import { expect, test, vi } from 'vitest';
import { digestsIn } from '../../src/progress/digests.ts';
import { type Event, type Fact, faultOf, isKnown } from '../../src/progress/event.ts';
import type { KindEntry } from '../../src/progress/kinds.ts';
import { namesOf } from '../../src/progress/names.ts';
import { newsFor } from '../../src/progress/news.ts';
import { emptyRecord, mergeRecords } from '../../src/progress/record.ts';
import { recordSchema } from '../../src/progress/record-schema.ts';
import { effective } from '../../src/progress/reduce.ts';
import { formatShare, parseShare } from '../../src/progress/share.ts';
import { type Stamp, withFacts } from '../../src/progress/stamp.ts';
import { countKinds } from '../../src/sync/commit-message.ts';
import { historyOf } from '../../src/view/log.ts';
import { withTeam } from '../builders.ts';

vi.mock('../../src/progress/kinds.ts', async (original) => {
  const { kinds, ...others } = await original<typeof import('../../src/progress/kinds.ts')>();
  const celebrated: KindEntry = {
    meaning: 'There was cake.',
    fields: { item: 'text', cake: 'words', 'guests?': 'integer', 'digest?': 'text' },
    about: 'item',
    counts: 'always',
    news: 'others',
    tally: (n) => `${n} cakes`,
    log: ({ item, cake }, { nameOf }) => `celebrated ${nameOf(String(item))} with ${cake}`,
  };
  return { ...others, kinds: { ...kinds, celebrated } };
});

const fields = { kind: 'celebrated', item: 'x', cake: 'lemon cake' };
/** As a command would record it. */
const fact = fields as unknown as Fact;
const stamp: Stamp = { now: new Date('2026-11-25T08:00:00.000Z'), on: '2026-11-25', by: 'Ada', batch: 'b' };
const record = withFacts(emptyRecord('h1'), [fact], stamp);
const [event] = record.events as [Event];

test('is read, its fields checked', () => {
  expect(isKnown(event)).toBe(true);
  expect(faultOf(event)).toBeUndefined();
  expect(faultOf({ ...event, cake: 7 })).toBe('`cake` is missing or of the wrong type');
  expect(faultOf({ ...event, guests: 'many' })).toBe('`guests` is missing or of the wrong type');
});

test('has its place in the JSON Schema', () => {
  const schema = recordSchema();
  expect(JSON.stringify(schema)).toContain('There was cake.');
  const validate = new Ajv({ strictRequired: false }).compile(schema);
  const holding = (...events: unknown[]) => ({ format: 2, record: 'h1', events: { Ada: events } });
  expect(validate(holding(event))).toBe(true);
  expect(validate(holding({ ...event, cake: undefined }))).toBe(false);
  expect(validate(holding({ ...event, guests: 'many' }))).toBe(false);
});

test('comes after what it is about, however far ahead that is', () => {
  const ahead = { ...stamp, now: new Date('2030-01-01T00:00:00.000Z') };
  const recordedAfter = (item: string) => {
    const before = withFacts(emptyRecord('h1'), [{ kind: 'done', item }], ahead);
    return withFacts(before, [fact], stamp).events.find(({ kind }) => kind === 'celebrated')?.at;
  };
  expect(recordedAfter('x')).toBe('2030-01-01T00:00:00.001Z');
  expect(recordedAfter('y')).toBe('2026-11-25T08:00:00.000Z');
});

test('is news to whom it should be, and is not taken back', () => {
  const newsTo = (name: string) => [...newsFor(record, namesOf(name, []))];
  expect(newsTo('Grace')).toEqual([event.id]);
  expect(newsTo('Ada')).toEqual([]);
  const undone = withFacts(record, [{ kind: 'undone', target: 'b' }], stamp);
  expect(effective(undone.events)).toHaveLength(2);
});

test('has its sentence in the history, also where an undo names it', () => {
  const { events } = withFacts(record, [{ kind: 'undone', target: 'b' }], stamp);
  const said = historyOf(events, (id) => `«${id}»`).map(({ item, what, undone }) => [item, what, undone]);
  expect(said).toEqual([
    ['x', 'celebrated «x» with lemon cake', false],
    [null, 'undid: celebrated «x» with lemon cake', false],
  ]);
});

test('outlives a merge and a share, which takes the program along that it names', () => {
  expect(mergeRecords(record, emptyRecord('h1')).events).toEqual([event]);
  const shared = parseShare(formatShare({ record: withTeam(record), programs: new Map() })).record;
  expect(shared.events).toEqual([event]);
  const named = withFacts(record, [{ ...fields, digest: 'd9' } as unknown as Fact], stamp);
  expect(digestsIn(named)).toEqual(['d9']);
});

test('is told of by a share and a sync', () => {
  expect(countKinds([event, event])).toEqual({ said: ['2 cakes'], others: 0 });
});
