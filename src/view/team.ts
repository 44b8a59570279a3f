/** All hires at a glance: one line each, with those who need attention first. */

import { type CalendarDate, compareDates, daysBetween, longDate } from '../dates.ts';
import { type Pace, paceOf } from '../plan/pace.ts';
import type { PlannedItem } from '../plan/plan.ts';
import { type Ended, endingOf, type Run } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';
import { type AnchorView, viewAnchor } from './anchor.ts';
import { readerIn } from './mine.ts';
import { type OwedView, owedBy, viewAllOwed, viewReader } from './review/owed.ts';
import { percentOf, viewHolders } from './status.ts';
import type { Chosen } from './team-choice.ts';
import { teamNotices } from './team-notices.ts';
import { viewUnread } from './unread.ts';
import { quoted } from './words.ts';

export type TeamView = ReturnType<typeof viewTeam>;

export interface TeamHireView {
  readonly id: string;
  readonly name: string;
  readonly start: CalendarDate;
  readonly program: string;
  /** What the dates count from, and the last day where it is that. */
  readonly anchor: AnchorView['anchor'];
  readonly end: AnchorView['end'];
  readonly workdaysLeft: AnchorView['workdaysLeft'];
  /** What the run of a checklist is for, its number, and when all of it is due; null for the run of a hire. */
  readonly subject: AnchorView['subject'];
  readonly number: AnchorView['number'];
  readonly due: AnchorView['due'];
  /** What the run is called among several that the hire has under way; null where it is the only one. */
  readonly run: string | null;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** The buddy's name, the first one where the hire has several. */
  readonly buddy: string | null;
  /** The last day of a buddy who covers for a while; null where nobody does. */
  readonly buddyUntil: CalendarDate | null;
  /** Whether the start date is reached. */
  readonly begun: boolean;
  /** The first day at work: the first working day from the start on, leave left out. */
  readonly firstDay: CalendarDate;
  /** The number of today in the run; 0 before the first day at work. */
  readonly day: number;
  readonly lastDay: number;
  readonly onLeaveUntil: CalendarDate | null;
  readonly finishedOn: CalendarDate | null;
  /** How the run ended, with the note or the reason; null while it is under way. The figures are those of its last day. */
  readonly ended: Ended | null;
  readonly progress: { done: number; skipped: number; total: number; percent: number };
  readonly pace: Pace;
  /** How many items the hire has to catch up on. */
  readonly overdue: number;
  /** How many items wait for a sign-off. */
  readonly inReview: number;
  /** How many items somebody else should have done by now. */
  readonly owed: number;
  /** How many questions have no answer. */
  readonly questions: number;
  /** How many working days the hire has waited for the oldest of these sign-offs, items and answers. */
  readonly waitedDays: number;
  /** The date of the last review by anyone but the hire. */
  readonly lastReviewed: CalendarDate | null;
  readonly lastReviewedByBuddy: CalendarDate | null;
  readonly attention: Attention | null;
}

/** The reasons why a hire needs attention, the most pressing first. */
const attentions = ['damaged record', 'overdue', 'waiting', 'behind', 'not reviewed'] as const;
export type Attention = (typeof attentions)[number];

/** A hire who has waited for others for more working days than this needs attention. */
const longestWait = 3;

/** A hire whose last review is more calendar days ago than this needs attention. */
const reviewEvery = 7;

export const sortings = ['attention', 'name', 'start', 'progress'] as const;
export type Sorting = (typeof sortings)[number];

/** @param most how many hires are shown at most */
export function viewTeam(team: Chosen<TeamHireView>, sorting: Sorting, most = Number.POSITIVE_INFINITY) {
  const named = team.shown.map((hire) => ({ ...hire, run: team.shortNames.get(hire.id) ?? null }));
  const hires = named.sort(orders[sorting]);
  return {
    schemaVersion: 1,
    today: team.today,
    hires: hires.slice(0, most),
    /** How many further hires there are than were asked for. */
    more: Math.max(0, hires.length - most),
    /** Hires whose record or program can't be used. */
    unreadable: team.unread.map(viewUnread),
    /** Sentences about single records and about the team. */
    notices: teamNotices(team),
    /** Why there is nobody to show; null where there is somebody. */
    nobody: team.nobody,
  };
}

/**
 * The line of a run, as if it were the hire's only one.
 * @param holder the person for whom alone the line counts what waits; undefined: it counts what waits for anybody
 * @param paceIn how the pace is worked out: `linePaceOf` where nobody asks for more than the line says
 */
export function viewTeamHire(run: Run, holder?: string, paceIn: (run: Run) => Pace = paceOf): TeamHireView {
  const { plan, progress, calendar } = run;
  const { id, name, start, program } = progress.hire;
  const { roles, until } = viewHolders(run);
  const waiting = holder === undefined ? waitingIn(run) : waitingFor(run, holder);
  const facts = {
    id,
    name,
    start,
    ...viewAnchor(run),
    program,
    run: null,
    roles,
    buddy: roles['buddy']?.[0] ?? null,
    buddyUntil: until?.['buddy'] ?? null,
    begun: plan.begun,
    firstDay: plan.firstDay,
    day: plan.day,
    lastDay: plan.lastDay,
    onLeaveUntil: plan.onLeaveUntil ?? null,
    finishedOn: progress.finished?.on ?? null,
    ended: endingOf(progress),
    progress: { ...plan.totals, percent: percentOf(plan) },
    // The spread works out what is only worked out when asked for, so that nothing of the run is held on to.
    pace: { ...paceIn(run) },
    overdue: plan.items.filter(({ overdue }) => overdue).length,
    inReview: waiting.inReview.length,
    owed: waiting.owed.length,
    questions: waiting.questions.length,
    waitedDays: Math.max(
      0,
      ...Object.values(waiting)
        .flat()
        .map((since) => calendar.workdaysBetween(since, plan.today)),
    ),
    ...reviewsOf(run),
  };
  return { ...facts, attention: attentionOf(facts, run) };
}

/** The dates since when the hire waits, one for each sign-off, item and answer. */
function waitingIn({ plan, progress }: Run) {
  const inReview = plan.items.filter(({ state }) => state === 'in review');
  return {
    inReview: inReview.flatMap((planned) => planned.progress.closedBy?.on ?? []),
    owed: plan.items.filter(isOwed).map(({ due }) => due),
    questions: progress.questions.filter(({ answered }) => !answered).map(({ asked }) => asked.on),
  };
}

/** As {@link waitingIn}, what waits for this person alone. */
function waitingFor(run: Run, holder: string) {
  const isThem = readerIn(run, holder);
  const owed = viewAllOwed(run, run.plan.today).filter(owedBy(run, viewReader(run, holder, isThem), isThem));
  const since = (kind: OwedView['kind']) => owed.filter((each) => each.kind === kind).map(({ on }) => on);
  return {
    inReview: since('sign-off'),
    owed: owed.filter(({ kind, days }) => kind === 'item' && days > 0).map(({ on }) => on),
    questions: since('question'),
  };
}

/** Whether somebody else has to do the item and is past its due date. */
export function isOwed({ state, daysLate }: PlannedItem): boolean {
  return state === 'waiting' && daysLate > 0;
}

function reviewsOf({ progress, people }: Run) {
  const buddies = people.get('buddy') ?? [];
  const reviews = progress.reviews.filter(({ by }) => !samePerson(progress.hire, by));
  const last = (of: typeof reviews) =>
    of
      .map(({ on }) => on)
      .sort(compareDates)
      .at(-1) ?? null;
  return {
    lastReviewed: last(reviews),
    lastReviewedByBuddy: last(reviews.filter(({ by }) => buddies.some((buddy) => samePerson(buddy, by)))),
  };
}

/** A hire whose run has ended needs attention only for a damaged record, a hire on leave only for that or for a long wait. */
function attentionOf(hire: Omit<TeamHireView, 'attention'>, { record, plan }: Run): Attention | null {
  if (record.damaged.length > 0 || record.uneven) return 'damaged record';
  if (hire.ended) return null;
  const away = hire.onLeaveUntil !== null;
  if (hire.overdue > 0 && !away) return 'overdue';
  if (hire.waitedDays > longestWait) return 'waiting';
  if (away || hire.day === 0) return null;
  if (hire.pace.behind) return 'behind';
  return daysBetween(hire.lastReviewed ?? hire.start, plan.today) > reviewEvery ? 'not reviewed' : null;
}

const byName = (a: TeamHireView, b: TeamHireView) =>
  normaliseName(a.name).localeCompare(normaliseName(b.name), 'en') || (a.id < b.id ? -1 : 1);

const orders: Readonly<Record<Sorting, (a: TeamHireView, b: TeamHireView) => number>> = {
  attention: (a, b) => rankOf(a) - rankOf(b) || burdenOf(b) - burdenOf(a) || byName(a, b),
  name: byName,
  start: (a, b) => compareDates(a.start, b.start) || byName(a, b),
  progress: (a, b) => a.progress.percent - b.progress.percent || byName(a, b),
};

/** Ranks hires by their need for attention; hires who need none come later, those whose run has ended last. */
function rankOf({ attention, ended }: TeamHireView): number {
  if (attention) return attentions.indexOf(attention);
  return attentions.length + (ended ? 1 : 0);
}

/** Ranks hires who need attention for the same reason: how much of it a hire has. */
function burdenOf({ attention, overdue, waitedDays, pace }: TeamHireView): number {
  switch (attention) {
    case 'overdue':
      return overdue;
    case 'waiting':
      return waitedDays;
    case 'behind':
      return pace.hoursNeeded - pace.hoursPlanned;
    default:
      return 0;
  }
}

/** How many hires need attention, and why: `Need attention: 2 to catch up, 1 behind.`. */
export function summaryOf({ hires, more, unreadable }: TeamView): string {
  const counts = attentions.flatMap((attention) => {
    const n = hires.filter((hire) => hire.attention === attention).length;
    return n > 0 ? [`${n} ${attentionWords[attention]}`] : [];
  });
  const broken = unreadable.length > 0 ? [`${unreadable.length} can't be read`] : [];
  const all = [...broken, ...counts];
  if (all.length > 0) return `Need attention: ${all.join(', ')}.`;
  return more > 0 || hires.every(({ ended }) => ended) ? '' : 'Nobody needs attention just now.';
}

/** `Bob Noyce finished on Sat 12 Dec: moved to sales`, for each run that has ended. */
export function endingsOf({ hires, today }: TeamView): string[] {
  return hires.flatMap((hire) => {
    const { ended } = hire;
    if (!ended) return [];
    const what = ended.how === 'finished' ? 'finished' : 'was archived';
    return [
      `${calledIn(hire)} ${what} on ${longDate(ended.on, today)}${ended.text ? `: ${ended.text}` : ''}`,
    ];
  });
}

/** The hire's name, with the run's where the hire has several under way. */
export function calledIn({ name, run }: TeamHireView): string {
  return run === null ? name : `${name}, ${run}`;
}

const attentionWords: Readonly<Record<Attention, string>> = {
  'damaged record': 'with a damaged record',
  overdue: 'to catch up',
  waiting: 'kept waiting',
  behind: 'behind',
  'not reviewed': 'not reviewed for a week',
};

/** What to type next. */
export function hintOf({ hires }: TeamView): string {
  const [first] = [...hires].sort(orders.attention);
  if (!first?.attention) return 'Where people get stuck: pm-onboard team --items';
  const twice =
    first.run !== null ||
    hires.filter(({ name }) => normaliseName(name) === normaliseName(first.name)).length > 1;
  return `Begin with: pm-onboard review ${quoted(twice ? first.id : first.name)}`;
}
