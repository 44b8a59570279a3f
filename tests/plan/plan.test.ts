/** Dated items with their states, as DESIGN section 4 defines them. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { ItemState, PlannedPhase } from '../../src/plan/plan.ts';
import { type ItemSpec, oneWeek, phase, planned, program, Story } from '../builders.ts';

type Deed = 'done' | 'skipped' | 'approved' | 'returned' | 'reopened';

/** A story in which things happen to items one after the other. */
function after(...deeds: [Deed, string][]): Story {
  const story = new Story();
  for (const [kind, item] of deeds) {
    const of = story.item(item).closedBy?.id ?? '';
    if (kind === 'done') story.add({ kind, item });
    else if (kind === 'skipped') story.add({ kind, item, reason: 'not for me' });
    else if (kind === 'returned') story.add({ kind, item, of, comment: 'almost' });
    else story.add({ kind, item, of });
  }
  return story;
}

const group = { group: 'g' };
const late: ItemSpec = { id: 'late', after: ['first'], by: 'buddy' };

describe('the state of the last item', () => {
  const cases: [string, ItemSpec[], [Deed, string][], ItemState][] = [
    ['nothing happened', ['x'], [], 'open'],
    ['done', ['x'], [['done', 'x']], 'done'],
    ['skipped', ['x'], [['skipped', 'x']], 'skipped'],
    [
      'reopened',
      ['x'],
      [
        ['done', 'x'],
        ['reopened', 'x'],
      ],
      'open',
    ],
    ['by someone else', [{ id: 'x', by: 'buddy' }], [], 'waiting'],
    ['by someone else, done', [{ id: 'x', by: 'buddy' }], [['done', 'x']], 'done'],
    ['wants a sign-off', [{ id: 'x', signOff: 'buddy' }], [], 'open'],
    ['done, wants a sign-off', [{ id: 'x', signOff: 'buddy' }], [['done', 'x']], 'in review'],
    [
      'approved',
      [{ id: 'x', signOff: 'buddy' }],
      [
        ['done', 'x'],
        ['approved', 'x'],
      ],
      'done',
    ],
    [
      'returned',
      [{ id: 'x', signOff: 'buddy' }],
      [
        ['done', 'x'],
        ['returned', 'x'],
      ],
      'open',
    ],
    [
      'done again',
      [{ id: 'x', signOff: 'buddy' }],
      [
        ['done', 'x'],
        ['returned', 'x'],
        ['done', 'x'],
      ],
      'in review',
    ],
    ['skipped, wants a sign-off', [{ id: 'x', signOff: 'buddy' }], [['skipped', 'x']], 'skipped'],
    ['after an open one', ['first', { id: 'x', after: ['first'] }], [], 'blocked'],
    ['after a done one', ['first', { id: 'x', after: ['first'] }], [['done', 'first']], 'open'],
    ['after a skipped one', ['first', { id: 'x', after: ['first'] }], [['skipped', 'first']], 'open'],
    [
      'after one in review',
      [
        { id: 'first', signOff: 'buddy' },
        { id: 'x', after: ['first'] },
      ],
      [['done', 'first']],
      'open',
    ],
    [
      'after a returned one',
      [
        { id: 'first', signOff: 'buddy' },
        { id: 'x', after: ['first'] },
      ],
      [
        ['done', 'first'],
        ['returned', 'first'],
      ],
      'blocked',
    ],
    [
      'after a waiting one',
      [
        { id: 'first', by: 'buddy' },
        { id: 'x', after: ['first'] },
      ],
      [],
      'blocked',
    ],
    ['after a blocked one', ['a', { id: 'b', after: ['a'] }, { id: 'x', after: ['b'] }], [], 'blocked'],
    ['after one of two', ['a', 'b', { id: 'x', after: ['a', 'b'] }], [['done', 'a']], 'blocked'],
    [
      'after two',
      ['a', 'b', { id: 'x', after: ['a', 'b'] }],
      [
        ['done', 'a'],
        ['done', 'b'],
      ],
      'open',
    ],
    [
      'after an optional one',
      [
        { id: 'first', optional: true },
        { id: 'x', after: ['first'] },
      ],
      [],
      'open',
    ],
    ['after an unknown id', [{ id: 'x', after: ['gone'] }], [], 'open'],
    ['blocked wins over waiting', ['first', { ...late, id: 'x' }], [], 'blocked'],
    ['no longer blocked, waiting', ['first', { ...late, id: 'x' }], [['done', 'first']], 'waiting'],
    ['done though blocked', ['first', { id: 'x', after: ['first'] }], [['done', 'x']], 'done'],
    [
      'after a group',
      [
        { id: 'a', ...group },
        { id: 'b', ...group },
        { id: 'x', after: ['g'] },
      ],
      [['done', 'a']],
      'blocked',
    ],
    [
      'after a finished group',
      [
        { id: 'a', ...group },
        { id: 'b', ...group },
        { id: 'x', after: ['g'] },
      ],
      [
        ['done', 'a'],
        ['skipped', 'b'],
      ],
      'open',
    ],
    [
      'after the required of a group',
      [
        { id: 'a', ...group },
        { id: 'b', ...group, optional: true },
        { id: 'x', after: ['g'] },
      ],
      [['done', 'a']],
      'open',
    ],
    ['an optional one waits too', ['first', { id: 'x', optional: true, after: ['first'] }], [], 'blocked'],
  ];
  test.each(cases)('%s', (_, items, deeds, state) => {
    expect(
      after(...deeds)
        .plan(oneWeek(...items), '2026-11-23')
        .items.at(-1)?.state,
    ).toBe(state);
  });
});

test('what holds an item up, each once, in the order of its `after`', () => {
  const items: ItemSpec[] = [
    'a',
    { id: 'b', ...group },
    { id: 'c', ...group },
    { id: 'x', after: ['g', 'gone', 'b', 'a'] },
  ];
  expect(planned(after(['done', 'c']).plan(oneWeek(...items), '2026-11-23'), 'x').blockers).toEqual([
    'b',
    'a',
  ]);
  expect(planned(after(['done', 'x']).plan(oneWeek(...items), '2026-11-23'), 'x').blockers).toEqual([]);
});

describe('overdue and days late', () => {
  // Week 1 from Monday 23 November is due on Friday 27.
  const cases: [string, ItemSpec, [Deed, string][], CalendarDate, boolean, number][] = [
    ['the day before it is due', 'x', [], '2026-11-26', false, 0],
    ['due today', 'x', [], '2026-11-27', false, 0],
    ['the day after, a Saturday', 'x', [], '2026-11-28', true, 0],
    ['the next working day', 'x', [], '2026-11-30', true, 1],
    ['a week late', 'x', [], '2026-12-04', true, 5],
    ['done', 'x', [['done', 'x']], '2026-12-04', false, 0],
    ['skipped', 'x', [['skipped', 'x']], '2026-12-04', false, 0],
    ['in review', { id: 'x', signOff: 'buddy' }, [['done', 'x']], '2026-12-04', false, 0],
    [
      'returned',
      { id: 'x', signOff: 'buddy' },
      [
        ['done', 'x'],
        ['returned', 'x'],
      ],
      '2026-12-04',
      true,
      5,
    ],
    ['optional', { id: 'x', optional: true }, [], '2026-12-04', false, 0],
    ['what someone else owes', { id: 'x', by: 'buddy' }, [], '2026-12-04', false, 5],
    ['blocked', { id: 'x', after: ['other'] }, [], '2026-12-04', true, 5],
    [
      'blocked, what someone else owes',
      { id: 'x', after: ['other'], by: 'buddy' },
      [],
      '2026-12-04',
      false,
      5,
    ],
  ];
  test.each(cases)('%s', (_, item, deeds, today, overdue, daysLate) => {
    const plan = after(...deeds).plan(oneWeek(item, 'other'), today);
    expect(planned(plan, 'x')).toMatchObject({ overdue, daysLate });
  });

  test('holidays and leave are no days late', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-12-01', to: '2026-12-02' });
    const plan = story.plan(oneWeek('x'), '2026-12-04', { holidays: ['2026-11-30'] });
    expect(planned(plan, 'x')).toMatchObject({ due: '2026-11-27', daysLate: 2 });
  });
});

describe('the day to begin', () => {
  const cases: [string, Partial<Exclude<ItemSpec, string>>, CalendarDate][] = [
    ['no effort given', {}, '2026-12-04'],
    ['less than a day', { takes: 479 }, '2026-12-04'],
    ['a day', { takes: 480 }, '2026-12-03'],
    ['three days', { takes: 3 * 480 }, '2026-12-01'],
    ['five days, over a weekend', { takes: 5 * 480 }, '2026-11-27'],
    ['not before the start', { takes: 30 * 480 }, '2026-11-23'],
    ['not before its `from`', { takes: 3 * 480, from: 'day 10' }, '2026-12-02'],
    ['never after the due', { from: 'day 30' }, '2026-12-04'],
    ['a count of days', { count: { target: 5, unit: 'days' } }, '2026-11-27'],
    ['a count of days without a target', { count: { unit: 'days' } }, '2026-12-04'],
    ['a count of other things', { count: { target: 5, unit: 'calls' } }, '2026-12-04'],
    ['the longer of both', { takes: 2 * 480, count: { target: 1, unit: 'days' } }, '2026-12-02'],
  ];
  test.each(cases)('%s', (_, item, begin) => {
    const of = program([phase('week-2', 'week 2', [{ id: 'x', ...item }])]);
    expect(planned(new Story().plan(of, '2026-11-23'), 'x')).toMatchObject({ due: '2026-12-04', begin });
  });

  test('what is due before the start begins on its due date', () => {
    const plan = new Story().plan(oneWeek({ id: 'x', due: '5 days before start' }), '2026-11-16');
    expect(planned(plan, 'x')).toMatchObject({ due: '2026-11-18', begin: '2026-11-18' });
  });
});

test('a due date moved by hand counts as it stands', () => {
  const story = new Story();
  story.add({ kind: 'moved', item: 'x', due: '2026-12-01' });
  story.add({ kind: 'moved', item: 'x', due: '2026-11-29' });
  expect(planned(story.plan(oneWeek('x'), '2026-11-30'), 'x')).toMatchObject({
    due: '2026-11-29',
    overdue: true,
  });
});

describe('totals', () => {
  const of = program([
    phase('one', 'week 1', ['a', 'b', { id: 'c', optional: true }]),
    phase('two', 'week 2', [
      { id: 'd', by: 'buddy' },
      { id: 'e', signOff: 'buddy' },
    ]),
  ]);
  const cases: [string, [Deed, string][], number[], number[]][] = [
    ['optional ones stay out', [], [0, 0, 2], [0, 0, 2]],
    [
      'what is done and skipped',
      [
        ['done', 'a'],
        ['skipped', 'b'],
      ],
      [1, 1, 2],
      [0, 0, 2],
    ],
    ['an optional one done changes nothing', [['done', 'c']], [0, 0, 2], [0, 0, 2]],
    [
      'what others do counts, in review does not',
      [
        ['done', 'd'],
        ['done', 'e'],
      ],
      [0, 0, 2],
      [1, 0, 2],
    ],
    [
      'approved counts',
      [
        ['done', 'e'],
        ['approved', 'e'],
      ],
      [0, 0, 2],
      [1, 0, 2],
    ],
  ];
  test.each(cases)('%s', (_, deeds, one, two) => {
    const { phases, totals } = after(...deeds).plan(of, '2026-11-23');
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
  const cases: [CalendarDate, [Deed, string][], PlannedPhase['state'][]][] = [
    ['2026-11-16', [], ['current', 'upcoming', 'upcoming']],
    ['2026-11-27', [], ['current', 'upcoming', 'upcoming']],
    ['2026-11-28', [], ['past', 'current', 'upcoming']],
    ['2026-12-12', [], ['past', 'past', 'past']],
    ['2026-11-24', [['done', 'a']], ['done', 'upcoming', 'upcoming']],
    [
      '2026-11-30',
      [
        ['skipped', 'a'],
        ['done', 'c'],
      ],
      ['done', 'current', 'done'],
    ],
  ];
  test.each(cases)('on %s, %j', (today, deeds, states) => {
    const { phases } = after(...deeds).plan(of, today);
    expect(phases.map(({ state }) => state)).toEqual(states);
    expect(phases.map(({ due }) => due)).toEqual(['2026-11-27', '2026-12-04', '2026-12-11']);
  });
});

test.each([
  ['day 90', 90],
  ['week 2', 14],
  ['workday 10', 12],
  ['3 days before start', 0],
])('a last phase due %s ends with day %i', (due, lastDay) => {
  const of = program([phase('one', 'day 1', ['a']), phase('last', due, ['b'])]);
  expect(new Story().plan(of, '2026-11-23').lastDay).toBe(lastDay);
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
