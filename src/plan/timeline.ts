/**
 * The working days of a run, numbered from its first day on, and what date rules mean on them. Every date from day 1 on is
 * the number of a working day: leave decides which date has that number, so that order is kept, and leave moves a date by
 * exactly the working days that it takes.
 */
import { addDays, type CalendarDate, type DayCount, dateOf, dayCount, laterOf } from '../dates.ts';
import { type DateRule, parseDateRule } from '../program/grammar.ts';
import type { Calendar } from './calendar.ts';

/** A phase with the date rules that stand in it; a program's phases have this form. */
export interface RuledPhase {
  readonly due: string;
  readonly items: readonly { readonly due: string; readonly from?: string }[];
}

/** The end of a phase: `rule` is the number that the rules suppose its last working day has, `workday` the one it has. */
interface FitPoint {
  readonly rule: number;
  readonly workday: number;
  /** The place of the phase in the program. */
  readonly phase: number;
}

/** A phase that has fewer working days than the rules in it suppose, so that they are moved up. */
export interface Squeeze {
  readonly phase: number;
  readonly workdays: number;
  readonly supposed: number;
}

const beforeAll: FitPoint = { rule: 0, workday: 0, phase: -1 };

/**
 * In everything here a workday is the number of a working day: 1 is the first one from the start date on, leave apart.
 */
export class Timeline {
  /** Day 1: the first working day from the start date on, leave apart. */
  readonly day1: CalendarDate;
  /** The workday on which each phase ends, in the order of the phases. */
  readonly ends: readonly number[];
  readonly #first: DayCount;
  readonly #calendar: Calendar;
  /** Where `day N` and `week N` are counted: the hire's calendar, or the program's own week for a run that is stretched. */
  readonly #counted: { readonly calendar: Calendar; readonly first: DayCount };
  /** The last day of a run whose dates count back from it; undefined for any other. */
  readonly #last: DayCount | undefined;
  readonly #points: readonly FitPoint[];
  readonly #endOfRule = new Map<string, number>();
  /** The working days found so far, without and with days of leave. */
  readonly #worked: DayCount[] = [];
  readonly #base: DayCount[];
  readonly #dates: CalendarDate[] = [];

  /**
   * @param start the calendar date on which the run starts
   * @param stretched the calendar of the program's own week, for a run whose phases are to have as many working days as
   *   they have there; absent: the phases end on their calendar day
   * @param end the last day, for a run whose dates count back from it
   * @throws UserError where the calendar has no working day in 366 days on end
   */
  constructor(
    start: CalendarDate,
    calendar: Calendar,
    phases: readonly RuledPhase[] = [],
    stretched?: Calendar,
    end?: CalendarDate,
  ) {
    this.#calendar = calendar;
    this.#last = end === undefined ? undefined : dayCount(end);
    this.#base = calendar.hasLeave ? [] : this.#worked;
    this.#first = calendar.workdayFrom(dayCount(start), false);
    this.day1 = dateOf(this.#first);
    this.#counted = {
      calendar: stretched ?? calendar,
      first: stretched ? stretched.workdayFrom(dayCount(start), false) : this.#first,
    };
    this.#points = this.#fitPoints(phases);
    let last = 1;
    this.ends = phases.map(({ due }, index) => {
      const own = this.#points.find(({ phase }) => phase === index)?.workday;
      last = Math.max(last, own ?? this.workdayOf(due) ?? 1);
      return last;
    });
  }

  /**
   * The workday that a rule means, before it is held back to the end of its phase. What counts back from the last day is a
   * workday of the hire, leave left out: it never lies on leave, nor before day 1.
   * @returns undefined for a rule that counts back from the start, for one that counts from another item or says that there is
   *   no date, and for one that counts from the last day in a run that has none
   * @throws TypeError for a text that is no date rule, which the reader of checklists refuses before
   */
  workdayOf(rule: string): number | undefined {
    const end = this.#endOfRule.get(rule);
    if (end !== undefined) return end;
    const { unit, n } = ruleIn(rule);
    if (unit === 'workday') return this.#fitted(n);
    if (unit === 'day' || unit === 'week') return this.#workdayOn(calendarDays({ unit, n }));
    return this.#last === undefined ? undefined : this.#besideEnd(unit, n, this.#last);
  }

  #besideEnd(unit: DateRule['unit'], n: number, last: DayCount): number | undefined {
    const upTo = (day: DayCount) => Math.max(1, this.#calendar.countWorkdays(this.#first, day));
    if (unit === 'workdays before end') return Math.max(1, upTo(last) - n);
    if (unit === 'days before end') return upTo(last - n);
    if (unit === 'workdays after end') return upTo(last) + n;
    return unit === 'days after end' ? upTo(last + n) : undefined;
  }

  /** The `n`th working day before a date, leave apart: it may lie before day 1. */
  workdaysBefore(date: CalendarDate, n: number): CalendarDate {
    return dateOf(this.#calendar.workdayBefore(dayCount(date), n));
  }

  /** The `n`th working day after a date, leave left out; it is never before the date. */
  workdaysAfter(date: CalendarDate, n: number): CalendarDate {
    if (date >= this.day1) return this.dateAt(this.workedBy(date) + n);
    return this.#calendar.nthWorkday(addDays(date, 1), n);
  }

  /**
   * The calendar day `n` days after a date; on a day off the working day before, but never before the date. From day 1 on, leave
   * puts it later by exactly the working days that it takes.
   */
  daysAfter(date: CalendarDate, n: number): CalendarDate {
    const until = dayCount(date) + n;
    if (date < this.day1) {
      if (until >= this.#first)
        return this.dateAt(Math.max(1, this.#calendar.countWorkdays(this.#first, until, false)));
      for (let day = until; day > dayCount(date); day -= 1)
        if (this.#calendar.isBase(day)) return dateOf(day);
      return date;
    }
    const worked = this.workedBy(date);
    // Of a day that the hire works, the day that has its number leave apart; of a day off, the day itself.
    const from = worked > 0 && this.isWorked(date) ? this.#nth(worked, this.#base, false) : dayCount(date);
    const days = this.#calendar.countWorkdays(from + 1, from + n, false);
    return laterOf(date, this.dateAt(Math.max(1, worked + days)));
  }

  /** The phases whose rules suppose more working days than there are, in the order of the phases. */
  get squeezes(): Squeeze[] {
    return this.#points.flatMap(({ rule, workday, phase }, index) => {
      const before = this.#points[index - 1] ?? beforeAll;
      const [workdays, supposed] = [workday - before.workday, rule - before.rule];
      return supposed > workdays ? [{ phase, workdays, supposed }] : [];
    });
  }

  /** The phase that moves `workday n` up; undefined where that means the nth working day. */
  squeezeOf(n: number): Squeeze | undefined {
    const phase = this.#points.find(({ rule }) => n <= rule)?.phase;
    return this.squeezes.find((squeeze) => squeeze.phase === phase);
  }

  /** The date of a workday for the hire: the day on which that many working days are over, days of leave left out. */
  dateAt(workday: number): CalendarDate {
    const date = this.#dates[workday] ?? dateOf(this.#nth(workday, this.#worked, true));
    this.#dates[workday] = date;
    return date;
  }

  /** The date of a workday, leave apart. */
  baseDateAt(workday: number): CalendarDate {
    return dateOf(this.#nth(workday, this.#base, false));
  }

  /** How many working days there are from day 1 to the date, both included, days of leave left out. */
  workedBy(date: CalendarDate): number {
    return this.#calendar.countWorkdays(this.#first, dayCount(date));
  }

  isWorked(date: CalendarDate): boolean {
    return this.#calendar.isWorking(date);
  }

  /** The workday of a date, leave apart; on a day off the one before, and 0 before day 1. */
  workdayBy(date: CalendarDate): number {
    return this.#calendar.countWorkdays(this.#first, dayCount(date), false);
  }

  /** The number of the calendar day on which a workday lies, leave apart; day 1 has the number 1. */
  dayNumberAt(workday: number): number {
    return this.#nth(workday, this.#base, false) - this.#first + 1;
  }

  /**
   * The N of "day N of 90" on a date: the number of the day that the hire has reached. On days off it counts on, up to the
   * next working day's number less one; it stands still on leave; it is 0 before the first day at work.
   */
  dayOn(date: CalendarDate): number {
    const reached = this.workedBy(date);
    if (reached === 0) return 0;
    const number = this.dayNumberAt(reached);
    const last = this.#nth(reached, this.#worked, true);
    let off = 0;
    const most = this.dayNumberAt(reached + 1) - 1 - number;
    for (let day = last + 1; day <= dayCount(date) && off < most; day += 1)
      if (!this.#calendar.isLeave(day)) off += 1;
    return number + Math.max(0, Math.min(off, most));
  }

  /** The workday on which calendar day `n` lies; on a day off the working day before, but never before day 1. */
  #workdayOn(n: number): number {
    const { calendar, first } = this.#counted;
    return Math.max(1, calendar.countWorkdays(first, first + n - 1, false));
  }

  /**
   * The points between which `workday N` is fitted. Phases that end on a `day` or `week` have one at their end; where rules
   * of such a phase name more working days than it has, the number that they suppose is the larger one.
   */
  #fitPoints(phases: readonly RuledPhase[]): FitPoint[] {
    const points: FitPoint[] = [];
    let [last, most] = [beforeAll, 0];
    for (const [phase, ruled] of phases.entries()) {
      const { due } = ruled;
      most = Math.max(most, mostIn(ruled));
      const end = ruleIn(due);
      // A phase that ends on a `workday` belongs to the next one that doesn't.
      if (end.unit === 'workday') most = Math.max(most, end.n);
      if (end.unit !== 'day' && end.unit !== 'week') continue;
      const workday = Math.max(this.#workdayOn(calendarDays(end)), last.workday + 1);
      most = Math.max(most, last.rule + workday - last.workday);
      last = { rule: most, workday, phase };
      points.push(last);
      this.#endOfRule.set(due, workday);
    }
    return points;
  }

  /** The workday for `workday n`: the same number where the phase has room for all its rules, else an earlier one. */
  #fitted(n: number): number {
    let before = beforeAll;
    for (const point of this.#points) {
      if (n <= point.rule) {
        const share = (n - before.rule) * (point.workday - before.workday);
        return Math.max(1, before.workday + Math.ceil(share / (point.rule - before.rule)));
      }
      before = point;
    }
    return n - before.rule + before.workday;
  }

  #nth(n: number, found: DayCount[], leave: boolean): DayCount {
    while (found.length < n)
      found.push(this.#calendar.workdayFrom((found.at(-1) ?? this.#first - 1) + 1, leave));
    return found[n - 1] as DayCount;
  }
}

/** Text → the rule that it is: the programs of many hires have the same few. */
const known = new Map<string, DateRule>();

function ruleIn(text: string): DateRule {
  const rule = known.get(text) ?? parseDateRule(text);
  if (!rule) throw new TypeError(`no date rule: ${text}`);
  known.set(text, rule);
  return rule;
}

/** Phase → the largest N of `workday N` in its items: one phase is asked for each of the hires who follow its program. */
const mostOfPhase = new WeakMap<RuledPhase, number>();

function mostIn(phase: RuledPhase): number {
  let most = mostOfPhase.get(phase);
  if (most === undefined) {
    most = 0;
    // As a rule, the next item has the same date.
    let before: string | undefined;
    for (const { due, from } of phase.items) {
      if (due !== before) most = Math.max(most, workdayIn(due));
      if (from !== undefined) most = Math.max(most, workdayIn(from));
      before = due;
    }
    mostOfPhase.set(phase, most);
  }
  return most;
}

/** The N of `workday N`; 0 for any other rule. The rules have been checked, and reading them all in full would take a while. */
function workdayIn(text: string | undefined): number {
  return text?.startsWith('workday ') ? Number(text.slice('workday '.length)) : 0;
}

/** The number of calendar days in a rule: `week N` is `day 7N`, whatever the working week. */
export function calendarDays({ unit, n }: Pick<DateRule, 'unit' | 'n'>): number {
  return unit === 'week' ? 7 * n : n;
}

/**
 * The date of a rule: that of its workday, or so many days before the start, taken literally. What counts from another item, what
 * says that there is no date, and what counts from a last day that nobody has said, has the last day that is allowed.
 * @param end the workday up to which a rule is held back
 */
export function ruleDate(
  rule: string,
  start: CalendarDate,
  timeline: Timeline,
  end = Number.POSITIVE_INFINITY,
): CalendarDate {
  const workday = timeline.workdayOf(rule);
  if (workday !== undefined) return timeline.dateAt(Math.min(end, workday));
  const { unit, n } = ruleIn(rule);
  if (unit === 'days before start') return addDays(start, -n);
  if (unit === 'workdays before start') return timeline.workdaysBefore(start, n);
  return timeline.dateAt(Number.isFinite(end) ? end : (timeline.ends.at(-1) ?? 1));
}

/** Whether a phase ends before the run starts. */
export function endsBeforeStart(rule: string): boolean {
  return rule.endsWith(' before start');
}
