import { z } from 'zod';
import { addDays, type CalendarDate, endOfWeek } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { type Share, sharesByDay } from '../../plan/load.ts';
import { at, type Draft, entriesOf, textAt } from '../../program/draft.ts';
import { parseEffort } from '../../program/grammar.ts';
import type { Item, Program } from '../../program/model.ts';
import { effort } from '../../program/schema.ts';
import { atValue, type Found, type Horizon, type Rule, rule } from '../rule.ts';

const options = z.strictObject({ day: effort.default('8 h'), week: effort.default('32 h') });
type Limits = z.infer<typeof options>;

export const horizonLoad: Rule = rule<Limits>({
  id: 'horizon-load',
  severity: 'warning',
  why: 'Holidays push work together: what fits into a plain week asks too much of who starts before Christmas.',
  options,
  check: ({ draft, program, horizon }, limits) =>
    program && horizon ? overloads(draft, program, horizon, limits) : [],
});

/** A day or week that asks for more than the limit. */
interface Peak {
  readonly span: 'day' | 'week';
  /** The day, or the first one of the week. */
  readonly on: CalendarDate;
  readonly minutes: number;
  /** The heaviest first. */
  readonly shares: readonly Share[];
}

/**
 * Peaks with the same heaviest item are one problem: nearly always they are one heap, on another date for each start.
 * Reported as the first start meets it.
 */
function overloads(draft: Draft, program: Program, horizon: Horizon, limits: Limits): Found[] {
  const calendar = new Calendar([program.calendar, horizon.calendar]);
  const starts = startsIn(horizon, calendar);
  const heaps = new Map<string, Map<CalendarDate, Peak>>();
  for (const start of starts) {
    for (const peak of peaksOf(sharesByDay(program, start, calendar), limits)) {
      const heap = `${peak.span} ${peak.shares[0]?.item.id}`;
      const byStart = heaps.get(heap) ?? new Map<CalendarDate, Peak>();
      heaps.set(heap, byStart);
      if (!byStart.has(start)) byStart.set(start, peak);
    }
  }
  return [...heaps.values()].flatMap((byStart) => found(draft, byStart, starts.length, limits));
}

/** The working days from today to the horizon. */
function startsIn({ today, until }: Horizon, calendar: Calendar): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = today; day <= until; day = addDays(day, 1)) if (calendar.isWorking(day)) days.push(day);
  return days;
}

function peaksOf(shares: ReadonlyMap<CalendarDate, readonly Share[]>, limits: Limits): Peak[] {
  const weeks = new Map<CalendarDate, Share[]>();
  for (const [day, all] of shares) {
    const monday = addDays(endOfWeek(day), -6);
    weeks.set(monday, [...(weeks.get(monday) ?? []), ...all]);
  }
  return [...peaksAbove('day', shares, limits.day), ...peaksAbove('week', weeks, limits.week)];
}

function peaksAbove(
  span: Peak['span'],
  spans: ReadonlyMap<CalendarDate, readonly Share[]>,
  limit: string,
): Peak[] {
  return [...spans].flatMap(([on, shares]) => {
    // Rounded: an item that is spread over three days leaves crumbs.
    const minutes = Math.round(shares.reduce((sum, share) => sum + share.minutes, 0));
    if (minutes <= (parseEffort(limit) as number)) return [];
    return [{ span, on, minutes, shares: summed(shares).sort((a, b) => b.minutes - a.minutes) }];
  });
}

/** One share an item, in the order of the program. */
function summed(shares: readonly Share[]): Share[] {
  const byItem = new Map<Item, number>();
  for (const { item, minutes } of shares) byItem.set(item, (byItem.get(item) ?? 0) + minutes);
  return [...byItem].map(([item, minutes]) => ({ item, minutes }));
}

function found(
  draft: Draft,
  byStart: ReadonlyMap<CalendarDate, Peak>,
  starts: number,
  limits: Limits,
): Found[] {
  const [[start, peak] = []] = byStart;
  const entry = entriesOf(draft).find((each) => textAt(each, 'id')?.value === peak?.shares[0]?.item.id);
  const takes = entry && at(entry, 'takes');
  if (!peak || !takes) return [];
  const { span, on, minutes, shares } = peak;
  const when = span === 'day' ? `on ${on}` : `in the week of ${on}`;
  const message =
    `a ${span} asks for more than ${limits[span]} on ${byStart.size} of ${starts} start days: ` +
    `who starts on ${start} has ${hoursText(minutes)} to do ${when} (${namesOf(shares)})`;
  return [atValue(takes, message, { hint: 'give one of them another `due`, or a `from` that spreads it' })];
}

const shown = 6;

function namesOf(shares: readonly Share[]): string {
  const ids = shares.map(({ item }) => item.id);
  return ids.length > shown
    ? `${ids.slice(0, shown).join(', ')} and ${ids.length - shown} more`
    : ids.join(', ');
}

/** `9 h 30 min`. */
function hoursText(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
