/**
 * What the rules about dates and load share: starts to try a program's dates with, and limits to the work of a day and
 * a week.
 */
import { z } from 'zod';
import { addDays, type CalendarDate, shortWeekdayNames, weekdays } from '../dates.ts';
import { grouped } from '../grouped.ts';
import type { Calendar } from '../plan/calendar.ts';
import { type LoadedDay, minutesOf, type Work } from '../plan/load.ts';
import { ruleDate, Timeline } from '../plan/timeline.ts';
import { type Draft, entriesOf, textAt } from '../program/draft.ts';
import { parseDateRule, parseEffort } from '../program/grammar.ts';
import type { Item } from '../program/model.ts';
import { effort } from '../program/values.ts';
import type { Located } from '../program/yaml.ts';

/**
 * A start on each weekday, Monday to Sunday: a program's dates have to hold whenever somebody starts. The week is always
 * the same one, so that what lint says doesn't change with the year.
 */
export const starts: readonly CalendarDate[] = weekdays.map((_, index) => addDays('2024-01-01', index));

/** A date rule's date for each of the starts. */
export type DatesByStart = readonly CalendarDate[];

/**
 * @returns a function from a date rule to its date for every start, as the rule alone says it, not fitted into a phase; for
 *   a text that isn't a date rule, undefined
 */
export function datesOn(calendar: Calendar): (rule: string) => DatesByStart | undefined {
  const lines = starts.map((start) => ({ start, timeline: new Timeline(start, calendar) }));
  return (rule) =>
    parseDateRule(rule) ? lines.map(({ start, timeline }) => ruleDate(rule, start, timeline)) : undefined;
}

/** The indices of the starts for which `one` is later than `other`. */
export function startsWithLater(one: DatesByStart, other: DatesByStart): number[] {
  return [...starts.keys()].filter((index) => (one[index] ?? '') > (other[index] ?? ''));
}

/** `, for a start on Mon to Wed`; empty for all seven weekdays. */
export function startsInWords(indices: readonly number[]): string {
  if (new Set(indices).size === starts.length) return '';
  return `, for a start on ${inRanges(indices, (index) => shortWeekdayNames[index] ?? '')}`;
}

/** `1 to 3, 5 and 7`, each number written by `nameOf`. */
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

/** The options of the load rules. A week has four days' work: the fifth day is left for meetings. */
export const loadLimits = z.strictObject({
  day: effort.default('8 h').describe('The most work of a day.'),
  week: effort.default('32 h').describe('The most work of a calendar week.'),
});
export type LoadLimits = z.output<typeof loadLimits>;

/** A day or calendar week of a plan that asks for more than its limit. */
export interface Peak {
  readonly unit: 'day' | 'week';
  /** The working days of the peak. */
  readonly days: readonly [LoadedDay, ...LoadedDay[]];
  readonly minutes: number;
  /** The items that take time in the peak, each with its minutes, the longest first. */
  readonly shares: readonly Work[];
  /** The item that takes the most time. */
  readonly biggest: Item;
}

/** The peaks of a plan: its days, then its weeks. Items that state no effort don't count: nobody can move what isn't there. */
export function peaksOf(days: readonly LoadedDay[], limits: LoadLimits): Peak[] {
  const weeks = grouped(days, ({ week }) => week);
  return [
    ...days.flatMap((day) => peakIn('day', [day], limits)),
    ...[...weeks.values()].flatMap((inWeek) => peakIn('week', inWeek, limits)),
  ];
}

function peakIn(unit: Peak['unit'], days: readonly LoadedDay[], limits: LoadLimits): Peak[] {
  const works = days.flatMap((day) => day.works).filter(({ item }) => item.takes !== undefined);
  const minutes = minutesOf(works);
  // Rounded: hours of an item that isn't a whole number of them are not whole minutes.
  if (Math.round(minutes) <= (parseEffort(limits[unit]) as number)) return [];
  const shares = [...grouped(works, ({ item }) => item)]
    .map(([item, parts]) => ({ item, minutes: minutesOf(parts) }))
    .sort((a, b) => b.minutes - a.minutes);
  return shares
    .slice(0, 1)
    .map(({ item }) => ({ unit, days: days as [LoadedDay], minutes, shares, biggest: item }));
}

/** Minutes in words, such as `9 h 30 min`. */
export function hours(minutes: number): string {
  const whole = Math.round(minutes);
  const [h, min] = [Math.floor(whole / 60), whole % 60];
  return [h > 0 ? `${h} h` : [], min > 0 ? `${min} min` : []].flat().join(' ') || 'under a minute';
}

/** Where the effort of a compiled item stands in its file. Two entries may have its id: the effort tells them apart. */
export function takesOf({ id, takes }: Item, draft: Draft): Located<string> | undefined {
  return entriesOf(draft)
    .filter((entry) => entry.id?.value === id)
    .flatMap((entry) => textAt(entry, 'takes') ?? [])
    .find(({ value }) => parseEffort(value) === takes);
}
