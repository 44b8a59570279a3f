/** Bookings: the last one counts, and its day and item have to be still to come. */
import { expect, test } from 'vitest';
import { mergeRecords } from '../../src/progress/record.ts';
import { reduceEvents } from '../../src/progress/reduce.ts';
import { historyOf } from '../../src/view/log.ts';
import { oneWeek, Story } from '../builders.ts';

const friday = { kind: 'booked', item: 'a', day: '2026-11-27', time: '10:00' } as const;
const program = oneWeek('a', 'b');

function plannedIn(story: Story, today: '2026-11-23' | '2026-11-27' | '2026-11-28') {
  return story.plan(program, today).items.find(({ item }) => item.id === 'a');
}

test('the last booking counts, with or without a time; a cancelled one is none', () => {
  const story = new Story();
  expect(story.item('a').booked).toBeUndefined();
  story.add(friday, { by: 'Grace' });
  expect(story.item('a').booked).toEqual({ on: '2026-11-27', at: '10:00', by: 'Grace' });
  story.add({ kind: 'booked', item: 'a', day: '2026-11-30' });
  expect(story.item('a').booked).toEqual({ on: '2026-11-30', by: 'Ada' });
  expect(story.item('b').booked).toBeUndefined();
  story.add({ ...friday, cancelled: true });
  expect(story.item('a').booked).toBeUndefined();
});

test('an undone booking gives way to the one before', () => {
  const story = new Story();
  story.add(friday);
  const second = story.add({ kind: 'booked', item: 'a', day: '2026-11-30', time: '08:00' });
  story.add({ kind: 'undone', target: second.batch });
  expect(story.item('a').booked).toMatchObject({ on: '2026-11-27', at: '10:00' });
});

test('a time that is none says nothing', () => {
  for (const time of ['24:00', '9:30', '10.30', '10:00\u001b[2J', '']) {
    const story = new Story();
    story.add({ ...friday, time });
    expect(story.item('a').booked, time).toEqual({ on: '2026-11-27', by: 'Ada' });
  }
});

test('in a plan it stands up to its day, while the item is to do', () => {
  const story = new Story();
  story.add(friday);
  expect(plannedIn(story, '2026-11-23')?.booked).toMatchObject({ on: '2026-11-27', at: '10:00' });
  expect(plannedIn(story, '2026-11-27')?.booked).toMatchObject({ on: '2026-11-27' });
  expect(plannedIn(story, '2026-11-28')?.booked).toBeUndefined();
  const done = story.done('a');
  expect(plannedIn(story, '2026-11-23')?.booked).toBeUndefined();
  story.add({ kind: 'reopened', item: 'a', of: done.id });
  expect(plannedIn(story, '2026-11-23')?.booked).toMatchObject({ on: '2026-11-27' });
});

test('what somebody books after the end of a run, not knowing of it, changes nothing of it', () => {
  const story = new Story();
  story.add({ kind: 'finished' });
  story.add(friday);
  expect(story.item('a').booked).toBeUndefined();
});

test('two copies that each booked agree on the later booking', () => {
  const [mine, theirs] = [new Story(), new Story()];
  mine.add(friday);
  theirs.add({ kind: 'noted', item: 'b', text: 'hello' });
  theirs.add({ ...friday, day: '2026-11-26' });
  const merged = [mergeRecords(mine.record, theirs.record), mergeRecords(theirs.record, mine.record)].map(
    (record) => reduceEvents(record)?.items.get('a')?.booked,
  );
  expect(merged).toEqual([
    { on: '2026-11-26', at: '10:00', by: 'Ada' },
    { on: '2026-11-26', at: '10:00', by: 'Ada' },
  ]);
});

test('the log has a sentence for each', () => {
  const story = new Story();
  story.add(friday);
  story.add({ kind: 'booked', item: 'b', day: '2026-11-27' });
  story.add({ ...friday, cancelled: true });
  expect(historyOf(story.record.events, (id) => `«${id}»`).map(({ item, what }) => [item, what])).toEqual([
    [null, 'started Ada Lovelace on 2026-11-23, program pm'],
    ['a', 'booked «a» for 2026-11-27, 10:00'],
    ['b', 'booked «b» for 2026-11-27'],
    ['a', 'cancelled the booking of «a» for 2026-11-27, 10:00'],
  ]);
});

test('the time zone is that of the last change, else of the start', () => {
  const story = new Story();
  expect(story.progress.hire.zone).toBeUndefined();
  story.add({ kind: 'changed', zone: 'Europe/Berlin' });
  story.add({ kind: 'changed', name: 'Ada King' });
  expect(story.progress.hire).toMatchObject({ name: 'Ada King', zone: 'Europe/Berlin' });
  expect(historyOf(story.record.events, String)[1]?.what).toBe('changed time zone: Europe/Berlin');
});
