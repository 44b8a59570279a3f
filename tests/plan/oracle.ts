/**
 * Works out the dates of a plan in a slow way: one day at a time, in plain UTC, item by item, and nothing is remembered. It
 * shares no code with the plan. Also makes random calendars.
 */
import fc from 'fast-check';
import { type CalendarDate, type Weekday, weekdays } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import type { Item, Program } from '../../src/program/model.ts';
import type { Leave } from '../../src/progress/reduce.ts';
import { days } from '../builders.ts';

export interface Given {
  readonly start: CalendarDate;
  readonly workingDays: readonly Weekday[];
  readonly holidays: readonly CalendarDate[];
  /** Days that are worked whatever else is said of them. */
  readonly extra: readonly CalendarDate[];
  readonly leaves: readonly Leave[];
}

const millisecondsPerDay = 86_400_000;

export function plus(date: CalendarDate, length: number): CalendarDate {
  return new Date(Date.parse(date) + length * millisecondsPerDay).toISOString().slice(0, 10) as CalendarDate;
}

const starts = fc.integer({ min: 0, max: 6000 }).map((length) => plus('2020-01-01', length));

/** A leave near the start: before it, over it or after it; now and then one of more than a year. */
export function leaveAround(start: CalendarDate): fc.Arbitrary<Leave> {
  const lengths = fc.oneof({ weight: 9, arbitrary: fc.nat(25) }, { weight: 1, arbitrary: fc.constant(400) });
  return fc
    .tuple(fc.integer({ min: -20, max: 90 }), lengths)
    .map(([from, length]) => ({ from: plus(start, from), to: plus(start, from + length) }));
}

/** At least one working day a week, up to twelve holidays and three make-up days, up to four leaves that may overlap. */
export const givens: fc.Arbitrary<Given> = starts.chain((start) => {
  const around = fc.integer({ min: -10, max: 120 }).map((length) => plus(start, length));
  return fc.record({
    start: fc.constant(start),
    workingDays: fc.oneof(fc.constant(weekdays.slice(0, 5)), fc.subarray([...weekdays], { minLength: 1 })),
    holidays: fc.array(around, { maxLength: 12 }),
    extra: fc.array(around, { maxLength: 3 }),
    leaves: fc.array(leaveAround(start), { maxLength: 4 }),
  });
});

export function calendarOf({ workingDays, holidays, extra, leaves }: Given): Calendar {
  return new Calendar(
    [{ workingDays, holidays: days(...holidays), extraWorkingDays: days(...extra) }],
    leaves,
  );
}

export function isAway({ leaves }: Given, date: CalendarDate): boolean {
  return leaves.some(({ from, to }) => from <= date && date <= to);
}

/** Whether people work on the day, leave apart. */
export function isBase({ workingDays, holidays, extra }: Given, date: CalendarDate): boolean {
  // Sunday is 0 here.
  const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7] as Weekday;
  return extra.includes(date) || (workingDays.includes(weekday) && !holidays.includes(date));
}

export function isWorking(given: Given, date: CalendarDate): boolean {
  return isBase(given, date) && !isAway(given, date);
}

/** The `n`th of the days from a day on that pass. */
export function nth(from: CalendarDate, n: number, passes: (date: CalendarDate) => boolean): CalendarDate {
  let found = 0;
  for (let day = from; ; day = plus(day, 1)) {
    if (passes(day)) found += 1;
    if (found === n) return day;
  }
}

/** How many of the days from the one to the other, both included, pass. */
export function count(from: CalendarDate, to: CalendarDate, passes: (date: CalendarDate) => boolean): number {
  let passed = 0;
  for (let day = from; day <= to; day = plus(day, 1)) if (passes(day)) passed += 1;
  return passed;
}

/** The first working day from the start on, leave apart. */
export function day1Of(given: Given): CalendarDate {
  return nth(given.start, 1, (day) => isBase(given, day));
}

/** The date of the `k`th working day, days of leave left out. */
export function dateOfWorkday(given: Given, k: number): CalendarDate {
  return nth(day1Of(given), k, (day) => isWorking(given, day));
}

/** The number of the working day of `day N`: of the Nth day itself, or of the last working day before it. */
export function workdayOfDay(given: Given, n: number): number {
  return count(day1Of(given), plus(day1Of(given), n - 1), (day) => isBase(given, day));
}

/** The N of "day N of M". */
export function counterOn(given: Given, date: CalendarDate): number {
  const day1 = day1Of(given);
  const worked = count(day1, date, (day) => isWorking(given, day));
  if (worked === 0) return 0;
  const numberOf = (k: number) =>
    count(
      day1,
      nth(day1, k, (day) => isBase(given, day)),
      () => true,
    );
  const last = dateOfWorkday(given, worked);
  const off = count(plus(last, 1), date, (day) => !isAway(given, day));
  return Math.min(numberOf(worked) + off, numberOf(worked + 1) - 1);
}

interface Rule {
  readonly unit: 'day' | 'workday' | 'before';
  readonly n: number;
}

function ruleIn(text: string): Rule {
  const [first = '', second = ''] = text.split(' ');
  if (text.endsWith(' before start')) return { unit: 'before', n: Number(first) };
  if (first === 'week') return { unit: 'day', n: 7 * Number(second) };
  return { unit: first as 'day' | 'workday', n: Number(second) };
}

type Phases = Pick<Program, 'phases'>['phases'];

/** Where the phases up to one that ends on a `day` or `week` end: the number that the rules suppose, and the real one. */
interface Point {
  readonly R: number;
  readonly W: number;
}

/** A point for each phase that ends on a `day` or `week`; those that end on a `workday` belong to the next of these. */
function pointsOf(given: Given, phases: Phases): (Point & { due: string })[] {
  const points: (Point & { due: string })[] = [];
  let named: number[] = [];
  for (const { due, items } of phases) {
    const rules = [due, ...items.flatMap((item) => [item.due, ...(item.from ? [item.from] : [])])].map(
      ruleIn,
    );
    named = [...named, ...rules.filter(({ unit }) => unit === 'workday').map(({ n }) => n)];
    if (ruleIn(due).unit !== 'day') continue;
    const before = points.at(-1) ?? { R: 0, W: 0 };
    const W = Math.max(workdayOfDay(given, ruleIn(due).n), before.W + 1);
    points.push({ R: Math.max(before.R + W - before.W, ...named), W, due });
    named = [];
  }
  return points;
}

/** The number of the working day that `workday n` means. */
function fitted(points: readonly Point[], n: number): number {
  const at = points.findIndex(({ R }) => n <= R);
  const before = (at < 0 ? points.at(-1) : points[at - 1]) ?? { R: 0, W: 0 };
  const point = points[at];
  if (!point) return n - before.R + before.W;
  const exact = ((n - before.R) * (point.W - before.W)) / (point.R - before.R);
  // Less a little, since thirds aren't exact.
  return Math.max(1, before.W + Math.ceil(exact - 1e-9));
}

export interface Dates {
  readonly from: CalendarDate | undefined;
  readonly due: CalendarDate;
  /** Undefined where nothing says from when the item may be begun: it is due before the first day at work. */
  readonly begin: CalendarDate | undefined;
}

export type Moves = Readonly<Record<string, CalendarDate>>;

/** What an oracle says of each item, by its id, and of each phase. */
export interface Dated {
  readonly items: Readonly<Record<string, Dates>>;
  readonly ends: readonly CalendarDate[];
}

/** All dates of a program whose items wait only for items above them. */
export function datesOf(given: Given, { phases }: { readonly phases: Phases }, moves: Moves = {}): Dated {
  const points = pointsOf(given, phases);
  const workdayOf = (text: string) => {
    const { unit, n } = ruleIn(text);
    // The rule of a phase means the end of that phase, for its items as well.
    return (
      points.find(({ due }) => due === text)?.W ??
      (unit === 'day' ? workdayOfDay(given, n) : fitted(points, n))
    );
  };
  const ends = phases.map((_, at) => Math.max(...phases.slice(0, at + 1).map(({ due }) => workdayOf(due))));
  const all = phases.flatMap(({ items }, at) => items.map((item) => ({ item, end: ends[at] as number })));
  const required = all.filter(({ item }) => !item.optional).map(({ item }) => item);
  const waitsFor = (item: Item) =>
    item.after
      .flatMap((id) => required.filter((other) => other.id === id || other.group === id))
      .filter(({ id }) => id !== item.id);
  const dateOf = (text: string, end: number) => {
    const { unit, n } = ruleIn(text);
    return unit === 'before' ? plus(given.start, -n) : dateOfWorkday(given, Math.min(end, workdayOf(text)));
  };
  const isWorkday = (day: CalendarDate) => isWorking(given, day);
  const unmoved = Object.keys(moves).length > 0 ? datesOf(given, { phases }).items : undefined;
  const firstDay = dateOfWorkday(given, 1);

  const dates: Record<string, Dates> = {};
  // The latest due date of an item and of all that it waits for: what waits for a moved item waits for what that one does.
  const bounds: Record<string, CalendarDate> = {};
  const dateOne = (item: Item, end: number): Dates => {
    const others = waitsFor(item);
    const rule = item.from === undefined ? undefined : dateOf(item.from, end);
    const moved = moves[item.id];
    const lower = [dateOf(item.due, end), ...(rule ? [rule] : [])];
    for (const { id } of others) {
      const due = bounds[id] as CalendarDate;
      lower.push(due);
      const [was, own] = [unmoved?.[id]?.due, unmoved?.[item.id]?.due];
      if (!was || !own || due <= was) continue;
      const pieces = Math.ceil((item.takes ?? 15) / 120);
      const days = Math.min(pieces, count(plus(was, 1), own, isWorkday));
      if (days > 0) lower.push(nth(plus(due, 1), days, isWorkday));
    }
    const due = moved ?? latest(lower);
    bounds[item.id] = latest([due, ...others.map(({ id }) => bounds[id] as CalendarDate)]);
    const from = rule && earliest([rule, due]);
    const begins = [
      from,
      due >= firstDay ? firstDay : undefined,
      ...others.map(({ id, by }) => {
        const [its, bound] = [dates[id], bounds[id]];
        if (its && bound && bound > its.due) return bound;
        return by === undefined ? its?.begin : its?.due;
      }),
    ].filter((date) => date !== undefined);
    return { from, due, begin: begins.length > 0 ? earliest([latest(begins), due]) : undefined };
  };
  for (const { item, end } of all) dates[item.id] = dateOne(item, end);
  return { items: dates, ends: ends.map((end) => dateOfWorkday(given, end)) };
}

function latest(dates: readonly CalendarDate[]): CalendarDate {
  return [...dates].sort().at(-1) as CalendarDate;
}

function earliest(dates: readonly CalendarDate[]): CalendarDate {
  return [...dates].sort()[0] as CalendarDate;
}
