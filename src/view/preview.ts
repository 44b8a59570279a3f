/** The dated plan of a program before anyone starts: by day, week and month, with the load and whom to book. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  dayCount,
  earlierOf,
  laterOf,
  mondayBefore,
} from '../dates.ts';
import { agreeing } from '../phrases.ts';
import type { Calendar, DayKind } from '../plan/calendar.ts';
import { usualEffort } from '../plan/due-dates.ts';
import { type LoadedDay, loadsOf } from '../plan/load.ts';
import { isOwnDuty, type Plan, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { parseDateRule } from '../program/grammar.ts';
import { type AnchorView, workdaysLeft } from './anchor.ts';
import { type DayView, dayOffLine, daysOffIn, dayViewer } from './days-off.ts';
import { type ItemView, type RoleView, viewItem, viewRole } from './item.ts';
import { manyDaysOff } from './many-days-off.ts';
import { gridParts, joinedRefs, legendOf, monthsOf, startMarks, wholeWeeks } from './months.ts';
import { holidayGap } from './notices.ts';
import { listText, plural, upperFirst } from './words.ts';

export interface PreviewView {
  readonly schemaVersion: 1;
  readonly program: { readonly id: string; readonly title: string };
  readonly start: CalendarDate;
  /** What the dates count from. */
  readonly anchor: AnchorView['anchor'];
  /** The last day, from which the dates count back; null where they count from the first one. */
  readonly end: AnchorView['end'];
  /** Day 1: the first working day from the start on. */
  readonly firstDay: CalendarDate;
  readonly phases: readonly { readonly id: string; readonly title: string; readonly due: CalendarDate }[];
  readonly totals: { readonly items: number; readonly required: number; readonly minutes: number };
  /** The phases whose rules suppose more working days than the calendar has, with the items that are moved up for that. */
  readonly squeezes: readonly SqueezeView[];
  /** The listed holidays and make-up days, in the weeks from the first to the last day on which something is due. */
  readonly daysOff: readonly DayView[];
  /** The days on which something is due, and the days with more work than a day holds. */
  readonly days: readonly PreviewDay[];
  /** The items without a date. */
  readonly undated: readonly ItemView[];
  /** All calendar weeks from that of day 1 to the last that has work. */
  readonly weeks: readonly PreviewWeek[];
  /** The roles to meet with their people, in the order in which the hire needs them. */
  readonly booking: readonly Booking[];
  /** What is wrong with the calendar. */
  readonly notices: readonly string[];
}

export interface SqueezeView {
  readonly phase: string;
  readonly title: string;
  /** The working days that the phase has, and those that its rules suppose. */
  readonly workdays: number;
  readonly supposed: number;
  readonly items: readonly {
    readonly ref: string;
    readonly title: string;
    readonly rule: string;
    readonly due: CalendarDate;
  }[];
}

export interface PreviewDay {
  readonly date: CalendarDate;
  /** The number of the day in the run, from 1; 0 before the start. */
  readonly day: number;
  /** How many working days after it the last day is, negative once that has passed; null where there is none. */
  readonly workdaysLeft: number | null;
  readonly kind: DayKind;
  /** The minutes that the schedule lays on that day: the hire's own required items, long ones spread over several days. */
  readonly minutes: number;
  /** Whether that is more than the hire's hours of a day. */
  readonly full: boolean;
  readonly due: readonly ItemView[];
}

interface PreviewWeek {
  readonly monday: CalendarDate;
  readonly minutes: number;
  /** Whether that is more than the hire's hours of its working days. */
  readonly full: boolean;
}

export interface Booking extends RoleView {
  /** The due date of the first conversation. */
  readonly first: CalendarDate;
  readonly items: readonly { readonly ref: string; readonly title: string; readonly due: CalendarDate }[];
}

export function viewPreview(run: Run): PreviewView {
  const { program, plan, calendar, progress } = run;
  const { start, items } = plan;
  const dated = items.filter(({ undated }) => !undated);
  const days = loadsOf(program, calendar, progress.traits)(plan.end ?? start, start) ?? [];
  const minutesOn = new Map(days.map(({ date, minutes }) => [date, Math.round(minutes)]));
  const isFull = (date: CalendarDate) => (minutesOn.get(date) ?? 0) > calendar.minutesPerDay;
  const dates = [
    ...new Set([...dated.map(({ due }) => due), ...days.map(({ date }) => date).filter(isFull)]),
  ].sort(compareDates);
  const shown = shownFrom(start, dates);
  return {
    schemaVersion: 1,
    program: { id: program.id, title: program.title },
    start,
    anchor: plan.anchor,
    end: plan.end ?? null,
    firstDay: plan.firstDay,
    phases: plan.phases
      .filter(({ empty }) => !empty)
      .map(({ phase: { id, title }, due }) => ({ id, title, due })),
    totals: {
      items: items.length,
      required: plan.totals.total,
      minutes: items.filter(isOwnDuty).reduce((sum, { item }) => sum + (item.takes ?? usualEffort), 0),
    },
    squeezes: viewSqueezes(run),
    daysOff: daysOffIn(calendar, shown[0] ?? start, shown.at(-1) ?? start),
    days: dates.map((date) => ({
      date,
      day: plan.timeline.dayOn(date),
      workdaysLeft: plan.end === undefined ? null : workdaysLeft(plan.end, date, calendar),
      kind: calendar.kindOf(date),
      minutes: minutesOn.get(date) ?? 0,
      full: isFull(date),
      due: dated.filter(({ due }) => due === date).map((item) => viewItem(item, run)),
    })),
    undated: items.filter(({ undated }) => undated).map((item) => viewItem(item, run)),
    weeks: weeksOf(days, plan, calendar),
    booking: bookingOf(items, run),
    notices: [...noticesOf(run), ...openTraits(run)],
  };
}

/** A sentence on items that depend on traits which weren't given. */
function openTraits({ program, plan, progress }: Run): string[] {
  const open = Object.keys(program.traits ?? {}).filter((trait) => !progress.traits.has(trait));
  if (open.length === 0) return [];
  const flags = open.map((trait) => `--trait ${trait}=${program.traits?.[trait]?.[0]}`).join(' ');
  const left = plan.out.length > 0 ? ' for which the other traits hold' : '';
  return [`Everything${left} is shown, whatever it asks of ${listText(open)}; for one hire alone: ${flags}`];
}

/** What the list of holidays lacks, with the key of pm-onboard.yaml that mends it, or has too many of. */
function noticesOf(run: Run): string[] {
  const gap = holidayGap(run);
  const many = manyDaysOff(run);
  if (!gap) return many;
  const key = `\`holidays-until: ${gap.end}\``;
  const text = gap.unknown
    ? `${gap.text}: list them as \`holidays\` under \`calendar\` in pm-onboard.yaml; if there are none, ${key} there says so`
    : `${gap.text}; if that is all, ${key} under \`calendar\` in pm-onboard.yaml says so`;
  return [text, ...many];
}

/** The days that months show: from the start, or the first of the dates if that is earlier, to the last one. */
function shownFrom(start: CalendarDate, dates: readonly CalendarDate[]): CalendarDate[] {
  return wholeWeeks(dates.reduce(earlierOf, start), dates.reduce(laterOf, start));
}

function viewSqueezes({ program, plan }: Run): SqueezeView[] {
  const { timeline, items } = plan;
  // How many working days the phases before have less than their rules suppose.
  let lost = 0;
  return timeline.squeezes.map(({ phase, workdays, supposed }) => {
    const [before, { id = '', title = '' } = {}] = [lost, program.phases[phase]];
    lost += supposed - workdays;
    const movedUp = items.filter(({ item }) => {
      const rule = parseDateRule(item.due);
      if (rule?.unit !== 'workday' || timeline.squeezeOf(rule.n)?.phase !== phase) return false;
      return (timeline.workdayOf(item.due) ?? 0) < rule.n - before;
    });
    return {
      phase: id,
      title,
      workdays,
      supposed,
      items: movedUp.map(({ ref, item, due }) => ({ ref, title: item.title, rule: item.due, due })),
    };
  });
}

/** `"First 30 days" has 18 working days, its rules suppose 22; 7 items are moved up: 3.4-3.9 3.12`. */
export function squeezeText({ title, workdays, supposed, items }: SqueezeView): string {
  const refs = joinedRefs(items.map(({ ref }) => ref)).join(' ');
  const moved = refs
    ? `; ${plural(items.length, 'item')} ${agreeing(items.length, 'is', 'are')} moved up: ${refs}`
    : '';
  return `"${title}" has ${plural(workdays, 'working day')}, its rules suppose ${supposed}${moved}`;
}

/** A week at whose beginning nobody has started yet holds fewer days' work, like one with holidays. */
function weeksOf(days: readonly LoadedDay[], { firstDay }: Plan, calendar: Calendar): PreviewWeek[] {
  const last = days.at(-1);
  const weeks: PreviewWeek[] = [];
  for (let monday = mondayBefore(firstDay); last && monday <= last.date; monday = addDays(monday, 7)) {
    const inWeek = days.filter(({ date }) => mondayBefore(date) === monday);
    const minutes = Math.round(inWeek.reduce((sum, day) => sum + day.minutes, 0));
    const workdays = calendar.countWorkdays(dayCount(laterOf(monday, firstDay)), dayCount(monday) + 6);
    weeks.push({ monday, minutes, full: minutes > workdays * calendar.minutesPerDay });
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

/** The preview by week: every week that has work or days to show, in order, each with its days and its days off. */
export function byWeek(view: PreviewView) {
  const { weeks, days, daysOff, start } = view;
  const mondays = [...weeks.map(({ monday }) => monday), ...days.map(({ date }) => mondayBefore(date))];
  const withDays = [...new Set(mondays)].sort(compareDates).map((monday) => ({
    ...(weeks.find((week) => week.monday === monday) ?? { monday, minutes: 0, full: false }),
    off: daysOff.filter(({ date }) => mondayBefore(date) === monday).map((day) => dayOffLine(day, start)),
    days: days.filter(({ date }) => mondayBefore(date) === monday),
  }));
  return { ...view, weeks: withDays };
}

export type PreviewByMonth = ReturnType<typeof byMonth>;

/** The preview by month, from the start, or the first day listed if that is earlier, to the last day listed. */
export function byMonth(view: PreviewView, calendar: Calendar) {
  const { start, days, daysOff } = view;
  const shown = shownFrom(
    start,
    days.map(({ date }) => date),
  );
  const due = new Map(days.map((day) => [day.date, day.due.map(({ ref }) => ref)]));
  const months = monthsOf(
    shown.map(dayViewer(calendar)).map((day) => ({
      ...gridParts(day),
      marks: startMarks(day.date, view),
      due: joinedRefs(due.get(day.date) ?? []),
      late: false,
      done: 0,
    })),
    daysOff.map((day) => ({ from: day.date, to: day.date, text: dayOffLine(day, start) })),
  );
  return { ...view, months, legend: upperFirst(legendOf(months, 'items due')) };
}
