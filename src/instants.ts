/**
 * Times by the clocks of a zone, and the instants that they are. What is planned stands as date and time in a zone; it becomes an
 * instant only where it is shown in another zone.
 */
import { type CalendarDate, dateOf, dayCount } from './dates.ts';

/** Milliseconds since 1970 in UTC. */
export type Instant = number;

/** What a clock on the wall shows. */
export interface WallTime {
  readonly date: CalendarDate;
  /** Minutes since midnight, as the clock counts them. */
  readonly minutes: number;
}

const day = 86_400_000;
const minute = 60_000;

/**
 * The instant at which the clocks of a zone show a time. A time that comes twice, as clocks are put back, is the first of the two;
 * one that doesn't exist, as clocks are put forward, is as much later as they are put: 02:30 is 03:30 then. That is how RFC 5545
 * (3.3.5) reads both.
 * @param zone an IANA name
 * @throws RangeError for a zone that Intl doesn't know
 */
export function instantOf({ date, minutes }: WallTime, zone: string): Instant {
  const wall = dayCount(date) * day + minutes * minute;
  // The clocks of a zone change at most once within so short a time.
  const [before, after] = [offsetAt(wall - day, zone), offsetAt(wall + day, zone)];
  const fitting = [wall - before, wall - after].filter(
    (instant) => instant + offsetAt(instant, zone) === wall,
  );
  return fitting.length > 0 ? Math.min(...fitting) : wall - before;
}

/**
 * As {@link instantOf}, for a time as `HH:MM`.
 * @returns undefined where there is no such zone
 */
export function instantAt(date: CalendarDate, time: string, zone: string): Date | undefined {
  if (!isZone(zone)) return undefined;
  const [hour = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(instantOf({ date, minutes: 60 * hour + minutes }, zone));
}

/** What the clocks of a zone show at an instant. @throws RangeError for a zone that Intl doesn't know */
export function wallTimeAt(instant: Instant, zone: string): WallTime {
  const wall = instant + offsetAt(instant, zone);
  const days = Math.floor(wall / day);
  return { date: dateOf(days), minutes: Math.floor((wall - days * day) / minute) };
}

/** How many minutes the clocks of `zone` are ahead of those of `other` at an instant. */
export function minutesAhead(instant: Instant, zone: string, other: string): number {
  return Math.round((offsetAt(instant, zone) - offsetAt(instant, other)) / minute);
}

/** Whether Intl knows the zone. Offsets such as `+01:00`, which newer versions take, are none. */
export function isZone(text: string): boolean {
  if (!/^[a-z]/i.test(text)) return false;
  try {
    formatFor(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: Instant, zone: string): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(instant)) fields[type] = Number(value);
  const { year = 0, month = 0, day: ofMonth = 0, hour = 0, minute: minutes = 0, second = 0 } = fields;
  const wall = Date.UTC(year, month - 1, ofMonth, hour, minutes, second);
  return wall - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format takes a hundred times as long as to use it. */
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
