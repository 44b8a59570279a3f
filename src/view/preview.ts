/** The dated plan of a program before anyone starts: by day, with the load and whom to book. */

import { addDays, type CalendarDate, compareDates, mondayBefore } from '../dates.ts';
import type { DayKind } from '../plan/calendar.ts';
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
  /** The days on which something is due, and those with more work than a day holds. */
  readonly days: readonly PreviewDay[];
  /** The calendar weeks from the first to the last with any work. */
  readonly weeks: readonly PreviewWeek[];
  /** The people to meet, those who are needed first first. */
  readonly booking: readonly Booking[];
}

export interface PreviewDay {
  readonly date: CalendarDate;
  /** Which day of the run; 0 before the start. */
  readonly day: number;
  readonly kind: DayKind;
  /** The work that lies on it, in minutes: of the hire's own required items, long ones spread over their days. */
  readonly minutes: number;
  readonly full: boolean;
  readonly due: readonly ItemView[];
}

export interface PreviewWeek {
  readonly monday: CalendarDate;
  readonly minutes: number;
  /** More than is left beside meetings: four fifths of a working week. */
  readonly full: boolean;
}

export interface Booking extends RoleView {
  /** The day by which the first of the conversations has to take place. */
  readonly first: CalendarDate;
  readonly items: readonly { readonly ref: string; readonly title: string; readonly due: CalendarDate }[];
}

/** How much of a week may be work on items: the rest is meetings. */
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
        day: calendar.dayOf(start, date),
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

/** One entry a role; what somebody else does with a person needs no booking by the hire. */
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
