/** The dated plan of a program before anyone starts: by day, week and month, with the load and whom to book. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  firstOfMonth,
  mondayBefore,
  monthTitle,
  shortWeekdayNames,
} from '../dates.ts';
import type { Calendar, DayKind } from '../plan/calendar.ts';
import { loadByDay } from '../plan/load.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { minutesPerDay } from '../program/grammar.ts';
import { type ItemView, type RoleView, viewItem, viewRole } from './item.ts';

export interface PreviewView {
  readonly schemaVersion: 1;
  readonly program: { readonly id: string; readonly title: string };
  readonly start: CalendarDate;
  readonly phases: readonly { readonly id: string; readonly title: string; readonly due: CalendarDate }[];
  readonly totals: { readonly items: number; readonly required: number; readonly minutes: number };
  /** The days on which something is due, and the days with more work than a day holds. */
  readonly days: readonly PreviewDay[];
  /** All calendar weeks from the first to the last that has work. */
  readonly weeks: readonly PreviewWeek[];
  /** The roles to meet with their people, in the order in which the hire needs them. */
  readonly booking: readonly Booking[];
}

export interface PreviewDay {
  readonly date: CalendarDate;
  /** The number of the day in the run, from 1; 0 before the start. */
  readonly day: number;
  readonly kind: DayKind;
  /** The minutes of work on that day: the hire's own required items, long ones spread over several days. */
  readonly minutes: number;
  readonly full: boolean;
  readonly due: readonly ItemView[];
}

interface PreviewWeek {
  readonly monday: CalendarDate;
  readonly minutes: number;
  /** Whether the week has more work than `minutesPerWeek`. */
  readonly full: boolean;
}

export interface Booking extends RoleView {
  /** The due date of the first conversation. */
  readonly first: CalendarDate;
  readonly items: readonly { readonly ref: string; readonly title: string; readonly due: CalendarDate }[];
}

/** How much work on items a week holds: four of five days, since the rest goes to meetings. */
const minutesPerWeek = 4 * minutesPerDay;

export function viewPreview(run: Run): PreviewView {
  const { program, plan, calendar } = run;
  const { start, items } = plan;
  const load = loadByDay(program, start, calendar);
  return {
    schemaVersion: 1,
    program: { id: program.id, title: program.title },
    start,
    phases: plan.phases.map(({ phase: { id, title }, due }) => ({ id, title, due })),
    totals: {
      items: items.length,
      required: plan.totals.total,
      minutes: Math.round([...load.values()].reduce((sum, minutes) => sum + minutes, 0)),
    },
    days: datesWithSomething(items, load).map((date) => {
      const minutes = Math.round(load.get(date) ?? 0);
      return {
        date,
        day: plan.timeline.dayOn(date),
        kind: calendar.kindOf(date),
        minutes,
        full: minutes > minutesPerDay,
        due: items.filter(({ due }) => due === date).map((item) => viewItem(item, run)),
      };
    }),
    weeks: weeksOf(load),
    booking: bookingOf(items, run),
  };
}

function datesWithSomething(
  items: readonly PlannedItem[],
  load: ReadonlyMap<CalendarDate, number>,
): CalendarDate[] {
  const full = [...load].filter(([, minutes]) => Math.round(minutes) > minutesPerDay).map(([date]) => date);
  return [...new Set([...items.map(({ due }) => due), ...full])].sort(compareDates);
}

function weeksOf(load: ReadonlyMap<CalendarDate, number>): PreviewWeek[] {
  const sums = new Map<CalendarDate, number>();
  for (const [date, minutes] of load) {
    const monday = mondayBefore(date);
    sums.set(monday, (sums.get(monday) ?? 0) + minutes);
  }
  const mondays = [...sums.keys()].sort(compareDates);
  const last = mondays.at(-1);
  const weeks: PreviewWeek[] = [];
  for (let monday = mondays[0]; monday && last && monday <= last; monday = addDays(monday, 7)) {
    const minutes = Math.round(sums.get(monday) ?? 0);
    weeks.push({ monday, minutes, full: minutes > minutesPerWeek });
  }
  return weeks;
}

/** One entry for each role that the hire meets; for items that somebody else does, the hire books nothing. */
function bookingOf(items: readonly PlannedItem[], run: Run): Booking[] {
  const meetings = items
    .filter(({ item }) => item.by === undefined)
    .sort((a, b) => compareDates(a.due, b.due));
  const roles = [...new Set(meetings.flatMap(({ item }) => item.with))];
  return roles.map((role) => {
    const own = meetings.filter(({ item }) => item.with.includes(role));
    return {
      ...viewRole(role, run),
      first: own[0]?.due as CalendarDate,
      items: own.map(({ ref, item, due }) => ({ ref, title: item.title, due })),
    };
  });
}

export type WeekWithDays = PreviewByWeek['weeks'][number];

export type PreviewByWeek = ReturnType<typeof byWeek>;

/** The preview by week: every week that has work or days to show, in order, each with its days. */
export function byWeek(view: PreviewView) {
  const { weeks, days } = view;
  const mondays = [...weeks.map(({ monday }) => monday), ...days.map(({ date }) => mondayBefore(date))];
  const withDays = [...new Set(mondays)].sort(compareDates).map((monday) => ({
    ...(weeks.find((week) => week.monday === monday) ?? { monday, minutes: 0, full: false }),
    days: days.filter(({ date }) => mondayBefore(date) === monday),
  }));
  return { ...view, weeks: withDays };
}

export interface Month {
  readonly title: string;
  /** Seven cells for each week between the first and the last date; see {@link cellOf}. */
  readonly weeks: readonly (readonly Cell[])[];
}

type Cell = ReturnType<typeof cellOf>;

export type PreviewByMonth = ReturnType<typeof byMonth>;

/** The preview by month, from the start, or the first day listed if that is earlier, to the last day listed. */
export function byMonth(view: PreviewView, calendar: Calendar) {
  const dates = [view.start, ...view.days.map(({ date }) => date)].sort(compareDates);
  const [from, to] = [dates[0] as CalendarDate, dates.at(-1) as CalendarDate];
  const months: Month[] = [];
  for (let first = firstOfMonth(from); first <= to; first = firstOfMonth(addDays(first, 31))) {
    const month = first.slice(0, 7);
    const weeks: Cell[][] = [];
    for (let monday = mondayBefore(first); monday.slice(0, 7) <= month; monday = addDays(monday, 7))
      if (addDays(monday, 6) >= from && monday <= to)
        weeks.push(
          shortWeekdayNames.map((_, index) => cellOf(addDays(monday, index), month, view, calendar)),
        );
    months.push({ title: monthTitle(first), weeks });
  }
  return { ...view, months };
}

/**
 * The cell of a date: the day of the month, marked as `start` or `holiday` where it is one, and the numbers of the
 * items due, with neighbours joined: `1.1-1.4`. The cell is empty for a date of another month.
 * @param month such as `2026-11`
 */
function cellOf(date: CalendarDate, month: string, { start, days }: PreviewView, calendar: Calendar) {
  if (!date.startsWith(month)) return { label: '', refs: [] };
  const mark = date === start ? ' start' : calendar.kindOf(date) === 'holiday' ? ' holiday' : '';
  const due = days.find((day) => day.date === date)?.due ?? [];
  return { label: `${Number(date.slice(8))}${mark}`, refs: joinedRefs(due.map(({ ref }) => ref)) };
}

/** Joins the numbers of neighbours in one phase: 1.1, 1.2, 1.3 and 2.1 become `1.1-1.3` and `2.1`. */
function joinedRefs(refs: readonly string[]): string[] {
  const runs: { phase: string; first: number; last: number }[] = [];
  for (const ref of refs) {
    const [phase = '', place = ''] = ref.split('.');
    const run = runs.at(-1);
    if (run?.phase === phase && run.last + 1 === Number(place)) run.last += 1;
    else runs.push({ phase, first: Number(place), last: Number(place) });
  }
  return runs.map(({ phase, first, last }) => `${phase}.${first}${last > first ? `-${phase}.${last}` : ''}`);
}
