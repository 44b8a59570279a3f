import { type CalendarDate, compareDates } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { Timeline } from '../../plan/timeline.ts';
import { at, mapAt, textsAt } from '../../program/draft.ts';
import type { Program } from '../../program/model.ts';
import { calendarFilePattern } from '../../program/values.ts';
import type { Located } from '../../program/yaml.ts';
import { atKey, atRange, atValue, type Found, type Horizon, type Rule } from '../rule.ts';

export const calendarCoverage: Rule = {
  id: 'calendar-coverage',
  severity: 'warning',
  why: 'Past the last holiday on the list, items fall due on days when nobody is at work, and nobody has said so.',
  needs: ['sound', 'horizon'],
  check: ({ draft, program, horizon }) =>
    draft.program && program && horizon ? uncovered(draft.program, program, horizon) : [],
};

/**
 * The problem that no holidays are listed, or that they end before the program does for a hire who starts on the horizon.
 * @param file program.yaml
 */
function uncovered(file: Located, program: Program, horizon: Horizon): Found[] {
  const calendar = listingCalendar(file, horizon);
  const entries = calendar ? textsAt(calendar, 'holidays') : [];
  if (entries.length === 0) return [missing(file, calendar && at(calendar, 'holidays'))];
  const holidays = horizon.calendar.holidays ?? program.calendar.holidays ?? [];
  const [last, end] = [
    holidays
      .map(({ date }) => date)
      .sort(compareDates)
      .at(-1),
    endOf(program, horizon),
  ];
  // The last holiday may stand in a calendar file that the list names.
  const place =
    entries.find(({ value }) => value === last) ??
    entries.find(({ value }) => calendarFilePattern.test(value));
  if (!last || !place || last >= end) return [];
  const message = `the holidays end on ${last}, but who starts on ${horizon.until} reaches the end of the program on ${end}`;
  return [atValue(place, message, 'list those up to then, and the first one after it')];
}

/** The calendar whose list of holidays counts: the workspace's, else the program's; undefined where neither has one. */
function listingCalendar(program: Located, { config }: Horizon): Located | undefined {
  const workspace = config ? [{ value: config.value, yaml: config, path: [] }] : [];
  return [...workspace, program]
    .flatMap((file) => mapAt(file, 'calendar') ?? [])
    .find((calendar) => Array.isArray(at(calendar, 'holidays')?.value));
}

/**
 * The problem that a program has no holidays.
 * @param list an empty list of holidays, if there is one
 */
function missing(file: Located, list: Located | undefined): Found {
  const message = 'no holidays are listed: items may fall due on one';
  const hint = 'list them under `calendar: { holidays: [2026-12-25, …] }`, here or in pm-onboard.yaml';
  if (list) return atValue(list, message, hint);
  const calendar = at(file, 'calendar');
  return calendar ? atKey(calendar, message, hint) : atRange(file.yaml, [0, 0], message, hint);
}

/** The day on which the last phase ends for a hire who starts on the horizon. */
function endOf({ phases, calendar }: Program, { until, calendar: nearer }: Horizon): CalendarDate {
  const timeline = new Timeline(until, new Calendar([calendar, nearer]), phases);
  return timeline.dateAt(timeline.ends.at(-1) ?? 1);
}
