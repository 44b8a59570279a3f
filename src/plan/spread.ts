/**
 * Where late work, and what has no room behind it, may go: to the first days that have room for it under a ceiling of so many
 * minutes a day. Items may be cut anywhere here, so that a schedule made of the new dates is to be looked at again.
 */
import { type CalendarDate, compareDates, laterOf } from '../dates.ts';
import { flatFrom } from './day.ts';
import { piecesOf } from './due-dates.ts';
import { Work } from './flatten.ts';
import type { PlannedItem } from './plan.ts';
import type { Run } from './run.ts';
import { countedOn, farthest, presentOf, type Standing, type Task, tasksOf } from './tasks.ts';

/** A new due date for an item. */
export interface Move {
  readonly id: string;
  readonly due: CalendarDate;
}

/** No work is spread over more working days than that. */
const mostDays = 1000;

/** What is to spread, as it stands now: what was done today counts, and has taken its part of today. */
export interface Board {
  readonly run: Run;
  readonly tasks: readonly Task[];
  readonly now: number;
  readonly standing: Standing;
  /** How many minutes of today are used up. */
  readonly used: number;
}

export function boardOf(run: Run): Board {
  const { plan } = run;
  const now = Math.max(1, plan.timeline.workedBy(plan.nextWorkday));
  const tasks = tasksOf(plan, now);
  const used = tasks.reduce((sum, task) => sum + doneToday(task, run), 0);
  return {
    run,
    tasks,
    now,
    // What is booked for a day off keeps that day, and takes nothing of the others.
    standing: {
      ...presentOf(tasks),
      isDone: tasks.map(
        ({ planned, awayUntil }) => planned.progress.closedBy !== undefined || awayUntil !== undefined,
      ),
    },
    used,
  };
}

/** How many minutes of the task were done today; nothing on a day off, of which no working day is used up. */
function doneToday({ planned, isCounted, minutes, units }: Task, { plan }: Run): number {
  if (plan.today !== plan.nextWorkday) return 0;
  if (isCounted && units > 0) return (minutes / units) * Math.max(0, countedOn(planned, plan.today));
  return planned.progress.closedBy?.on === plan.today ? minutes : 0;
}

/** How many minutes of the task are left. */
function leftOf({ index, minutes, units, isCounted }: Task, { isDone, counted }: Standing): number {
  if (isDone[index]) return 0;
  const done = isCounted && units > 0 ? Math.min(units, counted[index] as number) / units : 0;
  // A count that was reached while another item blocks it is to be closed all the same.
  return Math.max(1, minutes * (1 - done));
}

/**
 * New dates for what is late, in the order in which it was due. Where it can be done within a week, two weeks or the present
 * phase, it gets the same share of each day's room, and nothing else moves if that can be helped; else it gets all of the room,
 * and what waits for it moves along.
 * @param ceiling the most minutes a day
 */
export function spreadLate(board: Board, ceiling: number): Move[] {
  const { run, tasks, now, standing } = board;
  if (!tasks.some(({ planned }) => planned.overdue)) return movesOf(new Map(), board);
  const asked = flatFrom(tasks, standing, now);
  const roomOn = (day: number) => {
    const room = ceiling - (asked[day - now] ?? 0);
    // Where the dates leave no room at all, something moves in any case, and what is late doesn't wait for that.
    return room >= leastRoom ? room : ceiling / 4;
  };
  const at = (share: number, end: number) => inDueOrder(board, end, (day) => share * roomOn(day));
  const { timeline, phases } = run.plan;
  const ends = phases.map(({ due }) => timeline.workedBy(due));
  const horizons = [...weeks.map((days) => now + days - 1), ends.find((end) => end >= now) ?? 0].filter(
    (day) => day >= now && day <= (ends.at(-1) ?? 0),
  );
  const horizon = horizons.find((each) => at(1, each).isWithin);
  if (horizon === undefined)
    return movesOf(fill(lateTasks(board, now + mostDays), board, roomOn).ends, board);
  const most = at(1, horizon);
  let [low, high] = [1, shares];
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = at(middle / shares, horizon);
    if (tried.isWithin && tried.missed.length <= most.missed.length) high = middle;
    else low = middle + 1;
  }
  return movesOf(at(high / shares, horizon).ends, board);
}

/** A week and two weeks, in working days of most people. */
const weeks = [5, 10];

/** The share of a day's room is found to a twentieth. */
const shares = 20;

/** A day with less room than so many minutes counts as full. */
const leastRoom = 30;

/** A late task with the last day on which it leaves enough time for what waits for it. */
interface Late {
  readonly task: Task;
  readonly deadline: number;
  /** Whether what waits for it is due then, so that it moves if this one is done later. */
  readonly isFixed: boolean;
}

/** What is late, in the order in which it was due, each after what it waits for. */
function lateTasks({ run, tasks, standing }: Board, end: number): Late[] {
  const isLate = ({ planned, index }: Task) => planned.overdue && !standing.isDone[index];
  const deadlines = tasks.map(() => ({ day: end, isFixed: false }));
  // The tasks are in order, so that what waits for another one comes behind it.
  for (const task of [...tasks].reverse()) {
    if (standing.isDone[task.index]) continue;
    const own = isLate(task) ? deadlines[task.index] : { day: task.last, isFixed: true };
    for (const before of task.after) {
      const { day, isFixed } = own as { day: number; isFixed: boolean };
      const deadline = { day: day - daysFor(task, tasks[before] as Task, isLate(task)), isFixed };
      if (deadline.day < (deadlines[before]?.day ?? end)) deadlines[before] = deadline;
    }
  }
  const late = tasks.filter(isLate).map((task): Late => {
    const { day, isFixed } = deadlines[task.index] as { day: number; isFixed: boolean };
    return { task, deadline: day, isFixed };
  });
  return late;

  /** How many working days a task is due after one that it waits for, at least, where that one moves. */
  function daysFor(task: Task, before: Task, late: boolean): number {
    const pieces = piecesOf(task.planned.item.takes);
    if (late) return Math.max(pieces, task.isCounted ? task.units : 0);
    const distance = run.plan.timeline.workedBy(task.planned.due) - before.last;
    return Math.max(0, Math.min(pieces, distance));
  }
}

interface Filled {
  /** The day on which each task is done. */
  readonly ends: ReadonlyMap<Task, number>;
  /** Whether all of them are done by the end of the time given, and no day has more than its room. */
  readonly isWithin: boolean;
  /** Those that are done so late that something else moves. */
  readonly missed: readonly Late[];
}

/** What is late in the order in which it was due; what would move something else goes before that, as far as this helps. */
function inDueOrder(board: Board, end: number, roomOn: (day: number) => number): Filled {
  const late = lateTasks(board, end);
  const byTask = new Map(late.map((each) => [each.task.index, each]));
  const first = new Set<Late>();
  const promote = (each: Late) => {
    first.add(each);
    for (const index of each.task.after) {
      const before = byTask.get(index);
      if (before && !first.has(before)) promote(before);
    }
  };
  for (;;) {
    const promoted = [...first].sort((a, b) => a.deadline - b.deadline || a.task.index - b.task.index);
    const filled = fill([...promoted, ...late.filter((each) => !first.has(each))], board, roomOn, end);
    const next = filled.missed.find((each) => !first.has(each));
    if (!next) return filled;
    promote(next);
  }
}

/**
 * Puts the tasks one after the other into the room of the days; what is counted goes on for days, beside what comes after it.
 * @param roomOn how many minutes a day has for them
 */
function fill(
  late: readonly Late[],
  { tasks, now, standing, used }: Board,
  roomOn: (day: number) => number,
  end = now + mostDays,
): Filled {
  const rooms = new Map<number, number>();
  const ends = new Map<Task, number>();
  const take = (day: number, most: number) => {
    const room = rooms.get(day) ?? Math.max(0, roomOn(day) - (day === now ? used : 0));
    const taken = Math.min(room, most);
    rooms.set(day, room - taken);
    return taken;
  };
  for (const { task } of late) {
    const before = task.after.map((index) => ends.get(tasks[index] as Task) ?? now);
    const first = Math.max(now, task.first, ...before, task.booked ?? now);
    if (task.booked !== undefined) {
      take(first, leftOf(task, standing));
      ends.set(task, first);
      continue;
    }
    const days = task.isCounted ? daysOf(task) : 1;
    let left = leftOf(task, standing);
    let day = first;
    for (; day < now + mostDays; day += 1) {
      const share = left / Math.max(1, first + days - day);
      left -= take(day, share);
      if (left <= tolerance) break;
    }
    ends.set(task, day);
  }
  return {
    ends,
    isWithin: [...ends.values()].every((day) => day <= end),
    missed: late.filter(({ task, deadline, isFixed }) => isFixed && (ends.get(task) ?? 0) > deadline),
  };
}

/** How many days a task goes on: as long as it was to, and at least a day for each unit. */
function daysOf({ steps, units, last }: Task): number {
  return Math.max(units, last - (steps[0]?.day ?? last) + 1);
}

const tolerance = 1e-6;

/**
 * New dates for what can't be done by its due date within the ceiling, if each day has the work that is due first.
 * @param ceiling the most minutes a day
 */
export function spreadAll(board: Board, ceiling: number): Move[] {
  const { tasks, now, standing, used } = board;
  const left = tasks.map((task) => leftOf(task, standing));
  const isDone = tasks.map(({ index }) => left[index] === 0);
  const ends: [Task, number][] = [];
  const open = tasks.filter(({ index }) => !isDone[index]);
  for (let day = now; ends.length < open.length && day < now + mostDays; day += 1) {
    const booked = open.filter(
      (task) => task.booked !== undefined && task.booked >= day && !isDone[task.index],
    );
    let room = ceiling - (day === now ? used : 0);
    const take = (task: Task, minutes: number) => {
      room -= minutes;
      left[task.index] = (left[task.index] as number) - minutes;
      if ((left[task.index] as number) > tolerance) return;
      isDone[task.index] = true;
      ends.push([task, day]);
    };
    for (const task of booked) if (task.booked === day) take(task, left[task.index] as number);
    for (let found = true; found && room > tolerance; ) {
      found = false;
      for (const task of open) {
        const isReady = task.after.every((index) => isDone[index]) && !booked.includes(task);
        if (isDone[task.index] || !isReady || day < firstOf(task) || room <= tolerance) continue;
        take(task, Math.min(room, left[task.index] as number));
        found = true;
      }
    }
  }
  const moved = ends.filter(([{ last }, day]) => last >= now && day > last);
  return movesOf(new Map(moved), board);
}

/** The minutes of the fullest day, where all that is open is spread as flat as can be up to the working day `end`. */
export function evenLevel({ tasks, now, standing }: Board, end: number): number {
  const work = new Work();
  for (const task of tasks) {
    const first = Math.max(0, Math.min(farthest, firstOf(task) - now));
    const last = Math.max(first, Math.min(farthest, Math.max(end, task.last) - now));
    const minutes = leftOf(task, standing);
    if (minutes > 0) work.add(first, last, minutes);
  }
  return Math.max(0, ...work.profile());
}

/** The first day on which a task may have work: for what goes on, that of its first unit. */
function firstOf({ first, steps }: Task): number {
  return Math.max(first, steps[0]?.day ?? first);
}

/**
 * The tasks with the days on which they are done as moves, none before what it waits for; and what is late and booked for a
 * day off, which no working day has.
 */
function movesOf(ends: ReadonlyMap<Task, number>, { run, tasks }: Board): Move[] {
  const { plan } = run;
  const known = new Set(tasks.filter(({ awayUntil }) => awayUntil === undefined).map(({ id }) => id));
  const dues = new Map<string, CalendarDate>();
  for (const [{ id }, day] of ends) dues.set(id, plan.timeline.dateAt(day));
  for (const { item, overdue, booked } of plan.items)
    if (overdue && !known.has(item.id)) dues.set(item.id, booked ? booked.on : plan.nextWorkday);
  const items = new Map<string, PlannedItem>(plan.items.map((planned) => [planned.item.id, planned]));
  const dueOf = (id: string) => dues.get(id) ?? items.get(id)?.due ?? plan.today;
  return [...dues.keys()]
    .map((id) => {
      const planned = items.get(id) as PlannedItem;
      const before = planned.blockers.map((other) =>
        afterMove(planned, items.get(other), dueOf(other), plan),
      );
      const due = [dueOf(id), ...before].reduce(laterOf);
      // What comes after it in the list is pushed as far as it.
      dues.set(id, due);
      return { id, due };
    })
    .sort((a, b) => compareDates(a.due, b.due));
}

/** The first due date for an item that waits for another one which is due on `due`: as far from it as it was, but no farther than its work takes. */
function afterMove(
  { item, due: own }: PlannedItem,
  before: PlannedItem | undefined,
  due: CalendarDate,
  { timeline }: Run['plan'],
): CalendarDate {
  if (!before || due <= before.due) return due;
  const distance = timeline.workedBy(own) - timeline.workedBy(before.due);
  const days = Math.max(0, Math.min(piecesOf(item.takes), distance));
  return days === 0 ? due : timeline.dateAt(timeline.workedBy(due) + days);
}
