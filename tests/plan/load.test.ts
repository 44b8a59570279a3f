import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { loadByDay } from '../../src/plan/load.ts';
import type { Item, Program } from '../../src/program/model.ts';

const monday: CalendarDate = '2026-11-23';

function programOf(...items: Partial<Item>[]): Program {
  return {
    format: 1,
    id: 'sample',
    title: 'Sample',
    source: '',
    roles: {},
    calendar: {},
    phases: [
      {
        id: 'week-1',
        title: 'First week',
        due: 'week 1',
        focus: [],
        groups: [],
        items: items.map((item, index) => ({
          id: `item-${index}`,
          title: 'An item',
          with: [],
          links: [],
          topics: [],
          due: 'week 1',
          after: [],
          optional: false,
          evidence: 'none',
          formerly: [],
          ...item,
        })),
      },
    ],
  };
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
    const calendar = new Calendar([{ holidays: ['2026-11-26'] }]);
    expect(loadOf(calendar, { takes: 120, from: 'workday 3', due: 'day 9' })).toEqual({
      '2026-11-25': 30,
      '2026-11-27': 30,
      '2026-11-30': 30,
      '2026-12-01': 30,
    });
    expect(loadOf(plain, { takes: 60, from: 'workday 4', due: 'workday 2' })).toEqual({ '2026-11-24': 60 });
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
