/** Dated items with their states: open, blocked, waiting, in review, done, skipped. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { ItemState, PlannedPhase } from '../../src/plan/plan.ts';
import { after, type Deeds, type ItemSpec, oneWeek, phase, planned, program, Story } from '../builders.ts';

const group = { group: 'g' };
const grouped: ItemSpec[] = [
  { id: 'a', ...group },
  { id: 'b', ...group },
];
const x: ItemSpec = { id: 'x', after: ['first'] };
const xAfterGroup: ItemSpec = { id: 'x', after: ['g'] };
const signed: ItemSpec = { id: 'first', signOff: 'buddy' };
const others: ItemSpec = { id: 'first', by: 'buddy' };
const optional: ItemSpec = { id: 'first', optional: true };

describe('the state of the last item', () => {
  const cases: [string, ItemSpec[], Deeds, ItemState][] = [
    ['nothing happened', ['x'], '', 'open'],
    ['done', ['x'], 'done x', 'done'],
    ['skipped', ['x'], 'skipped x', 'skipped'],
    ['reopened', ['x'], 'done x, reopened x', 'open'],
    ['by someone else', [{ id: 'x', by: 'buddy' }], '', 'waiting'],
    ['by someone else, done', [{ id: 'x', by: 'buddy' }], 'done x', 'done'],
    ['wants a sign-off', [{ id: 'x', signOff: 'buddy' }], '', 'open'],
    ['done, wants a sign-off', [{ id: 'x', signOff: 'buddy' }], 'done x', 'in review'],
    ['approved', [{ id: 'x', signOff: 'buddy' }], 'done x, approved x', 'done'],
    ['returned', [{ id: 'x', signOff: 'buddy' }], 'done x, returned x', 'open'],
    ['done again', [{ id: 'x', signOff: 'buddy' }], 'done x, returned x, done x', 'in review'],
    ['skipped, wants a sign-off', [{ id: 'x', signOff: 'buddy' }], 'skipped x', 'skipped'],
    ['after an open one', ['first', x], '', 'blocked'],
    ['after a done one', ['first', x], 'done first', 'open'],
    ['after a skipped one', ['first', x], 'skipped first', 'open'],
    ['after one in review', [signed, x], 'done first', 'open'],
    ['after a returned one', [signed, x], 'done first, returned first', 'blocked'],
    ['after a waiting one', [others, x], '', 'blocked'],
    ['after a blocked one', ['a', { id: 'b', after: ['a'] }, { id: 'x', after: ['b'] }], '', 'blocked'],
    ['after one of two', ['a', 'b', { id: 'x', after: ['a', 'b'] }], 'done a', 'blocked'],
    ['after two', ['a', 'b', { id: 'x', after: ['a', 'b'] }], 'done a, done b', 'open'],
    ['after an optional one', [optional, x], '', 'open'],
    ['after an unknown id', [{ id: 'x', after: ['gone'] }], '', 'open'],
    ['blocked wins over waiting', ['first', { ...x, by: 'buddy' }], '', 'blocked'],
    ['no longer blocked, waiting', ['first', { ...x, by: 'buddy' }], 'done first', 'waiting'],
    ['done though blocked', ['first', x], 'done x', 'done'],
    ['after a group', [...grouped, xAfterGroup], 'done a', 'blocked'],
    ['after a finished group', [...grouped, xAfterGroup], 'done a, skipped b', 'open'],
    [
      'after the required of a group',
      [{ ...group, id: 'a' }, { ...group, id: 'b', optional: true }, xAfterGroup],
      'done a',
      'open',
    ],
    ['an optional one waits too', ['first', { ...x, optional: true }], '', 'blocked'],
  ];
  test.each(cases)('%s', (_, items, deeds, state) => {
    expect(
      after(deeds)
        .plan(oneWeek(...items), '2026-11-23')
        .items.at(-1)?.state,
    ).toBe(state);
  });
});

describe('the last item is held where others alone hold it up', () => {
  const buddys = { by: 'buddy' };
  const cases: [string, ItemSpec[], Deeds, boolean][] = [
    ['it waits for nothing', ['x'], '', false],
    ['it waits for what is the own', ['first', x], '', false],
    ['it waits for another person', [others, x], '', true],
    ['that person is through', [others, x], 'done first', false],
    ['one of two is the own', [others, 'b', { id: 'x', after: ['first', 'b'] }], '', false],
    ['the own one of two is done', [others, 'b', { id: 'x', after: ['first', 'b'] }], 'done b', true],
    [
      'of two others, one is through',
      [others, { id: 'b', ...buddys }, { id: 'x', after: ['first', 'b'] }],
      'done b',
      true,
    ],
    ['two steps away', [others, { id: 'b', after: ['first'] }, { id: 'x', after: ['b'] }], '', true],
    [
      'three steps away, over a group',
      [
        others,
        { id: 'a', ...group, after: ['first'] },
        { id: 'b', ...group, ...buddys },
        { id: 'c', after: ['g'] },
        { id: 'x', after: ['c'] },
      ],
      '',
      true,
    ],
    [
      'the other person waits for the hire',
      ['first', { id: 'b', ...buddys, after: ['first'] }, { id: 'x', after: ['b'] }],
      '',
      false,
    ],
    [
      'no more, once the hire is through',
      ['first', { id: 'b', ...buddys, after: ['first'] }, { id: 'x', after: ['b'] }],
      'done first',
      true,
    ],
    [
      'two ways to one person',
      [others, { id: 'b', after: ['first'] }, { id: 'x', after: ['b', 'first'] }],
      '',
      true,
    ],
    ['an optional one of another person is in nobody’s way', [{ ...others, ...optional }, x], '', false],
    ['done, it is not held', [others, x], 'done x', false],
    ['what is another person’s to do can be held, too', [others, { ...x, by: 'manager' }], '', true],
    ['in a circle nobody is waited for', [{ id: 'first', after: ['x'] }, x], '', false],
    ['in a circle with another person', [{ ...others, after: ['x'] }, x], '', false],
    [
      'behind a circle',
      [
        { id: 'a', after: ['b'] },
        { id: 'b', after: ['a', 'first'] },
        others,
        { id: 'x', after: ['b', 'first'] },
      ],
      '',
      false,
    ],
  ];
  test.each(cases)('%s', (_, items, deeds, held) => {
    const plan = after(deeds).plan(oneWeek(...items), '2026-12-04');
    expect(plan.items.at(-1)?.held).toBe(held);
  });

  test('then it is not overdue, and no days late; once it can be done, it is', () => {
    const of = oneWeek(others, x);
    const late = (story: Story) => planned(story.plan(of, '2026-12-04'), 'x');
    expect(late(new Story())).toMatchObject({ state: 'blocked', held: true, overdue: false, daysLate: 0 });
    const told = new Story();
    told.done('first');
    // Five working days after Friday 27 November.
    expect(late(told)).toMatchObject({ state: 'open', held: false, overdue: true, daysLate: 5 });
  });

  test('along a chain of 20,000 items', () => {
    const chain = Array.from(
      { length: 20_000 },
      (_, at): ItemSpec => ({ id: `i${at + 1}`, after: [`i${at}`] }),
    );
    const of = oneWeek(...chain.reverse(), { id: 'i0', by: 'buddy' });
    expect(new Story().plan(of, '2026-12-04').items.filter(({ held }) => held)).toHaveLength(20_000);
  });
});

test('what holds an item up, each once, in the order of its `after`', () => {
  const items: ItemSpec[] = [
    'a',
    { id: 'b', ...group },
    { id: 'c', ...group },
    { id: 'x', after: ['g', 'gone', 'b', 'a'] },
  ];
  expect(planned(after('done c').plan(oneWeek(...items), '2026-11-23'), 'x').blockers).toEqual(['b', 'a']);
  expect(planned(after('done x').plan(oneWeek(...items), '2026-11-23'), 'x').blockers).toEqual([]);
});

describe('totals', () => {
  const of = program([
    phase('one', 'week 1', ['a', 'b', { id: 'c', optional: true }]),
    phase('two', 'week 2', [
      { id: 'd', by: 'buddy' },
      { id: 'e', signOff: 'buddy' },
    ]),
  ]);
  const cases: [string, Deeds, number[], number[]][] = [
    ['optional ones stay out', '', [0, 0, 2], [0, 0, 2]],
    ['what is done and skipped', 'done a, skipped b', [1, 1, 2], [0, 0, 2]],
    ['an optional one done changes nothing', 'done c', [0, 0, 2], [0, 0, 2]],
    ['what others do counts, in review does not', 'done d, done e', [0, 0, 2], [1, 0, 2]],
    ['approved counts', 'done e, approved e', [0, 0, 2], [1, 0, 2]],
  ];
  test.each(cases)('%s', (_, deeds, one, two) => {
    const { phases, totals } = after(deeds).plan(of, '2026-11-23');
    const numbers = phases.map((each) => [each.totals.done, each.totals.skipped, each.totals.total]);
    expect(numbers).toEqual([one, two]);
    const sums = one.map((count, index) => count + (two[index] ?? 0));
    expect([totals.done, totals.skipped, totals.total]).toEqual(sums);
  });
});

describe('the phases', () => {
  const of = program([
    phase('one', 'week 1', ['a']),
    phase('two', 'week 2', ['b']),
    phase('three', 'week 3', ['c']),
  ]);
  const cases: [CalendarDate, Deeds, PlannedPhase['state'][]][] = [
    ['2026-11-16', '', ['current', 'upcoming', 'upcoming']],
    ['2026-11-27', '', ['current', 'upcoming', 'upcoming']],
    ['2026-11-28', '', ['past', 'current', 'upcoming']],
    ['2026-12-12', '', ['past', 'past', 'past']],
    ['2026-11-24', 'done a', ['done', 'upcoming', 'upcoming']],
    ['2026-11-30', 'skipped a, done c', ['done', 'current', 'done']],
  ];
  test.each(cases)('on %s, %j', (today, deeds, states) => {
    const { phases } = after(deeds).plan(of, today);
    expect(phases.map(({ state }) => state)).toEqual(states);
    expect(phases.map(({ due }) => due)).toEqual(['2026-11-27', '2026-12-04', '2026-12-11']);
  });
});

test('a phase that is due before the start ends on that date, and is over on the first day', () => {
  const of = program([phase('pre', '10 days before start', ['a']), phase('one', 'week 1', ['b'])]);
  const { phases } = new Story().plan(of, '2026-11-23');
  expect(phases.map(({ due, state }) => [due, state])).toEqual([
    ['2026-11-13', 'past'],
    ['2026-11-27', 'current'],
  ]);
});

test('a program without phases has an empty plan', () => {
  expect(new Story().plan(program([]), '2026-11-25')).toMatchObject({
    day: 3,
    lastDay: 0,
    items: [],
    phases: [],
  });
});

describe('today', () => {
  const story = new Story();
  story.add({ kind: 'away', from: '2026-12-01', to: '2026-12-03' });
  const cases: [CalendarDate, number, CalendarDate | undefined, CalendarDate][] = [
    ['2026-11-20', 0, undefined, '2026-11-23'],
    ['2026-11-23', 1, undefined, '2026-11-23'],
    ['2026-11-28', 6, undefined, '2026-11-30'],
    ['2026-12-02', 8, '2026-12-03', '2026-12-04'],
    // The 7th working day: the 6th, Monday 30, was the last before the leave, and day 8.
    ['2026-12-04', 9, undefined, '2026-12-04'],
  ];
  test.each(cases)('%s is day %i', (today, day, until, nextWorkday) => {
    const plan = story.plan(oneWeek('x'), today);
    expect([plan.day, plan.onLeaveUntil, plan.nextWorkday]).toEqual([day, until, nextWorkday]);
  });
});

test('items are numbered by phase and place', () => {
  const of = program([phase('one', 'day 1', ['a', 'b']), phase('two', 'week 1', ['c'])]);
  expect(new Story().plan(of, '2026-11-23').items.map(({ ref }) => ref)).toEqual(['1.1', '1.2', '2.1']);
});
