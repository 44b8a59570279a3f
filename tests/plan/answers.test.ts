/** What was answered to an item, as a gate reads it; and who can let an item pass. */
import { describe, expect, it, test } from 'vitest';
import { answerOf } from '../../src/plan/answers.ts';
import { mergeRecords } from '../../src/progress/record.ts';
import { oneWeek, planned, Story } from '../builders.ts';

const of = oneWeek({ id: 'x', signOff: 'buddy' }, 'y', { id: 'v', validFor: 3 });
const grace = { by: 'Grace Hopper' };

const answer = (story: Story, id = 'y', today = '2026-11-24' as const) =>
  answerOf(planned(story.run(of, today).plan, id));

function skipped(how?: string, by = 'Grace Hopper', story = new Story()): Story {
  story.add({ kind: 'skipped', item: 'y', reason: 'why', ...(how ? { answer: how } : {}) }, { by });
  return story;
}

describe('the answer of an item', () => {
  const nobody = { kind: 'open', reason: null, by: null, on: null };

  it('is open while nobody has given one', () => {
    expect(answer(new Story())).toEqual(nobody);
  });

  it('is done, in review, returned, or has run out', () => {
    const story = new Story();
    const { id } = story.done('x', grace);
    story.add({ kind: 'done', item: 'y', withoutEvidence: 'private' }, grace);
    story.done('v');
    expect(answer(story, 'x')).toEqual({
      kind: 'in review',
      reason: null,
      by: 'Grace Hopper',
      on: '2026-11-23',
    });
    expect(answer(story)).toMatchObject({ kind: 'done', reason: 'private' });
    story.add({ kind: 'returned', item: 'x', of: id, comment: 'almost' }, { by: 'Bea', on: '2026-11-24' });
    expect(answer(story, 'x')).toEqual({ kind: 'returned', reason: 'almost', by: 'Bea', on: '2026-11-24' });
    expect(answerOf(planned(story.plan(of, '2026-11-26'), 'v')).kind).toBe('done');
    expect(answerOf(planned(story.plan(of, '2026-11-27'), 'v'))).toEqual({
      kind: 'expired',
      reason: null,
      by: 'Ada',
      on: '2026-11-23',
    });
  });

  test.each([
    [undefined, 'skipped'],
    ['waived', 'waived'],
    ['not-applicable', 'not-applicable'],
    ['approved by all', 'skipped'],
  ])('is for a skip with %s: %s', (how, kind) => {
    expect(answer(skipped(how))).toEqual({ kind, reason: 'why', by: 'Grace Hopper', on: '2026-11-23' });
  });

  it('is done where both were recorded, and skipped again once that is taken back', () => {
    const story = skipped('waived');
    const { batch } = story.done('y');
    expect(answer(story).kind).toBe('done');
    story.add({ kind: 'undone', target: batch });
    expect(answer(story).kind).toBe('waived');
  });
});

describe('a waiver by the hire', () => {
  const story = () => {
    const own = new Story();
    own.add({ kind: 'changed', handles: ['ada', 'Ada'] });
    return own;
  };

  it.each(['Ada Lovelace', 'ADA lovelace', 'ada', 'Ada'])('is no waiver, as %s', (by) => {
    expect(answer(skipped('waived', by, story()))).toEqual({
      kind: 'skipped',
      reason: 'why',
      by,
      on: '2026-11-23',
      flaw: 'hire',
    });
    expect(answer(skipped('not-applicable', by, story()))).toMatchObject({ kind: 'not-applicable' });
  });

  it('is none under a name that the team has for the same person', () => {
    const own = skipped('waived', 'al');
    const people = { dev: [{ name: 'Ada Lovelace', handles: ['al'] }] };
    expect(answerOf(planned(own.run(of, '2026-11-24', { people }).plan, 'y')).flaw).toBe('hire');
    expect(answer(own).kind).toBe('waived');
  });

  it('takes nothing from that of somebody else, whichever was first', () => {
    for (const order of [
      ['Grace Hopper', 'Ada Lovelace'],
      ['Ada Lovelace', 'Grace Hopper'],
    ]) {
      const own = new Story();
      for (const by of order) skipped('waived', by, own);
      expect(answer(own)).toMatchObject({ kind: 'waived', by: 'Grace Hopper' });
    }
  });
});

it('a skip with an answer counts before a plain one, in copies that meet in any order', () => {
  const start = new Story().record;
  const copy = (how: string | undefined, by: string) => {
    const story = new Story();
    story.record = start;
    return skipped(how, by, story).record;
  };
  const [waived, plain] = [copy('waived', 'Grace Hopper'), copy(undefined, 'Ada Lovelace')];
  for (const record of [mergeRecords(waived, plain), mergeRecords(plain, waived)]) {
    const story = new Story();
    story.record = record;
    expect(answer(story)).toMatchObject({ kind: 'waived', by: 'Grace Hopper' });
  }
});
