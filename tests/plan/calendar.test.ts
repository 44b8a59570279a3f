/** Which days are working days, what they are called, and whose settings decide that. */
import { describe, expect, test } from 'vitest';
import { addDays, type CalendarDate, dayCount } from '../../src/dates.ts';
import { UserError } from '../../src/errors.ts';
import { Calendar, type CalendarDay, type DayKind } from '../../src/plan/calendar.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import { days, leave } from '../builders.ts';

// 2026-11-23 is a Monday.
describe('kinds of days', () => {
  const calendar = new Calendar(
    [{ holidays: days('2026-11-26', '2026-11-28', '2026-11-30') }],
    [leave('2026-11-29', '2026-12-01')],
  );
  const cases: [CalendarDate, DayKind][] = [
    ['2026-11-25', 'working'],
    ['2026-11-26', 'holiday'],
    ['2026-11-28', 'holiday'],
    ['2026-11-22', 'weekend'],
    ['2026-11-29', 'leave'],
    ['2026-11-30', 'leave'],
    ['2026-12-01', 'leave'],
    ['2026-12-02', 'working'],
  ];
  test.each(cases)('%s: %s', (date, kind) => {
    expect(calendar.kindOf(date)).toBe(kind);
    expect(calendar.isWorking(date)).toBe(kind === 'working');
  });
});

describe('program, workspace, hire: the last to name a key decides it, and replaces', () => {
  const program: CalendarConfig = { workingDays: ['mon', 'tue'], holidays: days('2026-11-24') };
  const worked: CalendarConfig = { extraWorkingDays: days('2026-11-25') };
  const cases: [string, CalendarConfig[], DayKind[]][] = [
    ['nobody says anything', [], ['working', 'working', 'working']],
    ['the program alone', [program], ['working', 'holiday', 'weekend']],
    [
      'the workspace names holidays',
      [program, { holidays: days('2026-11-23') }],
      ['holiday', 'working', 'weekend'],
    ],
    ['the workspace names none', [program, { holidays: [] }], ['working', 'working', 'weekend']],
    ['the hire names days', [program, {}, { workingDays: ['wed'] }], ['weekend', 'holiday', 'working']],
    ['the workspace names a make-up day', [program, worked], ['working', 'holiday', 'working']],
    [
      'the hire names another one',
      [program, worked, { extraWorkingDays: days('2026-12-05') }],
      ['working', 'holiday', 'weekend'],
    ],
    ['the hire names none', [program, worked, { extraWorkingDays: [] }], ['working', 'holiday', 'weekend']],
  ];
  test.each(cases)('%s', (_, layers, kinds) => {
    const calendar = new Calendar(layers);
    expect(
      (['2026-11-23', '2026-11-24', '2026-11-25'] as const).map((date) => calendar.kindOf(date)),
    ).toEqual(kinds);
  });
});

describe('make-up days', () => {
  // Saturday 28 November is worked for Friday 27; the number is that of the working days from Monday 23 to Sunday 29.
  const off = days('2026-11-27', '2026-11-28');
  const on = days('2026-11-28');
  const cases: [string, CalendarConfig[], DayKind, number][] = [
    ['beat the weekend', [{ extraWorkingDays: on }], 'working', 6],
    ['beat a holiday of the same calendar', [{ holidays: off, extraWorkingDays: on }], 'working', 5],
    ['the nearer list is the make-up days', [{ holidays: off }, { extraWorkingDays: on }], 'working', 5],
    ['the nearer list is the holidays', [{ extraWorkingDays: on }, { holidays: off }], 'holiday', 4],
    [
      'the nearest list of holidays has it no more',
      [{ extraWorkingDays: on }, { holidays: off }, { holidays: [] }],
      'working',
      6,
    ],
    [
      'the make-up days of the hire, against all others',
      [{ extraWorkingDays: on }, { holidays: off }, { extraWorkingDays: on }],
      'working',
      5,
    ],
  ];
  test.each(cases)('%s', (_, layers, kind, workdays) => {
    const calendar = new Calendar(layers);
    expect(calendar.kindOf('2026-11-28')).toBe(kind);
    expect(calendar.workdaysBetween('2026-11-22', '2026-11-29')).toBe(workdays);
  });

  test('leave counts more than a make-up day', () => {
    const calendar = new Calendar([{ extraWorkingDays: on }], [leave('2026-11-27', '2026-11-28')]);
    expect(calendar.kindOf('2026-11-28')).toBe('leave');
    expect(calendar.workdaysBetween('2026-11-22', '2026-11-29')).toBe(4);
  });

  test('one on a day that is worked anyway adds nothing', () => {
    const calendar = new Calendar([{ extraWorkingDays: days('2026-11-25') }]);
    expect(calendar.workdaysBetween('2026-11-22', '2026-11-29')).toBe(5);
  });

  test('the lists that count, in order', () => {
    const calendar = new Calendar([{ holidays: off, extraWorkingDays: days('2026-12-05', '2026-11-28') }]);
    expect(calendar.holidays).toEqual(days('2026-11-27'));
    expect(calendar.extraWorkingDays).toEqual(days('2026-11-28', '2026-12-05'));
    expect(calendar.lastHoliday).toBe('2026-11-27');
  });
});

describe('a day has its name and where that comes from', () => {
  const calendar = new Calendar(
    [
      {
        holidays: [
          { date: '2026-12-24', name: 'Christmas Eve', source: 'company.ics' },
          { date: '2026-12-26', name: 'Boxing Day' },
          { date: '2026-12-31' },
        ],
        extraWorkingDays: [
          { date: '2026-12-19', name: 'for 31 December', source: 'company.ics' },
          { date: '2026-12-21', name: 'a Monday' },
        ],
      },
    ],
    [leave('2026-12-28', '2026-12-31')],
  );
  const cases: [CalendarDate, Omit<CalendarDay, 'date'>][] = [
    ['2026-12-18', { kind: 'working', extra: false }],
    ['2026-12-19', { kind: 'working', extra: true, name: 'for 31 December', source: 'company.ics' }],
    ['2026-12-20', { kind: 'weekend', extra: false }],
    ['2026-12-24', { kind: 'holiday', extra: false, name: 'Christmas Eve', source: 'company.ics' }],
    ['2026-12-26', { kind: 'holiday', extra: false, name: 'Boxing Day' }],
    ['2026-12-31', { kind: 'leave', extra: false }],
  ];
  test.each(cases)('%s', (date, day) => {
    expect(calendar.dayOn(date)).toEqual({ date, ...day });
  });

  test('the nearer list of holidays names them all, or none', () => {
    const nearer = new Calendar([
      { holidays: [{ date: '2026-12-24', name: 'Eve' }] },
      { holidays: days('2026-12-24') },
    ]);
    expect(nearer.dayOn('2026-12-24')).toEqual({ date: '2026-12-24', kind: 'holiday', extra: false });
  });
});

describe('how long a working day is, and how far the list of holidays reaches', () => {
  const cases: [string, CalendarConfig[], number, CalendarDate | undefined][] = [
    ['nobody says it: six hours', [], 360, undefined],
    ['the nearest says it', [{ minutesPerDay: 240 }, { minutesPerDay: 120 }], 120, undefined],
    ['as far as the list says', [{ holidaysUntil: '2027-12-31' }], 360, '2027-12-31'],
    [
      'another list reaches as far as it says itself',
      [{ holidays: [], holidaysUntil: '2027-12-31' }, { holidays: days('2026-12-25') }],
      360,
      undefined,
    ],
    [
      'said beside the list of another',
      [{ holidays: days('2026-12-25') }, { holidaysUntil: '2026-12-31' }],
      360,
      '2026-12-31',
    ],
  ];
  test.each(cases)('%s', (_, layers, minutes, until) => {
    const calendar = new Calendar(layers);
    expect([calendar.minutesPerDay, calendar.holidaysUntil]).toEqual([minutes, until]);
  });
});

describe('until when a leave lasts', () => {
  const calendar = new Calendar(
    [],
    [leave('2026-11-25', '2026-11-27'), leave('2026-11-28', '2026-11-29'), leave('2026-12-10', '2026-12-09')],
  );
  const cases: [CalendarDate, CalendarDate | undefined, string][] = [
    ['2026-11-24', undefined, 'before'],
    ['2026-11-25', '2026-11-29', 'two that touch are one'],
    ['2026-11-29', '2026-11-29', 'the last day'],
    ['2026-11-30', undefined, 'after'],
    ['2026-12-09', undefined, 'a reversed one is none'],
  ];
  test.each(cases)('%s: %s (%s)', (date, until) => {
    expect(calendar.leaveUntil(date)).toBe(until);
  });
});

describe('the next working day', () => {
  /** Every day a working day, but none of so many from Monday 23 November on. */
  const idle = (length: number) =>
    new Calendar([
      {
        workingDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
        holidays: days(...Array.from({ length }, (_, index) => addDays('2026-11-23', index))),
      },
    ]);

  test('is found within a year', () => {
    // 365 days after Monday 23 November 2026.
    expect(idle(365).nthWorkday('2026-11-23', 1)).toBe('2027-11-23');
    expect(idle(365).nthWorkday('2026-11-23', 3)).toBe('2027-11-25');
  });

  test('is none for a calendar that has none in 366 days: it is named', () => {
    const find = () => idle(367).nthWorkday('2026-11-23', 1);
    expect(find).toThrow(UserError);
    expect(find).toThrow(/no working day in the 366 days from Mon 23 Nov 2026 on/);
    expect(find).toThrow(/people work mon, tue, wed, thu, fri, sat, sun, and 367 days are holidays/);
  });

  test('is none where nobody works on any day of the week', () => {
    expect(() => new Calendar([{ workingDays: [] }]).nthWorkday('2026-11-23', 1)).toThrow(UserError);
  });

  test('comes after a leave of any length', () => {
    // Wednesday 1 January 2031 follows a leave of more than four years.
    const calendar = new Calendar([], [leave('2026-11-23', '2030-12-31')]);
    expect(calendar.nthWorkday('2026-11-23', 1)).toBe('2031-01-01');
  });

  test('comes after days off, some of which are leave as well', () => {
    const layers = {
      holidays: days(...Array.from({ length: 300 }, (_, index) => addDays('2026-11-23', index))),
    };
    const calendar = new Calendar([layers], [leave('2026-12-01', '2026-12-31')]);
    // 300 days from 23 November are over on Saturday 18 September 2027.
    expect(calendar.nthWorkday('2026-11-23', 1)).toBe('2027-09-20');
  });

  test('takes days of leave as worked days where it is asked to', () => {
    const calendar = new Calendar([], [leave('2026-11-23', '2026-11-27')]);
    const monday = dayCount('2026-11-23');
    expect(calendar.workdayFrom(monday, false)).toBe(monday);
    expect(calendar.workdayFrom(monday)).toBe(dayCount('2026-11-30'));
    expect(calendar.countWorkdays(monday, dayCount('2026-11-30'))).toBe(1);
    expect(calendar.countWorkdays(monday, dayCount('2026-11-30'), false)).toBe(6);
  });
});
