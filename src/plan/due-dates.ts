/**
 * The dates of every item of a run: from when it may be done, when it is due, when it may be begun. They come from program,
 * calendar, moves, additions and adoptions; nothing that was done and no `today` plays a part.
 */
import { type CalendarDate, dateOf, dayCount, earlierOf, laterOf } from '../dates.ts';
import type { Item, Program } from '../program/model.ts';
import type { Calendar } from './calendar.ts';
import { ruleDate, type Timeline } from './timeline.ts';

/** What a person, or an upgrade, has changed about the date of an item. */
export interface DateChange {
  /** The due date that a person gave the item: it counts as it stands. */
  readonly moved?: CalendarDate;
  /** The date on which an upgrade brought the item into the run: it is due a week from then at the earliest. */
  readonly adopted?: CalendarDate;
}

export interface ItemDates {
  /** The first day on which the item can be done; undefined where it can be done at once. */
  readonly from: CalendarDate | undefined;
  readonly due: CalendarDate;
  /** The first day on which the item may be begun, given what it waits for; at most the due date. */
  readonly begin: CalendarDate;
  /** The date of the item's own rule or of the person who added it, before anything else moves it. */
  readonly ruled: CalendarDate;
  /** What put the due date later than `ruled`: `from`, `adopted`, or the id of an item that it waits for. */
  readonly liftedBy: string | undefined;
  /** The latest due date of the item and of all that it waits for: later than its own only where the item was moved. */
  readonly bound: CalendarDate;
  /** Whether a move, an addition or an adoption is the reason why the due date isn't the program's. */
  readonly changed: boolean;
}

/** Work that takes longer is done in pieces, one a working day. */
const minutesPerPiece = 120;

/** The effort of an item that states none, in minutes. */
export const usualEffort = 15;

/** How many pieces of at most two hours an item's effort has. @param takes in minutes */
export function piecesOf(takes = usualEffort): number {
  return Math.ceil(takes / minutesPerPiece);
}

/** What dates are counted by: the working days of the run, the hire's calendar, and the start date itself. */
export interface Dating {
  readonly timeline: Timeline;
  readonly calendar: Calendar;
  readonly start: CalendarDate;
}

/** Returns the required items that an item waits for; a group means its required items. */
export type Predecessors = (item: Item) => readonly Item[];

const none: readonly Item[] = [];

export function predecessorsIn(program: Program): Predecessors {
  const known = predecessors.get(program) ?? findPredecessors(program);
  predecessors.set(program, known);
  return known;
}

/** Program → what its items wait for: one program is asked for each of the hires who follow it. */
const predecessors = new WeakMap<Program, Predecessors>();

function findPredecessors(program: Program): Predecessors {
  const required = program.phases.flatMap((phase) => phase.items).filter(({ optional }) => !optional);
  const byId = new Map<string, readonly Item[]>(required.map((item) => [item.id, [item]]));
  const meant = (id: string) => {
    const found = byId.get(id) ?? required.filter(({ group }) => group === id);
    byId.set(id, found);
    return found;
  };
  const known = new Map<Item, readonly Item[]>();
  return (item) => {
    if (item.after.length === 0) return none;
    let found = known.get(item);
    if (found) return found;
    found =
      item.after.length === 1 ? meant(item.after[0] as string) : [...new Set(item.after.flatMap(meant))];
    if (found.includes(item)) found = found.filter((other) => other !== item);
    known.set(item, found);
    return found;
  };
}

/** An item with the workday on which its phase ends. */
interface Entry {
  readonly item: Item;
  readonly end: number;
}

/**
 * Item → its dates; two items of a faulty program may have one id.
 * @param changeOf what was changed about an item's date; it is asked once for each item
 * @throws UserError where the calendar has no working day in 366 days on end
 */
export function dateItems(
  program: Program,
  dating: Dating,
  changeOf: (item: Item) => DateChange | undefined = () => undefined,
  after: Predecessors = predecessorsIn(program),
): ReadonlyMap<Item, ItemDates> {
  const entries = inOrder(
    program.phases.flatMap(({ items }, phase) =>
      items.map((item) => ({ item, end: dating.timeline.ends[phase] as number })),
    ),
    after,
  );
  const changes = new Map<Item, DateChange>();
  for (const { item } of entries) {
    const change = changeOf(item);
    if (change) changes.set(item, change);
  }
  const planned = changes.size === 0 ? undefined : datesOf(entries, dating, after, new Map());
  return datesOf(entries, dating, after, changes, planned);
}

/**
 * @param entries each after those that it waits for
 * @param planned the dates as they would be without the changes; undefined where there are no changes
 */
function datesOf(
  entries: readonly Entry[],
  { start, timeline, calendar }: Dating,
  after: Predecessors,
  changes: ReadonlyMap<Item, DateChange>,
  planned?: ReadonlyMap<Item, ItemDates>,
): ReadonlyMap<Item, ItemDates> {
  const dates = new Map<Item, ItemDates>();
  const day1 = timeline.dateAt(1);
  // Held back to the end of the phase, and worked out once, since many items have the same rule.
  const dateOfRule = memoised((rule: string, end: number) => ruleDate(rule, start, timeline, end));
  for (const { item, end } of entries) dates.set(item, dated(item, end));
  return dates;

  function dated(item: Item, end: number): ItemDates {
    const others = after(item);
    const change = changes.get(item);
    const ruled = item.added?.due ?? dateOfRule(item.due, end);
    const ownFrom = item.added?.from ?? (item.from === undefined ? undefined : dateOfRule(item.from, end));
    const before = planned?.get(item);
    const { due, liftedBy } = dueOf(item, others, { ruled, from: ownFrom, change, before });
    const from = ownFrom && earlierOf(ownFrom, due);
    return {
      from,
      due,
      begin: beginOf(others, due, from),
      ruled,
      liftedBy,
      bound: boundOf(others, due),
      changed: before !== undefined && (change?.moved !== undefined || due !== before.due),
    };
  }

  /**
   * A moved item is due on the date that a person gave it. Any other is due on the latest of its own date, its `from`, a week
   * from its adoption, and the dates of what it waits for; what a change pushes keeps its distance to what pushed it.
   */
  function dueOf(item: Item, others: readonly Item[], given: Given): Pick<ItemDates, 'due' | 'liftedBy'> {
    const { ruled, from, change, before } = given;
    if (change?.moved) return { due: change.moved, liftedBy: undefined };
    let lifted: Pick<ItemDates, 'due' | 'liftedBy'> = { due: ruled, liftedBy: undefined };
    const lift = (due: CalendarDate, liftedBy: string) => {
      if (due > lifted.due) lifted = { due, liftedBy };
    };
    if (from) lift(from, 'from');
    if (change?.adopted) lift(weekAfter(change.adopted, timeline, calendar), 'adopted');
    for (let at = 0; at < others.length; at += 1) {
      const predecessor = others[at] as Item;
      const other = dates.get(predecessor);
      const was = planned?.get(predecessor);
      // An item of a circle has no date yet; only a stranger's own items can form one.
      if (!other) continue;
      lift(other.bound, predecessor.id);
      if (!was || !before || !other.changed || other.bound <= was.due) continue;
      const distance = calendar.workdaysBetween(was.due, before.due);
      const days = Math.min(piecesOf(item.takes), distance);
      if (days > 0) lift(calendar.nthWorkday(dateOf(dayCount(other.bound) + 1), days), predecessor.id);
    }
    return lifted;
  }

  function beginOf(others: readonly Item[], due: CalendarDate, from: CalendarDate | undefined): CalendarDate {
    let begin = due < day1 ? (from ?? earlierOf(due, start)) : laterOf(from ?? day1, day1);
    for (let at = 0; at < others.length; at += 1) {
      const other = others[at] as Item;
      const its = dates.get(other);
      if (!its) continue;
      const isBound = its.bound > its.due;
      begin = laterOf(begin, isBound ? its.bound : other.by === undefined ? its.begin : its.due);
    }
    return earlierOf(begin, due);
  }

  function boundOf(others: readonly Item[], due: CalendarDate): CalendarDate {
    let bound = due;
    for (let at = 0; at < others.length; at += 1)
      bound = laterOf(bound, dates.get(others[at] as Item)?.bound ?? bound);
    return bound;
  }
}

interface Given {
  readonly ruled: CalendarDate;
  readonly from: CalendarDate | undefined;
  readonly change: DateChange | undefined;
  /** The dates of the item without any change. */
  readonly before: ItemDates | undefined;
}

/**
 * The earliest due date of an item that an upgrade brought: as many working days later as the week after that day has, at
 * least one; a week that is over before day 1 is taken literally.
 */
function weekAfter(adopted: CalendarDate, timeline: Timeline, calendar: Calendar): CalendarDate {
  const [day, first] = [dayCount(adopted), dayCount(timeline.day1)];
  if (day + 7 < first) return dateOf(day + 7);
  const days = Math.max(1, calendar.countWorkdays(Math.max(day + 1, first), day + 7, false));
  return timeline.dateAt(timeline.workedBy(adopted) + days);
}

/** Puts each item after those that it waits for. Of items that wait for each other in a circle the first goes last. */
function inOrder(entries: readonly Entry[], after: Predecessors): readonly Entry[] {
  const begun = new Set<Item>();
  const isNext = ({ item }: Entry) => {
    begun.add(item);
    return after(item).every((other) => begun.has(other));
  };
  // Nearly every program has this order already.
  if (entries.every(isNext)) return entries;
  begun.clear();
  const byItem = new Map(entries.map((entry) => [entry.item, entry]));
  const sorted = new Set<Entry>();
  for (const root of entries) {
    // An own stack, since a chain may be longer than the program's call stack is deep.
    const stack = [root];
    for (let entry = stack.at(-1); entry; entry = stack.at(-1)) {
      const missing = begun.has(entry.item) ? [] : after(entry.item).filter((other) => !begun.has(other));
      begun.add(entry.item);
      if (missing.length > 0) stack.push(...missing.flatMap((item) => byItem.get(item) ?? []));
      else {
        sorted.add(entry);
        stack.pop();
      }
    }
  }
  return [...sorted];
}

/** The function, which is asked once for each rule and end. */
export function memoised<T>(of: (rule: string, end: number) => T): (rule: string, end: number) => T {
  const known = new Map<string, T>();
  return (rule, end) => {
    const key = `${end} ${rule}`;
    const value = known.get(key) ?? of(rule, end);
    known.set(key, value);
    return value;
  };
}
