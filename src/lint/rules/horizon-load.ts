import { z } from 'zod';
import { addDays, type CalendarDate, type DayCount, dayCount, mondayBefore } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { type LoadedDay, loadedDays, type Work, workOf } from '../../plan/load.ts';
import { at, type Draft, type Entry, entriesOf, textAt } from '../../program/draft.ts';
import { parseEffort } from '../../program/grammar.ts';
import type { Program } from '../../program/model.ts';
import { effort } from '../../program/schema.ts';
import { atValue, type Found, type Horizon, type Rule, rule } from '../rule.ts';

const options = z.strictObject({ day: effort.default('8 h'), week: effort.default('32 h') });
type Limits = z.infer<typeof options>;

export const horizonLoad: Rule = rule<Limits>({
  id: 'horizon-load',
  severity: 'warning',
  why: 'Holidays push work together: what fits into a plain week asks too much of who starts before Christmas.',
  needs: ['program', 'horizon'],
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
  /** Of the items that weigh most, the heaviest first. */
  readonly ids: readonly string[];
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
function overloads(draft: Draft, program: Program, horizon: Horizon, limits: Limits): Found[] {
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
      const heap = `${peak.span} ${peak.ids[0]}`;
      const byStart = heaps.get(heap) ?? new Map<CalendarDate, Peak>();
      heaps.set(heap, byStart);
      if (!byStart.has(start)) byStart.set(start, peak);
    }
  }
  const entries = new Map(entriesOf(draft).map((entry) => [textAt(entry, 'id')?.value, entry]));
  return [...heaps.values()].flatMap((byStart) => {
    const [[start, peak] = []] = byStart;
    const takes = at(entries.get(peak?.ids[0]) as Entry, 'takes');
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
function peaksOf(works: readonly Work[], days: readonly LoadedDay[], limits: Limits): Peak[] {
  const weeks = new Map<CalendarDate, LoadedDay[]>();
  for (const day of days) {
    const monday = mondayBefore(day.date);
    const others = weeks.get(monday);
    if (others) others.push(day);
    else weeks.set(monday, [day]);
  }
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
  limits: Limits,
): Peak[] {
  // Rounded: an item that is spread over three days leaves crumbs.
  const minutes = Math.round(days.reduce((sum, day) => sum + day.minutes, 0));
  if (minutes <= (parseEffort(limits[span]) as number)) return [];
  const counts = days.map(({ date }) => dayCount(date));
  const shares = works
    .map((work) => ({ id: work.item.id, minutes: minutesOn(counts, work) }))
    .filter((share) => share.minutes > 0)
    .sort((a, b) => b.minutes - a.minutes);
  const ids = shares.slice(0, named).map(({ id }) => id);
  return [{ span, on, minutes, ids, others: shares.length - ids.length }];
}

function minutesOn(days: readonly DayCount[], { first, last, perDay }: Work): number {
  return days.filter((day) => first <= day && day <= last).length * perDay;
}

function peakText({ span, on, minutes, ids, others }: Peak): string {
  const when = span === 'day' ? `on ${on}` : `in the week of ${on}`;
  const more = others > 0 ? ` and ${others} more` : '';
  return `${hoursText(minutes)} to do ${when} (${ids.join(', ')}${more})`;
}

/** `9 h 30 min`. */
function hoursText(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
