/** The instant of a new event is now, but always after the event that it answers. */
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/progress/event.ts';
import { mergeRecords } from '../../src/progress/record.ts';
import { reloaded, Story, sealed } from '../builders.ts';

const now = new Date('2026-11-25T08:00:00.000Z');
const ahead = new Date('2030-01-01T00:00:00.000Z');

/** The `at` of a fact that is recorded now, after another was recorded by a clock far ahead. */
function atAfter(first: Fact, then: (id: string) => Fact): string {
  const story = new Story();
  const { id } = story.add(first, { now: ahead, batch: 'first' });
  return story.add(then(id), { now }).at;
}

describe('a clock far ahead', () => {
  const pulled = '2030-01-01T00:00:00.001Z';
  const free = now.toISOString();
  const done: Fact = { kind: 'done', item: 'x' };
  const cases: [string, Fact, (id: string) => Fact, string][] = [
    ['the same item', done, () => ({ kind: 'noted', item: 'x', text: 'n' }), pulled],
    ['a question on the same item', done, () => ({ kind: 'asked', item: 'x', text: 'why?' }), pulled],
    ['another item', done, () => ({ kind: 'done', item: 'y' }), free],
    ['a question on nothing', done, () => ({ kind: 'asked', text: 'why?' }), free],
    ['leave', done, () => ({ kind: 'away', from: '2026-12-01', to: '2026-12-02' }), free],
    ['the event that is named', done, (of) => ({ kind: 'approved', item: 'x', of }), pulled],
    ['one of another item that is named', done, (of) => ({ kind: 'approved', item: 'y', of }), pulled],
    ['the batch that is taken back', done, () => ({ kind: 'undone', target: 'first' }), pulled],
    ['another batch', done, () => ({ kind: 'undone', target: 'b2' }), free],
    [
      'the start',
      { kind: 'rescheduled', start: '2026-11-30' },
      () => ({ kind: 'rescheduled', start: '2026-12-07' }),
      pulled,
    ],
    [
      'the same role',
      { kind: 'assigned', role: 'buddy', people: ['Grace'] },
      () => ({ kind: 'assigned', role: 'buddy', people: ['Joan'] }),
      pulled,
    ],
    [
      'another role',
      { kind: 'assigned', role: 'buddy', people: ['Grace'] },
      () => ({ kind: 'assigned', role: 'mentor', people: ['Joan'] }),
      free,
    ],
  ];
  test.each(cases)('%s', (_, first, then, at) => {
    expect(atAfter(first, then)).toBe(at);
  });

  test('another answer to the same question counts after the former one', () => {
    const story = new Story();
    const asked = story.add({ kind: 'asked', text: 'why?' });
    story.add({ kind: 'answered', of: asked.id, text: 'no' }, { now: ahead });
    expect(story.add({ kind: 'answered', of: asked.id, text: 'yes' }, { now }).at).toBe(pulled);
    expect(story.progress.questions[0]?.answered?.text).toBe('yes');
  });

  test('pulls within one command only what concerns the same item', () => {
    const story = new Story();
    story.done('y', { now: ahead });
    const command = story.command(
      ['x', 'y', 'z'].map((item) => ({ kind: 'done', item })),
      { now },
    );
    const ats = Object.fromEntries(command.map((event) => ['item' in event && event.item, event.at]));
    expect(ats).toEqual({
      x: '2026-11-25T08:00:00.000Z',
      y: '2030-01-01T00:00:00.001Z',
      z: '2026-11-25T08:00:00.002Z',
    });
  });

  test('pulls however far ahead it is, and the record is still sound', () => {
    const story = new Story();
    story.done('x', { now: new Date('9999-12-31T23:59:59.999Z') });
    story.add({ kind: 'noted', item: 'x', text: 'n' }, { now });
    expect(reloaded(story.record)).toEqual(story.record);
    expect(story.record.events).toHaveLength(3);
  });
});

test('what someone did knowing of another event is reduced after it, though their clock is behind', () => {
  const story = new Story();
  const done = story.done('x', { now: ahead });
  story.add({ kind: 'reopened', item: 'x', of: done.id }, { now });
  story.done('x', { now });
  expect(story.item('x').closedBy?.at).toBe('2030-01-01T00:00:00.002Z');
});

test('the facts of one command follow each other', () => {
  const command = new Story().command(
    [
      { kind: 'counted', item: 'x', delta: 1 },
      { kind: 'done', item: 'x' },
      { kind: 'done', item: 'a' },
    ],
    { now },
  );
  expect(command.map(({ kind, at }) => [kind, at])).toEqual([
    ['counted', '2026-11-25T08:00:00.000Z'],
    ['done', '2026-11-25T08:00:00.001Z'],
    ['done', '2026-11-25T08:00:00.002Z'],
  ]);
});

test('the envelope says who, when and by which command', () => {
  const event = new Story().done('x', { now, on: '2026-11-24', by: 'Grace', batch: 'b9' });
  expect(event).toMatchObject({
    at: now.toISOString(),
    on: '2026-11-24',
    by: 'Grace',
    batch: 'b9',
    item: 'x',
  });
});

test('a saved event is sound, and the record stays in its order', () => {
  const story = new Story();
  story.done('x', { now: ahead });
  story.done('y', { now });
  expect(story.record.events.map((event) => 'item' in event && event.item)).toEqual([false, 'y', 'x']);
  expect(reloaded(story.record)).toEqual(story.record);
});

test('two machines that do the same at once keep both, unless it is one and the same event', () => {
  const story = new Story();
  const { record } = story;
  story.done('x', { now, batch: 'here' });
  const here = story.record;
  const there = {
    ...record,
    events: [...record.events, sealed({ kind: 'done', item: 'x', batch: 'there' })],
  };
  expect(mergeRecords(here, there).events).toHaveLength(3);
  expect(mergeRecords(here, here).events).toHaveLength(2);
});

test('what was recorded under a former id concerns the item that has its place', () => {
  const story = new Story();
  story.add({ kind: 'skipped', item: 'old', reason: 'x' }, { now: ahead });
  story.add({ kind: 'adopted', digest: 'd2', items: [], renamed: { old: 'new' } }, { now });
  story.done('new', { now });
  expect(story.item('new').closedBy?.kind).toBe('done');
});
