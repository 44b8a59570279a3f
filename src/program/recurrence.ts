/**
 * Repetition rules of iCalendar (RFC 5545, 3.3.10: `RRULE`) for whole days. Every day of every period is compared with the
 * rule. Comparing is slower than computing the days, but simple, and the search ends even if no day fits the rule.
 */
import { type DayCount, dayCount, weekdayIndex, weekdays } from '../dates.ts';

/** Repetitions after this day are left out. */
const lastDay: DayCount = dayCount('2099-12-31');

export interface Recurrence {
  readonly unit: Unit;
  /** 2 with the unit WEEKLY is every second week. */
  readonly interval: number;
  /** How many days there are in all, the first included; absent: no limit. */
  readonly count?: number;
  /** The last day that counts; absent: no limit. */
  readonly until?: DayCount;
  /** The first day of a week, as an index into {@link weekdays}. */
  readonly weekStart: number;
  /** 1 to 12; empty: all. */
  readonly months: ReadonlySet<number>;
  /** Days of the month; -1 is its last day. Empty: all. */
  readonly monthDays: ReadonlySet<number>;
  /** Weekdays, each as a number from {@link placeKey}. Empty: all. */
  readonly weekdays: ReadonlySet<number>;
  /** Which of the days that fit in a period are meant: 1 is the first, -1 the last. Empty: all. */
  readonly positions: ReadonlySet<number>;
}

const units = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Unit = (typeof units)[number];

/** Thrown for a rule that can't be followed; the message says what is wrong with it. */
export class RecurrenceError extends Error {}

/** Parts about the time of day: RFC 5545 says to ignore them where events last whole days. */
const ignored = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS'];

/** Parts that say what holds without them, too (RFC 7529). */
const usual = ['RSCALE=GREGORIAN', 'SKIP=OMIT'];

/**
 * @param text the value of an `RRULE`
 * @param untilFrom the value of `UNTIL`, such as `20261225` or `20261224T230000Z` → the last day that counts
 * @throws RecurrenceError
 */
export function parseRecurrence(text: string, untilFrom: (text: string) => DayCount): Recurrence {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().replace(/\s/g, '').split(';').filter(Boolean)) {
    const [key = '', value] = part.split('=');
    if (usual.includes(part)) continue;
    if (value === undefined || ![...known, ...ignored].includes(key)) throw notUnderstood(part);
    if (value !== '') parts.set(key, value);
  }
  // Confluence's Team Calendars write `COUNT=-1` where there is no count.
  if (/^-\d+$/.test(parts.get('COUNT') ?? '')) parts.delete('COUNT');
  const list = (key: string) => parts.get(key)?.split(',') ?? [];
  const numbers = (key: string, most: number, least = -most) =>
    new Set(list(key).map((value) => wholeNumber(key, value, most, least)));
  const unit = units.find((each) => each === parts.get('FREQ'));
  if (!unit)
    throw new RecurrenceError(`a repetition by \`FREQ=${parts.get('FREQ') ?? ''}\` is not understood`);
  const [count, until] = [parts.get('COUNT'), parts.get('UNTIL')];
  return {
    unit,
    interval: wholeNumber('INTERVAL', parts.get('INTERVAL') ?? '1', 9999, 1),
    ...(count === undefined ? {} : { count: wholeNumber('COUNT', count, 999_999, 1) }),
    ...(until === undefined ? {} : { until: untilFrom(until) }),
    weekStart: weekdayNamed(parts.get('WKST') ?? 'MO'),
    months: numbers('BYMONTH', 12, 1),
    monthDays: numbers('BYMONTHDAY', 31),
    weekdays: new Set(list('BYDAY').map(weekdayPlace)),
    positions: numbers('BYSETPOS', 366),
  };
}

/**
 * The days on which the event happens, in ascending order. The first one is among them whether it fits the rule or not
 * (RFC 5545, 3.8.5.3).
 * @param latest later days are not wanted
 * @param spend is called with the number of days looked at in each step; it may throw to stop the search
 */
export function recurring(
  given: Recurrence,
  first: DayCount,
  latest: DayCount | undefined,
  spend: (steps: number) => void,
): DayCount[] {
  const rule = completed(given, first);
  const last = Math.min(rule.until ?? lastDay, latest ?? lastDay, lastDay);
  const most = rule.count ?? Number.POSITIVE_INFINITY;
  const found = [first];
  for (let n = 0; found.length < most; n += 1) {
    const spans = periodOf(rule, first, n);
    if (spans.every(({ from }) => from > last)) break;
    const days = spans.flatMap(({ from, to }) => fittingDays(rule, from, to, spend));
    spend(1 + rule.positions.size);
    for (const day of placed(days, rule.positions))
      if (day > first && day <= last && found.length < most) found.push(day);
  }
  return found;
}

/** Consecutive days, including the first and the last. */
interface Span {
  readonly from: DayCount;
  readonly to: DayCount;
}

/** The rule, completed from the event's first day: its weekday, its day of the month or its month. */
function completed(rule: Recurrence, first: DayCount): Recurrence {
  const { month, monthDay, weekday } = partsOf(first);
  const named = rule.weekdays.size > 0 || rule.monthDays.size > 0;
  // RFC 5545 can be read as "on the 25th of every month"; libical and ical.js take a yearly rule to mean once a year.
  if (rule.unit === 'YEARLY' && rule.monthDays.size > 0 && rule.weekdays.size === 0 && rule.months.size === 0)
    return { ...rule, months: new Set([month]) };
  if (named || rule.unit === 'DAILY') return rule;
  if (rule.unit === 'WEEKLY') return { ...rule, weekdays: new Set([placeKey(weekday, 0)]) };
  const monthDays = new Set([monthDay]);
  return rule.unit === 'MONTHLY' || rule.months.size > 0
    ? { ...rule, monthDays }
    : { ...rule, monthDays, months: new Set([month]) };
}

/** The days of period `n`; period 0 has the event's first day. If the rule names months, only those months of a year. */
function periodOf({ unit, interval, weekStart, months }: Recurrence, first: DayCount, n: number): Span[] {
  const { year, month, weekday } = partsOf(first);
  const step = n * interval;
  switch (unit) {
    case 'DAILY':
      return [{ from: first + step, to: first + step }];
    case 'WEEKLY': {
      const from = first - ((weekday - weekStart + 7) % 7) + 7 * step;
      return [{ from, to: from + 6 }];
    }
    case 'MONTHLY':
      return [monthSpan(year, month + step)];
    case 'YEARLY':
      if (months.size > 0)
        return [...months].sort((a, b) => a - b).map((each) => monthSpan(year + step, each));
      return [{ from: monthSpan(year + step, 1).from, to: monthSpan(year + step, 12).to }];
  }
}

/** @param month 1 to 12; 13 is January of the year after, and so on */
function monthSpan(year: number, month: number): Span {
  return { from: countOf(year, month, 1), to: countOf(year, month + 1, 0) };
}

function fittingDays(
  rule: Recurrence,
  from: DayCount,
  to: DayCount,
  spend: (steps: number) => void,
): DayCount[] {
  spend(to - from + 1);
  const days: DayCount[] = [];
  for (let day = from; day <= to; day += 1) if (fits(rule, day)) days.push(day);
  return days;
}

/** Whether the day is among those that the rule names. */
export function fits({ unit, months, monthDays, weekdays: places }: Recurrence, day: DayCount): boolean {
  const { year, month, monthDay, weekday } = partsOf(day);
  if (months.size > 0 && !months.has(month)) return false;
  if (monthDays.size > 0 && !monthDays.has(monthDay) && !monthDays.has(day - monthSpan(year, month).to - 1))
    return false;
  if (places.size === 0 || places.has(placeKey(weekday, 0))) return true;
  if (unit === 'DAILY' || unit === 'WEEKLY') return false;
  // `1MO` of a yearly rule is the first Monday of the year, unless the rule names months.
  const wholeYear = unit === 'YEARLY' && months.size === 0;
  const { from, to } = wholeYear
    ? { from: countOf(year, 1, 1), to: countOf(year, 12, 31) }
    : monthSpan(year, month);
  const [fromStart, fromEnd] = [Math.floor((day - from) / 7) + 1, -Math.floor((to - day) / 7) - 1];
  return places.has(placeKey(weekday, fromStart)) || places.has(placeKey(weekday, fromEnd));
}

function placed(days: readonly DayCount[], positions: ReadonlySet<number>): readonly DayCount[] {
  if (positions.size === 0) return days;
  const chosen = [...positions].flatMap((place) => days.at(place > 0 ? place - 1 : place) ?? []);
  return [...new Set(chosen)].sort((a, b) => a - b);
}

/** Reads a weekday such as `FR`, or with its place in the period: `2FR`, `-1FR`. */
function weekdayPlace(text: string): number {
  const [, nth = '', day = ''] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(text) ?? [];
  return placeKey(weekdayNamed(day || text), nth === '' ? 0 : wholeNumber('BYDAY', nth, 53, -53));
}

/** A number for the `nth` such weekday of a period: -1 is the last one, 0 stands for all of them. */
function placeKey(weekday: number, nth: number): number {
  return nth * 7 + weekday;
}

/** `MO` → 0. */
function weekdayNamed(text: string): number {
  const index = weekdays.findIndex((day) => day.slice(0, 2).toUpperCase() === text);
  if (index < 0) throw new RecurrenceError(`\`${text}\` in a repetition is not a weekday`);
  return index;
}

function notUnderstood(part: string): RecurrenceError {
  return new RecurrenceError(`\`${part}\` in a repetition is not understood`);
}

function wholeNumber(key: string, text: string, most: number, least: number): number {
  const n = /^[+-]?\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (n >= least && n <= most && n !== 0) return n;
  throw notUnderstood(`${key}=${text}`);
}

function partsOf(day: DayCount) {
  const date = new Date(day * 86_400_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    monthDay: date.getUTCDate(),
    weekday: weekdayIndex(day),
  };
}

function countOf(year: number, month: number, monthDay: number): DayCount {
  return Date.UTC(year, month - 1, monthDay) / 86_400_000;
}
