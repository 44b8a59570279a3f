/**
 * Calendar dates as `YYYY-MM-DD` strings. No time zone and no instant takes part in computing with them, so that every
 * machine gets the same result. This is the only file that imports date-fns; counting, checking and naming days uses the
 * platform's `Date` instead, because with date-fns it took a sixth of the time of `status` and a fifth of the bundle.
 */
import { lightFormat } from 'date-fns/lightFormat';

/** A calendar date, `YYYY-MM-DD`. */
export type CalendarDate = `${number}-${number}-${number}`;

/** Days since 1970-01-01: the form in which dates are counted. */
export type DayCount = number;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const millisecondsPerDay = 86_400_000;

export interface Years {
  readonly first: number;
  readonly last: number;
}

/** The years that a date may lie in. */
export const years: Years = { first: 1970, last: 2999 };

/** The day count of the last day within {@link years}; that of the first is 0. */
const lastCount = Date.UTC(years.last, 11, 31) / millisecondsPerDay;

/** The form of a date within {@link years}. The pattern also accepts 30 February, which {@link parseDate} refuses. */
export const datePattern = /^(19[7-9]\d|2\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Text → date; undefined where the text isn't a date, such as `2026-02-30`, `2026` or `tomorrow`. */
export function parseDate(text: string): CalendarDate | undefined {
  const count = counts.get(text as CalendarDate) ?? Number.NaN;
  // Days beyond these years may have been counted too.
  if (count >= 0 && count <= lastCount && dates.get(count) === text) return text as CalendarDate;
  if (!datePattern.test(text)) return undefined;
  // JavaScript turns a day that the month doesn't have into a day of the next month, so the result differs from the text.
  const date = text as CalendarDate;
  return dateOf(dayCount(date)) === date ? date : undefined;
}

/** What is said of a text that {@link parseDate} doesn't read. */
export function noDate(text: string): string {
  return `"${text}" is not a date`;
}

/** The calendar date of an instant in UTC; no date where its year is none of {@link years}. */
export function utcDate(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The calendar date of an instant in the machine's time zone. */
export function localDate(instant: Date): CalendarDate {
  return lightFormat(instant, 'yyyy-MM-dd') as CalendarDate;
}

/** Date → days since 1970-01-01; 1970-01-01 itself is 0. */
export function dayCount(date: CalendarDate): DayCount {
  let count = counts.get(date);
  if (count === undefined) {
    // JavaScript reads a date without a time as midnight UTC. A rounded number takes no memory of its own, a quotient does.
    count = Math.round(Date.parse(date) / millisecondsPerDay);
    counts.set(date, count);
  }
  return count;
}

/** The days counted so far: a long record, or a large program, has the same ones again and again. */
const counts = new Map<CalendarDate, DayCount>();

/** Days since 1970-01-01 → date. */
export function dateOf(count: DayCount): CalendarDate {
  let date = dates.get(count);
  if (date === undefined) {
    date = new Date(count * millisecondsPerDay).toISOString().slice(0, 10) as CalendarDate;
    dates.set(count, date);
  }
  return date;
}

/** The dates written so far: the plans of many hires have the same ones again and again. */
const dates = new Map<DayCount, CalendarDate>();

export function weekdayOf(count: DayCount): Weekday {
  return weekdays[weekdayIndex(count)] as Weekday;
}

/** The place of a day in the week: 0 for a Monday, 6 for a Sunday. */
export function weekdayIndex(count: DayCount): number {
  // 1970-01-01 was a Thursday.
  return (((count + 3) % 7) + 7) % 7;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(dayCount(date) + days);
}

/** The same day of a later month; the last day of that month where it has no such day: 31 January and a month is 28 February. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10) as CalendarDate;
}

/** Compares two dates for `sort`, which then puts the earlier date first. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlierOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a <= b ? a : b;
}

export function laterOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a >= b ? a : b;
}

/** Days from `from` to `to`; negative where `to` is the earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayCount(to) - dayCount(from);
}

/** The Sunday that ends the date's week; weeks begin on Monday. */
export function endOfWeek(date: CalendarDate): CalendarDate {
  return addDays(date, 6 - weekdayIndex(dayCount(date)));
}

/** The Monday of the date's week. */
export function mondayBefore(date: CalendarDate): CalendarDate {
  return addDays(endOfWeek(date), -6);
}

/** The date itself where it is a Monday, else the next Monday. */
export function mondayFrom(date: CalendarDate): CalendarDate {
  return addDays(endOfWeek(addDays(date, -1)), 1);
}

export function firstOfMonth(date: CalendarDate): CalendarDate {
  return `${date.slice(0, 8)}01` as CalendarDate;
}

/** `Monday` to `Sunday`, in the order of {@link weekdays}. */
export const weekdayNames: readonly string[] =
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** `January` to `December`. */
export const monthNames: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

/** The month of the date: `Nov 2026`. */
export function monthTitle(date: CalendarDate): string {
  return `${monthOf(date)} ${date.slice(0, 4)}`;
}

/** The month of the date: `November`. */
export function monthName(date: CalendarDate): string {
  return monthNames[Number(date.slice(5, 7)) - 1] ?? '';
}

/** The month of the date in three letters: `Nov`. */
function monthOf(date: CalendarDate): string {
  return monthName(date).slice(0, 3);
}

/** `Mon 23 Nov 2026`. */
export function fullDate(date: CalendarDate): string {
  return `${dayText(date)} ${monthTitle(date)}`;
}

/** `Mon 23 Nov`; with the year where the date lies in another year than `today` and at least 180 days from it. */
export function longDate(date: CalendarDate, today: CalendarDate): string {
  const near = date.slice(0, 4) === today.slice(0, 4) || Math.abs(daysBetween(today, date)) < 180;
  return near ? `${dayText(date)} ${monthOf(date)}` : fullDate(date);
}

/** The date as people type it: `23 nov`; with the year as {@link longDate}. */
export function typedDate(date: CalendarDate, today: CalendarDate): string {
  return longDate(date, today).slice(4).toLowerCase();
}

/** `Fri 27` where the date lies less than 14 days from `today`, else as {@link longDate}. */
export function shortDate(date: CalendarDate, today: CalendarDate): string {
  const isNear = Math.abs(daysBetween(today, date)) < 14 && date.slice(0, 7) === today.slice(0, 7);
  return isNear ? dayText(date) : longDate(date, today);
}

/** The date's day of the week: `Monday`. */
export function weekdayName(date: CalendarDate): string {
  return weekdayNames[weekdayIndex(dayCount(date))] as string;
}

/** `Mon` to `Sun`, in the order of {@link weekdays}. */
export const shortWeekdayNames: readonly string[] = weekdayNames.map((name) => name.slice(0, 3));

function dayText(date: CalendarDate): string {
  return `${weekdayName(date).slice(0, 3)} ${Number(date.slice(8))}`;
}

/** A time of day: `09:30`. */
export function clockTime(hours: number, minutes: number): string {
  return `${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** The date of three numbers, as text; whether there is such a day is not looked at. */
export function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** An instant as `2026-11-24 09:12 UTC`, which reads the same on every machine. */
export function instantText(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
