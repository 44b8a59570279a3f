/** Working days as numbers: day 1, where phases end, how `workday N` is fitted, stretched runs, and the day of the run. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate, Weekday } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { Timeline } from '../../src/plan/timeline.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { days, leave, phase, program, Story } from '../builders.ts';

const monToWed: Weekday[] = ['mon', 'tue', 'wed'];
/** Monday. */
const start: CalendarDate = '2026-11-23';

/** Phases in the form `week 1: workday 5, workday 3`: the end, and the rules of items. */
function phases(...texts: string[]) {
  return texts.map((text, at) => {
    const [due = '', rules = ''] = text.split(': ');
    const items = rules.split(', ').filter(Boolean);
    return phase(
      `p${at}`,
      due,
      items.map((rule, index) => ({ id: `i${at}-${index}`, due: rule })),
    );
  });
}

function timeline(
  texts: readonly string[],
  workingDays: Weekday[],
  from: CalendarDate = start,
  leaves: readonly Leave[] = [],
): Timeline {
  return new Timeline(from, new Calendar([{ workingDays }], leaves), phases(...texts));
}

describe('day 1 is the first working day from the start on, leave apart', () => {
  const cases: [CalendarDate, CalendarConfig, Leave[], CalendarDate, string][] = [
    ['2026-11-23', {}, [], '2026-11-23', 'a Monday'],
    ['2026-11-28', {}, [], '2026-11-30', 'a Saturday'],
    ['2026-11-27', { holidays: days('2026-11-27') }, [], '2026-11-30', 'a holiday before a weekend'],
    ['2026-11-28', { extraWorkingDays: days('2026-11-28') }, [], '2026-11-28', 'a Saturday that is worked'],
    ['2026-11-26', { workingDays: monToWed }, [], '2026-11-30', 'a Thursday, for Mon to Wed'],
    ['2026-11-23', {}, [leave('2026-11-23', '2026-12-04')], '2026-11-23', 'leave leaves it where it is'],
  ];
  test.each(cases)('from %s, case %#', (from, calendar, leaves, day1, why) => {
    expect(new Timeline(from, new Calendar([calendar], leaves)).day1, why).toBe(day1);
  });
});

describe('phases end on the working day of their `day` or `week`', () => {
  const week: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
  const cases: [string, string[], Weekday[], number[]][] = [
    // Day 30 is Tue 22 December: four weeks and two days.
    ['five days a week', ['day 1', 'week 1', 'day 30'], week, [1, 5, 22]],
    // Day 30 is Tue 22 December: four weeks of three days, and two.
    ['three days a week', ['day 1', 'week 1', 'day 30'], monToWed, [1, 3, 14]],
    // Day 1 is Wed 25 November, week 1 ends on Tue 1 December, day 30 is Thu 24: Wednesdays 25, 2, 9, 16, 23.
    ['one day a week: each phase has one at least', ['day 1', 'week 1', 'day 30'], ['wed'], [1, 2, 5]],
    // Day 5 is Friday; Sunday goes back to that Friday, and a day later is the first one after it.
    ['two that would end together', ['day 5', 'week 1'], week, [5, 6]],
    ['two with the same rule', ['week 1', 'week 1'], week, [5, 6]],
    ['a `workday` ends on that day', ['workday 3', 'week 1', 'workday 8'], week, [3, 5, 8]],
    ['and never before the phase before it', ['week 1', 'workday 2'], week, [5, 5]],
    // The last rule is fitted: 8 of 8 is the third of the three days.
    ['a `workday` belongs to the phase after it', ['workday 4: workday 8', 'week 1'], monToWed, [2, 3]],
  ];
  test.each(cases)('%s', (_, texts, workingDays, ends) => {
    expect(timeline(texts, workingDays).ends).toEqual(ends);
  });

  test('leave moves the dates of the ends, not the ends', () => {
    const line = timeline(['day 1', 'week 1'], week, start, [leave('2026-11-23', '2026-11-24')]);
    expect(line.ends).toEqual([1, 5]);
    // Left are 25, 26, 27, 30, 1.
    expect(line.ends.map((end) => line.dateAt(end))).toEqual(['2026-11-25', '2026-12-01']);
    expect(line.ends.map((end) => line.baseDateAt(end))).toEqual(['2026-11-23', '2026-11-27']);
  });
});

describe('`workday N` is fitted into its phase', () => {
  // Mon to Wed: day 1 has one day, week 1 two more, day 30 eleven more. The rules suppose 1, 4 and 17.
  const squeezed = timeline(['day 1', 'week 1: workday 5', 'day 30: workday 22'], monToWed);
  const cases: [number, number, string][] = [
    [1, 1, 'day 1 has all its days'],
    [2, 2, '1 + 1 × 2/4, rounded up'],
    [3, 2, '1 + 2 × 2/4'],
    [4, 3, '1 + 3 × 2/4, rounded up'],
    [5, 3, 'the end of week 1'],
    [6, 4, '3 + 1 × 11/17, rounded up'],
    [14, 9, '3 + 9 × 11/17 = 8.8, rounded up'],
    [22, 14, 'the end of day 30'],
    [23, 15, 'past the last phase: a day after its end'],
  ];
  test.each(cases)('workday %i of the rules is working day %i: %s', (n, workday) => {
    expect(squeezed.workdayOf(`workday ${n}`)).toBe(workday);
  });

  test('what is squeezed is known for each phase', () => {
    expect(squeezed.squeezes).toEqual([
      { phase: 1, workdays: 2, supposed: 4 },
      { phase: 2, workdays: 11, supposed: 17 },
    ]);
    expect([1, 2, 5, 6, 22, 23].map((n) => squeezed.squeezeOf(n)?.phase)).toEqual([
      undefined,
      1,
      1,
      2,
      2,
      undefined,
    ]);
  });

  test('where no N lies beyond its phase, N is the Nth working day', () => {
    const roomy = timeline(['day 1', 'week 1: workday 3', 'day 30: workday 14'], monToWed);
    expect([1, 2, 3, 4, 14, 20].map((n) => roomy.workdayOf(`workday ${n}`))).toEqual([1, 2, 3, 4, 14, 20]);
    expect(roomy.squeezes).toEqual([]);
  });

  test('a phase that is squeezed shifts the phases after it only where these need it', () => {
    // Week 1 supposes 5 and has 3; day 30 has 11 days for the eleven rules 6 to 16, a day each.
    const line = timeline(['week 1: workday 5', 'day 30: workday 16'], monToWed);
    expect(line.squeezes).toEqual([{ phase: 0, workdays: 3, supposed: 5 }]);
    expect([5, 6, 16].map((n) => line.workdayOf(`workday ${n}`))).toEqual([3, 4, 14]);
  });

  test('a `from` counts among the rules, and a phase that ends on a `workday` is squeezed with the next', () => {
    const line = new Timeline(start, new Calendar([{ workingDays: monToWed }]), [
      { due: 'workday 3', items: [] },
      { due: 'day 30', items: [{ due: 'day 30', from: 'workday 28' }] },
    ]);
    // 28 rules on 14 days: two a day.
    expect([1, 2, 3, 28].map((n) => line.workdayOf(`workday ${n}`))).toEqual([1, 1, 2, 14]);
    expect(line.ends).toEqual([2, 14]);
  });

  test('holidays squeeze as a short week does', () => {
    const calendar = new Calendar([{ holidays: days('2026-11-26', '2026-11-27') }]);
    const line = new Timeline(start, calendar, phases('week 1: workday 4, workday 5'));
    // 5 rules on 3 days: 3 × 3/5 = 1.8, 4 × 3/5 = 2.4.
    expect([3, 4, 5].map((n) => line.dateAt(line.workdayOf(`workday ${n}`) ?? 0))).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-25',
    ]);
  });

  test('leave squeezes nothing', () => {
    const line = timeline(['week 1: workday 5'], monToWed.concat('thu', 'fri'), start, [
      leave('2026-11-23', '2026-12-31'),
    ]);
    expect(line.squeezes).toEqual([]);
  });

  test('what counts back from the start is no working day', () => {
    expect(squeezed.workdayOf('3 days before start')).toBeUndefined();
  });
});

describe('a run that is stretched has as many working days as the own week of the program', () => {
  const ownWeek = new Calendar([]);
  const hire = new Calendar([{ workingDays: monToWed }]);
  const stretched = new Timeline(
    start,
    hire,
    phases('day 1', 'week 1', 'day 30: workday 22', 'day 90'),
    ownWeek,
  );

  test('so that nothing is squeezed', () => {
    // Day 90 of Mon to Fri: 12 weeks of five, and Mon to Sat.
    expect(stretched.ends).toEqual([1, 5, 22, 65]);
    expect(stretched.squeezes).toEqual([]);
  });

  test('and its ends move', () => {
    expect(stretched.ends.map((end) => stretched.dateAt(end))).toEqual([
      '2026-11-23',
      // 23, 24, 25, 30, 1.
      '2026-12-01',
      // Seven weeks of three days, and a Monday.
      '2027-01-11',
      // 21 weeks of three days, Monday and Tuesday.
      '2027-04-20',
    ]);
  });

  test('day 1 is that of the own calendar', () => {
    const line = new Timeline('2026-11-26', hire, phases('day 1', 'week 1'), ownWeek);
    expect(line.day1).toBe('2026-11-30');
    // Thursday to Wednesday have five days of the program's week: 30, 1, 2, 7, 8.
    expect(line.ends.map((end) => line.dateAt(end))).toEqual(['2026-11-30', '2026-12-08']);
  });

  test('a plan of it ends on the number of its last day', () => {
    const story = new Story();
    const of = program(phases('day 1', 'day 90'));
    const planOf = (stretch: boolean) =>
      makePlan(of, { ...story.progress, stretch }, story.calendar({ workingDays: monToWed }), start);
    // Mon 23 November is day 1, Tue 20 April 149 days on.
    expect([planOf(true).lastDay, planOf(true).phases[1]?.due]).toEqual([149, '2027-04-20']);
    // Day 90 is Saturday 20 February: back to Wed 17.
    expect([planOf(false).lastDay, planOf(false).phases[1]?.due]).toEqual([90, '2027-02-17']);
  });

  test('the own week of the program is the one in its calendar', () => {
    const story = new Story();
    const of = {
      ...program(phases('week 2')),
      calendar: { workingDays: ['mon', 'tue', 'wed', 'thu'] as Weekday[] },
    };
    const calendar = story.calendar({ workingDays: ['mon', 'tue'] });
    // Eight working days of four a week are four weeks of two.
    expect(makePlan(of, { ...story.progress, stretch: true }, calendar, start).phases[0]?.due).toBe(
      '2026-12-15',
    );
  });
});

describe('the day of the run', () => {
  const tables: Record<string, [CalendarDate, Calendar, [CalendarDate, number, string][]]> = {
    'over a weekend': [
      '2026-11-23',
      new Calendar([]),
      [
        ['2026-11-22', 0, 'the day before'],
        ['2026-10-01', 0, 'long before'],
        ['2026-11-23', 1, 'the start'],
        ['2026-11-27', 5, 'Friday'],
        ['2026-11-28', 6, 'Saturday'],
        ['2026-11-29', 7, 'Sunday'],
        ['2026-11-30', 8, 'Monday'],
      ],
    ],
    'over a holiday': [
      '2026-12-21',
      new Calendar([{ holidays: days('2026-12-24', '2026-12-25') }]),
      [
        ['2026-12-23', 3, 'Wednesday'],
        ['2026-12-24', 4, 'a holiday'],
        ['2026-12-27', 7, 'Sunday'],
        ['2026-12-28', 8, 'Monday'],
      ],
    ],
    'on leave': [
      '2026-11-23',
      new Calendar([], [leave('2026-11-26', '2026-11-29'), leave('2026-12-07')]),
      [
        ['2026-11-25', 3, 'the day before'],
        ['2026-11-26', 3, 'frozen'],
        ['2026-11-29', 3, 'frozen on the weekend, too'],
        ['2026-11-30', 4, 'the 4th working day was Thursday 26, day 4'],
        ['2026-12-01', 5, 'the 5th was Friday 27, day 5'],
        ['2026-12-02', 8, 'the 6th was Monday 30, day 8'],
        ['2026-12-04', 10, 'the 8th was Wednesday 2, day 10'],
        ['2026-12-06', 10, 'the 9th was Thursday 3, day 11: no further than 10'],
        ['2026-12-07', 10, 'frozen again'],
        ['2026-12-08', 11, 'the 9th'],
      ],
    ],
    'leave over day 1': [
      '2026-11-23',
      new Calendar([], [leave('2026-11-23', '2026-11-24')]),
      [
        ['2026-11-24', 0, 'not yet at work'],
        ['2026-11-25', 1, 'the first day at work'],
        ['2026-11-27', 3, 'the third'],
        ['2026-11-29', 3, 'the 4th was Thursday, day 4: no further than 3'],
        ['2026-11-30', 4, 'the 4th'],
      ],
    ],
    'leave on a weekend': [
      '2026-11-23',
      new Calendar([], [leave('2026-11-28', '2026-11-29')]),
      [
        ['2026-11-27', 5, 'Friday'],
        ['2026-11-29', 5, 'frozen'],
        ['2026-11-30', 8, 'as if there had been no leave'],
      ],
    ],
    'a start on a Saturday': [
      '2026-11-28',
      new Calendar([]),
      [
        ['2026-11-28', 0, 'the start'],
        ['2026-11-29', 0, 'Sunday'],
        ['2026-11-30', 1, 'day 1'],
        ['2026-12-05', 6, 'a week on'],
      ],
    ],
    'a Saturday that is worked': [
      '2026-11-23',
      new Calendar([{ extraWorkingDays: days('2026-11-28') }]),
      [
        ['2026-11-27', 5, 'Friday'],
        ['2026-11-28', 6, 'Saturday'],
        ['2026-11-29', 7, 'Sunday'],
      ],
    ],
    // Day 30 is Tuesday 22 December, four working days later Monday 28.
    'day 30 after a leave of four working days': [
      '2026-11-23',
      new Calendar([], [leave('2026-12-01', '2026-12-04')]),
      [['2026-12-28', 30, 'the 22nd working day']],
    ],
  };
  describe.each(Object.entries(tables))('%s', (_, [from, calendar, cases]) => {
    test.each(cases)('%s is day %i: %s', (date, day) => {
      expect(new Timeline(from, calendar).dayOn(date)).toBe(day);
    });
  });
});

test('a calendar without a working day is refused, with its name', () => {
  expect(() => new Timeline(start, new Calendar([{ workingDays: [] }]))).toThrow(
    /the calendar has no working day in the 366 days from Mon 23 Nov 2026 on/,
  );
});
