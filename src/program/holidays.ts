/** `holidays` in YAML: dates, and iCalendar files beside it whose all-day events give more of them. */
import type { CalendarDate } from '../dates.ts';
import { type CalendarFile, readCalendar } from './icalendar.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { calendarFilePattern } from './schema.ts';
import type { Located } from './yaml.ts';

/** What the files that are named hold, by name. */
export type CalendarFiles = ReadonlyMap<string, CalendarFile>;

/** The names of files among the entries; what can be neither name nor date is the schema's to tell. */
export function calendarFilesIn(entries: readonly Located<string>[]): Located<string>[] {
  return entries.filter(({ value }) => calendarFilePattern.test(value));
}

/** @param bytesOf a file's content; undefined where there is no such file */
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

/** What keeps the files from being used, each where it is named. */
export function calendarFaults(
  names: readonly Located<string>[],
  files: CalendarFiles,
  there: readonly string[],
): Problem[] {
  return names.flatMap(({ value: name, yaml, path }): Problem[] => {
    const place = { file: yaml.file, rule: 'wrong-value', ...yaml.valueAt(path) };
    const file = files.get(name);
    const near = nearest(name, there)[0];
    const hint = near ? { hint: `did you mean \`${near}\`?` } : {};
    if (!file) return [{ ...place, message: `there is no file \`${name}\` beside this one`, ...hint }];
    return file.fault === undefined
      ? []
      : [{ ...place, message: `\`${name}\` can't be used: ${file.fault}` }];
  });
}

/** The entries with the dates of a file in the place of its name. */
export function holidaysOf(entries: readonly string[], files: CalendarFiles): CalendarDate[] {
  return entries.flatMap((entry) => files.get(entry)?.dates ?? (entry as CalendarDate));
}
