/** When an item is overdue or late, and from when work on it is expected. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import {
  after,
  type Deeds,
  days,
  type ItemSpec,
  oneWeek,
  phase,
  planned,
  program,
  Story,
} from '../builders.ts';

describe('overdue and days late', () => {
  // Week 1 from Monday 23 November is due on Friday 27.
  const cases: [string, ItemSpec, Deeds, CalendarDate, boolean, number][] = [
    ['the day before it is due', 'x', '', '2026-11-26', false, 0],
    ['due today', 'x', '', '2026-11-27', false, 0],
    ['the day after, a Saturday', 'x', '', '2026-11-28', true, 0],
    ['the next working day', 'x', '', '2026-11-30', true, 1],
    ['a week late', 'x', '', '2026-12-04', true, 5],
    ['done', 'x', 'done x', '2026-12-04', false, 0],
    ['skipped', 'x', 'skipped x', '2026-12-04', false, 0],
    ['in review', { id: 'x', signOff: 'buddy' }, 'done x', '2026-12-04', false, 0],
    ['returned', { id: 'x', signOff: 'buddy' }, 'done x, returned x', '2026-12-04', true, 5],
    ['optional', { id: 'x', optional: true }, '', '2026-12-04', false, 0],
    ['what someone else owes', { id: 'x', by: 'buddy' }, '', '2026-12-04', false, 5],
    ["blocked by what is the hire's own", { id: 'x', after: ['other'] }, '', '2026-12-04', true, 5],
    [
      'blocked, what someone else owes',
      { id: 'x', after: ['other'], by: 'buddy' },
      '',
      '2026-12-04',
      false,
      5,
    ],
  ];
  test.each(cases)('%s', (_, item, deeds, today, overdue, daysLate) => {
    const plan = after(deeds).plan(oneWeek(item, 'other'), today);
    expect(planned(plan, 'x')).toMatchObject({ overdue, daysLate });
  });

  test('holidays and leave are no days late', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-12-01', to: '2026-12-02' });
    const plan = story.plan(oneWeek('x'), '2026-12-04', { holidays: days('2026-11-30') });
    expect(planned(plan, 'x')).toMatchObject({ due: '2026-11-27', daysLate: 2 });
  });
});

describe('the day from which work is expected', () => {
  // Week 2 ends on Friday 4 December, working day 10.
  const cases: [string, Partial<Exclude<ItemSpec, string>>, CalendarDate, boolean][] = [
    ['no effort given', {}, '2026-12-04', false],
    ['two hours', { takes: 120 }, '2026-12-04', false],
    ['over two hours: two days', { takes: 121 }, '2026-12-03', true],
    ['a day: four pieces of two hours', { takes: 480 }, '2026-12-01', true],
    ['over a weekend: six pieces', { takes: 720 }, '2026-11-27', true],
    ['not before day 1', { takes: 30 * 480 }, '2026-11-23', true],
    ['long work all the time from its `from` on', { takes: 480, from: 'day 2' }, '2026-11-24', true],
    ['not before its `from`', { takes: 3 * 480, from: 'day 10' }, '2026-12-02', true],
    ['short work with a `from`', { from: 'day 10' }, '2026-12-04', false],
    ['never after the due', { takes: 3 * 480, from: 'day 30' }, '2026-12-04', true],
    ['a count goes on all the time', { count: { target: 5, unit: 'days' } }, '2026-11-23', true],
    ['of anything', { count: { target: 5, unit: 'calls' } }, '2026-11-23', true],
    ['and from its `from` on', { count: { target: 5 }, from: 'workday 3' }, '2026-11-25', true],
    ['a count of one is one thing to do', { count: { target: 1, unit: 'days' } }, '2026-12-04', false],
    ['a tally is closed on its due', { count: { unit: 'days' } }, '2026-12-04', false],
    ['a tally with a `from`', { count: { unit: 'days' }, from: 'workday 3' }, '2026-11-25', true],
    ['a count, after another item', { count: { target: 5 }, after: ['first'] }, '2026-11-30', true],
    ['long work, after another item', { takes: 8 * 120, after: ['first'] }, '2026-11-30', true],
    ['long work that fits behind it', { takes: 480, after: ['first'] }, '2026-12-01', true],
  ];
  test.each(cases)('%s', (_, item, workFrom, running) => {
    const of = program([
      phase('week-2', 'week 2', [
        { id: 'first', due: 'workday 6' },
        { id: 'x', ...item },
      ]),
    ]);
    expect(planned(new Story().plan(of, '2026-11-23'), 'x')).toMatchObject({
      due: '2026-12-04',
      workFrom,
      running,
    });
  });

  test('pieces lie on working days', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-12-02', to: '2026-12-03' });
    const of = program([phase('week-2', 'week 2', [{ id: 'x', takes: 480 }])]);
    // Two days of leave: due on Tuesday 8, with 4 and 7 and, before the leave, 1 December.
    expect(planned(story.plan(of, '2026-11-23'), 'x')).toMatchObject({
      due: '2026-12-08',
      workFrom: '2026-12-01',
    });
  });

  test.each([15, 480])('what is due before the start: on its due date, though it takes %i min', (takes) => {
    const plan = new Story().plan(oneWeek({ id: 'x', due: '5 days before start', takes }), '2026-11-16');
    expect(planned(plan, 'x')).toMatchObject({ due: '2026-11-18', workFrom: '2026-11-18' });
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

test.each([
  ['day 90', 90],
  ['week 2', 14],
  ['workday 10', 12],
  // No phase ends before day 1, on which the first one ends.
  ['3 days before start', 1],
])('a last phase due %s ends with day %i', (due, lastDay) => {
  const of = program([phase('one', 'day 1', ['a']), phase('last', due, ['b'])]);
  expect(new Story().plan(of, '2026-11-23').lastDay).toBe(lastDay);
});

test.each([
  ['finished', { kind: 'finished' }],
  ['archived', { kind: 'archived', reason: 'left' }],
] as const)('a run that is %s is seen from its last day', (_, end) => {
  const story = new Story();
  story.add(end, { on: '2026-12-01' });
  const { plan } = story.run(oneWeek('x'), '2027-03-01');
  // Two working days after Friday 27 November; Tuesday 1 December is day 9.
  expect(plan).toMatchObject({ today: '2026-12-01', day: 9 });
  expect(planned(plan, 'x').daysLate).toBe(2);
  // Before that day it is seen from where one stands.
  expect(story.run(oneWeek('x'), '2026-11-25').plan.today).toBe('2026-11-25');
});
