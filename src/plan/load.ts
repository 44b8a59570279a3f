/** How much work a program asks of a hire, day by day: for whoever writes checklists, not for the hire's screens. */
import { addDays, type CalendarDate, earlierOf, laterOf } from '../dates.ts';
import { minutesPerDay } from '../program/grammar.ts';
import type { Item, Program } from '../program/model.ts';
import type { Calendar } from './calendar.ts';
import { resolveDate } from './due.ts';

/**
 * The minutes of the hire's own required items on each date that has some, in the order of the dates. An item with
 * `from` is spread evenly over the working days from there to its due date; any other over its due date and as many
 * working days before as its effort needs, but none before the start.
 */
export function loadByDay(
  program: Program,
  start: CalendarDate,
  calendar: Calendar,
): ReadonlyMap<CalendarDate, number> {
  const load = new Map<CalendarDate, number>();
  for (const item of program.phases.flatMap(({ items }) => items)) {
    if (item.by !== undefined || item.optional || item.takes === undefined) continue;
    const days = daysOf(item, start, calendar);
    for (const day of days) load.set(day, (load.get(day) ?? 0) + item.takes / days.length);
  }
  return new Map([...load].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The days that the item's work lies on; its due date at least, be it a working day or not. */
function daysOf(item: Item, start: CalendarDate, calendar: Calendar): CalendarDate[] {
  const due = resolveDate(item.due, start, calendar).date;
  const first =
    item.from === undefined
      ? laterOf(start, calendar.workdaysBefore(due, Math.ceil((item.takes ?? 0) / minutesPerDay) - 1))
      : resolveDate(item.from, start, calendar).date;
  const days: CalendarDate[] = [];
  for (let day = earlierOf(first, due); day <= due; day = addDays(day, 1)) {
    if (day === due || calendar.isWorking(day)) days.push(day);
  }
  return days;
}
