/** Which days an event takes where a program has written instants and times for days. */
import { describe, expect, it } from 'vitest';
import { passedOverText } from '../../src/program/icalendar.ts';
import { datesIn, datesOf, faultOf, icsOf, readText } from './ics.ts';

const berlin = 'X-WR-TIMEZONE:Europe/Berlin';
const auckland = 'X-WR-TIMEZONE:Pacific/Auckland';
const guyana = 'X-WR-TIMEZONE:America/Guyana';
const windowsZone = [
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  ...['BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'],
  ...['RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD'],
  ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200'],
  ...['RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT'],
  'END:VTIMEZONE',
];

describe('an instant in UTC stands for the day of the event, not for the day in UTC', () => {
  it.each([
    ['the beginning of the day in Berlin', [], '20261230T230000Z', 31],
    ['the beginning of the day in Kolkata', [], '20261229T183000Z', 30],
    ['the beginning of the day in New York', [], '20261230T050000Z', 30],
    ['the zone decides where it is known: Auckland', [auckland], '20261229T110000Z', 30],
    ['without the zone, noon is the beginning of the next day', [], '20261229T120000Z', 30],
    ['the last second of the date (old Apple)', [], '20261230T235959Z', 30],
    ['the last second of the date, elsewhere', [berlin], '20261230T235959Z', 30],
    ['the last second of the day in Berlin', [berlin], '20261230T225959Z', 30],
    ['the last second of the day in Kolkata', [], '20261230T182959Z', 30],
    ['the last minute of the day in Berlin', [], '20261230T225900Z', 30],
    ['midnight in UTC is that date', [], '20261230T000000Z', 30],
    ['midnight in UTC is that date in Guyana, too', [guyana], '20261230T000000Z', 30],
    ['midnight in UTC is that date in Berlin, too', [berlin], '20261230T000000Z', 30],
    ['a time of no zone', [], '20261230T230000', 30],
    ['a date', [], '20261230', 30],
    ['a zone that nobody knows', ['X-WR-TIMEZONE:Middle-earth/Bree'], '20261229T230000Z', 30],
  ])('UNTIL: %s', (_, calendar, until, last) => {
    const days = datesIn(calendar, ['D:20261228', `RRULE:FREQ=DAILY;UNTIL=${until}`]);
    expect(days).toEqual([28, 29, 30, 31].filter((day) => day <= last).map((day) => `2026-12-${day}`));
  });

  it('UNTIL of an Exchange series whose day in UTC does not fit its rule', () => {
    const rule = 'RRULE:FREQ=MONTHLY;UNTIL=20270329T220000Z;BYDAY=TU;BYSETPOS=-1';
    expect(datesOf(['D:20261229', rule])).toEqual(['2026-12-29', '2027-01-26', '2027-02-23', '2027-03-30']);
  });

  const daily = ['D:20260216', 'RRULE:FREQ=DAILY;UNTIL=20260219'];
  it.each([
    'EXDATE:20260217T230000Z',
    'EXDATE;TZID=Europe/Berlin:20260218T000000',
    'EXDATE;TZID=UTC:20260217T230000',
    'EXDATE:20260218T000000',
    'EXDATE;VALUE=DATE:20260218',
    'EXDATE:20260218,',
  ])('%s', (exdate) => {
    expect(datesOf([...daily, exdate])).toEqual(['2026-02-16', '2026-02-17', '2026-02-19']);
  });

  it.each([
    'RECURRENCE-ID:20260225T230000Z',
    'RECURRENCE-ID;TZID=W. Europe Standard Time:20260226T000000',
    'RECURRENCE-ID:20260226T000000',
    'RECURRENCE-ID;VALUE=DATE:20260226',
  ])('%s', (change) => {
    const series = ['UID:a', 'D:20260219', 'RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4'];
    const days = datesOf(series, ['UID:a', change, 'D:20260227']);
    expect(days).toEqual(['2026-02-19', '2026-02-24', '2026-02-27', '2026-03-03']);
  });

  it('RDATE, also as a period', () => {
    expect(datesOf(['D:20261228', 'RDATE:20270103T230000Z'])).toEqual(['2026-12-28', '2027-01-04']);
    expect(datesOf(['D:20261228', 'RDATE;VALUE=PERIOD:20270104T000000Z/P1D'])).toEqual([
      '2026-12-28',
      '2027-01-04',
    ]);
    expect(datesOf(['D:20261228', 'RDATE;VALUE=PERIOD:20270103T230000Z/20270105T230000Z'])).toEqual([
      '2026-12-28',
      '2027-01-04',
      '2027-01-05',
    ]);
  });

  it.each([
    ['DTSTART;VALUE=DATE:20251024T140000Z', 'DTEND;VALUE=DATE:20251026T140000Z'],
    ['DTSTART;VALUE=DATE:20251024T180000', 'DTEND;VALUE=DATE:20251026T120000'],
  ])('a date with a time of day is the date as it is written: %s', (start, end) => {
    expect(datesOf([start, end])).toEqual(['2025-10-24', '2025-10-25']);
  });

  it('DTSTART and DTEND', () => {
    expect(
      datesIn([berlin], ['DTSTART;VALUE=DATE:20261227T230000Z', 'DTEND;VALUE=DATE:20261229T230000Z']),
    ).toEqual(['2026-12-28', '2026-12-29']);
  });
});

describe('an event with times that lasts whole days', () => {
  const marked = 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE';
  const tokyo = ['DTSTART;TZID=Asia/Tokyo:20261229T000000', 'DTEND;TZID=Asia/Tokyo:20261230T000000'];
  const utc = ['DTSTART:20261228T230000Z', 'DTEND:20261229T230000Z'];

  it('as Outlook writes it, beside events without times', () => {
    expect(datesOf(['D:20261228'], [...tokyo, marked])).toEqual(['2026-12-28', '2026-12-29']);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['from midnight to midnight', [], tokyo],
    ['in UTC, with a mark and the zone', [berlin], [...utc, marked]],
    ['in UTC, with the zone', [berlin], utc],
    ['in UTC, with a zone that the file describes', windowsZone, utc],
    ['in UTC, with a mark', [], [...utc, marked]],
    ['midnight in UTC', [], ['DTSTART:20261229T000000Z', 'DTEND:20261230T000000Z']],
    ['to the last minute', [], ['DTSTART:20261229T000000', 'DTEND:20261229T235900']],
    ['to the last second', [], ['DTSTART:20261229T000000', 'DTEND:20261229T235959']],
    ['to 24 o’clock', [], ['DTSTART:20261229T000000', 'DTEND:20261229T240000']],
    ['for 24 hours', [], ['DTSTART;TZID=Europe/Berlin:20261229T000000', 'DURATION:PT24H']],
    ['without an end, but with a mark', [], ['DTSTART;TZID=Europe/Berlin:20261229T000000', marked]],
    [
      'in a zone whose name has a colon',
      [],
      [
        'DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20261229T000000',
        'DTEND;TZID=(UTC+01:00) Amsterdam, Berlin:20261230T000000',
      ],
    ],
    [
      'with a mark, from another zone',
      [],
      [
        'DTSTART;TZID=America/New_York:20261228T180000',
        'DTEND;TZID=America/New_York:20261229T180000',
        marked,
      ],
    ],
  ])('%s', (_, calendar, lines) => {
    expect(datesIn(calendar, lines)).toEqual(['2026-12-29']);
  });

  it('repeats its days, and on the days on which clocks change', () => {
    const two = ['DTSTART;TZID=Europe/Berlin:20261229T000000', 'DTEND;TZID=Europe/Berlin:20261231T000000'];
    expect(datesOf(['D:20261228'], [...two, 'RRULE:FREQ=WEEKLY;COUNT=2'])).toEqual([
      ...['2026-12-28', '2026-12-29', '2026-12-30'],
      ...['2027-01-05', '2027-01-06'],
    ]);
    expect(datesIn([berlin], ['DTSTART:20261024T220000Z', 'DTEND:20261025T230000Z'])).toEqual(['2026-10-25']);
    expect(datesIn(windowsZone, ['DTSTART:20260328T230000Z', 'DTEND:20260329T220000Z'])).toEqual([
      '2026-03-29',
    ]);
  });

  it.each([
    ['20270104T225959Z', ['2026-12-28', '2027-01-04']],
    ['20270103T230000Z', ['2026-12-28', '2027-01-04']],
    ['20270103T225959Z', ['2026-12-28']],
    ['20270104T120000Z', ['2026-12-28', '2027-01-04']],
  ])('ends its repetition at the instant %s', (until, days) => {
    const start = 'DTSTART;TZID=Europe/Berlin:20261228T000000';
    expect(datesOf([start, 'DURATION:P1D', `RRULE:FREQ=WEEKLY;UNTIL=${until}`])).toEqual(days);
  });

  it.each(['/citadel.org/20210210_1/Europe/Berlin', '"Europe/Berlin"', 'W. Europe Standard Time'])(
    'knows the zone %s, by its public name or by the rules of the file',
    (name) => {
      const event = [`DTSTART;TZID=${name}:20261027T000000`, 'DURATION:P1D'];
      // In winter Tuesday begins at 23:00 in UTC; by the clocks of summer it would at 22:00.
      const rule = 'RRULE:FREQ=WEEKLY;UNTIL=20261102T230000Z';
      expect(datesIn(windowsZone, [...event, rule])).toEqual(['2026-10-27', '2026-11-03']);
      expect(datesIn(windowsZone, [...event, rule.replace('230000', '220000')])).toEqual(['2026-10-27']);
    },
  );

  it('repeats on the weekday that its rule names, be it that of UTC or the local one', () => {
    // Monday 28 December in UTC, Tuesday 29 in Berlin.
    for (const weekday of ['MO', 'TU'])
      expect(
        datesIn([berlin], [...utc, `RRULE:FREQ=WEEKLY;BYDAY=${weekday};UNTIL=20270104T230000Z`]),
      ).toEqual(['2026-12-29', '2027-01-05']);
  });

  it.each([
    ['hours', ['DTSTART;TZID=Asia/Tokyo:20261229T090000', 'DTEND;TZID=Asia/Tokyo:20261229T110000']],
    ['hours of a marked event', ['DTSTART:20261229T090000', 'DTEND:20261229T110000', marked]],
    ['a moment', ['DTSTART:20261229T000000', 'RRULE:FREQ=SECONDLY;WHAT=EVER']],
    ['half a day', ['DTSTART:20261229T000000', 'DURATION:PT12H']],
    ['a time that is none', ['DTSTART:2026-12-29T00:00:00', 'DTEND:tomorrow']],
    ['an end that is none', ['DTSTART:20261229T000000', 'DTEND:tomorrow']],
  ])('is passed over: %s', (_, lines) => {
    const { off, passedOver, fault } = readText(icsOf([['D:20261228'], lines]));
    expect([off, fault]).toEqual([[{ date: '2026-12-28' }], undefined]);
    expect(passedOver).toEqual([{ why: 'time of day', names: [], count: 1 }]);
    expect(passedOver.map(passedOverText)).toEqual(['1 event with a time of day passed over']);
  });

  it.each([
    ['24 hours from 9 on', ['DTSTART:20261229T090000', 'DTEND:20261230T090000']],
    ['24 hours from 23 on in UTC, where no zone tells whose midnight it is', utc],
    ['days that begin at 23 (VietnamHolidays)', ['DTSTART:20100213T230000', 'DTEND:20100217T235900']],
  ])('is passed over and named: %s', (_, lines) => {
    const { off, passedOver } = readText(icsOf([['D:20261228'], ['SUMMARY:Tet', ...lines]]));
    expect(off).toEqual([{ date: '2026-12-28' }]);
    expect(passedOver.map(passedOverText)).toEqual([
      '1 event that does not begin and end at midnight passed over: Tet',
    ]);
  });
});

describe('the length of an event without times', () => {
  it.each([
    'DTEND:20261228',
    'UID:no-end',
    'DTEND:20261229T050001Z',
    'DTEND:20261228T235959',
    'DTEND:20261229T000000',
    'DTEND:20261228T230000Z',
    'DTEND:',
    'DURATION:P1DT',
    'DURATION:P1DT0H0M0S',
    'DURATION:PT24H',
    'DURATION:PT23H59M',
    'DURATION:PT0S',
    'DURATION:',
  ])('%s is a day', (line) => {
    expect(datesOf(['D:20261228', line])).toEqual(['2026-12-28']);
    expect(datesOf(['DTSTART:20261228', line])).toEqual(['2026-12-28']);
  });

  it('to the last second of its last day', () => {
    expect(datesOf(['D:20261228', 'DTEND:20261229T235959'])).toEqual(['2026-12-28', '2026-12-29']);
  });

  it.each([
    ['DTEND:tomorrow', 'line 4: "tomorrow" is not a date'],
    ['DURATION:P1DT12H', 'line 3: the duration "P1DT12H" is not a number of whole days'],
    ['DURATION:-P1D', 'line 4: "-P1D" is not a duration'],
    ['EXDATE:20261228,soon', 'line 4: "soon" is not a date'],
    ['RDATE:20261332', 'line 4: "20261332" is not a date'],
    ['RRULE:FREQ=DAILY;UNTIL=20261228T250000Z', 'line 4: "20261228T250000Z" is not a date'],
  ])('%s is a fault', (line, says) => {
    expect(faultOf(['D:20261228', line])).toBe(says);
  });
});
