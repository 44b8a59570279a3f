/** What a page about hires says: progress by phase, days, who owes what, what was done. No hire is compared with another. */
import {
  addDays,
  type CalendarDate,
  compareDates,
  dayCount,
  daysBetween,
  earlierOf,
  endOfWeek,
  laterOf,
} from '../dates.ts';
import { paceOf } from '../plan/pace.ts';
import { isDone, isOwnDuty, isToDo, type PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { isOver } from '../progress/reduce.ts';
import { isOnboarding } from './anchor.ts';
import { type ChecklistRow, viewChecklist } from './checklists.ts';
import { type BookedView, type ItemView, viewAnswer, viewBooked } from './item.ts';
import { viewUpcoming } from './review/ahead.ts';
import { horizonOf, viewOwed } from './review/owed.ts';
import { titleOf } from './screen.ts';
import { type QuestionView, viewEnd, viewHire, viewPhase, viewQuestions } from './status.ts';
import type { UnreadableHire } from './unread.ts';
import { hoursText, plural, toCatchUp } from './words.ts';

export interface ReportView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  /** Who made it. */
  readonly by: string;
  /** Whether it is about everybody who is under way, instead of one hire. */
  readonly team: boolean;
  /** Whether it has the texts of notes and questions. */
  readonly withNotes: boolean;
  /** In the order of their names. */
  readonly hires: readonly HireReport[];
  /** The checklists under way: of the hire whom it is about, or of everybody. */
  readonly checklists: readonly ChecklistRow[];
  /** Hires and runs of checklists whose record or program can't be used. */
  readonly unreadable: readonly UnreadableHire[];
}

export interface HireReport {
  readonly id: string;
  readonly name: string;
  /** What the run is called among several that the hire has under way; null where it is the only one. */
  readonly run: string | null;
  /** The title of the program. */
  readonly program: string;
  /** Whether it is the onboarding of the hire, and neither an offboarding, nor a list for a newcomer, nor a checklist. */
  readonly isOnboarding: boolean;
  /** Where the run is, in words: `Ada Lovelace · day 9 of 90 · Tue 1 Dec`. */
  readonly title: string;
  /** How the run stands, in sentences. */
  readonly standing: readonly string[];
  /** Who holds the roles that the program requires. */
  readonly people: readonly { readonly title: string; readonly names: readonly string[] }[];
  readonly start: CalendarDate;
  /** The end of the last phase. */
  readonly end: CalendarDate;
  /** The day that the run is seen from: today, or the day of its end. */
  readonly day: CalendarDate;
  readonly progress: { readonly done: number; readonly skipped: number; readonly total: number };
  readonly phases: readonly PhaseReport[];
  readonly timeline: TimelineView;
  /** How many required items were left to close at the end of each week so far, as the plan is now. */
  readonly left: readonly { readonly on: CalendarDate; readonly items: number }[];
  /** What the hire has to catch up on, and what is due in the next days. */
  readonly late: readonly ReportItem[];
  readonly next: readonly ReportItem[];
  /** What others owe the hire. */
  readonly owed: readonly OwedReport[];
  readonly questions: {
    readonly open: number;
    readonly answered: number;
    /** Null without `--with-notes`. */
    readonly texts: readonly QuestionView[] | null;
  };
  /** What was done, by phase; what waits for a sign-off is among it. */
  readonly done: readonly DoneReport[];
  readonly skipped: readonly SkippedReport[];
  /** The notes by date; null without `--with-notes`. */
  readonly notes: readonly NoteReport[] | null;
}

export interface PhaseReport {
  readonly id: string;
  readonly title: string;
  readonly due: CalendarDate;
  readonly state: 'done' | 'current' | 'upcoming' | 'past';
  /** Required items, those of others included; `done` is without what is in review. */
  readonly done: number;
  readonly inReview: number;
  readonly skipped: number;
  readonly total: number;
}

export interface TimelineView {
  /** The first and the last day shown. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** The days with required items that are due and still to do; `late` where one of them is overdue. */
  readonly due: readonly { readonly on: CalendarDate; readonly items: number; readonly late: boolean }[];
  /** The days on which items were done, or counted to their target. */
  readonly done: readonly { readonly on: CalendarDate; readonly items: number }[];
  readonly leaves: readonly { readonly from: CalendarDate; readonly to: CalendarDate }[];
  readonly booked: readonly BookedReport[];
}

export interface BookedReport extends BookedView {
  readonly ref: string;
  readonly title: string;
}

export interface ReportItem {
  readonly ref: string;
  readonly title: string;
  readonly due: CalendarDate;
  /** Whether it has no date, so that `due` is that of nothing. */
  readonly undated: boolean;
  readonly booked: BookedView | null;
}

export interface OwedReport {
  readonly kind: 'question' | 'sign-off' | 'item' | 'role';
  /** Who it waits for; empty where nobody holds the role. */
  readonly who: readonly string[];
  /** The title of their role. */
  readonly role: string;
  readonly ref: string;
  /** The title of the item or the role; of a question its text, and null without `--with-notes`. */
  readonly title: string | null;
  /** When it was asked or handed in; of an item the day by which it is due, of a role the one on which it is needed. */
  readonly on: CalendarDate;
  /** Whether the item has no date, so that `on` says nothing. */
  readonly undated: boolean;
}

export interface DoneReport {
  readonly phase: string;
  readonly items: readonly {
    readonly ref: string;
    readonly title: string;
    readonly on: CalendarDate;
    readonly inReview: boolean;
  }[];
}

export interface SkippedReport extends Pick<ItemView, 'answer' | 'flaw'> {
  readonly ref: string;
  readonly title: string;
  /** Why; null without `--with-notes`, since somebody typed it. */
  readonly reason: string | null;
  /** Who left it out. */
  readonly by: string;
}

export interface NoteReport {
  readonly ref: string;
  readonly title: string;
  readonly text: string;
  readonly by: string;
  readonly on: CalendarDate;
}

interface ReportRequest {
  readonly today: CalendarDate;
  readonly by: string;
  readonly team: boolean;
  readonly withNotes: boolean;
  readonly unreadable?: readonly UnreadableHire[];
  /** The runs of checklists that stand beside the hires. */
  readonly checklists?: readonly Run[];
}

/** @param reports what {@link viewHireReport} makes of each run */
export function viewReport(reports: readonly HireReport[], request: ReportRequest): ReportView {
  const { today, by, team, withNotes, unreadable = [], checklists = [] } = request;
  return {
    schemaVersion: 1,
    today,
    by,
    team,
    withNotes,
    hires: reports.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1)),
    checklists: checklists
      .map(viewChecklist)
      .sort((a, b) => compareDates(a.due, b.due) || (a.id < b.id ? -1 : 1)),
    unreadable,
  };
}

export function viewHireReport(run: Run, withNotes: boolean): HireReport {
  const { plan, progress, program } = run;
  const hire = viewHire(run);
  const phases = plan.phases.filter(({ empty }) => !empty).map((phase) => viewPhase(phase, run));
  const over = isOver(progress);
  const late = plan.items.filter(({ overdue }) => overdue && !over);
  const nobody = { name: '', roles: [], isHire: false };
  const owed = viewOwed(run, nobody, () => false).awaited;
  const questions = viewQuestions(progress.questions);
  const isLate = new Set(late.map(({ item }) => item.id));
  const next = viewUpcoming(run, horizonOf(run), (id) => isLate.has(id));
  return {
    id: hire.id,
    name: hire.name,
    run: hire.run,
    program: program.title,
    isOnboarding: isOnboarding(run),
    title: titleOf({ ...headOf(run), ...viewEnd(progress), hire }),
    standing: standingOf(run, late.length),
    people: hire.requiredRoles.map((role) => ({
      title: program.roles[role]?.title ?? role,
      names: hire.roles[role] ?? [],
    })),
    start: plan.start,
    end: plan.phases.at(-1)?.due ?? plan.start,
    day: plan.today,
    progress: plan.totals,
    phases: phases.map(({ id, title, due, state, done, skipped, total }) => ({
      id,
      title,
      due,
      state,
      done,
      inReview: plan.items.filter(
        (planned) => planned.phase === id && planned.state === 'in review' && !planned.item.optional,
      ).length,
      skipped,
      total,
    })),
    timeline: viewTimeline(run),
    left: leftByWeek(run),
    late: late.sort((a, b) => compareDates(a.due, b.due)).map(viewDue),
    next: next
      .filter(({ by }) => by === null)
      .map(({ ref, title, due, undated, booked }) => ({ ref, title, due, undated, booked })),
    owed: owed.map(({ kind, who, ref, text, on, item }) => ({
      kind,
      who: who.people,
      role: who.title,
      ref,
      title: kind === 'question' && !withNotes ? null : text,
      on,
      undated: (kind === 'item' || kind === 'role') && (item?.undated ?? false),
    })),
    questions: {
      open: questions.filter(({ answer }) => answer === null).length,
      answered: questions.filter(({ answer }) => answer !== null).length,
      texts: withNotes ? questions : null,
    },
    done: plan.phases.flatMap(({ phase }) => {
      const items = plan.items.filter((planned) => planned.phase === phase.id).flatMap(viewDone);
      return items.length > 0 ? [{ phase: phase.title, items }] : [];
    }),
    skipped: plan.items.flatMap((planned) => {
      const { ref, item, state, progress } = planned;
      const { closedBy } = progress;
      if (state !== 'skipped' || closedBy?.kind !== 'skipped') return [];
      const said = { reason: withNotes ? closedBy.reason : null, ...viewAnswer(planned), by: closedBy.by };
      return [{ ref, title: item.title, ...said }];
    }),
    notes: withNotes ? notesIn(plan.items) : null,
  };
}

function headOf({ plan }: Run) {
  const { day, lastDay, today, begun, onLeaveUntil } = plan;
  return { day, lastDay, today, begun, onLeaveUntil: onLeaveUntil ?? null };
}

/** How the run stands, counted in items and hours, without anything that somebody typed. */
function standingOf(run: Run, late: number): string[] {
  const { plan, progress } = run;
  const { done, skipped, total } = plan.totals;
  const inReview = plan.items.filter(({ state, item }) => state === 'in review' && !item.optional).length;
  const parts = [
    `${done} of ${total} done`,
    ...(inReview > 0 ? [`${inReview} in review`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  const counts = `${parts.join(', ')}.`;
  if (isOver(progress) || plan.day === 0) return [counts];
  const own = plan.items.some((planned) => isOwnDuty(planned) && isToDo(planned));
  if (!own) return [counts, `Nothing is left for the ${progress.hire.subject ? 'owner' : 'hire'} to do.`];
  return [counts, late > 0 ? `${toCatchUp(plural(late, 'item'))}.` : paceSentence(run)];
}

function paceSentence(run: Run): string {
  const { behind, hoursNeeded, hoursPlanned } = paceOf(run);
  if (!behind || hoursNeeded === 0) return 'On time.';
  const planned = hoursPlanned > 0 ? `${hoursText(hoursPlanned * 60)} were planned` : 'none were planned';
  return `Nothing is late; the dates ask for ${hoursText(hoursNeeded * 60)} a day, ${planned}.`;
}

function viewDue(planned: PlannedItem): ReportItem {
  const { ref, item, due, undated } = planned;
  return { ref, title: item.title, due, undated, booked: viewBooked(planned) };
}

function viewDone(planned: PlannedItem): DoneReport['items'] {
  const { ref, item, state, progress } = planned;
  if (!isDone(planned) || !progress.closedBy) return [];
  return [{ ref, title: item.title, on: progress.closedBy.on, inReview: state === 'in review' }];
}

function notesIn(items: readonly PlannedItem[]): NoteReport[] {
  const notes = items.flatMap(({ ref, item, progress }) =>
    progress.notes.map(({ text, by, on }) => ({ ref, title: item.title, text, by, on })),
  );
  return notes.sort((a, b) => compareDates(a.on, b.on));
}

/** So many days beyond the run are shown at most, so that one date far away doesn't press all others into a corner. */
const farthest = 60;

function viewTimeline({ plan, progress }: Run): TimelineView {
  const end = plan.phases.at(-1)?.due ?? plan.start;
  const [least, most] = [addDays(plan.start, -farthest), addDays(laterOf(end, plan.today), farthest)];
  const isShown = (date: CalendarDate) => least <= date && date <= most;
  const required = plan.items.filter((planned) => isToDo(planned) && !planned.item.optional);
  const open = isOver(progress) ? [] : required.filter(({ due, undated }) => !undated && isShown(due));
  const done = plan.items.flatMap((planned) => viewDone(planned).map(({ on }) => on)).filter(isShown);
  const booked = plan.items.flatMap((planned) => {
    const at = viewBooked(planned);
    return at && isShown(at.day) ? [{ ref: planned.ref, title: planned.item.title, ...at }] : [];
  });
  const days = [...open.map(({ due }) => due), ...done, ...booked.map(({ day }) => day), plan.today].filter(
    isShown,
  );
  const from = days.reduce(earlierOf, plan.start);
  const to = laterOf(days.reduce(laterOf, end), addDays(from, 1));
  const lateOn = new Set(open.flatMap(({ overdue, due }) => (overdue ? [due] : [])));
  return {
    from,
    to,
    due: countsOf(open.map(({ due }) => due)).map((each) => ({ ...each, late: lateOn.has(each.on) })),
    done: countsOf(done),
    leaves: progress.leaves
      .filter((leave) => leave.from <= to && from <= leave.to)
      .map((leave) => ({ from: laterOf(leave.from, from), to: earlierOf(leave.to, to) })),
    booked: booked.sort((a, b) => compareDates(a.day, b.day)),
  };
}

/** How often each date is there, by date. */
function countsOf(dates: readonly CalendarDate[]): { on: CalendarDate; items: number }[] {
  const counts = new Map<CalendarDate, number>();
  for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + 1);
  return [...counts].map(([on, items]) => ({ on, items })).sort((a, b) => compareDates(a.on, b.on));
}

/** So many weeks are shown at most. */
const mostWeeks = 60;

function leftByWeek({ plan }: Run): HireReport['left'] {
  const required = plan.items.filter(({ item }) => !item.optional);
  const first = laterOf(endOfWeek(plan.start), addDays(endOfWeek(plan.today), -7 * mostWeeks));
  if (!plan.begun) return [];
  const weeks = Math.floor((dayCount(plan.today) - dayCount(first)) / 7) + 1;
  const ends = Array.from({ length: Math.max(0, weeks) }, (_, week) => addDays(first, 7 * week));
  const all = ends.at(-1) === plan.today ? ends : [...ends, plan.today];
  return all.map((on) => ({
    on,
    items: required.filter(({ state, progress: { closedBy } }) => {
      const isClosed = state === 'done' || state === 'in review' || state === 'skipped';
      return !isClosed || (closedBy !== undefined && closedBy.on > on);
    }).length,
  }));
}

/** Where a date stands in the timeline, from 0 to 1. */
export function placeOf({ from, to }: TimelineView, date: CalendarDate): number {
  return daysBetween(from, date) / Math.max(1, daysBetween(from, to));
}
