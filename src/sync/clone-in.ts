/**
 * Brings a clone into a folder in which somebody may save records meanwhile. The clone is made in a folder of its own within
 * that folder, and its entries take their places only when it is complete; nothing that is there already is ever removed or
 * replaced. If this is cut off, at whatever moment, it can be run again.
 */
import { linkSync, lstatSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { randomName } from '../digest.ts';
import { attempt, cannot, systemCode } from '../errors.ts';
import {
  isDirectory,
  makeFolders,
  namesIn,
  ownFolder,
  removeEmpty,
  removeIfThere,
  tempSuffix,
  writeNew,
} from '../workspace/files.ts';
import { textOf } from '../workspace/git-folder.ts';
import { withLock } from '../workspace/lock.ts';

const lockName = '.pm-onboard-join.lock';
/** The folder in which a clone is made. Only the lock's holder may have one. */
const asideName = /^\.pm-onboard-join-[0-9a-f]{12}\.tmp$/;

/** How to make a clone, and when there is no room for it. */
interface Cloning {
  readonly url: string;
  /** Makes the clone in that folder, which isn't there yet, and checks it. */
  readonly clone: (aside: string) => Promise<void>;
  /** Rejects with a UserError unless the folder can take a clone. */
  readonly refuse: () => Promise<void>;
}

/**
 * Brings a clone into the folder, or completes what an earlier run has begun. Call {@link settled} when the rest is done too.
 * @throws UserError (exit 3) if that fails; a folder that was made for it is removed, as long as it is empty
 */
export async function cloneIn(folder: string, cloning: Cloning): Promise<void> {
  if (!isBegun(folder, cloning.url)) await cloning.refuse();
  const made = makeFolders(folder, ownFolder);
  const hint = 'another join is at work here: try again';
  try {
    await withLock(join(folder, lockName), () => cloneAlone(folder, cloning), undefined, hint);
  } catch (error) {
    if (made !== undefined) removeEmpty(folder, made);
    throw error;
  }
}

/** Whether a folder holds nothing, apart from what a join makes there for itself. */
export function isFree(folder: string): boolean {
  return namesIn(folder).every((name) => asideName.test(name) || name.startsWith(lockName));
}

/** Notes that nothing is left to do for the clone in the folder. */
export function settled(folder: string): void {
  removeIfThere(markOf(folder));
}

async function cloneAlone(folder: string, { url, clone, refuse }: Cloning): Promise<void> {
  const asides = namesIn(folder).filter((name) => asideName.test(name));
  const ready = asides.find((name) => isMarked(join(folder, name), url));
  if (ready === undefined && !isMarked(folder, url)) await refuse();
  for (const name of asides) if (name !== ready) removeTree(join(folder, name));
  if (ready !== undefined) moveIn(join(folder, ready), folder);
  else if (!isMarked(folder, url)) moveIn(await cloned(folder, { url, clone, refuse }), folder);
}

/** Makes the clone. @returns the path of its folder */
async function cloned(folder: string, { url, clone, refuse }: Cloning): Promise<string> {
  // Git makes this folder itself: then git also removes it when it fails after this process was killed.
  const aside = join(folder, `.pm-onboard-join-${randomName(6)}${tempSuffix}`);
  try {
    await clone(aside);
    mark(aside, url);
    // Somebody may have saved something there while the clone was made.
    await refuse();
    return aside;
  } catch (error) {
    removeTree(aside);
    throw error;
  }
}

/** Whether an earlier run for the same URL was cut off when its clone was complete. */
export function isBegun(folder: string, url: string): boolean {
  const names = isDirectory(folder) ? namesIn(folder).filter((name) => asideName.test(name)) : [];
  return [folder, ...names.map((name) => join(folder, name))].some((path) => isMarked(path, url));
}

/** The file that says that a clone was made here by a join, and is complete. */
function markOf(folder: string): string {
  return join(folder, '.git/pm-onboard-join');
}

/**
 * What the mark holds: the URL, and which folder on this disk it was written to. A folder that was made elsewhere, with
 * whatever in it, is not taken for a clone of this machine.
 */
function markText(folder: string, url: string): string {
  const { dev, ino } = lstatSync(join(folder, '.git'), { bigint: true });
  return `${url}\n${dev} ${ino}\n`;
}

function mark(folder: string, url: string): void {
  writeNew(markOf(folder), Buffer.from(markText(folder, url)));
}

function isMarked(folder: string, url: string): boolean {
  const text = textOf(markOf(folder));
  return text !== '' && text === attempt(() => markText(folder, url));
}

/** Moves the entries of a complete clone to their places; `.git` comes last, so that a folder with it has everything. */
function moveIn(aside: string, folder: string): void {
  const rank = (name: string) => (name === '.git' ? 2 : isDirectory(join(aside, name)) ? 0 : 1);
  for (const name of namesIn(aside).sort((a, b) => rank(a) - rank(b)))
    moveEntry(join(aside, name), join(folder, name));
  rmdirSync(aside);
}

/** @throws UserError (exit 3) if there is something in the place already; both stay as they are then */
function moveEntry(from: string, to: string): void {
  try {
    if (lstatSync(from).isDirectory()) renameSync(from, to);
    else moveFile(from, to);
  } catch (error) {
    if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(systemCode(error) ?? '')) throw error;
    throw cannot(`${to} was made in the meantime`, 'move it away, then run the same line again');
  }
}

/** A rename would replace what is in the place; a link doesn't. */
function moveFile(from: string, to: string): void {
  if (!isSameFile(from, to)) linkSync(from, to);
  unlinkSync(from);
}

/** Whether a run that was cut off has linked the file to its place already. */
function isSameFile(from: string, to: string): boolean {
  const [a, b] = [from, to].map((path) => lstatSync(path, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Removes a clone. What another git of a run that was killed still writes there is left to the next join. */
function removeTree(folder: string): void {
  attempt(() => rmSync(folder, { recursive: true, force: true }));
}
