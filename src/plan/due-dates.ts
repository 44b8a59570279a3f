/**
 * The dates of every item of a run: from when it may be done, when it is due, when it may be begun. They come from program,
 * calendar, moves, additions and adoptions; nothing that was done and no `today` plays a part.
 */
import { type CalendarDate, dateOf, dayCount, earlierOf, laterOf } from '../dates.ts';
import { isUndated, itemInRule, parseDateRule } from '../program/grammar.ts';
import type { Item, Phase, Program } from '../program/model.ts';
import type { Calendar } from './calendar.ts';
import { endsBeforeStart, ruleDate, type Timeline } from './timeline.ts';

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
  /**
   * Whether the item has no date: `due`, and what follows from it, then only say where it stands in the schedule, which is at the
   * end; it is never overdue and puts nothing later.
   */
  readonly undated: boolean;
  /** What the item's `due`, and its `from`, count from, where that is another item. */
  readonly counted?: { readonly due: Counted | undefined; readonly from: Counted | undefined } | undefined;
}

/** A rule `N days after ID` or `N workdays after ID`. */
export interface Counted {
  /** The item of that id, which may be one that the hire doesn't have. */
  readonly item: Item;
  /**
   * The date of the rule, where the other item is due, or was done, on a date.
   * @param isPushed whether that is later than the program has it: then the item gets its days even past the end of its phase
   */
  readonly from: (date: CalendarDate, isPushed: boolean) => CalendarDate;
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
  const required: Item[] = [];
  for (const { items } of program.phases) for (const item of items) if (!item.optional) required.push(item);
  // Id → the item, which comes into a list once it is asked for.
  const byId = new Map<string, Item | readonly Item[]>();
  for (const item of required) byId.set(item.id, item);
  const meant = (id: string): readonly Item[] => {
    const found = byId.get(id) ?? required.filter(({ group }) => group === id);
    const items = isList(found) ? found : [found];
    byId.set(id, items);
    return items;
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

function isList(found: Item | readonly Item[]): found is readonly Item[] {
  return Array.isArray(found);
}

/** An item with the workday on which its phase ends. */
interface Entry {
  readonly item: Item;
  readonly end: number;
  readonly phase: Phase;
}

/** Returns the item that a rule counts from; undefined where it counts from none, or the program lacks it. */
type Targets = (rule: string | undefined) => Item | undefined;

const noTargets: Targets = () => undefined;

/** Before all dates. */
const longAgo = '1970-01-01' as CalendarDate;

/** Program → the items that its rules count from; asked as {@link predecessors} is. */
const targetsOfProgram = new WeakMap<Program, Targets>();

/** Rules may count from each other's items; the ids that these had before count as well. */
function targetsIn(program: Program): Targets {
  const known = targetsOfProgram.get(program) ?? findTargets(program);
  targetsOfProgram.set(program, known);
  return known;
}

function findTargets(program: Program): Targets {
  if (!countsFromItems(program)) return noTargets;
  const items = program.phases.flatMap((phase) => phase.items);
  const former = items.flatMap((item) => item.formerly.map((id) => [id, item] as const));
  const byId = new Map([...former, ...items.map((item) => [item.id, item] as const).reverse()]);
  return (rule) => byId.get(itemInRule(rule) ?? '');
}

function countsFromItems({ phases }: Program): boolean {
  for (const { items } of phases) {
    // As a rule, the next item has the same date.
    let before: string | undefined;
    for (const { due, from } of items) {
      if ((due !== before && itemInRule(due)) || (from !== undefined && itemInRule(from))) return true;
      before = due;
    }
  }
  return false;
}

/**
 * Item → its dates; two items of a faulty program may have one id.
 * @param changeOf what was changed about an item's date; it is asked once for each item
 * @param whole the program with the items that the hire doesn't have: they have dates too where others count from them
 * @throws UserError where the calendar has no working day in 366 days on end
 */
export function dateItems(
  program: Program,
  dating: Dating,
  changeOf: (item: Item) => DateChange | undefined = () => undefined,
  after: Predecessors = predecessorsIn(program),
  whole: Program = program,
): ReadonlyMap<Item, ItemDates> {
  const targets = targetsIn(whole);
  const isWhole = whole === program || targets === noTargets;
  const before = isWhole ? after : withOthers(program, after, predecessorsIn(whole));
  const given = { program: isWhole ? program : whole, dating, after: before, targets };
  // Of a program with nothing of the hire's own, the dates are those of all who began on that day.
  const isOwn = predecessors.get(given.program) !== before;
  const known = isOwn ? undefined : datesKnown.get(dating.timeline);
  const planned = known?.program === given.program ? known : plannedIn(given);
  if (!isOwn) datesKnown.set(dating.timeline, planned);
  const changes = new Map<Item, DateChange>();
  for (const { item } of planned.entries) {
    const change = changeOf(item);
    if (change) changes.set(item, change);
  }
  return changes.size === 0 ? planned.dates : datesOf(planned.entries, given, changes, planned.dates);
}

/** What dates are made of. */
interface Basis {
  readonly program: Program;
  readonly dating: Dating;
  readonly after: Predecessors;
  readonly targets: Targets;
}

/** The dates of a program's items without any change, and the items themselves, each after those that it waits for. */
interface Planned {
  readonly program: Program;
  readonly entries: readonly Entry[];
  readonly dates: ReadonlyMap<Item, ItemDates>;
}

/** Timeline → the dates on it. */
const datesKnown = new WeakMap<Timeline, Planned>();

function plannedIn(basis: Basis): Planned {
  const { program, dating, after, targets } = basis;
  const entries = program.phases.flatMap((phase, index) => {
    const end = dating.timeline.ends[index] as number;
    return phase.items.map((item): Entry => ({ item, phase, end }));
  });
  const isNext =
    targets === noTargets ? after : (item: Item) => [...after(item), ...targetsOf(item, targets)];
  const sorted = inOrder(entries, isNext);
  return { program, entries: sorted, dates: datesOf(sorted, basis, new Map()) };
}

/** What an item that the hire has waits for among their items, and any other item among all. */
function withOthers(program: Program, after: Predecessors, ofAll: Predecessors): Predecessors {
  const own = new Set(program.phases.flatMap(({ items }) => items));
  return (item) => (own.has(item) ? after(item) : ofAll(item));
}

function targetsOf({ due, from }: Item, targets: Targets): Item[] {
  return [targets(due), targets(from)].filter((item) => item !== undefined);
}

/** The day on which a phase ends; one that is due so many days before the start ends on that date, taken literally. */
export function phaseEnd(
  { due }: Pick<Phase, 'due'>,
  end: number,
  { start, timeline }: Dating,
): CalendarDate {
  return endsBeforeStart(due) ? ruleDate(due, start, timeline) : timeline.dateAt(end);
}

/**
 * @param entries each after those that it waits for
 * @param planned the dates as they would be without the changes; undefined where there are no changes
 */
function datesOf(
  entries: readonly Entry[],
  { dating, after, targets }: Basis,
  changes: ReadonlyMap<Item, DateChange>,
  planned?: ReadonlyMap<Item, ItemDates>,
): ReadonlyMap<Item, ItemDates> {
  const { start, timeline, calendar } = dating;
  const dates = new Map<Item, ItemDates>();
  /** The items that count from a last day that nobody has said. */
  const endless = new Set<Item>();
  const day1 = timeline.dateAt(1);
  const lastEnd = timeline.ends.at(-1) ?? 1;
  // Held back to the end of the phase, and worked out once, since many items have the same rule.
  const dateOfRule = memoised((rule: string, end: number) => ruleDate(rule, start, timeline, end));
  /** The dates that an item has by its rule alone, by the end of its phase and the rule: many have the same. */
  const shared: Map<string, ItemDates>[] = [];
  for (const entry of entries) dates.set(entry.item, asPlanned(entry) ?? alike(entry) ?? dated(entry));
  return dates;

  /** The dates as they would be without the changes, where none has to do with the item. */
  function asPlanned({ item }: Entry): ItemDates | undefined {
    const before = planned?.get(item);
    if (!before || changes.has(item)) return undefined;
    const isSame = (other: Item) => dates.get(other) === planned?.get(other);
    if (item.after.length > 0 && !after(item).every(isSame)) return undefined;
    if (targets !== noTargets && !targetsOf(item, targets).every(isSame)) return undefined;
    lacksDate(item);
    return before;
  }

  /** The dates of another item of the phase with the same rule, where nothing else decides them. */
  function alike(entry: Entry): ItemDates | undefined {
    const { item, end } = entry;
    if (item.after.length > 0 || item.from !== undefined || item.added || changes.has(item)) return undefined;
    if (isUndated(item.due) || item.due.endsWith(' end') || itemInRule(item.due)) return undefined;
    const ofEnd = shared[end] ?? new Map<string, ItemDates>();
    shared[end] = ofEnd;
    const found = ofEnd.get(item.due) ?? dated(entry);
    ofEnd.set(item.due, found);
    return found;
  }

  function dated(entry: Entry): ItemDates {
    const { item, end } = entry;
    const others = after(item);
    const change = changes.get(item);
    const counted = countedIn(entry);
    const undated = lacksDate(item) && change?.moved === undefined && item.added?.due === undefined;
    const ruled =
      item.added?.due ?? dateOfCounted(counted?.due) ?? dateOfRule(item.due, undated ? lastEnd : end);
    const ownFrom =
      item.added?.from ??
      dateOfCounted(counted?.from) ??
      (item.from === undefined ? undefined : dateOfRule(item.from, end));
    const before = planned?.get(item);
    const { due, liftedBy } = dueOf(item, others, { ruled, from: ownFrom, change, before });
    const from = ownFrom && earlierOf(ownFrom, due);
    return {
      from,
      due,
      begin: beginOf(others, due, from),
      ruled,
      liftedBy,
      bound: boundOf(others, undated ? undefined : due) ?? longAgo,
      changed: before !== undefined && (change?.moved !== undefined || due !== before.due),
      undated,
      counted,
    };
  }

  /** Whether its rule gives no date: it says so, or counts from a last day that nobody has said, or from an item that does. */
  function lacksDate(item: Item): boolean {
    const { due } = item;
    if (isUndated(due)) return true;
    const target = endless.size > 0 ? targets(due) : undefined;
    if (target ? !endless.has(target) : !due.endsWith(' end') || timeline.workdayOf(due) !== undefined)
      return false;
    endless.add(item);
    return true;
  }

  function countedIn({ item, phase, end }: Entry): ItemDates['counted'] {
    if (targets === noTargets) return undefined;
    const [due, from] = [
      item.added?.due ? undefined : item.due,
      item.added?.from ? undefined : item.from,
    ].map((rule) => {
      const target = targets(rule);
      return target && rule !== undefined && target !== item
        ? countedBy(rule, target, item.takes, phaseEnd(phase, end, dating))
        : undefined;
    });
    return due || from ? { due, from } : undefined;
  }

  function countedBy(rule: string, item: Item, takes: number | undefined, end: CalendarDate): Counted {
    const { unit, n } = parseDateRule(rule) ?? { unit: 'workdays after', n: 0 };
    return {
      item,
      from(date, isPushed) {
        const counted = unit === 'days after' ? timeline.daysAfter(date, n) : timeline.workdaysAfter(date, n);
        if (counted <= end) return counted;
        const least = isPushed ? timeline.workdaysAfter(date, Math.min(piecesOf(takes), n)) : date;
        return laterOf(end, earlierOf(counted, least));
      },
    };
  }

  /** Undefined where the other has no date: an item of a circle, which only a stranger's program can have, or one without any. */
  function dateOfCounted(counted: Counted | undefined): CalendarDate | undefined {
    const other = counted && dates.get(counted.item);
    if (!other || other.undated) return undefined;
    const was = planned?.get(counted.item);
    return counted.from(other.due, was !== undefined && other.due > was.due);
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
      const isOwn = other.by === undefined || its.undated;
      begin = laterOf(begin, isBound ? its.bound : isOwn ? its.begin : its.due);
    }
    return earlierOf(begin, due);
  }

  function boundOf(others: readonly Item[], due: CalendarDate | undefined): CalendarDate | undefined {
    let bound = due;
    for (let at = 0; at < others.length; at += 1) {
      const its = dates.get(others[at] as Item)?.bound;
      if (its && !(bound && bound >= its)) bound = its;
    }
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
function memoised<T>(of: (rule: string, end: number) => T): (rule: string, end: number) => T {
  const known: Map<string, T>[] = [];
  return (rule, end) => {
    const ofEnd = known[end] ?? new Map<string, T>();
    known[end] = ofEnd;
    const value = ofEnd.get(rule) ?? of(rule, end);
    ofEnd.set(rule, value);
    return value;
  };
}
