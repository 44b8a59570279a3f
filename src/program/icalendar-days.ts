/** Which whole days an event takes, and which day a time in its properties stands for. */
import type { DayCount } from '../dates.ts';
import { attempt } from '../errors.ts';
import { CalendarFault, costOfTime, longestEvent } from './icalendar-limits.ts';
import { type Component, type Property, parameterOf } from './icalendar-text.ts';
import { durationFrom, endOfDay, secondsPerDay, type Time, timeIn } from './icalendar-times.ts';
import type { Zone, Zones } from './icalendar-zones.ts';

export interface WholeDays {
  readonly first: DayCount;
  /** How many days the event lasts. */
  readonly length: number;
  /** The first day as the file counts it: the day in UTC of an event that begins in UTC. */
  readonly written: DayCount;
  /** The zone that the event's own times name. */
  readonly zone?: Zone;
  /** The line of its `DTSTART`. */
  readonly line: number;
}

/** Why an event takes no whole days; `days and hours`: it lasts a day or more, but not from midnight to midnight. */
export type NotWhole = 'time of day' | 'days and hours' | 'no date';

/**
 * The days of an event that lasts whole days: one without times, or one that begins at a midnight and ends at one (Outlook,
 * Exchange and AWS write such events), or one that Microsoft's property calls so.
 * @throws CalendarFault for an event of whole days that can't be understood
 */
export function wholeDaysOf(event: Component, zones: Zones): WholeDays | NotWhole {
  const start = event.first('DTSTART');
  if (!start) return 'no date';
  const isDate = /^date$/i.test(parameterOf(start, 'VALUE') ?? '') || /^\d{8}$/.test(start.value);
  const isTime = !isDate && /T\d/i.test(start.value);
  const days = isTime ? daysOfTimes(event, start, zones) : daysOfDates(event, start, zones);
  if (typeof days === 'string') return days;
  const { line } = start;
  if (days.length < 1)
    throw new CalendarFault('the event ends before it begins', event.first('DTEND')?.line ?? line);
  if (days.length > longestEvent)
    throw new CalendarFault(`the event lasts ${days.length} days, the most is ${longestEvent}`, line);
  return { ...days, line };
}

type Days = Omit<WholeDays, 'line'>;

/**
 * `DTEND` is the first day after the event (RFC 5545, 3.6.1), but for an event of one day some programs write the same day as
 * in `DTSTART`, or a duration of nothing.
 */
function daysOfDates(event: Component, start: Property, zones: Zones): Days {
  const first = dateOfTime(timeIn(start), zones, start.line);
  const [end, duration] = [event.first('DTEND'), event.first('DURATION')];
  const length = end
    ? dateOfTime(timeIn(end), zones, end.line, 'end') - first
    : duration
      ? endOfDay(durationFrom(duration.value, duration.line)) / secondsPerDay
      : 1;
  if (duration && !end && !Number.isInteger(length))
    throw new CalendarFault(`the duration "${duration.value}" is not a number of whole days`, start.line);
  return { first, length: length === 0 ? 1 : length, written: first };
}

/**
 * The date of a `DTSTART` or `DTEND` that should be one, but has a time, too: the date as it is written, unless the time is a
 * midnight in a zone of the file.
 */
function dateOfTime(time: Time, zones: Zones, line: number, end?: 'end'): DayCount {
  if (time.kind === 'date') return time.day;
  const seconds = time.kind === 'local' ? time.day * secondsPerDay + time.second : time.seconds;
  const moment = end ? endOfDay((time.kind === 'instant' && lastMoment(seconds)) || seconds) : seconds;
  const midnight = time.kind === 'instant' ? midnightAt(moment, zones, line) : undefined;
  return midnight ?? Math.floor(moment / secondsPerDay);
}

/** The days of an event that begins at a time. */
function daysOfTimes(
  event: Component,
  property: Property,
  zones: Zones,
): Days | 'time of day' | 'days and hours' {
  const [end, duration] = [event.first('DTEND'), event.first('DURATION')];
  const start = attempt(() => timeIn(property));
  const endTime = end && attempt(() => timeIn(end));
  const lasts = !end && duration ? attempt(() => durationFrom(duration.value, duration.line)) : 0;
  if (!start || (end && !endTime) || lasts === undefined) return 'time of day';

  const written = start.kind === 'instant' ? Math.floor(start.seconds / secondsPerDay) : start.day;
  const zone = start.kind === 'local' && start.zone !== undefined ? zones.named(start.zone) : undefined;
  const clocks = start.kind === 'instant' ? [undefined, ...zones.all()] : [zone];
  const span = (clock: Zone | undefined) => {
    const from = onClock(start, clock);
    return { from, to: endTime ? onClock(endTime, clock) : from + lasts };
  };
  for (const clock of clocks) {
    zones.budget.spend(costOfTime, event.line);
    const { from, to } = span(clock);
    const length = (endOfDay(to) - from) / secondsPerDay;
    if (from % secondsPerDay === 0 && Number.isInteger(length) && to !== from)
      return { first: from / secondsPerDay, length, written, ...(zone ? { zone } : {}) };
  }
  const { from, to } = span(clocks[0]);
  const length = to === from ? 1 : Math.round((to - from) / secondsPerDay);
  if (length >= 1 && /^(true|1)$/i.test(event.text('X-MICROSOFT-CDO-ALLDAYEVENT') ?? ''))
    return { first: Math.round(from / secondsPerDay), length, written, ...(zone ? { zone } : {}) };
  return to - from >= secondsPerDay ? 'days and hours' : 'time of day';
}

/** Seconds since 1970, as the clocks of the zone count them. Without a zone: of UTC. */
function onClock(time: Time, zone: Zone | undefined): number {
  if (time.kind === 'instant') return time.seconds + (zone?.offsetAt(time.seconds) ?? 0);
  return time.day * secondsPerDay + (time.kind === 'local' ? time.second : 0);
}

/**
 * The day that a value of an event of whole days stands for. Exchange, Outlook and Android write the instant at which the
 * day begins for the event's author: 30 December in Berlin is `20261229T230000Z`. Others write its last second.
 * @param line the line of the value
 */
export function dayOf(time: Time, zones: Zones, line: number, zone?: Zone): DayCount {
  if (time.kind !== 'instant') return time.day;
  const end = lastMoment(time.seconds);
  return end === undefined
    ? nearestMidnight(time.seconds, zones, line, zone)
    : nearestMidnight(end, zones, line, zone) - 1;
}

/** The last day of a repetition. For an event with times, `UNTIL` is an instant as any other (RFC 5545, 3.3.10). */
export function lastDayOf(time: Time, zones: Zones, line: number, zone?: Zone): DayCount {
  return time.kind === 'instant' && zone
    ? Math.floor(onClock(time, zone) / secondsPerDay)
    : dayOf(time, zones, line, zone);
}

/** The last second or minute before a full quarter of an hour, where a day may begin in some zone → that quarter. */
function lastMoment(seconds: number): number | undefined {
  const left = 900 - (((seconds % 900) + 900) % 900);
  return left === 1 || left === 60 ? seconds + left : undefined;
}

/** The day that begins at this instant, else the nearest one to begin in UTC. */
function nearestMidnight(seconds: number, zones: Zones, line: number, zone?: Zone): DayCount {
  return midnightAt(seconds, zones, line, zone) ?? Math.round(seconds / secondsPerDay);
}

/**
 * The day that begins at this instant: midnight in UTC is the same date in all files seen, whatever their zone; else the
 * midnight of a zone that the file names.
 */
function midnightAt(seconds: number, zones: Zones, line: number, zone?: Zone): DayCount | undefined {
  if (seconds % secondsPerDay === 0) return seconds / secondsPerDay;
  for (const each of zone ? [zone, ...zones.all()] : zones.all()) {
    zones.budget.spend(costOfTime, line);
    const clock = seconds + each.offsetAt(seconds);
    if (clock % secondsPerDay === 0) return clock / secondsPerDay;
  }
  return undefined;
}
