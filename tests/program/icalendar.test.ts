/** The all-day events of an iCalendar file: as companies, Google and Outlook write them, and as an attacker would. */
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../src/program/icalendar.ts';
import { datesOf, faultOf, readText } from './ics.ts';

const christmas = 'DTSTART;VALUE=DATE:20261225';

describe('all-day events', () => {
  it('end before their DTEND, last as long as their DURATION, or a day', () => {
    expect(datesOf([christmas])).toEqual(['2026-12-25']);
    expect(datesOf([christmas, 'DTEND;VALUE=DATE:20261227'])).toEqual(['2026-12-25', '2026-12-26']);
    expect(datesOf([christmas, 'DTEND;VALUE=DATE:20261225'])).toEqual(['2026-12-25']);
    expect(datesOf([christmas, 'DURATION:P1W'])).toHaveLength(7);
    expect(datesOf([christmas, 'DURATION:P2D'])).toEqual(['2026-12-25', '2026-12-26']);
  });

  it('are in order, each day once', () => {
    expect(datesOf([christmas], ['DTSTART;VALUE=DATE:20261126'], [christmas])).toEqual([
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  it('are known without a mark, in lower case, behind parameters, in folded lines', () => {
    expect(datesOf(['DTSTART:20261225'])).toEqual(['2026-12-25']);
    expect(datesOf(['dtstart;x-note="a: b; c";value=date:20261225'])).toEqual(['2026-12-25']);
    expect(datesOf(['DTSTART;VALUE=\r\n DATE:2026\r\n\t1225', 'SUMMARY:Long\r\n er: BEGIN:VEVENT'])).toEqual([
      '2026-12-25',
    ]);
  });

  it('are all that counts: no time of day, nothing cancelled, no tasks, no alarms, no time zones', () => {
    const timed = ['DTSTART;TZID=Europe/Berlin:20261201T090000', 'RRULE:FREQ=SECONDLY;WHAT=EVER'];
    const cancelled = ['DTSTART;VALUE=DATE:20261202', 'STATUS:CANCELLED'];
    const alarm = [christmas, 'BEGIN:VALARM', 'DURATION:PT5M', 'DTSTART:20261203', 'END:VALARM'];
    expect(datesOf(timed, cancelled, alarm)).toEqual(['2026-12-25']);
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE',
      'BEGIN:VTODO\nDTSTART:20261204\nEND:VTODO',
      `BEGIN:VEVENT\n${christmas}\nEND:VEVENT`,
      'END:VCALENDAR',
    ];
    expect(readText(`\uFEFF${text.join('\n')}`).off).toEqual([{ date: '2026-12-25' }]);
  });
});

describe('what is repeated', () => {
  const from2026 = (dates: readonly string[], most = 4) =>
    dates.filter((date) => date >= '2026').slice(0, most);

  it.each([
    ['20200101', 'FREQ=YEARLY', ['2026-01-01', '2027-01-01', '2028-01-01', '2029-01-01']],
    ['16010501', 'FREQ=YEARLY;BYMONTH=5', ['2026-05-01', '2027-05-01', '2028-05-01', '2029-05-01']],
    ['20240229', 'FREQ=YEARLY', ['2028-02-29', '2032-02-29', '2036-02-29', '2040-02-29']],
    [
      '20201126',
      'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
      ['2026-11-26', '2027-11-25', '2028-11-23', '2029-11-22'],
    ],
    [
      '20200525',
      'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO',
      ['2026-05-25', '2027-05-31', '2028-05-29', '2029-05-28'],
    ],
    [
      '20200101',
      'FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR;BYMONTHDAY=1,2,3;BYSETPOS=1',
      ['2026-01-01', '2027-01-01', '2028-01-03', '2029-01-01'],
    ],
    ['20200106', 'FREQ=YEARLY;BYDAY=1MO', ['2026-01-05', '2027-01-04', '2028-01-03', '2029-01-01']],
    [
      '20200630',
      'FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=6,12',
      ['2026-06-30', '2026-12-31', '2027-06-30', '2027-12-31'],
    ],
    ['20260131', 'FREQ=MONTHLY', ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']],
    [
      '20260130',
      'FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2',
      ['2026-01-30', '2026-03-27', '2026-05-29', '2026-07-31'],
    ],
    ['20260102', 'FREQ=WEEKLY;INTERVAL=2', ['2026-01-02', '2026-01-16', '2026-01-30', '2026-02-13']],
    [
      '20260104',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU',
      ['2026-01-04', '2026-01-05', '2026-01-18', '2026-01-19'],
    ],
    [
      '20260104',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO',
      ['2026-01-04', '2026-01-12', '2026-01-18', '2026-01-26'],
    ],
    ['20260101', 'FREQ=DAILY;COUNT=3', ['2026-01-01', '2026-01-02', '2026-01-03']],
    ['20260101', 'FREQ=DAILY;INTERVAL=10;UNTIL=20260121T235959Z', ['2026-01-01', '2026-01-11', '2026-01-21']],
    ['20251231', 'FREQ=YEARLY;COUNT=2', ['2026-12-31']],
  ])('%s by %s', (start, rule, expected) => {
    expect(from2026(datesOf([`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`]))).toEqual(expected);
  });

  it('without an end goes on until 2099', () => {
    expect(datesOf([christmas, 'RRULE:FREQ=YEARLY']).at(-1)).toBe('2099-12-25');
  });

  it('leaves out EXDATE, takes in RDATE, and repeats every day of a longer event', () => {
    const days = [
      'DTSTART;VALUE=DATE:20261224',
      'DTEND;VALUE=DATE:20261226',
      'RRULE:FREQ=YEARLY;COUNT=3',
      'EXDATE;VALUE=DATE:20271224',
      'RDATE;VALUE=DATE:20270704,20270705',
    ];
    expect(datesOf(days)).toEqual([
      '2026-12-24',
      '2026-12-25',
      '2027-07-04',
      '2027-07-05',
      '2027-07-06',
      '2028-12-24',
      '2028-12-25',
    ]);
  });

  it('goes by the event that stands for one of its days, be it moved or cancelled', () => {
    const yearly = [christmas, 'UID:xmas', 'RRULE:FREQ=YEARLY;COUNT=4'];
    const moved = ['DTSTART;VALUE=DATE:20271227', 'UID:xmas', 'RECURRENCE-ID;VALUE=DATE:20271225'];
    const dropped = ['DTSTART;VALUE=DATE:20281225', 'UID:xmas', 'RECURRENCE-ID:20281225', 'STATUS:CANCELLED'];
    expect(datesOf(moved, yearly, dropped)).toEqual(['2026-12-25', '2027-12-27', '2029-12-25']);
  });
});

describe('faults, with their line', () => {
  it.each([
    ['DTSTART;VALUE=DATE:20260230', 'line 3: "20260230" is not a date'],
    ['DTSTART;VALUE=DATE:2026-12-25', 'line 3: "2026-12-25" is not a date'],
    ['DTSTART;VALUE=DATE:15000101', 'line 3: "15000101" is not a date'],
    [`${christmas}\r\nDTEND;VALUE=DATE:20261224`, 'line 4: the event ends before it begins'],
    [`${christmas}\r\nDTEND;VALUE=DATE:99991231`, 'line 3: the event lasts 2912084 days, the most is 366'],
    [`${christmas}\r\nDTEND;VALUE=DATE:29991231`, 'line 3: the event lasts 355387 days, the most is 366'],
    [`${christmas}\r\nDURATION:PT4H`, 'line 3: the duration "PT4H" is not a number of whole days'],
    [`${christmas}\r\nRRULE:FREQ=HOURLY`, 'line 4: a repetition by `FREQ=HOURLY` is not understood'],
    [`${christmas}\r\nRRULE:BYDAY=MO`, 'line 4: a repetition by `FREQ=` is not understood'],
    [
      `${christmas}\r\nRRULE:FREQ=YEARLY;BYWEEKNO=20`,
      'line 4: `BYWEEKNO=20` in a repetition is not understood',
    ],
    [
      `${christmas}\r\nRRULE:FREQ=YEARLY;BYMONTH=13`,
      'line 4: `BYMONTH=13` in a repetition is not understood',
    ],
    [
      `${christmas}\r\nRRULE:FREQ=YEARLY;INTERVAL=0`,
      'line 4: `INTERVAL=0` in a repetition is not understood',
    ],
    [`${christmas}\r\nRRULE:FREQ=YEARLY;BYDAY=XX`, 'line 4: `XX` in a repetition is not a weekday'],
    [`${christmas}\r\nRRULE:FREQ=YEARLY;UNTIL=soon`, 'line 4: "SOON" is not a date'],
    [`${christmas}\r\nEXRULE:FREQ=YEARLY`, 'line 4: EXRULE is not understood'],
  ])('%j', (lines, says) => {
    expect(faultOf([lines])).toContain(says);
  });

  it('a file that is none, is cut off, is empty of days, is too long, is no text', () => {
    expect(readText('').fault).toBe('it is not an iCalendar file: BEGIN:VCALENDAR is missing');
    expect(readText('<html>Sign in</html>').fault).toContain('not an iCalendar file');
    expect(readText(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${christmas}\n`).fault).toBe(
      'it is cut off: END:VEVENT is missing',
    );
    expect(readText('BEGIN:VCALENDAR\nEND:VEVENT\n').fault).toBe(
      'line 2: END:VEVENT ends nothing that has begun',
    );
    expect(faultOf(['DTSTART:20261201T090000'])).toBe('it holds no all-day event');
    expect(faultOf(['DTSTART:19021225'])).toBe('its events have no day between 1970 and 2999');
    expect(readText('x'.repeat(1024 * 1024 + 1)).fault).toBe('it has 1048577 bytes, the most is 1048576');
    expect(readCalendar(Buffer.from('BEGIN:VCALENDAR', 'utf16le')).fault).toBe('it is not UTF-8 text');
    expect(readCalendar(Uint8Array.of(0xff, 0xfe, 0x41)).fault).toBe('it is not UTF-8 text');
  });
});

/** The work is bounded by steps, not by time: what took hours would let these run out of theirs. */
describe('a hostile file comes to its end', () => {
  it('a rule that nothing fits', () => {
    const never = [christmas, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'];
    expect(datesOf(never)).toEqual(['2026-12-25']);
    expect(datesOf([christmas, 'RRULE:FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2'])).toEqual(['2026-12-25']);
  });

  it('every day a day off', () => {
    expect(faultOf([christmas, 'RRULE:FREQ=DAILY'])).toBe('line 3: it takes more than 10000 days off');
  });

  it.each([
    ['long events that repeat', ['DTSTART:20261225', 'DURATION:P366D', 'RRULE:FREQ=DAILY;COUNT=9000']],
    ['rules from long ago', ['DTSTART:16010101', 'RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=1']],
    [
      'long lists',
      [
        'DTSTART:16010101',
        `RRULE:FREQ=DAILY;BYMONTHDAY=31;BYSETPOS=${[...Array(300).keys()].map((n) => n + 1)}`,
      ],
    ],
  ])('%s', (_, lines) => {
    const events = Array.from({ length: Math.floor(1_000_000 / (lines.join().length + 30)) }, () => lines);
    expect(faultOf(...events)).toContain('its repetitions are too many to follow');
  });

  it('long folded lines and open quotes', () => {
    const folded = `SUMMARY:${'\r\n a'.repeat(200_000)}`;
    expect(datesOf([folded, christmas, `DTSTART;X="${';'.repeat(100_000)}`])).toEqual(['2026-12-25']);
  });
});
