/** The dates of a meeting, by the calendar of its zone: no instant takes part. */
import {
  addDays,
  type CalendarDate,
  dayCount,
  daysBetween,
  firstOfMonth,
  mondayBefore,
  weekdayOf,
} from '../dates.ts';
import { type Dated, type Meeting, type MeetingRule, valueOn } from './model.ts';

/** What the dates need to know of days. */
export interface WorkingDays {
  readonly isWorking: (date: CalendarDate) => boolean;
  /** The name of a holiday, which may be empty; undefined on every other day. */
  readonly holidayOn: (date: CalendarDate) => string | undefined;
}

/** One time at which a meeting takes place, by the clocks of its zone. */
export interface Occurrence {
  readonly date: CalendarDate;
  /** Minutes of the day. */
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  /** Set where its day is a holiday: the day, its name, and whether the meeting went to another day for it. */
  readonly holiday?: { readonly date: CalendarDate; readonly name: string; readonly isMoved: boolean };
}

/** A meeting that would be moved over more days than this is left out: nobody works for so long. */
const longestMove = 31;

/** The times from one day to another, both included, in order. A meeting that is put off to the day of the next one gives way to it. */
export function occurrencesOf(
  meeting: Meeting,
  from: CalendarDate,
  to: CalendarDate,
  days: WorkingDays,
): Occurrence[] {
  const byDate = new Map<CalendarDate, Occurrence>();
  const planned = plannedDays(meeting, addDays(from, -longestMove), to);
  for (const date of planned) {
    const name = days.holidayOn(date);
    const moved = name === undefined ? date : placeFor(meeting, date, days);
    if (moved === undefined || moved > to || moved < from) continue;
    if (moved !== date && planned.some((other) => other > date && other <= moved)) continue;
    const [at, zone] = [valueOn(meeting.at, moved), valueOn(meeting.zone, moved)];
    if (!at || zone === undefined) continue;
    byDate.set(moved, {
      date: moved,
      from: at.from,
      to: at.to,
      zone,
      ...(name === undefined ? {} : { holiday: { date, name, isMoved: moved !== date } }),
    });
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Where a meeting goes whose day is a holiday; undefined where it doesn't take place. */
function placeFor(
  { onHoliday, until }: Meeting,
  date: CalendarDate,
  { isWorking }: WorkingDays,
): CalendarDate | undefined {
  if (onHoliday === 'keep') return date;
  if (onHoliday === 'skip') return undefined;
  for (let later = 1; later <= longestMove; later += 1) {
    const day = addDays(date, later);
    if (until !== undefined && day > until) return undefined;
    if (isWorking(day)) return day;
  }
  return undefined;
}

/** The days that the rule names, whatever the calendar. */
export function plannedDays(meeting: Meeting, from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const { since, until, every } = meeting;
  const found: CalendarDate[] = [];
  const last = until !== undefined && until < to ? until : to;
  for (let date = since !== undefined && since > from ? since : from; date <= last; date = addDays(date, 1)) {
    const rule = valueOn(every, date);
    if (rule && fits(rule, date, phaseOf(meeting, rule))) found.push(date);
  }
  return found;
}

/** The day from which weeks are counted where a meeting isn't in each of them; undefined where nothing says it. */
export function phaseOf({ every, since }: Meeting, rule: MeetingRule): CalendarDate | undefined {
  return every.find((each: Dated<MeetingRule>) => each.value === rule)?.since ?? since;
}

function fits(rule: MeetingRule, date: CalendarDate, phase: CalendarDate | undefined): boolean {
  if (weekdayOf(dayCount(date)) !== rule.day) return false;
  if (rule.unit === 'week') {
    if (rule.interval === 1) return true;
    // The first week is that of the first such day from the phase's day on.
    const first = firstSuch(phase ?? '1970-01-05', rule.day);
    return daysBetween(mondayBefore(first), mondayBefore(date)) % (7 * rule.interval) === 0;
  }
  const nth = Math.floor(daysBetween(firstOfMonth(date), date) / 7) + 1;
  return rule.nth > 0 ? nth === rule.nth : addDays(date, 7).slice(0, 7) !== date.slice(0, 7);
}

function firstSuch(from: CalendarDate, day: string): CalendarDate {
  let date = from;
  while (weekdayOf(dayCount(date)) !== day) date = addDays(date, 1);
  return date;
}
