/** A hire's months and days off: what stands on a day, what below its month, and what a list of holidays leaves open. */
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { Run } from '../../src/plan/run.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import { calendarRenderer, daysOffRenderer } from '../../src/render/calendar.ts';
import { markdownOf } from '../../src/render/markdown.ts';
import { noStyle, type Renderer } from '../../src/render/page.ts';
import { safeDeep } from '../../src/render/safe.ts';
import { viewCalendar, viewDaysOff } from '../../src/view/calendar.ts';
import { phase, program, Story } from '../builders.ts';
import { attacks, dangerous } from '../cli/hostile.ts';

const twoWeeks = program([
  phase('week-1', 'week 1', [
    { id: 'a', title: 'Meet your buddy', due: 'day 1' },
    { id: 'b', due: 'workday 2' },
    { id: 'c', due: 'workday 2' },
    { id: 'd', title: 'Write it up', due: 'workday 3' },
  ]),
  phase('week-2', 'week 2', [{ id: 'e', due: 'workday 6' }, 'f']),
]);

/** Thanksgiving, a holiday on a Saturday, one on a day of leave, and a Saturday worked for it; the 23rd is a Monday. */
const company: CalendarConfig = {
  holidays: [
    { date: '2026-11-26', name: 'Thanksgiving', source: 'company.ics' },
    { date: '2026-11-28', name: 'Founders’ day' },
    { date: '2026-12-03', name: 'Day of the lake', source: 'company.ics' },
  ],
  extraWorkingDays: [{ date: '2026-12-05', name: 'for Fri 4 Dec', source: 'pm-onboard.yaml' }],
  holidaysUntil: '2026-12-31',
};

function lived(): Story {
  const story = new Story();
  story.done('a', { on: '2026-11-23' });
  story.command([{ kind: 'done', item: 'b' }], { on: '2026-11-23' });
  story.add({ kind: 'away', from: '2026-12-02', to: '2026-12-03' });
  story.add({ kind: 'moved', item: 'd', due: '2026-11-29' });
  return story;
}

function shown<V, S>({ select, text }: Renderer<V, S>, view: V, width = 80): string {
  return text(safeDeep(select(view, 'text')), { width, height: 24, style: noStyle });
}

function months(run: Run, width?: number): string {
  return shown(calendarRenderer, viewCalendar(run), width);
}

describe('months', () => {
  const run = lived().run(twoWeeks, '2026-11-24', { calendar: company });

  test('a week a line, with what is due and done on a day, and the named days below their month', () => {
    expect(months(run)).toBe(`Ada Lovelace · day 2 of 14 · Tue 24 Nov
9 working days from Mon 23 Nov to Mon 7 Dec, 7 of them to come

Nov 2026
Mon        Tue        Wed        Thu        Fri        Sat        Sun
23 start   24 today   25         26 holiday 27         28 holiday 29 ·
✓ 2        1.3                                                    1.4*
30

Thu 26 Nov, Thanksgiving (company.ics)
Sat 28 Nov, Founders’ day, outside the working week
Sun 29 Nov, 1.4 Write it up: moved by hand, Wed 25 Nov by its rule

Dec 2026
Mon        Tue        Wed        Thu        Fri        Sat        Sun
           1          2 leave    3 leave    4          5 worked   6 ·
           2.1
7          8          9          10         11         12 ·       13 ·
2.2

Wed 2 Dec to Thu 3 Dec, leave, 1 working day
Thu 3 Dec, Day of the lake (company.ics)
Sat 5 Dec, worked: for Fri 4 Dec (pm-onboard.yaml)

Numbers: items due and still to do; *: moved by hand; ✓: how many were ticked
off; ·: outside the working week
`);
  });

  test('where seven columns have no room, a line for each day that has something', () => {
    expect(months(run, 60)).toContain(`Nov 2026
  Mon 23 start  ✓ 2
  Tue 24 today  1.3
  Sun 29 ·  1.4*

Thu 26 Nov, Thanksgiving (company.ics)
`);
  });

  test('a count that reaches its target ticks its item off on that day; what is skipped is not done', () => {
    const counted = program([
      phase('week-1', 'week 1', [
        { id: 'a', count: { target: 3 } },
        { id: 'b', due: 'day 1' },
      ]),
    ]);
    const story = new Story();
    story.add({ kind: 'counted', item: 'a', delta: 1 }, { on: '2026-11-24' });
    story.add({ kind: 'counted', item: 'a', delta: 2 }, { on: '2026-11-25' });
    story.add({ kind: 'skipped', item: 'b', reason: 'hosted' }, { on: '2026-11-25' });
    const { days } = viewCalendar(story.run(counted, '2026-11-26'));
    expect(days.flatMap(({ date, done }) => done.map((ref) => [date, ref]))).toEqual([['2026-11-25', '1.1']]);
    expect(days.flatMap(({ toDo }) => toDo)).toEqual([]);
  });

  test('a start on a day off is marked, and so is day 1; an item due before the start has its week', () => {
    const early = program([
      phase('week-1', 'week 1', [
        { id: 'a', due: '4 days before start' },
        { id: 'b', due: 'day 1' },
      ]),
    ]);
    const weekend = months(new Story('2026-11-28').run(early, '2026-11-27'));
    expect(weekend).toContain(`23         24         25         26         27 today   28 start · 29 ·
           1.1
30 day 1
1.2`);
  });

  test('what is booked stands below its month, beyond the last due date too, until that day has passed', () => {
    const story = new Story();
    story.add({ kind: 'booked', item: 'd', day: '2026-11-25', time: '14:00' });
    story.add({ kind: 'booked', item: 'e', day: '2027-01-04' });
    const booked = (today: CalendarDate) => {
      const run = story.run(twoWeeks, today);
      return [viewCalendar(run).booked, months(run).match(/^.*: booked$/gm)];
    };
    expect(booked('2026-11-25')).toEqual([
      [
        { ref: '1.4', title: 'Write it up', day: '2026-11-25', time: '14:00' },
        { ref: '2.1', title: 'e', day: '2027-01-04', time: null },
      ],
      ['Wed 25 Nov, 14:00, 1.4 Write it up: booked', 'Mon 4 Jan, 2.1 e: booked'],
    ]);
    expect(booked('2026-11-26')[1]).toEqual(['Mon 4 Jan, 2.1 e: booked']);
  });

  test('a run that has ended has no today', () => {
    const story = lived();
    story.add({ kind: 'finished' }, { on: '2026-11-25' });
    const text = months(story.run(twoWeeks, '2027-06-01'));
    expect(text).toContain('25 end');
    expect(text).toContain('10 working days from Mon 23 Nov to Tue 8 Dec\n');
    expect(text).not.toContain('today');
  });

  test('a leave of a thousand years makes no thousand years of months', () => {
    const story = new Story();
    story.add({ kind: 'away', from: '2026-11-24', to: '2999-12-31' });
    const text = months(story.run(twoWeeks, '2026-11-23'));
    expect(text).toContain('10 working days from Mon 23 Nov to Mon 13 Jan 3000');
    expect(text.match(/^\w{3} \d{4}$/gm)?.at(-1)).toBe('Nov 2029');
    expect(text).toContain('Far away: 1.4 Write it up, due Thu 2 Jan 3000');
  });

  test('what was moved further away than a year makes no months, and is said', () => {
    const story = new Story();
    story.add({ kind: 'moved', item: 'a', due: '2999-12-31' });
    story.add({ kind: 'moved', item: 'b', due: '1970-01-01' });
    const text = months(story.run(twoWeeks, '2026-11-23'));
    expect(text.match(/^\w{3} \d{4}$/gm)).toEqual(['Nov 2026', 'Dec 2026']);
    expect(text).toContain('Far away: 1.1 Meet your buddy, due Tue 31 Dec 2999');
    expect(text).toContain('Far away: 1.2 b, due Thu 1 Jan 1970');
  });
});

describe('the view that --json prints', () => {
  const run = lived().run(twoWeeks, '2026-11-24', { calendar: company });
  const view = viewCalendar(run);
  const on = (date: CalendarDate) => view.days.find((day) => day.date === date);

  test('every day of the weeks, with its kind, its name and its items', () => {
    expect([view.days.length, view.days[0]?.date, view.days.at(-1)?.date]).toEqual([
      21,
      '2026-11-23',
      '2026-12-13',
    ]);
    expect(on('2026-11-23')).toMatchObject({ kind: 'working', due: ['1.1'], toDo: [], done: ['1.1', '1.2'] });
    expect(on('2026-11-24')).toMatchObject({ due: ['1.2', '1.3'], toDo: ['1.3'], overdue: [], done: [] });
    expect(on('2026-11-29')).toMatchObject({ kind: 'weekend', due: ['1.4'], moved: ['1.4'] });
    expect(on('2026-12-03')).toEqual({
      date: '2026-12-03',
      kind: 'leave',
      weekend: false,
      holiday: true,
      extra: false,
      name: 'Day of the lake',
      source: 'company.ics',
      leave: { from: '2026-12-02', to: '2026-12-03', workdays: 1 },
      due: [],
      toDo: [],
      overdue: [],
      moved: [],
      done: [],
    });
    expect(on('2026-12-05')).toMatchObject({ kind: 'working', weekend: true, extra: true, holiday: false });
    expect(view).toMatchObject({ start: '2026-11-23', firstDay: '2026-11-23', end: '2026-12-07' });
    expect(view.moved).toEqual([
      { ref: '1.4', title: 'Write it up', due: '2026-11-29', ruled: '2026-11-25' },
    ]);
  });

  test('the list has the holidays and make-up days alone, and the leaves beside them', () => {
    const { days, leaves, holidays } = viewDaysOff(run);
    expect(days.map(({ date, kind, name }) => [date, kind, name])).toEqual([
      ['2026-11-26', 'holiday', 'Thanksgiving'],
      ['2026-11-28', 'holiday', 'Founders’ day'],
      ['2026-12-03', 'leave', 'Day of the lake'],
      ['2026-12-05', 'working', 'for Fri 4 Dec'],
    ]);
    expect(leaves).toMatchObject([{ from: '2026-12-02', workdays: 1 }]);
    expect(holidays).toEqual({ first: '2026-11-26', last: '2026-12-03', until: '2026-12-31' });
  });
});

describe('days off', () => {
  function list(calendar: CalendarConfig, story = new Story()): string {
    return shown(daysOffRenderer, viewDaysOff(story.run(twoWeeks, '2026-11-24', { calendar })));
  }

  test('each with its name and source, leave with its length, and how far the list reaches', () => {
    expect(
      list(company, lived()),
    ).toBe(`Days off of Ada Lovelace                                 Mon 23 Nov to Mon 7 Dec

  Thu 26 Nov              Thanksgiving (company.ics)
  Sat 28 Nov              Founders’ day, outside the working week
  Wed 2 Dec to Thu 3 Dec  leave, 1 working day
  Thu 3 Dec               Day of the lake (company.ics)
  Sat 5 Dec               worked: for Fri 4 Dec (pm-onboard.yaml)

The working week is Mon to Fri; the other days of a week aren't listed here.
Holidays are listed from Thu 26 Nov to Thu 3 Dec; the list is complete up to Thu
31 Dec (\`holidays-until\`).
`);
  });

  const named = (date: CalendarDate) => ({ date, name: 'A day', source: 'company.ics' });
  const ending = "pm-onboard reschedule 'Ada Lovelace' --holidays-until 2026-12-04";
  test.each<[string, CalendarConfig, string]>([
    [
      'none',
      {},
      "No holidays are known, so none count. Name dates, an .ics file, or none: pm-onboard reschedule 'Ada Lovelace' --holidays none",
    ],
    [
      'none, and that is all',
      { holidays: [], holidaysUntil: '2026-12-31' },
      'No holidays are listed; the list is complete up to Thu 31 Dec (`holidays-until`).',
    ],
    [
      'up to a day before the end',
      { holidays: [named('2026-11-01'), named('2026-11-28')] },
      `Holidays are listed up to Sat 28 Nov only; the last phase ends on Fri 4 Dec. If that is all: ${ending}`,
    ],
    [
      'complete up to a day before the end',
      { holidays: [named('2026-11-01')], holidaysUntil: '2026-11-30' },
      `Holidays are listed up to Mon 30 Nov only; the last phase ends on Fri 4 Dec. If that is all: ${ending}`,
    ],
    [
      'from a day after the start',
      { holidays: [named('2026-11-28'), named('2026-12-25')] },
      `Holidays are listed from Sat 28 Nov on only; from the start, Mon 23 Nov, to Fri 27 Nov there are none. If that is all: ${ending}`,
    ],
    [
      'past both ends',
      { holidays: [named('2026-11-01'), named('2026-12-25')] },
      'Holidays are listed from Sun 1 Nov to Fri 25 Dec.',
    ],
  ])('listed: %s', (_, calendar, sentence) => {
    expect(`${list(calendar).replace(/\s+/g, ' ')}`).toContain(`aren't listed here. ${sentence} `);
  });
});

test.each(Object.values(attacks))('hostile names come out safe: %j', (name) => {
  const calendar: CalendarConfig = {
    holidays: [{ date: '2026-11-26', name, source: `${name}.ics` }],
    extraWorkingDays: [{ date: '2026-11-28', name, source: name }],
  };
  const story = new Story();
  const run = story.run(twoWeeks, '2026-11-24', { calendar });
  for (const text of [
    months(run),
    months(run, 60),
    shown(daysOffRenderer, viewDaysOff(run)),
    shown(daysOffRenderer, viewDaysOff(run), 40),
  ]) {
    expect(dangerous(text)).toEqual([]);
    expect(text.replace(/\s+/g, '')).toContain(`<<${safeStart(name)}`);
  }
  const markdown = markdownOf(viewCalendar(run), calendarRenderer);
  expect(dangerous(markdown)).toEqual([]);
  expect(markdown).not.toMatch(/<(script|img)/);
});

/** The first letters of an attack that stay as they are. */
function safeStart(attack: string): string {
  return /^<<(\w*)/.exec(attack)?.[1] ?? '';
}
