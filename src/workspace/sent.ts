/**
 * Which messages were sent from this machine, so that none is sent twice: a file for each in the user's cache folder, whose name has
 * the day and a hash of address, reader and text. It holds none of these.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type CalendarDate } from '../dates.ts';
import { sha256 } from '../digest.ts';
import { attempt, systemCode } from '../errors.ts';
import { makeFolders, ownFolder, removeQuietly, writeNew } from './files.ts';

/** What makes one message the same as another. */
export interface Message {
  readonly address: string;
  readonly reader: string;
  readonly day: CalendarDate;
  readonly text: string;
}

/** Files are kept for so many days. */
const daysKept = 14;

/** A file that is begun, and neither confirmed nor taken back, is left over from a process that was killed, after so long. */
const longestSending = 5 * 60_000;

/** What became of the wish to send: it is this process's to do, it was sent before, or another process is at it. */
export type Claim = 'ours' | 'sent' | 'being sent';

/** @param cache the user's cache folder */
export function sentFolder(cache: string): string {
  return join(cache, 'sent');
}

/**
 * Claims a message, so that no other process sends it; then it is either {@link confirm}ed or {@link release}d.
 * @throws a system error where the folder can't be written
 */
export function claim(cache: string, message: Message, now: Date): Claim {
  const folder = sentFolder(cache);
  makeFolders(folder, ownFolder);
  sweep(folder, message.day);
  const path = join(folder, nameOf(message));
  if (attempt(() => statSync(path))) return 'sent';
  const begun = `${path}${begunSuffix}`;
  const age = attempt(() => now.getTime() - statSync(begun).mtimeMs);
  if (age !== undefined && Math.abs(age) < longestSending) return 'being sent';
  if (age !== undefined) removeQuietly(begun);
  try {
    writeNew(begun, Buffer.from(''));
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return 'being sent';
    throw error;
  }
  return 'ours';
}

const begunSuffix = '.begun';

/** Notes that the message was sent. */
export function confirm(cache: string, message: Message): void {
  const path = join(sentFolder(cache), nameOf(message));
  writeNew(path, Buffer.from(''));
  removeQuietly(`${path}${begunSuffix}`);
}

/** Gives the message back, since it could not be sent. */
export function release(cache: string, message: Message): void {
  removeQuietly(`${join(sentFolder(cache), nameOf(message))}${begunSuffix}`);
}

function nameOf({ day, ...of }: Message): string {
  return `${day}-${sha256(JSON.stringify([of.address, of.reader, of.text])).slice(0, 32)}`;
}

/** Removes what is older than anybody would send again. */
function sweep(folder: string, day: CalendarDate): void {
  const first = addDays(day, -daysKept);
  for (const name of attempt(() => readdirSync(folder)) ?? [])
    if (/^\d{4}-\d{2}-\d{2}-[0-9a-f]{32}(\.begun)?$/.test(name) && name.slice(0, 10) < first)
      removeQuietly(join(folder, name));
}
