/**
 * Repetition rules of iCalendar (RFC 5545, `RRULE`) for whole days. Period by period the days are held against the rule:
 * slower than to work them out, but no rule can lead astray, and a rule that nothing fits comes to its end as well.
 */
import { type DayCount, dayCount, weekdayOf, weekdays } from '../dates.ts';

/** A rule is followed up to the end of this century; the form of dates would reach further. */
const lastDay: DayCount = dayCount('2099-12-31');

export interface Recurrence {
  readonly unit: Unit;
  /** Every so many units. */
  readonly interval: number;
  readonly count?: number;
  readonly until?: DayCount;
  /** The first day of a week, as an index into {@link weekdays}. */
  readonly weekStart: number;
  readonly months: ReadonlySet<number>;
  /** Days of the month; negative ones count from its end. */
  readonly monthDays: ReadonlySet<number>;
  /** Weekdays as {@link placeKey} has them. */
  readonly weekdays: ReadonlySet<number>;
  /** Which of the days that fit in a period are meant; empty: all. */
  readonly positions: ReadonlySet<number>;
}

const units = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Unit = (typeof units)[number];

/** Says in its message what is wrong with a rule. */
export class RecurrenceError extends Error {}

/** Times have no meaning for whole days; the standard has them ignored. */
const ignored = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS'];

/**
 * @param dayFrom reads a date of the calendar
 * @throws RecurrenceError
 */
export function parseRecurrence(text: string, dayFrom: (text: string) => DayCount): Recurrence {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';').filter(Boolean)) {
    const [key = '', value] = part.split('=');
    if (value === undefined || ![...known, ...ignored].includes(key))
      throw new RecurrenceError(`\`${part}\` in a repetition is not understood`);
    parts.set(key, value);
  }
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
    ...(until === undefined ? {} : { until: dayFrom(until.slice(0, 8)) }),
    weekStart: weekdayIndex(parts.get('WKST') ?? 'MO'),
    months: numbers('BYMONTH', 12, 1),
    monthDays: numbers('BYMONTHDAY', 31),
    weekdays: new Set(list('BYDAY').map(weekdayPlace)),
    positions: numbers('BYSETPOS', 366),
  };
}

/**
 * The days on which the rule falls, the first one included whether it fits or not, in their order.
 * @param spend is told how much work each step is; it may throw to end it
 */
export function recurring(given: Recurrence, first: DayCount, spend: (steps: number) => void): DayCount[] {
  const rule = completed(given, first);
  const last = Math.min(rule.until ?? lastDay, lastDay);
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

/** Days, both ends included. */
interface Span {
  readonly from: DayCount;
  readonly to: DayCount;
}

/** What a rule leaves unsaid is as on its first day. */
function completed(rule: Recurrence, first: DayCount): Recurrence {
  if (rule.weekdays.size > 0 || rule.monthDays.size > 0 || rule.unit === 'DAILY') return rule;
  const { month, monthDay, weekday } = partsOf(first);
  if (rule.unit === 'WEEKLY') return { ...rule, weekdays: new Set([placeKey(weekday, 0)]) };
  const monthDays = new Set([monthDay]);
  return rule.unit === 'MONTHLY' || rule.months.size > 0
    ? { ...rule, monthDays }
    : { ...rule, monthDays, months: new Set([month]) };
}

/** The days of the `n`th period that may fit: of a year only the months that are named. */
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

/** @param month 1 to 12, or beyond for one of the years after */
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

function fits({ unit, months, monthDays, weekdays: places }: Recurrence, day: DayCount): boolean {
  const { year, month, monthDay, weekday } = partsOf(day);
  if (months.size > 0 && !months.has(month)) return false;
  if (monthDays.size > 0 && !monthDays.has(monthDay) && !monthDays.has(day - monthSpan(year, month).to - 1))
    return false;
  if (places.size === 0 || places.has(placeKey(weekday, 0))) return true;
  if (unit === 'DAILY' || unit === 'WEEKLY') return false;
  // `1MO` of a yearly rule is the first Monday of the year, unless it names months.
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

/** `-1FR` and the like. */
function weekdayPlace(text: string): number {
  const [, nth = '', day = ''] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(text) ?? [];
  return placeKey(weekdayIndex(day || text), nth === '' ? 0 : wholeNumber('BYDAY', nth, 53, -53));
}

/** A weekday's index, and which one of its period it is: 0 for each. */
function placeKey(weekday: number, nth: number): number {
  return nth * 7 + weekday;
}

function weekdayIndex(text: string): number {
  const index = weekdays.findIndex((day) => day.slice(0, 2).toUpperCase() === text);
  if (index < 0) throw new RecurrenceError(`\`${text}\` in a repetition is no weekday`);
  return index;
}

function wholeNumber(key: string, text: string, most: number, least: number): number {
  const n = /^[+-]?\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (n >= least && n <= most && n !== 0) return n;
  throw new RecurrenceError(`\`${key}=${text}\` in a repetition is not understood`);
}

function partsOf(day: DayCount) {
  const date = new Date(day * 86_400_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    monthDay: date.getUTCDate(),
    weekday: weekdays.indexOf(weekdayOf(day)),
  };
}

function countOf(year: number, month: number, monthDay: number): DayCount {
  return Date.UTC(year, month - 1, monthDay) / 86_400_000;
}
