/** A hire's run as days: what is due and what was done on each, and which days are off by what name. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  dayCount,
  earlierOf,
  laterOf,
  longDate,
  type Weekday,
} from '../dates.ts';
import { isDone, isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { isOver } from '../progress/reduce.ts';
import { leaveText } from './away.ts';
import {
  type CoverageView,
  coverageText,
  type DayView,
  dayOffLine,
  daysOffIn,
  dayViewer,
  listedText,
  viewCoverage,
} from './days-off.ts';
import { type BookedView, viewBooked } from './item.ts';
import {
  type GridDay,
  gridParts,
  joinedRefs,
  legendOf,
  monthsOf,
  type Note,
  startMarks,
  wholeWeeks,
} from './months.ts';
import { calendarNotices } from './notices.ts';
import { titleOf } from './screen.ts';
import { type ClosingView, type HireView, viewEnd, viewHire } from './status.ts';
import { bookedText, plural, quoted, upperFirst, weekText } from './words.ts';

/** What both forms of `calendar` say of the run. */
interface Head {
  readonly schemaVersion: 1;
  readonly hire: HireView;
  readonly today: CalendarDate;
  readonly begun: boolean;
  readonly day: number;
  readonly lastDay: number;
  readonly onLeaveUntil: CalendarDate | null;
  readonly finished: ClosingView | null;
  readonly archived: ClosingView | null;
  readonly start: CalendarDate;
  /** The first day at work: the first working day from the start on, leave left out. */
  readonly firstDay: CalendarDate;
  /** The end of the last phase. */
  readonly end: CalendarDate;
  readonly workingDays: readonly Weekday[];
  readonly leaves: readonly LeaveView[];
  readonly holidays: CoverageView;
  /** What the list of holidays lacks of the run, and the command that mends it. */
  readonly notices: readonly string[];
}

interface LeaveView {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** How many working days the leave takes. */
  readonly workdays: number;
}

export interface CalendarView extends Head {
  /** How many working days the run has from its start to its end, and how many of them come after today. */
  readonly workdays: { readonly total: number; readonly left: number };
  /** Every day from the first week shown to the last. */
  readonly days: readonly RunDayView[];
  /** The items that were moved by hand and are still to do; `ruled` is the date of the item's own rule. */
  readonly moved: readonly DatedItem[];
  /** The items that are booked for today or later and are still to do. */
  readonly booked: readonly BookedItem[];
  /** The same of the checklists that are the hire's. */
  readonly checklists: readonly BookedInChecklist[];
  /** Items still to do whose due date is too far away for any day of `days` to have them. */
  readonly beyond: readonly DatedItem[];
}

interface RunDayView extends DayView {
  readonly leave: LeaveView | null;
  /** The numbers of the items due; those of them that are still to do, that are overdue, that were moved by hand. */
  readonly due: readonly string[];
  readonly toDo: readonly string[];
  readonly overdue: readonly string[];
  readonly moved: readonly string[];
  /** The numbers of the items that were ticked off on this day and are done since. */
  readonly done: readonly string[];
}

interface DatedItem {
  readonly ref: string;
  readonly title: string;
  readonly due: CalendarDate;
  readonly ruled: CalendarDate;
}

interface BookedItem extends BookedView {
  readonly ref: string;
  readonly title: string;
}

interface BookedInChecklist extends BookedItem {
  /** What commands call the run. */
  readonly run: string;
  /** What the checklist is worked through for. */
  readonly subject: string;
}

/** The list of days off: `days` are the holidays and the make-up days from the start to the end of the run. */
export interface DaysOffView extends Head {
  readonly days: readonly DayView[];
}

/** So many days outside the run are still shown, and so many from the start at all; what lies further away is said in lines. */
const [farthest, longest] = [366, 3 * 366];

/** @param lists the runs of checklists that are the hire's */
export function viewCalendar(run: Run, lists: readonly Run[] = []): CalendarView {
  const { plan, calendar } = run;
  const head = viewHead(run);
  const { start, end, leaves } = head;
  const least = addDays(start, -farthest);
  const most = earlierOf(addDays(end, farthest), addDays(start, longest));
  const checklists = lists.flatMap(bookedIn);
  const dates = plan.items
    .flatMap((item) => [
      ...(isToDo(item) ? [...(item.undated ? [] : [item.due]), item.booked?.on ?? start] : []),
      ...doneOn(item),
    ])
    .concat(checklists.map(({ day }) => day))
    .filter((date) => least <= date && date <= most);
  const shown = wholeWeeks(dates.reduce(earlierOf, start), dates.reduce(laterOf, earlierOf(end, most)));
  const [due, done] = [
    byDate(plan.items, (item) => (item.undated ? [] : [item.due])),
    byDate(plan.items, doneOn),
  ];
  const dayOf = dayViewer(calendar);
  return {
    ...head,
    workdays: {
      total: calendar.countWorkdays(dayCount(start), dayCount(end)),
      left: calendar.workdaysBetween(laterOf(plan.today, addDays(start, -1)), end),
    },
    days: shown.map((date) => {
      const items = due.get(date) ?? [];
      return {
        ...dayOf(date),
        leave: leaves.find(({ from, to }) => from <= date && date <= to) ?? null,
        due: refsOf(items),
        toDo: refsOf(items.filter(isToDo)),
        overdue: refsOf(items.filter(({ overdue }) => overdue)),
        moved: refsOf(items.filter(isMoved)),
        done: refsOf(done.get(date) ?? []),
      };
    }),
    moved: plan.items.filter((item) => isToDo(item) && isMoved(item)).map(viewDated),
    booked: plan.items.flatMap((item) => {
      const booked = viewBooked(item);
      return booked ? { ref: item.ref, title: item.item.title, ...booked } : [];
    }),
    checklists,
    beyond: plan.items
      .filter((item) => isToDo(item) && !item.undated && (item.due < least || item.due > most))
      .map(viewDated),
  };
}

function bookedIn({ plan, progress, run, record }: Run): BookedInChecklist[] {
  const { subject = '' } = progress.hire;
  return plan.items.flatMap((planned) => {
    const booked = isToDo(planned) ? viewBooked(planned) : null;
    const { ref, item } = planned;
    return booked ? [{ run: run ?? record.hire, subject, ref, title: item.title, ...booked }] : [];
  });
}

export function viewDaysOff(run: Run): DaysOffView {
  const head = viewHead(run);
  return { ...head, days: daysOffIn(run.calendar, head.start, head.end) };
}

function viewHead(run: Run): Head {
  const { plan, progress, calendar } = run;
  const { start, today, firstDay, begun, day, lastDay, onLeaveUntil, phases } = plan;
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today,
    begun,
    day,
    lastDay,
    onLeaveUntil: onLeaveUntil ?? null,
    ...viewEnd(progress),
    start,
    firstDay,
    end: phases.at(-1)?.due ?? start,
    workingDays: calendar.workingDays,
    leaves: progress.leaves.map(({ from, to }) => ({
      from,
      to,
      workdays: calendar.countWorkdays(dayCount(from), dayCount(to), false),
    })),
    holidays: viewCoverage(calendar),
    notices: calendarNotices(run),
  };
}

function viewDated({ ref, item, due, ruled }: PlannedItem): DatedItem {
  return { ref, title: item.title, due, ruled };
}

function refsOf(items: readonly PlannedItem[]): string[] {
  return items.map(({ ref }) => ref);
}

/** Whether a person moved the item away from the date that it was given first. */
function isMoved({ progress, item }: PlannedItem): boolean {
  return progress.moved !== undefined && progress.moved !== item.added?.due;
}

/** The day on which the item was ticked off, or its count reached the target. */
function doneOn(item: PlannedItem): CalendarDate[] {
  const { closedBy } = item.progress;
  return isDone(item) && closedBy ? [closedBy.on] : [];
}

function byDate(
  items: readonly PlannedItem[],
  datesOf: (item: PlannedItem) => readonly CalendarDate[],
): ReadonlyMap<CalendarDate, PlannedItem[]> {
  const result = new Map<CalendarDate, PlannedItem[]>();
  for (const item of items)
    for (const date of datesOf(item)) result.set(date, [...(result.get(date) ?? []), item]);
  return result;
}

export type CalendarByMonth = ReturnType<typeof byMonth>;

/** The calendar as months, with a line below each month for each of its special days. */
export function byMonth(view: CalendarView) {
  const { today, start, end, workdays, begun, hire } = view;
  const months = monthsOf(
    view.days.map((day) => gridDay(day, view)),
    notesOf(view),
  );
  const say = (date: CalendarDate) => longDate(date, today);
  const left = begun && !isOver(view) && workdays.left > 0 ? `, ${workdays.left} of them to come` : '';
  return {
    name: hire.name,
    title: titleOf(view),
    span: `${plural(workdays.total, 'working day')} from ${say(start)} to ${say(end)}${left}`,
    months,
    beyond: view.beyond.map(({ ref, title, due }) => `Far away: ${ref} ${title}, due ${say(due)}`),
    legend: upperFirst(legendOf(months, 'items due and still to do')),
  };
}

function gridDay(day: RunDayView, view: CalendarView): GridDay {
  const { date, toDo, moved, overdue, done } = day;
  return {
    ...gridParts(day),
    // A word, since nothing is said by a colour alone.
    marks: [
      ...todayMarks(date, view),
      ...startMarks(date, { ...view.hire, firstDay: view.firstDay }),
      ...(overdue.length > 0 ? ['late'] : []),
    ],
    due: joinedRefs(toDo, (ref) => moved.includes(ref)),
    late: overdue.length > 0,
    done: done.length,
  };
}

/** `today`; in a run that has ended, the day of its end. */
function todayMarks(date: CalendarDate, view: CalendarView): string[] {
  if (date !== view.today) return [];
  return [isOver(view) ? 'end' : 'today'];
}

function notesOf({ days, leaves, moved, booked, checklists, hire, today }: CalendarView): Note[] {
  const say = (date: CalendarDate) => longDate(date, today);
  const notes = [
    ...days
      .filter(({ holiday, extra }) => holiday || extra)
      .map((day) => ({ from: day.date, to: day.date, text: dayOffLine(day, today) })),
    ...leaves.map((leave) => ({ ...leave, text: `${leaveText(leave, today)}, ${lengthText(leave)}` })),
    ...moved.map(({ ref, title, due, ruled }) => ({
      from: due,
      to: due,
      text: `${say(due)}, ${ref} ${title}: moved by hand${ruled === due ? '' : `, ${say(ruled)} by its rule`}`,
    })),
    ...booked.map((item) => ({
      from: item.day,
      to: item.day,
      text: `${bookedText(item, hire.zone, today)}, ${item.ref} ${item.title}: booked`,
    })),
    ...checklists.map((item) => ({
      from: item.day,
      to: item.day,
      text: `${bookedText(item, hire.zone, today)}, ${item.ref} ${item.title}, ${item.subject}: booked (pm-onboard show ${item.ref} --run ${quoted(item.run)})`,
    })),
  ];
  return notes.sort((a, b) => compareDates(a.from, b.from));
}

/** `leave, 10 working days`. */
function lengthText({ workdays }: LeaveView): string {
  return `leave, ${plural(workdays, 'working day')}`;
}

export type DaysOffList = ReturnType<typeof asList>;

/** The days off in order, each with when and what it is, and what their list leaves open. */
export function asList(view: DaysOffView) {
  const { hire, start, end, today, days, leaves, workingDays, holidays, notices } = view;
  const say = (date: CalendarDate) => longDate(date, today);
  const rows = [
    ...days.map((day) => ({ from: day.date, when: say(day.date), what: listedText(day) })),
    ...leaves
      .filter(({ from, to }) => from <= end && start <= to)
      .map((leave) => ({ from: leave.from, when: leaveText(leave, today), what: lengthText(leave) })),
  ];
  return {
    title: `Days off of ${hire.name}`,
    span: `${say(start)} to ${say(end)}`,
    rows: rows.sort((a, b) => compareDates(a.from, b.from)),
    foot: [
      `The working week is ${weekText(workingDays)}; the other days of a week aren't listed here.`,
      ...(notices.length > 0 ? notices : [coverageText(holidays, today)]),
    ],
  };
}
