import { expect, test } from 'vitest';
import { type Arrived, arrivedOutcome, twinsText } from '../../src/actions/share-receive.ts';
import { Story } from '../builders.ts';

/** The outcome of receiving a story. @param known how many of its first events were there before */
function arrived(story: Story, known: number, more: Partial<Arrived> = {}) {
  const { record, progress } = story;
  const before = known === 0 ? undefined : { ...record, events: record.events.slice(0, known) };
  return arrivedOutcome({
    progress,
    before,
    after: record,
    sent: record,
    counts: [],
    acts: [],
    twins: [],
    called: "'Ada Lovelace'",
    by: 'Grace Hopper',
    today: '2026-11-23',
    ...more,
  });
}

test('new events are counted by what readers look for', () => {
  const story = new Story();
  const { id } = story.done('a');
  story.done('b');
  story.add({ kind: 'returned', item: 'a', of: id, comment: 'almost' });
  story.add({ kind: 'asked', text: 'why?' });
  story.add({ kind: 'rescheduled', start: '2026-11-24' });
  expect(arrived(story, 1).changes).toEqual(['Ada Lovelace: 4 new events (2 done, 1 returned, 1 question)']);
  // What changes the run has a sentence of its own, among `acts`.
  expect(arrived(story, 5).changes).toEqual([]);
  expect(arrived(story, 0).changes).toEqual([
    'Ada Lovelace is new here: 6 events (started, start moved, 2 done, 1 returned, 1 question)',
  ]);
  expect(arrived(story, 6)).toEqual({
    changes: [],
    remarks: ['You have all of it already: Ada Lovelace, 6 events.'],
    hint: "See how it stands: pm-onboard review 'Ada Lovelace'",
  });
  expect(arrived(story, 6, { by: 'ADA lovelace' }).hint).toBe(
    "See how it stands: pm-onboard status 'Ada Lovelace'",
  );
});

test('of records of one person, the one with fewer events is the one to put away', () => {
  const twin = (id: string, count: number) => ({
    id,
    name: 'Ada',
    start: '2026-11-23' as const,
    events: count,
  });
  expect(twinsText([twin('h1', 3)], '2026-11-23')).toEqual([]);
  const said = twinsText([twin('h1', 30), twin('h2', 3), twin('h3', 9)], '2026-11-23').join('\n');
  expect(said).toContain("3 records look like one person's");
  expect(said).toContain('- h3: Ada, from Mon 23 Nov, 9 events');
  expect(said).toContain('pm-onboard forget h2');
});
