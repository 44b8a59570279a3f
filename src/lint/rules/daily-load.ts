import { type CalendarDate, type DayCount, dayCount } from '../../dates.ts';
import { grouped } from '../../grouped.ts';
import type { Calendar } from '../../plan/calendar.ts';
import { type LoadedDay, loadedDays, workOf } from '../../plan/load.ts';
import type { Item, Program } from '../../program/model.ts';
import { atValue, rule } from '../rule.ts';
import {
  hours,
  inRanges,
  isTooMuch,
  type LoadLimits,
  loadLimits,
  plainCalendar,
  sharesOf,
  starts,
  startsInWords,
  takesOf,
} from '../timing.ts';

export const dailyLoad = rule<LoadLimits>({
  id: 'daily-load',
  severity: 'error',
  why: 'Who is asked for more than a day or week has room for falls behind without any fault of their own.',
  needs: ['sound'],
  options: loadLimits,
  check({ draft, program }, limits) {
    if (!program) return [];
    const calendar = plainCalendar(program.calendar);
    const peaks = starts.flatMap((start, index) => peaksOf(program, start, index, calendar, limits));
    // One heap of work shows on several days, and on other days for other starts. Peaks with the same biggest item are
    // one problem, reported at that item.
    const groups = grouped(peaks, ({ unit, biggest }) => `${unit} ${biggest.id}`);
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      const place = first && takesOf(first.biggest, draft);
      if (!place) return [];
      const hint = 'give some of it another `due`, or a `from` to spread it over more days';
      return [atValue(place, inWords(group, limits), { hint })];
    });
  },
});

interface Span {
  readonly unit: 'day' | 'week';
  /** Which one, from 1: workday 3, week 2. */
  readonly n: number;
  readonly minutes: number;
  /** The working days in it. */
  readonly days: readonly DayCount[];
}

/** A day or week that asks for more than its limit, for one start. */
interface Peak extends Span {
  /** The index of the start. */
  readonly start: number;
  readonly shares: ReturnType<typeof sharesOf>;
  /** The item that takes most of it. */
  readonly biggest: Item;
}

function peaksOf(
  program: Program,
  from: CalendarDate,
  start: number,
  calendar: Calendar,
  limits: LoadLimits,
): Peak[] {
  const works = workOf(program, from, calendar);
  return spansOf(loadedDays(works, from, calendar)).flatMap((span) => {
    if (!isTooMuch(span.minutes, limits[span.unit])) return [];
    const shares = sharesOf(works, span.days);
    return shares.slice(0, 1).map(({ item }) => ({ ...span, start, shares, biggest: item }));
  });
}

function spansOf(loaded: readonly LoadedDay[]): Span[] {
  const weeks = new Map<number, { minutes: number; days: DayCount[] }>();
  for (const { date, week: n, minutes } of loaded) {
    const week = weeks.get(n) ?? { minutes: 0, days: [] };
    week.minutes += minutes;
    week.days.push(dayCount(date));
    weeks.set(n, week);
  }
  return [
    ...loaded.map(({ date, workday, minutes }) => ({
      unit: 'day' as const,
      n: workday,
      minutes,
      days: [dayCount(date)],
    })),
    ...[...weeks].map(([n, week]) => ({ unit: 'week' as const, n, ...week })),
  ];
}

/** `workdays 3 to 5 ask for up to 9 h, more than 8 h, for a start on Mon: …`, with the items of the fullest one. */
function inWords(group: readonly Peak[], limits: LoadLimits): string {
  const [first, ...others] = group;
  if (!first) return '';
  const fullest = others.reduce((most, peak) => (peak.minutes > most.minutes ? peak : most), first);
  const numbers = group.map(({ n }) => n);
  const noun = fullest.unit === 'day' ? 'workday' : 'week';
  const asks = new Set(numbers).size > 1 ? `${noun}s ${inRanges(numbers)} ask` : `${noun} ${first.n} asks`;
  const least = Math.min(...group.map(({ minutes }) => minutes));
  const upTo = hours(least) === hours(fullest.minutes) ? '' : 'up to ';
  const when = startsInWords(group.map(({ start }) => start));
  const most = `${upTo}${hours(fullest.minutes)} of work, more than ${limits[fullest.unit]}`;
  return `${asks} for ${most}${when}: ${itemsIn(fullest)}`;
}

/** How many items of the fullest day or week a message names. */
const mostItems = 5;

function itemsIn({ shares }: Peak): string {
  const named = shares.slice(0, mostItems).map(({ item, minutes }) => `\`${item.id}\` ${hours(minutes)}`);
  const more = shares.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
