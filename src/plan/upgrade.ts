/** What another state of the program does to a run: the fact that adopts it, and how the plan then differs. */
import type { Item, Phase, Program } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import { presentId, type Renames } from '../progress/reduce.ts';
import { isToDo, type Plan, type PlannedItem } from './plan.ts';
import { newlyLate, pairsOf, type Shift, shiftsOf } from './shift.ts';

export type Adoption = Extract<Fact, { kind: 'adopted' }>;

/** A run's program, with the plan that it gives. */
interface Planned {
  readonly program: Program;
  readonly plan: Plan;
}

/** The items as they are in the later plan, each in one list or more; those that are finished are in none but `removed`. */
export interface Difference {
  readonly added: readonly PlannedItem[];
  /** As they were in the earlier plan. */
  readonly removed: readonly PlannedItem[];
  readonly renamed: readonly { readonly from: string; readonly item: PlannedItem }[];
  readonly redated: readonly Shift[];
  /** Title or details. */
  readonly reworded: readonly Shift[];
  readonly changed: readonly { readonly item: PlannedItem; readonly keys: readonly string[] }[];
  /** What else is not as it was: `the calendar`, `phase week-1`. */
  readonly beside: readonly string[];
  /** Past their due dates by this alone, whoever has to act. */
  readonly late: readonly PlannedItem[];
}

/**
 * The fact that adopts a program.
 * @param renamed what the run's events are read by so far: a former id stays one, though the program may have dropped it
 */
export function adoptionOf(before: Planned, next: Program, digest: string, renamed: Renames): Adoption {
  const renames = renamesTo(next, renamed);
  const old = new Set(itemsOf(before.program).map(({ id }) => id));
  const known = new Set([...old].map((id) => presentId(id, renames)));
  const settled = settledIn(before.plan, next, renames);
  return {
    kind: 'adopted',
    digest,
    items: itemsOf(next).flatMap(({ id }) => (known.has(id) ? [] : [id])),
    renamed: renames,
    ...(settled.length > 0 ? { settled } : {}),
  };
}

/** Each old id is claimed once, by the first; one that is an item's now is none. */
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

/** The completions that nobody had to approve, of items that now want an approval. */
function settledIn({ items }: Plan, next: Program, renames: Renames): string[] {
  const wanting = new Set(itemsOf(next).flatMap(({ id, signOff }) => (signOff === undefined ? [] : [id])));
  return items.flatMap(({ item, state, progress }) =>
    state === 'done' && progress.closedBy && !progress.judged && wanting.has(presentId(item.id, renames))
      ? [progress.closedBy.id]
      : [],
  );
}

/** @param renames those of the adoption between the two */
export function differenceOf(before: Planned, after: Planned, renames: Renames): Difference {
  const oldIds = new Set(before.plan.items.map(({ item }) => item.id));
  const newIds = new Set(after.plan.items.map(({ item }) => item.id));
  const formers = formersOf(renames, oldIds);
  const formerId = (id: string) => (oldIds.has(id) ? id : (formers.get(id)?.[0] ?? id));
  const pairs = pairsOf(before.plan, after.plan, formerId);
  const redated = shiftsOf(before.plan, after.plan, formerId);
  const open = pairs.filter((pair) => isToDo(pair.after));
  const moved = new Set(redated.map((shift) => shift.after));
  return {
    added: after.plan.items.filter(({ item }) => !oldIds.has(formerId(item.id))),
    removed: before.plan.items.filter(({ item }) => !newIds.has(presentId(item.id, renames))),
    renamed: after.plan.items.flatMap((item) =>
      (formers.get(item.item.id) ?? []).map((from) => ({ from, item })),
    ),
    redated,
    reworded: open.filter(isReworded),
    changed: open
      .map((pair) => ({ item: pair.after, keys: changedKeys(pair, moved.has(pair.after), renames) }))
      .filter(({ keys }) => keys.length > 0),
    beside: besideItems(before.program, after.program),
    late: newlyLate(open),
  };
}

/** Whether the hire would notice nothing. */
export function isSame(difference: Difference): boolean {
  return Object.values(difference).every((list) => list.length === 0);
}

/** Present id → the ids that it has in the earlier plan, and that end with it. */
function formersOf(renames: Renames, oldIds: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const formers = new Map<string, string[]>();
  for (const [old, id] of Object.entries(renames))
    if (oldIds.has(old)) formers.set(id, [...(formers.get(id) ?? []), old]);
  return formers;
}

function isReworded({ before, after }: Shift): boolean {
  return before.item.title !== after.item.title || before.item.details !== after.item.details;
}

/** As they are called in a checklist. */
const keyNames = {
  group: 'group',
  with: 'with',
  links: 'links',
  topics: 'topics',
  from: 'from',
  due: 'due',
  takes: 'takes',
  after: 'after',
  by: 'by',
  optional: 'optional',
  count: 'count',
  evidence: 'evidence',
  signOff: 'sign-off',
} as const satisfies Partial<Record<keyof Item, string>>;

function changedKeys({ before, after }: Shift, isRedated: boolean, renames: Renames): string[] {
  const underPresent = (item: Item) => ({ ...item, after: item.after.map((id) => presentId(id, renames)) });
  const [older, newer] = [underPresent(before.item), underPresent(after.item)];
  const keys = (Object.keys(keyNames) as (keyof typeof keyNames)[]).filter(
    (key) => !(key === 'due' && isRedated) && !isEqual(older[key], newer[key]),
  );
  return [...(before.phase === after.phase ? [] : ['phase']), ...keys.map((key) => keyNames[key])];
}

function besideItems(before: Program, after: Program): string[] {
  const phases = new Map(before.phases.map((phase) => [phase.id, phase]));
  const present = new Set(after.phases.map(({ id }) => id));
  return [
    ...(before.title === after.title ? [] : ["the program's title"]),
    ...(isEqual(before.roles, after.roles) ? [] : ['the roles']),
    ...(isEqual(before.calendar, after.calendar) ? [] : ['the calendar']),
    ...after.phases
      .filter((phase) => !isEqual(headOf(phases.get(phase.id)), headOf(phase)))
      .map(({ id }) => `phase ${id}`),
    ...before.phases.filter(({ id }) => !present.has(id)).map(({ id }) => `phase ${id}`),
  ];
}

function headOf(phase: Phase | undefined): unknown {
  return phase && { ...phase, items: [] };
}

/** Of plain data that one function makes, with its keys in one order. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function itemsOf({ phases }: Program): Item[] {
  return phases.flatMap(({ items }) => items);
}
