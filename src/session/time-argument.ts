/** Reads a time of day as people type it. Pure. */

import { clockTime } from '../dates.ts';
import { UserError } from '../errors.ts';

/**
 * Text → time as `HH:MM`. Read are times of 24 hours with a colon: `10:00`, `9:30`.
 * @param flag the flag that gives the time, for the error: `--at`
 * @throws UserError for any other text; for what can be meant as a time (`10.30`, `10h`, `2 pm`) it says how to write that
 */
export function timeFrom(text: string, flag: string): string {
  const said = text.trim().toLowerCase();
  const time = /^\d{1,2}:\d{2}$/.test(said) ? timeOf(said) : undefined;
  if (time !== undefined) return time;
  const meant = timeOf(said);
  const remedy = `write it as ${meant ?? '9:30 or 14:00, from 0:00 to 23:59'}`;
  throw new UserError(`${flag}: "${text.trim()}" is not a time`, remedy);
}

/** The time that a text can be meant as; undefined where it is none of the day. */
function timeOf(said: string): string | undefined {
  const [, hour = '', minute = '00', half] =
    /^(\d{1,2})(?:\s?[:.,h]?\s?(\d{2}))?\s?(am|pm|h|hrs|uhr|o'?clock)?$/.exec(said) ?? [];
  const isHalf = half === 'am' || half === 'pm';
  const hours = isHalf ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour);
  if (hour === '' || (isHalf && (hour === '0' || Number(hour) > 12))) return undefined;
  return hours < 24 && Number(minute) < 60 ? clockTime(hours, Number(minute)) : undefined;
}
