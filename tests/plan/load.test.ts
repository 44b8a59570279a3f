import { describe, expect, it } from 'vitest';
import { type CalendarDate, dayCount } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { loadByDay, loadedDays, workOf } from '../../src/plan/load.ts';
import type { Item, Program } from '../../src/program/model.ts';
import { days, phase, program } from '../builders.ts';

const monday: CalendarDate = '2026-11-23';

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

function loadOf(calendar: Calendar, ...items: Partial<Item>[]): Record<string, number> {
  return Object.fromEntries(loadByDay(programOf(...items), monday, calendar));
}

describe('loadByDay', () => {
  const plain = new Calendar([]);

  it('puts an item on its due date', () => {
    expect(loadOf(plain, { takes: 30, due: 'workday 3' }, { takes: 480, due: 'workday 3' })).toEqual({
      '2026-11-25': 510,
    });
  });

  it('spreads more than a day of work over the days before its due date, from the start on', () => {
    expect(loadOf(plain, { takes: 960, due: 'workday 6' })).toEqual({ '2026-11-27': 480, '2026-11-30': 480 });
    expect(loadOf(plain, { takes: 961, due: 'workday 3' })).toEqual({
      '2026-11-23': 961 / 3,
      '2026-11-24': 961 / 3,
      '2026-11-25': 961 / 3,
    });
    expect(loadOf(plain, { takes: 960, due: 'workday 1' })).toEqual({ '2026-11-23': 960 });
  });

  it('spreads an item with a `from` over the working days from there on, both ends included', () => {
    const calendar = new Calendar([{ holidays: days('2026-11-26') }]);
    expect(loadOf(calendar, { takes: 120, from: 'workday 3', due: 'day 9' })).toEqual({
      '2026-11-25': 30,
      '2026-11-27': 30,
      '2026-11-30': 30,
      '2026-12-01': 30,
    });
    // It is due no earlier than its `from`.
    expect(loadOf(plain, { takes: 60, from: 'workday 4', due: 'workday 2' })).toEqual({ '2026-11-26': 60 });
  });

  it('leaves out what is optional, what others do, and what has no effort', () => {
    expect(loadOf(plain, { takes: 60, optional: true }, { takes: 60, by: 'buddy' }, {})).toEqual({});
  });

  it('keeps the days in order, and a due date that is no working day', () => {
    const items = [
      { takes: 10, due: 'workday 2' },
      { takes: 20, due: '1 day before start' },
    ];
    expect([...loadByDay(programOf(...items), monday, plain)]).toEqual([
      ['2026-11-22', 20],
      ['2026-11-24', 10],
    ]);
  });
});

describe('workOf', () => {
  it('says on which days each item lies, and how much of it on each', () => {
    const two = programOf({ takes: 960, due: 'workday 6' }, { takes: 60, from: 'day 2', due: 'day 3' });
    expect(workOf(two, monday, new Calendar([]))).toMatchObject([
      {
        item: { id: 'item-0' },
        first: dayCount('2026-11-27'),
        last: dayCount('2026-11-30'),
        perDay: 480,
      },
      { item: { id: 'item-1' }, first: dayCount(monday) + 1, last: dayCount(monday) + 2, perDay: 30 },
    ]);
  });

  it('begins on the working day that the effort needs, over holidays', () => {
    const calendar = new Calendar([{ holidays: days('2026-11-26', '2026-11-30') }]);
    const [work] = workOf(programOf({ takes: 1440, due: 'day 9' }), monday, calendar);
    expect(work?.first).toBe(dayCount('2026-11-25'));
  });
});

describe('loadedDays', () => {
  const daysOf = (start: CalendarDate, calendar: Calendar, ...items: Partial<Item>[]) =>
    loadedDays(workOf(programOf(...items), start, calendar), start, calendar).map(
      ({ date, workday, week, minutes }) => `${date} ${workday} ${week} ${minutes}`,
    );

  it('numbers working days and calendar weeks, and names days without work', () => {
    const items = [
      { takes: 10, due: 'workday 1' },
      { takes: 20, due: 'workday 3' },
    ];
    expect(daysOf('2026-11-26', new Calendar([]), ...items)).toEqual([
      '2026-11-26 1 1 10',
      '2026-11-27 2 1 0',
      '2026-11-30 3 2 20',
    ]);
  });

  it('begins to count in the week of the first working day', () => {
    expect(daysOf('2026-11-28', new Calendar([]), { takes: 10, due: 'workday 1' })).toEqual([
      '2026-11-30 1 1 10',
    ]);
  });

  it('leaves out what lies before the start, and days off', () => {
    const calendar = new Calendar([{ holidays: days('2026-11-24') }]);
    const items = [
      { takes: 10, due: '2 days before start' },
      { takes: 20, due: 'day 3' },
    ];
    expect(daysOf(monday, calendar, ...items)).toEqual(['2026-11-23 1 1 0', '2026-11-25 2 1 20']);
    expect(daysOf(monday, calendar)).toEqual(['2026-11-23 1 1 0']);
  });

  it('10,000 items spread over a thousand days each', () => {
    const items = Array.from({ length: 10_000 }, () => ({ takes: 71_200, from: 'day 1', due: 'day 996' }));
    const loaded = daysOf(monday, new Calendar([]), ...items);
    expect(loaded).toHaveLength(712);
    expect(loaded.every((day) => day.endsWith(' 1000000'))).toBe(true);
  });
});
