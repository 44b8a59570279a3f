/** What an item waits for, moves, additions and adoptions: how they change its dates. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { withOwnItems } from '../../src/plan/run.ts';
import type { Program } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { type ItemSpec, oneWeek, phase, planned, program, Story } from '../builders.ts';

// From Monday 23 November: working days 1 to 5 are 23 to 27, 6 is Mon 30, 7 Tue 1 December, 10 Fri 4.
const start: CalendarDate = '2026-11-23';

function planOf(of: Program, ...facts: Fact[]): Plan {
  const story = new Story();
  for (const fact of facts) story.add(fact);
  return story.plan(withOwnItems(of, story.progress.own), start);
}

function dueIn(plan: Plan): Record<string, CalendarDate> {
  return Object.fromEntries(plan.items.map(({ item, due }) => [item.id, due]));
}

const moved = (item: string, due: CalendarDate): Fact => ({ kind: 'moved', item, due });
const adoptedOn = (...items: string[]): Fact => ({ kind: 'adopted', digest: 'd2', items, renamed: {} });

describe('an item is due no earlier than what it waits for, and than its `from`', () => {
  const x = (more: Partial<Exclude<ItemSpec, string>>): ItemSpec => ({ id: 'x', due: 'workday 2', ...more });
  const a: ItemSpec = { id: 'a', due: 'workday 3' };
  const cases: [string, ItemSpec[], CalendarDate, string | undefined][] = [
    ['nothing before it', [a, x({})], '2026-11-24', undefined],
    ['an item that is due later', [a, x({ after: ['a'] })], '2026-11-25', 'a'],
    ['an item that is due earlier', [a, x({ due: 'workday 4', after: ['a'] })], '2026-11-26', undefined],
    ['an item below it in the file', [x({ after: ['a'] }), a], '2026-11-25', 'a'],
    ['the latest of two', [a, { id: 'b', due: 'workday 5' }, x({ after: ['b', 'a'] })], '2026-11-27', 'b'],
    [
      'one that is lifted itself',
      [a, { id: 'b', due: 'day 1', after: ['a'] }, x({ after: ['b'] })],
      '2026-11-25',
      'b',
    ],
    ['what somebody else does', [{ ...a, by: 'buddy' }, x({ after: ['a'] })], '2026-11-25', 'a'],
    [
      'an optional item lifts nothing',
      [{ ...a, optional: true }, x({ after: ['a'] })],
      '2026-11-24',
      undefined,
    ],
    [
      'a group means its required items',
      [{ ...a, group: 'g' }, { id: 'b', due: 'workday 5', group: 'g', optional: true }, x({ after: ['g'] })],
      '2026-11-25',
      'a',
    ],
    ['an id that nothing has', [x({ after: ['gone'] })], '2026-11-24', undefined],
    ['its `from`', [x({ from: 'workday 4' })], '2026-11-26', 'from'],
    [
      'before the start, after a later one',
      [a, x({ due: '3 days before start', after: ['a'] })],
      '2026-11-25',
      'a',
    ],
  ];
  test.each(cases)('%s', (_, items, due, liftedBy) => {
    const item = planned(planOf(oneWeek(...items)), 'x');
    expect([item.due, item.liftedBy]).toEqual([due, liftedBy]);
  });

  test('the date of its rule is kept beside it', () => {
    expect(planned(planOf(oneWeek(a, x({ after: ['a'] }))), 'x')).toMatchObject({
      ruled: '2026-11-24',
      planned: '2026-11-25',
      due: '2026-11-25',
      byHand: false,
    });
  });

  test('items that wait for each other in a circle still have a date', () => {
    const plan = planOf(oneWeek(x({ due: 'day 1', after: ['a'] }), { ...a, after: ['x'] }));
    expect(dueIn(plan)).toEqual({ x: '2026-11-25', a: '2026-11-25' });
  });
});

describe('no rule lies after the end of its phase', () => {
  const two = program([
    phase('one', 'week 1', [
      { id: 'late', due: 'day 30' },
      { id: 'from', from: 'day 20' },
      { id: 'before', due: '2 days before start' },
    ]),
    phase('two', 'workday 8', [
      { id: 'day', due: 'day 30' },
      { id: 'workday', due: 'workday 9' },
    ]),
  ]);

  test('what would is put on the end', () => {
    // Week 1 ends on Friday 27 November, working day 8 is Wednesday 2 December.
    expect(dueIn(planOf(two))).toEqual({
      late: '2026-11-27',
      from: '2026-11-27',
      before: '2026-11-21',
      day: '2026-12-02',
      workday: '2026-12-02',
    });
    expect(planned(planOf(two), 'from').from).toBe('2026-11-27');
  });

  test('leave moves the end and all that lies on it alike', () => {
    const plan = planOf(two, { kind: 'away', from: '2026-11-27', to: '2026-11-27' });
    expect(dueIn(plan)).toMatchObject({ late: '2026-11-30', from: '2026-11-30', day: '2026-12-03' });
  });
});

describe('a move is exact', () => {
  const of = oneWeek('a', { id: 'x', from: 'workday 4', after: ['a'] }, { id: 'y', after: ['x'] });

  test('also onto a Saturday, past its phase, into leave', () => {
    const away: Fact = { kind: 'away', from: '2026-12-01', to: '2026-12-10' };
    expect(planned(planOf(of, moved('x', '2026-12-05'), away), 'x')).toMatchObject({
      due: '2026-12-05',
      byHand: true,
      dueBefore: [],
    });
  });

  test('also before its `from`, which goes along, and before what it waits for, which is named', () => {
    const plan = planOf(of, moved('x', '2026-11-25'));
    expect(planned(plan, 'x')).toMatchObject({
      due: '2026-11-25',
      from: '2026-11-25',
      begin: '2026-11-25',
      dueBefore: ['a'],
    });
    // Nothing that waits for it comes earlier.
    expect(dueIn(plan)).toEqual({ a: '2026-11-27', x: '2026-11-25', y: '2026-11-27' });
  });

  test('before a group: each of its required items that is due later, once', () => {
    const grouped = oneWeek(
      { id: 'a', due: 'workday 2', group: 'g' },
      { id: 'b', group: 'g' },
      { id: 'c', group: 'g', optional: true },
      { id: 'x', after: ['g', 'b'] },
    );
    expect(planned(planOf(grouped, moved('x', '2026-11-25')), 'x').dueBefore).toEqual(['b']);
  });

  test('what was moved twice is due by the later move, and a move that moves nothing pushes nothing', () => {
    const plan = planOf(of, moved('a', '2026-12-02'), moved('a', '2026-11-27'));
    expect(dueIn(plan)).toEqual({ a: '2026-11-27', x: '2026-11-27', y: '2026-11-27' });
  });
});

describe('what is pushed keeps its distance, up to a working day for each two hours', () => {
  const a: ItemSpec = { id: 'a', due: 'workday 2' };
  /** An item of the second week that waits for `a`, due on Tuesday 24. */
  const cases: [string, Partial<Exclude<ItemSpec, string>>, CalendarDate, CalendarDate][] = [
    ['a day: no effort given', { due: 'workday 3' }, '2026-11-30', '2026-12-01'],
    ['a day, though it was three: two hours', { due: 'workday 5', takes: 120 }, '2026-11-30', '2026-12-01'],
    ['two of three days', { due: 'workday 5', takes: 121 }, '2026-11-30', '2026-12-02'],
    ['three of three days, for ten hours', { due: 'workday 5', takes: 600 }, '2026-11-30', '2026-12-03'],
    ['no day, where it was due on the same', { due: 'workday 2', takes: 600 }, '2026-11-30', '2026-11-30'],
    ['no day, where it was lifted onto the same', { due: 'workday 1' }, '2026-11-30', '2026-11-30'],
    ['past its phase: 4, 7, 8', { due: 'workday 10', takes: 360 }, '2026-12-03', '2026-12-08'],
    ['it has time enough', { due: 'workday 10', takes: 360 }, '2026-11-25', '2026-12-04'],
    ['nothing, where the other is earlier than planned', { due: 'workday 3' }, '2026-11-23', '2026-11-25'],
    ['from a Saturday, Monday', { due: 'workday 3' }, '2026-11-28', '2026-11-30'],
  ];
  test.each(cases)('%s', (_, x, to, due) => {
    const of = program([
      phase('one', 'week 1', [a]),
      phase('two', 'week 2', [{ id: 'x', after: ['a'], ...x }]),
    ]);
    expect(planned(planOf(of, moved('a', to)), 'x').due).toBe(due);
  });

  test('one after the other, over leave', () => {
    const of = oneWeek(
      a,
      { id: 'b', due: 'workday 3', after: ['a'] },
      { id: 'c', due: 'workday 4', after: ['b'] },
      { id: 'd', due: 'workday 4', after: ['c'] },
    );
    expect(dueIn(planOf(of, moved('a', '2026-11-30')))).toEqual({
      a: '2026-11-30',
      b: '2026-12-01',
      c: '2026-12-02',
      d: '2026-12-02',
    });
    const away: Fact = { kind: 'away', from: '2026-12-01', to: '2026-12-02' };
    expect(dueIn(planOf(of, moved('a', '2026-11-30'), away))).toEqual({
      a: '2026-11-30',
      b: '2026-12-03',
      c: '2026-12-04',
      d: '2026-12-04',
    });
  });

  test('what only waits for something lifted by its own rule keeps no distance', () => {
    // Nothing was moved: the page's order alone counts.
    const of = oneWeek({ ...a, due: 'workday 4' }, { id: 'b', due: 'workday 3', after: ['a'], takes: 600 });
    expect(dueIn(planOf(of))).toEqual({ a: '2026-11-26', b: '2026-11-26' });
  });

  test('of two that push, the one that pushes further', () => {
    const of = oneWeek(a, { id: 'b', due: 'workday 2' }, { id: 'x', due: 'workday 3', after: ['a', 'b'] });
    const plan = planOf(of, moved('a', '2026-12-02'), moved('b', '2026-11-30'));
    expect(planned(plan, 'x')).toMatchObject({ due: '2026-12-03', liftedBy: 'a' });
  });

  test('a pushed item that was moved itself stays; what waits for it waits for what pushed it', () => {
    const of = oneWeek(
      a,
      { id: 'b', due: 'workday 3', after: ['a'] },
      { id: 'c', due: 'workday 4', after: ['b'] },
    );
    const plan = planOf(of, moved('a', '2026-11-30'), moved('b', '2026-11-25'));
    expect(dueIn(plan)).toEqual({ a: '2026-11-30', b: '2026-11-25', c: '2026-12-01' });
    expect(planned(plan, 'b').dueBefore).toEqual(['a']);
  });
});

describe('additions', () => {
  const added = (item: string, due: CalendarDate, after: string[] = []): Fact => ({
    kind: 'added',
    item,
    title: item,
    phase: 'week-1',
    due,
    after,
  });

  test('are due on their date, or with what they wait for where that is later', () => {
    const plan = planOf(oneWeek('a'), added('x', '2026-11-25', ['a']), added('y', '2026-12-05', ['a', 'x']));
    expect(dueIn(plan)).toEqual({ a: '2026-11-27', x: '2026-11-27', y: '2026-12-05' });
    expect(planned(plan, 'x')).toMatchObject({
      ruled: '2026-11-25',
      liftedBy: 'a',
      byHand: false,
      dueBefore: [],
    });
    expect(planned(plan, 'y')).toMatchObject({ byHand: true, dueBefore: [] });
  });

  test('leave moves no date that was given', () => {
    const away: Fact = { kind: 'away', from: '2026-11-23', to: '2026-12-04' };
    expect(planned(planOf(oneWeek('a'), added('x', '2026-12-08'), away), 'x').due).toBe('2026-12-08');
  });

  test('a chain of them keeps its distances when the first is moved', () => {
    const chain = [
      added('x', '2026-12-08'),
      added('y', '2026-12-09', ['x']),
      added('z', '2026-12-18', ['y']),
    ];
    expect(dueIn(planOf(oneWeek('a'), ...chain, moved('x', '2026-12-10')))).toEqual({
      a: '2026-11-27',
      x: '2026-12-10',
      y: '2026-12-11',
      z: '2026-12-18',
    });
  });
});

describe('what an upgrade brought', () => {
  const of = program([
    phase('one', 'week 1', [
      'a',
      { id: 'x', due: 'workday 2' },
      { id: 'y', due: 'workday 3', after: ['x'] },
      { id: 'z', due: 'workday 3', after: ['x'] },
    ]),
    phase('two', 'day 30', ['later']),
  ]);
  const plan = (on: CalendarDate, ...facts: Fact[]) => {
    const story = new Story();
    for (const fact of facts) story.add(fact);
    story.add(adoptedOn('x', 'y', 'later'), { on });
    return story.plan(of, on);
  };

  test('is due a week from then at the earliest, and pushes what waits for it', () => {
    // Five working days after Tuesday 1 December: 2, 3, 4, 7, 8. Then a working day each for what was due a day later.
    expect(dueIn(plan('2026-12-01'))).toEqual({
      a: '2026-11-27',
      x: '2026-12-08',
      y: '2026-12-09',
      z: '2026-12-09',
      later: '2026-12-22',
    });
    expect(planned(plan('2026-12-01'), 'x')).toMatchObject({ liftedBy: 'adopted', ruled: '2026-11-24' });
  });

  test('on leave, the week begins when that is over', () => {
    // Of the week after Tuesday 1 December five days are worked by others: 9, 10, 11, 14, 15 after the leave.
    const away: Fact = { kind: 'away', from: '2026-12-01', to: '2026-12-08' };
    expect(planned(plan('2026-12-01', away), 'x').due).toBe('2026-12-15');
  });

  test('before the start it changes nothing that is due more than a week later', () => {
    // Adopted on Monday 2 November: a week later is long before the start.
    expect(dueIn(plan('2026-11-02'))).toEqual({
      a: '2026-11-27',
      x: '2026-11-24',
      y: '2026-11-25',
      z: '2026-11-25',
      later: '2026-12-22',
    });
  });

  test('where it was moved by hand, it is due then', () => {
    expect(planned(plan('2026-12-01', moved('x', '2026-12-02')), 'x').due).toBe('2026-12-02');
  });
});

describe('an item may be begun', () => {
  const a = { id: 'a', due: 'workday 4' };
  const cases: [string, ItemSpec[], CalendarDate][] = [
    ['from day 1 on', ['x'], '2026-11-23'],
    ['from its `from` on', [{ id: 'x', from: 'workday 3' }], '2026-11-25'],
    ['at its due at the latest', [{ id: 'x', from: 'workday 3', due: 'day 1' }], '2026-11-25'],
    ['when what it waits for may be begun', [a, { id: 'x', after: ['a'] }], '2026-11-23'],
    [
      'the same, with a `from`',
      [
        { ...a, from: 'workday 2' },
        { id: 'x', after: ['a'] },
      ],
      '2026-11-24',
    ],
    [
      'the latest of these',
      [
        { ...a, from: 'workday 2' },
        { id: 'x', from: 'workday 3', after: ['a'] },
      ],
      '2026-11-25',
    ],
    [
      'when what somebody else does is due',
      [
        { ...a, by: 'buddy' },
        { id: 'x', after: ['a'] },
      ],
      '2026-11-26',
    ],
    [
      'over several steps',
      [
        { ...a, by: 'buddy' },
        { id: 'b', after: ['a'] },
        { id: 'x', after: ['b'] },
      ],
      '2026-11-26',
    ],
    [
      'an optional item holds nothing up',
      [
        { ...a, by: 'buddy', optional: true },
        { id: 'x', after: ['a'] },
      ],
      '2026-11-23',
    ],
  ];
  test.each(cases)('%s', (_, items, begin) => {
    expect(planned(planOf(oneWeek(...items)), 'x').begin).toBe(begin);
  });

  test('leave over day 1: from the first day at work on', () => {
    const away: Fact = { kind: 'away', from: '2026-11-23', to: '2026-11-24' };
    expect(planned(planOf(oneWeek('x'), away), 'x').begin).toBe('2026-11-25');
  });

  test('before day 1 where it is due before it', () => {
    const plan = planOf(oneWeek({ id: 'x', due: '5 days before start' }));
    expect(planned(plan, 'x')).toMatchObject({ due: '2026-11-18', begin: '2026-11-18' });
  });
});
