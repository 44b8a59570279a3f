/** The records of a workspace: listing and reading them, and the one way to change one. */
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { randomName } from '../digest.ts';
import { attempt, cannot, reasonOf, type UserError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import { atOnce } from '../long-work.ts';
import type { Fact } from '../progress/event.ts';
import { strangeFormat, tooNested } from '../progress/event.ts';
import {
  type CopyOfRecord,
  formatRecord,
  type HireRecord,
  hasNewRedactions,
  keepingDamage,
  mergeRecords,
  nameIn,
  parseRecord,
  RecordError,
  recordFormat,
  redactionsOf,
  salvage,
  startIn,
} from '../progress/record.ts';
import { folderOf, isRecordId, placeOf, type RecordFolder, recordFolders } from '../progress/record-id.ts';
import { type Progress, reduceEvents, startsApart } from '../progress/reduce.ts';
import { type Stamp, withFacts } from '../progress/stamp.ts';
import { quoted } from '../view/words.ts';
import { backupsOf, keepBackup, keepCopy } from './backups.ts';
import {
  ensureFolder,
  isFolder,
  namesIn,
  readRegularFile,
  readSeen,
  replaceFile,
  sweep,
  tempSuffix,
} from './files.ts';
import { refuseLost, withLock } from './lock.ts';
import { isOthers } from './owner.ts';
import type { Verified } from './programs.ts';

export {
  folderOf,
  isRecordId,
  placeOf,
  type RecordFolder,
  recordFolders,
  runIdOf,
} from '../progress/record-id.ts';

/** A new random id, so that the name of a hire's file doesn't tell the person's name. */
export function newHireId(): string {
  return `h${randomName(4)}`;
}

/** A new random id of a person: all runs of one person have the same. */
export function newPersonId(): string {
  return `p${randomName(4)}`;
}

/** The ids of all hires with a file in the workspace, sorted. */
export function listHires(workspace: string): string[] {
  return listIn(workspace, 'hires');
}

/** The ids of all runs of checklists with a file in the workspace, sorted. */
export function listRuns(workspace: string): string[] {
  return listIn(workspace, 'runs');
}

/** The ids of all records in the folders: those of hires, then those of runs of checklists. */
export function listRecords(workspace: string, folders: readonly RecordFolder[] = recordFolders): string[] {
  return folders.flatMap((folder) => listIn(workspace, folder));
}

function listIn(workspace: string, of: RecordFolder): string[] {
  return listingOf(workspace, of).ids;
}

/** What is in a folder of records. */
export interface RecordListing {
  /** The ids of all records in it, sorted. */
  readonly ids: string[];
  /** Knows the copies in it. */
  readonly beside: NamesBeside;
}

function listingOf(workspace: string, of: RecordFolder): RecordListing {
  return sortedOut(recordFiles(workspace, of), of);
}

/**
 * The names of all that is in a folder of records, in the order of the system.
 * @throws UserError (exit 3) where something else than a folder stands in its place
 */
export function recordFiles(workspace: string, of: RecordFolder): readonly string[] {
  const folder = join(workspace, of);
  return isFolder(folder) ? namesIn(folder) : [];
}

/** The records and the copies among all that is in a folder. */
export function sortedOut(names: readonly string[], of: RecordFolder): RecordListing {
  const ids: string[] = [];
  const others: string[] = [];
  for (const name of names) {
    if (!name.endsWith('.json')) continue;
    const id = name.slice(0, -'.json'.length);
    if (isRecordId(id) && folderOf(id) === of) ids.push(id);
    else others.push(name);
  }
  // All ids of a folder have one length.
  const length = ids[0]?.length ?? 0;
  const copies = grouped(
    others.filter((name) => name.length > length + '.json'.length),
    (name) => name.slice(0, length),
  );
  return { ids: ids.sort(), beside: (hire) => (hire.length === length ? copies.get(hire) : undefined) ?? [] };
}

/**
 * @param isListed whether the folder was listed already
 * @throws UserError (exit 3) where the file, or the folder around it, is a link or something else
 */
function seenOf(workspace: string, hire: string, isListed = false): ReturnType<typeof readSeen> {
  const isThere = isListed || isFolder(join(workspace, folderOf(hire)));
  return isThere ? readSeen(recordPath(workspace, hire)) : undefined;
}

/** A copy beside a record, with what is read of it. */
interface ReadCopy extends CopyOfRecord {
  readonly record?: HireRecord;
}

/**
 * The copies of a record that lie beside it under a name of their own, as cloud folders make them of what two machines have
 * written at once: their names begin with the record's id. An erased or newer state, or another record, is no part of this one.
 */
export function copiesBeside(
  workspace: string,
  hire: string,
  names = namesBeside(recordFiles(workspace, folderOf(hire)), hire),
): ReadCopy[] {
  return names.flatMap((name): ReadCopy[] => {
    try {
      const bytes = readRegularFile(join(workspace, folderOf(hire), name));
      if (!bytes) return [];
      const record = parseOwn(bytes, hire);
      if (record.forgotten) return [{ name, fault: 'it says that the hire was erased' }];
      if (record.format > recordFormat) return [{ name, fault: 'a newer pm-onboard has written it' }];
      return [{ name, record }];
    } catch (error) {
      return [{ name, fault: error instanceof RecordError ? error.message : reasonOf(error) }];
    }
  });
}

/** Id of a record → the names of the copies that lie beside it. */
export type NamesBeside = (hire: string) => readonly string[];

/** The copies in all folders of records: each is listed once, when a record of it is asked for first. */
export function besideEach(workspace: string): NamesBeside {
  const folders = new Map<RecordFolder, NamesBeside>();
  return (hire) => {
    const of = folderOf(hire);
    const beside = folders.get(of) ?? listingOf(workspace, of).beside;
    folders.set(of, beside);
    return beside(hire);
  };
}

/** The same of one record alone: nothing is made of the others. @param files the names of all that is in its folder */
function namesBeside(files: readonly string[], hire: string): readonly string[] {
  const own = `${hire}.json`;
  // All ids of a folder have one length, so a longer name is no record's.
  return files.filter((name) => name.length > own.length && name.startsWith(hire) && name.endsWith('.json'));
}

/** The record with all that the copies beside it have. */
function withCopies(workspace: string, record: HireRecord, beside?: NamesBeside): HireRecord {
  const copies = record.forgotten ? [] : copiesBeside(workspace, record.hire, beside?.(record.hire));
  if (copies.length === 0) return record;
  const union = copies.flatMap((copy) => copy.record ?? []).reduce(mergeRecords, record);
  return {
    ...keepingDamage(union, record),
    ...(record.uneven ? { uneven: true } : {}),
    copies: copies.map(({ record: _, ...copy }) => copy),
  };
}

/**
 * A hire's record, with what is in copies beside it; undefined where there is no file.
 * @param verified which records need no hashing again; absent: its events are hashed
 * @param beside the copies in the folder, where that was listed already
 * @throws UserError (exit 3) where the file is not a record
 */
export function readRecord(
  workspace: string,
  hire: string,
  verified?: Verified,
  beside?: NamesBeside,
): HireRecord | undefined {
  const found = seenOf(workspace, hire, beside !== undefined);
  if (!found) return undefined;
  const { bytes, seen } = found;
  atOnce(bytes.length);
  try {
    const isVerified = verified?.has(hire, seen) ?? false;
    const record = parseOwn(bytes, hire, isVerified);
    if (!isVerified && record.damaged.length === 0 && !record.uneven) verified?.add(hire, seen);
    return withCopies(workspace, record, beside);
  } catch (error) {
    if (error instanceof RecordError) throw unreadable(workspace, hire, error);
    throw error;
  }
}

/** What a hire is called; and whose run it is, where the record tells. */
export interface Names {
  readonly name: string;
  readonly handles: readonly string[];
  readonly person?: string;
  /** What a checklist is worked through for, and which one of several such runs this is. */
  readonly subject?: string;
  readonly number?: number;
  /** The id of the program or template. */
  readonly program?: string;
}

/**
 * What a hire is called, without reading the record in full: of the events only the first `started` is verified, so the
 * cost doesn't grow with what other hires have done.
 * @returns undefined where only the whole record can tell: it is forgotten, archived, renamed or damaged, has two starts, or a
 *   copy beside it
 * @param beside the copies in the folder
 */
export function glanceAt(workspace: string, hire: string, beside: NamesBeside): Names | undefined {
  if (beside(hire).length > 0) return undefined;
  const start = attempt(() => startIn(seenOf(workspace, hire, true)?.bytes.toString('utf8') ?? '', hire));
  if (!start) return undefined;
  const { name, handles = [], person, subject, number, program } = start;
  return { name, handles, person, program, ...(subject ? { subject } : {}), ...(number ? { number } : {}) };
}

/** The names of a hire whose record can't be used: from the newest sound backup, else from what is left of the text. */
export function namesInRuins(workspace: string, hire: string): Names | undefined {
  const backup = newestSound(workspace, hire);
  if (backup) {
    const { name, handles, program, subject, number } = backup.progress.hire;
    return { name, handles, program, ...(subject ? { subject } : {}), ...(number ? { number } : {}) };
  }
  const text = attempt(() => readRegularFile(recordPath(workspace, hire)))?.toString('utf8') ?? '';
  const name = nameIn(text, hire);
  return name === undefined ? undefined : { name, handles: [] };
}

/** Saves the record of a new hire. */
export async function createRecord(workspace: string, record: HireRecord, now: Date): Promise<void> {
  await unite(workspace, record, now);
}

/**
 * Saves the union of the hire's record and another state of it. If the union brings nothing new, the file stays unchanged.
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
    return current ? keepingDamage(mergeRecords(current, record), current) : record;
  });
  return { before, after };
}

/**
 * Adds facts to a record as events, which are saved when the promise resolves.
 * @param facts the facts, or a function that makes them from the record as it is once this process owns the lock
 * @throws UserError (exit 3) if the events could not be saved
 */
export async function appendFacts(
  workspace: string,
  hire: string,
  facts: readonly Fact[] | ((current: HireRecord) => readonly Fact[]),
  stamp: Stamp,
): Promise<HireRecord> {
  return change(workspace, hire, stamp.now, (current) => {
    if (!current) throw goneError(hire);
    if (current.forgotten) throw erasedError(hire);
    return withFacts(current, typeof facts === 'function' ? facts(current) : facts, stamp);
  });
}

function change(
  workspace: string,
  hire: string,
  now: Date,
  edit: (current: HireRecord | undefined) => HireRecord,
): Promise<HireRecord> {
  return rewrite(workspace, hire, (bytes, listed) => {
    const beside: NamesBeside = (id) => namesBeside(listed(), id);
    const next = edit(bytes && withCopies(workspace, parseForWriting(workspace, hire, bytes), beside));
    return { next, keep: (path) => keepBackup(join(workspace, 'backups'), hire, path, now) };
  });
}

/** The error for a record that was erased since it was looked for. */
export function erasedError(hire: string): UserError {
  return cannot(`the record ${hire} was erased meanwhile`, undefined);
}

export function goneError(hire: string): UserError {
  return cannot(`the record ${hire} is gone`, 'see which hires there are: pm-onboard log');
}

/** A record's new state, and the function that keeps a copy of the replaced file. */
interface Rewriting {
  readonly next: HireRecord;
  readonly keep: (path: string) => void;
}

/**
 * The way to write a record's events (a tombstone is put in its place by forget.ts): takes the lock, reads the file again, keeps a copy, and replaces the file by a synced one. What
 * the new state takes out of the record goes from all copies of it too.
 * @param edit gets the file's bytes, and a function that lists the folder
 * @throws UserError (exit 3) before anything is written, where the record belongs to another account
 */
export async function rewrite(
  workspace: string,
  hire: string,
  edit: (bytes: Buffer | undefined, listed: () => readonly string[]) => Rewriting,
): Promise<HireRecord> {
  const path = recordPath(workspace, hire);
  const folder = join(workspace, folderOf(hire));
  const others = [folder, path, join(workspace, 'backups')].find(isOthers);
  if (others !== undefined) throw (await import('./account.ts')).othersError(others);
  ensureFolder(folder);
  return withLock(`${path}.lock`, async (held, listed) => {
    const bytes = readRegularFile(path);
    const { next: edited, keep } = edit(bytes, listed);
    const { next, clear } = await withClearing(workspace, edited, bytes?.toString('utf8') ?? '');
    const text = Buffer.from(formatRecord(next));
    if (bytes?.equals(text)) {
      clear();
      return next;
    }
    replaceFile(path, text, () => {
      if (bytes) keep(path);
      refuseLost(held, path);
      // Before the record itself: if this is interrupted, the text can still be found in the record and taken out again.
      clear();
    });
    // Only the owner of the lock makes temporary files, so a process that died left those that still exist.
    const leftOver = new RegExp(`^${hire}\\.json\\.[0-9a-f]+\\${tempSuffix}$`);
    sweep(folder, (name) => name.startsWith(hire) && leftOver.test(name), listed);
    return next;
  });
}

/**
 * The record, and what is to be done to its copies where it has redactions. Its earlier text may have them too, as after a
 * `git pull`, which reaches no copy; then a copy that can't be cleared keeps nothing from being saved.
 */
async function withClearing(workspace: string, next: HireRecord, before: string) {
  const none = { next, clear: () => {} };
  if (redactionsOf(next).length === 0) return none;
  const { clearingFor } = await import('./taken-out.ts');
  if (hasNewRedactions(next, before)) return clearingFor(workspace, next, before);
  const clearing = attempt(() => clearingFor(workspace, next, before));
  return clearing ? { ...clearing, clear: () => void attempt(() => clearing.clear()) } : none;
}

/**
 * A record that is to be written again. A file that can't be read is never overwritten: a copy of it is kept.
 * @throws UserError (exit 3) where the bytes are not a record, or a newer version's
 */
export function parseForWriting(workspace: string, hire: string, bytes: Buffer): HireRecord {
  try {
    const record = parseOwn(bytes, hire);
    // Bytes that are not UTF-8 change when the record is written again, so a copy is kept.
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
 * @param verified whether an earlier run has verified exactly these bytes
 * @throws RecordError if the bytes are not a record of this hire
 */
export function parseOwn(bytes: Buffer, hire: string, verified = false): HireRecord {
  const record = parseAny(bytes, verified);
  if (!Number.isInteger(record.format) || record.format < 1) throw new RecordError(strangeFormat);
  if (record.hire !== hire) throw new RecordError(`it is the record of another hire, ${record.hire}`);
  return record;
}

/** As {@link parseOwn}, but undefined where the bytes are not a record of this hire. */
export function recordIn(bytes: Buffer, hire: string): HireRecord | undefined {
  return attempt(() => parseOwn(bytes, hire));
}

/** The record that was read last: a command nearly always reads the same bytes again once it owns the lock. */
let last: { readonly bytes: Buffer; readonly record: HireRecord; readonly verified: boolean } | undefined;

/** A record of any hire. @throws RecordError where the bytes are not a record */
function parseAny(bytes: Buffer, verified = false): HireRecord {
  // A record that was taken for sound is no answer to who wants it looked at.
  if (last?.bytes.equals(bytes) && (verified || !last.verified)) return last.record;
  try {
    const record = parseRecord(bytes.toString('utf8'), verified);
    last = { bytes, record, verified };
    return record;
  } catch (error) {
    // The JSON parser has used up the stack.
    if (error instanceof RangeError) throw new RecordError(tooNested);
    throw error;
  }
}

/** Keeps a copy of a damaged file. @returns the copy's name in `backups/` */
export function keepDamaged(workspace: string, hire: string, bytes: Buffer): string {
  return keepCopy(join(workspace, 'backups'), `${hire}.json.corrupt`, bytes);
}

/** @throws UserError (exit 3) for a record of a newer version: this one may not write it */
export function refuseNewer(workspace: string, { format, hire }: HireRecord): void {
  if (format > recordFormat) throw newerError(recordPath(workspace, hire), format);
}

/** @param what the path of the record, or words for it */
function newerError(what: string, format: number): UserError {
  return cannot(
    `${what} was written by a newer pm-onboard (format ${format})`,
    'update pm-onboard; until then the record can only be read',
  );
}

/** What is wrong with a record, and what brings it back. */
export function unreadable(workspace: string, hire: string, error: RecordError): UserError {
  const message = `${recordPath(workspace, hire)} can't be read: ${error.message}`;
  const backup = newestSound(workspace, hire);
  const text = attempt(() => readRegularFile(recordPath(workspace, hire)))?.toString('utf8') ?? '';
  const left = salvage(text, hire);
  const isTwo = startsApart(left) !== undefined;
  if (!backup && (isTwo || !reduceEvents(left)))
    return cannot(message, 'bring it back from git or another machine; there is no backup of it here');
  if (isTwo)
    return cannot(
      message,
      `two runs can't be united; these commands move the file away and bring back the backup ${backup?.name}`,
      [
        `  mv ${quoted(recordPath(workspace, hire))} ${quoted(join(workspace, `${hire}.two-runs`))}`,
        `  pm-onboard doctor --restore ${hire}`,
      ],
    );
  const beside = backup ? ` with the backup ${backup.name}` : '';
  return cannot(
    message,
    `this command keeps the file aside, and unites what is sound in it${beside}`,
    // The command stands on a line of its own, which is never wrapped, so that it can be copied.
    [`  pm-onboard doctor --restore ${hire}`],
  );
}

/** The newest backup that can be used. */
function newestSound(workspace: string, hire: string): { name: string; progress: Progress } | undefined {
  const folder = join(workspace, 'backups');
  for (const name of backupsOf(folder, hire)) {
    const bytes = attempt(() => readRegularFile(join(folder, name)));
    const progress = bytes && attempt(() => reduceEvents(parseOwn(bytes, hire)));
    if (progress) return { name, progress };
  }
  return undefined;
}

/** @throws TypeError if the id doesn't have the form of a record's id, because it becomes a file's name */
export function recordPath(workspace: string, id: string): string {
  if (!isRecordId(id)) throw new TypeError(`not a record's id: ${id}`);
  return join(workspace, placeOf(id));
}
