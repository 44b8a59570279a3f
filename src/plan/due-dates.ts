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
  readonly liftedBy?: string;
  /** Whether a move, an addition or an adoption is the reason why the due date isn't the program's. */
  readonly changed: boolean;
}

/** Work that takes longer is done in pieces, one a working day. */
const minutesPerPiece = 120;

/** The effort of an item that states none, in minutes. */
const usualEffort = 15;

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

/** An item with the workday on which its phase ends, and the required items that it waits for. */
interface Node {
  readonly item: Item;
  readonly end: number;
  readonly after: readonly Node[];
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
): ReadonlyMap<Item, ItemDates> {
  const nodes = inOrder(nodesOf(program, dating.timeline));
  const changes = new Map<Item, DateChange>();
  for (const { item } of nodes) {
    const change = changeOf(item);
    if (change) changes.set(item, change);
  }
  const planned = changes.size === 0 ? undefined : datesOf(nodes, dating, new Map());
  return datesOf(nodes, dating, changes, planned);
}

/**
 * @param nodes each after those that it waits for
 * @param planned the dates as they would be without the changes; undefined where there are no changes
 */
function datesOf(
  nodes: readonly Node[],
  dating: Dating,
  changes: ReadonlyMap<Item, DateChange>,
  planned?: ReadonlyMap<Item, ItemDates>,
): ReadonlyMap<Item, ItemDates> {
  const dates = new Map<Item, ItemDates>();
  const { start, timeline } = dating;
  // Held back to the end of the phase, and worked out once, since many items have the same rule.
  const dateOfRule = memoised((rule: string, end: number) => ruleDate(rule, start, timeline, end));
  for (const node of nodes) {
    const { item, end } = node;
    const change = changes.get(item);
    const ruled = item.added?.due ?? dateOfRule(item.due, end);
    const from = item.from === undefined ? undefined : dateOfRule(item.from, end);
    const before = planned?.get(item);
    const { due, liftedBy } = dueOf(node, { ruled, from, change, dates, before, planned, dating });
    const changed = before !== undefined && (change?.moved !== undefined || due !== before.due);
    const earliest = from && earlierOf(from, due);
    dates.set(item, {
      from: earliest,
      due,
      begin: beginOf(node, due, earliest, dates, dating),
      ruled,
      ...(liftedBy === undefined ? {} : { liftedBy }),
      changed,
    });
  }
  return dates;
}

interface Given {
  readonly ruled: CalendarDate;
  readonly from: CalendarDate | undefined;
  readonly change: DateChange | undefined;
  /** The dates of the items before it. */
  readonly dates: ReadonlyMap<Item, ItemDates>;
  /** The dates of this item, and of all, without any change. */
  readonly before: ItemDates | undefined;
  readonly planned: ReadonlyMap<Item, ItemDates> | undefined;
  readonly dating: Dating;
}

/**
 * A moved item is due on the date that a person gave it. Any other is due on the latest of its own date, its `from`, a week
 * from its adoption, and the dates of what it waits for; what a change pushes keeps its distance to what pushed it.
 */
function dueOf(node: Node, given: Given): Pick<ItemDates, 'due' | 'liftedBy'> {
  const { ruled, from, change, dates, before, planned, dating } = given;
  if (change?.moved) return { due: change.moved };
  let due = ruled;
  let liftedBy: string | undefined;
  const lift = (date: CalendarDate, by: string) => {
    if (date <= due) return;
    due = date;
    liftedBy = by;
  };
  if (from) lift(from, 'from');
  if (change?.adopted) lift(weekAfter(change.adopted, dating), 'adopted');
  for (const { item } of node.after) {
    const [other, was] = [dates.get(item), planned?.get(item)];
    // An item of a circle has no date yet; only a stranger's own items can form one.
    if (!other) continue;
    lift(other.due, item.id);
    if (!was || !before || !other.changed || other.due <= was.due) continue;
    const distance = dating.calendar.workdaysBetween(was.due, before.due);
    const days = Math.min(piecesOf(node.item.takes), distance);
    if (days > 0) lift(dating.calendar.nthWorkday(dateOf(dayCount(other.due) + 1), days), item.id);
  }
  return { due, ...(liftedBy === undefined ? {} : { liftedBy }) };
}

/**
 * The earliest due date of an item that an upgrade brought: as many working days later as the week after that day has, at
 * least one; a week that is over before day 1 is taken literally.
 */
function weekAfter(adopted: CalendarDate, { timeline, calendar }: Dating): CalendarDate {
  const [day, first] = [dayCount(adopted), dayCount(timeline.day1)];
  if (day + 7 < first) return dateOf(day + 7);
  const days = Math.max(1, calendar.countWorkdays(Math.max(day + 1, first), day + 7, false));
  return timeline.dateAt(timeline.workedBy(adopted) + days);
}

function beginOf(
  { after }: Node,
  due: CalendarDate,
  from: CalendarDate | undefined,
  dates: ReadonlyMap<Item, ItemDates>,
  { timeline, start }: Dating,
): CalendarDate {
  const day1 = timeline.dateAt(1);
  let begin = due < day1 ? (from ?? earlierOf(due, start)) : laterOf(from ?? day1, day1);
  for (const other of after) {
    const its = dates.get(other.item);
    if (its) begin = laterOf(begin, other.item.by === undefined ? its.begin : its.due);
  }
  return earlierOf(begin, due);
}

function nodesOf(program: Program, timeline: Timeline): Node[] {
  const nodes = program.phases.flatMap(({ items }, phase) =>
    items.map((item) => ({ item, end: timeline.ends[phase] as number, after: [] as Node[] })),
  );
  const byId = new Map(nodes.map((node) => [node.item.id, node]));
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const { group } = node.item;
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), node]);
  }
  for (const node of nodes)
    for (const id of node.item.after) {
      const meant = byId.get(id);
      for (const other of meant ? [meant] : (groups.get(id) ?? []))
        if (!other.item.optional && other !== node) node.after.push(other);
    }
  return nodes;
}

/** Puts each node after those that it waits for. Of nodes that wait for each other in a circle the first in the program goes last. */
function inOrder(nodes: readonly Node[]): Node[] {
  const sorted = new Set<Node>();
  const begun = new Set<Node>();
  for (const root of nodes) {
    // An own stack, since a chain may be longer than the program's call stack is deep.
    const stack = [root];
    for (let node = stack.at(-1); node; node = stack.at(-1)) {
      const missing = begun.has(node) ? [] : node.after.filter((other) => !begun.has(other));
      begun.add(node);
      if (missing.length > 0) stack.push(...missing);
      else {
        sorted.add(node);
        stack.pop();
      }
    }
  }
  return [...sorted];
}

function memoised<T>(of: (rule: string, end: number) => T): (rule: string, end: number) => T {
  const known = new Map<string, T>();
  return (rule, end) => {
    const key = `${end} ${rule}`;
    const value = known.get(key) ?? of(rule, end);
    known.set(key, value);
    return value;
  };
}
