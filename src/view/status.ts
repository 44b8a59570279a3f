/** Where a hire stands: the one value that `status` prints as text, Markdown or JSON. */

import { addDays, type CalendarDate, compareDates, laterOf } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { once } from '../once.ts';
import type { DayKind } from '../plan/calendar.ts';
import type { Filter } from '../plan/filter.ts';
import { type Next, nextOf, type Pace, paceOf } from '../plan/pace.ts';
import { isToDo, type Plan, type PlannedItem, type PlannedPhase } from '../plan/plan.ts';
import type { OtherRun, Run } from '../plan/run.ts';
import { isOver, type Progress, type Question, untouched } from '../progress/reduce.ts';
import { titleOfRun, viewAnchor } from './anchor.ts';
import { guideOf, type ItemView, requiredRoles, untilOf, viewItem, viewRole } from './item.ts';
import { endNotices, noticesOf, ownItemNotices } from './notices.ts';
import { pauseText } from './pause.ts';
import { type DayView, othersDays, viewDaysOff, viewSchedule } from './schedule.ts';
import { unknownTraits, viewTraits } from './traits.ts';
import { plural, roleNames } from './words.ts';

export interface StatusView {
  readonly schemaVersion: 1;
  readonly hire: HireView;
  readonly today: CalendarDate;
  /** The first day at work: the first working day from the start on, leave left out. */
  readonly firstDay: CalendarDate;
  /** Whether the start date is reached. */
  readonly begun: boolean;
  /** The number of today in the run; 0 before the first day at work. */
  readonly day: number;
  readonly lastDay: number;
  readonly onLeaveUntil: CalendarDate | null;
  /** The first working day from today on, or from the start on where that is later. */
  readonly nextWorkday: CalendarDate;
  /** Why today is a day off, and what the calendar calls it; null on a working day. */
  readonly dayOff: { readonly kind: DayKind; readonly name: string | null } | null;
  /** On the last working day before a leave: the leave's first working day, the day after it, and its number in the run. */
  readonly leaveNext: {
    readonly from: CalendarDate;
    readonly back: CalendarDate;
    readonly day: number;
  } | null;
  /** How many minutes of a working day the hire has for the program. */
  readonly minutesPerDay: number;
  /** When and by whom the run was finished; null while it goes on. */
  readonly finished: ClosingView | null;
  /** When and by whom the run was archived because the hire left; null if it wasn't. */
  readonly archived: ClosingView | null;
  readonly progress: { done: number; skipped: number; total: number; percent: number };
  readonly pace: Pace;
  /** What lies on today, or on the next working day, and on the days after it. */
  readonly schedule: readonly DayView[];
  readonly phases: readonly PhaseView[];
  readonly overdue: readonly ItemView[];
  /** The items that the hire can do now, without those in `overdue`. */
  readonly next: readonly ItemView[];
  readonly waiting: readonly ItemView[];
  readonly blocked: readonly ItemView[];
  /** The blocked items that others alone hold up. */
  readonly held: readonly ItemView[];
  readonly inReview: readonly ItemView[];
  /** The questions that the hire has asked. */
  readonly questions: readonly QuestionView[];
  /** Why no required item can be done now; null where one can, and under a filter. */
  readonly pause: string | null;
  /** The other runs of the same person, the latest start first. */
  readonly otherRuns: readonly OtherRun[];
  /** How old the shared state is; null where the workspace is not shared from this machine. */
  readonly sync: SyncView | null;
  /** Which items are shown, where not all are; absent without a filter. */
  readonly filter?: Filter;
  /** Under a filter: the open items that can't be done yet, since their time is further ahead; absent without one. */
  readonly later?: readonly ItemView[];
  /** Sentences about what is wrong with the record, the hire's own items or the calendar. */
  readonly notices: readonly string[];
}

/** A question of the hire and its answer. */
export type QuestionView = ReturnType<typeof viewQuestions>[number];

export interface ClosingView {
  readonly on: CalendarDate;
  readonly by: string;
  /** The note or the reason that was given; null where none was. */
  readonly text: string | null;
}

export type HireView = ReturnType<typeof viewHire>;

export type PhaseView = ReturnType<typeof viewPhase>;

function without(items: readonly PlannedItem[], others: readonly PlannedItem[]): readonly PlannedItem[] {
  const gone = new Set(others);
  return items.filter((item) => !gone.has(item));
}

/**
 * @param sharing how old the shared state is; undefined where the workspace is not shared, or where that isn't shown
 * @param screen whether only a screen is to be made of it: of a run with thousands of items, `next` and `blocked` then lack what no
 *   section could show
 */
export function viewStatus(run: Run, sharing?: Sharing, screen = false): StatusView {
  const { plan, progress, calendar, now, narrowed } = run;
  const schedule = viewSchedule(run);
  const laid = new Set(schedule.flatMap(({ items }) => items.map(({ id }) => id)));
  const isShown = screen && !narrowed ? nearIn(run, schedule, laid) : () => true;
  const views = (items: readonly PlannedItem[]) => items.map((item) => viewItem(item, run));
  const next = shownNext(run, isShown, laid);
  const overdue: PlannedItem[] = [];
  const waiting: PlannedItem[] = [];
  const blocked: PlannedItem[] = [];
  const inReview: PlannedItem[] = [];
  for (const planned of plan.items) {
    const { state } = planned;
    if (planned.overdue) overdue.push(planned);
    if (state === 'waiting') waiting.push(planned);
    else if (state === 'in review') inReview.push(planned);
    else if (state === 'blocked' && isShown(planned)) blocked.push(planned);
  }
  const blockedViews = views(blocked);
  return {
    schemaVersion: 1,
    hire: viewHire(run),
    today: plan.today,
    firstDay: plan.firstDay,
    begun: plan.begun,
    day: plan.day,
    lastDay: plan.lastDay,
    onLeaveUntil: plan.onLeaveUntil ?? null,
    ...viewDaysOff(run),
    minutesPerDay: calendar.minutesPerDay,
    ...viewEnd(progress),
    progress: { ...plan.totals, percent: percentOf(plan) },
    pace: paceOf(narrowed?.whole ?? run),
    schedule,
    phases: plan.phases.filter(({ empty }) => !empty).map((phase) => viewPhase(phase, run)),
    overdue: views(overdue.sort(byDue)),
    next: views(next.items.filter((item) => !item.overdue)),
    waiting: views(waiting),
    blocked: blockedViews,
    held: blockedViews.filter(({ held }) => held),
    inReview: views(inReview),
    questions: viewQuestions(progress.questions).filter(
      ({ item }) => !narrowed || narrowed.ids.has(item ?? ''),
    ),
    pause: narrowed || next.required ? null : pauseText(run),
    otherRuns: run.others ?? [],
    sync: viewSync(sharing, now),
    ...(narrowed
      ? {
          filter: narrowed.filter,
          later: views(
            without(
              plan.items.filter(({ state }) => state === 'open'),
              next.items,
            ),
          ),
        }
      : {}),
    notices: [
      ...noticesOf(run),
      ...ownItemNotices(run),
      ...endNotices(run),
      ...(isOver(progress) ? [] : unknownTraits(run)),
    ],
  };
}

/**
 * Returns a function: whether a section of the screen could show an open or blocked item. It may be true of more, and is where the
 * record says anything of the item.
 */
function nearIn(
  { plan }: Run,
  [first]: readonly DayView[],
  laid: ReadonlySet<string>,
): (planned: PlannedItem) => boolean {
  const day = laterOf(plan.today, first?.date ?? plan.today);
  const last = laterOf(addDays(day, othersDays), plan.firstDay);
  return (planned) =>
    planned.due <= last ||
    planned.progress !== untouched ||
    (planned.running && planned.workFrom <= day) ||
    (planned.item.optional && planned.begin <= day) ||
    laid.has(planned.item.id);
}

/** What the hire can do now and a section could show; and in any case the first of all that they can do. */
function shownNext(run: Run, isShown: (planned: PlannedItem) => boolean, laid: ReadonlySet<string>): Next {
  const next = nextOf(run, Number.POSITIVE_INFINITY, isShown);
  const [shown] = next.items;
  // Nothing comes before what is late, or lies on one of the days.
  if (next.count === next.items.length || (shown && (shown.overdue || laid.has(shown.item.id)))) return next;
  const [first] = nextOf(run, 1).items;
  return nextOf(run, Number.POSITIVE_INFINITY, (planned) => planned === first || isShown(planned));
}

/** By due date; on one date, what can be done goes before what waits for it. */
function byDue(a: PlannedItem, b: PlannedItem): number {
  return compareDates(a.due, b.due) || Number(a.state === 'blocked') - Number(b.state === 'blocked');
}

export function viewEnd({ finished, archived }: Progress): Pick<StatusView, 'finished' | 'archived'> {
  return {
    finished: finished ? { on: finished.on, by: finished.by, text: finished.note ?? null } : null,
    archived: archived ? { on: archived.on, by: archived.by, text: archived.reason ?? null } : null,
  };
}

/** What `plan` and `plan --catch-up` say of the run before anything else. */
export function viewRun(run: Run) {
  const { plan, progress, calendar } = run;
  return {
    hire: viewHire(run),
    today: plan.today,
    begun: plan.begun,
    day: plan.day,
    lastDay: plan.lastDay,
    onLeaveUntil: plan.onLeaveUntil ?? null,
    ...viewEnd(progress),
    /** How many minutes of a working day the hire has for the program. */
    minutesPerDay: calendar.minutesPerDay,
  };
}

export function viewHire(run: Run) {
  const { program, progress } = run;
  const { id, name, start, digest, zone } = progress.hire;
  const { roles, ...covers } = viewHolders(run);
  return {
    id,
    name,
    /** What the run of a checklist is, with what it is for: `Message reminders, out of beta`; null for the run of a hire. */
    title: titleOfRun(run),
    start,
    /** What the dates count from, and the last day where it is that. */
    ...viewAnchor(run),
    program: progress.hire.program,
    digest,
    /** What the run is called among several that the hire has under way; null where it is the only one. */
    run: run.run ?? null,
    /** The IANA name of the hire's time zone, in which booked times are; null where nobody has said it. */
    zone: zone ?? null,
    /** Trait → the hire's value, null where nobody has said it; empty where the program has no traits. */
    traits: viewTraits(run),
    /** Id of a role → the names of those who hold it. */
    roles,
    /** Id of a role → the last day of those who cover it for a while; absent where nobody does. */
    ...covers,
    /** The guide, whom the hire asks who somebody is; null while there is nobody. */
    guide: guideOf(run) ?? null,
    /** The ids of the roles that the program requires, in the program's order. */
    requiredRoles: requiredRoles(program),
  };
}

/** Who holds which role, and up to when those who cover for a while. */
export function viewHolders({ people }: Pick<Run, 'people'>): {
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly until?: Readonly<Record<string, CalendarDate>>;
} {
  const held = [...people];
  const roles = Object.fromEntries(held.map(([role, those]) => [role, those.map(({ name }) => name)]));
  const covered = held.flatMap(([role, those]) => {
    const { until } = untilOf(those);
    return until ? [[role, until] as const] : [];
  });
  return { roles, ...(covered.length > 0 ? { until: Object.fromEntries(covered) } : {}) };
}

export function viewPhase({ phase, due, state, totals }: PlannedPhase, run: Run) {
  const { own, others } = sharesIn(run.plan).get(phase.id) ?? noShares;
  return {
    id: phase.id,
    title: phase.title,
    objective: phase.objective ?? null,
    due,
    ...totals,
    state,
    /** The required items that are the hire's to do. */
    own: { ...own },
    /** Who else still has something to do in the phase, and how many items. */
    others: [...grouped(others, ({ item }) => roleNames(viewRole(item.by ?? '', run)))].map(
      ([name, items]) => ({ name, open: items.length }),
    ),
  };
}

/** The required items of a phase: how many are the hire's, and those that others still have to do. */
interface Shares {
  readonly own: { done: number; inReview: number; skipped: number; total: number };
  readonly others: PlannedItem[];
}

const noShares: Shares = { own: { done: 0, inReview: 0, skipped: 0, total: 0 }, others: [] };

/** Plan → its shares by phase: one plan is asked for each of its phases. */
const sharesIn = once((plan: Plan): ReadonlyMap<string, Shares> => {
  const byPhase = new Map<string, Shares>();
  for (const planned of plan.items) {
    const { item, state, phase } = planned;
    if (item.optional) continue;
    const shares = byPhase.get(phase) ?? { own: { ...noShares.own }, others: [] };
    byPhase.set(phase, shares);
    if (item.by !== undefined) {
      if (isToDo(planned)) shares.others.push(planned);
      continue;
    }
    const { own } = shares;
    own.total += 1;
    if (state === 'done') own.done += 1;
    else if (state === 'in review') own.inReview += 1;
    else if (state === 'skipped') own.skipped += 1;
  }
  return byPhase;
});

export function percentOf({ totals }: Plan): number {
  const counted = totals.total - totals.skipped;
  return counted === 0 ? 100 : Math.floor((100 * totals.done) / counted);
}

/** The questions in the order in which they were asked, which gives each its number. */
export function viewQuestions(questions: readonly Question[]) {
  return questions.map(({ asked, answered }, index) => ({
    /** What people type to name the question: `?2`. */
    ref: `?${index + 1}`,
    text: asked.text,
    on: asked.on,
    /** The id of the item that the question is about; null where it is about none. */
    item: asked.item ?? null,
    answer: answered ? { text: answered.text, by: answered.by, on: answered.on } : null,
  }));
}

export interface Sharing {
  /** The instant of the last sync; null before the first. */
  readonly at: string | null;
  /** How many events were recorded here since then, which others can't have yet. */
  readonly unshared: number;
}

export type SyncView = NonNullable<ReturnType<typeof viewSync>>;

/** How many milliseconds a sync counts as fresh; after that, others may well have recorded something. */
const freshFor = 24 * 60 * 60_000;

export function viewSync(sharing: Sharing | undefined, now: Date) {
  if (!sharing) return null;
  const { at, unshared } = sharing;
  const age = at === null ? Number.POSITIVE_INFINITY : ageOf(at, now);
  return {
    at,
    unshared,
    /** How old the shared state is, in words: `synced 2 days ago; 3 events not shared`. */
    text: sharingText(sharing, age),
    /** Whether a sync is due, because the last one is old or others lack events of this machine. */
    stale: unshared > 0 || age >= freshFor,
  };
}

/**
 * How long ago an instant was, in milliseconds. For an instant more than a day in the future, which only a wrong
 * clock can have written, the age is infinite.
 */
function ageOf(at: string, now: Date): number {
  const age = now.getTime() - Date.parse(at);
  return age > -freshFor ? age : Number.POSITIVE_INFINITY;
}

function sharingText({ at, unshared }: Sharing, milliseconds: number): string {
  const age = at === null ? 'never synced' : `synced ${agoText(milliseconds)}`;
  return unshared === 0 ? age : `${age}; ${plural(unshared, 'event')} not shared`;
}

function agoText(milliseconds: number): string {
  if (milliseconds === Number.POSITIVE_INFINITY) return 'nobody knows when';
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${plural(hours, 'hour')} ago` : `${plural(Math.floor(hours / 24), 'day')} ago`;
}
