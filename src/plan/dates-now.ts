/**
 * The dates of items as progress has them. What is done keeps the date that it was done with, rework gets its days, and what
 * others held up until after their due date isn't late because of that: it is due later, and so is what waits for it.
 */
import { addDays, type CalendarDate, earlierOf, laterOf } from '../dates.ts';
import type { Item } from '../program/model.ts';
import { type ItemProgress, untouched } from '../progress/reduce.ts';
import type { Calendar } from './calendar.ts';
import { type Counted, type ItemDates, type Predecessors, piecesOf } from './due-dates.ts';
import { validUntil } from './valid.ts';

export interface DatesNow extends Pick<ItemDates, 'from' | 'due' | 'begin'> {
  /** The day on which others had done what it waits for, where that is why it is due later than planned. */
  readonly released?: CalendarDate;
  /** For what has run out: the last day on which it counted, and its due date up to then. */
  readonly before?: { readonly last: CalendarDate; readonly due: CalendarDate };
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
  // Items with the same rule share their dates, and as a rule stand beside each other.
  let last: ItemDates | undefined;
  let asLast: DatesNow | undefined;
  given.dates.forEach((planned, item) => {
    const isPlain = item.after.length === 0 && !planned.counted && given.progressOf(item.id) === untouched;
    if (isPlain && (planned !== last || !asLast))
      [last, asLast] = [planned, dateNow(item, planned, now, given)];
    now.set(item, isPlain && asLast ? asLast : dateNow(item, planned, now, given));
  });
  return now;
}

function dateNow(item: Item, planned: ItemDates, now: ReadonlyMap<Item, DatesNow>, given: Given): DatesNow {
  const { from, begin } = fromNow(planned, now, given);
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
  const again = againFrom(item, progress, given.calendar);
  if (again) {
    const due = laterOf(pushed.due, again);
    return {
      ...pushed,
      from: from && earlierOf(from, due),
      due,
      begin: earlierOf(laterOf(begin, again), due),
      before: { last: addDays(again, -1), due: progress.ranOut?.due ?? planned.due },
    };
  }
  // What a person moved takes its `from` along.
  return { from: from && earlierOf(from, pushed.due), begin: earlierOf(begin, pushed.due), ...pushed };
}

/** The first day on which the item can be done, and may be begun: `from` may count from the day on which another was done. */
function fromNow(
  planned: ItemDates,
  now: ReadonlyMap<Item, DatesNow>,
  given: Given,
): Pick<DatesNow, 'from' | 'begin'> {
  const { from, begin, counted } = planned;
  const later = counted?.from && recounted(counted.from, now, given);
  if (!later || (from && later <= from)) return { from, begin };
  return { from: later, begin: laterOf(begin, later) };
}

/**
 * The date of a rule that counts from another item, where that one is due, or was done, later than planned; undefined where it
 * isn't. What was done earlier counts as if it had been done on its due date.
 */
function recounted(
  { item, from }: Counted,
  now: ReadonlyMap<Item, DatesNow>,
  { dates, progressOf, today }: Given,
): CalendarDate | undefined {
  const [its, present] = [dates.get(item), now.get(item)];
  if (!its || !present) return undefined;
  const { closedBy } = progressOf(item.id);
  const isDone = closedBy && closedBy.kind !== 'skipped' && closedBy.on <= today;
  if (its.undated) return isDone ? from(closedBy.on, true) : undefined;
  const due = dueOn(present, today);
  const base = isDone ? laterOf(due, closedBy.on) : due;
  return base > its.due ? from(base, true) : undefined;
}

/** The due date as it was on a day: what has run out since doesn't change that. */
function dueOn({ due, before }: DatesNow, today: CalendarDate): CalendarDate {
  return before && today <= before.last ? before.due : due;
}

/** The due date with what pushes it: late help of others, and the hire's own work that is, or was, due later than planned. */
function pushedBy(
  item: Item,
  planned: ItemDates,
  now: ReadonlyMap<Item, DatesNow>,
  given: Given,
): Pick<DatesNow, 'due' | 'released'> {
  const { dates, after, progressOf, calendar, today } = given;
  let pushed: Pick<DatesNow, 'due' | 'released'> = { due: planned.due };
  if (planned.counted) {
    const { due, from } = planned.counted;
    for (const each of [due, from]) {
      const later = each && recounted(each, now, given);
      if (later && later > pushed.due) pushed = { due: later };
    }
  }
  if (item.after.length === 0) return pushed;
  for (const other of after(item)) {
    const [its, there] = [dates.get(other), now.get(other)];
    if (!its || !there || its.undated) continue;
    const help = other.by === undefined ? undefined : helpedLate(progressOf(other.id), its, today);
    const present = dueOn(there, today);
    const isPushed = (other.by === undefined || its.counted !== undefined) && present > its.due;
    const until = help ?? (isPushed ? present : undefined);
    if (until === undefined) continue;
    // The same distance as after a move; what others have done today can't be due today.
    const distance = calendar.workdaysBetween(its.due, planned.due);
    const days = Math.max(help ? 1 : 0, Math.min(piecesOf(item.takes), distance));
    const due = days > 0 ? calendar.nthWorkday(addDays(until, 1), days) : until;
    const released = help ?? there.released;
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

/**
 * The first working day on which what has run out is to be done again; undefined where nothing has, or the item was moved since. It
 * is due then at the earliest.
 */
export function againFrom(
  item: Item,
  { ranOut, movedOn }: ItemProgress,
  calendar: Calendar,
): CalendarDate | undefined {
  const last = ranOut && validUntil(item, ranOut);
  if (last === undefined || (movedOn !== undefined && movedOn > last)) return undefined;
  return calendar.nthWorkday(addDays(last, 1), 1);
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
