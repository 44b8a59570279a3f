/** The reader of a review, and what the reader and others owe the hire: answers, sign-offs, items, people for roles. */

import { addDays, type CalendarDate, compareDates } from '../../dates.ts';
import { isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { obstacleOf } from '../../plan/sign-off.ts';
import { rolesOf } from '../../program/model.ts';
import { type IsThem, isPerson } from '../../progress/names.ts';
import { isOver } from '../../progress/reduce.ts';
import {
  guideRole,
  type ItemView,
  type RoleView,
  requiredRoles,
  viewItem,
  viewRole,
  viewSigners,
} from '../item.ts';
import { viewQuestions } from '../status.ts';

/** How many calendar days a review looks ahead: up to the next weekly 1:1, and a few days more. */
const reviewDays = 10;

export type ReaderView = ReturnType<typeof viewReader>;

export function viewReader({ progress, people }: Run, name: string, isReader: IsThem) {
  const { hire } = progress;
  return {
    name,
    /** The ids of the roles that the reader holds for this hire. */
    roles: [...people].flatMap(([role, held]) =>
      held.some((person) => isPerson(person, isReader)) ? [role] : [],
    ),
    isHire: isPerson(hire, isReader),
  };
}

/** Whether the reader holds a role for the hire; false if the reader is the hire. */
export function hasPart({ roles, isHire }: ReaderView): boolean {
  return roles.length > 0 && !isHire;
}

export interface OwedView {
  readonly kind: 'question' | 'sign-off' | 'item' | 'role';
  /** What people type to name the question or item: `?1`, `3.10`; for a role, the first item that needs the role. */
  readonly ref: string;
  /** The text of the question, or the title of the item or role. */
  readonly text: string;
  /** The date on which the question was asked, or the item was done or is due; for a role, when it is first needed. */
  readonly on: CalendarDate;
  /** How many working days the hire has been waiting since `on`. */
  readonly days: number;
  readonly who: RoleView;
  /** The item to sign off or to do, or the first item that needs the role; null for a question. */
  readonly item: ItemView | null;
  /** The id of the role that nobody holds; null for what is owed otherwise. */
  readonly missing: string | null;
}

/**
 * Open questions as they were asked, items in review in the program's order, then items that others do and roles that
 * nobody holds, both by date.
 * @returns `owed` has what the reader owes, `awaited` what others owe
 */
export function viewOwed(run: Run, reader: ReaderView, isReader: IsThem) {
  const isTheirs = owedBy(run, reader, isReader);
  const all = viewAllOwed(run, horizonOf(run));
  return { owed: all.filter(isTheirs), awaited: all.filter((each) => !isTheirs(each)) };
}

/**
 * All that others owe the hire, in the order of {@link viewOwed}; of a run that is over, answers and sign-offs alone.
 * @param until the last date of what others do, and of what somebody is to be named for
 * @param whole whether optional items are in it, and those that wait for something else
 * @param roles where given, what none of these roles owes may be left out
 */
export function viewAllOwed(
  run: Run,
  until: CalendarDate,
  whole = false,
  roles?: readonly string[],
): OwedView[] {
  const concerns = (owing: string | readonly string[]) =>
    roles === undefined || rolesOf(owing).some((role) => roles.includes(role));
  const guide = guideRole(run);
  const isOfGuide = concerns(guide);
  return [
    ...(isOfGuide ? questionsOwed(run, viewRole(guide, run)) : []),
    ...signOffsOwed(run, concerns),
    ...(isOver(run.progress) ? [] : itemsOwed(run, until, whole, concerns)),
    ...(isOver(run.progress)
      ? []
      : peopleOwed(run, until, isOfGuide ? guide : undefined, roles === undefined)),
  ];
}

/** Returns a function: whether the reader owes something to the hire, by the roles that they hold; the hire owes nothing. */
export function owedBy(run: Run, reader: ReaderView, isReader: IsThem): (owed: OwedView) => boolean {
  const circle = { hire: run.progress.hire, people: run.people };
  return ({ kind, who, item }) =>
    kind === 'sign-off'
      ? (who.roles ?? [who.role]).some(
          (role) => obstacleOf(isReader, { role, doneBy: recorderOf(item, run) }, circle) === undefined,
        )
      : !reader.isHire && (who.roles ?? [who.role]).some((role) => reader.roles.includes(role));
}

/** The last date that a review looks at, counted from the next working day, which is today on a working day. */
export function horizonOf({ plan }: Run): CalendarDate {
  return addDays(plan.nextWorkday, reviewDays);
}

function recorderOf(item: ItemView | null, { plan }: Run): string {
  return plan.items.find((planned) => planned.item.id === item?.id)?.progress.closedBy?.by ?? '';
}

function questionsOwed({ progress, plan, calendar }: Run, guide: RoleView): OwedView[] {
  return viewQuestions(progress.questions)
    .filter(({ answer }) => answer === null)
    .map(({ ref, text, on }) => {
      const days = calendar.workdaysBetween(on, plan.today);
      return { kind: 'question', ref, text, on, days, who: guide, item: null, missing: null };
    });
}

type Concerns = (roles: string | readonly string[]) => boolean;

function signOffsOwed(run: Run, concerns: Concerns): OwedView[] {
  const { plan, calendar } = run;
  return plan.items.flatMap((planned): OwedView[] => {
    const { state, item, progress } = planned;
    if (state !== 'in review' || item.signOff === undefined || !progress.closedBy) return [];
    if (!concerns(item.signOff)) return [];
    const { on } = progress.closedBy;
    const days = calendar.workdaysBetween(on, plan.today);
    const who = viewSigners(item.signOff, planned, run);
    return [{ kind: 'sign-off', ...owedItem(planned, item.signOff, run), who, on, days }];
  });
}

function itemsOwed(run: Run, until: CalendarDate, whole: boolean, concerns: Concerns): OwedView[] {
  const isTheirs = ({ state, item }: PlannedItem) =>
    (state === 'waiting' && (whole || !item.optional)) ||
    (whole && state === 'blocked' && item.by !== undefined);
  return run.plan.items
    .filter((planned) => planned.due <= until && isTheirs(planned) && concerns(planned.item.by ?? []))
    .sort((a, b) => compareDates(a.due, b.due))
    .map((planned) => ({
      kind: 'item',
      ...owedItem(planned, planned.item.by ?? [], run),
      on: planned.due,
      days: planned.daysLate,
    }));
}

function owedItem(planned: PlannedItem, role: string | readonly string[], run: Run) {
  const item = viewItem(planned, run);
  return { ref: item.ref, text: item.title, who: viewRole(role, run), item, missing: null };
}

/**
 * The people to name for roles: by the guide, and for a checklist by its owner.
 * @param guide the role of the guide; undefined where nothing of the guide's is wanted
 * @param isWhole whether what is nobody's by a role is wanted
 */
function peopleOwed(run: Run, until: CalendarDate, guide: string | undefined, isWhole: boolean): OwedView[] {
  const { subject, name } = run.progress.hire;
  if (subject !== undefined)
    return isWhole ? rolesOwed(run, { role: '', title: 'owner', people: [name], contacts: [] }, until) : [];
  return guide === undefined ? [] : rolesOwed(run, viewRole(guide, run), until);
}

/** The roles that nobody holds, and that the program requires or an item due by the date `until` needs. */
function rolesOwed(run: Run, guide: RoleView, until: CalendarDate): OwedView[] {
  const { program, people, plan, calendar } = run;
  const soon = plan.items
    .filter((planned) => isToDo(planned) && !planned.item.optional && planned.due <= until)
    .sort((a, b) => compareDates(a.due, b.due));
  /** Role → the first item that needs it. */
  const firstFor = new Map<string, PlannedItem>();
  for (const planned of soon)
    for (const role of rolesNeeded(planned, run)) if (!firstFor.has(role)) firstFor.set(role, planned);
  const needed = new Set([...requiredRoles(program), ...firstFor.keys()]);
  // One item may need several of them.
  const views = new Map<PlannedItem, ItemView>();
  const viewed = (planned: PlannedItem) => {
    const view = views.get(planned) ?? viewItem(planned, run);
    views.set(planned, view);
    return view;
  };
  return [...needed]
    .filter((role) => (people.get(role) ?? []).length === 0)
    .map((role): OwedView => {
      const first = firstFor.get(role);
      const on = first?.due ?? plan.start;
      return {
        kind: 'role',
        ref: first?.ref ?? '',
        text: viewRole(role, run).title,
        on,
        days: calendar.workdaysBetween(on, plan.today),
        who: guide,
        item: first ? viewed(first) : null,
        missing: role,
      };
    })
    .sort((a, b) => compareDates(a.on, b.on));
}

/** The roles that somebody has to hold for an item; of several who may act, one that nobody holds isn't missed. */
function rolesNeeded({ item }: PlannedItem, { people }: Run): string[] {
  const actors = rolesOf(item.by);
  const isHeld = actors.some((role) => (people.get(role) ?? []).length > 0);
  return [...item.with, ...(isHeld ? [] : actors.slice(0, 1)), ...rolesOf(item.signOff)];
}
