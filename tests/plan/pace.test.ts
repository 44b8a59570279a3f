/** What it costs to be on time, beside what the plan laid for the same day. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { type Pace, paceOf } from '../../src/plan/pace.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import { days, phase, program, Story } from '../builders.ts';

/** So many items of so many minutes. */
function items(prefix: string, count: number, takes: number) {
  return Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index + 1}`, takes }));
}

function pace(of: Program, story: Story, today: CalendarDate, calendar: CalendarConfig = {}): Pace {
  return paceOf(story.run(of, today, { calendar }));
}

function having(done: readonly string[], on: CalendarDate = '2026-11-23'): Story {
  const story = new Story();
  for (const item of done) story.done(item, { on });
  return story;
}

// Ten hours from Monday 23 to Friday 27 November, and five more until Friday 4 December.
const two = program([phase('one', 'week 1', items('a', 10, 60)), phase('two', 'week 2', items('b', 5, 60))]);

describe('what a day asks for', () => {
  test.each([
    ['2026-11-16', 2, '2026-11-27', 'before the start: what the first day will ask for'],
    ['2026-11-23', 2, '2026-11-27', 'ten hours in five days'],
    ['2026-11-28', 1, '2026-12-04', 'on a day off: what the next working day asks for'],
    ['2026-12-04', 1, '2026-12-04', 'the last day'],
    ['2026-12-05', 0, '2026-12-07', 'nothing after it'],
  ] as const)('on %s: %s h a day until %s, %s', (today, hours, until, _) => {
    const done = items('a', 10, 60).map(({ id }) => id);
    const gone = today < '2026-11-28' ? [] : done;
    const all = [...gone, ...(today > '2026-12-04' ? ['b1', 'b2', 'b3', 'b4', 'b5'] : [])];
    const last = today === '2026-12-04' ? ['b1', 'b2', 'b3', 'b4'] : [];
    expect(pace(two, having([...all, ...last]), today)).toMatchObject({
      hoursNeeded: hours,
      hoursPlanned: hours,
      until,
      behind: false,
      hoursLate: 0,
      clearedBy: null,
    });
  });

  test('holidays and leave leave fewer days', () => {
    // Ten hours in four days.
    expect(pace(two, new Story(), '2026-11-23', { holidays: days('2026-11-24') }).hoursNeeded).toBe(2.5);
    const story = new Story();
    story.add({ kind: 'away', from: '2026-11-24', to: '2026-11-25' });
    // Leave moves the dates by its days, so that there are five days again.
    expect(pace(two, story, '2026-11-23').hoursNeeded).toBe(2);
  });

  test('the fullest span counts, not the whole', () => {
    const steep = program([
      phase('one', 'week 2', [{ id: 'a', takes: 100, due: 'workday 2' }, ...items('b', 2, 60)]),
    ]);
    expect(pace(steep, new Story(), '2026-11-23')).toMatchObject({ hoursNeeded: 0.83, until: '2026-11-24' });
  });
});

describe('behind', () => {
  test('not on the first day, nor for whoever did each day’s part', () => {
    expect(pace(two, new Story(), '2026-11-23').behind).toBe(false);
    expect(pace(two, having(['a1', 'a2']), '2026-11-24')).toMatchObject({
      hoursNeeded: 2,
      hoursPlanned: 2,
      behind: false,
    });
  });

  test('where the day asks for a tenth and half an hour more than was laid for it', () => {
    // A day without anything: ten hours in four days, 2 h 30 instead of 2 h; the limit is 2 h 42.
    expect(pace(two, new Story(), '2026-11-24')).toMatchObject({
      hoursNeeded: 2.5,
      hoursPlanned: 2,
      behind: false,
    });
    // Two such days: ten hours in three days.
    expect(pace(two, new Story(), '2026-11-25')).toMatchObject({
      hoursNeeded: 3.33,
      hoursPlanned: 2,
      behind: true,
      hoursLate: 0,
    });
  });

  test('ahead: less than was laid', () => {
    expect(pace(two, having(['a1', 'a2', 'a3', 'a4', 'a5', 'a6']), '2026-11-24')).toMatchObject({
      hoursNeeded: 1,
      hoursPlanned: 2,
      behind: false,
    });
  });

  test('where something is late, with its hours and the day by which it is done', () => {
    // The ten hours are late on Monday 30. They go before the five hours of the week: four after a day on which nothing was
    // done, then at most six a day.
    expect(pace(two, new Story(), '2026-11-30')).toMatchObject({
      hoursNeeded: 4,
      hoursPlanned: 1,
      behind: true,
      hoursLate: 10,
      clearedBy: '2026-12-01',
    });
    // Days of two hours: one hour fits today, two fit each of the next three days, the fifth is for what is due on it, and the
    // rest is for the next week.
    expect(pace(two, new Story(), '2026-11-30', { minutesPerDay: 120 })).toMatchObject({
      hoursNeeded: 1,
      hoursLate: 10,
      clearedBy: '2026-12-08',
    });
  });

  test('what is done today is late no more, and the day is the same', () => {
    const story = having(['a1', 'a2', 'a3', 'a4'], '2026-11-30');
    expect(pace(two, story, '2026-11-30')).toMatchObject({
      hoursNeeded: 4,
      hoursLate: 6,
      clearedBy: '2026-12-01',
    });
  });

  test('however much of it is done in one go, the rest has a day', () => {
    const many = items('a', 900, 60);
    const of = program([phase('one', 'week 1', many)]);
    expect(pace(of, new Story(), '2026-11-30').clearedBy).toBeNull();
    const story = having(
      many.slice(9).map(({ id }) => id),
      '2026-11-30',
    );
    expect(pace(of, story, '2026-11-30')).toMatchObject({ hoursLate: 9, clearedBy: '2026-12-01' });
  });

  test('a blocked item is late like any other, one that others hold up is not', () => {
    const of = program([
      phase('one', 'week 1', [
        { id: 'a', takes: 60 },
        { id: 'b', after: ['a'], takes: 60 },
      ]),
      phase('two', 'week 2', [
        { id: 'other', by: 'buddy', due: 'day 3' },
        { id: 'c', after: ['other'], takes: 60, due: 'day 5' },
      ]),
    ]);
    expect(pace(of, new Story(), '2026-11-30')).toMatchObject({ hoursLate: 2, behind: true });
    const done = having(['a', 'b']);
    expect(pace(of, done, '2026-11-30')).toMatchObject({ hoursLate: 0, behind: false });
  });

  test('only the own required items count, skipped ones left out, in review as done', () => {
    const of = program([
      phase('one', 'week 1', [
        { id: 'a', takes: 60 },
        { id: 'b', takes: 60 },
        { id: 'c', takes: 60 },
        { id: 'd', takes: 60, signOff: 'buddy' },
        { id: 'other', takes: 60, by: 'buddy' },
        { id: 'optional', takes: 60, optional: true },
      ]),
    ]);
    const story = having(['a', 'd']);
    story.add({ kind: 'skipped', item: 'b', reason: 'no' });
    expect(pace(of, story, '2026-11-30')).toMatchObject({ hoursLate: 1 });
  });

  test('an item that is added puts nobody behind on the day, but later', () => {
    const story = having(items('a', 10, 60).map(({ id }) => id));
    const added = { title: 'more', phase: 'two', takes: 300, due: '2026-12-04' as CalendarDate };
    for (const item of ['x', 'y']) story.add({ kind: 'added', item, ...added }, { on: '2026-12-01' });
    expect(pace(two, story, '2026-12-01')).toMatchObject({ behind: false });
    expect(pace(two, story, '2026-12-07')).toMatchObject({ behind: true });
  });
});
