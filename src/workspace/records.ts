/** The records on disk: list, read, and the one way to change one. */
import { isUtf8 } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomName } from '../digest.ts';
import { exits, UserError } from '../errors.ts';
import type { Fact } from '../progress/event.ts';
import {
  formatRecord,
  type HireRecord,
  mergeRecords,
  nameIn,
  parseRecord,
  RecordError,
  recordFormat,
  startIn,
} from '../progress/record.ts';
import { type Progress, reduceEvents } from '../progress/reduce.ts';
import { type Stamp, withFacts } from '../progress/stamp.ts';
import { backupsOf, keepBackup, keepCopy } from './backups.ts';
import { ensureFolder, isFolder, readRegularFile, replaceFile, sweep, tempSuffix } from './files.ts';
import type { Known } from './known.ts';
import { withLock } from './lock.ts';

const hirePattern = /^h[0-9a-f]{8}$/;

/** A fresh random id; names never become file names. */
export function newHireId(): string {
  return `h${randomName(4)}`;
}

/** The ids of all hires with a file in the workspace, sorted. */
export function listHires(workspace: string): string[] {
  const folder = join(workspace, 'hires');
  if (!isFolder(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && hirePattern.test(name.slice(0, -'.json'.length)))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/**
 * A hire's record; undefined where there is no file.
 * @param known where to look up what was verified before; for commands that only read
 * @throws UserError (exit 3) where the file is no record
 */
export function readRecord(workspace: string, hire: string, known?: Known): HireRecord | undefined {
  const path = recordPath(workspace, hire);
  const bytes = isFolder(join(workspace, 'hires')) ? readRegularFile(path) : undefined;
  if (!bytes) return undefined;
  try {
    const verified = known?.has(hire, bytes) ?? false;
    const record = parseOwn(bytes, hire, verified);
    if (!verified && record.damaged.length === 0 && !record.conflicted) known?.add(hire, bytes);
    return record;
  } catch (error) {
    if (error instanceof RecordError) throw unreadable(workspace, hire, error);
    throw error;
  }
}

/** Whether the text is of the form of our ids; whether there is such a hire is another matter. */
export function isHireId(text: string): boolean {
  return hirePattern.test(text);
}

/**
 * What a hire is called, without reading the record in full: of the events only the first `started` is verified, so the
 * cost doesn't grow with what other hires have done.
 * @returns undefined where that is not to be had so cheaply: a forgotten, archived or damaged record, or two starts
 */
export function glanceAt(
  workspace: string,
  hire: string,
): { readonly name: string; readonly handles: readonly string[] } | undefined {
  try {
    const bytes = isFolder(join(workspace, 'hires'))
      ? readRegularFile(recordPath(workspace, hire))
      : undefined;
    const start = bytes && startIn(bytes.toString('utf8'), hire);
    return start && { name: start.name, handles: start.handles ?? [] };
  } catch {
    // Whoever reads the record in full says what is wrong with it.
    return undefined;
  }
}

/** What a hire is called whose record can't be used: in the newest sound backup, else in what is left of the text. */
export function namesInRuins(
  workspace: string,
  hire: string,
): { readonly name: string; readonly handles: readonly string[] } | undefined {
  const backup = newestSound(join(workspace, 'backups'), hire);
  if (backup) return { name: backup.progress.hire.name, handles: backup.progress.hire.handles };
  try {
    const name = nameIn(readRegularFile(recordPath(workspace, hire))?.toString('utf8') ?? '', hire);
    return name === undefined ? undefined : { name, handles: [] };
  } catch {
    // Nor is it a file.
    return undefined;
  }
}

/** Saves a record that is new. */
export async function createRecord(workspace: string, record: HireRecord, now: Date): Promise<void> {
  await unite(workspace, record, now);
}

/**
 * Saves the union of the hire's record and another state of it; where that brings nothing new, nothing is written.
 * @returns the record as it was, if there was one, and as it is now
 * @throws UserError (exit 3) where it could not be saved
 */
export async function unite(
  workspace: string,
  record: HireRecord,
  now: Date,
): Promise<{ readonly before: HireRecord | undefined; readonly after: HireRecord }> {
  let before: HireRecord | undefined;
  const after = await change(workspace, record.hire, now, (current) => {
    before = current;
    return current ? mergeRecords(current, record) : record;
  });
  return { before, after };
}

/**
 * Adds facts to a record; when it returns, they are saved.
 * @throws UserError (exit 3) where they could not be
 * @param facts what to add; as a function of the record as it is under the lock where it depends on it
 */
export async function appendFacts(
  workspace: string,
  hire: string,
  facts: readonly Fact[] | ((current: HireRecord) => readonly Fact[]),
  stamp: Stamp,
): Promise<HireRecord> {
  return change(workspace, hire, stamp.now, (current) => {
    if (!current) throw goneError(hire);
    if (current.forgotten)
      throw new UserError(`the record ${hire} was erased meanwhile`, undefined, exits.failed);
    return withFacts(current, typeof facts === 'function' ? facts(current) : facts, stamp);
  });
}

function change(
  workspace: string,
  hire: string,
  now: Date,
  edit: (current: HireRecord | undefined) => HireRecord,
): Promise<HireRecord> {
  return rewrite(workspace, hire, (bytes) => {
    const next = edit(bytes && parseForWriting(workspace, hire, bytes));
    const keep = (path: string) => keepBackup(join(workspace, 'backups'), hire, path, now);
    return { next, keep };
  });
}

export function goneError(hire: string): UserError {
  return new UserError(`the record ${hire} is gone`, 'see which hires there are: `log`', exits.failed);
}

/** What is to stand in a record's place, and what keeps the file that stood there. */
interface Rewriting {
  readonly next: HireRecord;
  readonly keep: (path: string) => void;
}

/** The only write path: lock, read again, keep what was there, replace it by a synced file. */
export async function rewrite(
  workspace: string,
  hire: string,
  edit: (bytes: Buffer | undefined) => Rewriting,
): Promise<HireRecord> {
  const path = recordPath(workspace, hire);
  ensureFolder(join(workspace, 'hires'));
  return withLock(`${path}.lock`, (held) => {
    const bytes = readRegularFile(path);
    const { next, keep } = edit(bytes);
    const text = Buffer.from(formatRecord(next));
    if (bytes?.equals(text)) return next;
    replaceFile(path, text, () => {
      if (bytes) keep(path);
      if (!held()) throw new UserError(`the lock of ${path} was lost`, 'run the command again', exits.failed);
    });
    // Only who holds the lock makes these files, so any that is left is a dead process's.
    const leftOver = new RegExp(`^${hire}\\.json\\.[0-9a-f]+\\${tempSuffix}$`);
    sweep(join(workspace, 'hires'), (name) => leftOver.test(name));
    return next;
  });
}

/** Never overwrite what can't be read: a copy is kept, and the error names it. */
export function parseForWriting(workspace: string, hire: string, bytes: Buffer): HireRecord {
  try {
    const record = parseOwn(bytes, hire);
    // Such bytes can't be written again as they are.
    if (!isUtf8(bytes)) keepDamaged(workspace, hire, bytes);
    refuseNewer(workspace, record);
    return record;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    keepDamaged(workspace, hire, bytes);
    throw unreadable(workspace, hire, error);
  }
}

/**
 * @param verified whether the very bytes were verified by an earlier run
 * @throws RecordError where they are no record of this hire
 */
export function parseOwn(bytes: Buffer, hire: string, verified = false): HireRecord {
  const record = parseBytes(bytes, verified);
  if (!Number.isInteger(record.format) || record.format < 1) throw new RecordError('its format is unknown');
  if (record.hire !== hire) throw new RecordError(`it is the record of another hire, ${record.hire}`);
  return record;
}

/** The record in bytes of whatever file, verified; undefined where they are no record of this hire. */
export function recordIn(bytes: Buffer, hire: string): HireRecord | undefined {
  try {
    return parseOwn(bytes, hire);
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

/** What was read last: under the lock it is nearly always the same bytes again. */
let last: { readonly bytes: Buffer; readonly record: HireRecord } | undefined;

function parseBytes(bytes: Buffer, verified: boolean): HireRecord {
  if (last?.bytes.equals(bytes)) return last.record;
  try {
    const record = parseRecord(bytes.toString('utf8'), verified);
    last = { bytes, record };
    return record;
  } catch (error) {
    // The stack's end.
    if (error instanceof RangeError) throw new RecordError('it is nested too deeply');
    throw error;
  }
}

/** Keeps a file that can't be trusted as it is. @returns the name of the copy in `backups/` */
export function keepDamaged(workspace: string, hire: string, bytes: Buffer): string {
  return keepCopy(join(workspace, 'backups'), `${hire}.json.corrupt`, bytes);
}

/** @throws UserError (exit 3) where a newer version's record would be written to */
export function refuseNewer(workspace: string, { format, hire }: HireRecord): void {
  if (format <= recordFormat) return;
  throw new UserError(
    `${recordPath(workspace, hire)} was written by a newer pm-onboard (format ${format})`,
    'update pm-onboard; until then the record can only be read',
    exits.failed,
  );
}

/** What is wrong with a record, and what brings it back. */
export function unreadable(workspace: string, hire: string, error: RecordError): UserError {
  const path = recordPath(workspace, hire);
  const backup = newestSound(join(workspace, 'backups'), hire);
  if (!backup && !error.conflicted) {
    const hint = 'bring it back from git or another machine; there is no backup of it here';
    return new UserError(`${path} can't be read: ${error.message}`, hint, exits.failed);
  }
  const inFile = error.conflicted ? 'on both sides' : 'in it';
  const beside = backup ? ` with the backup ${backup.name}` : '';
  return new UserError(
    `${path} can't be read: ${error.message}`,
    `this command keeps the file aside, and unites what is sound ${inFile}${beside}`,
    exits.failed,
    // On a line of its own, which is never wrapped: it is to be copied.
    [`  pm-onboard doctor --restore ${hire}`],
  );
}

/** The newest backup that can be used. */
function newestSound(folder: string, hire: string): { name: string; progress: Progress } | undefined {
  for (const name of backupsOf(folder, hire)) {
    try {
      const progress = reduceEvents(parseOwn(readRegularFile(join(folder, name)) ?? Buffer.of(), hire));
      if (progress) return { name, progress };
    } catch {
      // Perhaps the one before.
    }
  }
  return undefined;
}

/** @throws TypeError where the id is not one that this program makes: it becomes a file's name */
export function recordPath(workspace: string, hire: string): string {
  if (!hirePattern.test(hire)) throw new TypeError(`no hire's id: ${hire}`);
  return join(workspace, 'hires', `${hire}.json`);
}
