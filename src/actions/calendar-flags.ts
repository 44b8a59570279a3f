/** A hire's own calendar from `--working-days` and `--holidays`, for `start` and `reschedule`. */
import { resolve } from 'node:path';
import { addDays, type CalendarDate, type Weekday, weekdays } from '../dates.ts';
import { UserError } from '../errors.ts';
import { readCalendar } from '../program/icalendar.ts';
import { nearest } from '../program/nearest.ts';
import type { Fact } from '../progress/event.ts';
import { dateFrom } from '../session/date-argument.ts';
import { readDate, type Session } from '../session/session.ts';
import { readNamedFile } from '../workspace/files.ts';

export interface CalendarFlags {
  /** Weekdays and ranges of weekdays, separated by commas (`mon,wed-fri`), or `team`. */
  readonly workingDays?: string;
  /** Dates and names of iCalendar files, separated by commas, or `team`. */
  readonly holidays?: string;
}

/** With this value, either flag returns to the team's calendar. */
const team = 'team';

/**
 * How many years from today holidays are taken from an iCalendar file. Some files have holidays that repeat for ever; five
 * years are longer than any run, even one whose start was moved, and keep the record small.
 */
const yearsAhead = 5;

/** The fact that changes the hire's calendar; undefined without the flags. @throws UserError for a flag that can't be used */
export function calendarFrom(
  session: Session,
  { workingDays, holidays }: CalendarFlags,
): Extract<Fact, { kind: 'changed' }> | undefined {
  if (workingDays === undefined && holidays === undefined) return undefined;
  return {
    kind: 'changed',
    workingDays: workingDays === undefined ? undefined : workingDaysFrom(workingDays),
    holidays: holidays === undefined ? undefined : holidaysFrom(session, holidays),
  };
}

/** The weekdays that the text names, in the order of the week; empty for `team`. */
function workingDaysFrom(text: string): Weekday[] {
  if (partsOf(text).join() === team) return [];
  const days = new Set(partsOf(text).flatMap((part) => rangeFrom(part)));
  if (days.size === 0)
    throw new UserError('--working-days: it is empty', 'write them as mon,tue,wed or mon-thu');
  return weekdays.filter((day) => days.has(day));
}

/** The weekdays of one part of the flag: one day for `mon`, five days for `sun-thu`. */
function rangeFrom(part: string): Weekday[] {
  const [first = '', last = first, ...rest] = part.split('-').map((word) => word.trim());
  const [from, to] = [first, last].map(weekdayIndex) as [number, number];
  if (rest.length > 0) throw new UserError(`--working-days: "${part}" is not a range`, 'write it as mon-thu');
  const length = ((to - from + 7) % 7) + 1;
  return [...weekdays, ...weekdays].slice(from, from + length);
}

function weekdayIndex(word: string): number {
  const index = (weekdays as readonly string[]).indexOf(word);
  if (index >= 0) return index;
  const near = weekdays.find((day) => word.startsWith(day)) ?? nearest(word, weekdays)[0];
  throw new UserError(
    `--working-days: "${word}" is not a weekday`,
    near ? `did you mean ${near}?` : `write them as mon,tue,wed or mon-thu; ${team} for those of the team`,
  );
}

/** The dates that the text and its iCalendar files name, sorted and without duplicates; empty for `team`. */
function holidaysFrom(session: Session, text: string): CalendarDate[] {
  const parts = partsOf(text);
  if (parts.join() === team) return [];
  const dates = text.split(',').flatMap((part) => {
    const name = part.trim();
    return name.endsWith('.ics') ? datesIn(session, name) : [holidayFrom(session, name)];
  });
  return [...new Set(dates)].sort();
}

function holidayFrom({ io, today }: Session, text: string): CalendarDate {
  const flag = '--holidays';
  const remedy = `write 2026-12-24,2026-12-25 or FILE.ics; ${team} for those of the team`;
  return readDate(io, text, flag, (typed) => dateFrom(typed, { flag, today, lies: 'ahead', remedy }));
}

function datesIn({ io, today }: Session, name: string): readonly CalendarDate[] {
  const { dates, fault } = readCalendar(readNamedFile('--holidays', resolve(io.cwd, name), name));
  if (fault !== undefined)
    throw new UserError(`--holidays: ${name} can't be used: ${fault}`, 'fix the file, or give the dates');
  const [from, to] = [addDays(today, -366), addDays(today, yearsAhead * 366)];
  const near = dates.filter((date) => date >= from && date <= to);
  if (near.length > 0) return near;
  throw new UserError(`--holidays: ${name} holds no day from ${from} to ${to}`, 'give a newer calendar');
}

function partsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
