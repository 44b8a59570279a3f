/**
 * A start on each weekday, on a calendar of the working week alone: a program's dates have to hold whenever somebody
 * starts, and what lint says of them must not change with the year.
 */
import { addDays, type CalendarDate, shortWeekdayNames, weekdays } from '../dates.ts';
import { Calendar } from '../plan/calendar.ts';
import { resolverFrom } from '../plan/due.ts';
import { parseDateRule } from '../program/grammar.ts';
import type { CalendarSettings } from '../program/model.ts';

/** Monday to Sunday of some week. */
export const starts: readonly CalendarDate[] = weekdays.map((_, index) => addDays('2024-01-01', index));

/** A date rule's date for each of the starts. */
export type DatesByStart = readonly CalendarDate[];

/** The working week of the settings, without their holidays. */
export function plainCalendar({ workingDays }: CalendarSettings): Calendar {
  return new Calendar([workingDays ? { workingDays } : {}]);
}

/** Works date rules out for every start; undefined for a text that is none. */
export function datesOn(calendar: Calendar): (rule: string) => DatesByStart | undefined {
  const resolvers = starts.map((start) => resolverFrom(start, calendar));
  return (rule) => (parseDateRule(rule) ? resolvers.map((dateOf) => dateOf(rule)) : undefined);
}

/** The starts, by index, for which the one comes after the other. */
export function startsWithLater(one: DatesByStart, other: DatesByStart): number[] {
  return [...starts.keys()].filter((index) => (one[index] ?? '') > (other[index] ?? ''));
}

/** `, for a start on Mon to Wed`; nothing where it is all of them. */
export function startsInWords(indices: readonly number[]): string {
  if (new Set(indices).size === starts.length) return '';
  return `, for a start on ${inRanges(indices, (index) => shortWeekdayNames[index] ?? '')}`;
}

/** `1 to 3, 5 and 7`, each number by its name. */
export function inRanges(numbers: readonly number[], nameOf: (n: number) => string = String): string {
  const ranges: { from: number; to: number }[] = [];
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last.to === n - 1) last.to = n;
    else ranges.push({ from: n, to: n });
  }
  const words = ranges.flatMap(({ from, to }) => {
    if (to - from > 1) return [`${nameOf(from)} to ${nameOf(to)}`];
    return from === to ? [nameOf(from)] : [nameOf(from), nameOf(to)];
  });
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
