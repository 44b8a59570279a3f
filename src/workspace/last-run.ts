/**
 * Which of several runs a person's commands named last: kept in the user's own folder for a day, and only where somebody has
 * several runs under way. It holds ids alone.
 */
import { join } from 'node:path';
import type { CalendarDate } from '../dates.ts';
import { attempt } from '../errors.ts';
import { isMap } from '../progress/event.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';

interface Naming {
  /** The path of the workspace. */
  readonly workspace: string;
  /** The id of the person whose run it is. */
  readonly person: string;
  /** The id of the run's record. */
  readonly run: string;
  readonly on: CalendarDate;
}

/** The id of the run that was named last on that day. @param folder the user's configuration folder */
export function lastRun(folder: string, key: Omit<Naming, 'run'>): string | undefined {
  return namingsIn(folder).find((each) => isSame(each, key))?.run;
}

/** Remembers the run; where that can't be written, nothing is remembered. */
export function rememberRun(folder: string, naming: Naming): void {
  attempt(() => {
    const others = namingsIn(folder).filter((each) => each.on === naming.on && !isSame(each, naming));
    makeFolders(folder, ownFolder);
    replaceFile(join(folder, 'runs.json'), Buffer.from(`${JSON.stringify([...others, naming], null, 2)}\n`));
  });
}

function isSame(a: Naming, b: Omit<Naming, 'run'>): boolean {
  return a.workspace === b.workspace && a.person === b.person && a.on === b.on;
}

/** What the file holds; nothing where it can't be read. */
function namingsIn(folder: string): Naming[] {
  const bytes = attempt(() => readRegularFile(join(folder, 'runs.json')));
  const value: unknown = bytes && attempt(() => JSON.parse(bytes.toString()));
  return Array.isArray(value) ? value.filter((each): each is Naming => isMap(each)) : [];
}
