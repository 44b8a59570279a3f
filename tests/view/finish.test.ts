/** What the summary of a run counts and names. */
import { describe, expect, test } from 'vitest';
import { openItems, viewSummary } from '../../src/view/finish.ts';
import { oneWeek, Story } from '../builders.ts';

const program = oneWeek(
  { id: 'calls', count: { unit: 'calls', target: 2 } },
  { id: 'more-calls', count: { unit: 'calls' } },
  { id: 'bugs', title: 'Bugs', count: {} },
  { id: 'spec', signOff: 'buddy' },
  { id: 'extra', optional: true },
);

function summaryOf(story: Story) {
  return viewSummary(story.run(program, '2026-12-01'));
}

describe('the summary', () => {
  test('adds up what is counted in one unit, the most first; what has no unit goes by its title', () => {
    const story = new Story();
    for (const [item, delta] of [
      ['calls', 2],
      ['bugs', 9],
      ['more-calls', 5],
    ] as const)
      story.add({ kind: 'counted', item, delta });
    expect(summaryOf(story).counted).toEqual([
      { total: 9, unit: 'Bugs' },
      { total: 7, unit: 'calls' },
    ]);
  });

  test('an optional item is open to nobody, and told of when it is done', () => {
    const story = new Story();
    expect(openItems(story.plan(program, '2026-12-01')).map(({ item }) => item.id)).not.toContain('extra');
    story.done('extra');
    const view = summaryOf(story);
    expect(view.phases[0]?.items.map(({ title }) => title)).toEqual(['extra']);
    expect(view.progress.done).toBe(0);
  });

  test('what waits for its sign-off is open; signed off, it is done, by one person under one name', () => {
    const story = new Story();
    const done = story.done('spec');
    expect(summaryOf(story).open.find(({ title }) => title === 'spec')?.state).toBe('in review');
    story.add({ kind: 'approved', item: 'spec', of: done.id, comment: 'clear' }, { by: 'Grace' });
    const view = summaryOf(story);
    expect(view.open.map(({ title }) => title)).not.toContain('spec');
    expect(view.signedOff).toEqual([{ by: 'Grace', items: [{ ref: '1.4', title: 'spec' }] }]);
    expect(view.phases[0]?.items[0]?.signedOff).toMatchObject({ by: 'Grace', text: 'clear' });
  });

  test('notes come by day, the remark of a completion among them', () => {
    const story = new Story();
    story.add({ kind: 'noted', item: 'spec', text: 'second' }, { on: '2026-11-25' });
    story.add({ kind: 'done', item: 'calls', note: 'first' }, { on: '2026-11-24' });
    expect(summaryOf(story).notes.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  test('is of the day on which it was finished', () => {
    const story = new Story();
    story.add({ kind: 'finished', note: 'well' }, { on: '2026-11-27' });
    expect(summaryOf(story)).toMatchObject({ day: 5, finished: { on: '2026-11-27', text: 'well' } });
  });
});
