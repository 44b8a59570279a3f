import { type CalendarDate, daysBetween, mondayBefore } from '../../dates.ts';
import { grouped } from '../../grouped.ts';
import { type Calendar, plainCalendar } from '../../plan/calendar.ts';
import { loadsOf } from '../../plan/load.ts';
import { saidAtStart } from '../../plan/traits.ts';
import { type Case, caseInWords, loadCases } from '../conditions.ts';
import { atValue, rule } from '../rule.ts';
import { firstOf } from '../texts.ts';
import {
  type Anchor,
  hours,
  inRanges,
  type LoadLimits,
  loadLimits,
  type Peak,
  peaksOf,
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
    const cases = loadCases(program);
    const calendar = plainCalendar(program.calendar);
    const peaks = cases.flatMap((hire) => {
      const loadOf = loadsOf(program, calendar, saidAtStart(hire), 1 / cases.length);
      return starts.flatMap((from, start): PeakOfStart[] =>
        peaksOf(loadOf(from) ?? [], limits).map((peak) => ({
          ...peak,
          start,
          hire,
          number: numberOf(peak, program.anchor && from, calendar),
        })),
      );
    });
    // The same heap of work shows on several days, and for another start on other days. Peaks with the same biggest item
    // are therefore one problem, reported at that item.
    const groups = grouped(peaks, ({ unit, biggest }) => `${unit} ${biggest.id}`);
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      const place = first && takesOf(first.biggest, draft);
      if (!place) return [];
      const hint = 'give some of it another `due`, or a `from` to spread it over more days';
      return [atValue(place, inWords(group, limits, cases.length, program.anchor ?? 'start'), hint)];
    });
  },
});

interface PeakOfStart extends Peak {
  /** The index of the start. */
  readonly start: number;
  /** For whom it is so. */
  readonly hire: Case;
  /** Which working day or week it is, counted from the first one, or back from the last day. */
  readonly number: number;
}

function numberOf({ unit, days: [day] }: Peak, end: CalendarDate | undefined, calendar: Calendar): number {
  if (end === undefined) return unit === 'day' ? day.workday : day.week;
  if (unit === 'week') return Math.round(daysBetween(mondayBefore(day.date), mondayBefore(end)) / 7);
  return calendar.workdaysBetween(day.date, end) - calendar.workdaysBetween(end, day.date);
}

/**
 * `workdays 3 to 5 ask for up to 9 h, more than 8 h, for a start on Mon: …`, with the items of the fullest day or week, and
 * with the traits of whom it is the fullest for.
 * @param cases how many kinds of hires there are
 */
function inWords(group: readonly PeakOfStart[], limits: LoadLimits, cases: number, anchor: Anchor): string {
  const [first, ...others] = group;
  if (!first) return '';
  const fullest = others.reduce((most, peak) => (peak.minutes > most.minutes ? peak : most), first);
  const numbers = group.map(({ number }) => number);
  const noun = fullest.unit === 'day' ? 'workday' : 'week';
  const before = anchor === 'end' ? ' before the last day' : '';
  const asks =
    new Set(numbers).size > 1
      ? `${noun}s ${inRanges(numbers)}${before} ask`
      : `${noun} ${numbers[0]}${before} asks`;
  const least = Math.min(...group.map(({ minutes }) => minutes));
  const upTo = hours(least) === hours(fullest.minutes) ? '' : 'up to ';
  const when = startsInWords(
    group.map(({ start }) => start),
    anchor,
  );
  const most = `${upTo}${hours(fullest.minutes)} of work, more than ${limits[fullest.unit]}`;
  const alike = group.filter(({ minutes }) => hours(minutes) === hours(fullest.minutes));
  const whom = caseInWords(fullest.hire, new Set(alike.map(({ hire }) => hire)).size === cases);
  const items = fullest.shares.map(({ item, minutes }) => `\`${item.id}\` ${hours(minutes)}`);
  return `${asks} for ${most}${when}${whom}: ${firstOf(items, 5)}`;
}
