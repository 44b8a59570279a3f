/**
 * Draws whole situations for properties of plans: a program that lints clean, a start, a calendar, leave, and what people
 * have changed. A seed gives the same situation every time.
 */
import { addDays, type CalendarDate, dateOf, dayCount, weekdays } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan, type Plan } from '../../src/plan/plan.ts';
import type { CalendarConfig, Item, Program } from '../../src/program/model.ts';
import { type Leave, notBegun, type Progress, untouched } from '../../src/progress/reduce.ts';
import { phase, program } from '../builders.ts';

export interface Situation {
  readonly program: Program;
  readonly start: CalendarDate;
  readonly calendar: Required<Pick<CalendarConfig, 'workingDays' | 'holidays' | 'extraWorkingDays'>>;
  readonly leaves: readonly Leave[];
  readonly stretch: boolean;
  readonly random: Random;
}

/** What people have changed in a run, by item. */
export interface Changes {
  readonly moves?: ReadonlyMap<string, CalendarDate>;
  readonly adopted?: ReadonlyMap<string, CalendarDate>;
  readonly closed?: ReadonlySet<string>;
}

/** Numbers that look random and follow from a seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, but without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(0, from.length - 1)] as T;
  }

  sample<T>(from: readonly T[], count: number): T[] {
    const left = [...from];
    return Array.from(
      { length: Math.min(count, left.length) },
      () => left.splice(this.int(0, left.length - 1), 1)[0] as T,
    );
  }
}

export function situation(seed: number): Situation {
  const random = new Random(seed);
  const start = addDays('2026-11-01', random.int(0, 400));
  return {
    program: randomProgram(random),
    start,
    calendar: randomCalendar(random, start),
    leaves: randomLeaves(random, start),
    stretch: random.chance(0.15),
    random,
  };
}

/** The ends that phases may have, with their calendar days and the working days that rules may suppose there. */
const ends: readonly [due: string, day: number, workdays: number][] = [
  ['day 1', 1, 1],
  ['week 1', 7, 5],
  ['workday 10', 14, 10],
  ['day 30', 30, 20],
  ['workday 35', 49, 35],
  ['day 60', 60, 42],
  ['day 90', 90, 63],
];

/** An item that others may wait for, with the number of the working day on which it is due in a plain week. */
interface Earlier {
  readonly id: string;
  readonly key: number;
}

/** A program without contradictions: what an item waits for is due before it, in a week from Monday to Friday. */
function randomProgram(random: Random): Program {
  const chosen = ends.filter((_, index) => index === 0 || random.chance(0.6));
  const used = random.chance(0.2) && chosen.length > 1 ? chosen.slice(1) : chosen;
  const earlier: Earlier[] = [];
  const groups: string[] = [];
  let [count, before] = [0, 0];
  const phases = used.map(([due, day, workdays]) => {
    const group = `group-${groups.length}`;
    const items = Array.from({ length: random.int(1, 7) }, () => {
      const id = `i${count}`;
      count += 1;
      return randomItem(id, random, { due, day, workdays, before, earlier, group });
    });
    const last = items.at(-1);
    const waits = last && groups.length > 0 && random.chance(0.3) ? random.pick(groups) : undefined;
    const all = waits
      ? [...items.slice(0, -1), { ...last, after: [...(last?.after ?? []), waits] } as Item]
      : items;
    earlier.push(...all.map(({ id, due: own = due }) => ({ id, key: keyOf(own, workdays) })));
    groups.push(group);
    before = workdays;
    return phase(due.replace(' ', '-'), due, all);
  });
  return program(phases, { buddy: { title: 'Buddy', required: true } });
}

/** The number of the working day that a rule means where the phase has `workdays` of them. */
function keyOf(rule: string, workdays: number): number {
  return rule.startsWith('workday') ? Number(rule.split(' ')[1]) : workdays;
}

interface Around {
  readonly due: string;
  readonly day: number;
  readonly workdays: number;
  readonly before: number;
  readonly earlier: readonly Earlier[];
  readonly group: string;
}

function randomItem(
  id: string,
  random: Random,
  { due: end, day, workdays, before, earlier, group }: Around,
): { id: string } & Partial<Item> {
  let key = workdays;
  let due = end;
  const draw = random.next();
  if (draw < 0.5) {
    key = random.int(Math.max(1, before), workdays);
    due = `workday ${key}`;
  } else if (draw < 0.6 && day > 7) {
    key = workdays - 4;
    due = `day ${day - random.int(0, 4)}`;
  } else if (draw < 0.65) {
    key = 0;
    due = `${random.int(1, 10)} days before start`;
  }
  const from =
    key <= 1 || due.startsWith('day') || !random.chance(0.4)
      ? undefined
      : random.chance(0.8)
        ? `workday ${random.int(1, key)}`
        : `${random.int(1, 9)} days before start`;
  const count = random.chance(0.2) ? { target: random.int(1, 8) } : undefined;
  return {
    id,
    due,
    takes: random.pick([5, 15, 30, 45, 60, 90, 120, 240, 600]),
    optional: random.chance(0.15),
    after: random
      .sample(earlier, random.pick([0, 0, 1, 2]))
      .filter((other) => other.key <= key)
      .map((other) => other.id),
    ...(from === undefined ? {} : { from }),
    ...(random.chance(0.15) ? { by: 'buddy' } : {}),
    ...(count ? { count } : {}),
    ...(random.chance(0.3) ? { group } : {}),
  };
}

function randomCalendar(random: Random, start: CalendarDate): Situation['calendar'] {
  const day = (from: number, to: number) => addDays(start, random.int(from, to));
  const week = random.sample(weekdays, random.int(1, 7));
  const holidays = new Set(Array.from({ length: random.pick([0, 2, 8]) }, () => day(-5, 120)));
  if (random.chance(0.3)) {
    const first = day(-3, 80);
    for (let n = random.int(3, 14); n >= 0; n -= 1) holidays.add(addDays(first, n));
  }
  const extra = new Set(Array.from({ length: random.pick([0, 0, 2]) }, () => day(-2, 100)));
  return {
    workingDays: weekdays.filter((each) => week.includes(each)),
    holidays: [...holidays].map((date) => ({ date })),
    extraWorkingDays: [...extra].map((date) => ({ date })),
  };
}

/** Leave from before the start to after the end, of a day up to more than a year. */
function randomLeaves(random: Random, start: CalendarDate): Leave[] {
  return Array.from({ length: random.pick([0, 1, 1, 2]) }, () => {
    const from = random.pick([addDays(start, random.int(-20, 0)), start, addDays(start, random.int(1, 90))]);
    return { from, to: addDays(from, random.pick([0, 2, 4, 13, 60, 400])) };
  });
}

/** Some items of the program, moved to any date around the run. */
export function randomMoves({ program: of, start, random }: Situation): Map<string, CalendarDate> {
  const ids = of.phases.flatMap(({ items }) => items.map(({ id }) => id));
  return new Map(random.sample(ids, 3).map((id) => [id, addDays(start, random.int(-5, 110))]));
}

/** The plan of a situation. @param leaves those of the situation if left out */
export function planOf(
  { program: of, start, calendar, leaves, stretch }: Situation,
  changes: Changes = {},
  today: CalendarDate = start,
): Plan {
  const items = new Map([
    ...[...(changes.moves ?? [])].map(([id, moved]) => [id, { ...untouched, moved }] as const),
    ...[...(changes.closed ?? [])].map((id) => [id, closed(id, today)] as const),
  ]);
  const progress: Progress = {
    ...notBegun(of.id, start).progress,
    items,
    stretch,
    adopted: changes.adopted ?? new Map(),
  };
  return makePlan(of, progress, new Calendar([calendar], leaves), today);
}

function closed(
  item: string,
  on: CalendarDate,
): Progress['items'] extends ReadonlyMap<string, infer P> ? P : never {
  const done = { id: `done-${item}`, at: '', on, by: 'Ada', batch: '', kind: 'done', item } as const;
  return { ...untouched, closedBy: done, closings: [done] };
}

/** The days of all leaves that would be worked otherwise, each as a leave of its own. */
export function leaveDayByDay({ calendar, leaves }: Situation): Leave[] {
  const base = new Calendar([calendar]);
  return leaves.flatMap(({ from, to }) => {
    const days: Leave[] = [];
    for (let day = dayCount(from); day <= dayCount(to); day += 1)
      if (base.isBase(day)) days.push({ from: dateOf(day), to: dateOf(day) });
    return days;
  });
}
