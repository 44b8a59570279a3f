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
import { countedOn, farthest, type Standing, type Task, tasksOf } from './tasks.ts';

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
    standing: {
      isDone: tasks.map(({ planned }) => planned.progress.closedBy !== undefined),
      counted: tasks.map(({ planned }) => Math.max(0, planned.progress.counted)),
      worked: tasks.map(() => 0),
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
 * New dates for what is late: as evenly as its order allows over the days up to the end of the present phase, or of the next
 * one that has room for it under the ceiling, beside what the dates of the other items ask for. Where no phase has, it ends
 * later than the run.
 * @param ceiling the most minutes a day
 */
export function spreadLate(board: Board, ceiling: number): Move[] {
  const { run, tasks, now, standing } = board;
  if (!tasks.some(({ planned }) => planned.overdue)) return movesOf(new Map(), board);
  const asked = flatFrom(tasks, standing, now);
  const at = (level: number, end: number) =>
    fill(lateTasks(board, end), board, end, (day) => level - (asked[day - now] ?? 0));
  const ends = run.plan.phases.map(({ due }) => run.plan.timeline.workedBy(due));
  const soonest = now + leastDays;
  const later = Array.from({ length: mostDays / leastDays }, (_, n) => Math.max(soonest, ...ends) + n * leastDays);
  const horizons = [...ends.filter((end) => end >= soonest), ...later];
  const horizon = horizons.find((end) => at(ceiling, end).isWithin) ?? now + mostDays;
  const missed = at(ceiling, horizon).missed;
  let [low, high] = [1, Math.ceil(ceiling / step)];
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = at(middle * step, horizon);
    if (tried.isWithin && tried.missed <= missed) high = middle;
    else low = middle + 1;
  }
  return movesOf(at(Math.min(ceiling, high * step), horizon).ends, board);
}

/** The level of a day is found to so many minutes. */
const step = 5;

/** A phase that ends within so many working days is too short to catch up in. */
const leastDays = 5;

/** A late task with the last day on which it leaves enough time for what waits for it. */
interface Late {
  readonly task: Task;
  readonly deadline: number;
  /** Whether what waits for it is due then, so that it moves if this one is done later. */
  readonly isFixed: boolean;
}

/** What is late, each after what it waits for, and else in the order in which it is needed and was due. */
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
  return late.sort((a, b) => a.deadline - b.deadline || a.task.index - b.task.index);

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
  /** How many are done so late that something else moves. */
  readonly missed: number;
}

/**
 * Puts the tasks one after the other into the room of the days; what is counted goes on beside them, evenly up to the end.
 * @param end the last day of the time given
 * @param roomOn how many minutes a day has for them
 */
function fill(
  late: readonly Late[],
  { tasks, now, standing, used }: Board,
  end: number,
  roomOn: (day: number) => number,
): Filled {
  const rooms = new Map<number, number>();
  const ends = new Map<Task, number>();
  const roomAt = (day: number) => rooms.get(day) ?? Math.max(0, roomOn(day) - (day === now ? used : 0));
  let isWithin = true;
  const isEven = ({ task }: Late) => task.isCounted && task.units > 1;
  const isLate = new Set(late.map(({ task }) => task.index));
  const isNeeded = new Set(late.flatMap(({ task }) => task.after));
  const isFree = (each: Late) => isEven(each) && !each.task.after.some((index) => isLate.has(index));
  for (const each of [...late.filter(isFree), ...late.filter((other) => !isFree(other))]) {
    const { task, deadline } = each;
    const before = task.after.map((index) => ends.get(tasks[index] as Task) ?? now);
    let day = Math.max(now, task.first, ...before, task.booked ?? now);
    let left = leftOf(task, standing);
    if (isEven(each)) {
      // What something late waits for takes no longer than a day for each unit.
      const last = Math.max(day, isNeeded.has(task.index) ? Math.min(deadline, day + task.units - 1) : deadline);
      const share = left / (last - day + 1);
      let carried = 0;
      // A day without room for its share leaves it to the days after.
      for (; day <= last || (carried > tolerance && day <= end); day += 1) {
        const wanted = carried + (day <= last ? share : 0);
        const taken = Math.min(roomAt(day), wanted);
        rooms.set(day, roomAt(day) - taken);
        carried = wanted - taken;
      }
      if (carried > tolerance) isWithin = false;
      ends.set(task, day - 1);
      continue;
    }
    for (; day < now + mostDays; day += 1) {
      const taken = Math.min(roomAt(day), left);
      rooms.set(day, roomAt(day) - taken);
      left -= taken;
      if (left <= tolerance) break;
    }
    ends.set(task, day);
  }
  return {
    ends,
    isWithin: isWithin && [...ends.values()].every((day) => day <= end),
    missed: late.filter(({ task, deadline, isFixed }) => isFixed && (ends.get(task) ?? 0) > deadline).length,
  };
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
    const booked = open.filter((task) => task.booked !== undefined && task.booked >= day && !isDone[task.index]);
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
  const known = new Set(tasks.map(({ id }) => id));
  const dues = new Map<string, CalendarDate>();
  for (const [{ id }, day] of ends) dues.set(id, plan.timeline.dateAt(day));
  for (const { item, overdue, booked } of plan.items)
    if (overdue && !known.has(item.id)) dues.set(item.id, booked ? booked.on : plan.nextWorkday);
  const items = new Map<string, PlannedItem>(plan.items.map((planned) => [planned.item.id, planned]));
  const dueOf = (id: string) => dues.get(id) ?? items.get(id)?.due ?? plan.today;
  return [...dues.keys()]
    .map((id) => {
      const planned = items.get(id) as PlannedItem;
      const before = planned.blockers.map((other) => afterMove(planned, items.get(other), dueOf(other), plan));
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
