/** Dates, times and durations as an iCalendar file writes them (RFC 5545, 3.3.4 to 3.3.6). */
import { type CalendarDate, type DayCount, dateOf, dayCount, noDate } from '../dates.ts';
import { CalendarFault } from './icalendar-limits.ts';
import { type Property, parameterOf } from './icalendar-text.ts';

export const secondsPerDay = 86_400;

export type Time =
  | { readonly kind: 'date'; readonly day: DayCount }
  /** `second`: since midnight. `zone`: the name of the time zone; without it, the time is the same in every zone. */
  | { readonly kind: 'local'; readonly day: DayCount; readonly second: number; readonly zone?: string }
  /** `seconds`: since 1970-01-01 in UTC. */
  | { readonly kind: 'instant'; readonly seconds: number };

/** `TZID=UTC` and the like: a time in such a zone is an instant, as if it ended in `Z`. */
const utcNames = /^(?:.*\/)?(?:utc|gmt|zulu|z)$/i;
const timePattern = /^(\d{8})(?:T|Z|T(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z)?)?$/i;

/**
 * @param text `20261225`, `20261225T235900` or, in UTC, `20261225T235900Z`
 * @param zone the name of the zone that the property gives
 * @throws CalendarFault
 */
export function timeFrom(text: string, line: number, zone?: string): Time {
  const [, date = '', hour, minute = '', second = '0', utc] = timePattern.exec(text) ?? [];
  const day = dayFrom(date);
  const time = hour === undefined ? 0 : Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (day === undefined || time > secondsPerDay) throw new CalendarFault(noDate(text), line);
  if (hour === undefined) return { kind: 'date', day };
  if (utc || utcNames.test(zone ?? '')) return { kind: 'instant', seconds: day * secondsPerDay + time };
  const [later, left] = time === secondsPerDay ? [1, 0] : [0, time];
  return { kind: 'local', day: day + later, second: left, ...(zone === undefined ? {} : { zone }) };
}

/** The time of a property that has only one. @throws CalendarFault */
export function timeIn(property: Property): Time {
  return timeFrom(property.value, property.line, parameterOf(property, 'TZID'));
}

/** The values of a property that may list several; an empty one says nothing. */
export function valuesOf({ value }: Property): string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

/** `20261225` → the day. Years count from 1600 on, because some programs let repeated events begin in 1601. */
export function dayFrom(text: string): DayCount | undefined {
  const [, year, month, day] = /^(1[6-9]\d\d|[2-9]\d{3})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (
    year === undefined ||
    !/^(0[1-9]|1[0-2])$/.test(month ?? '') ||
    !/^(0[1-9]|[12]\d|3[01])$/.test(day ?? '')
  )
    return undefined;
  const date = `${year}-${month}-${day}` as CalendarDate;
  // A day that its month doesn't have, such as 30 February, comes back as a day of the next month.
  return dateOf(dayCount(date)) === date ? dayCount(date) : undefined;
}

/** `P2W`, `P3D`, `PT24H` → seconds. @throws CalendarFault */
export function durationFrom(text: string, line: number): number {
  const parts =
    /^\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/i.exec(text);
  if (!parts) throw new CalendarFault(`"${text}" is not a duration`, line);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
}

/**
 * A time in the last minute of a day, as `23:59:59` or `23:59`, stands for the midnight that ends it.
 * @param seconds a count of seconds that is a multiple of 86,400 at midnight
 */
export function endOfDay(seconds: number): number {
  const left =
    (secondsPerDay - (((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay)) % secondsPerDay;
  return left <= 60 ? seconds + left : seconds;
}
