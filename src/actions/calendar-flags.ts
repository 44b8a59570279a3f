/** A hire's own calendar from the flags of `start` and `reschedule`, or from answers. */

import { resolve } from 'node:path';
import { addDays, type CalendarDate, type Weekday, weekdays } from '../dates.ts';
import { UserError } from '../errors.ts';
import { excessOf, excessText, withSource } from '../program/days-off.ts';
import { underBoth } from '../program/holidays.ts';
import { passedOverText, readCalendar } from '../program/icalendar.ts';
import type { NamedDay } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import type { Fact } from '../progress/event.ts';
import type { CalendarField } from '../progress/kinds.ts';
import { dateFrom } from '../session/date-argument.ts';
import { readDate, type Session } from '../session/session.ts';
import { quoted } from '../view/words.ts';
import { readNamedFile } from '../workspace/files.ts';
import { refuseLeadingOut } from '../workspace/within.ts';
import { ask, confirmed } from './input.ts';

export interface CalendarFlags {
  /** Weekdays and ranges of weekdays, separated by commas (`mon,wed-fri`), or `team`. */
  readonly workingDays?: string;
  /** Dates and names of iCalendar files, separated by commas, or `none`, or `team`. */
  readonly holidays?: string;
  /** Dates, separated by commas, or `none`, or `team`. */
  readonly extraWorkingDays?: string;
  /** A date, or `team`. */
  readonly holidaysUntil?: string;
  /** A number of hours, or `team`. */
  readonly hoursPerDay?: string;
  /** The IANA name of a time zone; it belongs to bookings and moves no date. */
  readonly zone?: string;
  readonly stretch?: boolean;
  /** Take a file that has more days off than is likely. */
  readonly force?: boolean;
}

export type ChangedFact = Extract<Fact, { kind: 'changed' }>;

/** The days that `--holidays` names. */
interface NamedHolidays {
  readonly days: readonly NamedDay[];
  /** The days that its files say are worked. */
  readonly worked: readonly NamedDay[];
  readonly files: readonly { readonly name: string; readonly off: readonly NamedDay[] }[];
  /** What the files have that doesn't count, a sentence each. */
  readonly remarks: readonly string[];
}

/** A hire's own calendar, as flags or answers have it. */
export interface OwnCalendar extends Pick<NamedHolidays, 'files' | 'remarks'> {
  /** Undefined where neither a flag nor an answer says anything. */
  readonly fact: ChangedFact | undefined;
}

/** With this value, a flag returns to the team's calendar. */
const team = 'team';
/** With this value, a list of days is empty. */
const none = 'none';

/**
 * How many years from today holidays are taken from an iCalendar file. Some files have holidays that repeat for ever; five
 * years are longer than any run, even one whose start was moved, and keep the record small.
 */
const yearsAhead = 5;
/** And so many years back, since a run may have begun long ago. */
const yearsBack = 3;

/** @throws UserError for a flag that can't be used */
export function calendarFrom(session: Session, flags: CalendarFlags): OwnCalendar {
  const { workingDays, holidays, extraWorkingDays, holidaysUntil, hoursPerDay, stretch } = flags;
  const texts: Readonly<Record<CalendarField, string | undefined>> = {
    workingDays,
    holidays,
    extraWorkingDays,
    holidaysUntil,
    minutesPerDay: hoursPerDay,
  };
  const fields = Object.keys(texts) as CalendarField[];
  const asTeam = fields.filter((field) => texts[field]?.trim().toLowerCase() === team);
  const own = <T>(field: CalendarField, read: (text: string) => T): T | undefined => {
    const text = texts[field];
    return text === undefined || asTeam.includes(field) ? undefined : read(text);
  };
  const named = own('holidays', (text) => holidaysFrom(session, text));
  const extra = own('extraWorkingDays', (text) => extraDaysFrom(session, text));
  refuseBoth(named?.days ?? [], extra ?? []);
  const fact: ChangedFact = {
    kind: 'changed',
    workingDays: own('workingDays', workingDaysFrom),
    ...(named ? holidayFields(named) : {}),
    extraWorkingDays: extra,
    holidaysUntil: own('holidaysUntil', (text) => dayFrom(session, text, '--holidays-until')),
    minutesPerDay: own('minutesPerDay', minutesFrom),
    stretch,
    asTeam: asTeam.length > 0 ? asTeam : undefined,
  };
  const isSaid = stretch !== undefined || Object.values(texts).some((text) => text !== undefined);
  return { fact: isSaid ? fact : undefined, files: named?.files ?? [], remarks: named?.remarks ?? [] };
}

function holidayFields({ days, worked }: NamedHolidays): Pick<ChangedFact, 'holidays' | 'workedDays'> {
  return { holidays: days, ...(worked.length > 0 ? { workedDays: worked } : {}) };
}

/** Asks the person at the terminal which holidays a new hire has, and adds them to the calendar. */
export async function askHolidays(session: Session, { fact, remarks }: OwnCalendar): Promise<OwnCalendar> {
  const question = 'Holidays: dates, or an iCalendar file (Enter for none)';
  const read = (text: string, dayOf?: ReadDay) =>
    holidaysFrom(session, text.trim() === '' ? none : text, dayOf);
  // The answer is checked at the prompt, and its dates are said in full once it is given.
  const answer = await ask(question, (text) => {
    read(text, quietDay);
    return text;
  });
  const named = read(answer);
  const fields = { ...fact, kind: 'changed', ...holidayFields(named) } as const;
  return { fact: fields, files: named.files, remarks: [...remarks, ...named.remarks] };
}

/**
 * Whether to take files that have many days off: some list what is no day off, such as observances.
 * @param week the days of the hire's working week
 * @param force whether `--force` is given
 * @throws UserError with exit 4 where nobody can be asked
 */
export async function confirmFiles(
  session: Session,
  { files }: OwnCalendar,
  week: readonly Weekday[],
  force: boolean | undefined,
): Promise<boolean> {
  for (const text of excessTexts(files, week)) {
    const agreed = await confirmed(session, {
      force,
      fault: `--holidays: ${text}`,
      remedy:
        'if nobody is at work on any of these days: --force; else give a file of the days off, or dates',
      question: `${text}. Is nobody at work on any of these days?`,
    });
    if (!agreed) return false;
  }
  return true;
}

/** `company.ics takes 39 working days of 2027 off: …`, for each file that takes too many. */
export function excessTexts(files: OwnCalendar['files'], week: readonly Weekday[]): string[] {
  return files.flatMap(({ name, off }) => {
    const excess = excessOf(off, week);
    return excess ? [`${name} ${excessText(excess)}`] : [];
  });
}

/**
 * The flags as one would type them again, each with its value: dates in full, since `fri` is another one tomorrow.
 * @param own the calendar that the flags gave
 * @param force whether they have to be confirmed
 */
export function flagsAgain(flags: CalendarFlags, { fact, files }: OwnCalendar, force: boolean): string[] {
  const { workingDays, hoursPerDay, zone, stretch } = flags;
  const dated = fact?.holidays?.filter(({ source }) => source === undefined) ?? [];
  const listed = (days: readonly NamedDay[] | undefined, names: readonly string[] = []) =>
    days && ([...names, ...days.map(({ date }) => date)].join(',') || none);
  const values = {
    '--working-days': workingDays,
    '--holidays': fact?.holidays
      ? listed(
          dated,
          files.map(({ name }) => name),
        )
      : flags.holidays,
    '--extra-working-days': listed(fact?.extraWorkingDays) ?? flags.extraWorkingDays,
    '--holidays-until': fact?.holidaysUntil ?? flags.holidaysUntil,
    '--hours-per-day': hoursPerDay,
    '--zone': zone,
  };
  return [
    ...Object.entries(values).flatMap(([flag, text]) =>
      text === undefined ? [] : [`${flag} ${quoted(text)}`],
    ),
    ...(stretch === undefined ? [] : [stretch ? '--stretch' : '--no-stretch']),
    ...(force ? ['--force'] : []),
  ];
}

/** The weekdays that the text names, in the order of the week. */
function workingDaysFrom(text: string): Weekday[] {
  const days = new Set(partsOf(text).flatMap((part) => rangeFrom(part.toLowerCase())));
  if (days.size === 0)
    throw new UserError('--working-days: it is empty', 'write them as mon,tue,wed or mon-thu');
  return weekdays.filter((day) => days.has(day));
}

/** The weekdays of one part of the flag: one day for `mon`, five days for `sun-thu`. */
function rangeFrom(part: string): Weekday[] {
  const [first = '', last = first, ...rest] = part.split('-').map((word) => word.trim());
  const [from, to] = [first, last].map(weekdayNamed) as [number, number];
  if (rest.length > 0) throw new UserError(`--working-days: "${part}" is not a range`, 'write it as mon-thu');
  const length = ((to - from + 7) % 7) + 1;
  return [...weekdays, ...weekdays].slice(from, from + length);
}

/** `mon` → 0. */
function weekdayNamed(word: string): number {
  const index = (weekdays as readonly string[]).indexOf(word);
  if (index >= 0) return index;
  const near = weekdays.find((day) => word.startsWith(day)) ?? nearest(word, weekdays)[0];
  throw new UserError(
    `--working-days: "${word}" is not a weekday`,
    near ? `did you mean ${near}?` : `write them as mon,tue,wed or mon-thu; ${team} for those of the team`,
  );
}

/** The days that the text and its iCalendar files name, sorted and each date once; no days for `none`. */
function holidaysFrom(session: Session, text: string, dayOf: ReadDay = dayFrom): NamedHolidays {
  if (isNone(text)) return { days: [], worked: [], files: [], remarks: [] };
  const parts = text.split(',').map((part) => part.trim());
  const files = parts.filter((part) => /\.ics$/i.test(part)).map((name) => fileFrom(session, name));
  const dates = parts
    .filter((part) => !/\.ics$/i.test(part))
    .map((part) => ({ date: dayOf(session, part, '--holidays', remedyForHolidays) }));
  return {
    days: sorted([...dates, ...files.flatMap(({ off }) => off)]),
    worked: sorted(files.flatMap(({ worked }) => worked)),
    files,
    remarks: files.flatMap(({ remarks }) => remarks),
  };
}

const remedyForHolidays = `write 2026-12-24,2026-12-25 or FILE.ics; ${none} if there are none, ${team} for those of the team`;

/** A date as people type it. */
function quietDay({ today }: Session, text: string, flag: string, remedy?: string): CalendarDate {
  return dateFrom(text, { flag, today, lies: 'ahead', ...(remedy === undefined ? {} : { remedy }) });
}

type ReadDay = typeof quietDay;

/** A date as people type it, said in full where it isn't written as YYYY-MM-DD. */
const dayFrom: ReadDay = (session, text, flag, remedy) =>
  readDate(session.io, text, flag, (typed) => quietDay(session, typed, flag, remedy));

interface FileDays {
  readonly name: string;
  readonly off: readonly NamedDay[];
  readonly worked: readonly NamedDay[];
  readonly remarks: readonly string[];
}

function fileFrom({ io, today }: Session, name: string): FileDays {
  const within = { from: addDays(today, -yearsBack * 366), to: addDays(today, yearsAhead * 366) };
  refuseLeadingOut(resolve(io.cwd, name), io.cwd);
  const bytes = readNamedFile('--holidays', resolve(io.cwd, name), name);
  const { off, worked, passedOver, fault } = readCalendar(bytes, {}, within);
  if (fault !== undefined)
    throw new UserError(`--holidays: ${name} can't be used: ${fault}`, 'fix the file, or give the dates');
  if (off.length + worked.length === 0)
    throw new UserError(
      `--holidays: ${name} holds no day from ${within.from} to ${within.to}`,
      'give a newer calendar',
    );
  const source = name.split(/[\\/]/).at(-1) ?? name;
  return {
    name,
    off: withSource(off, source),
    worked: withSource(worked, source),
    remarks: passedOver.map((each) => `${source}: ${passedOverText(each)}.`),
  };
}

/** The dates that the text names, sorted and each once; no dates for `none`. */
function extraDaysFrom(session: Session, text: string): NamedDay[] {
  if (isNone(text)) return [];
  return sorted(text.split(',').map((part) => ({ date: dayFrom(session, part, '--extra-working-days') })));
}

/** @throws UserError for a date that the flags name as a holiday and as a working day; days of files don't count */
function refuseBoth(holidays: readonly NamedDay[], extra: readonly NamedDay[]): void {
  const both = extra.find(({ date }) =>
    holidays.some((day) => day.date === date && day.source === undefined),
  );
  if (!both) return;
  throw new UserError(...underBoth(both.date, '--holidays', '--extra-working-days'));
}

function minutesFrom(text: string): number {
  const hours = /^\d{1,2}([.,][05])?$/.test(text.trim()) ? Number(text.replace(',', '.')) : 0;
  if (hours > 0 && hours <= 24) return hours * 60;
  throw new UserError(
    `--hours-per-day: "${text}" is not a number of hours above 0 and up to 24`,
    `write it as 6 or 4.5; ${team} for that of the team`,
  );
}

function isNone(text: string): boolean {
  return text.trim().toLowerCase() === none;
}

/** In ascending order, each date once: of two days with one date, the first. */
function sorted(days: readonly NamedDay[]): NamedDay[] {
  const byDate = new Map([...days].reverse().map((day) => [day.date, day]));
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
