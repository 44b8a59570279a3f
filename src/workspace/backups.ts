/**
 * What `backups/` holds: earlier states of records, as hard links (the last three saves of a hire and the last of each day,
 * seven at most), and copies of files that were replaced or removed.
 */
import { linkSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, systemCode } from '../errors.ts';
import { placeOf, recordFolders } from '../progress/record-id.ts';
import { ensureFolder, isFolder, readRegularFile, removeIfThere, removeQuietly, writeNew } from './files.ts';

const mostBackups = 7;
const lastSaves = 3;

/**
 * Keeps the record's file as it is now, under a name with the instant, and removes the hire's surplus backups. The backup is
 * a hard link. It is a copy if the file system has no hard links, or if others may read the file, as after a git checkout:
 * only the user may read a backup.
 * @param path the record's file; if it doesn't exist, nothing is kept
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
  // A surplus backup that can't be removed does no harm.
  for (const surplus of surplusOf([name, ...earlier])) removeQuietly(join(folder, surplus));
}

/** Whether only the user may read the file. Windows has no such modes. */
function isOwnAlone(path: string): boolean {
  return process.platform === 'win32' || (lstatSync(path).mode & 0o077) === 0;
}

/** The latest instant of a backup: years of more than four digits would not sort by name. */
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** Now, or a millisecond after the newest backup if the clock went back, so that names sort in the order of the saves. */
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
 * Keeps bytes that are about to be replaced or removed. The copy's name ends with their hash: the same bytes are kept once.
 * @param name what the bytes were, such as `h0123abcd.lock.removed`
 * @returns the name of the copy
 */
export function keepCopy(folder: string, name: string, bytes: Uint8Array): string {
  ensureFolder(folder);
  const copy = `${name}-${sha256(bytes).slice(0, 8)}`;
  const path = join(folder, copy);
  if (readRegularFile(path)?.equals(bytes)) return copy;
  // Other bytes under this name were left by a process that was killed while it wrote them.
  removeIfThere(path);
  writeNew(path, bytes);
  return copy;
}

/** The names of a hire's backups, newest first; empty if the folder can't be listed. */
export function backupsOf(folder: string, hire: string): string[] {
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names
    .filter((name) => name.startsWith(`${hire}.`) && /\.\d{8}T\d{9}Z\.json$/.test(name))
    .sort()
    .reverse();
}

/** The backups to remove: all but the last saves and the newest of each day, and those beyond the most. */
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

/**
 * The paths of the files beside records and in `backups/` that have the id in their names, whether pm-onboard, an editor
 * or git made the file.
 * @throws UserError (exit 3) where a link or a file is in the place of one of the folders
 */
export function copiesOf(workspace: string, hire: string): string[] {
  const path = join(workspace, placeOf(hire));
  return [...recordFolders, 'backups'].flatMap((name) => {
    const folder = join(workspace, name);
    if (!isFolder(folder)) return [];
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    return files
      .filter((entry) => entry.name.includes(hire) && !entry.name.startsWith(`${hire}.json.lock`))
      .map((entry) => join(folder, entry.name))
      .filter((file) => file !== path);
  });
}
