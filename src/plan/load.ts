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
  const shares = new Map<CalendarDate, Share[]>();
  // Many items have the same dates.
  const known = new Map<string, CalendarDate[]>();
  for (const item of program.phases.flatMap(({ items }) => items)) {
    if (item.by !== undefined || item.optional || item.takes === undefined) continue;
    const wholeDays = Math.ceil(item.takes / minutesPerDay);
    const dates = `${item.from ?? wholeDays}, ${item.due}`;
    const days = known.get(dates) ?? daysOf(item, wholeDays, start, calendar);
    known.set(dates, days);
    for (const day of days) {
      const share = { item, minutes: item.takes / days.length };
      const others = shares.get(day);
      if (others) others.push(share);
      else shares.set(day, [share]);
    }
  }
  return new Map([...shares].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The days that the item's work lies on; its due date at least, be it a working day or not. */
function daysOf(
  { from, due: dueRule }: Item,
  wholeDays: number,
  start: CalendarDate,
  calendar: Calendar,
): CalendarDate[] {
  const due = resolveDate(dueRule, start, calendar).date;
  const first =
    from === undefined
      ? laterOf(start, calendar.workdaysBefore(due, wholeDays - 1))
      : resolveDate(from, start, calendar).date;
  const days: CalendarDate[] = [];
  for (let day = earlierOf(first, due); day <= due; day = addDays(day, 1)) {
    if (day === due || calendar.isWorking(day)) days.push(day);
  }
  return days;
}
