/** Local times of a time zone as instants. Intl knows the zones; it is asked only by commands that write calendar files. */
import type { CalendarDate } from './dates.ts';

const minute = 60_000;
const day = 1440 * minute;

/**
 * The instant at which the clocks of a zone show a time. RFC 5545 (3.3.5) says which it is when clocks change: of a time that
 * comes twice the first, and a time that the clocks leap over is read by the offset before the leap.
 * @param time as `HH:MM`
 * @param zone an IANA name
 * @returns undefined where there is no such zone
 */
export function instantAt(date: CalendarDate, time: string, zone: string): Date | undefined {
  const shown = Date.parse(`${date}T${time}:00Z`);
  const offset = offsetsIn(zone);
  if (!offset) return undefined;
  // No zone changes its clocks twice within two days.
  const [before, after] = [offset(shown - day), offset(shown + day)];
  const [early, late] = [shown - before, shown - after];
  return new Date(offset(early) !== before && offset(late) === after ? late : early);
}

/** Returns a function: instant → by how many milliseconds the zone's clocks are ahead of UTC then. */
function offsetsIn(zone: string): ((instant: number) => number) | undefined {
  const format = formatOf(zone);
  return (
    format &&
    ((instant) => {
      const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
      const [year = 0, month = 1, date, hour, minutes, seconds] = [
        'year',
        'month',
        'day',
        'hour',
        'minute',
        'second',
      ].map((type) => parts.get(type as Intl.DateTimeFormatPartTypes));
      return Date.UTC(year, month - 1, date, hour, minutes, seconds) - Math.floor(instant / 1000) * 1000;
    })
  );
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
