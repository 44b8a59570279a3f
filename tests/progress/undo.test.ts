/** What `undo` takes back. */
import { expect, test } from 'vitest';
import { mergeRecords } from '../../src/progress/record.ts';
import { reduceEvents } from '../../src/progress/reduce.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { lastBatch } from '../../src/progress/undo.ts';
import { Story, sealed } from '../builders.ts';

/** Takes back the last command of a person; which batch that was. */
function undo(story: Story, by = 'Ada'): string | undefined {
  const batch = lastBatch(story.record.events, by);
  if (batch) story.add({ kind: 'undone', target: batch.id }, { by });
  return batch?.id;
}

test('one command after the other, the last first, then nothing more', () => {
  const story = new Story();
  for (const batch of ['one', 'two', 'three']) story.done('x', { batch });
  expect([undo(story), undo(story), undo(story), undo(story)]).toEqual(['three', 'two', 'one', undefined]);
});

test('what is done after an undo is the next to go', () => {
  const story = new Story();
  story.done('x', { batch: 'one' });
  story.done('x', { batch: 'two' });
  undo(story);
  story.done('x', { batch: 'three' });
  expect([undo(story), undo(story)]).toEqual(['three', 'one']);
});

test('a command with all its events', () => {
  const story = new Story();
  const command = story.command([
    { kind: 'counted', item: 'x', delta: 1 },
    { kind: 'done', item: 'x' },
  ]);
  expect(lastBatch(story.record.events, 'Ada')?.events).toEqual(command);
});

test('the caller’s own commands alone, however the name is written', () => {
  const story = new Story();
  story.done('x', { by: 'Ada', batch: 'hers' });
  story.done('y', { by: 'Grace', batch: 'other' });
  expect(lastBatch(story.record.events, 'ADA ')?.id).toBe('hers');
  expect(lastBatch(story.record.events, 'grace')?.id).toBe('other');
  expect(lastBatch(story.record.events, 'Ad')).toBeUndefined();
});

test('what they did by another of their names, a handle among them', () => {
  const story = new Story();
  story.done('x', { by: 'Grace Hopper', batch: 'by name' });
  story.done('x', { by: 'ghopper', batch: 'by handle' });
  story.done('x', { by: 'Grace', batch: 'by another' });
  const known = [
    { name: 'Grace Hopper', handles: ['ghopper', 'amazing'] },
    { name: 'Ada', handles: [] },
  ];
  for (const by of ['Grace Hopper', 'GHopper', 'amazing'])
    expect(lastBatch(story.record.events, by, known)?.id).toBe('by handle');
  expect(lastBatch(story.record.events, 'grace', known)?.id).toBe('by another');
  expect(lastBatch(story.record.events, 'hopper', known)).toBeUndefined();
});

test('not a start, nor what came with it', () => {
  const story = new Story();
  story.add({ kind: 'assigned', role: 'buddy', people: ['Grace'] }, { batch: 'b1' });
  expect(lastBatch(story.record.events, 'Ada')).toBeUndefined();
});

test('what another has taken back already is left out', () => {
  const story = new Story();
  story.done('x', { batch: 'one' });
  story.done('y', { batch: 'two' });
  story.add({ kind: 'undone', target: 'two' }, { by: 'Grace' });
  expect(undo(story)).toBe('one');
});

test('a command of a later version can be taken back too', () => {
  const { record } = new Story();
  const later = sealed({ kind: 'celebrated', batch: 'later' });
  expect(lastBatch([...record.events, later], 'Ada')?.id).toBe('later');
});

test('leave that was taken back can be taken back in its turn, then the leave itself', () => {
  const story = new Story();
  story.done('x', { batch: 'ticked' });
  const leave = { from: '2026-12-21', to: '2027-01-03' } as const;
  const away = story.add({ kind: 'away', ...leave }, { batch: 'away' });
  story.add({ kind: 'withdrawn', of: away.id, ...leave }, { batch: 'withdrawn' });
  expect(story.progress.leaves).toEqual([]);
  expect(undo(story)).toBe('withdrawn');
  expect(story.progress.leaves).toMatchObject([leave]);
  expect(undo(story)).toBe('away');
  expect(story.progress.leaves).toEqual([]);
  expect([undo(story), undo(story)]).toEqual(['ticked', undefined]);
});

test('leave taken back on one machine and again counted on another: each by what was recorded, in any order', () => {
  const story = new Story();
  const leave = { from: '2026-12-21', to: '2027-01-03' } as const;
  const away = story.add({ kind: 'away', ...leave });
  const fork = (by: string) => {
    const copy = new Story();
    copy.record = story.record;
    copy.add({ kind: 'withdrawn', of: away.id, ...leave }, { by, batch: by });
    return copy;
  };
  const [ada, grace] = [fork('Ada'), fork('Grace')];
  ada.add({ kind: 'undone', target: 'Ada' }, { batch: 'again' });
  for (const merged of [mergeRecords(ada.record, grace.record), mergeRecords(grace.record, ada.record)]) {
    // Grace still takes it back.
    expect(reduceEvents(merged)?.leaves).toEqual([]);
    const back = withFacts(merged, [{ kind: 'undone', target: 'Grace' }], {
      now: new Date('2026-11-25T08:00:00.000Z'),
      on: '2026-11-25',
      by: 'Grace',
      batch: 'hers',
    });
    expect(reduceEvents(back)?.leaves).toMatchObject([leave]);
  }
});

test('the last command that was recorded, though a clock was ahead before, and in whatever copies are united', () => {
  const start = new Story().record;
  const note = { kind: 'noted', item: 'x', text: 'ahead' } as const;
  const stamp = (now: string, batch: string) => ({
    now: new Date(now),
    on: '2026-11-24' as const,
    by: 'Ada',
    batch,
  });
  const ahead = withFacts(start, [note], stamp('2027-11-24T09:00:00Z', 'ahead'));
  const mended = withFacts(ahead, [{ kind: 'done', item: 'y' }], stamp('2026-11-24T10:00:00Z', 'mended'));
  const later = withFacts(mended, [{ kind: 'done', item: 'z' }], stamp('2026-11-25T10:00:00Z', 'later'));
  expect(later.events.map(({ batch }) => batch).slice(-1)).toEqual(['ahead']);
  const taken: (string | undefined)[] = [];
  for (let record = mergeRecords(later, ahead), n = 0; n < 4; n += 1) {
    const batch = lastBatch(mergeRecords(start, record).events, 'Ada');
    taken.push(batch?.id);
    if (batch)
      record = withFacts(
        record,
        [{ kind: 'undone', target: batch.id }],
        stamp('2026-11-26T10:00:00Z', `u${n}`),
      );
  }
  expect(taken.slice(0, 3)).toEqual(['later', 'mended', 'ahead']);
  expect(ahead.events.some(({ order }) => order)).toBe(false);
});
