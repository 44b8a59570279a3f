/**
 * What the rules about dates and load share: starts to try a program's dates with, and limits to the work of a day and
 * a week.
 */
import * as z from 'zod';
import { addDays, type CalendarDate, shortWeekdayNames, weekdays } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { durationText, listText } from '../phrases.ts';
import type { Calendar } from '../plan/calendar.ts';
import { type LoadedDay, minutesOf, type Work } from '../plan/load.ts';
import { ruleDate, Timeline } from '../plan/timeline.ts';
import { type Draft, entriesOf, textAt } from '../program/draft.ts';
import { anchorOf, parseDateRule, parseEffort } from '../program/grammar.ts';
import type { Item } from '../program/model.ts';
import { effort } from '../program/values.ts';
import type { Located } from '../program/yaml.ts';

/**
 * A start, or a last day, on each weekday, Monday to Sunday: a program's dates have to hold whenever somebody starts. The week is always
 * the same one, so that what lint says doesn't change with the year.
 */
export const starts: readonly CalendarDate[] = weekdays.map((_, index) => addDays('2024-01-01', index));

/** A date rule's date for each of the starts. */
export type DatesByStart = readonly CalendarDate[];

/** How far before a last day a run is begun, so that no rule of it is cut short; no rule counts further back. */
const longBefore = 2500;

/** What the dates of a program count from. */
export type Anchor = 'start' | 'end';

/** What a program's dates count from, as its file says. */
export function anchorIn({ program }: Draft): Anchor {
  return program && textAt(program, 'anchor')?.value === 'end' ? 'end' : 'start';
}

/**
 * What date rules mean for each of the starts, or of the last days, not fitted into a phase. `of` is undefined for a rule that is
 * none, that counts from another item, that says that there is no date, or that counts from the day that the program doesn't
 * have. `after` counts from other dates.
 */
export function datesOn(calendar: Calendar, anchor: Anchor) {
  const lines = starts.map((day) => {
    const start = anchor === 'end' ? addDays(day, -longBefore) : day;
    const last = anchor === 'end' ? day : undefined;
    return { start, timeline: new Timeline(start, calendar, [], undefined, last) };
  });
  const known = new Map<string, DatesByStart | undefined>();
  return {
    of(text: string): DatesByStart | undefined {
      if (!known.has(text)) {
        const rule = parseDateRule(text);
        const dates =
          rule && anchorOf(rule) === anchor
            ? lines.map(({ start, timeline }) => ruleDate(text, start, timeline))
            : undefined;
        known.set(text, dates);
      }
      return known.get(text);
    },
    after(text: string, dates: DatesByStart): DatesByStart {
      const { unit = 'workdays after', n = 0 } = parseDateRule(text) ?? {};
      return lines.map(({ timeline }, index) => {
        const date = dates[index] as CalendarDate;
        return unit === 'days after' ? timeline.daysAfter(date, n) : timeline.workdaysAfter(date, n);
      });
    },
  };
}

/** The indices of the starts for which `one` is later than `other`. */
export function startsWithLater(one: DatesByStart, other: DatesByStart): readonly number[] {
  if (!one.some((date, index) => date > (other[index] ?? ''))) return none;
  return [...starts.keys()].filter((index) => (one[index] ?? '') > (other[index] ?? ''));
}

const none: readonly number[] = [];

/** Whom a date is about, in front of it: who starts on it, or has the last day then. */
export function whoseRun({ anchor }: { readonly anchor?: Anchor | undefined }): string {
  return anchor === 'end' ? 'whose last day is' : 'who starts on';
}

/** `, for a start on Mon to Wed`, or for a last day; empty for all seven weekdays. */
export function startsInWords(indices: readonly number[], anchor: Anchor): string {
  if (new Set(indices).size === starts.length) return '';
  const day = anchor === 'end' ? 'last day' : 'start';
  return `, for a ${day} on ${inRanges(indices, (index) => shortWeekdayNames[index] ?? '')}`;
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
  return listText(words);
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
  let minutes = 0;
  for (const day of days)
    for (const work of day.works) if (work.item.takes !== undefined) minutes += work.minutes;
  // Rounded: hours of an item that isn't a whole number of them are not whole minutes.
  if (Math.round(minutes) <= (parseEffort(limits[unit]) as number)) return [];
  const works = days.flatMap((day) => day.works).filter(({ item }) => item.takes !== undefined);
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
  return whole > 0 ? durationText(whole) : 'under a minute';
}

/** Where the effort of a compiled item stands in its file. Two entries may have its id: the effort tells them apart. */
export function takesOf({ id, takes }: Item, draft: Draft): Located<string> | undefined {
  return entriesOf(draft)
    .filter((entry) => entry.id?.value === id)
    .flatMap((entry) => textAt(entry, 'takes') ?? [])
    .find(({ value }) => parseEffort(value) === takes);
}
