/** The four forms of due dates, compared with dates that were worked out by hand. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { ruleDate, Timeline } from '../../src/plan/timeline.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { days, leave } from '../builders.ts';

interface World {
  readonly calendar?: CalendarConfig;
  readonly leaves?: readonly Leave[];
}
type Case = [rule: string, start: CalendarDate, world: World, due: CalendarDate, why: string];

const plain: World = {};
const christmas: World = { calendar: { holidays: days('2026-12-25') } };
const bothDays: World = { calendar: { holidays: days('2026-12-24', '2026-12-25') } };
const easter: World = { calendar: { holidays: days('2027-03-26', '2027-03-29') } };
const newYear: World = { calendar: { holidays: days('2027-01-01') } };
const sunToThu: World = { calendar: { workingDays: ['sun', 'mon', 'tue', 'wed', 'thu'] } };
const sixDays: World = { calendar: { workingDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] } };
const wednesdays: World = { calendar: { workingDays: ['wed'] } };
const saturday: World = { calendar: { extraWorkingDays: days('2026-11-28') } };
const saturdayForFriday: World = {
  calendar: { holidays: days('2026-11-27'), extraWorkingDays: days('2026-11-28') },
};

function away(...leaves: Leave[]): World {
  return { leaves };
}

// 2026-11-23 is a Monday.
const tables: Record<string, Case[]> = {
  'week 1 is day 7, whatever the weekday of the start': [
    ['week 1', '2026-11-23', plain, '2026-11-27', 'Mon: Sun 29, back to Fri'],
    ['week 1', '2026-11-24', plain, '2026-11-30', 'Tue: Mon'],
    ['week 1', '2026-11-25', plain, '2026-12-01', 'Wed: Tue'],
    ['week 1', '2026-11-26', plain, '2026-12-02', 'Thu: Wed'],
    ['week 1', '2026-11-27', plain, '2026-12-03', 'Fri: Thu'],
    ['week 1', '2026-11-28', plain, '2026-12-04', 'Sat: day 1 is Mon 30; Sun 6, back to Fri'],
    ['week 1', '2026-11-29', plain, '2026-12-04', 'Sun: day 1 is Mon 30; Sun 6, back to Fri'],
  ],
  'a workday is counted': [
    ['workday 3', '2026-11-23', plain, '2026-11-25', 'Mon'],
    ['workday 3', '2026-11-24', plain, '2026-11-26', 'Tue'],
    ['workday 3', '2026-11-25', plain, '2026-11-27', 'Wed'],
    ['workday 3', '2026-11-26', plain, '2026-11-30', 'Thu: 26, 27, Mon 30'],
    ['workday 3', '2026-11-27', plain, '2026-12-01', 'Fri: 27, 30, Tue 1'],
    ['workday 3', '2026-11-28', plain, '2026-12-02', 'Sat: Mon 30, 1, 2'],
    ['workday 3', '2026-11-29', plain, '2026-12-02', 'Sun: Mon 30, 1, 2'],
    ['workday 1', '2026-11-23', plain, '2026-11-23', 'the start itself'],
  ],
  'a day of the run': [
    ['day 1', '2026-11-23', plain, '2026-11-23', 'the start itself'],
    ['day 5', '2026-11-23', plain, '2026-11-27', 'Friday'],
    ['day 6', '2026-11-23', plain, '2026-11-27', 'Saturday, back to Friday'],
    ['day 8', '2026-11-23', plain, '2026-11-30', 'the next Monday'],
    ['day 30', '2026-11-23', plain, '2026-12-22', 'start + 29: Tuesday'],
    ['day 90', '2026-11-23', plain, '2027-02-19', 'start + 89: Sat 20, back to Fri'],
    ['day 1', '2026-11-28', plain, '2026-11-30', 'start on a Saturday: day 1 is Monday'],
    ['day 1', '2026-11-29', plain, '2026-11-30', 'start on a Sunday: day 1 is Monday'],
    ['day 2', '2026-11-28', plain, '2026-12-01', 'the day after day 1, Monday'],
    ['day 6', '2026-11-28', plain, '2026-12-04', 'day 1 is Mon 30: Sat 5, back to Fri'],
    ['day 2', '2026-11-27', plain, '2026-11-27', 'Saturday, back to the start'],
  ],
  'days before the start are literal': [
    ['1 day before start', '2026-11-23', plain, '2026-11-22', 'a Sunday stays'],
    ['2 days before start', '2026-11-23', plain, '2026-11-21', 'a Saturday stays'],
    ['5 days before start', '2026-11-23', plain, '2026-11-18', 'no floor at the start'],
    ['30 days before start', '2026-11-23', plain, '2026-10-24', 'across a month'],
    ['5 days before start', '2026-11-23', away(leave('2026-11-16', '2026-11-20')), '2026-11-18', 'on leave'],
    ['3 days before start', '2026-12-28', christmas, '2026-12-25', 'a holiday stays'],
  ],
  'the end of February': [
    ['day 1', '2028-02-29', plain, '2028-02-29', 'start on 29 February'],
    ['day 2', '2028-02-28', plain, '2028-02-29', 'the day before it'],
    ['day 3', '2028-02-28', plain, '2028-03-01', 'over it'],
    ['workday 4', '2028-02-24', plain, '2028-02-29', '24, 25, 28, 29'],
    ['1 day before start', '2028-03-01', plain, '2028-02-29', 'back onto it'],
    ['day 366', '2028-02-29', plain, '2029-02-28', 'start + 365'],
    ['day 4', '2027-02-26', plain, '2027-03-01', 'no leap year: Monday 1 March'],
    ['day 4', '2100-02-26', plain, '2100-03-01', '2100 is no leap year'],
  ],
  holidays: [
    ['day 4', '2026-12-21', christmas, '2026-12-24', 'the day before a holiday'],
    ['day 5', '2026-12-21', christmas, '2026-12-24', 'on the holiday: back'],
    ['week 1', '2026-12-21', christmas, '2026-12-24', 'Sunday, back over the holiday too'],
    ['day 8', '2026-12-21', christmas, '2026-12-28', 'after it: nothing moves'],
    ['workday 5', '2026-12-21', christmas, '2026-12-28', 'left out of the count'],
    ['day 5', '2026-12-21', bothDays, '2026-12-23', 'two holidays in a row'],
    ['day 1', '2026-12-25', christmas, '2026-12-28', 'start on a holiday: day 1 is Monday'],
    ['day 3', '2027-01-01', newYear, '2027-01-06', 'start on a holiday: day 1 is Mon 4'],
    ['workday 1', '2026-12-25', christmas, '2026-12-28', 'start on a holiday'],
    ['day 8', '2027-03-22', easter, '2027-03-25', 'Easter Monday, back over Good Friday'],
  ],
  'days on which clocks change': [
    ['day 4', '2026-03-27', plain, '2026-03-30', 'Europe, spring: Fri + 3'],
    ['week 1', '2026-03-23', plain, '2026-03-27', 'Sun 29 March, back to Fri'],
    ['1 day before start', '2026-03-30', plain, '2026-03-29', 'onto the 23-hour day'],
    ['day 1', '2026-03-29', sunToThu, '2026-03-29', 'start on the 23-hour day'],
    ['day 8', '2026-03-29', sunToThu, '2026-04-05', 'a week from it'],
    ['day 3', '2026-10-24', plain, '2026-10-28', 'Europe, autumn: day 1 is Mon 26'],
    ['workday 2', '2026-10-23', plain, '2026-10-26', 'over the 25-hour day'],
    ['day 4', '2026-10-30', plain, '2026-11-02', 'America, autumn'],
    ['day 2', '2011-12-29', plain, '2011-12-30', 'a day that Apia never had'],
    ['day 3', '2011-12-29', plain, '2011-12-30', 'Saturday, back onto that day'],
  ],
  // From Monday 23 November: working day 5 is Fri 27, 10 is Fri 4 December.
  leave: [
    ['day 5', '2026-11-23', away(leave('2026-11-16', '2026-11-20')), '2026-11-27', 'before the start'],
    ['day 5', '2026-11-23', away(leave('2026-11-16', '2026-11-23')), '2026-11-30', '24 to 27, 30'],
    ['day 5', '2026-11-23', away(leave('2026-12-07', '2026-12-11')), '2026-11-27', 'after the due'],
    ['day 5', '2026-11-23', away(leave('2026-11-28', '2026-12-06')), '2026-11-27', 'from the day after it'],
    ['day 5', '2026-11-23', away(leave('2026-11-25')), '2026-11-30', 'within: a day later'],
    ['day 5', '2026-11-23', away(leave('2026-11-24', '2026-11-26')), '2026-12-02', '23, 27, 30, 1, 2'],
    ['day 5', '2026-11-23', away(leave('2026-11-27', '2026-11-29')), '2026-11-30', 'begins on the due'],
    ['day 5', '2026-11-23', away(leave('2026-11-26', '2026-11-27')), '2026-12-01', '23 to 25, 30, 1'],
    [
      'day 5',
      '2026-11-23',
      away(leave('2026-11-26', '2026-11-29')),
      '2026-12-01',
      'the weekend changes nothing',
    ],
    ['day 5', '2026-11-23', away(leave('2026-11-28', '2026-11-29')), '2026-11-27', 'days that nobody works'],
    [
      'week 1',
      '2026-11-23',
      away(leave('2026-11-28', '2026-12-06')),
      '2026-11-27',
      'working day 5, before it',
    ],
    ['day 8', '2026-11-23', away(leave('2026-11-28', '2026-12-06')), '2026-12-07', 'working day 6, after it'],
    ['day 6', '2026-11-23', away(leave('2026-11-29', '2026-12-06')), '2026-11-27', 'Sat 28 is working day 5'],
    ['day 1', '2026-11-23', away(leave('2026-11-23')), '2026-11-24', 'the first working day left'],
    ['day 1', '2026-11-23', away(leave('2026-11-23', '2026-11-27')), '2026-11-30', 'a week over day 1'],
    ['day 5', '2026-11-23', away(leave('2026-11-23', '2026-11-27')), '2026-12-04', '30, 1 to 4'],
    ['workday 1', '2026-11-23', away(leave('2026-11-23', '2026-11-27')), '2026-11-30', 'a week over day 1'],
    ['workday 3', '2026-11-23', away(leave('2026-11-25', '2026-11-26')), '2026-11-27', '23, 24, 27'],
    ['workday 5', '2026-11-23', away(leave('2026-11-27', '2026-11-30')), '2026-12-01', 'over a weekend'],
    ['day 1', '2026-11-28', away(leave('2026-11-30', '2026-12-01')), '2026-12-02', 'over day 1, Mon 30'],
    [
      'day 5',
      '2026-11-23',
      away(leave('2026-11-24', '2027-12-05')),
      '2027-12-09',
      'over a year: 6 to 9 December',
    ],
    [
      'day 3',
      '2026-11-23',
      away(leave('2026-11-25'), leave('2026-11-26', '2026-11-27')),
      '2026-11-30',
      'touching',
    ],
    [
      'day 2',
      '2026-11-23',
      away(leave('2026-11-24', '2026-11-26'), leave('2026-11-25', '2026-11-27')),
      '2026-11-30',
      'overlapping',
    ],
    [
      'day 2',
      '2026-11-23',
      away(leave('2026-11-24', '2026-11-27'), leave('2026-11-25')),
      '2026-11-30',
      'one in the other',
    ],
    ['day 2', '2026-11-23', away(leave('2026-11-27', '2026-11-24')), '2026-11-24', 'a reversed one is none'],
    [
      'day 4',
      '2026-12-21',
      { ...christmas, ...away(leave('2026-12-24', '2026-12-28')) },
      '2026-12-29',
      'over a holiday: 21 to 23, 29',
    ],
    [
      'week 1',
      '2026-12-21',
      { ...christmas, ...away(leave('2026-12-24', '2026-12-28')) },
      '2026-12-29',
      'Sun 27, back to Thu 24: working day 4',
    ],
  ],
  'make-up days': [
    ['day 6', '2026-11-23', saturday, '2026-11-28', 'a Saturday that is worked stays'],
    ['week 1', '2026-11-23', saturday, '2026-11-28', 'Sunday, back to the Saturday'],
    ['workday 6', '2026-11-23', saturday, '2026-11-28', 'it counts'],
    ['day 1', '2026-11-28', saturday, '2026-11-28', 'start on one: it is day 1'],
    ['day 3', '2026-11-28', saturday, '2026-11-30', 'the Monday after it'],
    ['workday 5', '2026-11-23', saturdayForFriday, '2026-11-28', 'in place of Friday'],
    ['day 5', '2026-11-23', saturdayForFriday, '2026-11-26', 'Friday is off: back to Thursday'],
  ],
  'other working weeks': [
    ['day 5', '2026-11-22', sunToThu, '2026-11-26', 'Sun to Thu: Thursday'],
    ['day 6', '2026-11-22', sunToThu, '2026-11-26', 'Sun to Thu: Friday, back'],
    ['week 1', '2026-11-22', sunToThu, '2026-11-26', 'Sun to Thu: Saturday, back'],
    ['week 1', '2026-11-23', sunToThu, '2026-11-29', 'Sun to Thu: a Sunday stays'],
    ['day 1', '2026-11-27', sunToThu, '2026-11-29', 'Sun to Thu: start on a Friday, day 1 is Sunday'],
    ['workday 5', '2026-11-22', sunToThu, '2026-11-26', 'Sun to Thu'],
    ['workday 6', '2026-11-22', sunToThu, '2026-11-29', 'Sun to Thu: the next Sunday'],
    ['week 1', '2026-11-23', sixDays, '2026-11-28', 'Mon to Sat'],
    ['day 1', '2026-11-23', wednesdays, '2026-11-25', 'Wednesdays only: the first one is day 1'],
    ['week 1', '2026-11-23', wednesdays, '2026-11-25', 'Wednesdays only: Tue 1, back to day 1'],
    ['day 4', '2026-11-26', wednesdays, '2026-12-02', 'Wednesdays only: Sat 5, back to day 1'],
    ['workday 3', '2026-11-23', wednesdays, '2026-12-09', 'Wednesdays only: 25, 2, 9'],
  ],
};

describe.each(Object.entries(tables))('%s', (_, cases) => {
  test.each(cases)('%s from %s, case %#', (rule, start, { calendar = {}, leaves = [] }, due, why) => {
    const timeline = new Timeline(start, new Calendar([calendar], leaves));
    expect(ruleDate(rule, start, timeline), why).toBe(due);
  });
});

test('a rule is held back to the end of its phase, what comes before the start is not', () => {
  const timeline = new Timeline('2026-11-23', new Calendar([]));
  expect(ruleDate('day 30', '2026-11-23', timeline, 5)).toBe('2026-11-27');
  expect(ruleDate('workday 3', '2026-11-23', timeline, 5)).toBe('2026-11-25');
  expect(ruleDate('5 days before start', '2026-11-23', timeline, 5)).toBe('2026-11-18');
});

test.each(['day 0', 'week', 'workday -1', 'Day 1', 'day 1000', ''])('%j is no rule', (rule) => {
  const timeline = new Timeline('2026-11-23', new Calendar([]));
  expect(() => ruleDate(rule, '2026-11-23', timeline)).toThrow(TypeError);
});
