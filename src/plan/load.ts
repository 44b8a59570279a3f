/** How much work a program asks for on each day of a hire who does each day's part of the schedule, for `preview` and `lint`. */
import { addDays, type CalendarDate, daysBetween, laterOf, mondayBefore } from '../dates.ts';
import type { Item, Program } from '../program/model.ts';
import { notBegun, type Progress } from '../progress/reduce.ts';
import type { Calendar } from './calendar.ts';
import { startFor } from './from-end.ts';
import { isOwnDuty, makePlan, type Plan } from './plan.ts';
import { scheduleOf } from './schedule.ts';
import { endsBeforeStart } from './timeline.ts';

/** The part of an item that lies on one day. */
export interface Work {
  readonly item: Item;
  readonly minutes: number;
}

/** A working day of a plan. */
export interface LoadedDay {
  readonly date: CalendarDate;
  /** The number of the working day; 1 is the first. */
  readonly workday: number;
  /** The number of the calendar week, Monday to Sunday; 1 is the week of the first working day. */
  readonly week: number;
  readonly minutes: number;
  readonly works: readonly Work[];
}

/**
 * A program that is made to keep its reader busy is planned for so many steps, which take some seconds. For two years of
 * starts a program of 100 items needs half of them.
 */
const mostSteps = 500_000_000;

/** What lies on each working day, with the numbers that this depends on. */
interface Laid {
  readonly numbers: readonly number[];
  readonly works: readonly (readonly Work[])[];
}

/** To date an item takes as long as so many steps, and so does each item that it waits for. */
const stepsPerDate = 1500;

/** No date rule counts further back from the start. */
const farthestBefore = 1000;

/**
 * Returns a function from a start, or for a program whose dates count back from the last day from that, to every working day from day 1 to the last one with work; some days may have no work. Of
 * a hostile program it gives the days that it gets to, and undefined for the starts after.
 * @param traits the hire's traits; without any, what depends on some doesn't count
 * @param share the part of the steps that may be used, where a program is planned for several kinds of hires
 */
export function loadsOf(
  program: Program,
  calendar: Calendar,
  traits: Progress['traits'] = new Map(),
  share = 1,
) {
  let left = mostSteps * share;
  const isCounted = countsFromDay1(program) && traits.size === 0;
  // First day at work → what is planned for it, and the steps that its dates take.
  const byFirstDay = new Map<CalendarDate, { readonly days: readonly LoadedDay[]; readonly steps: number }>();
  // Starts whose dates have the same numbers of working days share one schedule.
  const known = new Map<number, Laid[]>();
  return (anchor: CalendarDate, begun?: CalendarDate): readonly LoadedDay[] | undefined => {
    if (left <= 0) return undefined;
    const end = program.anchor && anchor;
    const start = end ? (begun ?? startFor(program, calendar, end)) : anchor;
    const firstDay = isCounted ? calendar.nthWorkday(start, 1) : start;
    const same = isCounted ? byFirstDay.get(firstDay) : undefined;
    if (same) {
      left -= same.steps;
      return same.days;
    }
    // Seen from before the first due date, so that what others do before the start isn't late.
    const seenFrom = addDays(start, -farthestBefore);
    const { progress } = notBegun(program.id, start, end);
    const plan = makePlan(program, { ...progress, traits }, calendar, seenFrom);
    const steps = plan.items.reduce((sum, { waitsFor }) => sum + stepsPerDate * (1 + waitsFor.length), 0);
    left -= steps;
    const numbers = numbersOf(plan);
    const near = known.get(numbers.hash) ?? [];
    let laid = near.find((each) => areEqual(each.numbers, numbers.all));
    if (!laid) {
      laid = { numbers: numbers.all, works: worksOf(plan) };
      known.set(numbers.hash, [...near, laid]);
    }
    const days = datedFrom(plan, laid.works);
    byFirstDay.set(firstDay, { days, steps });
    return days;
  };

  /** What lies on each working day, from the first one on. */
  function worksOf(plan: Plan): readonly (readonly Work[])[] {
    const last = plan.items.filter(isOwnDuty).reduce((latest, { due }) => laterOf(latest, due), plan.start);
    const days: Work[][] = [];
    for (const { date, parts, steps } of scheduleOf(plan, calendar.minutesPerDay).ahead()) {
      left -= steps;
      // What is due before the start is done after it, and may be the last to be done.
      if (left <= 0 || (date > last && parts.length === 0)) break;
      days.push(parts.map(({ task, minutes }) => ({ item: task.planned.item, minutes })));
    }
    return days.slice(0, days.findLastIndex((works) => works.length > 0) + 1);
  }
}

/**
 * Whether all dates count from the first day at work. Then those of a start on a day off are those of a start on the next working
 * day.
 */
function countsFromDay1({ anchor, phases }: Program): boolean {
  const rules = phases.flatMap(({ due, items }) => [
    due,
    ...items.flatMap((item) => [item.due, item.from ?? '']),
  ]);
  return anchor === undefined && !rules.some(endsBeforeStart);
}

/** The numbers of the working days that the schedule depends on; where they differ, the hash mostly does. */
function numbersOf({ items, timeline }: Plan): { readonly all: readonly number[]; readonly hash: number } {
  const known = new Map<CalendarDate, number>();
  const numberOf = (date: CalendarDate) => {
    let number = known.get(date);
    if (number === undefined) {
      number = timeline.workedBy(date);
      known.set(date, number);
    }
    return number;
  };
  const all: number[] = [];
  for (const planned of items)
    if (isOwnDuty(planned))
      all.push(numberOf(planned.begin), numberOf(planned.workFrom), numberOf(planned.due));
  let hash = 0;
  for (const number of all) hash = (hash * 31 + number) | 0;
  return { all, hash };
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, at) => number === other[at]);
}

function datedFrom({ firstDay, timeline }: Plan, days: readonly (readonly Work[])[]): LoadedDay[] {
  const firstMonday = mondayBefore(firstDay);
  return days.map((works, index) => {
    const date = timeline.dateAt(index + 1);
    const week = Math.floor(daysBetween(firstMonday, date) / 7) + 1;
    return { date, workday: index + 1, week, minutes: minutesOf(works), works };
  });
}

export function minutesOf(works: readonly Work[]): number {
  return works.reduce((sum, { minutes }) => sum + minutes, 0);
}
