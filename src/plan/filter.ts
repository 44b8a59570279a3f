/** Narrows a run to some of its items, for screens that show only these. */
import type { CalendarDate } from '../dates.ts';
import { type Item, rolesOf } from '../program/model.ts';
import { type Part, sumOf } from './day.ts';
import type { Plan, PlannedItem, PlannedPhase } from './plan.ts';
import { totalsOf } from './plan.ts';
import type { Run } from './run.ts';
import type { Schedule, ScheduledDay } from './schedule.ts';

/** Which items are meant: all that is said has to hold. */
export interface Wanted {
  /** The id of their phase. */
  readonly phase?: string;
  /** The id of a role that acts in them: the hire meets it, it does them, or it signs them off. */
  readonly role?: string;
  /** They are due before this day. */
  readonly dueBefore?: CalendarDate;
}

/** What a screen says of the filter that it is under. */
export interface Filter {
  readonly phase: { readonly id: string; readonly title: string } | null;
  /** The role that meets the hire in the items, does them or signs them off. */
  readonly role: { readonly role: string; readonly title: string } | null;
  /** The items are due before this day. */
  readonly dueBefore: CalendarDate | null;
  /** The filter with what it leaves, in a sentence: `Only phase First week: 5 of 12 done.` */
  readonly text: string;
  /** The flags that say it, to be put behind a command: ` --phase week-1`. */
  readonly flags: string;
  /** The totals of the whole run; all others in the view, but those of the pace, are of the items that are shown. */
  readonly of: { readonly done: number; readonly skipped: number; readonly total: number };
}

/**
 * The run with only the items that are wanted: its totals and its phases are those of these items, and so are the parts in its
 * schedule, which lie where they lie among all of them.
 */
export function narrowed<R extends Run>(run: R, wanted: Wanted): R {
  const items = run.plan.items.filter((planned) => isWanted(planned, wanted));
  const plan = { ...run.plan, ...partOf(run.plan, items), out: outOf(run.plan, wanted) };
  return { ...run, plan, schedule: () => scheduleFor(items, run.schedule()) };
}

function partOf({ phases }: Plan, items: readonly PlannedItem[]): Pick<Plan, 'items' | 'phases' | 'totals'> {
  return { items, phases: phases.map((phase) => phaseOf(phase, items)), totals: totalsOf(items) };
}

/** The schedule with the parts of these items alone; what it says of the whole run, such as the pace of a day, stays. */
function scheduleFor(items: readonly PlannedItem[], schedule: Schedule): Schedule {
  const ids = new Set(items.map(({ item }) => item.id));
  const ofThem = (parts: readonly Part[]) => parts.filter(({ task }) => ids.has(task.id));
  const dayOf = (day: ScheduledDay): ScheduledDay => {
    const parts = ofThem(day.parts);
    return { ...day, parts, minutes: sumOf(parts) };
  };
  return {
    ...schedule,
    today: dayOf(schedule.today),
    left: ofThem(schedule.left),
    asked: ofThem(schedule.asked),
    *ahead() {
      for (const day of schedule.ahead()) yield dayOf(day);
    },
  };
}

function phaseOf(planned: PlannedPhase, items: readonly PlannedItem[]): PlannedPhase {
  const own = items.filter(({ phase }) => phase === planned.phase.id);
  const totals = totalsOf(own);
  const isDone = totals.done + totals.skipped === totals.total;
  return { ...planned, empty: own.length === 0, totals, state: isDone ? 'done' : planned.state };
}

function isWanted({ item, phase, due }: PlannedItem, { dueBefore, ...wanted }: Wanted): boolean {
  return (dueBefore === undefined || due < dueBefore) && isOf(item, phase, wanted);
}

function isOf(item: Item, phase: string, wanted: Omit<Wanted, 'dueBefore'>): boolean {
  const { with: met, by, signOff } = item;
  const acts = (role: string) => [...met, ...rolesOf(by), ...rolesOf(signOff)].includes(role);
  return (
    (wanted.phase === undefined || phase === wanted.phase) && (wanted.role === undefined || acts(wanted.role))
  );
}

/** What the traits leave out has no date, so that none of it is due before one. */
function outOf({ out }: Plan, { dueBefore, ...wanted }: Wanted): Plan['out'] {
  return dueBefore === undefined ? out.filter(({ item, phase }) => isOf(item, phase, wanted)) : [];
}
