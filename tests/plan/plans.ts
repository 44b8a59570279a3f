/** Plans around the days on which clocks and calendars jump. */
import {
  type CalendarDate,
  localDate,
  longDate,
  parseDate,
  shortDate,
  weekdayName,
} from '../../src/dates.ts';
import { paceOf } from '../../src/plan/pace.ts';
import { ruleDate, Timeline } from '../../src/plan/timeline.ts';
import { days, phase, program, Story } from '../builders.ts';
import { plus } from './oracle.ts';

/** Apia's missing day, 29 February, and changes of clocks on either half of the Earth. */
const jumps: CalendarDate[] = [
  '2011-12-30',
  '2018-11-04',
  '2023-02-26',
  '2024-02-29',
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
];
const rules = ['day 1', 'day 4', 'week 1', 'workday 3', 'workday 9', 'day 30', '2 days before start'];

const onboarding = program([
  phase('day-1', 'day 1', ['a', { id: 'b', due: '3 days before start', by: 'manager' }]),
  phase('week-1', 'week 1', ['c', { id: 'd', from: 'day 2', due: 'workday 4', takes: 960 }]),
  phase('day-30', 'day 30', ['e', { id: 'f', from: 'week 2' }]),
]);

const plansHere = () =>
  jumps.flatMap((jump) =>
    [-8, -3, -2, -1, 0, 1].flatMap((offset) => {
      const start = plus(jump, offset);
      return [0, 1].map((leaves) => {
        const story = new Story(start);
        if (leaves > 0) story.add({ kind: 'away', from: plus(jump, 0), to: plus(jump, 2) });
        const holidays = days(plus(jump, 1));
        const calendar = story.calendar({ holidays });
        const timeline = new Timeline(start, calendar, onboarding.phases);
        const today = plus(jump, 1);
        const plan = story.plan(onboarding, today, { holidays });
        return {
          start: parseDate(start),
          plan,
          pace: paceOf(story.run(onboarding, today, { calendar: { holidays } })),
          dues: rules.map((rule) => ruleDate(rule, start, timeline)),
          words: [longDate(start, today), shortDate(start, today), weekdayName(start)],
        };
      });
    }),
  );

export interface Here {
  readonly localDate: string;
  readonly offset: number;
  readonly plans: readonly object[];
}

/** As this process sees them, in its time zone. */
export function here(): Here {
  const instant = new Date('2026-06-01T10:30:00Z');
  return { localDate: localDate(instant), offset: instant.getTimezoneOffset(), plans: plansHere() };
}
