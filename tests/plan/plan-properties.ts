/** What holds of every plan, whatever the program, the calendar and the leave. Tests and the trial `plans` try it. */
import { addDays, type CalendarDate, dayCount, laterOf } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import type { Plan, PlannedItem } from '../../src/plan/plan.ts';
import { emptyItem, type Item, type Phase } from '../../src/program/model.ts';
import { leaveDayByDay, planOf, randomMoves, type Situation } from './random-plans.ts';

/** @returns what is wrong, in words; undefined where the property holds */
export type PlanProperty = (given: Situation) => string | undefined;

type Items = ReadonlyMap<string, PlannedItem>;

function byId({ items }: Plan): Items {
  return new Map(items.map((planned) => [planned.item.id, planned]));
}

/** The required items that an item waits for. */
function waitsFor({ item }: PlannedItem, plan: Plan): PlannedItem[] {
  return item.after.flatMap((id) =>
    plan.items.filter(
      ({ item: other }) => (other.id === id || other.group === id) && !other.optional && other.id !== item.id,
    ),
  );
}

/** The first item for which the test returns words. */
function firstOf(plan: Plan, test: (planned: PlannedItem) => string | false | undefined): string | undefined {
  for (const planned of plan.items) {
    const wrong = test(planned);
    if (wrong) return `${planned.item.id}: ${wrong}`;
  }
  return undefined;
}

function phaseEnd({ phase }: PlannedItem, plan: Plan): CalendarDate {
  return plan.phases.find((each) => each.phase.id === phase)?.due as CalendarDate;
}

const ordered: PlanProperty = (given) => {
  const plan = planOf(given);
  return firstOf(plan, (planned) => {
    const early = waitsFor(planned, plan).find(({ due }) => due > planned.due);
    return (
      (early && `due ${planned.due} before ${early.item.id}, ${early.due}`) ||
      (planned.from && planned.from > planned.due && `from ${planned.from} after due ${planned.due}`) ||
      (planned.begin > planned.due && `begin ${planned.begin} after due ${planned.due}`) ||
      (planned.workFrom > planned.due && `work from ${planned.workFrom} after due ${planned.due}`)
    );
  });
};

const inPhase: PlanProperty = (given) => {
  const plan = planOf(given);
  return firstOf(
    plan,
    (planned) => planned.due > phaseEnd(planned, plan) && `due ${planned.due} after its phase`,
  );
};

const onWorkingDays: PlanProperty = (given) => {
  const plan = planOf(given);
  const calendar = new Calendar([given.calendar], given.leaves);
  return firstOf(
    plan,
    ({ due, item }) =>
      !item.due.endsWith('start') && !calendar.isWorking(due) && `due on ${due}, which nobody works`,
  );
};

/** Leave never makes a date earlier, and moves it by exactly the working days that it takes up to there. */
const leaveCosts: PlanProperty = (given) => {
  const [plan, free] = [planOf(given), planOf({ ...given, leaves: [] })];
  const without = byId(free);
  const base = new Calendar([given.calendar]);
  const worked = new Calendar([given.calendar], given.leaves);
  const day1 = dayCount(plan.timeline.day1);
  return firstOf(plan, ({ item, due }) => {
    const was = (without.get(item.id) as PlannedItem).due;
    if (due < was) return `due ${due} with leave, ${was} without`;
    if (was < plan.timeline.day1 || !base.isBase(dayCount(due))) return undefined;
    const [left, all] = [
      worked.countWorkdays(day1, dayCount(due)),
      base.countWorkdays(day1, dayCount(was), false),
    ];
    return left !== all && `due on working day ${left} with leave, ${all} without`;
  });
};

/** The same working days off, entered day by day instead of from weekend to weekend, give the same dates. */
const sameLeave: PlanProperty = (given) => {
  const other = byId(planOf({ ...given, leaves: leaveDayByDay(given) }));
  return firstOf(planOf(given), ({ item, due, from, begin }) => {
    const its = other.get(item.id) as PlannedItem;
    return (
      (its.due !== due || its.from !== from || its.begin !== begin) &&
      `${from} ${begin} ${due}, day by day ${its.from} ${its.begin} ${its.due}`
    );
  });
};

/**
 * The counter never falls and stands still on leave. Without leave it shows N on calendar day N; with leave, on the date of
 * `day N` where that is a working day.
 */
const counter: PlanProperty = (given) => {
  const { timeline } = planOf(given);
  const worked = new Calendar([given.calendar], given.leaves);
  let before = 0;
  for (let offset = -3; offset < 130; offset += 1) {
    const date = addDays(given.start, offset);
    const day = timeline.dayOn(date);
    if (day < before) return `day ${before}, then ${day} on ${date}`;
    if (worked.kindOf(date) === 'leave' && day !== before && offset > -3)
      return `day ${day} on leave, ${before} before`;
    before = day;
  }
  const [free, base] = [planOf({ ...given, leaves: [] }).timeline, new Calendar([given.calendar])];
  for (let n = 1; n <= 60; n += 1) {
    const date = addDays(free.day1, n - 1);
    if (free.dayOn(date) !== n) return `day ${free.dayOn(date)} on ${date}, which is day ${n}`;
    if (!base.isBase(dayCount(date))) continue;
    const later = timeline.dateAt(free.workdayBy(date));
    if (timeline.dayOn(later) !== n) return `day ${timeline.dayOn(later)} on ${later}, with leave day ${n}`;
  }
  return undefined;
};

/**
 * Where a phase has as many working days as its rules suppose, `workday N` is the Nth. Where it has fewer, all of its rules
 * fit into it, in their order.
 */
const fitted: PlanProperty = (given) => {
  const { timeline } = planOf(given);
  for (const [index, { due, items }] of given.program.phases.entries()) {
    const end = timeline.ends[index] as number;
    for (const n of due.startsWith('workday') ? [] : items.map((item) => numberIn(item.due))) {
      const workday = n > 0 ? (timeline.workdayOf(`workday ${n}`) as number) : 0;
      if (workday > end) return `workday ${n} is working day ${workday}, its phase ends on ${end}`;
    }
  }
  const most = Math.max(
    0,
    ...given.program.phases.flatMap(({ due, items }) =>
      [due, ...items.map((item) => item.due)].map(numberIn),
    ),
  );
  for (let n = 1; n <= most; n += 1) {
    const workday = timeline.workdayOf(`workday ${n}`) as number;
    if (workday > n) return `workday ${n} is working day ${workday}`;
    if (timeline.squeezes.length === 0 && workday !== n)
      return `workday ${n} is working day ${workday}, with room for all`;
    const before = n > 1 ? (timeline.workdayOf(`workday ${n - 1}`) as number) : 1;
    if (workday < before) return `workday ${n} is working day ${workday}, workday ${n - 1} is ${before}`;
  }
  return undefined;
};

function numberIn(rule: string): number {
  return rule.startsWith('workday ') ? Number(rule.slice(8)) : 0;
}

/** Editing one rule moves another item only where that item waits for the edited one, or a phase is too short. */
const local: PlanProperty = (given) => {
  const { program, random } = given;
  const all = program.phases.flatMap(({ items }) => items.filter(({ due }) => due.startsWith('workday')));
  if (all.length === 0) return undefined;
  const { id, due } = random.pick(all);
  const edited = `workday ${Math.max(1, numberIn(due) - random.int(1, 3))}`;
  const change = (item: Item) => (item.id === id ? { ...item, due: edited } : item);
  const other = {
    ...given,
    program: {
      ...program,
      phases: program.phases.map((phase) => ({ ...phase, items: phase.items.map(change) })),
    },
  };
  const [plan, after] = [planOf(given), planOf(other)];
  if (plan.timeline.squeezes.length > 0) return undefined;
  const [behind, dates] = [followers(id, plan), byId(after)];
  return firstOf(
    plan,
    ({ item, due: was }) =>
      item.id !== id &&
      !behind.has(item.id) &&
      dates.get(item.id)?.due !== was &&
      `moves from ${was} to ${dates.get(item.id)?.due}, since ${id} is ${edited} instead of ${due}`,
  );
};

/** The ids of all items that wait for an item, at any distance. */
function followers(id: string, plan: Plan): Set<string> {
  const found = new Set([id]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const planned of plan.items)
      if (waitsFor(planned, plan).some(({ item }) => found.has(item.id))) found.add(planned.item.id);
  }
  found.delete(id);
  return found;
}

/** A move is exact; what it pushes keeps its order and its distance; everything else stays where it is. */
const moves: PlanProperty = (given) => {
  const moved = randomMoves(given);
  const [plan, before] = [planOf(given, { moves: moved }), byId(planOf(given))];
  const behind = new Set([...moved.keys()].flatMap((id) => [...followers(id, plan)]));
  return firstOf(plan, (planned) => {
    const { item, due, from, dueBefore } = planned;
    const [date, was] = [moved.get(item.id), before.get(item.id)?.due];
    const others = waitsFor(planned, plan).filter((other) => other.due > due);
    if (from && from > due) return `from ${from} after due ${due}`;
    if (date) {
      if (due !== date) return `moved to ${date}, due ${due}`;
      const unnamed = others.find((other) => !dueBefore.includes(other.item.id));
      return unnamed && `${unnamed.item.id} is due later, which is not said`;
    }
    if (others[0]) return `due ${due} before ${others[0].item.id}, ${others[0].due}`;
    const late = [...moved].every(([id, to]) => to >= (before.get(id)?.due as CalendarDate));
    if (behind.has(item.id))
      return late && due < (was as CalendarDate) && `pushed back from ${was} to ${due}`;
    if (due !== was) return `moves from ${was} to ${due} without a reason`;
    return due > phaseEnd(planned, plan) && `due ${due} after its phase`;
  });
};

/** What a change pushes keeps its distance to what pushed it, as far as its effort needs it. */
const distance: PlanProperty = (given) => {
  const moved = randomMoves(given);
  const [plan, before] = [planOf(given, { moves: moved }), byId(planOf(given))];
  const calendar = new Calendar([given.calendar], given.leaves);
  return firstOf(plan, (planned) => {
    if (moved.has(planned.item.id)) return undefined;
    const was = before.get(planned.item.id) as PlannedItem;
    for (const other of waitsFor(planned, plan)) {
      const its = before.get(other.item.id) as PlannedItem;
      if (other.due <= its.due) continue;
      const pieces = Math.ceil((planned.item.takes as number) / 120);
      const wanted = Math.min(pieces, calendar.workdaysBetween(its.due, was.due));
      const days = calendar.workdaysBetween(other.due, planned.due);
      if (days < wanted) return `${days} working days after ${other.item.id}, which needs ${wanted}`;
    }
    return undefined;
  });
};

/** An item that a person adds is due on its date, or with what it waits for where that is later; nothing else moves. */
const additions: PlanProperty = (given) => {
  const { program, random, start } = given;
  const last = program.phases.at(-1) as Phase;
  const ids = program.phases.flatMap(({ items }) => items.map(({ id }) => id));
  const own = ['own-1', 'own-2'].map((id, index): Item => {
    const due = addDays(start, random.int(-5, 110));
    const after = [...random.sample(ids, random.int(0, 1)), ...(index > 0 ? ['own-1'] : [])];
    return { ...emptyItem, id, title: id, due: last.due, after, added: { id, on: start, by: 'Ada', due } };
  });
  const phases = program.phases.map((phase) =>
    phase === last ? { ...phase, items: [...phase.items, ...own] } : phase,
  );
  const [plan, before] = [planOf({ ...given, program: { ...program, phases } }), byId(planOf(given))];
  return firstOf(plan, (planned) => {
    const { item, due } = planned;
    const early = waitsFor(planned, plan).find((other) => other.due > due);
    if (early) return `due ${due} before ${early.item.id}, ${early.due}`;
    const wanted = item.added?.due;
    if (!wanted) return due !== before.get(item.id)?.due && `moves to ${due} by an addition`;
    const latest = waitsFor(planned, plan).reduce((last, other) => laterOf(last, other.due), wanted);
    return due !== latest && `added for ${wanted}, due ${due} instead of ${latest}`;
  });
};

/** What an upgrade brings late is due a week from then at the earliest; what it pushes keeps the order. */
const adoptions: PlanProperty = (given) => {
  const ids = given.program.phases.flatMap(({ items }) => items.map(({ id }) => id));
  const on = addDays(given.start, given.random.int(0, 80));
  const adopted = new Map(given.random.sample(ids, 2).map((id) => [id, on]));
  const [plan, before] = [planOf(given, { adopted }), byId(planOf(given))];
  const behind = new Set([...adopted.keys()].flatMap((id) => [...followers(id, plan)]));
  return firstOf(plan, (planned) => {
    const { item, due } = planned;
    const was = before.get(item.id)?.due as CalendarDate;
    const early = waitsFor(planned, plan).find((other) => other.due > due);
    if (early) return `due ${due} before ${early.item.id}, ${early.due}`;
    if (due < was) return `due ${due}, before the adoption ${was}`;
    if (adopted.has(item.id)) return due <= on && `adopted on ${on}, due ${due}`;
    return !behind.has(item.id) && due !== was && `moves from ${was} to ${due} without a reason`;
  });
};

/** Nothing is late on or before the day on which it may be begun. */
const neverLateAtOnce: PlanProperty = (given) => {
  const plan = planOf(given);
  const { begin, item } = given.random.pick(plan.items);
  const today = addDays(begin, -given.random.int(0, 3));
  const then = byId(planOf(given, {}, today)).get(item.id);
  return then?.overdue ? `${item.id} is overdue on ${today}, and may be begun on ${begin}` : undefined;
};

/**
 * Ticking off what can be done makes nothing else overdue, whoever does it, and moves only what others had held up until
 * after its due date: that is due later.
 */
const ticking: PlanProperty = (given) => {
  const { random, start } = given;
  const today = addDays(start, random.int(-5, 120));
  const all = planOf(given, {}, today).items;
  const closed = new Set(all.filter(() => random.chance(0.4)).map(({ item }) => item.id));
  const before = byId(planOf(given, { closed }, today));
  const open = all.filter(({ item }) => ['open', 'waiting'].includes(before.get(item.id)?.state ?? ''));
  if (open.length === 0) return undefined;
  const { item: ticked } = random.pick(open);
  const after = planOf(given, { closed: new Set([...closed, ticked.id]) }, today);
  return firstOf(after, ({ item, overdue, due }) => {
    if (item.id === ticked.id) return undefined;
    const was = before.get(item.id);
    const isReleased = ticked.by !== undefined && was && due > was.due && due > today;
    if (due !== was?.due && !isReleased) return `due ${was?.due} before the tick, ${due} after it`;
    return overdue && !was.overdue && 'becomes overdue by a tick of another item';
  });
};

/** A stretched run has in each phase as many working days as the program's own week. */
const stretched: PlanProperty = (given) => {
  const own = new Calendar([]);
  const first = own.workdayFrom(dayCount(given.start));
  const { timeline } = planOf({ ...given, stretch: true });
  let before = 0;
  for (const [index, { due }] of given.program.phases.entries()) {
    const [unit, n] = [due.split(' ')[0], Number(due.split(' ')[1])];
    const days = unit === 'workday' ? undefined : unit === 'week' ? 7 * n : n;
    const end = timeline.ends[index] as number;
    const wanted = days && Math.max(before + 1, 1, own.countWorkdays(first, first + days - 1));
    if (wanted && end !== wanted)
      return `phase ${due} ends on working day ${end}, in the program's week on ${wanted}`;
    if (days) before = end;
  }
  return undefined;
};

export const planProperties: Readonly<Record<string, PlanProperty>> = {
  'nothing is due before what it waits for, nor before its `from`': ordered,
  'nothing is due after its phase': inPhase,
  'what is due from day 1 on is due on a working day': onWorkingDays,
  'leave moves a date by the working days that it takes': leaveCosts,
  'the same days of leave give the same dates': sameLeave,
  'the counter shows N on day N, and never falls': counter,
  '`workday N` is the Nth working day where there is room': fitted,
  'editing a rule moves no other item': local,
  'a move is exact, and pushes only what waits for it': moves,
  'what a move pushes keeps its distance': distance,
  'what is added moves nothing else': additions,
  'what an upgrade brings is due later, in order': adoptions,
  'nothing is late before it may be begun': neverLateAtOnce,
  'a tick makes nothing else overdue': ticking,
  'a stretched run has the working days of the program': stretched,
};
