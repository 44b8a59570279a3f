/** Days off, working days and what is passed over, by the marks of real programs; the choice by words. */
import { describe, expect, it } from 'vitest';
import { type CalendarFile, passedOverText } from '../../src/program/icalendar.ts';
import { faultOf, icsOf, readText } from './ics.ts';

const free = 'X-MICROSOFT-CDO-BUSYSTATUS:FREE';
const observance = [
  'SUMMARY:Election Day',
  'D:20261103',
  String.raw`DESCRIPTION:Observance\nTo hide observances\, go to Google Calendar Settings > Holidays in United States`,
  'TRANSP:TRANSPARENT',
];
const thanksgiving = [
  ...['SUMMARY:Thanksgiving Day', 'D:20261126', 'DESCRIPTION:Public holiday', 'TRANSP:TRANSPARENT'],
];

/** The dates and names of the days, as `2026-12-25 Christmas`. */
const daysIn = (days: CalendarFile['off']) => days.map(({ date, name }) => (name ? `${date} ${name}` : date));

const saidOf = ({ passedOver }: CalendarFile) => passedOver.map(passedOverText);

describe('marks of programs', () => {
  it('Google’s observances are passed over and named', () => {
    const file = readText(icsOf([observance, thanksgiving]));
    expect(daysIn(file.off)).toEqual(['2026-11-26 Thanksgiving Day']);
    expect(file.passedOver).toEqual([{ why: 'observance', names: ['Election Day'], count: 1 }]);
    expect(saidOf(file)).toEqual(['1 observance passed over: Election Day']);
  });

  it('in any language: the second line of the description names Google', () => {
    const german = [
      ...['UID:20261101_abc123@google.com', 'SUMMARY:Allerheiligen', 'D:20261101'],
      String.raw`DESCRIPTION:Gedenktag\nWenn du Gedenktage ausblenden möchtest\, rufe die Google Kalender-Einstellungen auf`,
    ];
    const meeting = ['SUMMARY:Off', 'D:20261102', String.raw`DESCRIPTION:Notes\nJoin with Google Meet`];
    const file = readText(icsOf([german, meeting]));
    expect([daysIn(file.off), saidOf(file)]).toEqual([
      ['2026-11-02 Off'],
      ['1 observance passed over: Allerheiligen'],
    ]);
  });

  it('TRANSP is no mark', () => {
    const { off } = readText(icsOf([['SUMMARY:Company closed', 'D:20261228', 'TRANSP:TRANSPARENT']]));
    expect(daysIn(off)).toEqual(['2026-12-28 Company closed']);
  });

  it('Exchange’s cancelled meetings have it in the title, and are free', () => {
    const cancelled = [
      ...[
        'SUMMARY:Canceled: Vacation',
        'D:20261214',
        'DTEND;VALUE=DATE:20261219',
        'TRANSP:TRANSPARENT',
        free,
      ],
    ];
    const file = readText(
      icsOf([
        cancelled,
        ['SUMMARY:Company holiday', 'D:20261224', 'TRANSP:OPAQUE', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'],
        ['SUMMARY:New Year', 'D:20270101', 'TRANSP:TRANSPARENT', free],
        ['SUMMARY:Cancelled: not free', 'D:20270104'],
      ]),
    );
    expect(daysIn(file.off)).toEqual([
      '2026-12-24 Company holiday',
      '2027-01-01 New Year',
      '2027-01-04 Cancelled: not free',
    ]);
    expect(saidOf(file)).toEqual(['1 cancelled event passed over: Canceled: Vacation']);
  });

  it('holiday-cn: days at work in return for a holiday', () => {
    const file = readText(
      icsOf([
        ['SUMMARY:元旦假期', 'D:20270101', 'DTEND;VALUE=DATE:20270104'],
        ['SUMMARY:上班(补元旦假期)', 'D:20270109'],
      ]),
    );
    expect(daysIn(file.off)).toEqual(['2027-01-01 元旦假期', '2027-01-02 元旦假期', '2027-01-03 元旦假期']);
    expect(daysIn(file.worked)).toEqual(['2027-01-09 上班(补元旦假期)']);
  });

  const apple = [
    ['SUMMARY:元旦（休）', 'D:20270101', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY'],
    ['SUMMARY:元旦（班）', 'D:20270109', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'],
    ['SUMMARY:小寒', 'D:20270105'],
    ['SUMMARY:春节', 'D:20280126'],
  ];
  it('Apple’s China: in a year with marks, what has none is passed over; a year without any counts whole', () => {
    const file = readText(icsOf(apple));
    expect(daysIn(file.off)).toEqual(['2027-01-01 元旦（休）', '2028-01-26 春节']);
    expect(daysIn(file.worked)).toEqual(['2027-01-09 元旦（班）']);
    expect(saidOf(file)).toEqual(['1 event not marked as a day off passed over: 小寒']);
  });

  it('a year has marks even where all of them lie before the days that are wanted', () => {
    const file = readText(icsOf(apple), {}, { from: '2027-01-04', to: '2027-01-06' });
    expect([daysIn(file.off), daysIn(file.worked), saidOf(file)]).toEqual([
      [],
      [],
      ['1 event not marked as a day off passed over: 小寒'],
    ]);
  });

  it('a day both off and worked is a fault that names both', () => {
    const off = ['SUMMARY:元旦（休）', 'D:20270101', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY'];
    const worked = ['SUMMARY:元旦（班）', 'D:20270101', 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY'];
    expect(faultOf(off, worked)).toBe(
      'line 9: "元旦（班）" makes 2027-01-01 a working day, but "元旦（休）" in line 4 makes it a day off',
    );
    expect(faultOf(['D:20270101'], ['SUMMARY:上班(补元旦假期)', 'D:20270101'])).toBe(
      'line 7: "上班(补元旦假期)" makes 2027-01-01 a working day, but an event in line 3 makes it a day off',
    );
  });

  it('half days of Thunderbird’s calendars are worked', () => {
    const file = readText(
      icsOf([
        ['SUMMARY:Christmas Eve', 'D:20261224', 'DESCRIPTION:Half Day Holiday - Christmas Eve is …'],
        ['SUMMARY:Christmas Day', 'D:20261225'],
      ]),
    );
    expect(daysIn(file.off)).toEqual(['2026-12-25 Christmas Day']);
    expect(saidOf(file)).toEqual(['1 half day passed over: Christmas Eve']);
  });

  it('a file of which everything is passed over is a fault that says why', () => {
    expect(faultOf(observance, ['SUMMARY:Lost'])).toBe(
      'it holds no day off: 1 event without a date passed over: Lost; 1 observance passed over: Election Day',
    );
    expect(faultOf(['DTSTART:20261228T090000'])).toBe('it holds no all-day event');
  });
});

describe('a choice by words', () => {
  const short = ['SUMMARY:* Сокращённый день (…)', 'D:20261215'];
  const feast = ['SUMMARY:Праздник', 'D:20261216'];

  it('except: words in the title', () => {
    const file = readText(icsOf([short, feast]), { except: ['Сокращённый день'] });
    expect([daysIn(file.off), file.unmatched]).toEqual([['2026-12-16 Праздник'], []]);
    expect(saidOf(file)).toEqual(['1 event left out by `only` or `except`: * Сокращённый день (…)']);
    expect(daysIn(readText(icsOf([short, feast])).off)).toHaveLength(2);
  });

  it('the whole phrase has to stand there', () => {
    const events = [
      ['SUMMARY:Рабочий день — перенос с 4 января', 'D:20270116'],
      ['SUMMARY:Выходной день — рабочий день перенесён на 16 января', 'D:20270104'],
    ];
    const { off } = readText(icsOf(events), { except: ['Рабочий день —'] });
    expect(off.map(({ date }) => date)).toEqual(['2027-01-04']);
  });

  it.each<[string, readonly string[]]>([
    ['in other letters', ['SUMMARY:COMPANY  CLOSED']],
    ['in the description', [String.raw`DESCRIPTION:The\ncompany\nclosed`]],
    ['in the categories', ['CATEGORIES:Holidays,Company closed']],
    ['with escaped signs', [String.raw`SUMMARY:Yes\, Company Closed\; really`]],
  ])('only: %s', (_, lines) => {
    const events = [
      ['D:20261224', ...lines],
      ['D:20261225', 'SUMMARY:Christmas'],
    ];
    const { off, unmatched } = readText(icsOf(events), { only: ['company closed', 'Nowhere'] });
    expect([off.map(({ date }) => date), unmatched]).toEqual([['2026-12-24'], ['Nowhere']]);
  });

  it('letters in any form of Unicode', () => {
    const events = [['D:20261106', 'SUMMARY:Gustav-Adolf-Tag in A\u030A']];
    expect(readText(icsOf(events), { only: ['\u00E5'] }).unmatched).toEqual([]);
  });

  it('only: beats a mark, except beats only, and no words are no choice', () => {
    const events = [observance, thanksgiving];
    const dates = (choice: Parameters<typeof readText>[1]) =>
      readText(icsOf(events), choice).off.map(({ date }) => date);
    expect(dates({ only: ['Thanksgiving', 'Election'] })).toEqual(['2026-11-03', '2026-11-26']);
    expect(dates({ only: ['Thanksgiving', 'Election'], except: ['Day', 'Night'] })).toEqual([]);
    expect(dates({ only: [], except: [] })).toEqual(['2026-11-26']);
  });

  it('a word that fits nothing is told even where the file can’t be used', () => {
    const { fault, unmatched } = readText(icsOf([thanksgiving]), { only: ['Feiertag', ' '] });
    expect(fault).toBe('it holds no day off: 1 event left out by `only` or `except`: Thanksgiving Day');
    expect(unmatched).toEqual(['Feiertag', ' ']);
  });
});

describe('names', () => {
  it('of a day: on one line, of at most 80 characters, those of several events joined', () => {
    const long = 'x'.repeat(100);
    const { off } = readText(
      icsOf([
        ['D:20261224', String.raw`SUMMARY;LANGUAGE=en:Closed\nfrom\, well\; noon \\o/`],
        ['D:20261225', `SUMMARY:${long}`],
        ['D:20261225', 'SUMMARY:Christmas'],
        ['D:20261226', 'SUMMARY:Boxing Day'],
        ['D:20261226', 'SUMMARY:St Stephen'],
        ['D:20261226', 'SUMMARY:Boxing Day'],
        ['D:20261227', 'SUMMARY: '],
      ]),
    );
    expect(off).toEqual([
      { date: '2026-12-24', name: String.raw`Closed from, well; noon \o/` },
      { date: '2026-12-25', name: `${'x'.repeat(79)}…` },
      { date: '2026-12-26', name: 'Boxing Day, St Stephen' },
      { date: '2026-12-27' },
    ]);
  });

  it('of what is passed over: five of them', () => {
    const why = 'observance';
    expect(passedOverText({ why, names: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], count: 12 })).toBe(
      '12 observances passed over: a, b, c, d, e, and 2 more',
    );
    expect(passedOverText({ why, names: [], count: 1 })).toBe('1 observance passed over');
  });
});

describe('the days that are wanted', () => {
  const within = { from: '2026-12-01', to: '2027-01-31' } as const;

  it('others are left out', () => {
    const weekend = ['D:20200104', 'RRULE:FREQ=WEEKLY;BYDAY=SA,SU,FR'];
    const { off } = readText(icsOf([weekend]), {}, within);
    expect([off.length, off[0]?.date, off.at(-1)?.date]).toEqual([27, '2026-12-04', '2027-01-31']);
    expect(faultOf(weekend)).toBe('line 3: it takes more than 10000 days off');
  });

  it('a rule for ever is fine, and a file without days in them is no fault', () => {
    expect(readText(icsOf([['D:20260101', 'RRULE:FREQ=DAILY']]), {}, within).off).toHaveLength(62);
    const past = readText(icsOf([['D:20200101', 'DTEND;VALUE=DATE:20200103']]), {}, within);
    expect([past.off, past.fault]).toEqual([[], undefined]);
  });

  it('an event that begins before them counts with the rest of its days', () => {
    const { off } = readText(icsOf([['D:20261120', 'DURATION:P14D']]), {}, within);
    expect(daysIn(off)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
  });

  it('so does what is passed over', () => {
    const hours = (start: string, ...more: string[]) => [`DTSTART:${start}T090000`, 'DURATION:PT1H', ...more];
    const file = readText(
      icsOf([
        ['D:20261224'],
        hours('20200101'),
        hours('20200101', 'RRULE:FREQ=WEEKLY;UNTIL=20201231T090000Z'),
        hours('20200101', 'RRULE:FREQ=WEEKLY'),
        hours('20261230'),
        hours('20270201'),
      ]),
      {},
      within,
    );
    expect(saidOf(file)).toEqual(['2 events with a time of day passed over']);
  });
});
