/** Erasing a hire: a tombstone replaces the record, and every copy of the record in the workspace is removed. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt } from '../errors.ts';
import { type Step, unseen } from '../long-work.ts';
import { normaliseName } from '../progress/names.ts';
import { type Erasure, emptyRecord, formatRecord, type HireRecord, salvage } from '../progress/record.ts';
import { copiesOf, keepCopy } from './backups.ts';
import { ensureFolder, readRegularFile, removeIfThere, replaceFile, sweep, syncFolder } from './files.ts';
import { refuseLost, withLock } from './lock.ts';
import { listRecords, readRecord, recordPath, refuseNewer } from './records.ts';

/** Whether the hire is forgotten and nothing of the record is left. */
export function isErased(workspace: string, hire: string): boolean {
  const isForgotten = Boolean(readableRecord(workspace, hire)?.forgotten);
  return (
    isForgotten && copiesOf(workspace, hire).length === 0 && besideTombstone(workspace, hire) === undefined
  );
}

/** The events that stand in one file with the hire's tombstone, as after a merge by git; undefined where there are none. */
export function besideTombstone(workspace: string, hire: string): HireRecord | undefined {
  const text = attempt(() => readRegularFile(recordPath(workspace, hire)))?.toString('utf8') ?? '';
  const left = salvage(text, hire);
  return left.events.length > 0 && readableRecord(workspace, hire)?.forgotten ? left : undefined;
}

/** Whether there is anything under the id: a record, a tombstone, or copies of what was a record. */
export function hasTraces(workspace: string, hire: string): boolean {
  return existsSync(recordPath(workspace, hire)) || copiesOf(workspace, hire).length > 0;
}

/**
 * Replaces the record by a tombstone, whether or not the record is sound; processes that wait for the lock then find the
 * tombstone. The copies are removed after the tombstone is written and before it takes the record's place: if erasing is
 * interrupted, the record can still be found by name and erased again.
 * @param erasure who erases the record, and when
 * @returns how many copies there were
 * @throws UserError (exit 3) where a newer version wrote the record, a link is in its place, or the lock was lost
 */
export async function eraseHire(workspace: string, hire: string, erasure: Erasure): Promise<number> {
  const path = recordPath(workspace, hire);
  ensureFolder(dirname(path));
  return withLock(`${path}.lock`, (held) => {
    // Refuses a link, because the file behind it would stay.
    readRegularFile(path);
    const record = readableRecord(workspace, hire);
    if (record) refuseNewer(workspace, record);
    const copies = copiesOf(workspace, hire);
    const tombstone = formatRecord({ ...emptyRecord(hire), forgotten: erasure });
    replaceFile(path, Buffer.from(tombstone), () => {
      refuseLost(held, path);
      for (const copy of copies) removeIfThere(copy);
    });
    for (const folder of new Set(copies.map(dirname))) syncFolder(folder);
    return copies.length;
  });
}

/**
 * Puts a tombstone in place of a record that somebody else has erased, and keeps the record in `backups/`: only whoever has
 * it may erase that.
 * @returns the name of the copy, and what it holds
 * @throws UserError (exit 3) where a link is in the record's place, or the lock was lost
 */
export async function setErasedAside(
  workspace: string,
  hire: string,
  erasure: Erasure,
): Promise<{ readonly copy: string; readonly bytes: Buffer }> {
  const path = recordPath(workspace, hire);
  return withLock(`${path}.lock`, (held) => {
    const bytes = readRegularFile(path) ?? Buffer.of();
    const copy = keepCopy(join(workspace, 'backups'), `${hire}.json.erased`, bytes);
    replaceFile(path, Buffer.from(formatRecord({ ...emptyRecord(hire), forgotten: erasure })), () => {
      refuseLost(held, path);
    });
    return { copy, bytes };
  });
}

/**
 * Takes a record out of its folder and keeps it in `backups/`.
 * @returns the name of the copy; undefined if there is no such record any more
 * @throws UserError (exit 3) where a link is in its place
 */
export async function putAside(workspace: string, hire: string): Promise<string | undefined> {
  const path = recordPath(workspace, hire);
  return withLock(`${path}.lock`, () => {
    const bytes = readRegularFile(path);
    if (!bytes) return undefined;
    const copy = keepCopy(join(workspace, 'backups'), `${hire}.json.erased`, bytes);
    removeIfThere(path);
    syncFolder(dirname(path));
    return copy;
  });
}

/** The hire's record; undefined if it is missing or damaged. */
function readableRecord(workspace: string, hire: string): HireRecord | undefined {
  return attempt(() => readRecord(workspace, hire));
}

/** The ids of the records in which the name stands as a word of its own: "Al", but not the one in "also". @param step how far it is */
export async function recordsNaming(workspace: string, name: string, step: Step = unseen): Promise<string[]> {
  const asked = normaliseName(JSON.stringify(name).slice(1, -1)).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  // Many scripts without upper and lower case don't put spaces around names, so only letters with a case extend a word.
  const inWord = '[\\p{Lu}\\p{Ll}\\p{M}\\d]';
  const named = new RegExp(`(?<!${inWord})${asked}(?!${inWord})`, 'u');
  const ids = listRecords(workspace);
  const found: string[] = [];
  for (const [at, id] of ids.entries()) {
    await step(at, ids.length);
    // A link or a folder in the place of a record holds no name that pm-onboard wrote.
    const text = attempt(() => readRegularFile(recordPath(workspace, id)))?.toString() ?? '';
    const withoutKeys = text.replace(/"[\w-]{43}"|"\w+":/g, ' ');
    if (named.test(normaliseName(withoutKeys.replace(/\\[nrtbf]/g, ' ')))) found.push(id);
  }
  return found;
}

/** Removes the cached pm-onboard.yaml of every workspace, since it holds people's names. It is cached again when needed. */
export function dropConfigCache(cache: string): void {
  sweep(cache, (name) => /^config-[0-9a-f]+\.json$/.test(name));
}
