import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { loadsOf } from '../../src/plan/load.ts';
import { planRun } from '../../src/plan/run.ts';
import type { Item, Program } from '../../src/program/model.ts';
import { notBegun } from '../../src/progress/reduce.ts';
import { alone, days, phase, program } from '../builders.ts';

const monday: CalendarDate = '2026-11-23';
const plain = new Calendar([]);

/** A program of one long phase, so that each item is due by its own rule. */
function programOf(...items: Partial<Item>[]): Program {
  return program([
    phase(
      'all',
      'day 999',
      items.map((item, index) => ({ id: `item-${index}`, ...item })),
    ),
  ]);
}

/** Date → what lies on it: minutes by item. Days without work are left out. */
function loadOf(calendar: Calendar, ...items: Partial<Item>[]): Record<string, Record<string, number>> {
  const loaded = loadsOf(programOf(...items), calendar)(monday) ?? [];
  return Object.fromEntries(
    loaded
      .filter(({ works }) => works.length > 0)
      .map(({ date, works }) => [
        date,
        Object.fromEntries(works.map((work) => [work.item.id, work.minutes])),
      ]),
  );
}

describe('the load of a day', () => {
  it('is as even as the dates allow, with an item of up to two hours whole on one day', () => {
    const hour = { takes: 60, due: 'workday 3' };
    expect(loadOf(plain, { takes: 90, due: 'workday 1' }, hour, hour, hour)).toEqual({
      '2026-11-23': { 'item-0': 90 },
      '2026-11-24': { 'item-1': 60, 'item-2': 60 },
      '2026-11-25': { 'item-3': 60 },
    });
  });

  it('has hours of an item that takes more than two, on as many days before its due date as it has two hours', () => {
    expect(loadOf(plain, { takes: 360, due: 'workday 6' })).toEqual({
      '2026-11-26': { 'item-0': 120 },
      '2026-11-27': { 'item-0': 120 },
      '2026-11-30': { 'item-0': 120 },
    });
    // It is cut in three equal parts, of which two lie on the first day.
    expect(loadOf(plain, { takes: 160, due: 'workday 3' })).toEqual({
      '2026-11-24': { 'item-0': 320 / 3 },
      '2026-11-25': { 'item-0': 160 / 3 },
    });
    expect(loadOf(plain, { takes: 960, due: 'workday 1' })).toEqual({ '2026-11-23': { 'item-0': 960 } });
  });

  it('has hours of a longer item from its `from` on, over days off', () => {
    const calendar = new Calendar([{ holidays: days('2026-11-26') }]);
    expect(loadOf(calendar, { takes: 240, from: 'workday 3', due: 'day 9' })).toEqual({
      '2026-11-25': { 'item-0': 60 },
      '2026-11-27': { 'item-0': 60 },
      '2026-11-30': { 'item-0': 60 },
      '2026-12-01': { 'item-0': 60 },
    });
  });

  it('has 15 minutes of an item that states no effort, and nothing of what is optional or done by others', () => {
    expect(loadOf(plain, { takes: 60, optional: true }, { takes: 60, by: 'buddy' }, {})).toEqual({
      '2026-11-23': { 'item-2': 15 },
    });
  });

  it('on the first days has what is due before the start, as far as they have room; others have done theirs by then', () => {
    const calendar = new Calendar([{ minutesPerDay: 180 }]);
    const before = { due: '9 days before start' };
    const help = { ...before, by: 'buddy' };
    const helped = { takes: 30, due: 'workday 1', after: ['item-1'] };
    expect(loadOf(calendar, { ...before, takes: 300 }, help, helped)).toEqual({
      '2026-11-23': { 'item-0': 150, 'item-2': 30 },
      '2026-11-24': { 'item-0': 150 },
    });
  });

  it('has both of two items with one id', () => {
    const loaded = loadsOf(programOf({ id: 'a', takes: 30 }, { id: 'a', takes: 60 }), plain)(monday) ?? [];
    expect(loaded.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(90);
  });

  it('is that of the schedule of who has begun today', () => {
    const of = programOf(
      { takes: 300, due: 'workday 4' },
      { takes: 100, due: 'workday 9', after: ['item-0'] },
      { takes: 70, due: 'week 2', count: { target: 7, upTo: 7, unit: 'calls' }, from: 'day 2' },
    );
    const source = { ...notBegun(of.id, monday), pinned: of, now: new Date(), ...alone };
    const days = planRun(source, { calendar: {}, people: {} }, monday).schedule().ahead();
    const loaded = loadsOf(of, plain)(monday) ?? [];
    expect(loaded.length).toBeGreaterThan(8);
    for (const day of loaded) {
      const { value } = days.next();
      expect(day).toMatchObject({ date: value.date, minutes: value.minutes });
    }
    expect(days.next().value.parts).toEqual([]);
  });
});

describe('the days', () => {
  const daysOf = (start: CalendarDate, calendar: Calendar, ...items: Partial<Item>[]) =>
    loadsOf(
      programOf(...items),
      calendar,
    )(start)?.map(({ date, workday, week, minutes }) => `${date} ${workday} ${week} ${minutes}`);
  const on = (rule: string) => ({ from: rule, due: rule });

  it('are numbered by working day and calendar week, those without work too', () => {
    const items = [
      { takes: 10, ...on('workday 1') },
      { takes: 20, ...on('workday 3') },
    ];
    expect(daysOf('2026-11-26', plain, ...items)).toEqual([
      '2026-11-26 1 1 10',
      '2026-11-27 2 1 0',
      '2026-11-30 3 2 20',
    ]);
  });

  it('begin to count in the week of the first working day', () => {
    expect(daysOf('2026-11-28', plain, { takes: 10, due: 'workday 1' })).toEqual(['2026-11-30 1 1 10']);
  });

  it('leave out days off, and end with the last that has work', () => {
    const calendar = new Calendar([{ holidays: days('2026-11-24') }]);
    expect(daysOf(monday, calendar, { takes: 20, ...on('day 3') }, { takes: 5, due: 'day 60' })).toEqual([
      '2026-11-23 1 1 5',
      '2026-11-25 2 1 20',
    ]);
    expect(daysOf(monday, calendar)).toEqual([]);
  });

  it('have dates of their own for each start, whatever schedules they share', () => {
    const loads = loadsOf(programOf({ takes: 20, ...on('workday 2') }), plain);
    const dates = (start: CalendarDate) => loads(start)?.map(({ date, week }) => `${date} ${week}`);
    expect(dates('2026-11-26')).toEqual(['2026-11-26 1', '2026-11-27 1']);
    expect(dates('2026-11-27')).toEqual(['2026-11-27 1', '2026-11-30 2']);
  });

  it('come to an end for programs that would take hours to plan', () => {
    const rising = Array.from({ length: 700 }, (_, n) => ({ takes: n + 1, ...on(`workday ${n + 1}`) }));
    const loads = loadsOf(programOf(...rising), plain);
    const loaded = loads(monday) ?? [];
    expect(loaded.map(({ minutes }) => minutes)).toEqual(loaded.map((_, n) => n + 1));
    expect(loaded.length).toBeLessThan(100);
    expect(loads('2026-11-24')).toBeUndefined();
  });
});
