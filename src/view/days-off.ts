/** The days off and the make-up days of a calendar, each with its name and its source, and how far their list reaches. */
import { type CalendarDate, compareDates, dayCount, longDate, weekdayOf } from '../dates.ts';
import type { Calendar, DayKind } from '../plan/calendar.ts';
import { outsideWeek, whyOffText } from './words.ts';

/** A day with what a calendar says of it. */
export interface DayView {
  readonly date: CalendarDate;
  readonly kind: DayKind;
  /** Whether the day lies outside the working week. */
  readonly weekend: boolean;
  /** Whether the list of holidays has the day, be it at a weekend or in a leave. */
  readonly holiday: boolean;
  /** Whether a list says that the day is worked although it would be off. */
  readonly extra: boolean;
  /** What the list calls the day, and the file that says so; null where no list has the day, or doesn't say. */
  readonly name: string | null;
  readonly source: string | null;
}

/** Returns a function: a date → what the calendar says of it. */
export function dayViewer(calendar: Calendar): (date: CalendarDate) => DayView {
  const week = new Set(calendar.workingDays);
  return (date) => {
    const { kind, extra, name, source } = calendar.dayOn(date, false);
    return {
      date,
      kind: calendar.kindOf(date),
      weekend: !week.has(weekdayOf(dayCount(date))),
      holiday: kind === 'holiday',
      extra,
      name: name ?? null,
      source: source ?? null,
    };
  };
}

/** The listed holidays and make-up days from one date to another, both included, in ascending order. */
export function daysOffIn(calendar: Calendar, from: CalendarDate, to: CalendarDate): DayView[] {
  return [...calendar.holidays, ...calendar.extraWorkingDays]
    .map(({ date }) => date)
    .filter((date) => from <= date && date <= to)
    .sort(compareDates)
    .map(dayViewer(calendar));
}

/** What a listed day is: `Christmas Eve (company.ics)`, `worked: for Mon 4 Jan (company.ics)`. */
export function listedText({ extra, weekend, name, source }: DayView): string {
  const named = { ...(name === null ? {} : { name }), ...(source === null ? {} : { source }) };
  const text = whyOffText({ ...named, kind: extra ? 'working' : 'holiday', extra });
  return weekend && !extra ? `${text}, ${outsideWeek}` : text;
}

/** A listed day in a line: `Thu 24 Dec, Christmas Eve (company.ics)`. */
export function dayOffLine(day: DayView, today: CalendarDate): string {
  return `${longDate(day.date, today)}, ${listedText(day)}`;
}

/** How far the list of holidays reaches. */
export interface CoverageView {
  /** The first and the last listed holiday; null where none is listed. */
  readonly first: CalendarDate | null;
  readonly last: CalendarDate | null;
  /** The date up to which the list says that it is complete; null where it doesn't say. */
  readonly until: CalendarDate | null;
}

export function viewCoverage({ holidays, lastHoliday, holidaysUntil }: Calendar): CoverageView {
  return { first: holidays[0]?.date ?? null, last: lastHoliday ?? null, until: holidaysUntil ?? null };
}

/** How far a list of holidays reaches, in a sentence. */
export function coverageText({ first, last, until }: CoverageView, today: CalendarDate): string {
  const say = (date: CalendarDate) => longDate(date, today);
  const listed =
    first === null || last === null
      ? 'No holidays are listed'
      : `Holidays are listed from ${say(first)} to ${say(last)}`;
  return until === null
    ? `${listed}.`
    : `${listed}; the list is complete up to ${say(until)} (\`holidays-until\`).`;
}
