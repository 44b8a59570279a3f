/** Whose files are: a workspace belongs to one account. Windows has no such owners, and there nothing is ever another's. */
import { lstatSync, statSync } from 'node:fs';
import { attempt, cannot } from '../errors.ts';

/** The number of the account that owns a file; undefined where no such file can be seen, and on Windows. */
export function ownerOf(path: string): number | undefined {
  return process.geteuid && attempt(() => lstatSync(path, { throwIfNoEntry: false }))?.uid;
}

/** Whether something at the path belongs to another account than the one that runs this. */
export function isOthers(path: string): boolean {
  const owner = ownerOf(path);
  return owner !== undefined && owner !== process.geteuid?.();
}

/** @throws UserError (exit 3) for a path where something is another account's: it is not this one's to write */
export function refuseOthers(path: string): void {
  if (isOthers(path)) throw cannot(`${path} belongs to another account`, 'run it as that user');
}

/**
 * Whether a cache folder is this account's, and no other may write to it: what is cached there is believed. A folder that isn't
 * there yet will be.
 */
export function isPrivate(folder: string): boolean {
  const stat = attempt(() => statSync(folder, { throwIfNoEntry: false }));
  if (!stat || !process.geteuid) return true;
  return stat.uid === process.geteuid() && (stat.mode & 0o022) === 0;
}
