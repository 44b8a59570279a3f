/** What lint says of the calendar files of a program and of the pm-onboard.yaml above it. */
import { expect, test } from 'vitest';
import { addDays } from '../../../src/dates.ts';
import { lint } from '../../../src/lint/lint.ts';
import { holidaysIn } from '../../../src/program/draft.ts';
import { calendarFilesIn, readCalendars } from '../../../src/program/holidays.ts';
import { describeProblem } from '../../../src/program/problem.ts';
import { parseYaml } from '../../../src/program/yaml.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function event(...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
}

function ics(...events: readonly string[]): string {
  return ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\r\n');
}

const eve = event('DTSTART;VALUE=DATE:20261224', 'SUMMARY:Christmas Eve');
/** 26 weekdays on end, from Monday 4 January 2027 on. */
const many = Array.from({ length: 26 }, (_, index) => {
  const day = addDays('2027-01-04', index + 2 * Math.floor(index / 5)).replaceAll('-', '');
  return event(`DTSTART;VALUE=DATE:${day}`, `SUMMARY:Day ${index + 1}`);
});

/** @param calendar the calendar of program.yaml, `team` that of pm-onboard.yaml */
function found(calendar: string, file: string, team?: string): string[] {
  const texts = {
    'program.yaml': `id: pm\ntitle: PM\nphases: [one]\ncalendar: ${calendar}\n`,
    'one.yaml':
      'id: one\ntitle: One\ndue: week 1\nitems: [{ id: a, title: Meet your buddy, takes: 30 min }]\n',
    'x.ics': file,
  };
  const yaml = parseYaml('pm-onboard.yaml', bytes(`calendar: ${team}\n`));
  const top = { value: yaml.value, yaml, path: [] };
  const calendars = readCalendars(calendarFilesIn(holidaysIn(top)), () => bytes(file));
  return lint({
    files: Object.entries(texts).map(([name, text]) => ({ name, path: name, bytes: bytes(text) })),
    config: {},
    extras: team === undefined ? {} : { workspace: { file: top, calendars } },
  }).map((problem) => `${problem.severity} ${problem.rule} ${describeProblem(problem)}`);
}

const pick = '(pick the days off by their words: `{ file: x.ics, only: […] }`, or `except`)';

test.each([
  ['nothing', '[x.ics]', ics(eve), []],
  [
    'events with a time of day',
    '[x.ics]',
    ics(eve, event('DTSTART:20261224T150000', 'SUMMARY:Party')),
    [`\`x.ics\` has what is no day off: 1 event with a time of day passed over ${pick}`],
  ],
  [
    'cancelled events are nothing to look at',
    '[x.ics]',
    ics(eve, event('DTSTART;VALUE=DATE:20261228', 'STATUS:CANCELLED')),
    [],
  ],
  ['25 days of the working week', '[x.ics]', ics(...many.slice(0, 25)), []],
  [
    '26 of them',
    '[x.ics]',
    ics(...many),
    [`\`x.ics\` takes 26 working days of 2027 off: Day 1, Day 2, Day 3, Day 4 and 22 more ${pick}`],
  ],
  ['26 of them, picked', '[{ file: x.ics, only: [Day] }]', ics(...many), []],
  ['26 of them, picked the other way', '[{ file: x.ics, except: [Day 1] }]', ics(...many), []],
  [
    'words that fit no event',
    '[{ file: x.ics, only: [Christmas, New Year] }]',
    ics(eve),
    ['`x.ics` has no event with the words `New Year` (it may be misspelt)'],
  ],
] as const)('%s', (_, entries, file, want) => {
  const holidays = `{ holidays: ${entries} }`;
  expect(found(holidays, file)).toEqual(
    want.map((text) => `warning calendar-file program.yaml:4:24: ${text}`),
  );
  expect(found('{}', file, holidays)).toEqual(
    want.map((text) => `warning calendar-file pm-onboard.yaml:1:24: ${text}`),
  );
});

test('counts the days of the working week that stands beside the list', () => {
  expect(found('{ working-days: [mon, tue, wed], holidays: [x.ics] }', ics(...many))).toEqual([]);
});

test('a list that says that it is complete is covered', () => {
  const coverage = (calendar: string) =>
    lint({
      files: [
        {
          name: 'program.yaml',
          path: 'program.yaml',
          bytes: bytes(`id: pm\ntitle: PM\nphases: [one]\ncalendar: ${calendar}\n`),
        },
        {
          name: 'one.yaml',
          path: 'one.yaml',
          bytes: bytes('id: one\ntitle: One\ndue: week 1\nitems: [{ id: a, title: Meet, takes: 1 h }]\n'),
        },
      ],
      config: {},
      extras: { horizon: { today: '2026-11-23', until: '2026-11-23', calendar: {} } },
    }).map(({ rule }) => rule);
  expect(coverage('{ holidays: [2026-11-24] }')).toEqual(['calendar-coverage']);
  expect(coverage('{ holidays: [2026-11-24], holidays-until: 2026-11-26 }')).toEqual(['calendar-coverage']);
  expect(coverage('{ holidays: [2026-11-24], holidays-until: 2026-11-27 }')).toEqual([]);
  expect(coverage('{ holidays: [] }')).toEqual(['calendar-coverage']);
  expect(coverage('{ holidays: [], holidays-until: 2026-11-27 }')).toEqual([]);
  expect(coverage('{ holidays-until: 2026-11-27 }')).toEqual([]);
});
