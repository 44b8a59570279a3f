/** What other checklists do to a run: the event that adopts them, and how the plan then differs. */
import type { Item, Phase, Program } from '../program/model.ts';
import { entries } from '../program/shape.ts';
import type { Fact } from '../progress/event.ts';
import { type Progress, presentId, presentRule, type Renames } from '../progress/reduce.ts';
import { unapproved } from './count.ts';
import { isToDo, type Plan, type PlannedItem } from './plan.ts';
import { newlyLate, pairsOf, recountsOf, type Shift, shiftsOf } from './shift.ts';
import { unmetOf } from './traits.ts';

export type Adoption = Extract<Fact, { kind: 'adopted' }>;

/** A program, and the plan of the run by that program. */
interface Planned {
  readonly program: Program;
  readonly plan: Plan;
}

/**
 * How two plans differ. Items are as the later plan has them, and one item may stand in several lists. A done,
 * in-review or skipped item keeps what it was closed with; of the changes, only `removed` and `renamed` may list it.
 */
export interface Difference {
  readonly added: readonly PlannedItem[];
  /** The removed items, as they were in the earlier plan. */
  readonly removed: readonly PlannedItem[];
  readonly renamed: readonly { readonly from: string; readonly item: PlannedItem }[];
  readonly redated: readonly Shift[];
  /** Items with another title or other details. */
  readonly reworded: readonly Shift[];
  readonly changed: readonly { readonly item: PlannedItem; readonly keys: readonly string[] }[];
  /** Items that are done or open again by their count, since the target or what else closes them differs. */
  readonly recounted: readonly Shift[];
  /** Items of both programs that only the later one gives the hire, by the hire's traits. */
  readonly comes: readonly PlannedItem[];
  /** Items of both programs that only the earlier one gives the hire, as they were in the earlier plan. */
  readonly goes: readonly PlannedItem[];
  /** What differs beside the items: `the calendar`, `phase week-1`. */
  readonly beside: readonly string[];
  /** Items that are past their due date in the later plan only, whoever has to act. */
  readonly late: readonly PlannedItem[];
}

/**
 * The content of the event that adopts a program.
 * @param renamed the renames by which the run's events have been read so far. A rename stays in force even where the
 * program no longer lists the former id under `formerly`.
 * @param traits the hire's traits: an item that they left out so far, and do so no longer, is new to the run
 */
export function adoptionOf(
  before: Planned,
  next: Program,
  digest: string,
  renamed: Renames,
  traits: Progress['traits'] = new Map(),
): Adoption {
  const renames = renamesTo(next, renamed);
  const old = new Set(itemsOf(before.program).map(({ id }) => id));
  const known = new Set([...old].map((id) => presentId(id, renames)));
  const left = new Set(before.plan.out.map(({ item }) => presentId(item.id, renames)));
  const isNew = (item: Item) =>
    !known.has(item.id) || (left.has(item.id) && !unmetOf(item, next, { traits }));
  const settled = settledIn(before.plan, next, renames);
  return {
    kind: 'adopted',
    digest,
    items: itemsOf(next).flatMap((item) => (isNew(item) ? [item.id] : [])),
    renamed: renames,
    settled: settled.length > 0 ? settled : undefined,
  };
}

/** Former id → present id. Of several items with the same former id the first counts; an id in use is left out. */
function renamesTo(next: Program, earlier: Renames): Renames {
  const items = itemsOf(next);
  const present = new Set(items.map(({ id }) => id));
  const claimed = new Map<string, string>();
  for (const { id, formerly } of items)
    for (const old of formerly) if (!present.has(old) && !claimed.has(old)) claimed.set(old, id);
  const renames = new Map(
    Object.entries(earlier).map(([old, id]) => [old, present.has(id) ? id : (claimed.get(id) ?? id)]),
  );
  for (const [old, id] of claimed) renames.set(old, id);
  return Object.fromEntries([...renames].filter(([old]) => !present.has(old)));
}

/**
 * Ids of completions that were final without what the next program wants: an approval or, where only the sum closed the item,
 * evidence.
 */
function settledIn({ items }: Plan, next: Program, renames: Renames): string[] {
  const then = new Map(itemsOf(next).map((item) => [item.id, item]));
  return items.flatMap(({ item, state, progress }) => {
    const { closedBy } = progress;
    const wanted = then.get(presentId(item.id, renames));
    if (state !== 'done' || !closedBy || !wanted) return [];
    const lacksApproval = unapproved(wanted, progress).length > 0;
    const lacksEvidence = wanted.evidence !== 'none' && closedBy.kind === 'counted';
    return lacksApproval || lacksEvidence ? [closedBy.id] : [];
  });
}

/** @param renames the renames in the event that adopts the later program */
export function differenceOf(before: Planned, after: Planned, renames: Renames): Difference {
  const oldIds = new Set(before.plan.items.map(({ item }) => item.id));
  const newIds = new Set(after.plan.items.map(({ item }) => item.id));
  const [wasOut, isOut] = [before, after].map(({ plan }) => new Set(plan.out.map(({ item }) => item.id)));
  const formers = formersOf(renames, oldIds);
  const formerId = (id: string) => (oldIds.has(id) ? id : (formers.get(id)?.[0] ?? id));
  const pairs = pairsOf(before.plan, after.plan, formerId);
  const redated = shiftsOf(before.plan, after.plan, formerId);
  const open = pairs.filter((pair) => isToDo(pair.after));
  const moved = new Set(redated.map((shift) => shift.after));
  const fresh = after.plan.items.filter(({ item }) => !oldIds.has(formerId(item.id)));
  const gone = before.plan.items.filter(({ item }) => !newIds.has(presentId(item.id, renames)));
  const cameBack = ({ item }: PlannedItem) => wasOut?.has(formerId(item.id)) ?? false;
  const leftOut = ({ item }: PlannedItem) => isOut?.has(presentId(item.id, renames)) ?? false;
  return {
    added: fresh.filter((item) => !cameBack(item)),
    removed: gone.filter((item) => !leftOut(item)),
    renamed: after.plan.items.flatMap((item) =>
      (formers.get(item.item.id) ?? []).map((from) => ({ from, item })),
    ),
    redated,
    reworded: open.filter((pair) => isReworded(pair, renames)),
    changed: open
      .map((pair) => ({ item: pair.after, keys: changedKeys(pair, moved.has(pair.after), renames) }))
      .filter(({ keys }) => keys.length > 0),
    recounted: recountsOf(before.plan, after.plan, formerId),
    comes: fresh.filter(cameBack),
    goes: gone.filter(leftOut),
    beside: besideItems(before.program, after.program),
    late: newlyLate(open),
  };
}

/** Whether the two plans are the same to a hire. */
export function isSame(difference: Difference): boolean {
  return Object.values(difference).every((list) => list.length === 0);
}

/** Present id → the ids that the item had in the earlier plan. */
function formersOf(renames: Renames, oldIds: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const formers = new Map<string, string[]>();
  for (const [old, id] of Object.entries(renames))
    if (oldIds.has(old)) formers.set(id, [...(formers.get(id) ?? []), old]);
  return formers;
}

function isReworded(pair: Shift, renames: Renames): boolean {
  return keysThatDiffer(pair, renames).some(({ change }) => change === 'words');
}

/** The names of the checklist keys that differ, and `phase` where the item moved to another phase. */
function changedKeys(pair: Shift, isRedated: boolean, renames: Renames): string[] {
  const differing = keysThatDiffer(pair, renames);
  const listed = differing.filter(({ change }) => change === 'key' || (change === 'date' && !isRedated));
  return [...(pair.before.phase === pair.after.phase ? [] : ['phase']), ...listed.map(({ name }) => name)];
}

function keysThatDiffer({ before, after }: Shift, renames: Renames) {
  const underPresent = (item: Item) => ({
    ...item,
    after: item.after.map((id) => presentId(id, renames)),
    due: presentRule(item.due, renames),
    ...(item.from === undefined ? {} : { from: presentRule(item.from, renames) }),
  });
  const [older, newer] = [underPresent(before.item), underPresent(after.item)];
  return entries.flatMap(({ name, at, compiled }) =>
    at.item && differs(compiled.as, older, newer) ? [{ name, change: at.item.change }] : [],
  );
}

function besideItems(before: Program, after: Program): string[] {
  const phases = new Map(before.phases.map((phase) => [phase.id, phase]));
  const present = new Set(after.phases.map(({ id }) => id));
  const own = entries.flatMap(({ at, compiled }) =>
    differs(compiled.as, before, after) ? (at.program?.change ?? []) : [],
  );
  return [
    ...own,
    ...after.phases
      .filter((phase) => !isEqual(headOf(phases.get(phase.id)), headOf(phase)))
      .map(({ id }) => `phase ${id}`),
    ...before.phases.filter(({ id }) => !present.has(id)).map(({ id }) => `phase ${id}`),
  ];
}

function headOf(phase: Phase | undefined): unknown {
  // What `retired` does is said by the items that go.
  return phase && { ...phase, items: [], retired: undefined };
}

/** Compares plain data as JSON, which works because compiled programs always have their keys in the same order. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function differs(name: string, before: object, after: object): boolean {
  const valueIn = (of: object) => (of as Readonly<Record<string, unknown>>)[name];
  return !isEqual(valueIn(before), valueIn(after));
}

function itemsOf({ phases }: Program): Item[] {
  return phases.flatMap(({ items }) => items);
}
