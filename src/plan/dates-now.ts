/**
 * The dates of items as progress has them. What is done keeps the date that it was done with, rework gets its days, and what
 * others held up until after their due date isn't late because of that: it is due later, and so is what waits for it.
 */
import { addDays, type CalendarDate, earlierOf, laterOf } from '../dates.ts';
import type { Item } from '../program/model.ts';
import type { ItemProgress } from '../progress/reduce.ts';
import type { Calendar } from './calendar.ts';
import { type ItemDates, type Predecessors, piecesOf } from './due-dates.ts';

export interface DatesNow extends Pick<ItemDates, 'from' | 'due' | 'begin'> {
  /** The day on which others had done what it waits for, where that is why it is due later than planned. */
  readonly released?: CalendarDate;
}

interface Given {
  /** The planned dates, each item after those that it waits for. */
  readonly dates: ReadonlyMap<Item, ItemDates>;
  readonly after: Predecessors;
  readonly progressOf: (id: string) => ItemProgress;
  readonly calendar: Calendar;
  /** What was done after this day plays no part: a run that has ended stays as it was. */
  readonly today: CalendarDate;
}

/** @returns the calendar dates of each item of `dates`, in the same order */
export function datesNow(given: Given): ReadonlyMap<Item, DatesNow> {
  const now = new Map<Item, DatesNow>();
  given.dates.forEach((planned, item) => {
    now.set(item, dateNow(item, planned, now, given));
  });
  return now;
}

function dateNow(item: Item, planned: ItemDates, now: ReadonlyMap<Item, DatesNow>, given: Given): DatesNow {
  const { from, begin } = planned;
  const progress = given.progressOf(item.id);
  const { closedBy, moved, returned } = progress;
  if (closedBy) {
    // What came after it was closed can't have pushed it.
    const until = earlierOf(closedBy.on, given.today);
    const pushed = moved ? planned : pushedBy(item, planned, now, { ...given, today: until });
    const due = (closedBy.kind === 'done' && closedBy.due) || pushed.due;
    return { from, due, begin: earlierOf(begin, due) };
  }
  const pushed = moved ? { due: planned.due } : pushedBy(item, planned, now, given);
  const reworked = returned && reworkedBy(progress, given.calendar);
  if (returned && reworked)
    return { from: undefined, due: laterOf(pushed.due, reworked), begin: returned.on };
  return { from, begin, ...pushed };
}

/** The due date with what pushes it: late help of others, and the hire's own work that is, or was, due later than planned. */
function pushedBy(
  item: Item,
  planned: ItemDates,
  now: ReadonlyMap<Item, DatesNow>,
  { dates, after, progressOf, calendar, today }: Given,
): Pick<DatesNow, 'due' | 'released'> {
  let pushed: Pick<DatesNow, 'due' | 'released'> = { due: planned.due };
  if (item.after.length === 0) return pushed;
  for (const other of after(item)) {
    const [its, present] = [dates.get(other), now.get(other)];
    if (!its || !present) continue;
    const help = other.by === undefined ? undefined : helpedLate(progressOf(other.id), its, today);
    const isPushed = other.by === undefined && present.due > its.due;
    const until = help ?? (isPushed ? present.due : undefined);
    if (until === undefined) continue;
    // The same distance as after a move; what others have done today can't be due today.
    const distance = calendar.workdaysBetween(its.due, planned.due);
    const days = Math.max(help ? 1 : 0, Math.min(piecesOf(item.takes), distance));
    const due = days > 0 ? calendar.nthWorkday(addDays(until, 1), days) : until;
    const released = help ?? present.released;
    if (due > pushed.due) pushed = { due, ...(released ? { released } : {}) };
  }
  return pushed;
}

/** The day on which another person did an item, if that was after its due date. */
function helpedLate(
  { closedBy }: ItemProgress,
  { due }: ItemDates,
  today: CalendarDate,
): CalendarDate | undefined {
  return closedBy && closedBy.on > due && closedBy.on <= today ? closedBy.on : undefined;
}

/** How many working days a hire has to rework an item that was returned. */
const reworkDays = 3;

/** The last day to rework a returned item; undefined where the item wasn't returned, or was moved since. */
export function reworkedBy(
  { returned, movedSince }: ItemProgress,
  calendar: Calendar,
): CalendarDate | undefined {
  return returned && !movedSince ? calendar.nthWorkday(addDays(returned.on, 1), reworkDays) : undefined;
}
