/** Compares the hire's own work with the working days that have passed. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { type Pace, paceOf } from '../../src/plan/pace.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import { days, phase, program, Story } from '../builders.ts';

function ids(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function pace(of: Program, story: Story, today: CalendarDate, settings: CalendarConfig = {}): Pace {
  return paceOf(story.plan(of, today, settings), story.calendar(settings));
}

function having(done: readonly string[]): Story {
  const story = new Story();
  for (const item of done) story.done(item);
  return story;
}

// Ten items from Monday 23 to Friday 27 November, five more until Friday 4 December.
const two = program([phase('one', 'week 1', ids('a', 10)), phase('two', 'week 2', ids('b', 5))]);

describe('what the days gone would have brought', () => {
  const cases: [CalendarDate, number, string][] = [
    ['2026-11-16', 0, 'before the start'],
    ['2026-11-23', 0, 'the first day is not gone yet'],
    ['2026-11-24', 2, 'one of five days'],
    ['2026-11-26', 6, ''],
    ['2026-11-27', 8, 'due today: the day is not gone yet'],
    ['2026-11-28', 10, 'the phase is over'],
    ['2026-11-30', 10, 'a weekend brings nothing'],
    ['2026-12-01', 11, 'one of five days of the second phase'],
    ['2026-12-04', 14, ''],
    ['2026-12-05', 15, 'all of it'],
    ['2027-12-05', 15, 'no more than all'],
  ];
  test.each(cases)('on %s: %i %s', (today, expected) => {
    expect(pace(two, new Story(), today).expected).toBe(expected);
  });
});

describe('behind, and since when', () => {
  const cases: [string, string[], CalendarDate, Omit<Pace, 'expected'>][] = [
    ['nothing done on the first day', [], '2026-11-23', { done: 0, behind: 0, days: 0 }],
    ['nothing done on the second', [], '2026-11-24', { done: 0, behind: 2, days: 1 }],
    ['one of two done', ['a1'], '2026-11-24', { done: 1, behind: 1, days: 1 }],
    ['as much as expected', ['a1', 'a2'], '2026-11-24', { done: 2, behind: 0, days: 0 }],
    ['ahead', ids('a', 10), '2026-11-24', { done: 10, behind: 0, days: 0 }],
    ['two working days behind', ids('a', 4), '2026-11-27', { done: 4, behind: 4, days: 2 }],
    ['over a weekend', ids('a', 8), '2026-12-01', { done: 8, behind: 3, days: 2 }],
    ['what is done of a later phase counts too', ids('b', 2), '2026-11-24', { done: 2, behind: 0, days: 0 }],
  ];
  test.each(cases)('%s', (_, done, today, want) => {
    expect(pace(two, having(done), today)).toMatchObject(want);
  });
});

test('after a phase that is due before the start, the first days bring as much as without it', () => {
  const pre = program([phase('pre', '10 days before start', ['a']), phase('one', 'week 1', ids('b', 5))]);
  const expected = (today: CalendarDate) => pace(pre, new Story(), today).expected;
  expect([expected('2026-11-23'), expected('2026-11-24'), expected('2026-11-28')]).toEqual([1, 2, 6]);
});

test('only the own required items count, skipped ones left out, in review as done', () => {
  const of = program([
    phase('one', 'week 1', [
      'a',
      'b',
      'c',
      { id: 'd', signOff: 'buddy' },
      { id: 'other', by: 'buddy' },
      { id: 'optional', optional: true },
    ]),
  ]);
  const story = having(['a', 'd', 'other', 'optional']);
  story.add({ kind: 'skipped', item: 'b', reason: 'no' });
  expect(pace(of, story, '2026-11-30')).toMatchObject({ expected: 3, done: 2, behind: 1 });
});

test('a blocked item is behind like any other', () => {
  const of = program([phase('one', 'week 1', ['a', { id: 'b', after: ['a'] }])]);
  expect(pace(of, new Story(), '2026-11-30')).toMatchObject({ expected: 2, behind: 2 });
});

test('holidays are no days of a phase', () => {
  // Of four working days, Monday and Wednesday are gone.
  expect(pace(two, new Story(), '2026-11-26', { holidays: days('2026-11-24') }).expected).toBe(5);
});

test('leave stops the clock', () => {
  const story = new Story();
  story.add({ kind: 'away', from: '2026-11-24', to: '2026-11-29' });
  // The five working days of week 1 are now 23, 30, 1, 2, 3: two items a day.
  const on = (today: CalendarDate) => pace(two, story, today).expected;
  expect(
    ['2026-11-24', '2026-11-29', '2026-11-30', '2026-12-01'].map((day) => on(day as CalendarDate)),
  ).toEqual([2, 2, 2, 4]);
});

test('whole items stay whole', () => {
  // 22 items on 22 working days: an item a day, though 22 × (15 ÷ 22) is a little less than 15.
  const of = program([phase('one', 'workday 22', ids('a', 22))]);
  const calendar = new Story().calendar();
  const expected = Array.from({ length: 22 }, (_, gone) =>
    pace(of, new Story(), calendar.nthWorkday('2026-11-23', gone + 1)),
  ).map((each) => each.expected);
  expect(expected).toEqual(Array.from({ length: 22 }, (_, gone) => gone));
});

test('a phase whose window holds no working day is expected when it is over', () => {
  const of = program([phase('one', 'day 5', ['a']), phase('two', 'workday 5', ['b'])]);
  expect(pace(of, new Story(), '2026-11-27').expected).toBe(0);
  expect(pace(of, new Story(), '2026-11-28').expected).toBe(2);
});
