import { z } from 'zod';
import { addDays, type CalendarDate, endOfWeek } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { type Share, sharesByDay } from '../../plan/load.ts';
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

/** Two years of a program of 100 items are half a million shares; one that is made to choke us is left after so many. */
const mostWork = 2_000_000;

/**
 * Peaks with the same heaviest item are one problem: nearly always they are one heap, on another date for each start.
 * Reported as the first start meets it.
 */
function overloads(draft: Draft, program: Program, horizon: Horizon, limits: Limits): Found[] {
  const calendar = new Calendar([program.calendar, horizon.calendar]);
  const heaps = new Map<string, Map<CalendarDate, Peak>>();
  let [starts, work] = [0, 0];
  for (const start of startsIn(horizon, calendar)) {
    if (work > mostWork) break;
    const shares = sharesByDay(program, start, calendar);
    starts += 1;
    for (const all of shares.values()) work += all.length;
    for (const peak of peaksOf(shares, limits)) {
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

function peaksOf(shares: ReadonlyMap<CalendarDate, readonly Share[]>, limits: Limits): Peak[] {
  const weeks = new Map<CalendarDate, (readonly Share[])[]>();
  for (const [day, all] of shares) {
    const monday = addDays(endOfWeek(day), -6);
    weeks.set(monday, [...(weeks.get(monday) ?? []), all]);
  }
  return [
    ...[...shares].flatMap(([day, all]) => peakIn('day', day, [all], limits)),
    ...[...weeks].flatMap(([monday, days]) => peakIn('week', monday, days, limits)),
  ];
}

function peakIn(
  span: Peak['span'],
  on: CalendarDate,
  days: readonly (readonly Share[])[],
  limits: Limits,
): Peak[] {
  const sum = days.reduce((whole, shares) => whole + minutesOf(shares), 0);
  // Rounded: an item that is spread over three days leaves crumbs.
  const minutes = Math.round(sum);
  if (minutes <= (parseEffort(limits[span]) as number)) return [];
  const byItem = new Map<string, number>();
  for (const { item, minutes: part } of days.flat()) byItem.set(item.id, (byItem.get(item.id) ?? 0) + part);
  const heaviest = [...byItem].sort(([, a], [, b]) => b - a).slice(0, named);
  return [{ span, on, minutes, ids: heaviest.map(([id]) => id), others: byItem.size - heaviest.length }];
}

function minutesOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { minutes }) => sum + minutes, 0);
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
