/** The key `holidays`: dates, and names of iCalendar files in the same folder, whose all-day events are holidays as well. */
import type { z } from 'zod';
import type { CalendarDate } from '../dates.ts';
import { type CalendarFile, readCalendar } from './icalendar.ts';
import type { CalendarConfig } from './model.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { calendarFilePattern, type calendarSchema } from './values.ts';
import type { Located } from './yaml.ts';

/** Name of an iCalendar file → its days, or why it can't be used. */
export type CalendarFiles = ReadonlyMap<string, CalendarFile>;

/** The entries of `holidays` that name a file. The schema refuses entries that are neither a file's name nor a date. */
export function calendarFilesIn(entries: readonly Located<string>[]): Located<string>[] {
  return entries.filter(({ value }) => calendarFilePattern.test(value));
}

/** @param bytesOf returns a file's content; undefined where there is no such file */
export function readCalendars(
  names: readonly Located<string>[],
  bytesOf: (name: string) => Uint8Array | undefined,
): CalendarFiles {
  const files = new Map<string, CalendarFile>();
  for (const { value: name } of names) {
    const bytes = files.has(name) ? undefined : bytesOf(name);
    if (bytes) files.set(name, readCalendar(bytes));
  }
  return files;
}

/**
 * A problem for each file that can't be used, at the entry that names it.
 * @param there the names of the existing calendar files; for a misspelt name, the most similar one is suggested
 */
export function calendarFaults(
  names: readonly Located<string>[],
  files: CalendarFiles,
  there: readonly string[],
): Problem[] {
  return names.flatMap(({ value: name, yaml, path }): Problem[] => {
    const place = { file: yaml.file, rule: 'wrong-value', ...yaml.valueAt(path) };
    const file = files.get(name);
    const hint = didYouMean(nearest(name, there)[0]);
    if (!file) return [{ ...place, message: `there is no file \`${name}\` beside this one`, hint }];
    return file.fault === undefined
      ? []
      : [{ ...place, message: `\`${name}\` can't be used: ${file.fault}` }];
  });
}

/**
 * The `calendar` of a program or a workspace in the compiled form.
 * @param files the calendar files that its holidays name; entries of any other form have been refused before
 */
export function compileCalendar(
  { 'working-days': workingDays, holidays }: z.output<typeof calendarSchema>,
  files: CalendarFiles,
): CalendarConfig {
  return {
    ...(workingDays ? { workingDays } : {}),
    ...(holidays
      ? {
          holidays: holidays.flatMap((entry) =>
            (files.get(entry)?.dates ?? [entry as CalendarDate]).map((date) => ({ date })),
          ),
        }
      : {}),
  };
}
