/** Keeps a second account from writing to a workspace: what it writes, the first one could not read any more. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt, cannot, type UserError } from '../errors.ts';
import { recordFolders } from '../progress/record-id.ts';
import { quoted } from '../view/words.ts';
import { configName } from './config.ts';
import { namesIn } from './files.ts';
import { isOthers, ownerOf } from './owner.ts';

/**
 * Checks who owns the workspace, before anything is written to it. The folder itself and pm-onboard.yaml may also be root's, as
 * where an administrator has made them.
 * @param workspace the folder, which need not be there yet; then the nearest folder above counts
 * @throws UserError (exit 3) that names what belongs to another account, and the way out
 */
export function refuseOthers(workspace: string): void {
  const folders = [...recordFolders, 'backups', 'programs'].map((name) => join(workspace, name));
  const records = recordFolders.flatMap((name) => {
    const folder = join(workspace, name);
    return (attempt(() => namesIn(folder)) ?? []).map((each) => join(folder, each));
  });
  const own = [...folders, ...records];
  const mayBeRoots = [nearestFolder(workspace), join(workspace, configName)];
  const found = own.find(isOthers) ?? mayBeRoots.find((path) => isOthers(path) && ownerOf(path) !== 0);
  if (found !== undefined) throw othersError(found);
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

/** The error for something that belongs to another account. */
export function othersError(path: string): UserError {
  const name = nameOf(ownerOf(path) ?? 0);
  const wayOut =
    process.geteuid?.() === 0
      ? `run the same command as that user, behind: sudo -u ${quoted(name)}`
      : `run it as ${name}; to work on it from two accounts, share it: pm-onboard sync, or pm-onboard share`;
  return cannot(
    `${path} belongs to ${name}, and a workspace is written to by one account only`,
    `nothing was written; ${wayOut}`,
  );
}

/** The name of an account, or its number as `sudo -u` takes it. */
function nameOf(owner: number): string {
  const lines = attempt(() => readFileSync('/etc/passwd', 'utf8').split('\n')) ?? [];
  const line = lines.map((each) => each.split(':')).find(([, , number]) => number === `${owner}`);
  return line?.[0] || `#${owner}`;
}
