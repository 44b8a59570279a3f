/** Which days are working days, by working week, holidays and leave; and date rules → dates on them. */
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

/** A search for a working day ends after so many days: a calendar may have none at all. */
const searchLimit = 366;

export type DayKind = 'working' | 'weekend' | 'holiday' | 'leave';

/** A row of days, both ends included. */
interface Range {
  from: DayCount;
  to: DayCount;
}

export class Calendar {
  readonly #working: ReadonlySet<Weekday>;
  readonly #holidays: ReadonlySet<DayCount>;
  /** In ascending order; no two of them overlap or touch. */
  readonly #leaves: readonly Range[];
  /** Start date → the working days found from it on. Kept, because a plan asks for them once for each item. */
  readonly #workdays = new Map<DayCount, DayCount[]>();

  /** @param layers the settings of program, workspace and hire, in this order: of each key, the last one counts */
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

  /** The last holiday that is listed; undefined where none is. */
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

  /** Which day of the run a date is: 1 on the start date, days of leave not counted; 0 before the start. */
  dayOf(start: CalendarDate, date: CalendarDate): number {
    const [first, last] = [dayCount(start), dayCount(date)];
    if (last < first) return 0;
    const away = this.#leaves.reduce(
      (sum, leave) => sum + Math.max(0, Math.min(leave.to, last) - Math.max(leave.from, first) + 1),
      0,
    );
    return last - first + 1 - away;
  }

  /** The `n`th calendar day, the start date being the 1st; days of leave are not counted. */
  nthDay(start: CalendarDate, n: number): CalendarDate {
    const first = this.#afterLeave(dayCount(start));
    const last = this.#leaves
      .filter(({ from }) => from > first)
      .reduce((day, { from, to }) => (from <= day ? day + (to - from + 1) : day), first + n - 1);
    return dateOf(last);
  }

  /** The `n`th working day from the start date on; where there are too few, the `n`th calendar day. */
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
   * The working day for a due date: the date itself or the nearest working day before it, but not before the start and
   * not across a leave. Where there is none, the next working day; where there is none of these either, the date itself.
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

  /** How many working days lie after `from` up to and including `to`. */
  workdaysBetween(from: CalendarDate, to: CalendarDate): number {
    const range = { from: dayCount(from) + 1, to: dayCount(to) };
    const onLeave = this.#leaves.reduce((sum, leave) => sum + this.#weekWorkdays(overlap(leave, range)), 0);
    const holidays = [...this.#holidays].filter(
      (day) =>
        range.from <= day && day <= range.to && this.#working.has(weekdayOf(day)) && !this.#leaveOn(day),
    );
    return this.#weekWorkdays(range) - onLeave - holidays.length;
  }

  /** The date that lies `n` working days before; for 0 the date itself. */
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

  /** The first working day from a day on; days of leave don't count towards {@link searchLimit}. */
  #workdayFrom(start: DayCount): DayCount | undefined {
    let day = this.#afterLeave(start);
    for (let idle = 0; idle <= searchLimit; idle += 1, day = this.#afterLeave(day + 1)) {
      if (this.#kind(day) === 'working') return day;
    }
    return undefined;
  }

  /** How many days of the working week lie in a range, those that are holidays or leave included. */
  #weekWorkdays({ from, to }: Range): number {
    const weeks = Math.max(0, Math.floor((to - from + 1) / 7));
    let count = weeks * this.#working.size;
    for (let day = from + 7 * weeks; day <= to; day += 1) if (this.#working.has(weekdayOf(day))) count += 1;
    return count;
  }

  #leaveOn(day: DayCount): Range | undefined {
    // Asked for every day of a plan, and nearly always there is no leave at all.
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

/** Leaves that overlap or touch are joined. A leave that ends before it begins is left out. */
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
  /** The date that the rule gives, be it a working day or not. */
  readonly raw: CalendarDate;
  /** The working day on which it is due; for `N days before start` the same as `raw`. */
  readonly date: CalendarDate;
}

/**
 * The date of a rule for a run that begins on `start`.
 * @param rule in the form of a compiled program, such as `workday 3`
 * @throws TypeError for any other text: the reader refuses it before
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

/** {@link resolveDate} for many items: many have the same rule, and each rule is worked out once. */
export function resolverFrom(start: CalendarDate, calendar: Calendar): (rule: string) => CalendarDate {
  const known = new Map<string, CalendarDate>();
  return (rule) => {
    const date = known.get(rule) ?? resolveDate(rule, start, calendar).date;
    known.set(rule, date);
    return date;
  };
}

/** `week N` is `day 7N`, whatever the working week. */
export function calendarDays({ unit, n }: DateRule): number {
  return unit === 'week' ? 7 * n : n;
}
