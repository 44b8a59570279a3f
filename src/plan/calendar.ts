/** Which days count: working week, holidays and leave, and the arithmetic of due dates over them. */
import {
  type CalendarDate,
  type DayCount,
  dateOf,
  dayCount,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../dates.ts';
import type { CalendarSettings } from '../program/model.ts';
import type { Leave } from '../progress/reduce.ts';

/** After so many days without a working one, a search ends. */
const searchLimit = 366;

export type DayKind = 'working' | 'weekend' | 'holiday' | 'leave';

/** Days, both ends included. */
interface Range {
  from: DayCount;
  to: DayCount;
}

export class Calendar {
  readonly #working: ReadonlySet<Weekday>;
  readonly #holidays: ReadonlySet<DayCount>;
  /** Disjoint and in order. */
  readonly #leaves: readonly Range[];
  /** The working days found so far from a start on: a plan asks for them item by item. */
  readonly #workdays = new Map<DayCount, DayCount[]>();

  /** @param layers the settings of program, workspace and hire: the last to name a key decides it */
  constructor(layers: readonly CalendarSettings[], leaves: readonly Leave[] = []) {
    const settings: CalendarSettings = Object.assign({}, ...layers);
    this.#working = new Set(settings.workingDays ?? weekdays.slice(0, 5));
    this.#holidays = new Set((settings.holidays ?? []).map(dayCount));
    this.#leaves = joined(leaves);
  }

  /** The days of the week on which work is done, in their order. */
  get workingDays(): readonly Weekday[] {
    return weekdays.filter((day) => this.#working.has(day));
  }

  /** Where the list of holidays ends; undefined where there is none. */
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

  /** The last day of the leave that covers the date, if one does. */
  leaveUntil(date: CalendarDate): CalendarDate | undefined {
    const leave = this.#leaveOn(dayCount(date));
    return leave && dateOf(leave.to);
  }

  /** Which day of the run a date is: days from the start, leave left out; 0 before the start. */
  dayOf(start: CalendarDate, date: CalendarDate): number {
    const [first, last] = [dayCount(start), dayCount(date)];
    if (last < first) return 0;
    const away = this.#leaves.reduce(
      (sum, leave) => sum + Math.max(0, Math.min(leave.to, last) - Math.max(leave.from, first) + 1),
      0,
    );
    return last - first + 1 - away;
  }

  /** The `n`th calendar day from the start, leave left out. */
  nthDay(start: CalendarDate, n: number): CalendarDate {
    const first = this.#afterLeave(dayCount(start));
    const last = this.#leaves
      .filter(({ from }) => from > first)
      .reduce((day, { from, to }) => (from <= day ? day + (to - from + 1) : day), first + n - 1);
    return dateOf(last);
  }

  /** The `n`th working day from the start; the `n`th calendar day where the search ends first. */
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
   * The working day that a due date falls on: back to the nearest one, not before the start and not across leave;
   * if there is none, on to the next; if there is none either, the date as it is.
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

  /** The date that lies `n` working days before; the date itself for 0. */
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

  /** The first working day from a day on, leave not counting towards the end of the search. */
  #workdayFrom(start: DayCount): DayCount | undefined {
    let day = this.#afterLeave(start);
    for (let idle = 0; idle <= searchLimit; idle += 1, day = this.#afterLeave(day + 1)) {
      if (this.#kind(day) === 'working') return day;
    }
    return undefined;
  }

  /** The days of the working week in a range, holidays and leave not looked at. */
  #weekWorkdays({ from, to }: Range): number {
    const weeks = Math.max(0, Math.floor((to - from + 1) / 7));
    let count = weeks * this.#working.size;
    for (let day = from + 7 * weeks; day <= to; day += 1) if (this.#working.has(weekdayOf(day))) count += 1;
    return count;
  }

  #leaveOn(day: DayCount): Range | undefined {
    // Nearly always there is no leave, and every day of a plan asks.
    return this.#leaves.length === 0
      ? undefined
      : this.#leaves.find(({ from, to }) => from <= day && day <= to);
  }

  #afterLeave(day: DayCount): DayCount {
    const leave = this.#leaveOn(day);
    return leave ? leave.to + 1 : day;
  }
}

function overlap(a: Range, b: Range): Range {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** Overlapping and touching leaves as one; reversed ones are none. */
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
