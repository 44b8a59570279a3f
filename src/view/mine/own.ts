/** A run of the reader's own in the list of what they owe: what is left of today's part, what is late, what others owe them. */
import { type CalendarDate, compareDates } from '../../dates.ts';
import type { DayKind } from '../../plan/calendar.ts';
import { isOwnDuty, isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { samePerson } from '../../progress/names.ts';
import { newcomersOf } from '../../progress/newcomers.ts';
import { isOver } from '../../progress/reduce.ts';
import { type AnchorView, viewAnchor } from '../anchor.ts';
import { viewItem } from '../item.ts';
import { closingCommand, hireFlag } from '../words.ts';
import {
  entriesOf,
  lastDay,
  type MineEntry,
  type MineHire,
  type MineKind,
  viewMineHire,
  type Wanted,
} from './entries.ts';

export interface OwnView {
  readonly hire: MineHire;
  /** The number of today in the run; 0 before the first day at work. */
  readonly day: number;
  readonly lastDay: number;
  /** What the dates count from, and the last day where they count back. */
  readonly anchor: AnchorView;
  /** The first day at work, while it is still to come; null from then on. */
  readonly begins: CalendarDate | null;
  /** The names of the newcomers for whom the run is a list, as a buddy's is; empty for any other run. */
  readonly newcomers: readonly string[];
  /** What is to be done before the first day, by due date; empty from then on. */
  readonly before: readonly OwnItemView[];
  /** Why today is no working day of the reader's; null on a working day. */
  readonly dayOff: { readonly kind: DayKind; readonly name: string | null } | null;
  /** What is left of today's part, in the order in which to do it; empty on a day off. */
  readonly items: readonly OwnItemView[];
  /** How many minutes these take today. */
  readonly minutes: number;
  /** What there is to catch up on, by due date. */
  readonly late: readonly OwnItemView[];
  /** What else is due on the days ahead that the list looks at, by due date. */
  readonly next: readonly OwnItemView[];
  /** What people with a role owe the reader; of a checklist, what others owe. */
  readonly awaited: readonly MineEntry[];
  /** Whether something is to do on any day. */
  readonly open: boolean;
  /** The command that shows the run. */
  readonly command: string;
}

export interface OwnItemView {
  readonly ref: string;
  readonly id: string;
  readonly title: string;
  readonly due: CalendarDate;
  /** Whether it has no date, so that `due` is that of nothing. */
  readonly undated: boolean;
  /** How many minutes of it lie on today; 0 for what does not. */
  readonly minutes: number;
  /** Whether it is an item to do, a meeting to arrange (`booking`), or a meeting that is arranged (`meeting`). */
  readonly kind: Extract<MineKind, 'item' | 'booking' | 'meeting'>;
  /** The time of the meeting as `HH:MM`; null where there is none. */
  readonly time: string | null;
  /** How many working days have passed since it was due; 0 for what is not late. */
  readonly days: number;
  readonly optional: boolean;
  /** The refs of what has to be done before it; empty where nothing has to. */
  readonly blockedBy: readonly string[];
  /** The last day for which it counted as done, for what is to be done again; null for anything else. */
  readonly validUntil: CalendarDate | null;
  /** The address of the item's first link; null where it has none. */
  readonly link: string | null;
  /** The command that settles it, or that explains what is still to come. */
  readonly command: string;
}

/** Nothing for a run that has ended. */
export function viewOwn(run: Run, wanted: Wanted): OwnView[] {
  if (isOver(run.progress)) return [];
  const { plan, schedule, calendar } = run;
  const isList = run.progress.hire.subject !== undefined;
  const byId = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  const items = schedule().asked.flatMap(({ task, minutes }) => {
    const planned = byId.get(task.id);
    // What others hold up is no part of anybody's day.
    return planned && !(isList && planned.held) ? [viewOwnItem(planned, minutes, run)] : [];
  });
  const today = new Set(items.map(({ id }) => id));
  const day = calendar.dayOn(plan.today);
  const until = lastDay(run, wanted.within);
  const isWhole = isList && wanted.all;
  const open = plan.items.filter((planned) => isOwnDuty(planned) && isToDo(planned));
  const begins = plan.today < plan.firstDay ? plan.firstDay : null;
  const isBefore = ({ item, due, undated, state, booked }: PlannedItem) =>
    begins !== null && due < begins && !undated && !item.optional && state === 'open' && !booked;
  const optional = isWhole ? plan.items.filter(isOwnOption) : [];
  const listed = (isMeant: (planned: PlannedItem) => boolean) =>
    [...open, ...optional]
      .filter(isMeant)
      .sort((a, b) => compareDates(a.due, b.due))
      .map((planned) => viewOwnItem(planned, 0, run));
  return [
    {
      hire: viewMineHire(run),
      day: plan.day,
      lastDay: plan.lastDay,
      anchor: viewAnchor(run),
      begins,
      newcomers: newcomersOf(run.progress, plan.today),
      before: listed(isBefore),
      dayOff: day.kind === 'working' ? null : { kind: day.kind, name: day.name ?? null },
      items,
      minutes: items.reduce((sum, { minutes }) => sum + minutes, 0),
      late: listed(({ overdue }) => overdue),
      next: listed(
        ({ item, due, overdue, held, state }) =>
          !overdue &&
          (isList ? isWhole || state !== 'blocked' : !held) &&
          due <= until &&
          !today.has(item.id),
      ),
      awaited: entriesOf(run, wanted).filter((entry) => !isOfOwner(entry, run)),
      open: open.length > 0,
      command: `pm-onboard status${hireFlag(run)}`,
    },
  ];
}

/** Whether the item is the reader's own to do, and optional. */
function isOwnOption(planned: PlannedItem): boolean {
  return planned.item.by === undefined && planned.item.optional && isToDo(planned);
}

/**
 * What of a checklist its owner owes beside their own items: people to name for its roles, and what is theirs by a role that they
 * hold in it. Nothing in any other run.
 */
export function entriesOfOwner(run: Run, wanted: Wanted): MineEntry[] {
  if (run.progress.hire.subject === undefined) return [];
  return entriesOf(run, wanted).filter((entry) => isOfOwner(entry, run));
}

function isOfOwner({ kind, who }: MineEntry, { progress: { hire } }: Run): boolean {
  if (hire.subject === undefined) return false;
  return kind === 'role' || (kind === 'item' && who.people.some((name) => samePerson(hire, name)));
}

function viewOwnItem(planned: PlannedItem, minutes: number, run: Run): OwnItemView {
  const { ref, item, due, undated, booked, blockers, daysLate } = planned;
  const isBlocked = blockers.length > 0;
  const isToBook = item.with.length > 0 && !booked;
  const view = viewItem(planned, run);
  return {
    ref,
    id: item.id,
    title: item.title,
    due,
    undated,
    minutes: Math.round(minutes),
    kind: booked ? 'meeting' : isToBook ? 'booking' : 'item',
    time: booked?.at ?? null,
    days: daysLate,
    optional: item.optional,
    blockedBy: view.blockedBy,
    validUntil: view.expired ? view.validUntil : null,
    link: item.links[0]?.url ?? null,
    command:
      isBlocked || (booked && due > run.plan.today)
        ? `pm-onboard show ${ref}${hireFlag(run)}`
        : isToBook
          ? `pm-onboard book ${ref}${hireFlag(run)}`
          : closingCommand(view, run),
  };
}
