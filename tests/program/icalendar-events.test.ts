/** Series, the single days of them that were changed, and several versions of one event. */
import { describe, expect, it } from 'vitest';
import { passedOverText } from '../../src/program/icalendar.ts';
import { datesOf, faultOf, icsOf, readText } from './ics.ts';

describe('lines that say nothing', () => {
  it.each(['RRULE:', 'EXRULE:', 'EXDATE:', 'RDATE:', 'RECURRENCE-ID:', 'DURATION: ', 'DTEND;VALUE=DATE:'])(
    '%s',
    (line) => {
      expect(datesOf(['D:20261228', line])).toEqual(['2026-12-28']);
    },
  );

  it.each(['COUNT=-1', 'COUNT=', 'BYMONTH=', 'RSCALE=GREGORIAN', 'SKIP=OMIT'])('%s in a rule', (part) => {
    const rule = `RRULE:FREQ=WEEKLY;UNTIL=20270131;${part};INTERVAL=4;BYDAY=MO`;
    expect(datesOf(['D:20261207', rule])).toEqual(['2026-12-07', '2027-01-04']);
  });

  it('an end in a year that Outlook takes for never', () => {
    const days = datesOf(['D:20261228', 'RRULE:FREQ=YEARLY;UNTIL=45000831T230000Z']);
    expect([days.length, days.at(-1)]).toEqual([74, '2099-12-28']);
  });
});

describe('a yearly rule', () => {
  it.each([
    ['20261225', 'COUNT=3;BYMONTHDAY=25', ['2026-12-25', '2027-12-25', '2028-12-25']],
    ['20261225', 'COUNT=3;BYMONTH=12;BYMONTHDAY=25', ['2026-12-25', '2027-12-25', '2028-12-25']],
    ['20261224', 'COUNT=3;BYMONTH=12', ['2026-12-24', '2027-12-24', '2028-12-24']],
    ['20240229', 'COUNT=3', ['2024-02-29', '2028-02-29', '2032-02-29']],
  ])('of %s with %s is once a year', (start, rest, days) => {
    expect(datesOf([`D:${start}`, `RRULE:FREQ=YEARLY;${rest}`])).toEqual(days);
  });
});

it('a series that ends before it begins has no days, and that is said', () => {
  const deleted = ['SUMMARY:Eid', 'D:20261128', 'RRULE:FREQ=YEARLY;WKST=SU;UNTIL=20261106'];
  const { off, passedOver } = readText(
    icsOf([deleted, ['D:20261228', 'RRULE:FREQ=DAILY;UNTIL=20261227T230000Z']]),
  );
  expect(off).toEqual([{ date: '2026-12-28' }]);
  expect(passedOver.map(passedOverText)).toEqual([
    '1 event whose repetition ends before it begins passed over: Eid',
  ]);
  expect(datesOf(['D:20261128', 'RRULE:FREQ=YEARLY;UNTIL=20261106', 'RDATE:20261129'])).toContain(
    '2026-11-29',
  );
});

describe('versions of one event', () => {
  const first = ['UID:a', 'SEQUENCE:1', 'D:20260701', 'RRULE:FREQ=WEEKLY;COUNT=3'];
  const later = [
    'UID:a',
    'SEQUENCE:3',
    'D:20260701',
    'RRULE:FREQ=WEEKLY;COUNT=3',
    'EXDATE;VALUE=DATE:20260708',
  ];

  it.each([[[first, later]], [[later, first]]])(
    'the highest SEQUENCE counts, whatever the order',
    (events) => {
      expect(datesOf(...events)).toEqual(['2026-07-01', '2026-07-15']);
    },
  );

  it('the day of the older one is gone, and that is said', () => {
    const { off, passedOver } = readText(
      icsOf([
        ['UID:a', 'SEQUENCE:4', 'D:20260706'],
        ['UID:a', 'SEQUENCE:1', 'D:20260701', 'SUMMARY:Closed'],
      ]),
    );
    expect(off).toEqual([{ date: '2026-07-06' }]);
    expect(passedOver).toEqual([{ why: 'older version', names: ['Closed'], count: 1 }]);
  });

  it('a newer one may cancel the event, with the days that were moved', () => {
    const cancel = ['UID:a', 'SEQUENCE:2', 'STATUS:CANCELLED', 'D:20260701'];
    const moved = ['UID:a', 'RECURRENCE-ID:20260708', 'D:20260709'];
    expect(datesOf(['UID:a', 'SEQUENCE:1', 'D:20260701'], cancel, ['UID:b', 'D:20260702'])).toEqual([
      '2026-07-02',
    ]);
    expect(datesOf(first, cancel, moved, ['UID:b', 'D:20260702'])).toEqual(['2026-07-02']);
  });

  it.each([
    ['the same UID', 'UID:a', 'UID:a'],
    ['the same SEQUENCE', 'UID:a\r\nSEQUENCE:2', 'UID:a\r\nSEQUENCE:2'],
    ['no UID', 'SEQUENCE:1', 'SEQUENCE:2'],
  ])('both count where nothing says which is newer: %s', (_, one, other) => {
    expect(datesOf([one, 'D:20260701'], [other, 'D:20260702'])).toEqual(['2026-07-01', '2026-07-02']);
  });

  it('so do those of a single day', () => {
    const moved = (sequence: number, to: number) => [
      ...['UID:a', `SEQUENCE:${sequence}`, 'RECURRENCE-ID;VALUE=DATE:20260708', `D:${to}`],
    ];
    expect(datesOf(first, moved(5, 20260710), moved(2, 20260709))).toEqual([
      '2026-07-01',
      '2026-07-10',
      '2026-07-15',
    ]);
  });
});

describe('a single day of a series', () => {
  const series = ['UID:a', 'D:20260706', 'RRULE:FREQ=WEEKLY;COUNT=3'];
  const change = ['UID:a', 'RECURRENCE-ID;VALUE=DATE:20260713', 'D:20260714', 'RRULE:FREQ=WEEKLY;COUNT=3'];

  it('that was moved repeats nothing', () => {
    expect(datesOf(series, change)).toEqual(['2026-07-06', '2026-07-14', '2026-07-20']);
  });

  it('that was cancelled is no day off', () => {
    expect(datesOf(series, [...change, 'STATUS:CANCELLED'])).toEqual(['2026-07-06', '2026-07-20']);
  });

  it('that became some hours is no day off', () => {
    const hours = ['UID:a', 'RECURRENCE-ID;VALUE=DATE:20260713', 'DTSTART:20260713T120000', 'DURATION:PT4H'];
    expect(datesOf(series, hours)).toEqual(['2026-07-06', '2026-07-20']);
  });

  it('counts without its series', () => {
    expect(datesOf(['UID:a', 'RECURRENCE-ID;VALUE=DATE:20260226', 'D:20260227'])).toEqual(['2026-02-27']);
  });

  it('that changes all later ones as well is a fault', () => {
    const weekly = ['UID:a', 'D:20260219', 'RRULE:FREQ=WEEKLY;COUNT=4'];
    const later = ['UID:a', 'RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260226', 'D:20260227'];
    const says =
      'RECURRENCE-ID with RANGE=THISANDFUTURE is not understood: write the later days as a series of their own';
    expect(faultOf(weekly, later)).toBe(`line 9: ${says}`);
    expect(faultOf(later)).toBe(`line 4: ${says}`);
  });

  it('of a series of hours may be as strange as it likes', () => {
    const hours = ['UID:a', 'DTSTART:20260219T090000', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY'];
    const later = ['UID:a', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260226T090000', 'DTSTART:20260227T090000'];
    expect(datesOf(hours, later, ['D:20261228'])).toEqual(['2026-12-28']);
  });
});
