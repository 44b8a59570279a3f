/**
 * The key `calendar`: what its entries mean, the iCalendar files that it names, and its compiled form. A file lies in the
 * same folder as the YAML file that names it.
 */
import type { z } from 'zod';
import type { CalendarDate } from '../dates.ts';
import { withSource } from './days-off.ts';
import { type CalendarFile, type EventChoice, passedOverText, readCalendar } from './icalendar.ts';
import type { CalendarConfig, NamedDay } from './model.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { calendarFilePattern, type calendarSchema } from './values.ts';
import type { Located } from './yaml.ts';

type CalendarSource = z.output<typeof calendarSchema>;
type HolidayEntry = NonNullable<CalendarSource['holidays']>[number];

/** An entry of `holidays` that names an iCalendar file, with the words that pick its events. */
export interface FileEntry extends EventChoice {
  readonly file: string;
}

/** An entry's {@link keyOf} → what its file says, or why the file can't be used. */
export type CalendarFiles = ReadonlyMap<string, CalendarFile>;

/** Two entries with the same key read the same days from the same file. */
function keyOf({ file, only, except }: FileEntry): string {
  return JSON.stringify([file, only, except]);
}

/** What the file of an entry holds; undefined where there is no such file. */
export function contentOf(entry: FileEntry, files: CalendarFiles): CalendarFile | undefined {
  return files.get(keyOf(entry));
}

/** What an entry of `holidays` says of a file; undefined where the entry names none, or isn't well-formed. */
function fileIn(entry: unknown): FileEntry | undefined {
  const { file, only, except } = (typeof entry === 'object' ? entry : { file: entry }) as Record<
    string,
    unknown
  >;
  if (typeof file !== 'string' || !calendarFilePattern.test(file)) return undefined;
  return { file, ...(areTexts(only) ? { only } : {}), ...(areTexts(except) ? { except } : {}) };
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

/** The entries of `holidays` that name a file. @param entries whatever stands in the list */
export function calendarFilesIn(entries: readonly Located[]): Located<FileEntry>[] {
  return entries.flatMap((entry) => {
    const value = entry.value === null ? undefined : fileIn(entry.value);
    return value ? [{ ...entry, value }] : [];
  });
}

/** @param bytesOf returns a file's content; undefined where there is no such file */
export function readCalendars(
  named: readonly Located<FileEntry>[],
  bytesOf: (name: string) => Uint8Array | undefined,
): CalendarFiles {
  const files = new Map<string, CalendarFile>();
  for (const { value } of named) {
    const bytes = files.has(keyOf(value)) ? undefined : bytesOf(value.file);
    if (bytes) files.set(keyOf(value), readCalendar(bytes, value));
  }
  return files;
}

/**
 * A problem for each file that can't be used, at the entry that names it.
 * @param there the names of the existing calendar files; for a misspelt name, the most similar one is suggested
 */
export function calendarFaults(
  named: readonly Located<FileEntry>[],
  files: CalendarFiles,
  there: readonly string[],
): Problem[] {
  return named.flatMap(({ value, yaml, path }): Problem[] => {
    const place = { file: yaml.file, rule: 'wrong-value', ...yaml.valueAt(path) };
    const file = contentOf(value, files);
    const hint = didYouMean(nearest(value.file, there)[0]);
    if (!file) return [{ ...place, message: `there is no file \`${value.file}\` beside this one`, hint }];
    return file.fault === undefined
      ? []
      : [{ ...place, message: `\`${value.file}\` can't be used: ${file.fault}` }];
  });
}

/**
 * A problem for each day of `extra-working-days` that `holidays` of the same file lists too, at the former. Days of calendar
 * files don't count: a file is not the author's own, and a day that is written out corrects it.
 * @param holidays the entries of the one list, `extra` those of the other; whatever stands in them
 */
export function contradictions(holidays: readonly Located[], extra: readonly Located[]): Problem[] {
  const off = new Set(holidays.map(({ value }) => dateIn(value)));
  return extra.flatMap(({ value, yaml, path }): Problem[] => {
    if (typeof value !== 'string' || !off.has(value)) return [];
    const [message, hint] = underBoth(value, '`holidays`', '`extra-working-days`');
    return [{ file: yaml.file, rule: 'wrong-value', message, hint, ...yaml.valueAt(path) }];
  });
}

/** What is wrong with a day that is off by one list and worked by another, and what helps. */
export function underBoth(day: string, off: string, extra: string): [fault: string, remedy: string] {
  return [`${day} stands under ${off} and under ${extra}`, 'take it out of one of them'];
}

/** The date that an entry of `holidays` names; the entry itself where it is of another form. */
export function dateIn(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'date' in entry ? entry.date : entry;
}

/** What doesn't count of a file that an entry of `holidays` names. */
export interface FileRemarks {
  readonly file: string;
  /** A phrase for each kind of event that is passed over: `1 event with a time of day passed over: Summer party`. */
  readonly passedOver: readonly string[];
  /** The words of `only` and `except` that fit no event. */
  readonly unmatched: readonly string[];
}

export function remarksOn(entry: FileEntry, files: CalendarFiles): FileRemarks {
  const { passedOver = [], unmatched = [] } = contentOf(entry, files) ?? {};
  return { file: entry.file, passedOver: passedOver.map(passedOverText), unmatched };
}

/**
 * The `calendar` of a program or a workspace in the compiled form. Days that a file says are worked stand beside
 * `extra-working-days`; where that list is there and empty, there are none.
 * @param files the calendar files that its holidays name; entries of any other form have been refused before
 * @param source the name of the YAML file, for the days that it lists itself
 */
export function compileCalendar(
  calendar: CalendarSource,
  files: CalendarFiles,
  source: string,
): CalendarConfig {
  const {
    'working-days': workingDays,
    holidays,
    'extra-working-days': extra,
    'hours-per-day': hours,
    'holidays-until': until,
  } = calendar;
  const listed = holidays?.map((entry) => daysOf(entry, files, source));
  // A holiday that is written out corrects a file that says the day is worked.
  const written = new Set(holidays?.map(dateIn));
  const worked =
    extra?.length === 0
      ? []
      : (listed ?? []).flatMap((days) => days.worked.filter(({ date }) => !written.has(date)));
  const own = (extra ?? []).map((date) => ({ date: date as CalendarDate, source }));
  return {
    ...(workingDays ? { workingDays } : {}),
    ...(listed ? { holidays: listed.flatMap(({ off }) => off) } : {}),
    ...(extra || worked.length > 0 ? { extraWorkingDays: [...worked, ...own] } : {}),
    ...(until === undefined ? {} : { holidaysUntil: until as CalendarDate }),
    ...(hours === undefined ? {} : { minutesPerDay: hours * 60 }),
  };
}

interface ListedDays {
  readonly off: readonly NamedDay[];
  readonly worked: readonly NamedDay[];
}

/** The days of an entry of `holidays`. */
function daysOf(entry: HolidayEntry, files: CalendarFiles, source: string): ListedDays {
  const named = fileIn(entry);
  if (named) {
    const { off = [], worked = [] } = contentOf(named, files) ?? {};
    return { off: withSource(off, named.file), worked: withSource(worked, named.file) };
  }
  const { date, name } = entry as Extract<HolidayEntry, { date: string }>;
  const day = typeof entry === 'string' ? { date: entry } : { date, name };
  return { off: [{ ...(day as NamedDay), source }], worked: [] };
}
