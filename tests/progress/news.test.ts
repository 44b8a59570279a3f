/** An event is news to a reader just once, even if it arrives late, and never if the reader made it. */
import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/progress/event.ts';
import { namesOf } from '../../src/progress/names.ts';
import { firstShown, lastReviewBy, newsFor } from '../../src/progress/news.ts';
import { mergeRecords } from '../../src/progress/record.ts';
import { Story } from '../builders.ts';

const grace = { name: 'Grace Hopper', handles: ['grace'] };
const isGrace = namesOf('Grace Hopper', [grace]);
const isAlan = namesOf('Alan', []);

/** A review that shows what is new. */
function review(story: Story, by = 'Grace Hopper', isReader = isGrace): Event {
  return story.add({ kind: 'reviewed', events: firstShown(story.record, isReader) }, { by });
}

function newsIn(story: Story, isReader = isGrace): string[] {
  return [...newsFor(story.record, isReader)];
}

describe('news', () => {
  test('is what no review of this reader has shown, once', () => {
    const story = new Story();
    const first = story.done('a');
    expect(newsIn(story)).toEqual([first.id]);
    expect(review(story)).toMatchObject({ events: [first.id] });
    expect(newsIn(story)).toEqual([]);
    const second = story.done('b');
    expect(newsIn(story)).toEqual([second.id]);
    expect(newsIn(story, isAlan)).toEqual([first.id, second.id]);
  });

  test('reviews under another name of the reader count, those of others do not', () => {
    const story = new Story();
    story.done('a');
    review(story, 'Alan', isAlan);
    expect(newsIn(story)).toHaveLength(1);
    review(story, 'GRACE');
    expect(newsIn(story)).toEqual([]);
  });

  test('is also what was merged late, with an old date and instant: once', () => {
    const [here, there] = [new Story(), new Story()];
    const late = there.add({ kind: 'noted', item: 'a', text: 'from the train' });
    for (let day = 0; day < 5; day += 1) here.done(`b${day}`);
    const reviewed = review(here);
    here.record = mergeRecords(here.record, there.record);
    expect(late.at < reviewed.at).toBe(true);
    expect(newsIn(here)).toEqual([late.id]);
    expect(review(here)).toMatchObject({ events: [late.id] });
    expect(newsIn(here)).toEqual([]);
  });

  test('is not what the reader said, but what became of items, whoever wrote it down', () => {
    const story = new Story();
    const asked = story.add({ kind: 'asked', text: 'why?' });
    const by = { by: 'grace' };
    story.add({ kind: 'answered', of: asked.id, text: 'because' }, by);
    story.add({ kind: 'noted', item: 'a', text: 'well done' }, by);
    const done = story.done('a', by);
    story.add({ kind: 'approved', item: 'a', of: done.id }, by);
    expect(newsIn(story)).toEqual([asked.id, done.id]);
  });

  test('is not what was taken back; a review that was taken back has shown nothing', () => {
    const story = new Story();
    const done = story.done('a');
    const reviewed = review(story);
    story.add({ kind: 'undone', target: reviewed.batch });
    expect(newsIn(story)).toEqual([done.id]);
    expect(lastReviewBy(story.record, isGrace)).toBeUndefined();
    story.add({ kind: 'undone', target: done.batch });
    expect(newsIn(story)).toEqual([]);
  });

  test('with a date, goes by the date, shown before or not', () => {
    const story = new Story();
    const early = story.done('a', { on: '2026-11-24' });
    const shown = story.done('b', { on: '2026-11-26' });
    story.add({ kind: 'reviewed', events: [shown.id] }, { by: 'Grace Hopper' });
    const late = story.done('c', { on: '2026-11-27' });
    expect([...newsFor(story.record, isGrace, '2026-11-26')]).toEqual([shown.id, late.id]);
    // What it did not show stays new, what was shown before is not named again.
    expect(firstShown(story.record, isGrace, '2026-11-26')).toEqual([late.id]);
    expect(firstShown(story.record, isGrace)).toEqual([early.id, late.id]);
  });
});

test('the last review is that of the reader', () => {
  const story = new Story();
  expect(lastReviewBy(story.record, isGrace)).toBeUndefined();
  const first = review(story);
  review(story, 'Alan', isAlan);
  expect(lastReviewBy(story.record, isGrace)?.id).toBe(first.id);
});
