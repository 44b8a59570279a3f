import type { CalendarDate } from '../../dates.ts';
import { Calendar } from '../../plan/calendar.ts';
import { startFor } from '../../plan/from-end.ts';
import { Timeline } from '../../plan/timeline.ts';
import { at, listAt, mapAt } from '../../program/draft.ts';
import { calendarFilesIn, dateIn } from '../../program/holidays.ts';
import type { Program } from '../../program/model.ts';
import type { Located } from '../../program/yaml.ts';
import { atKey, atRange, atValue, type Found, type Horizon, type Rule } from '../rule.ts';
import { whoseRun } from '../timing.ts';

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
  const listing = listingCalendar(file, horizon);
  const entries = listing ? listAt(listing, 'holidays') : [];
  const calendar = new Calendar([program.calendar, horizon.calendar]);
  const end = endOf(program, horizon, calendar);
  if (calendar.holidaysUntil && calendar.holidaysUntil >= end) return [];
  if (entries.length === 0) return [missing(file, listing && at(listing, 'holidays'), end)];
  const last = calendar.lastHoliday;
  // The last holiday may stand in a calendar file that the list names.
  const place = entries.find(({ value }) => dateIn(value) === last) ?? calendarFilesIn(entries)[0];
  if (!last || !place || last >= end) return [];
  const message = `the holidays end on ${last}, but ${whoseRun(program)} ${horizon.until} reaches the end of the program on ${end}`;
  const hint = `list those up to then, and the first one after it; or say that this is all: \`holidays-until: ${end}\``;
  return [atValue(place, message, hint)];
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
 * @param end the day on which the last phase ends
 */
function missing(file: Located, list: Located | undefined, end: CalendarDate): Found {
  const message = 'no holidays are listed: items may fall due on one';
  const hint = `list them under \`calendar: { holidays: [2026-12-25, …] }\`, here or in pm-onboard.yaml; or say that there are none: \`holidays-until: ${end}\``;
  if (list) return atValue(list, message, hint);
  const calendar = at(file, 'calendar');
  return calendar ? atKey(calendar, message, hint) : atRange(file.yaml, [0, 0], message, hint);
}

/** The day on which the last phase ends for a hire who starts, or has their last day, on the horizon. */
function endOf(program: Program, { until }: Horizon, calendar: Calendar): CalendarDate {
  const timeline = program.anchor
    ? new Timeline(startFor(program, calendar, until), calendar, program.phases, undefined, until)
    : new Timeline(until, calendar, program.phases);
  return timeline.dateAt(timeline.ends.at(-1) ?? 1);
}
