/** Which days are working days, and whose settings decide that. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { Calendar, type DayKind } from '../../src/plan/calendar.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import { leave } from '../builders.ts';

// 2026-11-23 is a Monday.
describe('kinds of days', () => {
  const calendar = new Calendar(
    [{ holidays: ['2026-11-26', '2026-11-28', '2026-11-30'] }],
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
  const program: CalendarConfig = { workingDays: ['mon', 'tue'], holidays: ['2026-11-24'] };
  const cases: [string, CalendarConfig[], DayKind[]][] = [
    ['nobody says anything', [], ['working', 'working', 'working']],
    ['the program alone', [program], ['working', 'holiday', 'weekend']],
    [
      'the workspace names holidays',
      [program, { holidays: ['2026-11-23'] }],
      ['holiday', 'working', 'weekend'],
    ],
    ['the workspace names none', [program, { holidays: [] }], ['working', 'working', 'weekend']],
    ['the hire names days', [program, {}, { workingDays: ['wed'] }], ['weekend', 'holiday', 'working']],
  ];
  test.each(cases)('%s', (_, layers, kinds) => {
    const calendar = new Calendar(layers);
    expect(
      (['2026-11-23', '2026-11-24', '2026-11-25'] as const).map((date) => calendar.kindOf(date)),
    ).toEqual(kinds);
  });
});

describe('the day of the run', () => {
  const calendar = new Calendar([], [leave('2026-11-26', '2026-11-29'), leave('2026-12-07')]);
  const cases: [CalendarDate, number, string][] = [
    ['2026-11-22', 0, 'the day before'],
    ['2026-10-01', 0, 'long before'],
    ['2026-11-23', 1, 'the start'],
    ['2026-11-25', 3, ''],
    ['2026-11-26', 3, 'frozen on leave'],
    ['2026-11-29', 3, 'frozen on leave'],
    ['2026-11-30', 4, 'back'],
    ['2026-12-07', 10, 'frozen again'],
    ['2026-12-08', 11, ''],
  ];
  test.each(cases)('%s is day %i %s', (date, day) => {
    expect(calendar.dayOf('2026-11-23', date)).toBe(day);
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

test('a search for working days before a date ends where there are none', () => {
  const calendar = new Calendar([{ workingDays: [] }]);
  expect(calendar.workdaysBefore('2026-11-23', 3)).toBe('2025-11-21');
});
