/** Earlier states of records: hard links, the last few saves and one a day, seven at most a hire; and copies of files as they were. */
import { linkSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { systemCode } from '../errors.ts';
import { ensureFolder, readRegularFile, removeIfThere, removeQuietly, writeNew } from './files.ts';

const mostBackups = 7;
const lastSaves = 3;

/**
 * Keeps the file as it is now under a name with the instant. A file system without hard links gets a copy, and so does a
 * file that others can read, as git checks it out: a backup is the user's alone.
 */
export function keepBackup(folder: string, hire: string, path: string, now: Date): void {
  ensureFolder(folder);
  const earlier = backupsOf(folder, hire);
  const name = `${hire}.${stampAfter(earlier[0], now)}.json`;
  const backup = join(folder, name);
  try {
    if (isOwnAlone(path)) linkSync(path, backup);
    else writeNew(backup, readRegularFile(path) ?? Buffer.of());
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    if (systemCode(error) !== 'EEXIST') writeNew(backup, readRegularFile(path) ?? Buffer.of());
  }
  // What can't be removed is in nobody's way.
  for (const surplus of surplusOf([name, ...earlier])) removeQuietly(join(folder, surplus));
}

/** Windows knows no such modes. */
function isOwnAlone(path: string): boolean {
  return process.platform === 'win32' || (lstatSync(path).mode & 0o077) === 0;
}

/** The last that a name can hold. */
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** Now, or a millisecond after the newest backup: whatever the clock said, the order of the names is that of the saves. */
function stampAfter(newest: string | undefined, now: Date): string {
  const last = instantOf(newest ?? '')?.getTime() ?? 0;
  const at = Math.min(Math.max(now.getTime(), last + 1), lastInstant);
  return new Date(at).toISOString().replace(/[-:.]/g, '');
}

/** The instant in the name of a backup; undefined where it has none. */
export function instantOf(name: string): Date | undefined {
  const parts = /\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.json$/.exec(name)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 1, ...rest] = parts;
  return new Date(Date.UTC(year, month - 1, ...rest));
}

/**
 * Keeps bytes that are about to be replaced or removed, named by what they were and their hash: the same twice is kept once.
 * @returns the name of the copy
 */
export function keepCopy(folder: string, name: string, bytes: Uint8Array): string {
  ensureFolder(folder);
  const copy = `${name}-${sha256(bytes).slice(0, 8)}`;
  const path = join(folder, copy);
  if (readRegularFile(path)?.equals(bytes)) return copy;
  // One that a killed process could not write wholly.
  removeIfThere(path);
  writeNew(path, bytes);
  return copy;
}

/** The names of a hire's backups, newest first; none where the folder can't be listed. */
export function backupsOf(folder: string, hire: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(`${hire}.`) && /\.\d{8}T\d{9}Z\.json$/.test(name))
      .sort()
      .reverse();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return [];
  }
}

/** What goes: all but the last saves and the newest of each day, and what is beyond the most. */
export function surplusOf(newestFirst: readonly string[]): string[] {
  const dayOf = (name: string) => name.split('.')[1]?.slice(0, 8);
  const kept = newestFirst
    .filter(
      (name, index) =>
        index < lastSaves || newestFirst.findIndex((other) => dayOf(other) === dayOf(name)) === index,
    )
    .slice(0, mostBackups);
  return newestFirst.filter((name) => !kept.includes(name));
}
