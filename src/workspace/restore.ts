/** Brings earlier states of records back: always as a union, so that no later event is lost. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, cannot, reasonOf, type UserError } from '../errors.ts';
import { isKnown } from '../progress/event.ts';
import {
  type Erasure,
  emptyRecord,
  type HireRecord,
  keepingDamage,
  mergeRecords,
  newEvents,
  RecordError,
  salvage,
  trusted,
  underId,
} from '../progress/record.ts';
import { folderOf, isRecordId, isRunId, runIdOf } from '../progress/record-id.ts';
import { reduceEvents, startsApart } from '../progress/reduce.ts';
import { backupsOf, copiesOf, instantOf, keepBackup, keepCopy } from './backups.ts';
import { isFolder, readRegularFile, removeIfThere, syncFolder } from './files.ts';
import { eraseHire } from './forget.ts';
import { withLock } from './lock.ts';
import {
  goneError,
  keepDamaged,
  listRuns,
  parseForWriting,
  parseOwn,
  readRecord,
  recordIn,
  recordPath,
  refuseNewer,
  rewrite,
  unite,
  unreadable,
} from './records.ts';
import { textsOfCopies } from './taken-out.ts';

/** An earlier state of a hire's record. */
export interface Backup {
  /** The file's name; in `backups/` where it is one of our own backups. */
  readonly name: string;
  /** The instant at which a later state replaced this one; absent if the file's name doesn't tell. */
  readonly at?: Date;
  readonly state: State;
}

/** The record in a file, or why the file has no usable record. */
type State =
  | { readonly record: HireRecord; readonly fault?: never }
  /** `unread`: the file may be sound, but this user can't read it. */
  | { readonly record?: never; readonly fault: string; readonly unread?: true };

/** The backups of a hire, newest first. */
export function backupsFor(workspace: string, hire: string): Backup[] {
  const folder = join(workspace, 'backups');
  return backupsOf(folder, hire).map((name) => backupAt(join(folder, name), name, hire));
}

/** Reads any file as an earlier state of the hire's record. @param name what to call it */
export function backupAt(path: string, name: string, hire: string): Backup {
  const at = instantOf(name);
  return { name, ...(at ? { at } : {}), state: stateIn(path, hire) };
}

function stateIn(path: string, hire: string): State {
  try {
    const bytes = readRegularFile(path);
    if (!bytes) return { fault: 'there is no such file' };
    const record = parseOwn(bytes, hire);
    return reduceEvents(record) ? { record } : { fault: 'the start of the run is not in it' };
  } catch (error) {
    if (error instanceof RecordError) return { fault: error.message };
    return { fault: reasonOf(error), unread: true };
  }
}

/** A record, what is damaged in it included, with what is sound in its copies: what was typed may stand in a backup alone. */
export function withCopies(workspace: string, record: HireRecord): HireRecord {
  const { hire } = record;
  const union = textsOfCopies(workspace, hire)
    .map(({ text }) => recordIn(Buffer.from(text), hire) ?? salvage(text, hire))
    .filter(({ forgotten }) => !forgotten)
    .reduce(mergeRecords, record);
  return keepingDamage(union, record);
}

/** The ids of all records that have backups, sorted. @throws UserError where `backups` is not a folder */
export function backedUp(workspace: string): string[] {
  const folder = join(workspace, 'backups');
  if (!isFolder(folder)) return [];
  const ids = readdirSync(folder).flatMap((name) => /^(\w+)\..*Z\.json$/.exec(name)?.[1] ?? []);
  return [...new Set(ids)].filter(isRecordId).sort();
}

/** Whether the start of the run can still be read from a file that is not a whole record any more. */
export function isSalvageable(bytes: Buffer, hire: string): boolean {
  return reduceEvents(salvage(bytes.toString('utf8'), hire)) !== undefined;
}

interface Restored {
  readonly after: HireRecord;
  /** How many events only the backup had, and how many only the present file had; without a backup 0 for the latter. */
  readonly brought: number;
  readonly since: number;
  /** The name of the copy in `backups/` of a present file that was damaged. */
  readonly kept?: string;
}

/**
 * Replaces the record by the union of a backup and of what is readable of the present record.
 * @param backup undefined to make the record only from what is readable of the present one
 * @throws UserError (exit 3) where no run can be read from either, the hire was forgotten, or a newer version wrote the record
 */
export async function restoreRecord(
  workspace: string,
  hire: string,
  backup: HireRecord | undefined,
  now: Date,
): Promise<Restored> {
  const earlier = trusted(backup ?? emptyRecord(hire));
  let present = emptyRecord(hire);
  let kept: string | undefined;
  const after = await rewrite(workspace, hire, (bytes) => {
    const whole = bytes ? recordIn(bytes, hire) : emptyRecord(hire);
    present = trusted(whole ?? salvage(bytes?.toString('utf8') ?? '', hire));
    if (present.forgotten) throw forgotten(hire);
    const next = mergeRecords(present, earlier);
    refuseNewer(workspace, next);
    const apart = startsApart(next);
    if (apart !== undefined) throw unreadable(workspace, hire, new RecordError(apart));
    if (!reduceEvents(next)) throw nothingLeft(workspace, hire);
    const isSound = whole !== undefined && whole.damaged.length === present.damaged.length;
    const keep = (path: string) => {
      if (isSound) keepBackup(join(workspace, 'backups'), hire, path, now);
      else kept = keepDamaged(workspace, hire, bytes ?? Buffer.of());
    };
    return { next, keep };
  });
  return {
    after,
    brought: newEvents(earlier, present).length,
    since: backup ? newEvents(present, earlier).length : 0,
    ...(kept === undefined ? {} : { kept }),
  };
}

/**
 * Brings a record back that somebody else has erased, as a record of its own: under its own id it stays erased for everybody.
 * What was kept of it under that id goes. Where this was interrupted, it can be run again and finishes.
 * @param erasure what the tombstone of the record says
 * @returns the new record
 * @throws UserError (exit 3) where nothing of it is left here
 */
export async function reviveRecord(
  workspace: string,
  hire: string,
  erasure: Erasure,
  now: Date,
): Promise<HireRecord> {
  const states = [...copiesOf(workspace, hire), recordPath(workspace, hire)].map((path) =>
    salvage(readRegularFile(path)?.toString('utf8') ?? '', hire),
  );
  const all = states.reduce(mergeRecords, emptyRecord(hire));
  const { id, isHere, number } = isRunId(hire)
    ? runRevivalOf(workspace, hire, all)
    : { ...revivalOf(workspace, hire, erasure), number: undefined };
  if (!isHere && !reduceEvents(all)) throw forgotten(hire);
  const { after } = await unite(workspace, underId(id, all, number), now);
  await eraseHire(workspace, hire, erasure);
  return after;
}

/**
 * The id under which an erased record comes back, and whether it is here already. The id follows from the erasure, so that whoever
 * tries again finds the same record; where that one was erased as well, from its own erasure.
 */
function revivalOf(workspace: string, hire: string, { by, at }: Erasure): Revival {
  const id = `h${sha256([hire, by, at].join('\n')).slice(0, 8)}`;
  const record = readRecord(workspace, id);
  return record?.forgotten
    ? revivalOf(workspace, id, record.forgotten)
    : { id, isHere: record !== undefined };
}

/** Where an erased record comes back. */
interface Revival {
  readonly id: string;
  /** Whether it is there already. */
  readonly isHere: boolean;
  /** Which run of its checklist it is then. */
  readonly number?: number;
}

/**
 * As {@link revivalOf}, for the run of a checklist, whose id says what it is of: it comes back as the next run of the same. Where
 * nothing is left of it any more, an earlier try has brought it back already.
 * @param all what is left of the record
 */
function runRevivalOf(workspace: string, hire: string, all: HireRecord): Revival {
  const former = startOf(all);
  if (!former) {
    const later = laterRunOf(workspace, hire);
    return { id: later ?? hire, isHere: later !== undefined };
  }
  const { program, subject = '', at, by } = former;
  for (let number = (former.number ?? 1) + 1; ; number += 1) {
    const id = runIdOf(program, subject, number);
    const record = readRecord(workspace, id);
    if (!record) return { id, isHere: false, number };
    const start = startOf(record);
    if (start?.at === at && start.by === by) return { id, isHere: true, number };
  }
}

/** No run has a higher number, but a stranger's record may say any. */
const mostRuns = 999;

/** The run here that is a later one of what the erased run was of; undefined where there is none. */
function laterRunOf(workspace: string, hire: string): string | undefined {
  return listRuns(workspace).find((id) => {
    const { program, subject = '', number = 1 } = startOf(attempt(() => readRecord(workspace, id))) ?? {};
    const earlier = Array.from({ length: Math.min(number, mostRuns) - 1 }, (_, index) => index + 1);
    return earlier.some((each) => runIdOf(program ?? '', subject, each) === hire);
  });
}

function startOf(record: HireRecord | undefined) {
  return record?.events.filter(isKnown).find((event) => event.kind === 'started');
}

/**
 * Takes what a copy beside the record has into the record, and moves the copy to `backups/`.
 * @param name the copy's name in the folder of the record
 * @returns the name of the copy in `backups/`; empty where it is gone, or has changed meanwhile
 */
export async function uniteCopy(workspace: string, hire: string, name: string, now: Date): Promise<string[]> {
  const path = join(workspace, folderOf(hire), name);
  const { after } = await unite(workspace, emptyRecord(hire), now);
  return withLock(`${recordPath(workspace, hire)}.lock`, () => {
    const bytes = readRegularFile(path);
    const record = bytes && recordIn(bytes, hire);
    if (!record || newEvents(record, after).length > 0) return [];
    const kept = keepCopy(join(workspace, 'backups'), `${hire}.json.copy`, bytes);
    removeIfThere(path);
    syncFolder(dirname(path));
    return [kept];
  });
}

/**
 * Rewrites the record as this program writes it: each repeated event once, and the events of both sides of a git conflict.
 * @returns the name of the copy of the file as it was; empty if the file was already right
 */
export async function rewriteRecord(workspace: string, hire: string): Promise<string[]> {
  const kept: string[] = [];
  await rewrite(workspace, hire, (bytes) => {
    if (!bytes) throw goneError(hire);
    const keep = () => kept.push(keepDamaged(workspace, hire, bytes));
    return { next: parseForWriting(workspace, hire, bytes), keep };
  });
  return kept;
}

function forgotten(hire: string): UserError {
  const hint = 'a forgotten record is never restored; start a new one: pm-onboard start';
  return cannot(`${hire} was forgotten here`, hint);
}

function nothingLeft(workspace: string, hire: string): UserError {
  return cannot(
    `there is nothing to bring ${recordPath(workspace, hire)} back from: no sound backup, and no start in what is left of it`,
    'bring it back from git, or from whoever else has it: pm-onboard share',
  );
}
