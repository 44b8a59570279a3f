/** What the schedule has to lay: the hire's own required items, with the working days between which they have to lie. */
import { addDays, type CalendarDate, laterOf } from '../dates.ts';
import { piecesOf, usualEffort } from './due-dates.ts';
import { isOwnDuty, isToDo, type Plan, type PlannedItem } from './plan.ts';

/** Hours of work are cut into units of so many minutes. */
export const unitMinutes = 60;

/** An item with all that its place depends on. Days are the numbers of the hire's working days, as `Timeline` counts them. */
export interface Task {
  readonly planned: PlannedItem;
  readonly id: string;
  readonly minutes: number;
  /** The first day on which it may be begun. */
  readonly first: number;
  /** The last day on which it isn't late. */
  readonly last: number;
  /** The first day of the window of a running item; its units lie between that and `last`. */
  readonly from: number;
  /** How many units a running item has; 0 for an item that is done in one go. */
  readonly units: number;
  /** Whether the record counts the units; hours are taken as worked on their day. */
  readonly isCounted: boolean;
  /** The day for which it is booked; undefined where it isn't, or where that day has passed. */
  readonly booked: number | undefined;
  /** The ids of the hire's own items that it waits for. */
  readonly after: readonly string[];
}

/** What is done by the beginning of a day. */
export interface Standing {
  readonly closed: ReadonlySet<string>;
  /** Id of a counted item → how many of its units are done. */
  readonly counted: ReadonlyMap<string, number>;
  /** Id of a late item that goes on for days → how many minutes of it are done; no record knows that, only a forecast. */
  readonly worked: ReadonlyMap<string, number>;
}

export const nothingDone: Standing = { closed: new Set(), counted: new Map(), worked: new Map() };

/**
 * The tasks by their last day; on one day each after those that it waits for, and else in the order of the program.
 * @param now the number of the working day that the plan is seen from
 */
export function tasksOf(plan: Plan, now: number): readonly Task[] {
  // What is booked for a day off has its own place.
  const isOnDayOff = ({ progress: { booked } }: PlannedItem) =>
    booked !== undefined && booked.on >= plan.today && !plan.timeline.isWorked(booked.on);
  const own = plan.items.filter(
    (planned) => isOwnDuty(planned) && planned.state !== 'skipped' && !isOnDayOff(planned),
  );
  const items = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  const tasks = new Map<string, Task>();
  for (const planned of inOrder(own, plan)) tasks.set(planned.item.id, taskOf(planned));
  return [...tasks.values()].sort((a, b) => a.last - b.last);

  function taskOf(planned: PlannedItem): Task {
    const { item, progress, running, due, begin, workFrom, released } = planned;
    const { booked } = progress;
    const { timeline } = plan;
    const dayFrom = (date: CalendarDate) => timeline.workedBy(addDays(date, -1)) + 1;
    const before = plan.after(item);
    const isHeldUp = before.some(({ id, by }) => by !== undefined && isOverdueOf(items.get(id), plan));
    const pushing = before.flatMap(({ id }) => tasks.get(id)?.last ?? []);
    // What was added or released in the course of the run can't have been laid before that.
    const since = laterOf(laterOf(begin, item.added?.on ?? begin), released ?? begin);
    const first = Math.max(1, isHeldUp ? now + 1 : 1, dayFrom(since));
    const dueOn = timeline.workedBy(due);
    const last = isHeldUp ? Math.max(dueOn, now + piecesOf(item.takes), ...pushing) : dueOn;
    const isCounted = item.count?.target !== undefined;
    const minutes = item.takes ?? usualEffort;
    return {
      planned,
      id: item.id,
      minutes,
      first,
      last,
      from: Math.min(last, Math.max(1, dayFrom(workFrom))),
      units: !running ? 0 : (item.count?.target ?? Math.max(1, Math.ceil(minutes / unitMinutes))),
      isCounted,
      booked: booked && booked.on >= plan.today ? Math.max(1, timeline.workedBy(booked.on)) : undefined,
      after: before.flatMap(({ id }) => (tasks.has(id) ? [id] : [])),
    };
  }
}

/** Whether an item that others do is past its due date. */
function isOverdueOf(planned: PlannedItem | undefined, { today }: Plan): boolean {
  return planned !== undefined && isToDo(planned) && planned.due < today;
}

/** Puts each item after those that it waits for; items that wait for each other in a circle keep their order. */
function inOrder(items: readonly PlannedItem[], plan: Plan): readonly PlannedItem[] {
  const byId = new Map(items.map((planned) => [planned.item.id, planned]));
  const sorted = new Set<PlannedItem>();
  const begun = new Set<PlannedItem>();
  for (const root of items) {
    // An own stack, since a chain may be longer than the program's call stack is deep.
    const stack = [root];
    for (let planned = stack.at(-1); planned; planned = stack.at(-1)) {
      const missing = begun.has(planned)
        ? []
        : plan.after(planned.item).flatMap(({ id }) => byId.get(id) ?? []);
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
 * What was done when the day began: what the hire has closed or counted today isn't. What was skipped today, and all that
 * others did, counts at once.
 */
export function morningOf(tasks: readonly Task[], today: CalendarDate): Standing {
  const closed = new Set<string>();
  const counted = new Map<string, number>();
  for (const { id, planned } of tasks) {
    const { closedBy } = planned.progress;
    if (closedBy && closedBy.on < today) closed.add(id);
    const before = planned.progress.counted - countedOn(planned, today);
    if (before > 0) counted.set(id, before);
  }
  return { closed, counted, worked: new Map() };
}

/** How much of a counted item was counted on the date or later. */
export function countedOn({ progress }: PlannedItem, date: CalendarDate): number {
  const events = progress.tally?.events ?? [];
  return events.reduce(
    (sum, event) => (event.kind === 'counted' && event.on >= date ? sum + event.delta : sum),
    0,
  );
}
