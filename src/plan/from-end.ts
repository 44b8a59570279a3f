/** For a program whose dates count back from a last day: how long before that day it asks for something, without a run. */
import { addDays, type CalendarDate, dateOf, dayCount, earlierOf } from '../dates.ts';
import { anchorOf, parseDateRule } from '../program/grammar.ts';
import type { Program } from '../program/model.ts';
import type { Calendar } from './calendar.ts';
import { ruleDate, Timeline } from './timeline.ts';

/** A preview and lint suppose that a list is begun so many working days before the first date in it. */
const ahead = 5;

/** No rule counts further back: 999 working days are about as many calendar days and their weekends, holidays and all. */
const farthest = 2500;

/** The day on which a run with that last day is supposed to be begun, where nobody has said it. */
export function startFor(program: Program, calendar: Calendar, end: CalendarDate): CalendarDate {
  return dateOf(calendar.workdayBefore(dayCount(earliestIn(program, calendar, end)), ahead));
}

/** The last day of a run that is begun on that day, or the day from which on it is supposed to be. */
export function endFor(program: Program, calendar: Calendar, start: CalendarDate): CalendarDate {
  const some = addDays(start, farthest);
  const days = calendar.workdaysBetween(earliestIn(program, calendar, some), some);
  return calendar.nthWorkday(start, days + ahead + 1);
}

/** The first date that a rule of the program gives, the last day where there is none. */
function earliestIn({ phases }: Program, calendar: Calendar, end: CalendarDate): CalendarDate {
  const start = addDays(end, -farthest);
  const timeline = new Timeline(start, calendar, [], undefined, end);
  const rules = new Set(phases.flatMap(({ items }) => items.flatMap(({ due, from }) => [due, from ?? due])));
  return [...rules].reduce<CalendarDate>((earliest, rule) => {
    const parsed = parseDateRule(rule);
    const isCounted = parsed && anchorOf(parsed) === 'end';
    return isCounted ? earlierOf(earliest, ruleDate(rule, start, timeline)) : earliest;
  }, end);
}
