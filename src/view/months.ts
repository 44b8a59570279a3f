/** Days as months with a week a line, for every screen that shows months; what is special about days stands below their month. */

import {
  addDays,
  type CalendarDate,
  earlierOf,
  endOfWeek,
  firstOfMonth,
  laterOf,
  mondayBefore,
  monthTitle,
  shortWeekdayNames,
} from '../dates.ts';
import type { AnchorView } from './anchor.ts';
import type { DayView } from './days-off.ts';
import { outsideWeek } from './words.ts';

/** A day in its month. */
export interface GridDay {
  readonly date: CalendarDate;
  /** Whether people work on the day. */
  readonly worked: boolean;
  /** What the day is to the run, in words: `today`, `start`. */
  readonly marks: readonly string[];
  /** What the calendar says of the day: `holiday`, `leave`, `worked`, `·` outside the working week; else empty. */
  readonly sort: string;
  /** The numbers of the items due, with neighbours joined: `1.1-1.4`; those with a `*` were moved by hand. */
  readonly due: readonly string[];
  /** Whether one of these items is overdue. */
  readonly late: boolean;
  /** How many items were ticked off on the day. */
  readonly done: number;
}

/** A sentence about days, which stands below each month that has one of them. */
export interface Note {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly text: string;
}

export interface Month {
  readonly title: string;
  /** Monday to Sunday of each week; null for the days of other months and those beyond the first and last week shown. */
  readonly weeks: readonly (readonly (GridDay | null)[])[];
  readonly notes: readonly string[];
}

/** The mark of a day outside the working week, for screens without colours. */
const idleMark = '·';

/** The dates from one to another with the rest of their weeks, but no date of another month than theirs. */
export function wholeWeeks(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const afterMonth = firstOfMonth(addDays(firstOfMonth(to), 31));
  const first = laterOf(mondayBefore(from), firstOfMonth(from));
  const last = earlierOf(endOfWeek(to), addDays(afterMonth, -1));
  const dates: CalendarDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** @param days in ascending order */
export function monthsOf(days: readonly GridDay[], notes: readonly Note[]): Month[] {
  const byMonth = new Map<CalendarDate, Map<CalendarDate, GridDay>>();
  for (const day of days) {
    const first = firstOfMonth(day.date);
    const month = byMonth.get(first) ?? new Map<CalendarDate, GridDay>();
    byMonth.set(first, month.set(day.date, day));
  }
  return [...byMonth].map(([first, month]) => {
    const mondays = new Set([...month.keys()].map(mondayBefore));
    const next = firstOfMonth(addDays(first, 31));
    return {
      title: monthTitle(first),
      weeks: [...mondays].map((monday) =>
        shortWeekdayNames.map((_, index) => month.get(addDays(monday, index)) ?? null),
      ),
      notes: notes.filter(({ from, to }) => from < next && first <= to).map(({ text }) => text),
    };
  });
}

/** The parts of a day in its month that a calendar decides. */
export function gridParts({ date, kind, extra }: DayView): Pick<GridDay, 'date' | 'worked' | 'sort'> {
  const worked = kind === 'working';
  const off = kind === 'weekend' ? idleMark : kind;
  return { date, worked, sort: worked ? (extra ? 'worked' : '') : off };
}

/**
 * `start` on the start date, and `day 1` where the first working day comes later; where the dates count back from a last day,
 * that day alone; for a checklist the day on which all of it is due.
 */
export function startMarks(date: CalendarDate, { start, firstDay, anchor, end, due }: StartedOn): string[] {
  if (due) return date === due ? ['all due'] : [];
  if (anchor === 'end') return date === end ? ['last day'] : [];
  if (date === start) return ['start'];
  return date === firstDay ? ['day 1'] : [];
}

interface StartedOn extends Pick<AnchorView, 'anchor' | 'end'>, Partial<Pick<AnchorView, 'due'>> {
  readonly start: CalendarDate;
  readonly firstDay: CalendarDate;
}

/** A sentence on the signs that the months use. @param numbers what the numbers of items say */
export function legendOf(months: readonly Month[], numbers: string): string {
  const days = months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day !== null);
  const parts = [
    ...(days.some(({ due }) => due.length > 0) ? [`numbers: ${numbers}`] : []),
    ...(days.some(({ due }) => due.some((ref) => ref.endsWith('*'))) ? ['*: moved by hand'] : []),
    ...(days.some(({ done }) => done > 0) ? ['✓: how many were ticked off'] : []),
    ...(days.some(({ sort }) => sort === idleMark) ? [`${idleMark}: ${outsideWeek}`] : []),
  ];
  return parts.join('; ');
}

/**
 * Joins the numbers of neighbours in one phase: 1.1, 1.2, 1.3 and 2.1 become `1.1-1.3` and `2.1`.
 * @param isMoved whether an item was moved by hand; it stands alone then, with a `*`
 */
export function joinedRefs(
  refs: readonly string[],
  isMoved: (ref: string) => boolean = () => false,
): string[] {
  const runs: { phase: string; first: number; last: number; moved: boolean }[] = [];
  for (const ref of refs) {
    const [phase = '', place = ''] = ref.split('.');
    const [run, moved] = [runs.at(-1), isMoved(ref)];
    if (run?.phase === phase && run.last + 1 === Number(place) && !run.moved && !moved) run.last += 1;
    else runs.push({ phase, first: Number(place), last: Number(place), moved });
  }
  return runs.map(
    ({ phase, first, last, moved }) =>
      `${phase}.${first}${last > first ? `-${phase}.${last}` : ''}${moved ? '*' : ''}`,
  );
}
