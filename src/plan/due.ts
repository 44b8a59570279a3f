/** Date rules → dates. */
import { addDays, type CalendarDate } from '../dates.ts';
import { type DateRule, parseDateRule } from '../program/grammar.ts';
import type { Calendar } from './calendar.ts';

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
  if (unit === 'days before start') {
    const date = addDays(start, -n);
    return { rule: parsed, raw: date, date };
  }
  if (unit === 'workday') {
    const date = calendar.nthWorkday(start, n);
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
