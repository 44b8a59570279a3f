/** The dates of meetings, whatever their rule, their holidays and the days on which they move. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import { unusualAt } from '../../src/duties/difference.ts';
import { occurrencesOf } from '../../src/duties/meetings.ts';
import { type Meeting, parseMeetingRule, parseTimeSpan } from '../../src/duties/model.ts';

const base = {
  id: 'm',
  title: 'M',
  at: [{ value: { from: 540, to: 570 } }],
  zone: [{ value: 'America/Los_Angeles' }],
  onHoliday: 'keep',
  before: [],
  during: [],
  after: [],
} as const;

function every(text: string, more: Partial<Meeting> = {}): Meeting {
  const value = parseMeetingRule(text);
  if (!value) throw new TypeError(text);
  return { ...base, every: [{ value }], ...more };
}

/** The dates in a span in which some days are holidays, and weekends aren't worked. */
function datesOf(meeting: Meeting, from: CalendarDate, to: CalendarDate, holidays: readonly string[] = []) {
  const isOff = (date: string) => holidays.includes(date) || [0, 6].includes(new Date(date).getUTCDay());
  return occurrencesOf(meeting, from, to, {
    isWorking: (date) => !isOff(date),
    holidayOn: (date) => (holidays.includes(date) ? 'Off' : undefined),
  }).map(({ date }) => date);
}

describe('dates', () => {
  test.each([
    ['week wed', ['2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23', '2026-12-30']],
    ['month 2nd mon', ['2026-12-14']],
    ['month last thu', ['2026-12-31']],
    ['month 5th wed', ['2026-12-30']],
    ['month 5th fri', []],
  ])('%s in December 2026', (text, dates) => {
    expect(datesOf(every(text), '2026-12-01', '2026-12-31')).toEqual(dates);
  });

  test('every second week counts from the first such day on or after `since`, over New Year', () => {
    const meeting = every('2 weeks thu', { since: '2026-12-05' });
    expect(datesOf(meeting, '2026-12-01', '2027-01-31')).toEqual([
      '2026-12-10',
      '2026-12-24',
      '2027-01-07',
      '2027-01-21',
    ]);
  });

  test('a value that is dated leaves what was', () => {
    const [was, is] = ['month 2nd mon', 'month 1st mon'].map(parseMeetingRule);
    if (!was || !is) throw new TypeError('rules');
    const moved = {
      ...base,
      every: [
        { value: was, until: '2027-01-31' },
        { value: is, since: '2027-02-01' },
      ],
    } as const;
    expect(datesOf(moved, '2026-12-01', '2027-03-31')).toEqual([
      '2026-12-14',
      '2027-01-11',
      '2027-02-01',
      '2027-03-01',
    ]);
  });

  test.each([
    ['keep', ['2026-12-21', '2026-12-28']],
    ['skip', ['2026-12-21']],
    ['next-workday', ['2026-12-21', '2026-12-29']],
  ] as const)('on a holiday: %s', (onHoliday, dates) => {
    expect(datesOf(every('week mon', { onHoliday }), '2026-12-21', '2026-12-31', ['2026-12-28'])).toEqual(
      dates,
    );
  });

  test('what would be put off to the next one, or past the last day, is left out', () => {
    const closed = ['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25'];
    const meeting = every('week mon', { onHoliday: 'next-workday' });
    expect(datesOf(meeting, '2026-12-14', '2026-12-31', closed)).toEqual(['2026-12-14', '2026-12-28']);
    const ending = { ...meeting, until: '2026-12-22' } as const;
    expect(datesOf(ending, '2026-12-14', '2026-12-31', ['2026-12-21', '2026-12-22'])).toEqual(['2026-12-14']);
  });

  test('a meeting put off from the day before the span is in it', () => {
    const meeting = every('week mon', { onHoliday: 'next-workday' });
    expect(datesOf(meeting, '2026-12-22', '2026-12-27', ['2026-12-21'])).toEqual(['2026-12-22']);
  });
});

test('what is no rule, and no span of time', () => {
  for (const text of [
    '',
    'week',
    'weeks wed',
    '1 weeks wed',
    '9 weeks wed',
    'month 6th mon',
    'month 2 mon',
    'week Wed',
  ])
    expect(parseMeetingRule(text), text).toBeUndefined();
  for (const text of ['09:00', '9:00-10:00', '10:00-09:00', '09:00-09:00', '24:00-24:30', '09:00-09:60'])
    expect(parseTimeSpan(text), text).toBeUndefined();
});

describe('weeks that differ from the usual', () => {
  const at = (date: CalendarDate, zone = 'America/Los_Angeles') => ({ date, from: 540, to: 570, zone });

  test.each([
    ['Europe/Berlin', '2026-10-21', undefined],
    ['Europe/Berlin', '2026-10-28', { minutes: -60, stays: false }],
    ['Europe/Berlin', '2026-11-04', undefined],
    ['Europe/Berlin', '2027-03-17', { minutes: -60, stays: false }],
    ['Europe/Berlin', '2027-03-31', undefined],
    ['America/Phoenix', '2027-03-10', undefined],
    ['America/Phoenix', '2027-03-17', { minutes: -60, stays: true }],
    ['America/Phoenix', '2027-03-24', undefined],
    ['Asia/Tokyo', '2026-11-04', { minutes: 60, stays: true }],
    ['America/Los_Angeles', '2027-03-17', undefined],
    ['America/Vancouver', '2027-03-17', undefined],
  ] as const)('in %s on %s', (here, date, unusual) => {
    expect(unusualAt(at(date), here)).toEqual(unusual);
  });
});
