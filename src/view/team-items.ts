/** Where people get stuck: shows the authors of checklists how each item went for all hires who have it. */

import { compareDates, longDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { unnamed } from '../plan/named.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { isOwed } from './team.ts';
import type { Chosen } from './team-choice.ts';
import { viewUnread } from './unread.ts';
import { listText, plural } from './words.ts';

export type TeamItemsView = ReturnType<typeof viewTeamItems>;

/** An item, with the number, id and title that it has for the hire who started last. */
export interface TeamItemView {
  readonly program: string;
  readonly ref: string;
  readonly id: string;
  readonly title: string;
  readonly phase: string;
  readonly optional: boolean;
  /** How many hires have the item: the sum of `done`, `skipped` and `open`. */
  readonly hires: number;
  /** How many hires have done the item; in review counts as done. */
  readonly done: number;
  readonly doneLate: number;
  /** The median of working days past the due date, over all hires who have done the item; null where nobody has. */
  readonly medianDaysLate: number | null;
  readonly skipped: number;
  /** The share of hires who skipped the item, from 0 to 1. */
  readonly skipRate: number;
  readonly open: number;
  /** For how many hires the item is past its due date now, whoever has to act; blocked items don't count. */
  readonly overdue: number;
  /** For how many hires the item was done late, is overdue or was skipped; 0 where the item is optional. */
  readonly stuck: number;
}

/** An item in the run of one hire. */
interface Case {
  readonly planned: PlannedItem;
  readonly run: Run;
}

export function viewTeamItems(team: Chosen<Run>) {
  const newestFirst = [...team.shown].sort((a, b) => compareDates(b.plan.start, a.plan.start));
  const byProgram = grouped(newestFirst, ({ program }) => program.id);
  return {
    schemaVersion: 1,
    today: team.today,
    programs: [...byProgram].map(([id, runs]) => ({
      id,
      title: runs[0]?.program.title ?? id,
      hires: runs.length,
      /** What commands call the hire who started last, whose numbers the items have. */
      called: runs[0]?.called ?? '',
    })),
    /** The items of all programs, the worst first. */
    items: [...byProgram.values()].flatMap(itemsOf).sort(byTrouble),
    unreadable: team.unread.map(viewUnread),
    /** Why there are no items; null where there are. */
    nobody: team.nobody,
  };
}

/** Puts the worst item first: by how many hires got stuck, then by the median. */
function byTrouble(a: TeamItemView, b: TeamItemView): number {
  return b.stuck - a.stuck || (b.medianDaysLate ?? 0) - (a.medianDaysLate ?? 0);
}

export function titleOf({ programs, today }: TeamItemsView): string {
  const whose = programs.map(({ title, hires }) => `${plural(hires, 'hire')} of ${title}`);
  return `Where people get stuck · ${listText(whose)} · ${longDate(today, today)}`;
}

export function summaryOf(view: TeamItemsView): string {
  const stuck = stuckIn(view).length;
  if (stuck === 0) return 'Nowhere so far: nothing came late, was skipped or is overdue.';
  return `${stuck} of ${plural(view.items.length, 'item')} came late, were skipped or are overdue; the worst first.`;
}

/** The items where somebody got stuck, the worst first. */
export function stuckIn({ items }: TeamItemsView): TeamItemView[] {
  return items.filter(({ stuck }) => stuck > 0);
}

/** @param runs the runs of one program, the newest first, since the newest run says how an item is called */
function itemsOf(runs: readonly Run[]): TeamItemView[] {
  const currentId = currentIdsIn(runs.map(({ program }) => program));
  const cases = runs.flatMap((run) => {
    const own = new Set(run.progress.own.map(({ item }) => item));
    return run.plan.items.filter(({ item }) => !own.has(item.id)).map((planned): Case => ({ planned, run }));
  });
  return [...grouped(cases, ({ planned }) => currentId(planned.item.id)).values()].map(viewTeamItem);
}

/** Returns a function: item id → the item's latest id, since the programs of the hires may differ by renamed ids. */
function currentIdsIn(programs: readonly Program[]): (id: string) => string {
  const renamed = new Map(
    [...new Set(programs)].flatMap(({ phases }) =>
      phases.flatMap(({ items }) =>
        items.flatMap(({ id, formerly }) => formerly.map((old) => [old, id] as const)),
      ),
    ),
  );
  const follow = (id: string, seen: readonly string[]): string => {
    const next = renamed.get(id);
    return next === undefined || seen.includes(next) ? id : follow(next, [...seen, next]);
  };
  return (id) => follow(id, [id]);
}

/** The title with roles in place of names, since the row is about several hires. */
function titleForAll({ item }: PlannedItem, { pinned, program }: Run): string {
  const own = pinned.phases.flatMap(({ items }) => items).find(({ id }) => id === item.id);
  return own?.title.includes('{') ? unnamed(own.title, program) : item.title;
}

function viewTeamItem(cases: readonly Case[]): TeamItemView {
  const { planned, run } = cases[0] as Case;
  const { item } = planned;
  const daysLate = cases.flatMap(daysLateOf);
  const doneLate = daysLate.filter((days) => days > 0).length;
  const skipped = cases.filter(({ planned: { state } }) => state === 'skipped').length;
  const overdue = cases.filter(
    ({ planned: each }) => (each.overdue && each.state === 'open') || isOwed(each),
  ).length;
  return {
    program: run.program.id,
    ref: planned.ref,
    id: item.id,
    title: titleForAll(planned, run),
    phase: planned.phase,
    optional: item.optional,
    hires: cases.length,
    done: daysLate.length,
    doneLate,
    medianDaysLate: medianOf(daysLate),
    skipped,
    skipRate: skipped / cases.length,
    open: cases.length - daysLate.length - skipped,
    overdue,
    stuck: item.optional ? 0 : doneLate + overdue + skipped,
  };
}

/** One number if the item is done: by how many of the hire's working days it was late. Empty if the item isn't done. */
function daysLateOf({ planned, run }: Case): number[] {
  const { closedBy } = planned.progress;
  if (closedBy === undefined || closedBy.kind === 'skipped') return [];
  const due = (closedBy.kind === 'done' && closedBy.due) || planned.due;
  return [closedBy.on > due ? run.calendar.workdaysBetween(due, closedBy.on) : 0];
}

function medianOf(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return sorted.length === 0 ? null : ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2;
}
