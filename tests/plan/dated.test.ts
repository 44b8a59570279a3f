/** When an item is due, overdue or late, and when to begin it. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { after, type Deeds, type ItemSpec, oneWeek, phase, planned, program, Story } from '../builders.ts';

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
    ['blocked', { id: 'x', after: ['other'] }, '', '2026-12-04', false, 5],
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

test.each([
  ['day 90', 90],
  ['week 2', 14],
  ['workday 10', 12],
  ['3 days before start', 0],
])('a last phase due %s ends with day %i', (due, lastDay) => {
  const of = program([phase('one', 'day 1', ['a']), phase('last', due, ['b'])]);
  expect(new Story().plan(of, '2026-11-23').lastDay).toBe(lastDay);
});
