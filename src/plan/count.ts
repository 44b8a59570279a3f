/** Says whether the sum of a counted item closes it. Targets stand in the program, so the events alone can't tell. */
import type { CalendarDate } from '../dates.ts';
import { type Item, type Program, rolesOf } from '../program/model.ts';
import { byOrder, type EventOf } from '../progress/event.ts';
import { type ItemProgress, type Progress, type Tally, untouched } from '../progress/reduce.ts';
import { asOfDay } from './valid.ts';

/** What decides whether a sum closes an item. */
export type Countable = { readonly count?: Item['count'] | undefined } & Pick<Item, 'evidence'>;

/** Returns a function: item id → the progress of the item on a day, as its count, its days and its roles that sign off have it. */
export function progressIn(
  program: Program,
  { items }: Progress,
  today: CalendarDate,
): (id: string) => ItemProgress {
  const byCount = new Map<string, ItemProgress>();
  for (const item of countedItems(program)) {
    const progress = items.get(item.id);
    if (progress) byCount.set(item.id, asOfItem(item, progress, today));
  }
  return (id) => byCount.get(id) ?? items.get(id) ?? untouched;
}

/** Program → the items whose progress needs a look: one program is asked for each of the hires who follow it. */
const counted = new WeakMap<Program, readonly Item[]>();

function countedItems(program: Program): readonly Item[] {
  const known =
    counted.get(program) ??
    program.phases.flatMap((phase) =>
      phase.items.filter(
        ({ count, signOff, validFor }) =>
          count?.target !== undefined || typeof signOff === 'object' || validFor !== undefined,
      ),
    );
  counted.set(program, known);
  return known;
}

/**
 * The progress of an item as its count and its days have it; it is approved once every role that signs the item off has approved it.
 */
export function asOfItem(
  item: Countable & Pick<Item, 'signOff' | 'validFor'>,
  given: ItemProgress,
  today: CalendarDate,
): ItemProgress {
  const progress = asOfDay(item, asCounted(item, given), today);
  if (progress.judged === undefined || unapproved(item, progress).length === 0) return progress;
  const { judged: _, ...rest } = progress;
  return rest;
}

/** The roles whose approval the present completion lacks, in the order of the item's `sign-off`. */
export function unapproved(
  { signOff }: Pick<Item, 'signOff'>,
  { approvals = [], judged }: ItemProgress,
): readonly string[] {
  // Any approval is that of an only role, which an earlier program may have called otherwise.
  if (typeof signOff !== 'object') return judged ? [] : rolesOf(signOff);
  return signOff.filter((role) => !approvals.some((event) => event.role === role));
}

/**
 * The progress of an item, closed by its count where the sum has reached the target: `closedBy` is then the `counted` event
 * that reached it. A person's own `done` stays the completion, unless only what was counted is approved, or settled. What is
 * done wins over `skipped`, but a target that was lowered since doesn't. Evidence isn't given by counting, so a sum alone
 * doesn't close an item that wants some.
 */
export function asCounted(item: Countable, progress: ItemProgress): ItemProgress {
  const reached = progress.tally && reachedIn(progress.tally, item.count?.target);
  if (!reached || (item.evidence !== 'none' && !reached.settled)) return progress;
  const { by, judged, approvals, settled, byLowering } = reached;
  const { closedBy, closings, returned: _, flaw: _skip, ...rest } = progress;
  const all = [...closings, by].sort(byOrder);
  const isFinal = Boolean(progress.judged || progress.settled);
  const stays =
    closedBy?.kind === 'done'
      ? isFinal || !(judged || settled)
      : closedBy?.kind === 'skipped' && byLowering && byOrder(closedBy, by) > 0;
  if (stays) return { ...progress, closings: all };
  const { judged: _ofOther, approvals: _ofIt, settled: _too, ...open } = rest;
  return {
    ...open,
    closedBy: by,
    closings: all,
    ...(judged ? { judged, approvals } : {}),
    ...(settled ? { settled: true } : {}),
  };
}

interface Reached {
  /** The event that brought the sum to the target, from which on it stayed there. */
  readonly by: EventOf<'counted'>;
  /** The last approval of that event, or of one that counted further. */
  readonly judged?: EventOf<'approved'>;
  readonly approvals: readonly EventOf<'approved'>[];
  readonly settled: boolean;
  /** Whether the sum was below the target of the time when this was counted. */
  readonly byLowering: boolean;
}

/**
 * Undefined while the sum is below the target, and after a return or a reopening until something more is counted. An approval
 * names the event that the sum had last reached its target by. Where another copy's earlier event reaches it now, or the
 * target is lower, the approved event only counts further: what was approved is in the sum, so it stays approved.
 */
function reachedIn({ events, settled }: Tally, target: number | undefined): Reached | undefined {
  if (target === undefined) return undefined;
  let sum = 0;
  let since: EventOf<'counted'>[] = [];
  let sumThen = 0;
  for (const event of events) {
    if (event.kind === 'reopened' || event.kind === 'returned') since = [];
    if (event.kind !== 'counted') continue;
    sum += event.delta;
    if (sum < target) since = [];
    else if (since.length > 0 || event.delta > 0) {
      if (since.length === 0) sumThen = sum;
      since.push(event);
    }
  }
  const [by] = since;
  if (!by) return undefined;
  const ids = new Set(since.map(({ id }) => id));
  const approvals = events.filter((event) => event.kind === 'approved').filter(({ of }) => ids.has(of));
  const judged = approvals.at(-1);
  return {
    by,
    ...(judged ? { judged } : {}),
    approvals,
    settled: since.some(({ id }) => settled.has(id)),
    byLowering: by.closesAt !== undefined && sumThen < by.closesAt,
  };
}
