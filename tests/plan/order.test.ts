/** The order in which items come next. */
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { nextItem, nextItems } from '../../src/plan/pace.ts';
import { type ItemSpec, phase, program, Story } from '../builders.ts';

/** The ids of what comes next, due in week 2 (Friday 4 December) unless they say otherwise. */
function next(items: readonly ItemSpec[], today: CalendarDate = '2026-11-24', story = new Story()): string[] {
  const of = program([phase('two', 'week 2', items)]);
  return nextItems(story.run(of, today)).map(({ item }) => item.id);
}

test('only what is open: not what is done, skipped, in review, blocked or someone else’s', () => {
  const story = new Story();
  for (const item of ['done', 'review']) story.done(item);
  story.add({ kind: 'skipped', item: 'skipped', reason: 'no' });
  const items: ItemSpec[] = [
    'done',
    'skipped',
    { id: 'review', signOff: 'buddy' },
    { id: 'blocked', after: ['open'] },
    { id: 'waiting', by: 'buddy' },
    'open',
  ];
  expect(next(items, '2026-11-24', story)).toEqual(['open']);
});

describe('the order', () => {
  const cases: [string, ItemSpec[], string[]][] = [
    ['file order where nothing else tells', ['b', 'a', 'c'], ['b', 'a', 'c']],
    ['the earlier due', ['a', { id: 'b', due: 'day 3' }], ['b', 'a']],
    [
      'the earlier day on which work is expected',
      ['a', { id: 'b', due: 'day 10' }, { id: 'c', takes: 8 * 480 }],
      ['c', 'b', 'a'],
    ],
    [
      'the same day of work: the earlier due',
      [
        // Three pieces of two hours: on Wednesday, Thursday and Friday.
        { id: 'a', takes: 360, due: 'day 5' },
        { id: 'b', due: 'day 3' },
      ],
      ['b', 'a'],
    ],
    [
      'overdue first',
      [
        { id: 'a', takes: 30 * 480 },
        { id: 'b', due: 'day 1' },
      ],
      ['b', 'a'],
    ],
    ['optional ones last', [{ id: 'a', due: 'day 2', optional: true }, 'b'], ['b', 'a']],
  ];
  test.each(cases)('%s', (_, items, ids) => {
    expect(next(items)).toEqual(ids);
  });
});

test.each([
  ['2026-11-25', []],
  ['2026-11-26', ['x']],
  ['2026-12-03', ['x']],
] as const)('what is from 3 December is near on %s: %j', (today, ids) => {
  expect(next([{ id: 'x', from: 'day 11' }], today)).toEqual(ids);
});

test('there is something to do before the start', () => {
  const items: ItemSpec[] = ['a', { id: 'b', from: 'day 4' }, { id: 'c', due: '2 days before start' }];
  // `b` may be begun on the fourth day, and the schedule lays it on that day: it is within a week of the 19th.
  expect(next(items, '2026-11-19')).toEqual(['c', 'a', 'b']);
  expect(next(items, '2026-11-10')).toEqual(['c', 'a', 'b']);
});

test('the first of them is found alone, too', () => {
  const items: ItemSpec[] = [
    { id: 'a', takes: 60 },
    { id: 'late', due: 'day 1', takes: 30 },
    { id: 'b', due: 'day 2' },
    { id: 'c', takes: 600 },
  ];
  const of = program([phase('two', 'week 2', items)]);
  for (let day = 0; day < 14; day += 1) {
    const run = new Story().run(of, addDays('2026-11-23', day));
    expect(nextItem(run)?.item.id).toBe(nextItems(run)[0]?.item.id);
  }
});
