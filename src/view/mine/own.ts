/** A run of the reader's own in the list of what they owe: what is left of today's part, what is late, what others owe them. */
import { type CalendarDate, compareDates } from '../../dates.ts';
import type { DayKind } from '../../plan/calendar.ts';
import { isOwnDuty, isToDo, type PlannedItem } from '../../plan/plan.ts';
import type { Run } from '../../plan/run.ts';
import { newcomersOf } from '../../progress/newcomers.ts';
import { isOver } from '../../progress/reduce.ts';
import { type AnchorView, viewAnchor } from '../anchor.ts';
import { hireFlag } from '../words.ts';
import { entriesOf, lastDay, type MineEntry, type MineHire, viewMineHire, type Wanted } from './entries.ts';

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
  /** What people with a role owe the reader. */
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
  /** The address of the item's first link; null where it has none. */
  readonly link: string | null;
}

/** Nothing for a run that has ended. */
export function viewOwn(run: Run, wanted: Wanted): OwnView[] {
  if (isOver(run.progress)) return [];
  const { plan, schedule, calendar } = run;
  const byId = new Map(plan.items.map((planned) => [planned.item.id, planned]));
  const items = schedule().asked.flatMap(({ task, minutes }) => {
    const planned = byId.get(task.id);
    return planned ? [viewOwnItem(planned, minutes)] : [];
  });
  const today = new Set(items.map(({ id }) => id));
  const day = calendar.dayOn(plan.today);
  const until = lastDay(run, wanted.within);
  const open = plan.items.filter((planned) => isOwnDuty(planned) && isToDo(planned));
  const begins = plan.today < plan.firstDay ? plan.firstDay : null;
  const isBefore = ({ item, due, undated, state, booked }: PlannedItem) =>
    begins !== null && due < begins && !undated && !item.optional && state === 'open' && !booked;
  const listed = (isMeant: (planned: PlannedItem) => boolean) =>
    open
      .filter(isMeant)
      .sort((a, b) => compareDates(a.due, b.due))
      .map((planned) => viewOwnItem(planned, 0));
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
        ({ item, due, overdue, held }) => !overdue && !held && due <= until && !today.has(item.id),
      ),
      awaited: entriesOf(run, wanted),
      open: open.length > 0,
      command: `pm-onboard status${hireFlag(run)}`,
    },
  ];
}

function viewOwnItem({ ref, item, due, undated }: PlannedItem, minutes: number): OwnItemView {
  return {
    ref,
    id: item.id,
    title: item.title,
    due,
    undated,
    minutes: Math.round(minutes),
    link: item.links[0]?.url ?? null,
  };
}
