/** How much work a program asks of a hire, day by day, for `preview` and `lint`. */
import {
  addDays,
  type CalendarDate,
  type DayCount,
  dateOf,
  dayCount,
  daysBetween,
  earlierOf,
  mondayBefore,
} from '../dates.ts';
import { fullDay } from '../program/grammar.ts';
import type { Item, Program } from '../program/model.ts';
import type { Calendar } from './calendar.ts';
import { dateItems, type ItemDates } from './due-dates.ts';
import { Timeline } from './timeline.ts';

/**
 * An item's work in minutes, spread evenly over the working days from the first to the last. The last day gets its share
 * even where it isn't a working day.
 */
export interface Work {
  readonly item: Item;
  readonly first: DayCount;
  readonly last: DayCount;
  readonly perDay: number;
}

/** A working day of a plan. */
export interface LoadedDay {
  readonly date: CalendarDate;
  /** The number of the working day; 1 is the first. */
  readonly workday: number;
  /** The number of the calendar week, Monday to Sunday; 1 is the week of the first working day. */
  readonly week: number;
  readonly minutes: number;
}

/**
 * The work of the required items that the hire does, in the order of the program; items without an effort are left out.
 * An item with `from` is worked on from there to its due date; any other item on its due date and on as many working days
 * before as its effort needs, but never before the start.
 */
export function workOf(program: Program, start: CalendarDate, calendar: Calendar): Work[] {
  const timeline = new Timeline(start, calendar, program.phases);
  const dates = dateItems(program, { timeline, calendar, start });
  const daysIn = dayCounter(calendar);
  const firstDay = (takes: number, last: CalendarDate) =>
    timeline.dateAt(Math.max(1, timeline.workedBy(last) - Math.ceil(takes / fullDay) + 1));
  return program.phases.flatMap(({ items }) =>
    items.flatMap((item): Work[] => {
      if (item.by !== undefined || item.optional || item.takes === undefined) return [];
      const { due: last, from } = dates.get(item) as ItemDates;
      const first = earlierOf(from ?? firstDay(item.takes, last), last);
      return [
        {
          item,
          first: dayCount(first),
          last: dayCount(last),
          perDay: item.takes / daysIn(first, last),
        },
      ];
    }),
  );
}

/** The minutes of an item's work that lie on the given working days. */
export function minutesOn(days: readonly DayCount[], { first, last, perDay }: Work): number {
  let count = 0;
  for (const day of days) if (first <= day && day <= last) count += 1;
  return count * perDay;
}

/**
 * Returns a function that counts the working days between two dates, both included; the last date counts even where
 * it isn't a working day. Each pair is worked out once, because many items have the same dates.
 */
function dayCounter(calendar: Calendar): (first: CalendarDate, last: CalendarDate) => number {
  const known = new Map<string, number>();
  return (first, last) => {
    const key = `${first} ${last}`;
    const days =
      known.get(key) ??
      calendar.workdaysBetween(addDays(first, -1), last) + (calendar.isWorking(last) ? 0 : 1);
    known.set(key, days);
    return days;
  };
}

/** Date → minutes of the work from {@link workOf}, in ascending order; dates without work are left out. */
export function loadByDay(
  program: Program,
  start: CalendarDate,
  calendar: Calendar,
): ReadonlyMap<CalendarDate, number> {
  return sumByDay(workOf(program, start, calendar), calendar);
}

/** Every working day from the start to the last one with work; some may have no work. */
export function loadedDays(works: readonly Work[], start: CalendarDate, calendar: Calendar): LoadedDay[] {
  const load = sumByDay(works, calendar);
  const last = [...load.keys()].at(-1) ?? start;
  const firstMonday = mondayBefore(calendar.nthWorkday(start, 1));
  const days: LoadedDay[] = [];
  for (let date = start; date <= last; date = addDays(date, 1)) {
    if (!calendar.isWorking(date)) continue;
    const week = Math.floor(daysBetween(firstMonday, date) / 7) + 1;
    days.push({ date, workday: days.length + 1, week, minutes: load.get(date) ?? 0 });
  }
  return days;
}

/** Date → minutes of all works. An array is faster than a map: a hostile program has 10,000 items of 1,000 days. */
function sumByDay(works: readonly Work[], calendar: Calendar): Map<CalendarDate, number> {
  const first = works.reduce((least, work) => Math.min(least, work.first), Number.POSITIVE_INFINITY);
  const last = works.reduce((most, work) => Math.max(most, work.last), first);
  const dates =
    works.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => dateOf(first + at));
  const working = dates.map((date) => calendar.isWorking(date));
  const minutes = new Float64Array(dates.length);
  const add = (at: number, more: number) => {
    minutes[at] = (minutes[at] ?? 0) + more;
  };
  for (const work of works) {
    for (let at = work.first - first; at < work.last - first; at += 1) if (working[at]) add(at, work.perDay);
    add(work.last - first, work.perDay);
  }
  return new Map(dates.map((date, at) => [date, minutes[at] ?? 0] as const).filter(([, sum]) => sum > 0));
}
