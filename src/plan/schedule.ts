/**
 * The one schedule that everybody sees: which part of the hire's own required work lies on which working day. It uses only
 * what a record can know, which is dates, ticks, counts and bookings, and never how long somebody worked.
 *
 * Today is planned from the record as it stood when the day began, so that a day can be finished; the days after it from
 * what is done by now and what is left of today. Whoever did all of today finds tomorrow what was foretold this morning.
 */
import type { CalendarDate } from '../dates.ts';
import { memo } from '../once.ts';
import {
  afterDay,
  flatProfile,
  isLastUnit,
  leftOf,
  type Part,
  type PlannedDay,
  planDay,
  sumOf,
} from './day.ts';
import type { Plan } from './plan.ts';
import {
  countedOn,
  morningOf,
  nothingDone,
  presentOf,
  type Standing,
  type Task,
  tasksOf,
  touchedIn,
} from './tasks.ts';

/** A working day of the schedule. */
export interface ScheduledDay {
  readonly date: CalendarDate;
  /** What lies on the day, in the order in which to do it. */
  readonly parts: readonly Part[];
  /** The sum of the parts. */
  readonly minutes: number;
  /** How many minutes the dates ask for on this day, late work apart. */
  readonly pace: number;
  /** The last day of the span that asks for as much each day. */
  readonly paceUntil: CalendarDate;
  /** How long it took to plan the day, as {@link PlannedDay} counts. */
  readonly steps: number;
}

export interface Schedule {
  /** The first working day from today on. */
  readonly today: ScheduledDay;
  /** What is left of today's parts; empty where today is a day off. */
  readonly left: readonly Part[];
  /** The part of `left` that can be asked for: a meeting that isn't booked is only when it is due, and so is what waits for it. */
  readonly asked: readonly Part[];
  /** The days from `today` on, as they come if each day's parts are done; worked out as they are asked for, without an end. */
  readonly ahead: () => Generator<ScheduledDay>;
  /** How many minutes of what is late are still to do. */
  readonly late: number;
  /**
   * The day by which everything late is done, what gets late until then included; undefined where nothing is late, or where
   * that day is too far away to be worked out.
   */
  readonly clearedBy: () => CalendarDate | undefined;
  /** What the plan laid for `today` for somebody who did each day's parts; it takes a plan of every day so far. */
  readonly laid: () => ScheduledDay;
  /** About as many minutes as `laid` asks for, and rather less: found at once, since it lets an item be cut anywhere. */
  readonly laidFlat: () => number;
}

/** After a day on which nothing was done, late work gets only this share of the hire's hours: the next day is to look doable. */
const afterMissedDay = 2 / 3;

/** A backlog is followed for at most a year of working days, and for fewer where there are many tasks: it takes a while. */
const longestBacklog = (tasks: number) =>
  Math.min(260, Math.max(20, Math.floor(25_000 / Math.max(1, tasks))));

/** @param minutesPerDay how many minutes of a working day the hire has for the program */
export function scheduleOf(plan: Plan, minutesPerDay: number): Schedule {
  const { timeline } = plan;
  const now = Math.max(1, timeline.workedBy(plan.nextWorkday));
  const tasks = tasksOf(plan, now);
  const morning = morningOf(tasks, plan.nextWorkday);
  const planned = (day: number, standing: Standing) => planDay(tasks, standing, day, minutesPerDay);
  const laid = courseFrom(1, nothingDone(tasks), planned);
  const present = presentOf(tasks);
  const isMissed = now > 1 && !touchedIn(tasks).some(isWorkedOn(timeline.dateAt(now - 1), plan.nextWorkday));
  const first = planDay(
    tasks,
    morning,
    now,
    minutesPerDay,
    isMissed ? minutesPerDay * afterMissedDay : minutesPerDay,
  );
  const today = viewDay(now, first);
  const isToday = plan.today === today.date;
  const leftNow = memo(() => (isToday ? leftToday(first.parts, tasks, plan.today, now) : []));
  const askedNow = memo(() => askedOf(leftNow()));
  const courseNow = memo(() => {
    const evening = afterDay(now, isToday ? leftNow() : first.parts, present);
    return courseFrom(now, morning, planned, [{ ...first, after: evening }]);
  });

  function viewDay(day: number, { parts, pace, steps }: PlannedDay = courseNow()(day)): ScheduledDay {
    const paceUntil = timeline.dateAt(day + pace.until);
    const minutes = sumOf(parts);
    return { date: timeline.dateAt(day), parts, minutes, pace: pace.minutes, paceUntil, steps };
  }

  // What is booked for a day off is taken as done on it.
  const isLate = ({ index, first, last, awayUntil }: Task, day: number, { isDone }: Standing) =>
    last < day && first <= day && !isDone[index] && awayUntil === undefined;
  return {
    today,
    late: tasks.reduce((sum, task) => (task.planned.overdue ? sum + leftOf(task, present) : sum), 0),
    get left() {
      return leftNow();
    },
    get asked() {
      return askedNow();
    },
    *ahead() {
      for (let day = now; ; day += 1) yield viewDay(day);
    },
    clearedBy() {
      const late = dueBefore(tasks, now).filter((task) => isLate(task, now, morning));
      if (late.length === 0) return undefined;
      const days = longestBacklog(tasks.length);
      // No day clears more late work than it has hours, so what is more than that needn't be followed; today, more may be done.
      const open = late.filter(({ index }) => !present.isDone[index]);
      const least = open.reduce((sum, task) => sum + leftOf(task, present), 0);
      if (least > days * minutesPerDay) return undefined;
      for (let day = now; day < now + days; day += 1) {
        const { after } = courseNow()(day);
        if (!dueBefore(tasks, day + 1).some((task) => isLate(task, day + 1, after)))
          return timeline.dateAt(day);
      }
      return undefined;
    },
    laid: () => viewDay(now, laid(now)),
    laidFlat: () => flatProfile(tasks)[now - 1] ?? 0,
  };
}

/** The tasks that are late on a day unless they are done; they come by their last day. */
function dueBefore(tasks: readonly Task[], day: number): readonly Task[] {
  const end = tasks.findIndex(({ last }) => last >= day);
  return end < 0 ? tasks : tasks.slice(0, end);
}

interface DayOfCourse extends PlannedDay {
  /** What is done after the day. */
  readonly after: Standing;
}

/**
 * Days one after the other, as they come if each day's parts are done.
 * @param days those of them that are planned already
 * @returns a function that gives the day of a number, from the first one on; each day is planned once
 */
function courseFrom(
  first: number,
  begun: Standing,
  plan: (day: number, standing: Standing) => PlannedDay,
  days: DayOfCourse[] = [],
): (day: number) => DayOfCourse {
  return (day) => {
    while (days.length <= day - first) {
      const [at, standing] = [first + days.length, days.at(-1)?.after ?? begun];
      const planned = plan(at, standing);
      days.push({ ...planned, after: afterDay(at, planned.parts, standing) });
    }
    return days[day - first] as DayOfCourse;
  };
}

/**
 * What is left of the day's parts. Hours of an item that goes on are taken as worked, but for the last one, which ends it.
 * Whatever else was done today counts towards the day: for as much as that, what is next in turn needn't be done.
 */
function leftToday(parts: readonly Part[], tasks: readonly Task[], today: CalendarDate, day: number): Part[] {
  const isClosed = ({ planned }: Task) => planned.progress.closedBy !== undefined;
  const left = new Map<Task, Part>();
  const partOf = byTask(parts);
  let extra = 0;
  // Nothing was done today of an item of which the record says nothing.
  const concerned = new Set([...touchedIn(tasks), ...partOf.keys()]);
  for (const task of [...concerned].sort((a, b) => a.index - b.index)) {
    const part = partOf.get(task);
    const counted = task.isCounted ? countedOn(task.planned, today) : 0;
    const unit = task.minutes / Math.max(1, task.units);
    if (!part || (isClosed(task) && part.kind !== 'unit' && part.kind !== 'late')) {
      if (!part)
        extra += isClosed(task) && isToday(task, today) && !task.isCounted ? task.minutes : counted * unit;
      continue;
    }
    if ((part.kind === 'unit' || part.kind === 'late') && task.isCounted && task.units > 0) {
      const units = Math.max(0, part.units - counted);
      extra += Math.max(0, counted - part.units) * unit;
      // What is counted up may be open still, because it wants evidence.
      const isUp = task.planned.progress.counted >= task.units;
      if (!isClosed(task) && (units > 0 || isUp)) left.set(task, { ...part, units, minutes: units * unit });
    } else if (!isClosed(task) && (part.kind !== 'unit' || isLastUnit(task, day))) left.set(task, part);
  }
  const inOrder = parts.flatMap(({ task }) => left.get(task) ?? []);
  for (const part of inOrder.filter(({ kind }) => kind === 'next').reverse()) {
    if (extra < part.minutes / 2) break;
    extra -= part.minutes;
    inOrder.splice(inOrder.indexOf(part), 1);
  }
  return inOrder;
}

/** Task → its first part. */
export function byTask(parts: readonly Part[]): ReadonlyMap<Task, Part> {
  const found = new Map<Task, Part>();
  for (const part of parts) if (!found.has(part.task)) found.set(part.task, part);
  return found;
}

function askedOf(left: readonly Part[]): readonly Part[] {
  const unasked = new Set<number>();
  // What waits for another part comes behind it, so one round is enough but for odd moves, which are asked for then.
  for (const { task, kind } of left) {
    const { item, progress } = task.planned;
    const isUnbooked = item.with.length > 0 && !progress.booked && task.units === 0;
    if (kind === 'next' && (isUnbooked || task.after.some((index) => unasked.has(index))))
      unasked.add(task.index);
  }
  return left.filter(({ task }) => !unasked.has(task.index));
}

/** Returns a function: whether a task was closed or counted from one date on, before the other. */
function isWorkedOn(from: CalendarDate, until: CalendarDate): (task: Task) => boolean {
  return ({ planned }) => {
    const { closedBy } = planned.progress;
    const isClosed = closedBy !== undefined && closedBy.on >= from && closedBy.on < until;
    return isClosed || countedOn(planned, from) > countedOn(planned, until);
  };
}

function isToday({ planned }: Task, today: CalendarDate): boolean {
  const { closedBy } = planned.progress;
  return closedBy !== undefined && closedBy.on >= today;
}
