import { addDays, type CalendarDate, mondayBefore } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { loadsOf } from '../../plan/load.ts';
import { saidAtStart } from '../../plan/traits.ts';
import type { Draft } from '../../program/draft.ts';
import type { Program } from '../../program/model.ts';
import { type Case, caseInWords, loadCases } from '../conditions.ts';
import { atValue, type Found, type Horizon, type Rule, rule } from '../rule.ts';
import { firstOf } from '../texts.ts';
import { hours, type LoadLimits, loadLimits, type Peak, peaksOf, takesOf, whoseRun } from '../timing.ts';

export const horizonLoad: Rule = rule<LoadLimits>({
  id: 'horizon-load',
  severity: 'warning',
  why: 'Holidays push work together: what fits into a plain week asks too much of who starts before Christmas.',
  needs: ['sound', 'horizon'],
  options: loadLimits,
  check: ({ draft, program, horizon }, limits) =>
    program && horizon ? overloads(draft, program, horizon, limits) : [],
});

/**
 * The peaks above the limits. Peaks with the same biggest item are one problem, since they are nearly always the same heap
 * of work on another date for each start. The problem shows the dates of the first such start.
 */
function overloads(draft: Draft, program: Program, horizon: Horizon, limits: LoadLimits): Found[] {
  const calendar = new Calendar([program.calendar, horizon.calendar]);
  const heaps = new Map<string, Heap>();
  const cases = loadCases(program);
  let starts = 0;
  for (const hire of cases) {
    const loadOf = loadsOf(program, calendar, saidAtStart(hire), Math.min(1, 3 / cases.length));
    let tried = 0;
    for (const start of startsIn(horizon, calendar)) {
      const days = loadOf(start);
      if (!days) break;
      tried += 1;
      for (const peak of peaksOf(days, limits)) {
        const heap = `${peak.unit} ${peak.biggest.id}`;
        const first = heaps.get(heap) ?? { start, peak, hire, hires: new Set(), startDays: new Set() };
        heaps.set(heap, first);
        first.startDays.add(start);
        first.hires.add(hire);
      }
    }
    starts = Math.max(starts, tried);
  }
  return [...heaps.values()].flatMap(({ start, peak, hire, hires, startDays }) => {
    const takes = takesOf(peak.biggest, draft);
    if (!takes) return [];
    const day = program.anchor ? 'last days' : 'start days';
    const head = `a ${peak.unit} asks for more than ${limits[peak.unit]} on ${startDays.size} of ${starts} ${day}`;
    const hint = 'give one of them another `due`, or a `from` that spreads it';
    const whom = caseInWords(hire, hires.size === cases.length);
    return [atValue(takes, `${head}: ${whoseRun(program)} ${start}${whom} has ${peakText(peak)}`, hint)];
  });
}

/** The peaks with the same biggest item. */
interface Heap {
  /** The start and the traits of whom the first of them was found for. */
  readonly start: CalendarDate;
  readonly hire: Case;
  readonly peak: Peak;
  /** For whom there are some. */
  readonly hires: Set<Case>;
  readonly startDays: Set<CalendarDate>;
}

/** The working days from today to the horizon. */
function startsIn({ today, until }: Horizon, calendar: Calendar): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = today; day <= until; day = addDays(day, 1)) if (calendar.isWorking(day)) days.push(day);
  return days;
}

function peakText({ unit, days: [first], minutes, shares }: Peak): string {
  const when = unit === 'day' ? `on ${first.date}` : `in the week of ${mondayBefore(first.date)}`;
  const names = shares.map(({ item }) => item.id);
  return `${hours(minutes)} to do ${when} (${firstOf(names, 6)})`;
}
