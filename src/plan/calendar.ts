/** Says which days are working days, by working week, holidays and leave; and turns date rules into dates. */
import {
  addDays,
  type CalendarDate,
  type DayCount,
  dateOf,
  dayCount,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../dates.ts';
import { type DateRule, parseDateRule } from '../program/grammar.ts';
import type { CalendarConfig } from '../program/model.ts';
import type { Leave } from '../progress/reduce.ts';

/** A search for a working day ends after this many days, because a calendar may have no working day at all. */
const searchLimit = 366;

export type DayKind = 'working' | 'weekend' | 'holiday' | 'leave';

/** Consecutive days, both ends included. */
interface Range {
  from: DayCount;
  to: DayCount;
}

export class Calendar {
  readonly #working: ReadonlySet<Weekday>;
  readonly #holidays: ReadonlySet<DayCount>;
  /** The leaves in ascending order, joined where they overlapped or touched. */
  readonly #leaves: readonly Range[];
  /** Start date → the working days found from there on. They are kept because a plan needs them for every item. */
  readonly #workdays = new Map<DayCount, DayCount[]>();

  /** @param layers the settings of program, workspace and hire, in this order; a later layer overrides an earlier one */
  constructor(layers: readonly CalendarConfig[], leaves: readonly Leave[] = []) {
    const settings: CalendarConfig = Object.assign({}, ...layers);
    this.#working = new Set(settings.workingDays ?? weekdays.slice(0, 5));
    this.#holidays = new Set((settings.holidays ?? []).map(dayCount));
    this.#leaves = joined(leaves);
  }

  /** The days of the working week, in the order of the week. */
  get workingDays(): readonly Weekday[] {
    return weekdays.filter((day) => this.#working.has(day));
  }

  /** The last of the listed holidays; undefined where the list is empty. */
  get lastHoliday(): CalendarDate | undefined {
    const last = [...this.#holidays].reduce((latest, day) => Math.max(latest, day), Number.NEGATIVE_INFINITY);
    return this.#holidays.size === 0 ? undefined : dateOf(last);
  }

  kindOf(date: CalendarDate): DayKind {
    return this.#kind(dayCount(date));
  }

  isWorking(date: CalendarDate): boolean {
    return this.#kind(dayCount(date)) === 'working';
  }

  /** The last day of the leave that covers the date; undefined where no leave does. */
  leaveUntil(date: CalendarDate): CalendarDate | undefined {
    const leave = this.#leaveOn(dayCount(date));
    return leave && dateOf(leave.to);
  }

  /** The number of a date in the run: 1 on the start date, 0 before the start; days of leave are not counted. */
  dayOf(start: CalendarDate, date: CalendarDate): number {
    const [first, last] = [dayCount(start), dayCount(date)];
    if (last < first) return 0;
    const away = this.#leaves.reduce(
      (sum, leave) => sum + Math.max(0, Math.min(leave.to, last) - Math.max(leave.from, first) + 1),
      0,
    );
    return last - first + 1 - away;
  }

  /** The `n`th calendar day; the start date is the 1st, and days of leave are not counted. */
  nthDay(start: CalendarDate, n: number): CalendarDate {
    const first = this.#afterLeave(dayCount(start));
    const last = this.#leaves
      .filter(({ from }) => from > first)
      .reduce((day, { from, to }) => (from <= day ? day + (to - from + 1) : day), first + n - 1);
    return dateOf(last);
  }

  /** The `n`th working day from the start date on; the `n`th calendar day where there are too few working days. */
  nthWorkday(start: CalendarDate, n: number): CalendarDate {
    const first = dayCount(start);
    const found = this.#workdays.get(first) ?? [];
    this.#workdays.set(first, found);
    while (found.length < n) {
      const next = this.#workdayFrom((found.at(-1) ?? first - 1) + 1);
      if (next === undefined) return this.nthDay(start, n);
      found.push(next);
    }
    return dateOf(found[n - 1] as DayCount);
  }

  /**
   * The working day for a due date: the date itself, or the nearest working day before it that isn't before the start or
   * on the other side of a leave; failing that, the next working day; where the calendar has none, the date as it is.
   */
  settle(date: CalendarDate, start: CalendarDate): CalendarDate {
    const [first, raw] = [dayCount(start), dayCount(date)];
    for (let day = raw; day >= first && this.#kind(day) !== 'leave'; day -= 1) {
      if (this.#kind(day) === 'working') return dateOf(day);
      if (raw - day >= searchLimit) break;
    }
    const next = this.#workdayFrom(raw);
    return next === undefined ? date : dateOf(next);
  }

  /** Counts the working days after `from`, up to and including `to`. */
  workdaysBetween(from: CalendarDate, to: CalendarDate): number {
    const range = { from: dayCount(from) + 1, to: dayCount(to) };
    const onLeave = this.#leaves.reduce((sum, leave) => sum + this.#weekWorkdays(overlap(leave, range)), 0);
    const holidays = [...this.#holidays].filter(
      (day) =>
        range.from <= day && day <= range.to && this.#working.has(weekdayOf(day)) && !this.#leaveOn(day),
    );
    return this.#weekWorkdays(range) - onLeave - holidays.length;
  }

  /** The date that lies `n` working days before the given one; for 0 the given date itself. */
  workdaysBefore(date: CalendarDate, n: number): CalendarDate {
    if (n === 0) return date;
    let day = dayCount(date);
    let idle = 0;
    for (let left = n; left > 0 && idle <= searchLimit; ) {
      day -= 1;
      idle += 1;
      if (this.#kind(day) === 'working') {
        left -= 1;
        idle = 0;
      }
    }
    return dateOf(day);
  }

  #kind(day: DayCount): DayKind {
    if (this.#leaveOn(day)) return 'leave';
    if (this.#holidays.has(day)) return 'holiday';
    return this.#working.has(weekdayOf(day)) ? 'working' : 'weekend';
  }

  /** The first working day from a day on; undefined after {@link searchLimit} idle days, days of leave not counted. */
  #workdayFrom(start: DayCount): DayCount | undefined {
    let day = this.#afterLeave(start);
    for (let idle = 0; idle <= searchLimit; idle += 1, day = this.#afterLeave(day + 1)) {
      if (this.#kind(day) === 'working') return day;
    }
    return undefined;
  }

  /** Counts the days of a range that belong to the working week, whether or not they are holidays or leave. */
  #weekWorkdays({ from, to }: Range): number {
    const weeks = Math.max(0, Math.floor((to - from + 1) / 7));
    let count = weeks * this.#working.size;
    for (let day = from + 7 * weeks; day <= to; day += 1) if (this.#working.has(weekdayOf(day))) count += 1;
    return count;
  }

  #leaveOn(day: DayCount): Range | undefined {
    // A plan calls this for each of its days, and nearly every hire has no leave.
    return this.#leaves.length === 0
      ? undefined
      : this.#leaves.find(({ from, to }) => from <= day && day <= to);
  }

  /** The day itself, or the day after the leave that covers it. */
  #afterLeave(day: DayCount): DayCount {
    const leave = this.#leaveOn(day);
    return leave ? leave.to + 1 : day;
  }
}

function overlap(a: Range, b: Range): Range {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** Leaves → ranges in ascending order: neighbours are joined, and a leave that ends before it begins is dropped. */
function joined(leaves: readonly Leave[]): Range[] {
  const result: Range[] = [];
  const ranges = leaves
    .map(({ from, to }) => ({ from: dayCount(from), to: dayCount(to) }))
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => a.from - b.from);
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else result.push(range);
  }
  return result;
}

interface ResolvedDate {
  readonly rule: DateRule;
  /** The date that the rule gives, whether or not it is a working day. */
  readonly raw: CalendarDate;
  /** The due date, moved to a working day; for `N days before start` the same as `raw`. */
  readonly date: CalendarDate;
}

/**
 * The date of a rule for a run that begins on `start`.
 * @param rule a date rule as compiled programs have it, such as `workday 3`
 * @throws TypeError for any other text, which the reader of checklists refuses before
 */
export function resolveDate(rule: string, start: CalendarDate, calendar: Calendar): ResolvedDate {
  const parsed = parseDateRule(rule);
  if (!parsed) throw new TypeError(`resolveDate: no date rule: ${rule}`);
  const { unit, n } = parsed;
  if (unit === 'days before start' || unit === 'workday') {
    const date = unit === 'workday' ? calendar.nthWorkday(start, n) : addDays(start, -n);
    return { rule: parsed, raw: date, date };
  }
  const raw = calendar.nthDay(start, calendarDays(parsed));
  return { rule: parsed, raw, date: calendar.settle(raw, start) };
}

/** Returns {@link resolveDate} with a memory: many items have the same rule, and each rule is worked out once. */
export function resolverFrom(start: CalendarDate, calendar: Calendar): (rule: string) => CalendarDate {
  const known = new Map<string, CalendarDate>();
  return (rule) => {
    const date = known.get(rule) ?? resolveDate(rule, start, calendar).date;
    known.set(rule, date);
    return date;
  };
}

/** The number of calendar days in a rule: `week N` is `day 7N`, whatever the working week. */
export function calendarDays({ unit, n }: DateRule): number {
  return unit === 'week' ? 7 * n : n;
}
