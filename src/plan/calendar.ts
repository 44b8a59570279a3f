/** Says which days a hire works, and why not on the others: working week, holidays, make-up days and leave. */
import {
  type CalendarDate,
  type DayCount,
  dateOf,
  dayCount,
  longDate,
  type Weekday,
  weekdayIndex,
  weekdays,
} from '../dates.ts';
import { UserError } from '../errors.ts';
import type { CalendarConfig, NamedDay } from '../program/model.ts';
import type { Leave } from '../progress/reduce.ts';

/** A calendar that has no working day in so many days on end can't date anything. */
const searchLimit = 366;

/** How long people work on their program on a working day, where no calendar says it: the rest goes to meetings. */
const usualMinutes = 360;

export type DayKind = 'working' | 'weekend' | 'holiday' | 'leave';

/** A date with what the calendar knows of it; `name` and `source` are those of a holiday or of a make-up day. */
export interface CalendarDay extends NamedDay {
  readonly kind: DayKind;
  /** Whether a list says that the day is worked, although it would be off by the working week or by a list of holidays. */
  readonly extra: boolean;
}

/** Consecutive days, both ends included. */
interface Range {
  from: DayCount;
  to: DayCount;
}

export class Calendar {
  /** How many minutes of a working day the hire has for the program. */
  readonly minutesPerDay: number;
  /** The date up to which the list of holidays says that it is complete. */
  readonly holidaysUntil: CalendarDate | undefined;
  /** Whether the hire is ever on leave. */
  readonly hasLeave: boolean;
  /** For each day of the week, from Monday on, whether people work on it. */
  readonly #week: readonly boolean[];
  /** How many days of a week people work. */
  readonly #weekLength: number;
  readonly #holidays: ReadonlyMap<DayCount, NamedDay>;
  readonly #extra: ReadonlyMap<DayCount, NamedDay>;
  /** The holidays that take a day of the working week, and the make-up days that add one; both in ascending order. */
  readonly #lost: readonly DayCount[];
  readonly #gained: readonly DayCount[];
  /** The leaves in ascending order, joined where they overlapped or touched. */
  readonly #leaves: readonly Range[];

  /**
   * @param layers the calendars of the program, the workspace and the hire, the nearest last: each of its keys replaces the
   *   same key of those before it. Of a holiday and a make-up day on one date the one in the nearer calendar counts, and
   *   the make-up day where both stand in one.
   */
  constructor(layers: readonly CalendarConfig[], leaves: readonly Leave[] = []) {
    const nearest = <K extends keyof CalendarConfig>(key: K) => {
      const at = layers.findLastIndex((layer) => layer[key] !== undefined);
      return { at, value: layers[at]?.[key] };
    };
    const [holidays, extra, until] = [
      nearest('holidays'),
      nearest('extraWorkingDays'),
      nearest('holidaysUntil'),
    ];
    const week = nearest('workingDays').value;
    this.#week = weekdays.map((day, index) => (week ? week.includes(day) : index < 5));
    this.#weekLength = this.workingDays.length;
    this.minutesPerDay = nearest('minutesPerDay').value ?? usualMinutes;
    // A list of holidays that replaces another doesn't take over how far the other one reaches.
    this.holidaysUntil = until.at >= holidays.at ? until.value : undefined;
    const [off, worked] = [byDay(holidays.value), byDay(extra.value)];
    const isOff = (day: DayCount) => off.has(day) && (holidays.at > extra.at || !worked.has(day));
    this.#holidays = new Map([...off].filter(([day]) => isOff(day)));
    this.#extra = new Map([...worked].filter(([day]) => !isOff(day)));
    this.#lost = [...this.#holidays.keys()].filter((day) => this.#inWeek(day)).sort((a, b) => a - b);
    this.#gained = [...this.#extra.keys()].filter((day) => !this.#inWeek(day)).sort((a, b) => a - b);
    this.#leaves = joined(leaves);
    this.hasLeave = this.#leaves.length > 0;
  }

  /** The days of the working week, in the order of the week. */
  get workingDays(): readonly Weekday[] {
    return weekdays.filter((_, index) => this.#week[index]);
  }

  /** The days that count as holidays, in ascending order; some may lie outside the working week. */
  get holidays(): readonly NamedDay[] {
    return ascending(this.#holidays);
  }

  /** The days that are worked although the week or a list would have them off, in ascending order. */
  get extraWorkingDays(): readonly NamedDay[] {
    return ascending(this.#extra);
  }

  /** The last of the listed holidays; undefined where the list is empty. */
  get lastHoliday(): CalendarDate | undefined {
    return this.holidays.at(-1)?.date;
  }

  /** Whether there can't be {@link searchLimit} days on end without a working day, leave apart. */
  get isDense(): boolean {
    const weeks = Math.floor(searchLimit / 7);
    // In so many weeks each has a working day, unless as many days of the week are holidays.
    const isThick = this.#lost.some(
      (day, at) => (this.#lost[at + weeks - 1] ?? Infinity) - day <= searchLimit,
    );
    return this.#weekLength > 0 && !isThick;
  }

  kindOf(date: CalendarDate): DayKind {
    return this.#kind(dayCount(date));
  }

  /**
   * What the calendar knows of a date: its kind, and the name and source of the list that has it.
   * @param leave whether days of leave are told as such; they are what they are for everybody otherwise
   */
  dayOn(date: CalendarDate, leave = true): CalendarDay {
    const day = dayCount(date);
    const kind = this.#kind(day, leave);
    const extra = this.#extra.get(day);
    const listed = kind === 'holiday' ? this.#holidays.get(day) : extra;
    return { date, ...listed, kind, extra: kind === 'working' && extra !== undefined };
  }

  isWorking(date: CalendarDate): boolean {
    return this.#kind(dayCount(date)) === 'working';
  }

  /** Whether people work on the day, leave apart. */
  isBase(day: DayCount): boolean {
    return this.#extra.has(day) || (this.#inWeek(day) && !this.#holidays.has(day));
  }

  isLeave(day: DayCount): boolean {
    // A plan calls this for each of its days, and nearly every hire has no leave.
    return this.hasLeave && this.#leaveOn(day) !== undefined;
  }

  /** The last day of the leave that covers the date; undefined where no leave does. */
  leaveUntil(date: CalendarDate): CalendarDate | undefined {
    const leave = this.#leaveOn(dayCount(date));
    return leave && dateOf(leave.to);
  }

  /** The first working day after a date, leave apart. @throws UserError as {@link workdayFrom} does */
  nextBaseDay(date: CalendarDate): CalendarDate {
    return dateOf(this.workdayFrom(dayCount(date) + 1, false));
  }

  /** The `n`th working day from a date on, that date included; `n` from 1. @throws UserError as {@link workdayFrom} does */
  nthWorkday(from: CalendarDate, n: number): CalendarDate {
    let day = this.workdayFrom(dayCount(from));
    for (let left = n - 1; left > 0; left -= 1) day = this.workdayFrom(day + 1);
    return dateOf(day);
  }

  /**
   * The first working day from a day on.
   * @param leave whether days of leave are passed over; they are worked days otherwise
   * @throws UserError where the calendar has no working day in 366 days on end; leave may be longer than that
   */
  workdayFrom(start: DayCount, leave = true): DayCount {
    let idle = 0;
    for (let day = start; idle <= searchLimit; day += 1) {
      const isBase = this.isBase(day);
      if (isBase && !(leave && this.isLeave(day))) return day;
      idle = isBase ? 0 : idle + 1;
    }
    throw this.#noWorkingDay(start);
  }

  /**
   * The `n`th working day before a day, leave apart; `n` from 1.
   * @throws UserError where the calendar has no working day in 366 days on end
   */
  workdayBefore(from: DayCount, n: number): DayCount {
    let day = from;
    for (let left = n; left > 0; left -= 1) {
      let idle = 0;
      do day -= 1;
      while (!this.isBase(day) && ++idle <= searchLimit);
      if (idle > searchLimit) throw this.#noWorkingDay(day);
    }
    return day;
  }

  /** Counts the working days after `from`, up to and including `to`. */
  workdaysBetween(from: CalendarDate, to: CalendarDate): number {
    return this.countWorkdays(dayCount(from) + 1, dayCount(to));
  }

  /**
   * Counts the working days from the first to the last day, both included; 0 where the last is before the first.
   * @param leave whether days of leave are left out
   */
  countWorkdays(from: DayCount, to: DayCount, leave = true): number {
    const base = this.#baseDays({ from, to });
    if (!leave) return base;
    return this.#leaves.reduce((left, each) => left - this.#baseDays(overlap(each, { from, to })), base);
  }

  #kind(day: DayCount, leave = true): DayKind {
    if (leave && this.isLeave(day)) return 'leave';
    if (this.#extra.has(day)) return 'working';
    if (this.#holidays.has(day)) return 'holiday';
    return this.#inWeek(day) ? 'working' : 'weekend';
  }

  /** Counts the days of a range on which people work, leave apart. */
  #baseDays({ from, to }: Range): number {
    if (to < from) return 0;
    const weeks = Math.floor((to - from + 1) / 7);
    let count = weeks * this.#weekLength;
    for (let day = from + 7 * weeks; day <= to; day += 1) if (this.#inWeek(day)) count += 1;
    return count - within(this.#lost, from, to) + within(this.#gained, from, to);
  }

  #inWeek(day: DayCount): boolean {
    return this.#week[weekdayIndex(day)] as boolean;
  }

  #leaveOn(day: DayCount): Range | undefined {
    return this.#leaves.find(({ from, to }) => from <= day && day <= to);
  }

  #noWorkingDay(from: DayCount): UserError {
    const date = dateOf(from);
    const week = this.workingDays.join(', ');
    return new UserError(
      `the calendar has no working day in the ${searchLimit} days from ${longDate(date, date)} ${date.slice(0, 4)} on: people work ${week}, and ${this.#holidays.size} days are holidays`,
      'give other --working-days or --holidays, or correct them in pm-onboard.yaml or program.yaml',
    );
  }
}

/** A calendar with the working week of the given one, but without its holidays. */
export function plainCalendar({ workingDays }: CalendarConfig): Calendar {
  return new Calendar([workingDays ? { workingDays } : {}]);
}

function byDay(days: readonly NamedDay[] = []): Map<DayCount, NamedDay> {
  return new Map(days.map((day) => [dayCount(day.date), day]));
}

function ascending(days: ReadonlyMap<DayCount, NamedDay>): NamedDay[] {
  return [...days].sort(([a], [b]) => a - b).map(([, day]) => day);
}

function overlap(a: Range, b: Range): Range {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** How many of the ascending numbers lie from `from` to `to`. */
function within(sorted: readonly number[], from: number, to: number): number {
  return sorted.length === 0 ? 0 : countUpTo(sorted, to) - countUpTo(sorted, from - 1);
}

/** How many of the ascending numbers are at most `most`. */
function countUpTo(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
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
