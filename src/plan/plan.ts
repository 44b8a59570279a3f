/**
 * Makes the plan from program, progress, calendar and today: every item with its dates and its state. A done item
 * keeps the title and the due date that it had when it was done; one that is done by its count has those of the program.
 */
import { addDays, type CalendarDate, earlierOf, laterOf } from '../dates.ts';
import { once } from '../once.ts';
import { isUndated, itemInRule, parseDateRule } from '../program/grammar.ts';
import type { Item, Phase, Program } from '../program/model.ts';
import type { Booking, ItemProgress, Progress } from '../progress/reduce.ts';
import { type Calendar, plainCalendar } from './calendar.ts';
import { progressIn } from './count.ts';
import { type DatesNow, datesNow } from './dates-now.ts';
import { type Dating, dateItems, type ItemDates, phaseEnd, piecesOf, predecessorsIn } from './due-dates.ts';
import { calendarDays, ruleDate, Timeline } from './timeline.ts';
import { broughtOn, type Kept, keptIn, type OutItem } from './traits.ts';
import { validUntil } from './valid.ts';

export type ItemState = 'open' | 'blocked' | 'waiting' | 'in review' | 'done' | 'skipped';

export interface PlannedItem {
  /** The number by which people name the item: phase and place, `3.12`. */
  readonly ref: string;
  readonly item: Item;
  readonly phase: string;
  readonly progress: ItemProgress;
  /** The first day on which the item can be done; undefined where it can be done at once. */
  readonly from: CalendarDate | undefined;
  /** For an item without a date, the end of the run, where the schedule has it. */
  readonly due: CalendarDate;
  /** Whether the item has no date, so that it is never overdue. */
  readonly undated: boolean;
  /** The first day on which the item may be begun; for an item to rework, the day of the return. */
  readonly begin: CalendarDate;
  /** The first day on which the plan expects work on the item: its due date, or earlier for an item that goes on for days. */
  readonly workFrom: CalendarDate;
  /** Whether work on the item goes on for days: it is counted, or takes more than two hours. */
  readonly running: boolean;
  readonly state: ItemState;
  /** Whether the item is blocked by others alone: all that it waits for is somebody else's to do, or held up itself. */
  readonly held: boolean;
  /** Whether the item is due before today and the hire's to do, blocked or not; what others alone hold up isn't overdue. */
  readonly overdue: boolean;
  /**
   * Working days since the due date, whoever has to act; 0 for an item that is optional, closed, held up by others, or not
   * yet due.
   */
  readonly daysLate: number;
  /** The date of the item's rule, or of the person who added it, before anything else moved it. */
  readonly ruled: CalendarDate;
  /** The due date by the plan alone, whatever was done: what is done may keep another one, and rework gets its days. */
  readonly planned: CalendarDate;
  /** What makes the item due later than `ruled`: `from`, `adopted`, or the id of an item that it waits for. */
  readonly liftedBy: string | undefined;
  /** The day on which the item came into the run, where that was in the course of it: by an addition, an upgrade or a trait. */
  readonly joined: CalendarDate | undefined;
  /** The day on which others had done what it waits for, where that was after its due date, which is later for that. */
  readonly released: CalendarDate | undefined;
  /** Whether the due date is one that a person gave, by a move or an addition, and nothing puts it later. */
  readonly byHand: boolean;
  /** For a moved item: ids of the open required items that it waits for and that are due later. */
  readonly dueBefore: readonly string[];
  /** Ids of the required items that it waits for, closed or not. */
  readonly waitsFor: readonly string[];
  /** Ids of those of them that have to be closed before this one can be done. */
  readonly blockers: readonly string[];
  /**
   * The last day on which what was done counts, of an item with `valid-for`: while it is done, and where that has run out; undefined
   * for any other item.
   */
  readonly validUntil: CalendarDate | undefined;
  /** The day that it is booked for, while the item is to do; a day that has passed books it no more. */
  readonly booked: Booking | undefined;
}

export interface PlannedPhase {
  readonly phase: Phase;
  /** Whether the hire has no item of the phase, so that it isn't shown. */
  readonly empty: boolean;
  readonly due: CalendarDate;
  readonly state: 'done' | 'current' | 'upcoming' | 'past';
  readonly totals: Totals;
}

export interface Totals {
  readonly done: number;
  readonly skipped: number;
  readonly total: number;
}

export interface Plan {
  /** What the dates count from: the first day, or the last one. */
  readonly anchor: 'start' | 'end';
  /** The first day; where the dates count from the last one, the day on which the run was begun. */
  readonly start: CalendarDate;
  /** The last day, where the dates count from it; undefined for any other run, and where nobody has said it. */
  readonly end: CalendarDate | undefined;
  /** The working days of the run, numbered. */
  readonly timeline: Timeline;
  /** The first day at work: the first working day from the start on, leave left out. */
  readonly firstDay: CalendarDate;
  /** The date that the plan is seen from; for a run that has ended, the day of its end. */
  readonly today: CalendarDate;
  /** Whether the start date is reached; the first day at work may be later, after leave or days off. */
  readonly begun: boolean;
  /** The number of today in the run; 0 before the first day at work. */
  readonly day: number;
  /** The number of the run's last day, the 90 of "day 9 of 90". */
  readonly lastDay: number;
  readonly onLeaveUntil?: CalendarDate;
  /** The first working day from today on, or from the start on where that is later. */
  readonly nextWorkday: CalendarDate;
  /** The items that the hire has. */
  readonly items: readonly PlannedItem[];
  /** The items of the program that the hire's traits leave out. */
  readonly out: readonly OutItem[];
  /** Item id → the number that people type. */
  readonly refs: ReadonlyMap<string, string>;
  readonly phases: readonly PlannedPhase[];
  readonly totals: Totals;
}

/** Which items a list over many hires is about. */
export interface Listing {
  /** Whether the list may be about an item; `always`: also where the item is due after `until`. */
  readonly lists: (item: Item, progress: ItemProgress) => boolean | 'always';
  /** The last date that the list looks at. */
  readonly until: CalendarDate;
}

/**
 * @param today the local date that the plan is seen from
 * @param listing where given, the plan has only the items of the list, as they are in the whole plan, and those that they wait for;
 *   totals and phases then count these alone
 * @throws UserError where the calendar has no working day in 366 days on end
 */
export function makePlan(
  program: Program,
  progress: Progress,
  calendar: Calendar,
  today: CalendarDate,
  listing?: Listing,
): Plan {
  const { start, end } = progress.hire;
  const anchor = program.anchor ?? 'start';
  const timeline = timelineOf(program, progress, calendar);
  const dating = { calendar, timeline, start };
  const progressOf = progressIn(program, progress, today);
  const whole = program.traits ? keptIn(program, progress, progressOf) : { program, out: [] };
  const kept = listing ? listedIn(whole, progressOf, dating, listing) : whole;
  const items = planItems(kept, program, progress, progressOf, dating, today);
  const onLeaveUntil = calendar.leaveUntil(today);
  const byPhase = totalsByPhase(items);
  // Few screens of a plan name another item by its number.
  let refs: ReadonlyMap<string, string> | undefined;
  return {
    anchor,
    start,
    end: anchor === 'end' ? end : undefined,
    timeline,
    firstDay: timeline.dateAt(1),
    today,
    begun: today >= start,
    day: timeline.dayOn(today),
    lastDay: lastDayOf(program, progress, timeline),
    ...(onLeaveUntil ? { onLeaveUntil } : {}),
    nextWorkday: calendar.nthWorkday(laterOf(today, start), 1),
    items,
    out: kept.out,
    get refs() {
      refs ??= new Map(items.map(({ item, ref }) => [item.id, ref]));
      return refs;
    },
    phases: planPhases(program, byPhase, dating, today),
    totals: sumOf([...byPhase.values()]),
  };
}

/** The program with the listed items alone, and with all that they wait for, which decides their dates and states. */
function listedIn(
  kept: Kept,
  progressOf: (id: string) => ItemProgress,
  { start, timeline }: Dating,
  { lists, until }: Listing,
): Kept {
  const after = predecessorsIn(kept.program);
  const wanted = new Set<Item>();
  const left: Item[] = [];
  const lastWorkday = timeline.workedBy(until);
  const isRuled = (rule: string, end: number) => {
    const workday = timeline.workdayOf(rule);
    // Numbers are compared, since each date that is made of one takes time.
    return workday === undefined
      ? ruleDate(rule, start, timeline, end) <= until
      : Math.min(end, workday) <= lastWorkday;
  };
  const mayBeDue = (item: Item, { moved }: ItemProgress, end: number) =>
    // A rule that counts from another item, or gives no date, isn't looked at.
    moved !== undefined ||
    itemInRule(item.due) !== undefined ||
    isUndated(item.due) ||
    // Whatever an item waits for, it is due on the date of its rule at the earliest, unless a person moved it.
    (item.added?.due ? item.added.due <= until : isRuled(item.due, end));
  for (const [index, { items }] of kept.program.phases.entries())
    for (const item of items) {
      const progress = progressOf(item.id);
      const listed = lists(item, progress);
      if (listed === 'always' || (listed && mayBeDue(item, progress, timeline.ends[index] as number)))
        left.push(item);
    }
  for (let item = left.pop(); item; item = left.pop()) {
    if (wanted.has(item)) continue;
    wanted.add(item);
    left.push(...after(item));
  }
  const places = new Map<Item, number>();
  const phases = kept.program.phases.map((phase) => ({
    ...phase,
    items: phase.items.filter((item, index) => {
      if (!wanted.has(item)) return false;
      places.set(item, kept.places?.get(item) ?? index + 1);
      return true;
    }),
  }));
  return { ...kept, program: { ...kept.program, phases }, places, after };
}

/** A run that is stretched has in each phase the working days of the program's own week, holidays and leave apart. */
function timelineOf(program: Program, { hire, stretch }: Progress, calendar: Calendar): Timeline {
  const { phases, anchor } = program;
  const key = `${hire.start} ${stretch} ${anchor && hire.end}`;
  const known = timelinesOn(calendar, program);
  let timeline = known.get(key);
  if (!timeline) {
    // With each timeline, the dates of all items on it are held on to.
    const items = phases.reduce((sum, phase) => sum + phase.items.length, 0);
    if (known.size * items > mostDates) known.clear();
    const ownWeek = stretch && !anchor ? plainCalendar(program.calendar) : undefined;
    timeline = new Timeline(hire.start, calendar, phases, ownWeek, anchor && hire.end);
    known.set(key, timeline);
  }
  return timeline;
}

/** For one program, so many dates of items are held on to, a few MB: lint plans each for hundreds of starts. */
const mostDates = 10_000;

/** Calendar and program → the working days of those who follow them, by what else decides on these: most began on one of few days. */
const timelines = new WeakMap<Calendar, WeakMap<Program, Map<string, Timeline>>>();

function timelinesOn(calendar: Calendar, program: Program): Map<string, Timeline> {
  const ofCalendar = timelines.get(calendar) ?? new WeakMap<Program, Map<string, Timeline>>();
  timelines.set(calendar, ofCalendar);
  const known = ofCalendar.get(program) ?? new Map<string, Timeline>();
  ofCalendar.set(program, known);
  return known;
}

/** Whether the item is required and the hire does it. */
export function isOwnDuty({ item }: PlannedItem): boolean {
  return item.by === undefined && !item.optional;
}

/** Whether the item is neither done nor skipped yet. */
export function isToDo({ state }: Pick<PlannedItem, 'state'>): boolean {
  return state === 'open' || state === 'blocked' || state === 'waiting';
}

/** Whether the item's work is done; an item in review counts, since it only waits for a sign-off. */
export function isDone({ state }: Pick<PlannedItem, 'state'>): boolean {
  return state === 'done' || state === 'in review';
}

const none: readonly string[] = [];
const noItems: readonly Item[] = [];

/** The ids of items: what an item waits for is one list in all plans of a program. */
const idsOf = once((items: readonly Item[]): readonly string[] => items.map(({ id }) => id));

function planItems(
  { program, places, after = predecessorsIn(program) }: Kept,
  whole: Program,
  progress: Progress,
  progressOf: (id: string) => ItemProgress,
  dating: Dating,
  today: CalendarDate,
): PlannedItem[] {
  const { calendar, timeline } = dating;
  const changes = (item: Item) => {
    const own = progressOf(item.id);
    return changeOf(own, joinedOn(item, own, progress));
  };
  const dates = dateItems(program, dating, changes, after, whole);
  const known = new Map<Item, readonly Item[]>();
  const isOpen = ({ id }: Item) => !progressOf(id).closedBy;
  const blockersOf = (item: Item) => {
    if (item.after.length === 0) return noItems;
    let open = known.get(item);
    if (!open) {
      const all = after(item);
      // As a rule all of them are open, or none is.
      open = all.every(isOpen) ? all : all.filter(isOpen);
      known.set(item, open);
    }
    return open;
  };
  const isHeld = heldBy(blockersOf);
  const now = datesNow({ dates, after, progressOf, calendar, today });
  const firstDay = timeline.dateAt(1);
  const planned: PlannedItem[] = [];
  for (const [phaseIndex, phase] of program.phases.entries())
    for (const [index, item] of phase.items.entries()) {
      const own = progressOf(item.id);
      const dated = dates.get(item) as ItemDates;
      const { from, due, begin, released } = now.get(item) as DatesNow;
      const blockers = own.closedBy || item.after.length === 0 ? none : idsOf(blockersOf(item));
      const state = stateOf(item, own, blockers);
      const held = state === 'blocked' && isHeld(item);
      const late = isToDo({ state }) && !item.optional && !held && !dated.undated && due < today;
      const isMoved = own.moved !== undefined;
      const running = isRunning(item);
      planned.push({
        ref: `${phaseIndex + 1}.${places?.get(item) ?? index + 1}`,
        item: withTitle(item, own.closedBy?.kind === 'counted' ? undefined : own.closedBy?.title),
        phase: phase.id,
        progress: own,
        from,
        due,
        undated: dated.undated,
        begin,
        workFrom: own.returned
          ? begin
          : running
            ? workFromOf(item, { due, begin }, lastOf(after(item), dates, now), timeline)
            : due,
        running,
        state,
        held,
        overdue: late && item.by === undefined && today >= firstDay,
        daysLate: late ? daysSince(item, due, today, firstDay, calendar) : 0,
        ruled: dated.ruled,
        planned: dated.due,
        liftedBy: dated.liftedBy,
        joined: item.added?.on ?? joinedOn(item, own, progress),
        released,
        byHand: isMoved || (item.added?.due !== undefined && dated.liftedBy === undefined && !released),
        dueBefore: isMoved && blockers.length > 0 ? laterThan(due, blockersOf(item), dates) : none,
        waitsFor: item.after.length === 0 ? none : idsOf(after(item)),
        blockers,
        validUntil: item.validFor === undefined ? undefined : validUntilOf(item, own),
        booked: isBooked(item, own, today) && isToDo({ state }) ? own.booked : undefined,
      });
    }
  return planned;
}

/** The last day on which what closed the item counts, or counted. */
function validUntilOf(item: Item, { closedBy, ranOut }: ItemProgress): CalendarDate | undefined {
  const done = ranOut ?? (closedBy?.kind === 'done' ? closedBy : undefined);
  return done && validUntil(item, done);
}

/** Whether a booking stands: its day hasn't passed, and nothing was counted on it where it was for one of several meetings. */
function isBooked({ count }: Item, { booked, tally }: ItemProgress, today: CalendarDate): boolean {
  if (!booked || booked.on < today) return false;
  const met = tally?.events.some(({ kind, on }) => kind === 'counted' && on >= booked.on);
  return !(count && met);
}

/** The day on which an upgrade or a change of traits brought the item; undefined for one that was there from the start. */
function joinedOn(
  item: Item,
  { closedBy, ranOut }: ItemProgress,
  progress: Progress,
): CalendarDate | undefined {
  const adopted = progress.adopted.get(item.id);
  // What was done before the trait was said was there already.
  const brought = item.when && !closedBy && !ranOut ? broughtOn(item, progress) : undefined;
  return adopted && brought ? laterOf(adopted, brought) : (adopted ?? brought);
}

/** What was changed about the date of an item; undefined where nothing was. */
function changeOf({ moved }: ItemProgress, adopted: CalendarDate | undefined) {
  if (moved === undefined && adopted === undefined) return undefined;
  return { ...(moved ? { moved } : {}), ...(adopted ? { adopted } : {}) };
}

/** The item with the title that it was done with; unchanged where no title is given. */
function withTitle(item: Item, title = item.title): Item {
  return title === item.title ? item : { ...item, title };
}

/** Working days since the due date. The hire can't be late before the first day at work; others can. */
function daysSince(
  item: Item,
  due: CalendarDate,
  today: CalendarDate,
  firstDay: CalendarDate,
  calendar: Calendar,
): number {
  const since = item.by === undefined ? laterOf(due, addDays(firstDay, -1)) : due;
  return calendar.workdaysBetween(since, today);
}

/** Whether the item may be done only from some day on. */
function hasFrom({ from, added }: Item): boolean {
  return from !== undefined || added?.from !== undefined;
}

/** Whether work on the item goes on for days: it is counted, or takes longer than a piece of work in one sitting. */
function isRunning(item: Item): boolean {
  const { count, takes } = item;
  const counted = count && (count.target === undefined ? hasFrom(item) : count.target > 1);
  return Boolean(counted) || piecesOf(takes) > 1;
}

/**
 * The first day on which the plan expects work on an item that goes on for days: the day from which it may be begun and all it
 * waits for is due; where it is neither counted nor has a `from`, only as many working days as it has pieces.
 */
function workFromOf(
  item: Item,
  { due, begin }: { due: CalendarDate; begin: CalendarDate },
  after: CalendarDate | undefined,
  timeline: Timeline,
): CalendarDate {
  const first = earlierOf(due, after ? laterOf(after, begin) : begin);
  if (item.count || hasFrom(item)) return first;
  const pieces = timeline.dateAt(Math.max(1, timeline.workedBy(due) - piecesOf(item.takes) + 1));
  return earlierOf(due, laterOf(first, pieces));
}

/** The latest due date of these items, and of all that those of them wait for that were moved by hand. */
function lastOf(
  items: readonly Item[],
  dates: ReadonlyMap<Item, ItemDates>,
  now: ReadonlyMap<Item, DatesNow>,
): CalendarDate | undefined {
  let last: CalendarDate | undefined;
  for (const item of items) {
    const planned = dates.get(item);
    const due = planned?.undated ? undefined : now.get(item)?.due;
    const bound = planned?.bound;
    if (due && !(last && last >= due)) last = due;
    if (bound && !(last && last >= bound)) last = bound;
  }
  return last;
}

function laterThan(due: CalendarDate, items: readonly Item[], dates: ReadonlyMap<Item, ItemDates>): string[] {
  const isLater = ({ due: its, undated }: ItemDates) => !undated && its > due;
  const later = items.filter((item) => isLater(dates.get(item) as ItemDates));
  return [...new Set(later.map(({ id }) => id))];
}

/** Returns a function: whether others alone hold an open item up, since all that it waits for is theirs or held up itself. */
function heldBy(blockersOf: (item: Item) => readonly Item[]): (item: Item) => boolean {
  const known = new Map<Item, boolean>();
  return (root) => {
    // An own stack, since a chain may be longer than the program's call stack is deep.
    const stack = [root];
    for (let item = stack.at(-1); item; item = stack.at(-1)) {
      const blockers = blockersOf(item);
      const isUnknown = (other: Item) => blockersOf(other).length > 0 && !known.has(other);
      const unknown = known.has(item) || !blockers.some(isUnknown) ? noItems : blockers.filter(isUnknown);
      if (unknown.length === 0) {
        known.set(
          item,
          blockers.length > 0 && blockers.every((other) => known.get(other) ?? other.by !== undefined),
        );
        stack.pop();
      } else {
        // In a circle, an item that is asked for again counts as the hire's own.
        known.set(item, false);
        stack.push(...unknown);
      }
    }
    return known.get(root) as boolean;
  };
}

function stateOf(item: Item, progress: ItemProgress, blockers: readonly string[]): ItemState {
  if (progress.closedBy?.kind === 'skipped') return 'skipped';
  if (progress.closedBy) return item.signOff && !progress.judged && !progress.settled ? 'in review' : 'done';
  if (blockers.length > 0) return 'blocked';
  return item.by === undefined ? 'open' : 'waiting';
}

function planPhases(
  program: Program,
  byPhase: ReadonlyMap<string, Totals>,
  dating: Dating,
  today: CalendarDate,
): PlannedPhase[] {
  const dues = program.phases.map((phase, index) =>
    phaseEnd(phase, dating.timeline.ends[index] as number, dating),
  );
  const current = dues.findIndex((due) => today <= due);
  return program.phases.map((phase, index) => {
    const totals = byPhase.get(phase.id);
    const { done, skipped, total } = totals ?? nothing;
    const over = done + skipped === total;
    const time = index === current ? 'current' : current >= 0 && index > current ? 'upcoming' : 'past';
    return {
      phase,
      empty: totals === undefined,
      due: dues[index] as CalendarDate,
      state: over ? 'done' : time,
      totals: { done, skipped, total },
    };
  });
}

const nothing: Totals = { done: 0, skipped: 0, total: 0 };

/** Id of a phase that has items → their totals. */
function totalsByPhase(items: readonly PlannedItem[]): ReadonlyMap<string, Totals> {
  const byPhase = new Map<string, { done: number; skipped: number; total: number }>();
  let phase: string | undefined;
  let totals = { ...nothing };
  for (let at = 0; at < items.length; at += 1) {
    const { item, state, phase: its } = items[at] as PlannedItem;
    if (its !== phase) {
      phase = its;
      totals = byPhase.get(its) ?? { ...nothing };
      byPhase.set(its, totals);
    }
    if (item.optional) continue;
    totals.total += 1;
    if (state === 'done') totals.done += 1;
    else if (state === 'skipped') totals.skipped += 1;
  }
  return byPhase;
}

function sumOf(all: readonly Totals[]): Totals {
  let [done, skipped, total] = [0, 0, 0];
  for (const each of all) {
    done += each.done;
    skipped += each.skipped;
    total += each.total;
  }
  return { done, skipped, total };
}

export function totalsOf(items: readonly PlannedItem[]): Totals {
  return sumOf([...totalsByPhase(items).values()]);
}

/** The number of the run's last day: from the last phase's rule where that says it, else from the day on which it ends. */
function lastDayOf(program: Program, { stretch }: Progress, timeline: Timeline): number {
  const rule = parseDateRule(program.phases.at(-1)?.due ?? '');
  const end = timeline.ends.at(-1);
  if (!rule || end === undefined) return 0;
  const isCalendar = rule.unit === 'day' || rule.unit === 'week';
  return isCalendar && !stretch ? calendarDays(rule) : timeline.dayNumberAt(end);
}
