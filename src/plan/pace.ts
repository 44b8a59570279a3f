/** What it costs the hire to be on time, beside what the plan laid for the very same day; and what comes next. */
import { addDays, type CalendarDate, compareDates, laterOf } from '../dates.ts';
import type { PlannedItem } from './plan.ts';
import type { Run } from './run.ts';
import { minutesLeft } from './tasks.ts';

export interface Pace {
  /** The hours that today, or the next working day, asks for: late work is in it as far as the day has room. */
  readonly hoursNeeded: number;
  /** The hours that the plan laid for that day for somebody who did each day's part. */
  readonly hoursPlanned: number;
  /** The last day of the span that asks for about as much each day. */
  readonly until: CalendarDate;
  /** Whether something is late, or the day asks for clearly more than was laid for it. */
  readonly behind: boolean;
  /** The hours that are late. */
  readonly hoursLate: number;
  /** The day on which everything late is done if each day's part is done; null where nothing is late, or where it is far away. */
  readonly clearedBy: CalendarDate | null;
}

/** Today may ask for a tenth and half an hour more than was laid for it before that is called behind. */
const tolerance = { share: 1.1, minutes: 30 };

export function paceOf({ plan, schedule }: Pick<Run, 'plan' | 'schedule'>): Pace {
  const { today, laid, laidFlat, clearedBy, late } = schedule();
  const isLate = plan.items.some(({ overdue }) => overdue);
  return {
    hoursNeeded: hours(isLate ? Math.max(today.minutes, today.pace) : today.pace),
    // Few screens show it, and it takes a plan of every day so far.
    get hoursPlanned() {
      return hours(laid().pace);
    },
    until: today.paceUntil,
    behind:
      isLate ||
      // Nothing is more than nothing, so little isn't looked at.
      (isMore(today.pace, 0) && isMore(today.pace, laidFlat()) && isMore(today.pace, laid().pace)),
    hoursLate: hours(late),
    clearedBy: (isLate && clearedBy()) || null,
  };
}

/**
 * As {@link paceOf}, for the line of a list over many runs: `hoursLate` and `behind` are as there, and so is all else where nothing is
 * late and the run is behind, or where what is late is only to be handed in. What the line doesn't say is 0 or null otherwise, for it
 * takes a schedule.
 */
export function linePaceOf(run: Pick<Run, 'plan' | 'schedule'>): Pace {
  const { plan } = run;
  const late = plan.items.filter(({ overdue }) => overdue);
  const hoursLate = hours(late.reduce((sum, planned) => sum + minutesLeft(planned), 0));
  const rest = { hoursNeeded: 0, hoursPlanned: 0, until: plan.today, hoursLate, clearedBy: null };
  if (hoursLate > 0) return { ...rest, behind: true };
  const pace = paceOf(run);
  return pace.behind ? { ...pace } : { ...rest, behind: false };
}

function isMore(needed: number, planned: number): boolean {
  return needed > planned * tolerance.share + tolerance.minutes;
}

/** Minutes as hours, to a hundredth. */
function hours(minutes: number): number {
  return Math.round(minutes / 0.6) / 100;
}

/** A meeting has to be booked ahead, so an item is offered this many days before its `from`. */
const horizonDays = 7;

/** How many working days of the schedule decide what comes next. */
const daysAhead = 6;

/** What the hire can do now. */
export interface Next {
  /** The items that were asked for, in their order. */
  readonly items: PlannedItem[];
  /** How many items there are in all. */
  readonly count: number;
  /** Whether one of them is required. */
  readonly required: boolean;
}

/**
 * The items that the hire can do now, which are open and whose `from` is reached or near: what is left of today's part,
 * then what else is late, then what the following days have, then the other required ones, then optional ones; the last
 * two by the first day of work from today on, then by due date, then in the program's order. Before the first day, what is due before
 * it comes first.
 */
export function nextItems(run: Pick<Run, 'plan' | 'schedule'>): PlannedItem[] {
  return nextOf(run).items;
}

/**
 * As {@link nextItems}, of a program that may have thousands of items.
 * @param most how many items are asked for: the first ones
 * @param isMeant which items are asked for
 */
export function nextOf(
  { plan, schedule }: Pick<Run, 'plan' | 'schedule'>,
  most = Number.POSITIVE_INFINITY,
  isMeant: (planned: PlannedItem) => boolean = () => true,
): Next {
  const near = addDays(plan.today, horizonDays);
  const place = placesOf(schedule());
  const isLeft = new Set(schedule().asked.map(({ task }) => task.id));
  const ranked: Ranked[] = [];
  let [count, required] = [0, false];
  for (const planned of plan.items) {
    const { item, state, from } = planned;
    if (state !== 'open' || (from !== undefined && from > near && !place.has(item.id))) continue;
    count += 1;
    required ||= !item.optional;
    if (isMeant(planned)) rank(rankOf(planned));
  }
  return { items: ranked.sort(inOrder).map(({ planned }) => planned), count, required };

  function rankOf(planned: PlannedItem): Ranked {
    const { item, overdue, workFrom, due } = planned;
    const group = isLeft.has(item.id) ? 0 : 4;
    const isFirst = isBeforeStart(planned, plan);
    return {
      planned,
      group: isFirst ? -1 : group + (overdue ? 0 : 2) + (item.optional ? 1 : 0),
      place: isFirst ? 0 : (place.get(item.id) ?? plan.items.length),
      begin: laterOf(workFrom, plan.today),
      due,
    };
  }

  /** Where only some are asked for, these are kept in their order. */
  function rank(next: Ranked): void {
    if (ranked.length >= most) {
      const last = ranked.at(-1);
      if (!last || inOrder(next, last) >= 0) return;
      ranked.pop();
    }
    ranked.push(next);
    if (ranked.length >= most) ranked.sort(inOrder);
  }
}

function inOrder(a: Ranked, b: Ranked): number {
  return (
    a.group - b.group || a.place - b.place || compareDates(a.begin, b.begin) || compareDates(a.due, b.due)
  );
}

/** Whether the first day is still to come, and an item of the hire's is due before it. */
export function isBeforeStart(
  { due, undated }: Pick<PlannedItem, 'due' | 'undated'>,
  { today, firstDay }: Pick<Run['plan'], 'today' | 'firstDay'>,
): boolean {
  return today < firstDay && due < firstDay && !undated;
}

/** An item with what decides its place, the first of them first. */
interface Ranked {
  readonly planned: PlannedItem;
  readonly group: number;
  /** The place in the days ahead. */
  readonly place: number;
  readonly begin: CalendarDate;
  readonly due: CalendarDate;
}

/** The first of {@link nextItems}; where something is left of today's part, no other day is worked out for it. */
export function nextItem(run: Pick<Run, 'plan' | 'schedule'>): PlannedItem | undefined {
  const { plan } = run;
  if (plan.today < plan.firstDay) return nextItems(run)[0];
  const byId = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  const left = run.schedule().asked.flatMap(({ task }) => byId.get(task.id) ?? []);
  const open = left.filter(({ state }) => state === 'open');
  return open.find(({ overdue }) => overdue) ?? open[0] ?? nextItems(run)[0];
}

/** Id of an item → its place among the parts that are left today and those of the days after. */
function placesOf({ asked, ahead, today }: ReturnType<Run['schedule']>): ReadonlyMap<string, number> {
  const place = new Map<string, number>();
  const add = (id: string) => {
    if (!place.has(id)) place.set(id, place.size);
  };
  for (const { task } of asked) add(task.id);
  let days = 0;
  for (const day of ahead()) {
    days += 1;
    if (days > daysAhead) break;
    // What was a part of today and isn't left any more is done.
    const isOver = day.date === today.date && asked.length > 0;
    if (!isOver) for (const { task } of day.parts) add(task.id);
  }
  return place;
}
