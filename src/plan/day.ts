/** The rule by which one working day is planned from what is left, and what is left after it. DESIGN.md 4.3 states it. */
import { once } from '../once.ts';
import { untouched } from '../progress/reduce.ts';
import { type Flat, Work } from './flatten.ts';
import {
  farthest,
  nothingDone,
  type Standing,
  type Step,
  type Task,
  touchedIn,
  unitMinutes,
} from './tasks.ts';

/** Why a part lies on its day: it is booked for it, due on it, late, next in turn, or a unit of a running item. */
export type PartKind = 'booked' | 'due' | 'late' | 'next' | 'unit';

/** The part of an item that lies on one day. */
export interface Part {
  readonly task: Task;
  readonly kind: PartKind;
  /** How many minutes of the item. */
  readonly minutes: number;
  /** How many units of a running item; 0 for an item that is done in one go. */
  readonly units: number;
}

export interface PlannedDay {
  /** In the order in which to do them. */
  readonly parts: readonly Part[];
  /** What the dates ask for on this day, late work apart; its days are counted from this one on. */
  readonly pace: Flat;
  /** About how long it took to plan the day, counted in looks at a number: nobody can tell a hostile program beforehand. */
  readonly steps: number;
}

/** To plan a task takes as long as so many looks at a number. */
const stepsPerTask = 100;

const order: readonly PartKind[] = ['booked', 'due', 'late', 'next', 'unit'];

/**
 * @param tasks as `tasksOf` gives them
 * @param day the number of the working day
 * @param minutesPerDay how many minutes of it the hire has for the program
 * @param mostLate how many of them late work may have
 */
export function planDay(
  tasks: readonly Task[],
  standing: Standing,
  day: number,
  minutesPerDay: number,
  mostLate = minutesPerDay,
): PlannedDay {
  const done = doneBy(day, tasks, standing);
  const isReady = ({ after }: Task) => after.every((index) => done[index]);
  // Work that goes on may follow on the day on which what it waits for is due.
  const isNear = ({ after }: Task) => after.every((index) => done[index] || tasks[index]?.last === day);
  const { parts, work, late, stretches, shortest } = layOut(tasks, standing, day, isNear);
  if (late.length > 0) holdBack(parts, day, minutesPerDay / 2);
  const spared = spareUnits(parts, day, minutesPerDay);
  const pace = work.flattest();
  let used = sumOf(parts);
  for (const { task } of parts) if (task.last <= day && !spared.has(task)) done[task.index] = true;
  const take = (part: Part, whole: boolean) => {
    parts.push(part);
    used += part.minutes;
    if (whole) done[part.task.index] = true;
  };

  // What is due today may wait for something late, which is then done first.
  const lateOnes = new Set(late.map(({ index }) => index));
  const isNext = ({ after }: Task) => after.every((index) => done[index] || lateOnes.has(index));
  let due = 0;
  for (const { from, to, first, last } of stretches) {
    // The pieces come by their last day, so those that are due are the first ones.
    if (last > day) break;
    for (let at = from; at < to && first <= day; at += 1)
      if (isNext(tasks[at] as Task)) due += (tasks[at] as Task).minutes;
  }
  let arrears = 0;
  for (const task of late) {
    if (!isReady(task)) continue;
    const minutes = leftOf(task, standing);
    // Late work never lifts a day over the hire's hours; long work gets what there is room for.
    const room = Math.min(minutesPerDay - used - due, mostLate - arrears);
    if (room <= 0) break;
    // What is done in one go is cut only where no whole day would have room for it.
    const canCut = task.units > 0 || minutes > minutesPerDay / 2;
    const isEnough = canCut && room >= Math.min(unitMinutes, minutes / 2, minutesPerDay / 2);
    const now = minutes <= room ? minutes : isEnough ? room : 0;
    const isFirst = !parts.some(({ kind }) => kind === 'late');
    if (now <= 0 || (now < minutes && !isFirst && task.units === 0)) continue;
    take({ task, kind: 'late', minutes: now, units: task.units && unitsIn(task, now) }, now === minutes);
    arrears += now;
  }
  // While something is late or missed, what comes next waits rather than lift the day over the hire's hours.
  const most = late.length + spared.size > 0 ? minutesPerDay : Number.POSITIVE_INFINITY;
  // Half of a piece may come on top: some days get a little less for that, others a little more.
  const hasRoom = (minutes: number) => used + minutes / 2 <= pace.minutes + 1e-6 && used + minutes <= most;
  for (let found = true; found; ) {
    found = false;
    for (const stretch of stretches) {
      const isNow = stretch.last <= day;
      if (!isNow && parts.length > 0 && !hasRoom(shortest)) break;
      if (stretch.first > day) continue;
      for (let at = stretch.from; at < stretch.to; at += 1) {
        if (!isNow && parts.length > 0 && !hasRoom(stretch.shortest)) break;
        const task = tasks[at] as Task;
        if (done[at] || !isReady(task)) continue;
        if (!isNow && !hasRoom(task.minutes) && parts.length > 0) continue;
        take({ task, kind: isNow ? 'due' : 'next', minutes: task.minutes, units: 0 }, true);
        found = true;
      }
    }
  }
  const laid = parts.filter(({ kind, task }) => kind !== 'unit' || task.last <= day || isReady(task));
  laid.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return { parts: laid, pace, steps: work.steps + looksAt(tasks) };
}

/** What is done on the day, by the indexes of the tasks: what is booked for a day off is taken as done on it. */
function doneBy(day: number, tasks: readonly Task[], { isDone }: Standing): boolean[] {
  const done = isDone.slice();
  for (const { index, awayUntil } of bookedAway(tasks))
    if (awayUntil !== undefined && awayUntil <= day) done[index] = true;
  return done;
}

const bookedAway = once((tasks: readonly Task[]) =>
  touchedIn(tasks).filter(({ awayUntil }) => awayUntil !== undefined),
);

/** How many looks it takes to plan these tasks, whatever the day. */
const looksAt = once((tasks: readonly Task[]): number => {
  let looks = stepsPerTask * tasks.length;
  for (let at = 0; at < tasks.length; at += 1) looks += (tasks[at] as Task).steps.length;
  return looks;
});

/** Tasks one after the other, from one index up to, but without, another, which may lie on the same days. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
  /** How many minutes they take, and how many the shortest of them. */
  readonly minutes: number;
  readonly shortest: number;
}

/**
 * The tasks in stretches, in their order. A stretch of several has only such as are done in one go, and of which the record says
 * nothing: of these many may have the same days, and are laid out as one.
 */
const stretchesOf = once((tasks: readonly Task[]): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  for (let from = 0, to = 0; from < tasks.length; from = to) {
    const { first, last, minutes } = tasks[from] as Task;
    let [sum, shortest] = [minutes, minutes];
    to = from + 1;
    if (isQuiet(tasks[from] as Task))
      for (let task = tasks[to]; task && isQuiet(task); task = tasks[to]) {
        if (task.first !== first || task.last !== last) break;
        sum += task.minutes;
        if (task.minutes < shortest) shortest = task.minutes;
        to += 1;
      }
    stretches.push({ from, to, first, last, minutes: sum, shortest });
  }
  return stretches;
});

function isQuiet({ planned, units, known, minutes }: Task): boolean {
  return units === 0 && known === 1 && planned.progress === untouched && Number.isInteger(minutes);
}

/**
 * How many minutes each working day gets, from day 1 on, where all the work is spread as flat as its dates allow and an item
 * may be cut anywhere.
 */
export function flatProfile(tasks: readonly Task[]): number[] {
  return flatFrom(tasks, nothingDone(tasks), 1);
}

/** As {@link flatProfile}, from a day on, with what is left then and isn't late; the first number is that of the day itself. */
export function flatFrom(tasks: readonly Task[], standing: Standing, day: number): number[] {
  return layOut(tasks, standing, day, () => true).work.profile();
}

interface Layout {
  /** What lies on the day and nowhere else: bookings, and the units of running items. */
  readonly parts: Part[];
  /** All the work but what is late. */
  readonly work: Work;
  readonly late: readonly Task[];
  /** What may lie on one of several days. */
  readonly stretches: readonly Stretch[];
  /** How many minutes the shortest piece of them takes. */
  readonly shortest: number;
}

function layOut(
  tasks: readonly Task[],
  standing: Standing,
  day: number,
  isReady: (task: Task) => boolean,
): Layout {
  const parts: Part[] = [];
  const work = new Work();
  const late: Task[] = [];
  const pieces: Stretch[] = [];
  let shortest = Number.POSITIVE_INFINITY;
  const add = (first: number, last: number, minutes: number) => {
    if (minutes > 0) work.add(Math.min(farthest, first - day), Math.min(farthest, last - day), minutes);
  };
  const addPieces = (stretch: Stretch) => {
    const { first, last, minutes } = stretch;
    add(Math.max(first, day), Math.max(last, first, day), minutes);
    pieces.push(stretch);
    if (stretch.shortest < shortest) shortest = stretch.shortest;
  };
  const addTask = (task: Task, at: number) => {
    if (standing.isDone[at] || task.known > day || task.awayUntil !== undefined) return;
    const { booked, first, last, minutes, units } = task;
    if (booked !== undefined && booked >= day) {
      add(booked, booked, minutes);
      if (booked === day) parts.push({ task, kind: 'booked', minutes, units: 0 });
    } else if (isCountedUp(task, standing)) parts.push({ task, kind: 'due', minutes: 0, units: 0 });
    else if (last < day && first <= day) late.push(task);
    else if (units > 0) {
      const today = layUnits(task, standing, day, add);
      if (today > 0 && (last === day || isReady(task)))
        parts.push({ task, kind: 'unit', minutes: (today * minutes) / units, units: today });
    } else addPieces({ from: at, to: at + 1, first, last, minutes, shortest: minutes });
  };
  const stretches = stretchesOf(tasks);
  // The tasks come by their last day, so most of what is done stands before the first that isn't.
  const open = standing.isDone.indexOf(false);
  const begin = open < 0 ? stretches.length : stretches.findIndex(({ to }) => to > open);
  let done = standing.isDone.indexOf(true, stretches[begin]?.from);
  for (let next = begin; next < stretches.length; next += 1) {
    const stretch = stretches[next] as Stretch;
    const { from, to, first, last } = stretch;
    if (done >= 0 && done < from) done = standing.isDone.indexOf(true, from);
    const isWhole = to - from > 1 && (done < 0 || done >= to) && !(last < day && first <= day) && day > 0;
    if (isWhole) addPieces(stretch);
    else for (let at = from; at < to; at += 1) addTask(tasks[at] as Task, at);
  }
  return { parts, work, late, stretches: pieces, shortest };
}

/**
 * Adds the work on a running item.
 * @param add takes the first and the last day for an amount of work, in minutes
 * @returns how many of its units lie on the day
 */
function layUnits(
  task: Task,
  { counted }: Standing,
  day: number,
  add: (first: number, last: number, minutes: number) => void,
): number {
  const { first, last, units, steps, isCounted, index } = task;
  const unit = task.minutes / units;
  let before = task.begun;
  let next = 0;
  for (; next < steps.length && (steps[next] as Step).day < day; next += 1)
    before += (steps[next] as Step).units;
  const done = isCounted ? Math.min(units, counted[index] as number) : before;
  // All hours may be taken as worked while the item is still open: then it is to be finished on its due date.
  const left = Math.max(isCounted ? 0 : 1, units - done);
  if (first > day || steps.length === 0) {
    add(Math.max(first, day), Math.max(last, first, day), left * unit);
    return last <= day && first <= day ? left : 0;
  }
  if (last <= day) {
    add(day, day, left * unit);
    return left;
  }
  if (done < before) {
    // Behind its line: at least one unit a day, and as many as it takes to reach the due date.
    const laid = unitsOn(day, task);
    const today = Math.min(left, Math.max(1, laid, Math.ceil(left / (last - day + 1))));
    add(day, day, today * unit);
    add(day + 1, last, (left - today) * unit);
    return today;
  }
  let ahead = done - before;
  let today = 0;
  for (; next < steps.length; next += 1) {
    const step = steps[next] as Step;
    const more = Math.max(0, step.units - ahead);
    ahead = Math.max(0, ahead - step.units);
    if (more > 0) add(step.day, step.day, more * unit);
    if (step.day === day) today = more;
  }
  if (!isCounted && done >= units) add(last, last, unit);
  return today;
}

/** How many units the dates lay on the day. */
function unitsOn(day: number, { steps }: Task): number {
  return steps.find((step) => step.day === day)?.units ?? 0;
}

/** While something is late, running work that isn't due on the day keeps at most so many minutes of it. */
function holdBack(parts: Part[], day: number, most: number): void {
  const units = parts.filter(({ kind, task }) => kind === 'unit' && task.last > day);
  for (const part of units.sort((a, b) => b.task.last - a.task.last)) {
    if (sumOf(parts.filter(({ kind }) => kind === 'unit')) <= most) return;
    parts.splice(parts.indexOf(part), 1);
  }
}

/**
 * Where the day asks for more than so many minutes, counted work gets fewer of the units that were missed on earlier days:
 * nobody can hold seven conversations on one day. They come on the next one, late or not.
 * @returns the tasks of which the day asks for less than its dates do
 */
function spareUnits(parts: Part[], day: number, most: number): ReadonlySet<Task> {
  const spared = new Set<Task>();
  let over = sumOf(parts) - most;
  for (const [at, part] of parts.entries()) {
    const { task, units, minutes } = part;
    if (over <= 0 || part.kind !== 'unit' || !task.isCounted) continue;
    const laid = unitsOn(day, task);
    const fewer = Math.min(units - Math.max(1, laid), Math.ceil((over * units) / minutes));
    if (fewer <= 0) continue;
    spared.add(task);
    parts[at] = { ...part, units: units - fewer, minutes: (minutes / units) * (units - fewer) };
    over = sumOf(parts) - most;
  }
  return spared;
}

/** What is done when the day is over, if these parts of it are. */
export function afterDay(day: number, parts: readonly Part[], standing: Standing): Standing {
  if (parts.length === 0) return standing;
  const isDone = standing.isDone.slice();
  // Most days change neither: a copy for each day would be most of what a schedule holds on to.
  let { counted, worked } = standing;
  for (const { task, kind, minutes, units } of parts) {
    const { index } = task;
    if (kind === 'late') {
      if (minutes >= leftOf(task, standing)) isDone[index] = true;
      worked = worked.with(index, (worked[index] as number) + minutes);
    } else if (kind === 'unit' && task.isCounted) {
      counted = counted.with(index, (counted[index] as number) + units);
      if ((counted[index] as number) >= task.units) isDone[index] = true;
    } else if (kind !== 'unit' || isLastUnit(task, day)) isDone[index] = true;
  }
  return { isDone, counted, worked };
}

/** Whether the last hour of an item that nobody counts lies on the day or before, so that the item is to be ticked off. */
export function isLastUnit({ isCounted, last, steps }: Task, day: number): boolean {
  return !isCounted && (last <= day || (steps.at(-1)?.day ?? last) <= day);
}

/** Whether all units are counted while the item is still open, so that it is only to be handed in. */
function isCountedUp({ isCounted, units, index }: Task, { counted }: Standing): boolean {
  return isCounted && units > 0 && (counted[index] as number) >= units;
}

/** How many minutes of a late item are left. */
export function leftOf(task: Task, { counted, worked }: Standing): number {
  const { minutes, units, isCounted, index } = task;
  const done = isCounted && units > 0 ? (minutes * Math.min(units, counted[index] as number)) / units : 0;
  return Math.max(0, minutes - done - (worked[index] as number));
}

function unitsIn({ minutes, units }: Task, of: number): number {
  return Math.max(1, Math.round((units * of) / minutes));
}

export function sumOf(parts: readonly { readonly minutes: number }[]): number {
  return parts.reduce((sum, { minutes }) => sum + minutes, 0);
}
