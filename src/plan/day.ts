/** The rule by which one working day is planned from what is left, and what is left after it. DESIGN.md 4.3 states it. */
import { type Flat, flattest, type Job } from './flatten.ts';
import { type Standing, type Task, unitMinutes } from './tasks.ts';

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
}

/** Work that is due later than so many working days from a day is spread as if it were due then. */
const farthest = 1500;

const order: readonly PartKind[] = ['booked', 'due', 'late', 'next', 'unit'];

/**
 * @param tasks in the order of `tasksOf`
 * @param day the number of the working day
 * @param minutesPerDay how many minutes of it the hire has for the program
 * @param laidOn how many minutes the day has for somebody who did each day's part; asked for only where something is late
 */
export function planDay(
  tasks: readonly Task[],
  standing: Standing,
  day: number,
  minutesPerDay: number,
  laidOn: (day: number) => number = () => 0,
): PlannedDay {
  const open = tasks.filter(({ id }) => !standing.closed.has(id));
  const left = new Set(open.map(({ id }) => id));
  const isReady = ({ after }: Task) => after.every((id) => !left.has(id));
  const parts: Part[] = [];
  const jobs = new Jobs(day);
  const late: Task[] = [];
  const pieces: Task[] = [];
  for (const task of open) {
    const { booked, first, last, minutes, units } = task;
    if (booked !== undefined && booked >= day) {
      jobs.add(booked, booked, minutes);
      if (booked === day) parts.push({ task, kind: 'booked', minutes, units: 0 });
    } else if (last < day && first <= day) late.push(task);
    else if (units > 0) {
      const today = layUnits(task, standing, day, jobs);
      if (today > 0 && (isReady(task) || last === day))
        parts.push({ task, kind: 'unit', minutes: (today * minutes) / units, units: today });
    } else {
      jobs.add(Math.max(first, day), Math.max(last, first, day), minutes);
      pieces.push(task);
    }
  }
  if (late.length > 0) holdBack(parts, day, minutesPerDay / 2);
  const pace = flattest(jobs.all);
  let used = sumOf(parts);
  for (const { task } of parts) if (task.last <= day) left.delete(task.id);
  const take = (part: Part, whole: boolean) => {
    parts.push(part);
    used += part.minutes;
    if (whole) left.delete(part.task.id);
  };

  const isDue = ({ first, last }: Task) => last <= day && first <= day;
  const due = pieces.filter(isDue).reduce((sum, { minutes }) => sum + minutes, 0);
  for (const task of late) {
    if (!isReady(task)) continue;
    const minutes = leftOf(task, standing);
    // Late work never lifts a day over the hire's hours; long work gets what there is room for.
    const room = minutesPerDay - used - due;
    const most = minutes <= room ? minutes : room >= Math.min(unitMinutes, minutes / 2) ? room : 0;
    const isFirst = !parts.some(({ kind }) => kind === 'late');
    if (most <= 0 || (most < minutes && !isFirst && task.units === 0)) continue;
    take({ task, kind: 'late', minutes: most, units: task.units && unitsIn(task, most) }, most === minutes);
  }
  // While something is late, what comes next waits rather than lift the day over what it may be asked for anyway.
  const limit = late.length > 0 ? Math.max(minutesPerDay, laidOn(day)) : Number.POSITIVE_INFINITY;
  for (let found = true; found; ) {
    found = false;
    for (const task of pieces) {
      if (!left.has(task.id) || task.first > day || !isReady(task)) continue;
      const isNow = isDue(task);
      // Half of a piece may come on top: some days get a little less for that, others a little more.
      const fits =
        (used + task.minutes / 2 <= pace.minutes + 1e-6 && used + task.minutes <= limit) ||
        parts.length === 0;
      if (!isNow && !fits) continue;
      take({ task, kind: isNow ? 'due' : 'next', minutes: task.minutes, units: 0 }, true);
      found = true;
    }
  }
  parts.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return { parts, pace };
}

/** What is done when the day is over, if all of its parts are. */
export function afterDay(day: number, { parts }: PlannedDay, standing: Standing): Standing {
  const closed = new Set(standing.closed);
  const counted = new Map(standing.counted);
  const worked = new Map(standing.worked);
  for (const { task, kind, minutes, units } of parts) {
    const { id } = task;
    if (kind === 'late') {
      if (minutes >= leftOf(task, standing)) closed.add(id);
      worked.set(id, (worked.get(id) ?? 0) + minutes);
    } else if (kind === 'unit' && task.isCounted) {
      const sum = countedIn(standing.counted, task) + units;
      counted.set(id, sum);
      if (sum >= task.units) closed.add(id);
    } else if (kind !== 'unit' || isLastUnit(task, day)) closed.add(id);
  }
  return { closed, counted, worked };
}

/** Whether the last hour of an item that nobody counts lies on the day or before, so that the item is to be ticked off. */
export function isLastUnit(task: Task, day: number): boolean {
  return !task.isCounted && (task.last <= day || through(task, day) >= task.units);
}

/** How many of the item's units should be done by the end of the day: each one lies in the middle of its share of the window. */
export function through({ from, last, units }: Task, day: number): number {
  const days = last - from + 1;
  const gone = Math.min(days, Math.max(0, day - from + 1));
  return Math.floor((units * gone) / days + 0.5);
}

/**
 * Adds the work on a running item to the jobs.
 * @returns how many of its units lie on the day
 */
function layUnits(task: Task, { counted }: Standing, day: number, jobs: Jobs): number {
  const { first, last, from, units, minutes } = task;
  const [before, unit] = [through(task, day - 1), minutes / units];
  const done = task.isCounted ? countedIn(counted, task) : before;
  const left = Math.max(task.isCounted ? 0 : 1, units - done);
  if (first > day || last - from > farthest) {
    jobs.add(Math.max(first, day), Math.max(last, first), left * unit);
    return 0;
  }
  if (last <= day) {
    jobs.add(day, day, left * unit);
    return left;
  }
  const isBehind = done < before;
  const planned = Math.max(0, through(task, day) - Math.max(done, before));
  const today = isBehind ? Math.min(left, Math.max(1, planned, Math.ceil(left / (last - day + 1)))) : planned;
  jobs.add(day, day, today * unit);
  if (isBehind) jobs.add(day + 1, last, (left - today) * unit);
  else {
    let laid = Math.max(done, before) + today;
    for (let at = day + 1; at <= last && laid < units; at += 1) {
      const more = through(task, at) - laid;
      if (more > 0) jobs.add(at, at, more * unit);
      laid += Math.max(0, more);
    }
    // All hours are taken as worked, and the item is still open: it is finished on its due date.
    if (!task.isCounted && units <= done) jobs.add(last, last, unit);
  }
  return today;
}

/** While something is late, running work that isn't due on the day keeps at most so many minutes of it. */
function holdBack(parts: Part[], day: number, most: number): void {
  const units = parts.filter(({ kind, task }) => kind === 'unit' && task.last > day);
  for (const part of units.sort((a, b) => b.task.last - a.task.last)) {
    if (sumOf(parts.filter(({ kind }) => kind === 'unit')) <= most) return;
    parts.splice(parts.indexOf(part), 1);
  }
}

/** How many minutes of a late item are left. */
export function leftOf(task: Task, { counted, worked }: Standing): number {
  const done = task.isCounted ? (task.minutes * countedIn(counted, task)) / Math.max(1, task.units) : 0;
  return Math.max(0, task.minutes - done - (worked.get(task.id) ?? 0));
}

function unitsIn({ minutes, units }: Task, of: number): number {
  return Math.max(1, Math.round((units * of) / minutes));
}

function countedIn(counted: Standing['counted'], { id, units }: Task): number {
  return Math.min(Math.max(1, units), counted.get(id) ?? 0);
}

export function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** The jobs of a day's flattest plan. What has to be done on one day is one job, however many items it comes from. */
class Jobs {
  readonly #day: number;
  readonly #single = new Map<number, number>();
  readonly #others: Job[] = [];

  constructor(day: number) {
    this.#day = day;
  }

  /** @param first,last numbers of working days, from the day of the plan on */
  add(first: number, last: number, minutes: number): void {
    if (minutes <= 0) return;
    const [from, until] = [Math.min(farthest, first - this.#day), Math.min(farthest, last - this.#day)];
    if (from === until) this.#single.set(from, (this.#single.get(from) ?? 0) + minutes);
    else this.#others.push({ first: from, last: until, minutes });
  }

  get all(): readonly Job[] {
    const single = [...this.#single].map(([at, minutes]) => ({ first: at, last: at, minutes }));
    return [...single, ...this.#others];
  }
}
