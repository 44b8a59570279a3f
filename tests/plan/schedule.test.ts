/** The rules of the schedule, each on the smallest plan that shows it. Items take 60 minutes where nothing else is said. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { paceOf } from '../../src/plan/pace.ts';
import type { Run } from '../../src/plan/run.ts';
import type { CalendarConfig, Program } from '../../src/program/model.ts';
import { type ItemSpec, oneWeek, phase, program, Story } from '../builders.ts';
import { take } from './lives.ts';

const hour = (id: string, more: object = {}) => ({ id, takes: 60, ...more });

/** `a 60` for each part of a day, with `x2` behind it for its units. */
function parts(
  list: Run['schedule'] extends () => infer S ? (S extends { left: infer L } ? L : never) : never,
): string[] {
  return list.map(
    ({ task, minutes, units }) => `${task.id} ${Math.round(minutes)}${units > 0 ? ` x${units}` : ''}`,
  );
}

function runOn(
  today: CalendarDate,
  items: readonly ItemSpec[],
  story = new Story(),
  calendar: CalendarConfig = {},
): Run {
  return story.run(oneWeek(...items), today, { calendar });
}

/** The parts of so many days from the day on, if each one's are done. */
function days(run: Run, count: number): string[][] {
  return take(run.schedule().ahead(), count).map((day) => parts(day.parts));
}

describe('today', () => {
  test('has its even share, in the order of dates and of what waits for what', () => {
    const items = [
      hour('c', { after: ['b'] }),
      hour('b'),
      hour('a', { due: 'workday 2' }),
      hour('d'),
      hour('e'),
    ];
    expect(days(runOn('2026-11-23', items), 5)).toEqual([['a 60'], ['b 60'], ['c 60'], ['d 60'], ['e 60']]);
  });

  test('is planned as the day began: what was done is off the list, and nothing takes its place', () => {
    const story = new Story();
    story.done('a');
    const run = runOn(
      '2026-11-23',
      ['a', 'b', 'c', 'd', 'e'].map((id) => hour(id)),
      story,
    );
    expect(parts(run.schedule().today.parts)).toEqual(['a 60']);
    expect(run.schedule().left).toEqual([]);
  });

  test('counts what else was done: for as much as that, what is next in turn needn’t be done', () => {
    const story = new Story();
    story.done('e');
    const run = runOn(
      '2026-11-23',
      ['a', 'b', 'c', 'd', 'e'].map((id) => hour(id)),
      story,
    );
    expect(run.schedule().left).toEqual([]);
  });

  test('has what is due on it, whatever the hours are', () => {
    const items = Array.from({ length: 8 }, (_, n) => hour(`i${n}`, { due: 'day 1' }));
    expect(runOn('2026-11-23', items).schedule().today.minutes).toBe(480);
  });
});

describe('what goes on', () => {
  test('has its units in the middle of their shares of the window', () => {
    const items = [{ id: 'calls', takes: 120, count: { target: 2 } }];
    expect(days(runOn('2026-11-23', items), 5)).toEqual([[], ['calls 60 x1'], [], ['calls 60 x1'], []]);
  });

  test('behind its line: at least one a day, and as many as the days ask for', () => {
    const items = [{ id: 'calls', takes: 300, count: { target: 5 } }];
    expect(parts(runOn('2026-11-26', items).schedule().today.parts)).toEqual(['calls 180 x3']);
  });

  test('behind its line on a full day: no more than the day has room for, and the rest is late on the next', () => {
    const items = [{ id: 'calls', takes: 600, count: { target: 10 }, due: 'workday 3' }];
    const run = runOn('2026-11-25', items);
    expect(parts(run.schedule().today.parts)).toEqual(['calls 360 x6']);
    expect(take(run.schedule().ahead(), 2).flatMap((day) => parts(day.parts))).toEqual([
      'calls 360 x6',
      'calls 240 x4',
    ]);
    expect(paceOf(run).behind).toBe(true);
  });

  test('without a count: hours are taken as worked on their day, and the last one ends it', () => {
    const items = [{ id: 'read', takes: 240, due: 'workday 4' }];
    const run = runOn('2026-11-25', items);
    expect(parts(run.schedule().today.parts)).toEqual(['read 120 x2']);
    expect(run.schedule().left).toEqual([]);
    expect(parts(runOn('2026-11-26', items).schedule().left)).toEqual(['read 120 x2']);
  });

  test('counted up and open, because it wants evidence: it is to be handed in', () => {
    const story = new Story();
    story.add({ kind: 'counted', item: 'calls', delta: 2 });
    const items = [{ id: 'calls', takes: 120, count: { target: 2 }, evidence: 'url' as const }];
    expect(parts(runOn('2026-11-24', items, story).schedule().left)).toEqual(['calls 0']);
  });
});

describe('late work', () => {
  const late = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => hour(id, { due: 'day 1' }));

  test('goes as far as the hire’s hours have room; less far after a day on which nothing was done', () => {
    const missed = runOn('2026-11-24', late).schedule();
    expect([missed.today.minutes, missed.late]).toEqual([240, 480]);
    expect(parts(missed.today.parts)[0]).toBe('a 60');
    expect(take(missed.ahead(), 2)[1]?.minutes).toBe(240);
    const story = new Story();
    story.done('a', { on: '2026-11-23' });
    expect(runOn('2026-11-24', late, story).schedule().today.minutes).toBe(360);
    // What is done on the day itself changes nothing about what it asks for.
    const begun = new Story();
    begun.done('h', { on: '2026-11-24' });
    expect(runOn('2026-11-24', late, begun).schedule().today.minutes).toBe(240);
  });

  test('is worked off as it is counted, on the very day', () => {
    const story = new Story();
    story.add({ kind: 'counted', item: 'calls', delta: 6 }, { on: '2026-11-30' });
    const items = [{ id: 'calls', takes: 480, count: { target: 8 }, due: 'workday 3' }];
    const run = runOn('2026-11-30', items, story);
    expect(parts(run.schedule().today.parts)).toEqual(['calls 240 x4']);
    expect(run.schedule().left).toEqual([]);
    expect(run.schedule().late).toBe(120);
  });

  test('gets the room there is, however short the days are', () => {
    const run = runOn('2026-11-24', late, new Story(), { minutesPerDay: 15 });
    expect(parts(run.schedule().today.parts)).toEqual(['a 10']);
  });

  test('has no day where it can’t be worked out when it is done', () => {
    const circle = [hour('a', { due: 'day 1', after: ['b'] }), hour('b', { due: 'day 1', after: ['a'] })];
    const run = runOn('2026-11-24', circle);
    expect(paceOf(run)).toMatchObject({ hoursLate: 2, clearedBy: null });
  });

  test('is what is overdue, and nothing else', () => {
    const of = (moved: CalendarDate, today: CalendarDate) => {
      const story = new Story();
      story.add({ kind: 'moved', item: 'a', due: moved });
      return paceOf(runOn(today, [hour('a')], story)).hoursLate;
    };
    // Moved to a Saturday, and seen on it.
    expect([of('2026-11-28', '2026-11-28'), of('2026-11-28', '2026-11-29')]).toEqual([0, 1]);
  });
});

describe('what others hold up', () => {
  const items = [
    { id: 'x', by: 'manager', due: 'day 1' },
    hour('a', { due: 'workday 2', after: ['x'] }),
    hour('b', { due: 'workday 3', after: ['a'] }),
    hour('c', { due: 'workday 3' }),
  ];

  test('is planned from tomorrow on, to any depth, and isn’t late', () => {
    const run = runOn('2026-11-30', items);
    expect(parts(run.schedule().today.parts)).toEqual(['c 60']);
    expect(paceOf(run).hoursLate).toBe(1);
    expect(days(run, 3).slice(1).flat()).toEqual(['a 60', 'b 60']);
  });

  test('is planned from their due date on, while they are in time', () => {
    const story = new Story();
    story.add({ kind: 'moved', item: 'a', due: '2026-11-23' });
    const run = runOn(
      '2026-11-23',
      [{ id: 'x', by: 'manager', due: 'workday 3' }, hour('a', { after: ['x'] })],
      story,
    );
    expect(days(run, 3)).toEqual([[], [], ['a 60']]);
  });
});

describe('a booking', () => {
  const booked = (item: string, day: CalendarDate) => {
    const story = new Story();
    story.add({ kind: 'booked', item, day });
    return story;
  };

  test('lies on its day and nowhere else, also of work over two hours', () => {
    const items = [{ id: 'demo', takes: 180 }, hour('a')];
    expect(days(runOn('2026-11-23', items, booked('demo', '2026-11-24')), 3)).toEqual([
      ['a 60'],
      ['demo 180'],
      [],
    ]);
  });

  test('for a day off takes nothing of the others, and what waits for it comes after it', () => {
    const items = [hour('a', { due: 'workday 2' }), hour('b', { due: 'workday 3', after: ['a'] })];
    const of = program([phase('one', 'week 2', items)]);
    const run = booked('a', '2026-11-28').run(of as Program, '2026-11-23');
    expect(days(run, 6)).toEqual([[], [], [], [], [], ['b 60']]);
  });

  test('that has passed is one no more', () => {
    expect(days(runOn('2026-11-25', [hour('a')], booked('a', '2026-11-24')), 1)).toEqual([['a 60']]);
  });
});

test('a day off asks for nothing and says which day comes next; what is done on it counts at once', () => {
  const items = [hour('a', { due: 'week 1' }), hour('b', { due: 'week 1' })];
  const { today, left } = runOn('2026-11-28', items).schedule();
  expect([today.date, parts(today.parts), left]).toEqual(['2026-11-30', ['a 60', 'b 60'], []]);
  const story = new Story();
  story.done('a', { on: '2026-11-28' });
  expect(parts(runOn('2026-11-28', items, story).schedule().today.parts)).toEqual(['b 60']);
});

test('tomorrow is foretold from what is done by now and what is left of today', () => {
  const items = ['a', 'b', 'c', 'd', 'e'].map((id) => hour(id));
  const story = new Story();
  story.done('b', { on: '2026-11-23' });
  story.done('c', { on: '2026-11-23' });
  // Two others were done in place of today's: it needn't be done today, and the plan has it tomorrow.
  const run = runOn('2026-11-23', items, story);
  expect(run.schedule().left).toEqual([]);
  expect(days(run, 3)).toEqual([['a 60'], ['a 60'], ['d 60']]);
});

test('a meeting that isn’t booked is asked for when it is due, and so is what waits for it', () => {
  const items = [
    hour('m', { with: ['csm'], due: 'workday 2' }),
    hour('n', { after: ['m'], due: 'workday 2' }),
    hour('o'),
  ];
  const asked = (today: CalendarDate, story = new Story()) =>
    parts(runOn(today, items, story).schedule().asked);
  expect(parts(runOn('2026-11-23', items).schedule().left)).toEqual(['m 60']);
  expect(asked('2026-11-23')).toEqual([]);
  expect(asked('2026-11-24')).toEqual(['m 60', 'n 60']);
  const story = new Story();
  story.add({ kind: 'booked', item: 'm', day: '2026-11-23' });
  expect(asked('2026-11-23', story)).toEqual(['m 60']);
});

test('whoever moves what is late is behind no more', () => {
  const items = Array.from({ length: 6 }, (_, n) => hour(`i${n}`, { due: 'workday 1' }));
  const story = new Story();
  for (const { id } of items) story.add({ kind: 'moved', item: id, due: '2026-12-04' }, { on: '2026-11-30' });
  expect(paceOf(runOn('2026-11-30', items))).toMatchObject({ behind: true });
  expect(paceOf(runOn('2026-11-30', items, story))).toMatchObject({ behind: false, hoursLate: 0 });
});
