/** An item and its roles, as screens and JSON show them. */
import type { CalendarDate } from '../dates.ts';
import type { ItemState, PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { mayJudge } from '../plan/sign-off.ts';
import type { EvidenceKind, Link, Program } from '../program/model.ts';

export interface ItemView {
  readonly ref: string;
  readonly id: string;
  readonly title: string;
  readonly phase: string;
  readonly from: CalendarDate | null;
  readonly due: CalendarDate;
  /** The day to begin: the due date less the effort. */
  readonly begin: CalendarDate;
  readonly state: ItemState;
  readonly overdue: boolean;
  /** In working days. */
  readonly daysLate: number;
  readonly optional: boolean;
  /** The effort in minutes; a day has 480. */
  readonly takes: number | null;
  readonly with: readonly RoleView[];
  /** Who acts, if not the hire. */
  readonly by: RoleView | null;
  readonly after: readonly string[];
  /** The refs of the open items that it waits for. */
  readonly blockedBy: readonly string[];
  readonly count: CountView | null;
  readonly evidence: { readonly wanted: EvidenceKind; readonly given: string | null };
  readonly signOff: SignOffView | null;
  readonly links: readonly Link[];
  /** The day on which it was done or skipped. */
  readonly closedOn: CalendarDate | null;
}

export interface RoleView {
  readonly role: string;
  readonly title: string;
  readonly people: readonly string[];
  /** How to reach these people, as far as the workspace says. */
  readonly contacts: readonly { readonly name: string; readonly contact: string }[];
}

export type CountView = NonNullable<ReturnType<typeof countOf>>;

interface SignOffView extends RoleView {
  readonly state: 'none' | 'pending' | 'approved' | 'returned';
  /** The comment of whoever returned it. */
  readonly comment: string | null;
}

export function viewItem(planned: PlannedItem, run: Run): ItemView {
  const { item, progress } = planned;
  return {
    ref: planned.ref,
    id: item.id,
    title: item.title,
    phase: planned.phase,
    from: planned.from ?? null,
    due: planned.due,
    begin: planned.begin,
    state: planned.state,
    overdue: planned.overdue,
    daysLate: planned.daysLate,
    optional: item.optional,
    takes: item.takes ?? null,
    with: item.with.map((role) => viewRole(role, run)),
    by: item.by === undefined ? null : viewRole(item.by, run),
    after: item.after,
    blockedBy: planned.blockers.map((id) => run.plan.refs.get(id) ?? id),
    count: countOf(planned),
    evidence: {
      wanted: item.evidence,
      given: (progress.closedBy?.kind === 'done' && progress.closedBy.evidence) || null,
    },
    signOff: item.signOff === undefined ? null : viewSignOff(item.signOff, planned, run),
    links: item.links,
    closedOn: progress.closedBy?.on ?? null,
  };
}

export function countOf({ item, progress }: PlannedItem) {
  if (!item.count) return null;
  const { target, upTo, unit } = item.count;
  return { total: progress.counted, target: target ?? null, upTo: upTo ?? null, unit: unit ?? null };
}

export function viewRole(role: string, { program, people }: Run): RoleView {
  const holders = people.get(role) ?? [];
  return {
    role,
    title: program.roles[role]?.title ?? role,
    people: holders.map(({ name }) => name),
    contacts: holders.flatMap(({ name, contact }) => (contact ? [{ name, contact }] : [])),
  };
}

/**
 * Who may sign an item off: everybody who holds the role; for an item in review, without the hire and without the person
 * who recorded it as done.
 */
export function viewSigners(role: string, { state, progress }: PlannedItem, run: Run): RoleView {
  const view = viewRole(role, run);
  if (state !== 'in review' || !progress.closedBy) return view;
  const circle = { hire: run.progress.hire, people: run.people, team: [] };
  const { could } = mayJudge('', { role, doneBy: progress.closedBy.by }, circle);
  return {
    ...view,
    people: could,
    contacts: view.contacts.filter(({ name }) => could.includes(name)),
  };
}

/** The person whom the hire asks who somebody is: the first who holds the guide's role. */
export function guideOf(run: Run): string | undefined {
  return viewRole(guideRole(run), run).people[0];
}

/** The role that questions go to: the buddy; while there is none, the first required role that somebody holds. */
export function guideRole({ program, people }: Run): string {
  const held = ['buddy', ...requiredRoles(program)].find((role) => (people.get(role) ?? []).length > 0);
  return held ?? 'buddy';
}

/** The ids of the roles that the program requires, in its order. */
export function requiredRoles({ roles }: Program): string[] {
  return Object.keys(roles).filter((role) => roles[role]?.required);
}

function viewSignOff(role: string, planned: PlannedItem, run: Run): SignOffView {
  const { state, progress } = planned;
  const verdict = progress.judged
    ? 'approved'
    : progress.returned
      ? 'returned'
      : state === 'in review'
        ? 'pending'
        : 'none';
  return {
    ...viewSigners(role, planned, run),
    state: verdict,
    comment: progress.returned?.comment ?? null,
  };
}
