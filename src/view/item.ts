/** Items and their roles, as screens and JSON show them. */
import type { CalendarDate } from '../dates.ts';
import { saidOf } from '../plan/answers.ts';
import { unapproved } from '../plan/count.ts';
import type { ItemState, PlannedItem } from '../plan/plan.ts';
import type { Committer, Holder, Run } from '../plan/run.ts';
import { mayJudge } from '../plan/sign-off.ts';
import { type EvidenceKind, type Link, type Program, rolesOf } from '../program/model.ts';
import { newcomerRole } from '../progress/newcomers.ts';
import type { Flaw, ItemProgress, Judged } from '../progress/reduce.ts';
import { lowerFirst } from './words.ts';

export interface ItemView {
  readonly ref: string;
  readonly id: string;
  readonly title: string;
  readonly phase: string;
  readonly from: CalendarDate | null;
  /** For an item without a date, the end of the run. */
  readonly due: CalendarDate;
  /** Whether the item has no date (`due: none`), so that it is never overdue. */
  readonly undated: boolean;
  /** The first date on which the item may be begun. */
  readonly begin: CalendarDate;
  /** The first date on which the plan expects work on the item: its due date, or earlier for an item that goes on for days. */
  readonly workFrom: CalendarDate;
  /** Whether work on the item goes on for days. */
  readonly running: boolean;
  readonly state: ItemState;
  /** Whether others alone hold the blocked item up. */
  readonly held: boolean;
  /** Whether the due date is one that a person gave, by a move or an addition, and nothing puts it later. */
  readonly moved: boolean;
  /** For a moved item: the refs of the items that it waits for and that are due later. */
  readonly dueBefore: readonly string[];
  readonly overdue: boolean;
  /** The working days since the due date. */
  readonly daysLate: number;
  readonly optional: boolean;
  /** The effort in minutes, 480 for a day; null where the item states none. */
  readonly takes: number | null;
  readonly with: readonly RoleView[];
  /** The role that does the item; null if the hire does it. */
  readonly by: RoleView | null;
  readonly after: readonly string[];
  /** The refs of the unfinished items that this one waits for. */
  readonly blockedBy: readonly string[];
  readonly count: CountView | null;
  readonly evidence: {
    readonly wanted: EvidenceKind;
    readonly given: string | null;
    /** Why it was done without the evidence that it wants; null where nobody said so. */
    readonly without: string | null;
  };
  readonly signOff: SignOffView | null;
  readonly links: readonly Link[];
  /** The date on which the item was done or skipped; null before. */
  readonly closedOn: CalendarDate | null;
  /** The step of the work at which a gate asks for it; null for an item that every step wants. */
  readonly stage: string | null;
  /** The last day on which what was done counts, where the item has days for that, or did count, where it has run out; else null. */
  readonly validUntil: CalendarDate | null;
  /** Whether what was done has run out, so that the item is to be done again; absent for every other item. */
  readonly expired?: true;
  /** What is said of an item that is left out, beside the reason; null where that is nothing, and for every other item. */
  readonly answer: 'not-applicable' | 'waived' | null;
  /** Why what was recorded as a waiver is a plain skip: its author is the hire; absent for every other item. */
  readonly flaw?: Flaw;
  /** The day that the item is booked for, from today on, while it is to do; else null. */
  readonly booked: BookedView | null;
}

export interface BookedView {
  readonly day: CalendarDate;
  /** The time of that day as `HH:MM`, in the hire's time zone; null where none was said. */
  readonly time: string | null;
}

export interface RoleView {
  /** The id of the role; of several, that of the first. */
  readonly role: string;
  /** The ids of all of them, where they are several. */
  readonly roles?: readonly string[];
  readonly title: string;
  readonly people: readonly string[];
  /** How to reach these people, where the workspace says so. */
  readonly contacts: readonly { readonly name: string; readonly contact: string }[];
  /** The last day on which these people hold the role, where they cover for a while; absent where nobody has said an end. */
  readonly until?: CalendarDate;
}

export type CountView = NonNullable<ReturnType<typeof countOf>>;

export interface SignOffView extends RoleView {
  readonly state: 'none' | 'pending' | 'approved' | 'returned';
  /** The comment of the person who returned the item. */
  readonly comment: string | null;
  /** The judgement that counts; null where there is none. */
  readonly judged: JudgementView | null;
  /** The approvals that an item in review has from some of several roles. */
  readonly given: readonly JudgementView[];
  /** The judgements of an item in review that don't count. */
  readonly voided: readonly VoidedView[];
}

export interface JudgementView {
  readonly kind: 'approved' | 'returned';
  /** The name of the person who judged, whoever holds the role now. */
  readonly by: string;
  readonly on: CalendarDate;
  /** Who committed it to git, where that is somebody else, in a review; else null. */
  readonly committedBy: Committer | null;
}

export interface VoidedView extends JudgementView {
  /** Why it doesn't count: `no longer PM buddy then`. */
  readonly why: string;
}

export function viewItem(planned: PlannedItem, run: Run): ItemView {
  const { item, progress } = planned;
  const refOf = (id: string) => run.plan.refs.get(id) ?? id;
  return {
    ref: planned.ref,
    id: item.id,
    title: item.title,
    phase: planned.phase,
    from: planned.from ?? null,
    due: planned.due,
    undated: planned.undated,
    begin: planned.begin,
    workFrom: planned.workFrom,
    running: planned.running,
    state: planned.state,
    held: planned.held,
    moved: planned.byHand,
    dueBefore: planned.dueBefore.map(refOf),
    overdue: planned.overdue,
    daysLate: planned.daysLate,
    optional: item.optional,
    takes: item.takes ?? null,
    with: item.with.map((role) => viewRole(role, run)),
    by: item.by === undefined ? null : viewRole(item.by, run),
    after: item.after,
    blockedBy: planned.blockers.map(refOf),
    count: countOf(planned),
    evidence: {
      wanted: item.evidence,
      given: (progress.closedBy?.kind === 'done' && progress.closedBy.evidence) || null,
      without: (progress.closedBy?.kind === 'done' && progress.closedBy.withoutEvidence) || null,
    },
    signOff: item.signOff === undefined ? null : viewSignOff(item.signOff, planned, run),
    links: item.links,
    closedOn: progress.closedBy?.on ?? null,
    stage: item.stage ?? null,
    validUntil: planned.validUntil ?? null,
    ...(progress.ranOut ? { expired: true } : {}),
    ...viewAnswer(planned),
    booked: viewBooked(planned),
  };
}

/** What is said of an item that is left out. */
export function viewAnswer({ progress }: PlannedItem): Pick<ItemView, 'answer' | 'flaw'> {
  const { flaw } = progress;
  return { answer: saidOf(progress), ...(flaw ? { flaw } : {}) };
}

export function viewBooked({ booked }: PlannedItem): BookedView | null {
  return booked ? { day: booked.on, time: booked.at ?? null } : null;
}

export function countOf({ item, progress }: PlannedItem) {
  if (!item.count) return null;
  const { target, upTo, unit } = item.count;
  return { total: progress.counted, target: target ?? null, upTo: upTo ?? null, unit: unit ?? null };
}

/** @param wanted one role, or several: `any` of them acts, or `all` have to */
export function viewRole(
  wanted: string | readonly string[],
  { program, people }: Pick<Run, 'program' | 'people'>,
  how: 'any' | 'all' = 'any',
): RoleView {
  const roles = rolesOf(wanted);
  const holders = [
    ...new Map(roles.flatMap((role) => people.get(role) ?? []).map((each) => [each.name, each])).values(),
  ];
  const titles = roles.map((role, at) => {
    const { title = role } = program.roles[role] ?? {};
    return at === 0 ? title : lowerFirst(title);
  });
  return {
    role: roles[0] ?? '',
    ...(roles.length > 1 ? { roles } : {}),
    title: titles.join(how === 'any' ? ' or ' : ' and '),
    people: holders.map(({ name }) => name),
    contacts: holders.flatMap(({ name, contact }) => (contact ? [{ name, contact }] : [])),
    ...untilOf(holders),
  };
}

/** The last day of those who hold a role for a while, the first of them. */
export function untilOf(holders: readonly Holder[]): { readonly until?: CalendarDate } {
  const until = holders.flatMap((each) => each.until ?? []).sort()[0];
  return until ? { until } : {};
}

/**
 * The roles with the people who may sign the item off: everybody who holds one of them; for an item in review, the roles that have
 * not done so, without the hire and without the person who recorded the item as done.
 */
export function viewSigners(
  role: string | readonly string[],
  { item, state, progress }: PlannedItem,
  run: Run,
): RoleView {
  const { closedBy } = progress;
  if (state !== 'in review' || !closedBy) return viewRole(role, run, 'all');
  const left = unapproved(item, progress);
  const view = viewRole(left, run, 'all');
  const circle = { hire: run.progress.hire, people: run.people, team: [] };
  const could = left.flatMap((each) => mayJudge('', { role: each, doneBy: closedBy.by }, circle).could);
  return {
    ...view,
    people: [...new Set(could)],
    contacts: view.contacts.filter(({ name }) => could.includes(name)),
  };
}

/** The guide, whom the hire asks who somebody is: the first holder of the guide's role; undefined if there is none. */
export function guideOf(run: Run): string | undefined {
  return viewRole(guideRole(run), run).people[0];
}

/**
 * The role that questions go to: the buddy; while the hire has no buddy, the first required role that somebody holds, or the manager.
 * Never a newcomer, whom nobody asks about a list that is for them.
 */
export function guideRole({ program, people }: Run): string {
  const guides = ['buddy', ...requiredRoles(program), 'manager'].filter((role) => role !== newcomerRole);
  const held = guides.find((role) => (people.get(role) ?? []).length > 0);
  return held ?? guides.find((role) => Object.hasOwn(program.roles, role)) ?? 'buddy';
}

/** The ids of the roles that the program requires, in the program's order. */
export function requiredRoles({ roles }: Program): string[] {
  return Object.keys(roles).filter((role) => roles[role]?.required);
}

function viewSignOff(role: string | readonly string[], planned: PlannedItem, run: Run): SignOffView {
  const { state, progress } = planned;
  const judged = progress.judged ?? progress.returned;
  return {
    ...viewSigners(role, planned, run),
    state: judged?.kind ?? (state === 'in review' ? 'pending' : 'none'),
    comment: progress.returned?.comment ?? null,
    judged: judged ? viewJudgement(judged, run) : null,
    given: state === 'in review' ? (progress.approvals ?? []).map((event) => viewJudgement(event, run)) : [],
    voided: state === 'in review' ? voidedOf(role, progress, run) : [],
  };
}

function viewJudgement(event: Judged['event'], { committers }: Run): JudgementView {
  const { kind, by, on, id } = event;
  return { kind, by, on, committedBy: committers?.get(id) ?? null };
}

/** The judgements of what closes the item now that don't count. */
function voidedOf(
  role: string | readonly string[],
  { judgements = [], closings, tally }: ItemProgress,
  run: Run,
): VoidedView[] {
  const standing = new Set([...closings, ...(tally?.events ?? [])].map(({ id }) => id));
  const { title } = viewRole(role, run, 'all');
  return judgements.flatMap(({ event, flaw }) =>
    flaw && standing.has(event.of) ? [{ ...viewJudgement(event, run), why: flawText(flaw, title) }] : [],
  );
}

/** Why a judgement doesn't count, to follow the name of its author. @param title of the role that signs the item off */
export function flawText(flaw: Flaw, title: string): string {
  if (flaw === 'hire') return 'who is the hire';
  if (flaw === 'recorder') return 'who had recorded it';
  return `${flaw === 'role' ? 'not' : flaw} ${lowerFirst(title)} then`;
}

/** What skipped an item that is done all the same, as another copy of the record may have; nothing for any other item. */
export function skipsOf({ progress: { closedBy, closings } }: PlannedItem) {
  if (!closedBy || closedBy.kind === 'skipped') return [];
  return closings.flatMap((each) =>
    each.kind === 'skipped' ? [{ id: each.id, by: each.by, on: each.on, reason: each.reason }] : [],
  );
}
