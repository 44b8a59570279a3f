/**
 * Reads a date as people type it. No library is used: chrono-node is larger than the whole everyday bundle, and
 * any-date-parser knows no weekdays, reads the clock, and takes 10/11/2026 for a day of October without a word.
 */
import {
  addDays,
  type CalendarDate,
  dateText,
  dayCount,
  daysBetween,
  fullDate,
  monthNames,
  noDate,
  parseDate,
  years as usualYears,
  weekdayIndex,
  weekdayName,
  weekdayNames,
  type Years,
} from '../dates.ts';
import { UserError } from '../errors.ts';
import { hintFor } from '../program/nearest.ts';

/** What is known about a date before it is read. */
export interface DateAsked {
  /** The flag that gives the date, for errors: `--due`. */
  readonly flag: string;
  readonly today: CalendarDate;
  /**
   * What a weekday, or a day of a month without its year, means: the next such day, the last such day, or either of the two.
   * A day of a month may also be the other one of the two where that is nearer.
   */
  readonly lies: 'ahead' | 'behind' | 'either';
  /** The day from which weekdays, days of a month and `+3d` count; today if absent. */
  readonly from?: CalendarDate;
  /** Whether the date can be meant. Where some of the readings of a text can be, the others are left out. */
  readonly isPossible?: (date: CalendarDate) => boolean;
  /** The years in which the date has to lie; those of all dates if absent. */
  readonly years?: Years;
  /** The hint of the error for a text that is no date; by default, forms of a date. */
  readonly remedy?: string;
}

const wordsForDays = { yesterday: -1, today: 0, tomorrow: 1 } as const;

/**
 * Text → date. Read are `2026-11-25`, `today`, `tomorrow`, `yesterday`, weekdays (`fri`, `next friday`), days of a month
 * (`25 nov`, `nov 25 2026`, `wed 25 november`) and days or weeks from now (`+3d`, `-2w`), in small or capital letters.
 * @throws UserError for a text that is no date, or may be more than one, or a date whose year is not within the years
 */
export function dateFrom(text: string, asked: DateAsked): CalendarDate {
  const { flag, years: { first, last } = usualYears } = asked;
  const said = text.trim().toLowerCase();
  const [date, ...others] = [...new Set(possible(readingsOf(said, asked), asked))].sort();
  if (date === undefined) throw unreadable(text, said, asked);
  if (others.length > 0) throw manyDates(text, flag, [date, ...others]);
  const year = Number(date.slice(0, 4));
  if (year >= first && year <= last) return date;
  throw new UserError(`${flag}: ${text.trim()} is too far away`, `give a date from ${first} to ${last}`);
}

/** The line that says which date was understood: `--due fri: Fri 4 Dec 2026`; undefined for a date typed as such. */
export function echoOf(text: string, flag: string, date: CalendarDate): string | undefined {
  const typed = text.trim();
  return typed === date ? undefined : `${flag} ${typed}: ${fullDate(date)}`;
}

/** The text as it is. @throws UserError for a part of a date, which is all that a flag gets of `--due 25 nov` */
export function wholeDate(text: string, flag: string): string {
  const word = text.trim().toLowerCase();
  if (!/^(\d{1,2}|next)$/.test(word) && indexNamed(word, monthNames) < 0) return text;
  const remedy = `put quotes around the whole of it, as ${flag} "25 nov", or write 25-nov`;
  throw new UserError(`${flag}: "${text}" is a part of a date`, remedy);
}

/** All dates that a text may mean; a year outside of {@link usualYears} is not refused here. */
function readingsOf(said: string, asked: DateAsked): CalendarDate[] {
  const { today, from = today } = asked;
  if (isoPattern.test(said)) return known(said);
  if (Object.hasOwn(wordsForDays, said)) return [addDays(today, wordsForDays[said as 'today'])];
  const [, sign, count, unit] = /^([+-])\s*(\d{1,5})\s*([dw])$/.exec(said) ?? [];
  if (sign) return [addDays(from, Number(`${sign}${count}`) * (unit === 'w' ? 7 : 1))];
  const words = wordsIn(said);
  const [first = '', second = '', ...more] = words;
  const weekday = indexNamed(first, weekdayNames);
  if (words.length === 1) return weekday < 0 ? [] : onWeekday(weekday, from, asked);
  if (first === 'next' && more.length === 0)
    return onNextWeekday(indexNamed(second, weekdayNames), from, asked);
  if (weekday < 0) return onDayOfMonth(words, asked);
  return onDayOfMonth(words.slice(1), asked).filter((date) => placeInWeek(date) === weekday);
}

/** The readings that can be meant; all of them where none can be, so that an error can name it. */
function possible(readings: CalendarDate[], { isPossible = () => true }: DateAsked): CalendarDate[] {
  const left = readings.filter(isPossible);
  return left.length > 0 ? left : readings;
}

/** The words and numbers of `25 nov`, `25nov` or `25-nov`; empty where there is anything else in the text. */
function wordsIn(said: string): string[] {
  return /^[a-z\d\s-]+$/.test(said) ? (said.match(/[a-z]+|\d+/g) ?? []) : [];
}

const isoPattern = /^\d{4}-\d\d-\d\d$/;

/** The date as a list; empty for a day that doesn't exist, such as 30 February. A year that is too far away is kept. */
function known(date: string): CalendarDate[] {
  const { first, last } = usualYears;
  const year = Number(date.slice(0, 4));
  return year < first || year > last || isDate(date) ? [date as CalendarDate] : [];
}

function isDate(text: string): text is CalendarDate {
  return parseDate(text) !== undefined;
}

/** The index of the name of which the word is the beginning, at least three letters; -1 for another word. */
function indexNamed(word: string, names: readonly string[]): number {
  return word.length < 3 ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(word));
}

/** The place of a date in its week, and of its name in {@link weekdayNames}. */
function placeInWeek(date: CalendarDate): number {
  return weekdayIndex(dayCount(date));
}

/** Said on that weekday itself, it may mean today too: git means today by it, and taskwarrior the day a week later. */
function onWeekday(weekday: number, from: CalendarDate, { lies }: DateAsked): CalendarDate[] {
  const next = addDays(from, (weekday - placeInWeek(from) + 7) % 7);
  const isToday = next === from;
  return [
    ...(lies === 'behind' ? [] : [next, ...(isToday ? [addDays(next, 7)] : [])]),
    ...(lies === 'ahead' ? [] : [addDays(next, -7), ...(isToday ? [next] : [])]),
  ];
}

/**
 * `next fri` is the next such day for some, that of next week for others; these differ for a day that this week still has.
 * To some a week begins on Sunday, so on a Sunday every day lies in this week.
 */
function onNextWeekday(weekday: number, from: CalendarDate, { lies }: DateAsked): CalendarDate[] {
  if (weekday < 0) return [];
  const today = placeInWeek(from);
  const next = addDays(from, ((weekday - today + 6) % 7) + 1);
  const isThisWeek = weekday > today || (today === 6 && weekday !== today);
  return isThisWeek && lies !== 'behind' ? [next, addDays(next, 7)] : [next];
}

/** @param words `25 nov` or `nov 25`, perhaps with a year */
function onDayOfMonth(
  [one = '', two = '', year, ...more]: readonly string[],
  asked: DateAsked,
): CalendarDate[] {
  const [day, name] = /^\d/.test(one) ? [one, two] : [two, one];
  const month = indexNamed(name, monthNames) + 1;
  if (month === 0 || !/^\d{1,2}$/.test(day) || more.length > 0) return [];
  if (year === undefined) return inAnyYear(Number(day), month, asked);
  return /^\d{4}$/.test(year) ? known(dateText(Number(year), month, Number(day))) : [];
}

function inAnyYear(day: number, month: number, { today, from = today, lies }: DateAsked): CalendarDate[] {
  const year = Number(from.slice(0, 4));
  // Of 17 years, at least two have a 29 February.
  const dates = Array.from({ length: 17 }, (_, at) => dateText(year - 8 + at, month, day)).filter(isDate);
  const [last, next] = [dates.findLast((date) => date <= from), dates.find((date) => date >= from)];
  const [back, ahead] = [last && daysBetween(last, from), next && daysBetween(from, next)];
  const isLastNearer = back !== undefined && ahead !== undefined && back < ahead;
  const isNextNearer = back !== undefined && ahead !== undefined && ahead < back;
  return [
    ...(last && (lies !== 'ahead' || isLastNearer) ? [last] : []),
    ...(next && (lies !== 'behind' || isNextNearer) ? [next] : []),
  ];
}

/** The dates that a text of numbers may mean, such as `10/11/2026`, `10.11.` or `2026/11/10`. */
function inNumbers(said: string, asked: DateAsked): CalendarDate[] {
  const [, one = '', two, three] = /^(\d{4}|\d{1,2})[./-](\d{1,2})[./-]?(\d{4}|\d{1,2})?$/.exec(said) ?? [];
  const [a, b] = [Number(one), Number(two)];
  if (one.length > 2) return known(dateText(a, b, Number(three)));
  if (three?.length === 1) return [];
  const on = (day: number, month: number) =>
    three === undefined
      ? possible(inAnyYear(day, month, asked), asked).slice(0, 1)
      : known(dateText(Number(three.padStart(4, '20')), month, day));
  return [...new Set([...on(a, b), ...on(b, a)])].sort();
}

function unreadable(text: string, said: string, asked: DateAsked): UserError {
  const { flag } = asked;
  const numbers = inNumbers(said, asked);
  if (numbers.length > 1) return manyDates(text, flag, numbers);
  const words = [...Object.keys(wordsForDays), ...weekdayNames.map((name) => name.toLowerCase())];
  const example = numbers[0] ?? '2026-11-23, or tomorrow, fri, "25 nov", +3d';
  const remedy = asked.remedy ?? `write it as YYYY-MM-DD, such as ${example}`;
  const hint = weekdayHint(said, asked) ?? hintFor(said, words, remedy);
  return new UserError(`${flag}: ${noDate(text)}`, hint);
}

/** `2026-12-04 is a Friday` for `thu 4 dec 2026`. */
function weekdayHint(said: string, asked: DateAsked): string | undefined {
  const [first = '', ...words] = wordsIn(said);
  const date = indexNamed(first, weekdayNames) < 0 ? undefined : onDayOfMonth(words, asked).at(-1);
  return date && `${date} is a ${weekdayName(date)}`;
}

function manyDates(text: string, flag: string, dates: readonly CalendarDate[]): UserError {
  return new UserError(
    `${flag}: "${text}" may be ${dates.map(fullDate).join(' or ')}`,
    `write the one that is meant: ${dates.join(' or ')}`,
  );
}
