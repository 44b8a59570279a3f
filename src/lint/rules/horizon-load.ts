import { addDays, type CalendarDate, dayCount, mondayBefore } from '../../dates.ts';
import { grouped } from '../../grouped.ts';
import { Calendar } from '../../plan/calendar.ts';
import { type LoadedDay, loadedDays, type Work, workOf } from '../../plan/load.ts';
import type { Draft } from '../../program/draft.ts';
import type { Item, Program } from '../../program/model.ts';
import { atValue, type Found, type Horizon, type Rule, rule } from '../rule.ts';
import { hours, isTooMuch, type LoadLimits, loadLimits, sharesOf, takesOf } from '../timing.ts';

export const horizonLoad: Rule = rule<LoadLimits>({
  id: 'horizon-load',
  severity: 'warning',
  why: 'Holidays push work together: what fits into a plain week asks too much of who starts before Christmas.',
  needs: ['sound', 'horizon'],
  options: loadLimits,
  check: ({ draft, program, horizon }, limits) =>
    program && horizon ? overloads(draft, program, horizon, limits) : [],
});

/** A day or week that asks for more than the limit. */
interface Peak {
  readonly span: 'day' | 'week';
  /** The day, or the first one of the week. */
  readonly on: CalendarDate;
  readonly minutes: number;
  /** The items that take most of it, the longest first. */
  readonly items: readonly Item[];
  /** How many items it has beside those. */
  readonly others: number;
}

/** How many items of a peak a message names. */
const named = 6;

/**
 * How often a run looks at one item's work on one start. Two years of starts with a program of 100 items need 50,000
 * looks; a program made to keep lint busy is given up after this many.
 */
const mostLooks = 2_000_000;

/**
 * Peaks with the same biggest item are one problem: nearly always they are one heap of work, on another date for each
 * start. It is reported with the dates of the first start that meets it.
 */
function overloads(draft: Draft, program: Program, horizon: Horizon, limits: LoadLimits): Found[] {
  const calendar = new Calendar([program.calendar, horizon.calendar]);
  const heaps = new Map<string, Map<CalendarDate, Peak>>();
  let [starts, looks] = [0, 0];
  for (const start of startsIn(horizon, calendar)) {
    if (looks > mostLooks) break;
    const works = workOf(program, start, calendar);
    const peaks = peaksOf(works, loadedDays(works, start, calendar), limits);
    starts += 1;
    looks += works.length * (1 + peaks.length);
    for (const peak of peaks) {
      const heap = `${peak.span} ${peak.items[0]?.id}`;
      const byStart = heaps.get(heap) ?? new Map<CalendarDate, Peak>();
      heaps.set(heap, byStart);
      if (!byStart.has(start)) byStart.set(start, peak);
    }
  }
  return [...heaps.values()].flatMap((byStart) => {
    const [[start, peak] = []] = byStart;
    const takes = peak?.items[0] && takesOf(peak.items[0], draft);
    if (!start || !peak || !takes) return [];
    const head = `a ${peak.span} asks for more than ${limits[peak.span]} on ${byStart.size} of ${starts} start days`;
    const hint = 'give one of them another `due`, or a `from` that spreads it';
    return [atValue(takes, `${head}: who starts on ${start} has ${peakText(peak)}`, { hint })];
  });
}

/** The working days from today to the horizon. */
function startsIn({ today, until }: Horizon, calendar: Calendar): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = today; day <= until; day = addDays(day, 1)) if (calendar.isWorking(day)) days.push(day);
  return days;
}

/** @param days the working days of one plan */
function peaksOf(works: readonly Work[], days: readonly LoadedDay[], limits: LoadLimits): Peak[] {
  const weeks = grouped(days, ({ date }) => mondayBefore(date));
  return [
    ...days.flatMap((day) => peakIn('day', day.date, [day], works, limits)),
    ...[...weeks].flatMap(([monday, inWeek]) => peakIn('week', monday, inWeek, works, limits)),
  ];
}

function peakIn(
  span: Peak['span'],
  on: CalendarDate,
  days: readonly LoadedDay[],
  works: readonly Work[],
  limits: LoadLimits,
): Peak[] {
  const minutes = Math.round(days.reduce((sum, day) => sum + day.minutes, 0));
  if (!isTooMuch(minutes, limits[span])) return [];
  const shares = sharesOf(
    works,
    days.map(({ date }) => dayCount(date)),
  );
  const items = shares.slice(0, named).map(({ item }) => item);
  return [{ span, on, minutes, items, others: shares.length - items.length }];
}

function peakText({ span, on, minutes, items, others }: Peak): string {
  const when = span === 'day' ? `on ${on}` : `in the week of ${on}`;
  const more = others > 0 ? ` and ${others} more` : '';
  return `${hours(minutes)} to do ${when} (${items.map(({ id }) => id).join(', ')}${more})`;
}
