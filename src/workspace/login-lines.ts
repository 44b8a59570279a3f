/**
 * The lines that a shell shows once a day, prepared ahead: a file in the user's cache folder, which the shell reads by itself, so that
 * nothing has to be started for it. Its first line says how it is prepared again; each other one is a day and what to say on it.
 */
import { join } from 'node:path';
import type { CalendarDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';

/** The folder of the file `lines`, and of the shell's own two, `shown` and `asked`, which hold a day. @param cache the user's */
export function loginFolder(cache: string): string {
  return join(cache, 'login');
}

/**
 * @param args the arguments with which the lines are prepared again
 * @param lines day → what to say on it, in one line
 */
export function writeLines(
  cache: string,
  args: readonly string[],
  lines: ReadonlyMap<CalendarDate, string>,
): void {
  makeFolders(loginFolder(cache), ownFolder);
  const told = [...lines].map(([day, text]) => `${day} ${text}`);
  replaceFile(
    join(loginFolder(cache), 'lines'),
    Buffer.from(`${['#', JSON.stringify(args)].join(' ')}\n${told.map((line) => `${line}\n`).join('')}`),
  );
}

/** The arguments with which the lines were prepared; undefined where there are none, or where they can't be read. */
export function preparedBy(cache: string): readonly string[] | undefined {
  const text = attempt(() => readRegularFile(join(loginFolder(cache), 'lines')))?.toString() ?? '';
  const args: unknown = attempt(() => JSON.parse(/^# (.+)$/m.exec(text)?.[1] ?? ''));
  return Array.isArray(args) && args.every((each) => typeof each === 'string') ? args : undefined;
}
