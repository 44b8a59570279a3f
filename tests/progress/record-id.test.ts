/** The ids of records: where a record lies, and that the id of a checklist's run fits one template, subject and number alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import {
  emptyRecord,
  formatRecord,
  type HireRecord,
  mergeRecords,
  parseRecord,
  RecordError,
  salvage,
  startIn,
  trusted,
  underId,
} from '../../src/progress/record.ts';
import { folderOf, placeOf, recordAt, runIdOf, titleOf } from '../../src/progress/record-id.ts';
import { reduceEvents, startsApart } from '../../src/progress/reduce.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { runs } from '../runs.ts';

const id = runIdOf('leave-beta', 'Message reminders', 1);

function start(more: Partial<Extract<Fact, { kind: 'started' }>> = {}): Fact {
  return {
    kind: 'started',
    run: 'checklist',
    person: 'p0123abcd',
    name: 'Ada Lovelace',
    start: '2026-11-23',
    program: 'leave-beta',
    digest: '0'.repeat(64),
    subject: 'Message reminders',
    ...more,
  };
}

function begun(facts: readonly Fact[], by = 'Ada Lovelace', minute = 0, of = id): HireRecord {
  const now = new Date(Date.UTC(2026, 10, 23, 9, minute));
  return withFacts(emptyRecord(of), facts, { now, on: '2026-11-23', by, batch: `${by} ${minute}` });
}

describe('the id of a record', () => {
  test('says in which folder it lies', () => {
    expect([folderOf(id), folderOf('h0123abcd')]).toEqual(['runs', 'hires']);
    for (const each of [id, 'h0123abcd']) expect(recordAt(placeOf(each))).toBe(each);
    for (const path of [`hires/${id}.json`, 'runs/h0123abcd.json', `runs/${id}.json.lock`, 'runs/x.json', ''])
      expect(recordAt(path), path).toBeUndefined();
  });

  test('is one for a template, a subject and a number, however the subject is typed', () => {
    expect(runIdOf('leave-beta', ' message  REMINDERS ', 1)).toBe(id);
    const others = [
      runIdOf('leave-beta', 'Message reminders', 2),
      runIdOf('urgent-fix', 'Message reminders', 1),
      runIdOf('leave-beta', 'Message reminder', 1),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });

  test('is not what people read', () => {
    expect(titleOf({ name: 'Ada', program: 'leave-beta', subject: 'message reminders' })).toBe(
      'Message reminders (leave-beta)',
    );
    expect(titleOf({ name: 'Ada', program: 'leave-beta', subject: 'X', number: 3 })).toBe('X 3 (leave-beta)');
    expect(titleOf({ name: 'Ada', program: 'product-manager' })).toBe('Ada');
  });
});

describe('the start of a run', () => {
  test('fits its id, and is one with those of whoever begins the same apart', () => {
    const ada = begun([start()]);
    const grace = begun([start({ subject: 'message  Reminders', name: 'Grace Hopper' })], 'Grace Hopper', 1);
    const [both, back] = [mergeRecords(ada, grace), mergeRecords(grace, ada)];
    expect(formatRecord(both)).toBe(formatRecord(back));
    expect(startsApart(both)).toBeUndefined();
    // The earlier one counts.
    expect(reduceEvents(both)?.hire).toMatchObject({ name: 'Ada Lovelace', subject: 'Message reminders' });
    expect(parseRecord(formatRecord(both))).toEqual(both);
    expect(startIn(formatRecord(ada), id)?.subject).toBe('Message reminders');
  });

  test.each([
    ['subject', { subject: 'Search' }, 'it begins another run, Search (leave-beta)'],
    ['number', { number: 2 }, 'it begins another run, Message reminders 2 (leave-beta)'],
    ['template', { program: 'urgent-fix' }, 'it begins another run, Message reminders (urgent-fix)'],
    ['subject at all', { subject: undefined }, 'it begins another run, leave-beta for Ada Lovelace'],
  ])('of another %s is refused, as the record of another hire is', (_, more, why) => {
    const text = formatRecord(begun([start(more), { kind: 'noted', item: 'a', text: 'of somebody' }]));
    expect(() => parseRecord(text)).toThrow(new RecordError(`it is not the record ${id}: ${why}`));
    // The same where a tool has broken the text.
    expect(() => parseRecord(text.replace('"events":{', '"events":{,'))).toThrow(why);
    expect(salvage(text, id)).toMatchObject({ events: [], damaged: [] });
    expect(startIn(text, id)).toBeUndefined();
  });

  test('of another run beside the right one is left out and named, and goes into no union', () => {
    const [own, other] = [begun([start()]), begun([start({ subject: 'Search' })], 'Mallory', -5)];
    const all = [...own.events, ...other.events];
    const record = parseRecord(formatRecord({ ...own, events: all }));
    expect(record.events).toEqual(own.events);
    expect(record.damaged.map(({ fault }) => fault)).toEqual(['it begins another run, Search (leave-beta)']);
    expect(trusted(record).damaged).toEqual([]);
    expect(mergeRecords(emptyRecord(id), record)).toMatchObject({ events: own.events, damaged: [] });
    expect(reduceEvents(record)?.hire.subject).toBe('Message reminders');
  });

  test('of a hire fits every id of a hire', () => {
    const hire = begun([start({ run: 'onboarding', subject: undefined })], 'Ada Lovelace', 0, 'h0123abcd');
    expect(parseRecord(formatRecord(hire))).toEqual(hire);
  });

  test('several of one hire with other numbers are several runs', () => {
    const first = begun([start()], 'Ada', 0, 'h0123abcd');
    const second = begun([start({ number: 2 })], 'Ada', 1, 'h0123abcd');
    expect(startsApart(mergeRecords(first, second))).toBe(
      'it was begun several times, with Message reminders (leave-beta) and Message reminders 2 (leave-beta)',
    );
  });

  test('gets another number under another id, and fits it', () => {
    const next = runIdOf('leave-beta', 'Message reminders', 2);
    const moved = underId(next, begun([start(), { kind: 'noted', item: 'a', text: 'x' }]), 2);
    expect(parseRecord(formatRecord(moved))).toEqual(moved);
    expect(reduceEvents(moved)?.hire).toMatchObject({ id: next, number: 2 });
  });
});

test('whoever begins the same run, in whatever order copies meet: one record, begun once', () => {
  const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'];
  const state = fc.record({
    by: fc.constantFrom(...people),
    minute: fc.integer({ min: 0, max: 9 }),
    subject: fc.constantFrom('Message reminders', 'MESSAGE reminders', 'message  reminders'),
    notes: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(state, { minLength: 2, maxLength: 5 }), (states) => {
      const records = states.map(({ by, minute, subject, notes }) =>
        begun(
          [start({ subject, name: by }), ...notes.map((text): Fact => ({ kind: 'noted', item: 'a', text }))],
          by,
          minute,
        ),
      );
      const there = formatRecord(records.reduce(mergeRecords));
      expect(formatRecord(records.toReversed().reduce(mergeRecords))).toBe(there);
      const read = parseRecord(there);
      const first = read.events.find(({ kind }) => kind === 'started');
      expect(reduceEvents(read)?.hire.name).toBe(first?.by);
      expect(read.damaged).toEqual([]);
    }),
    runs(1_000),
  );
});
