/**
 * Calendar dates as `YYYY-MM-DD` strings: no time zone and no instant takes part, so every machine computes the same.
 * The only importer of date-fns. Counting days is the platform's own `Date.UTC`: a plan asks for it a thousand times,
 * and through date-fns that was a sixth of the whole of `status`.
 */
import { UTCDateMini } from '@date-fns/utc/date/mini';
import { format } from 'date-fns/format';
import { isValid } from 'date-fns/isValid';
import { lightFormat } from 'date-fns/lightFormat';
import { parseISO } from 'date-fns/parseISO';

/** A calendar date, `YYYY-MM-DD`. */
export type CalendarDate = `${number}-${number}-${number}`;

/** Days since 1970-01-01: the form in which dates are counted. */
export type DayCount = number;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const millisecondsPerDay = 86_400_000;

/** The text as a date, or undefined where it is none: `2026-02-30`, `2026`, `tomorrow`. Years 1970 to 2999. */
export function parseDate(text: string): CalendarDate | undefined {
  if (!/^(19[7-9]\d|2\d{3})-\d{2}-\d{2}$/.test(text)) return undefined;
  return isValid(parseISO(text)) ? (text as CalendarDate) : undefined;
}

/** The local calendar date of an instant. */
export function localDate(instant: Date): CalendarDate {
  return lightFormat(instant, 'yyyy-MM-dd') as CalendarDate;
}

/** How many days lie between 1970-01-01 and the date. */
export function dayCount(date: CalendarDate): DayCount {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) /
    millisecondsPerDay
  );
}

/** The inverse of {@link dayCount}. */
export function dateOf(count: DayCount): CalendarDate {
  return new Date(count * millisecondsPerDay).toISOString().slice(0, 10) as CalendarDate;
}

export function weekdayOf(count: DayCount): Weekday {
  // 1970-01-01 was a Thursday.
  return weekdays[(((count + 3) % 7) + 7) % 7] as Weekday;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(dayCount(date) + days);
}

/** For sorting: the earlier first. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlierOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return compareDates(a, b) <= 0 ? a : b;
}

export function laterOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return compareDates(a, b) >= 0 ? a : b;
}

/** Days from `from` to `to`; negative where `to` is the earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayCount(to) - dayCount(from);
}

/** The Sunday that ends the date's week, Monday being its first day. */
export function endOfWeek(date: CalendarDate): CalendarDate {
  return addDays(date, 6 - weekdays.indexOf(weekdayOf(dayCount(date))));
}

/** `Mon 23 Nov`; with the year where it isn't the year of `today`. */
export function longDate(date: CalendarDate, today: CalendarDate): string {
  const sameYear = date.slice(0, 4) === today.slice(0, 4) || Math.abs(daysBetween(today, date)) < 180;
  return format(utc(date), sameYear ? 'EEE d MMM' : 'EEE d MMM yyyy');
}

/** `Fri 27` within about two weeks of `today`, else as {@link longDate}. */
export function shortDate(date: CalendarDate, today: CalendarDate): string {
  return Math.abs(daysBetween(today, date)) < 14 ? format(utc(date), 'EEE d') : longDate(date, today);
}

/** `Monday`. */
export function weekdayName(date: CalendarDate): string {
  return format(utc(date), 'EEEE');
}

function utc(date: CalendarDate): Date {
  return new UTCDateMini(date);
}
