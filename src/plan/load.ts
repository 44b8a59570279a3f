/** How much work a program asks of a hire, day by day: for whoever writes checklists, not for the hire's screens. */
import { addDays, type CalendarDate, earlierOf, laterOf } from '../dates.ts';
import { minutesPerDay } from '../program/grammar.ts';
import type { Item, Program } from '../program/model.ts';
import type { Calendar } from './calendar.ts';
import { resolveDate } from './due.ts';

/** What one item asks for on one day. */
export interface Share {
  readonly item: Item;
  readonly minutes: number;
}

/**
 * The minutes of the hire's own required items on each date that has some, in the order of the dates.
 * @see sharesByDay
 */
export function loadByDay(
  program: Program,
  start: CalendarDate,
  calendar: Calendar,
): ReadonlyMap<CalendarDate, number> {
  const shares = sharesByDay(program, start, calendar);
  return new Map(
    [...shares].map(([day, all]) => [day, all.reduce((sum, { minutes }) => sum + minutes, 0)] as const),
  );
}

/**
 * The hire's own required items on each date that has some, in the order of the dates. An item with `from` is spread
 * evenly over the working days from there to its due date; any other over its due date and as many working days before
 * as its effort needs, but none before the start.
 */
export function sharesByDay(
  program: Program,
  start: CalendarDate,
  calendar: Calendar,
): ReadonlyMap<CalendarDate, readonly Share[]> {
  const spans = program.phases.flatMap(({ items }) =>
    items.flatMap((item) => spanOf(item, start, calendar) ?? []),
  );
  const workdays = workdaysIn(spans, calendar);
  const shares = new Map<CalendarDate, Share[]>();
  for (const { item, minutes, first, due } of spans) {
    const days = workdays.slice(placeOf(first, workdays), placeOf(addDays(due, 1), workdays));
    // Its due date at least, be it a working day or not.
    if (days.at(-1) !== due) days.push(due);
    const share = { item, minutes: minutes / days.length };
    for (const day of days) {
      const others = shares.get(day);
      if (others) others.push(share);
      else shares.set(day, [share]);
    }
  }
  return new Map([...shares].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The days between which an item's work lies, both included. */
interface Span {
  readonly item: Item;
  readonly minutes: number;
  readonly first: CalendarDate;
  readonly due: CalendarDate;
}

/** @returns undefined for what is no work of the hire's, or none that has to be done */
function spanOf(item: Item, start: CalendarDate, calendar: Calendar): Span | undefined {
  const { by, optional, takes: minutes } = item;
  if (by !== undefined || optional || minutes === undefined) return undefined;
  const due = resolveDate(item.due, start, calendar).date;
  const first =
    item.from === undefined
      ? laterOf(start, calendar.workdaysBefore(due, Math.ceil(minutes / minutesPerDay) - 1))
      : resolveDate(item.from, start, calendar).date;
  return { item, minutes, first: earlierOf(first, due), due };
}

/** All working days that any of the spans reaches over. */
function workdaysIn(spans: readonly Span[], calendar: Calendar): CalendarDate[] {
  const [some] = spans;
  if (!some) return [];
  const first = spans.map((span) => span.first).reduce(earlierOf, some.first);
  const last = spans.map((span) => span.due).reduce(laterOf, some.due);
  const days: CalendarDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) if (calendar.isWorking(day)) days.push(day);
  return days;
}

/** How many of the sorted dates lie before a date. */
function placeOf(date: CalendarDate, sorted: readonly CalendarDate[]): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as CalendarDate) < date) from = middle + 1;
    else to = middle;
  }
  return from;
}
