/** Date rules → dates. */
import { addDays, type CalendarDate } from '../dates.ts';
import { type DateRule, parseDateRule } from '../program/grammar.ts';
import type { Calendar } from './calendar.ts';

interface ResolvedDate {
  readonly rule: DateRule;
  /** Where the rule alone would put it. */
  readonly raw: CalendarDate;
  /** The working day it falls on. */
  readonly date: CalendarDate;
}

/**
 * @param rule a date rule as the compiled program holds it
 * @throws TypeError for a rule that no compiled program can hold
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

/** {@link resolveDate} for many items: they share their rules, so that each is worked out once. */
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
