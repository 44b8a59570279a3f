import { type CalendarDate, type DayCount, dayCount } from '../../dates.ts';
import type { Calendar } from '../../plan/calendar.ts';
import { type LoadedDay, loadedDays, minutesOn, type Work, workOf } from '../../plan/load.ts';
import type { Program } from '../../program/model.ts';
import { grouped } from '../grouped.ts';
import { isTooMuch, type LoadLimits, loadLimits } from '../load-limits.ts';
import { takesOf } from '../readable.ts';
import { atValue, rule } from '../rule.ts';
import { inRanges, plainCalendar, starts, startsInWords } from '../starts.ts';

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
    // One fault shows on several days, or on another one for each start: what one item weighs most in is one find.
    const groups = grouped(peaks, ({ unit, biggest }) => `${unit} ${biggest.item.id}`);
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      const place = first && takesOf(first.biggest.item, draft);
      if (!place) return [];
      const hint = 'give some of it another `due`, or a `from` to spread it over more days';
      return [atValue(place, inWords(group, limits), { hint })];
    });
  },
});

/** A day or week that asks for more than its limit, for one start. */
interface Peak extends Span {
  /** Which of the starts. */
  readonly start: number;
  readonly works: readonly Work[];
  /** The item that asks for most of it. */
  readonly biggest: Work;
}

interface Span {
  readonly unit: 'day' | 'week';
  /** As people count: workday 3, week 2. */
  readonly n: number;
  readonly minutes: number;
  /** The working days in it. */
  readonly days: readonly DayCount[];
}

function peaksOf(
  program: Program,
  start: CalendarDate,
  index: number,
  calendar: Calendar,
  limits: LoadLimits,
): Peak[] {
  const works = workOf(program, start, calendar);
  return spansOf(loadedDays(works, start, calendar)).flatMap((span) => {
    if (!isTooMuch(span.minutes, limits[span.unit])) return [];
    const biggest = works.reduce((most, work) =>
      minutesOn(span.days, work) > minutesOn(span.days, most) ? work : most,
    );
    return [{ ...span, start: index, works, biggest }];
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

const mostItems = 5;

function itemsIn({ works, days }: Peak): string {
  const shares = works
    .map((work) => ({ id: work.item.id, minutes: minutesOn(days, work) }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes);
  const named = shares.slice(0, mostItems).map(({ id, minutes }) => `\`${id}\` ${hours(minutes)}`);
  const more = shares.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** `9 h 30 min`. */
function hours(minutes: number): string {
  const whole = Math.round(minutes);
  const parts = [
    [Math.floor(whole / 60), 'h'],
    [whole % 60, 'min'],
  ] as const;
  return parts.flatMap(([n, unit]) => (n > 0 ? [`${n} ${unit}`] : [])).join(' ') || 'under a minute';
}
