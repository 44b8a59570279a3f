/** What the schedule has to lay: the hire's own required items, with the working days between which they have to lie. */
import { type CalendarDate, laterOf } from '../dates.ts';
import { once } from '../once.ts';
import { untouched } from '../progress/reduce.ts';
import { piecesOf, usualEffort } from './due-dates.ts';
import { isOwnDuty, isToDo, type Plan, type PlannedItem } from './plan.ts';

/** Hours of work are cut into units of so many minutes. */
export const unitMinutes = 60;

/** An item with all that its place depends on. Days are the numbers of the hire's working days, as `Timeline` counts them. */
export interface Task {
  readonly planned: PlannedItem;
  readonly id: string;
  /** The place in the list of tasks, by which a {@link Standing} knows it. */
  readonly index: number;
  readonly minutes: number;
  /** The first day on which it may be begun. */
  readonly first: number;
  /** The last day on which it isn't late. */
  readonly last: number;
  /** The day from which on the plan knows of it; later than day 1 only for what came into the run in its course. */
  readonly known: number;
  /** How many units a running item has; 0 for an item that is done in one go. */
  readonly units: number;
  /** The days of a running item that have units, in their order. Each unit lies in the middle of its share of the window. */
  readonly steps: readonly Step[];
  /** How many units were counted before the first step: whoever moves an item lays what is left of it anew from that day on. */
  readonly begun: number;
  /** Whether the record counts the units; hours are taken as worked on their day. */
  readonly isCounted: boolean;
  /**
   * The day for which it is booked; undefined where it isn't, or where that day has passed. A booking of a counted item is
   * for one of its meetings, and lays nothing.
   */
  readonly booked: number | undefined;
  /** The first working day after the day off for which it is booked: until then it lies on no working day. */
  readonly awayUntil: number | undefined;
  /** The indexes of the hire's own items that it waits for. */
  readonly after: readonly number[];
}

export interface Step {
  readonly day: number;
  readonly units: number;
}

/** What is done by the beginning of a day, for each task by its index. */
export interface Standing {
  readonly isDone: readonly boolean[];
  /** How many units of a counted item are done. */
  readonly counted: readonly number[];
  /** How many minutes of a late item that goes on for days are done; no record knows that, only a forecast. */
  readonly worked: readonly number[];
}

export function nothingDone({ length }: readonly Task[]): Standing {
  const none = filled(length, 0);
  return { isDone: filled(length, false), counted: none, worked: none };
}

function filled<Value>(length: number, value: Value): Value[] {
  return new Array<Value>(length).fill(value);
}

/** The tasks of whose items the record says anything: of many items it says nothing. */
export const touchedIn = once((tasks: readonly Task[]): readonly Task[] =>
  tasks.filter(({ planned }) => planned.progress !== untouched),
);

/** After the end of the run, what has no date is laid within so many working days. */
const undatedDays = 4;

/** Units are laid on single days up to so many working days; over a longer window they are left to the due date. */
export const farthest = 1500;

/**
 * The tasks by their last day; on one day each after those that it waits for, and else in the order of the program.
 * @param now the number of the working day that the plan is seen from
 */
export function tasksOf(plan: Plan, now: number): readonly Task[] {
  const own = plan.items.filter((planned) => isOwnDuty(planned) && planned.state !== 'skipped');
  const items = byId(plan.items);
  const dated = new Map<string, Dated>();
  // Many items have the same dates, and counting working days takes a while.
  const known = new Map<CalendarDate, number>();
  const dayOn = (date: CalendarDate) => {
    const day = known.get(date) ?? plan.timeline.workedBy(date);
    known.set(date, day);
    return day;
  };
  const knownFrom = new Map<CalendarDate, number>();
  const dayFrom = (date: CalendarDate) => {
    const day = knownFrom.get(date) ?? dayOn(date) + (plan.timeline.isWorked(date) ? 0 : 1);
    knownFrom.set(date, day);
    return day;
  };
  // Id of an item without a date → the day on which the first of those that wait for it is due.
  const wantedBy = new Map<string, number>();
  for (const { undated, due, waitsFor } of own)
    for (const id of undated ? [] : waitsFor)
      if (items.get(id)?.undated)
        wantedBy.set(id, Math.min(wantedBy.get(id) ?? Number.POSITIVE_INFINITY, dayOn(due)));
  // Two items of a faulty program may have one id.
  const sorted = inOrder(own, own.length === plan.items.length ? items : byId(own))
    .map((planned) => {
      const task = datesOf(planned);
      dated.set(planned.item.id, task);
      return task;
    })
    .sort((a, b) => a.last - b.last || Number(a.planned.undated) - Number(b.planned.undated));
  const indexes = new Map<string, number>();
  for (const [index, { planned }] of sorted.entries()) indexes.set(planned.item.id, index);
  return sorted.map((task, index) => taskOf(task, index));

  function datesOf(planned: PlannedItem): Dated {
    const { item, due, begin, released, joined, progress, waitsFor } = planned;
    const heldUntil = planned.held ? heldUp(planned) : 0;
    // What came into the run, or was released, in the course of it can't have been laid before that.
    const since = latest(latest(latest(begin, joined), released), progress.returned?.on);
    // Nor can a date have been planned before somebody moved it.
    const known = latest(since, progress.movedOn);
    // What has no date is laid last, but before what waits for it, and never late: it lies a week ahead once the run is over.
    const wanted = planned.undated ? Math.max(now, wantedBy.get(item.id) ?? now + undatedDays) : 0;
    const dueOn = !planned.undated
      ? dayOn(due)
      : wantedBy.has(item.id)
        ? wanted
        : Math.max(dayOn(due), wanted);
    const pushing = heldUntil > 0 ? waitsFor.map((id) => dated.get(id)?.last ?? 0) : [];
    return {
      planned,
      first: Math.max(1, heldUntil, dayFrom(since)),
      known: known === begin ? 1 : Math.max(1, dayFrom(known)),
      last: heldUntil > 0 ? Math.max(dueOn, heldUntil - 1 + piecesOf(item.takes), ...pushing) : dueOn,
      heldUntil,
    };
  }

  function bookingOf({ item, progress: { booked } }: PlannedItem): Pick<Task, 'booked' | 'awayUntil'> {
    if (!booked || booked.on < plan.today || item.count?.target)
      return { booked: undefined, awayUntil: undefined };
    const day = Math.max(1, dayFrom(booked.on));
    return plan.timeline.isWorked(booked.on)
      ? { booked: day, awayUntil: undefined }
      : { booked: undefined, awayUntil: day };
  }

  /** The first day on which others may have done what holds the item up: once their due date has passed, tomorrow. */
  function heldUp({ waitsFor }: PlannedItem): number {
    const days = waitsFor.map((id) => {
      const other = items.get(id);
      if (!other || !isToDo(other)) return 0;
      if (other.item.by === undefined) return dated.get(id)?.heldUntil ?? 0;
      return other.due < plan.today ? now + 1 : dayFrom(other.due);
    });
    return Math.max(0, ...days);
  }

  function taskOf({ planned, first, last, known: since }: Dated, index: number): Task {
    const { item, progress, running, workFrom, waitsFor } = planned;
    const { movedOn } = progress;
    const { booked, awayUntil } = bookingOf(planned);
    const minutes = item.takes ?? usualEffort;
    const target = item.count?.target;
    const units = !running ? 0 : (target ?? Math.max(1, Math.ceil(minutes / unitMinutes)));
    const isLaidAnew = target !== undefined && movedOn !== undefined;
    const begun = isLaidAnew ? within(units, progress.counted - countedOn(planned, movedOn)) : 0;
    const from = Math.min(last, Math.max(1, dayFrom(isLaidAnew ? laterOf(workFrom, movedOn) : workFrom)));
    return {
      planned,
      id: item.id,
      index,
      minutes,
      first,
      last,
      known: since,
      units,
      steps: last - from > farthest ? [] : stepsOf(from, last, units - begun),
      begun,
      isCounted: target !== undefined,
      booked,
      awayUntil,
      after: waitsFor.length === 0 ? none : indexesOf(waitsFor),
    };
  }

  function indexesOf(ids: readonly string[]): readonly number[] {
    const found: number[] = [];
    for (const id of ids) {
      const index = indexes.get(id);
      if (index !== undefined) found.push(index);
    }
    return found;
  }
}

const none: readonly number[] = [];

/** The number, but at least 0 and at most `most`. */
function within(most: number, n: number): number {
  return Math.max(0, Math.min(most, n));
}

interface Dated extends Pick<Task, 'planned' | 'first' | 'last' | 'known'> {
  /** The first day on which others may have done what holds the item up; 0 where nobody does. */
  readonly heldUntil: number;
}

/** The days of a window, from the first to the last, on which so many units lie. */
function stepsOf(from: number, last: number, units: number): Step[] {
  const days = last - from + 1;
  const steps: Step[] = [];
  let laid = 0;
  for (let at = 1; at <= days && laid < units; at += 1) {
    const through = Math.floor((units * at) / days + 0.5);
    if (through > laid) steps.push({ day: from + at - 1, units: through - laid });
    laid = through;
  }
  return steps;
}

function latest(date: CalendarDate, other: CalendarDate | undefined): CalendarDate {
  return other ? laterOf(date, other) : date;
}

/** Id of an item → the item. Two items of a faulty program may have one id. */
function byId(items: readonly PlannedItem[]): ReadonlyMap<string, PlannedItem> {
  const found = new Map<string, PlannedItem>();
  for (const planned of items) found.set(planned.item.id, planned);
  return found;
}

/** Puts each item after those that it waits for; items that wait for each other in a circle keep their order. */
function inOrder(
  items: readonly PlannedItem[],
  known: ReadonlyMap<string, PlannedItem>,
): readonly PlannedItem[] {
  const begun = new Set<PlannedItem>();
  const isNext = (planned: PlannedItem) => {
    begun.add(planned);
    return planned.waitsFor.every((id) => begun.has(known.get(id) ?? planned));
  };
  // Nearly every program has this order already.
  if (items.every(isNext)) return items;
  begun.clear();
  const sorted = new Set<PlannedItem>();
  for (const root of items) {
    // An own stack, since a chain may be longer than the program's call stack is deep.
    const stack = [root];
    for (let planned = stack.at(-1); planned; planned = stack.at(-1)) {
      const missing = begun.has(planned) ? [] : planned.waitsFor.flatMap((id) => known.get(id) ?? []);
      begun.add(planned);
      const next = missing.filter((other) => !begun.has(other));
      if (next.length > 0) stack.push(...next.reverse());
      else {
        sorted.add(planned);
        stack.pop();
      }
    }
  }
  return [...sorted];
}

/**
 * What was done when the day began: what the hire has closed or counted on it isn't. What was skipped then, and all that
 * others did, counts at once.
 * @param day today, or the next working day, to which all counts that was done on the days off before it
 */
export function morningOf(tasks: readonly Task[], day: CalendarDate): Standing {
  return standingOf(
    tasks,
    ({ progress }) => progress.closedBy !== undefined && progress.closedBy.on < day,
    // A correction of what was counted before belongs to the morning.
    (planned) => planned.progress.counted - Math.max(0, countedOn(planned, day)),
  );
}

/** What is done now. */
export function presentOf(tasks: readonly Task[]): Standing {
  return standingOf(
    tasks,
    ({ progress }) => progress.closedBy !== undefined,
    ({ progress }) => progress.counted,
  );
}

function standingOf(
  tasks: readonly Task[],
  isClosed: (planned: PlannedItem) => boolean,
  countIn: (planned: PlannedItem) => number,
): Standing {
  const [isDone, counted] = [filled(tasks.length, false), filled(tasks.length, 0)];
  for (const { planned, index } of touchedIn(tasks)) {
    isDone[index] = isClosed(planned);
    counted[index] = countIn(planned);
  }
  return { isDone, counted, worked: filled(tasks.length, 0) };
}

/** How many minutes of an item of the hire's own are left to do, as far as the record knows. */
export function minutesLeft({ item, progress, running }: PlannedItem): number {
  const minutes = item.takes ?? usualEffort;
  const target = item.count?.target;
  if (!running || target === undefined || target === 0) return minutes;
  return Math.max(0, minutes - (minutes * Math.min(target, progress.counted)) / target);
}

/** How much of a counted item was counted on the date or later. */
export function countedOn({ progress }: PlannedItem, date: CalendarDate): number {
  if (!progress.tally) return 0;
  let sum = 0;
  for (const event of progress.tally.events)
    if (event.kind === 'counted' && event.on >= date) sum += event.delta;
  return sum;
}
