import { addDays, type CalendarDate, dayCount, mondayBefore } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { type LoadedDay, loadedDays, minutesOn, type Work, workOf } from '../../plan/load.ts';
import type { Draft } from '../../program/draft.ts';
import type { Item, Program } from '../../program/model.ts';
import { grouped } from '../grouped.ts';
import { isTooMuch, type LoadLimits, loadLimits } from '../load-limits.ts';
import { takesOf } from '../readable.ts';
import { atValue, type Found, type Horizon, type Rule, rule } from '../rule.ts';

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
  /** Of the items that weigh most, the heaviest first. */
  readonly items: readonly Item[];
  /** How many items there are besides. */
  readonly others: number;
}

/** How many items of a peak are named. */
const named = 6;

/** Two years of a program of 100 items are 50,000 works; one that is made to choke us is left after so many looks at one. */
const mostLooks = 2_000_000;

/**
 * Peaks with the same heaviest item are one problem: nearly always they are one heap, on another date for each start.
 * Reported as the first start meets it.
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
  const counts = days.map(({ date }) => dayCount(date));
  const shares = works
    .map((work) => ({ item: work.item, minutes: minutesOn(counts, work) }))
    .filter((share) => share.minutes > 0)
    .sort((a, b) => b.minutes - a.minutes);
  const items = shares.slice(0, named).map(({ item }) => item);
  return [{ span, on, minutes, items, others: shares.length - items.length }];
}

function peakText({ span, on, minutes, items, others }: Peak): string {
  const when = span === 'day' ? `on ${on}` : `in the week of ${on}`;
  const more = others > 0 ? ` and ${others} more` : '';
  return `${hoursText(minutes)} to do ${when} (${items.map(({ id }) => id).join(', ')}${more})`;
}

/** `9 h 30 min`. */
function hoursText(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
