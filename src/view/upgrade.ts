/** The changes if the current checklists are adopted, for one hire or for all whose onboarding is under way. */

import type { CalendarDate } from '../dates.ts';
import { agreeing } from '../phrases.ts';
import { isToDo, type PlannedItem, type Totals } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Shift } from '../plan/shift.ts';
import { type Difference, differenceOf, isSame } from '../plan/upgrade.ts';
import type { Program } from '../program/model.ts';
import { titleOf } from '../progress/record-id.ts';
import type { Hire, Renames } from '../progress/reduce.ts';
import { recountText } from './recount.ts';
import type { UnreadableHire } from './unread.ts';
import { actorText, listText, plural } from './words.ts';

export interface UpgradeReport {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  /** The checklists that were looked at, by id. */
  readonly programs: readonly { readonly id: string; readonly title: string; readonly digest: string }[];
  /** All changes in a sentence: `This edit touches 3 hires: +2 items, 1 re-dated, nobody becomes late.` */
  readonly headline: string;
  /** The hires, sorted by how many items become late for them, most first, then by name. */
  readonly hires: readonly UpgradeView[];
  /** Hires whose record or program can't be read. */
  readonly unreadable: readonly UnreadableHire[];
}

export interface UpgradeView {
  readonly hire: { readonly id: string; readonly name: string };
  /** What the run of a checklist is for; null for the run of a hire. */
  readonly subject: string | null;
  /** The hire's name, or what the run of a checklist is called. */
  readonly title: string;
  /** The id of the hire's program. */
  readonly program: string;
  /**
   * `up to date`: the hire has these checklists already. `same`: adopting them changes nothing in the plan.
   * `changes`: adopting them changes the plan. `no checklists`: those of the hire's program are not here.
   */
  readonly state: 'up to date' | 'same' | 'changes' | 'no checklists';
  /** The changes counted: `+2 items, 1 re-dated`; empty where nothing differs. */
  readonly summary: string;
  readonly late: readonly (ChangedItem & { readonly due: CalendarDate })[];
  readonly added: readonly (ChangedItem & { readonly due: CalendarDate })[];
  readonly removed: readonly (ChangedItem & { readonly state: PlannedItem['state'] })[];
  readonly renamed: readonly (ChangedItem & { readonly from: string })[];
  readonly redated: readonly (ChangedItem & {
    readonly before: CalendarDate;
    readonly after: CalendarDate;
    /** Whether it had, or gets, no date at all. */
    readonly wasUndated: boolean;
    readonly undated: boolean;
  })[];
  /** Items with another title or other details; `was` is the former title, or null where only the details differ. */
  readonly reworded: readonly (ChangedItem & { readonly was: string | null })[];
  /** Items with other changes; `keys` names the checklist keys that differ, such as `evidence`. */
  readonly changed: readonly (ChangedItem & { readonly keys: readonly string[] })[];
  /** Items that are done, in review or open again by their count; `now` says so with the sum: `done by its count: 2 of 2`. */
  readonly recounted: readonly (ChangedItem & {
    readonly state: PlannedItem['state'];
    readonly now: string;
  })[];
  /** Items that the hire's traits left out until now. */
  readonly comes: readonly (ChangedItem & { readonly due: CalendarDate })[];
  /** Items that the hire's traits leave out from now on. */
  readonly goes: readonly (ChangedItem & { readonly state: PlannedItem['state'] })[];
  /** What differs beside the items: `the calendar`, `phase week-1`. */
  readonly beside: readonly string[];
  /** Further sentences that are worth knowing. */
  readonly remarks: readonly string[];
}

export type ChangedItem = ReturnType<typeof viewItemOf>;

/** Of a run that has nothing to adopt, this is all that is told. */
export interface Looked {
  readonly progress: { readonly hire: Pick<Hire, 'id' | 'name' | 'subject' | 'number' | 'program'> };
  readonly program: Pick<Program, 'id'>;
}

/** A run and, where it is pinned to other checklists of the same program, the run as the current ones would make it. */
export interface UpgradeInput {
  readonly run: Looked;
  readonly after?: { readonly before: Run; readonly run: Run; readonly renamed: Renames };
  /** Whether its checklists are in no file any more. */
  readonly isGone: boolean;
}

export function viewUpgrades(
  inputs: readonly UpgradeInput[],
  unreadable: readonly UnreadableHire[],
  present: readonly { readonly program: Program; readonly digest: string }[],
  today: CalendarDate,
): UpgradeReport {
  const hires = inputs.map(viewUpgrade).sort(byLateness);
  return {
    schemaVersion: 1,
    today,
    programs: present
      .map(({ program: { id, title }, digest }) => ({ id, title, digest }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    headline: headlineOf(hires),
    hires,
    unreadable,
  };
}

function byLateness(a: UpgradeView, b: UpgradeView): number {
  return b.late.length - a.late.length || (a.title < b.title ? -1 : 1);
}

function viewUpgrade({ run, after, isGone }: UpgradeInput): UpgradeView {
  const { id, name, subject } = run.progress.hire;
  const difference = after && differenceOf(after.before, after.run, after.renamed);
  const view = difference ? viewDifference(difference, after.before, after.run) : nothing;
  const unchanged = isGone ? 'no checklists' : 'up to date';
  return {
    hire: { id, name },
    subject: subject ?? null,
    title: titleOf(run.progress.hire),
    program: run.program.id,
    state: !difference ? unchanged : isSame(difference) ? 'same' : 'changes',
    summary: summaryOf([view]),
    ...view,
    remarks: difference ? remarksOn(difference, after.before, after.run) : [],
  };
}

type Lists = Omit<UpgradeView, 'hire' | 'subject' | 'title' | 'program' | 'state' | 'summary' | 'remarks'>;

const nothing: Lists = {
  late: [],
  added: [],
  removed: [],
  renamed: [],
  redated: [],
  reworded: [],
  changed: [],
  recounted: [],
  comes: [],
  goes: [],
  beside: [],
};

function viewDifference(difference: Difference, run: Run, then: Run): Lists {
  const { late, added, removed, renamed, redated, reworded, changed, recounted, comes, goes, beside } =
    difference;
  const view = (item: PlannedItem) => viewItemOf(item, then);
  return {
    late: late.map((item) => ({ ...view(item), due: item.due })),
    added: added.map((item) => ({ ...view(item), due: item.due })),
    removed: removed.map((item) => ({ ...viewItemOf(item, run), state: item.state })),
    renamed: renamed.map(({ from, item }) => ({ ...view(item), from })),
    redated: redated.map(({ before, after }) => ({
      ...view(after),
      before: before.due,
      after: after.due,
      wasUndated: before.undated,
      undated: after.undated,
    })),
    reworded: reworded.map((pair) => ({ ...view(pair.after), was: formerTitle(pair) })),
    changed: changed.map(({ item, keys }) => ({ ...view(item), keys })),
    recounted: recounted.map((pair) => ({
      ...view(pair.after),
      state: pair.after.state,
      now: recountText(pair),
    })),
    comes: comes.map((item) => ({ ...view(item), due: item.due })),
    goes: goes.map((item) => ({ ...viewItemOf(item, run), state: item.state })),
    beside,
  };
}

function viewItemOf({ ref, item }: PlannedItem, run: Run) {
  return {
    id: item.id,
    ref,
    title: item.title,
    /** The people who have to act, `optional` for an optional item of the hire, else empty. */
    who: actorText(item, run),
  };
}

function formerTitle({ before, after }: Shift): string | null {
  return before.item.title === after.item.title ? null : before.item.title;
}

/** Counts the changes; an item that changes for several hires counts once. */
function summaryOf(views: readonly Lists[]): string {
  const count = (
    list: 'added' | 'removed' | 'renamed' | 'redated' | 'reworded' | 'changed' | 'comes' | 'goes',
  ) => new Set(views.flatMap((view) => view[list].map(({ id }) => id))).size;
  const counted = (n: number, text: string) => (n === 0 ? [] : [text]);
  const beside = [...new Set(views.flatMap((view) => view.beside))];
  const recounted = (isOpen: boolean) =>
    new Set(
      views.flatMap((view) => view.recounted.filter((item) => isToDo(item) === isOpen).map(({ id }) => id)),
    ).size;
  return [
    ...counted(count('added'), `+${plural(count('added'), 'item')}`),
    ...counted(count('removed'), `−${plural(count('removed'), 'item')}`),
    ...(['renamed', 'redated', 'reworded', 'changed'] as const).flatMap((list) =>
      counted(count(list), `${count(list)} ${list === 'redated' ? 're-dated' : list}`),
    ),
    ...counted(count('comes'), `${plural(count('comes'), 'item')} brought by traits`),
    ...counted(count('goes'), `${plural(count('goes'), 'item')} left out by traits`),
    ...counted(recounted(false), `${recounted(false)} done by its count`),
    ...counted(recounted(true), `${recounted(true)} open again`),
    ...counted(beside.length, `${listText(beside)} changed`),
  ].join(', ');
}

function headlineOf(hires: readonly UpgradeView[]): string {
  const touched = hires.filter(({ state }) => state === 'changes');
  if (hires.length === 0) return 'This edit touches nobody: no onboarding is under way.';
  if (touched.length === 0) return 'This edit touches nobody: no plan changes.';
  const late = touched
    .filter((view) => view.late.length > 0)
    .map((view) => `${view.title}: ${becomeText(view.late.length)}`);
  const lateness = late.length === 0 ? 'nobody becomes late' : late.join('; ');
  return `This edit touches ${plural(touched.length, nounOf(touched))}: ${summaryOf(touched)}${late.length === 0 ? ', ' : '. '}${lateness}.`;
}

/** What several of them are together: `hire`, or `run` where those of checklists are among them. */
export function nounOf(views: readonly Pick<UpgradeView, 'subject'>[]): string {
  return views.some(({ subject }) => subject !== null) ? 'run' : 'hire';
}

/** `1 item becomes late`. */
export function becomeText(n: number): string {
  return `${plural(n, 'item')} ${agreeing(n, 'becomes', 'become')} late`;
}

function remarksOn({ removed, added, recounted }: Difference, run: Run, then: Run): string[] {
  const fresh = new Set(recounted.map(({ after }) => after));
  const closed = then.plan.items.filter((planned) => !isToDo(planned) && !fresh.has(planned)).length;
  const put = added.filter(({ liftedBy }) => liftedBy === 'adopted').length;
  return [
    ...totalsText(run.plan.totals, then.plan.totals),
    ...goneText(removed),
    ...waitingText(run, then),
    ...(closed > 0 ? [`What is done, in review or skipped stays as it is: ${plural(closed, 'item')}.`] : []),
    ...(put > 0 ? [`What is added gets at least a week: ${plural(put, 'item')}.`] : []),
  ];
}

function totalsText(before: Totals, after: Totals): string[] {
  if (before.total === after.total && before.done === after.done) return [];
  return [`Done then: ${after.done} of ${after.total}; now: ${before.done} of ${before.total}.`];
}

/** Says how many items depend on traits that the later program asks for. */
function waitingText(run: Run, then: Run): string[] {
  const waiting = ({ plan }: Run) => plan.out.filter(({ unmet }) => unmet.value === undefined);
  const traits = new Set(waiting(then).map(({ unmet }) => unmet.trait));
  if (traits.size === 0 || waiting(run).length === waiting(then).length) return [];
  return [
    `Not counted or shown until somebody says ${listText([...traits])}: ${plural(waiting(then).length, 'item')}.`,
  ];
}

function goneText(removed: readonly PlannedItem[]): string[] {
  const of = (words: string, states: readonly PlannedItem['state'][]) => {
    const n = removed.filter(({ state }) => states.includes(state)).length;
    const text = agreeing(n, 'is no longer in the program, its', 'are no longer in the program, their');
    return n === 0 ? [] : [`${plural(n, words)} ${text} history stays.`];
  };
  return [...of('done item', ['done', 'in review']), ...of('skipped item', ['skipped'])];
}
