/**
 * Makes the plan from program, progress, calendar and today: every item with its dates and its state. A done item
 * keeps the title and the due date that it had when it was done; one that is done by its count has those of the program.
 */
import { addDays, type CalendarDate, earlierOf, laterOf } from '../dates.ts';
import { minutesPerDay } from '../program/grammar.ts';
import type { Item, Phase, Program } from '../program/model.ts';
import type { ItemProgress, Progress } from '../progress/reduce.ts';
import { type Calendar, calendarDays, resolveDate, resolverFrom } from './calendar.ts';
import { progressIn } from './count.ts';

export type ItemState = 'open' | 'blocked' | 'waiting' | 'in review' | 'done' | 'skipped';

export interface PlannedItem {
  /** The number by which people name the item: phase and place, `3.12`. */
  readonly ref: string;
  readonly item: Item;
  readonly phase: string;
  readonly progress: ItemProgress;
  /** The first day on which the item can be done; undefined where it can be done at once. */
  readonly from: CalendarDate | undefined;
  readonly due: CalendarDate;
  /**
   * The day to begin: as many working days before the due date as the item takes, but not before `from` or the start; for
   * an item to rework, the day of the return.
   */
  readonly begin: CalendarDate;
  readonly state: ItemState;
  /** Whether the item is open, required, and due before today; blocked and waiting items aren't overdue. */
  readonly overdue: boolean;
  /** Working days since the due date, whoever has to act; 0 for an item that is optional, closed or not yet due. */
  readonly daysLate: number;
  /** Ids of the required items that have to be closed before this one can be done. */
  readonly blockers: readonly string[];
}

export interface PlannedPhase {
  readonly phase: Phase;
  readonly due: CalendarDate;
  readonly state: 'done' | 'current' | 'upcoming' | 'past';
  readonly totals: Totals;
}

export interface Totals {
  readonly done: number;
  readonly skipped: number;
  readonly total: number;
}

export interface Plan {
  readonly start: CalendarDate;
  readonly today: CalendarDate;
  /** The number of today in the run; 0 before the start. */
  readonly day: number;
  /** The number of the run's last day, the 90 of "day 9 of 90". */
  readonly lastDay: number;
  readonly onLeaveUntil?: CalendarDate;
  /** The first working day from today on, or from the start on where that is later. */
  readonly nextWorkday: CalendarDate;
  readonly items: readonly PlannedItem[];
  /** Item id → the number that people type. */
  readonly refs: ReadonlyMap<string, string>;
  readonly phases: readonly PlannedPhase[];
  readonly totals: Totals;
}

/** @param today the local date that the plan is seen from */
export function makePlan(
  program: Program,
  progress: Progress,
  calendar: Calendar,
  today: CalendarDate,
): Plan {
  const { start } = progress.hire;
  const items = planItems(program, progress, calendar, today);
  const phases = planPhases(program, items, start, calendar, today);
  const onLeaveUntil = calendar.leaveUntil(today);
  return {
    start,
    today,
    day: calendar.dayOf(start, today),
    lastDay: lastDayOf(program, start, calendar),
    ...(onLeaveUntil ? { onLeaveUntil } : {}),
    nextWorkday: calendar.nthWorkday(laterOf(today, start), 1),
    items,
    refs: new Map(items.map(({ item, ref }) => [item.id, ref])),
    phases,
    totals: totalsOf(items),
  };
}

/** Whether the item is required and the hire does it. */
export function isOwnDuty({ item }: PlannedItem): boolean {
  return item.by === undefined && !item.optional;
}

/** Whether the item is neither done nor skipped yet. */
export function isToDo({ state }: Pick<PlannedItem, 'state'>): boolean {
  return state === 'open' || state === 'blocked' || state === 'waiting';
}

/** Whether the item's work is done; an item in review counts, since it only waits for a sign-off. */
export function isDone({ state }: Pick<PlannedItem, 'state'>): boolean {
  return state === 'done' || state === 'in review';
}

const none: readonly string[] = [];

function planItems(
  program: Program,
  progress: Progress,
  calendar: Calendar,
  today: CalendarDate,
): PlannedItem[] {
  const progressOf = progressIn(program, progress);
  const blocks = blockersIn(program, progressOf);
  const dateOfRule = resolverFrom(progress.hire.start, calendar);
  return program.phases.flatMap((phase, phaseIndex) =>
    phase.items.map((item, index): PlannedItem => {
      const own = withAddedDue(progressOf(item.id), item);
      const adopted = progress.adopted.get(item.id);
      const earliest = adopted && weekAfter(adopted, calendar);
      const { from, due, begin } = datesOf(item, own, progress.hire.start, calendar, dateOfRule, earliest);
      const blockers =
        own.closedBy || item.after.length === 0 ? none : [...new Set(item.after.flatMap(blocks))];
      const state = stateOf(item, own, blockers);
      const late = isToDo({ state }) && !item.optional && due < today;
      return {
        ref: `${phaseIndex + 1}.${index + 1}`,
        item: withTitle(item, own.closedBy?.kind === 'counted' ? undefined : own.closedBy?.title),
        phase: phase.id,
        progress: own,
        from,
        due,
        begin,
        state,
        overdue: late && state === 'open',
        daysLate: late ? calendar.workdaysBetween(due, today) : 0,
        blockers,
      };
    }),
  );
}

/** Treats the due date with which an item was added to the run like a date to which somebody moved it. */
function withAddedDue(progress: ItemProgress, { added }: Item): ItemProgress {
  const due = progress.moved ?? added?.due;
  return due === undefined ? progress : { ...progress, moved: due };
}

/** The item with the title that it was done with; unchanged where no title is given. */
function withTitle(item: Item, title = item.title): Item {
  return title === item.title ? item : { ...item, title };
}

/** The earliest due date of an item that came into the run when other checklists were adopted: a week after that day. */
export function weekAfter(adopted: CalendarDate, calendar: Calendar): CalendarDate {
  return calendar.settle(addDays(adopted, 7), adopted);
}

/** @param earliestDue a rule's date that is earlier is moved here; a date that a person chose stays */
function datesOf(
  item: Item,
  progress: ItemProgress,
  start: CalendarDate,
  calendar: Calendar,
  dateOfRule: (rule: string) => CalendarDate,
  earliestDue: CalendarDate | undefined,
) {
  const ruled = dateOfRule(item.due);
  const closedWith = progress.closedBy?.kind === 'done' ? progress.closedBy.due : undefined;
  const due = closedWith ?? progress.moved ?? (earliestDue ? laterOf(ruled, earliestDue) : ruled);
  const from = item.from === undefined ? undefined : dateOfRule(item.from);
  const reworked = reworkedBy(progress, calendar);
  if (progress.returned && reworked)
    return { from: undefined, due: laterOf(due, reworked), begin: progress.returned.on };
  const earliest = from ?? earlierOf(due, start);
  const begin = laterOf(calendar.workdaysBefore(due, wholeDaysOf(item)), earliest);
  return { from, due, begin: earlierOf(begin, due) };
}

/** How many working days a hire has to rework an item that was returned. */
const reworkDays = 3;

/** The last day to rework a returned item; undefined where the item wasn't returned, or was moved since. */
export function reworkedBy(
  { returned, movedSince }: ItemProgress,
  calendar: Calendar,
): CalendarDate | undefined {
  return returned && !movedSince ? calendar.nthWorkday(addDays(returned.on, 1), reworkDays) : undefined;
}

/** The whole working days that an item takes, by its effort; for a count of days at least as many as its target. */
export function wholeDaysOf({ takes = 0, count }: Item): number {
  const counted = count?.unit === 'days' ? (count.target ?? 0) : 0;
  return Math.max(counted, Math.floor(takes / minutesPerDay));
}

/** Returns a function: id of an item or group → the ids of its required items that aren't closed yet. */
function blockersIn(program: Program, progressOf: (id: string) => ItemProgress): (id: string) => string[] {
  const items = program.phases.flatMap((phase) => phase.items);
  const byId = new Map(items.map((item) => [item.id, item]));
  const holdsUp = (item: Item) => !item.optional && !progressOf(item.id).closedBy;
  return (id) => {
    const single = byId.get(id);
    const meant = single ? [single] : items.filter(({ group }) => group === id);
    return meant.filter(holdsUp).map((item) => item.id);
  };
}

function stateOf(item: Item, progress: ItemProgress, blockers: readonly string[]): ItemState {
  if (progress.closedBy?.kind === 'skipped') return 'skipped';
  if (progress.closedBy) return item.signOff && !progress.judged && !progress.settled ? 'in review' : 'done';
  if (blockers.length > 0) return 'blocked';
  return item.by === undefined ? 'open' : 'waiting';
}

function planPhases(
  program: Program,
  items: readonly PlannedItem[],
  start: CalendarDate,
  calendar: Calendar,
  today: CalendarDate,
): PlannedPhase[] {
  const dues = program.phases.map((phase) => resolveDate(phase.due, start, calendar).date);
  const current = dues.findIndex((due) => today <= due);
  return program.phases.map((phase, index) => {
    const totals = totalsOf(items.filter((item) => item.phase === phase.id));
    const over = totals.done + totals.skipped === totals.total;
    const time = index === current ? 'current' : current >= 0 && index > current ? 'upcoming' : 'past';
    return { phase, due: dues[index] as CalendarDate, state: over ? 'done' : time, totals };
  });
}

function totalsOf(items: readonly PlannedItem[]): Totals {
  const required = items.filter(({ item }) => !item.optional);
  const count = (state: ItemState) => required.filter((item) => item.state === state).length;
  return { done: count('done'), skipped: count('skipped'), total: required.length };
}

/** The number of the run's last day: from the last phase's rule where that is `day N` or `week N`, else from its date. */
function lastDayOf(program: Program, start: CalendarDate, calendar: Calendar): number {
  const last = program.phases.at(-1);
  if (!last) return 0;
  const { rule, date } = resolveDate(last.due, start, calendar);
  return rule.unit === 'day' || rule.unit === 'week' ? calendarDays(rule) : calendar.dayOf(start, date);
}
