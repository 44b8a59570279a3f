import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../src/dates.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import type { Fact } from '../../src/progress/event.ts';
import { emptyRecord, mergeRecords } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { calendarNotices, eventsAhead, holidayGap, makersOf } from '../../src/view/notices.ts';
import { phase, program, Story } from '../builders.ts';

const note = (item: string): Fact => ({ kind: 'noted', item, text: 'x' });
const by = (name: string, at: string) => ({
  now: new Date(at),
  on: '2026-11-23' as const,
  by: name,
  batch: `${name} ${at}`,
});

test('whoever follows an event from the future has no clock that is ahead', () => {
  const now = '2026-11-23T09:00:00.000Z';
  const ahead = withFacts(
    emptyRecord('h0000000a'),
    [note('a'), note('b')],
    by('Grace', '2036-11-23T09:00:00.000Z'),
  );
  const followed = withFacts(withFacts(ahead, [note('a')], by('Ada', now)), [note('a')], by('Ada', now));
  expect(eventsAhead(followed, new Date(now))).toHaveLength(4);
  expect(makersOf(eventsAhead(followed, new Date(now)))).toEqual(['Grace']);
  const alone = withFacts(emptyRecord('h0000000a'), [note('c')], by('Ada', '2036-11-23T10:00:00.000Z'));
  expect(makersOf(eventsAhead(mergeRecords(followed, alone), new Date(now)))).toEqual(['Ada', 'Grace']);
});

describe('what a list of holidays lacks', () => {
  /** From Mon 23 Nov to Tue 22 Dec. */
  const month = program([phase('day-30', 'day 30', ['a'])]);
  const named = (...dates: CalendarDate[]) => dates.map((date) => ({ date }));
  interface Given {
    readonly team?: CalendarConfig;
    readonly own?: object;
    readonly today?: CalendarDate;
    readonly over?: boolean;
  }
  const runWith = ({ team = {}, own, today = '2026-11-23', over = false }: Given) => {
    const story = new Story();
    if (own) story.add({ kind: 'changed', ...own });
    if (over) story.add({ kind: 'finished' });
    return story.run(month, today, { calendar: team });
  };
  const none = 'No holidays are known, so none count';
  const early = 'Holidays are listed up to Thu 26 Nov only; the last phase ends on Tue 22 Dec';
  const late =
    'Holidays are listed from Thu 26 Nov on only; from the start, Mon 23 Nov, to Wed 25 Nov there are none';
  const cases: [string, Given, string | undefined][] = [
    ['no list', {}, none],
    ['an empty list of the team, which may be a template', { team: { holidays: [] } }, none],
    ['an empty list of the hire says none', { own: { holidays: [] } }, undefined],
    ["the team's again", { own: { asTeam: ['holidays'] } }, none],
    ['around the run', { team: { holidays: named('2026-11-23', '2026-12-25') } }, undefined],
    ['in any order', { team: { holidays: named('2027-01-01', '2026-11-01') } }, undefined],
    ['ends too early', { team: { holidays: named('2026-11-01', '2026-11-26') } }, early],
    ['begins after the start', { team: { holidays: named('2026-11-26', '2026-12-25') } }, late],
    [
      "last year's list exchanged for the next year's",
      { team: { holidays: named('2027-01-01', '2027-12-25') } },
      'Holidays are listed from Fri 1 Jan on only; from the start, Mon 23 Nov, to Thu 31 Dec there are none',
    ],
    [
      'both',
      { team: { holidays: named('2026-11-26', '2026-12-10') } },
      'Holidays are listed from Thu 26 Nov to Thu 10 Dec only; the run goes from Mon 23 Nov to Tue 22 Dec',
    ],
    [
      'both, one day',
      { team: { holidays: named('2026-11-26') } },
      'Holidays are listed for Thu 26 Nov only; the run goes from Mon 23 Nov to Tue 22 Dec',
    ],
    ['that is all', { team: { holidays: named('2026-11-26'), holidaysUntil: '2026-12-22' } }, undefined],
    ['that is all, of an empty list', { team: { holidays: [], holidaysUntil: '2026-12-22' } }, undefined],
    ['that is all, without a list', { own: { holidaysUntil: '2027-01-01' } }, undefined],
    [
      'that is all, but not for long enough',
      { team: { holidays: named('2026-11-01'), holidaysUntil: '2026-12-21' } },
      'Holidays are listed up to Mon 21 Dec only; the last phase ends on Tue 22 Dec',
    ],
    [
      "what the team says of its list isn't said of the hire's own",
      {
        team: { holidays: [], holidaysUntil: '2026-12-22' },
        own: { holidays: named('2026-11-01', '2026-11-26') },
      },
      early,
    ],
    ['on the last day of the run', { today: '2026-12-22' }, none],
    ['after it', { today: '2026-12-23' }, undefined],
    ['of a run that has ended', { over: true }, undefined],
  ];
  test.each(cases)('%s', (_, given, text) => {
    expect(holidayGap(runWith(given))?.text).toBe(text);
  });

  test('is said with the command that mends it', () => {
    expect(calendarNotices(runWith({}))).toEqual([
      `${none}. Name dates, an .ics file, or none: pm-onboard reschedule 'Ada Lovelace' --holidays none`,
    ]);
    expect(calendarNotices(runWith({ team: { holidays: named('2026-11-01', '2026-11-26') } }))).toEqual([
      `${early}. If that is all: pm-onboard reschedule 'Ada Lovelace' --holidays-until 2026-12-22`,
    ]);
  });
});
