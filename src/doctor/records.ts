/** Reads the records of a workspace, with the reason if a record can't be used, and the backups of records. */
import { join } from 'node:path';
import { attempt, isUserError } from '../errors.ts';
import { inTurn } from '../long-work.ts';
import { salvage } from '../progress/record.ts';
import { isRunId, placeOf, titleOf } from '../progress/record-id.ts';
import { reduceOutline, startsApart } from '../progress/reduce.ts';
import { checklistCalled, noChecklist } from '../session/checklists.ts';
import { nobodyYet, type OpenHire, readHires } from '../session/hires.ts';
import { type HireEntry, hiresMeant, matchHire } from '../session/lookup.ts';
import { runEntryOf } from '../session/run-entries.ts';
import type { Session } from '../session/session.ts';
import { copiesOf } from '../workspace/backups.ts';
import { besideTombstone } from '../workspace/forget.ts';
import {
  copiesBeside,
  isRecordId,
  listRecords,
  listRuns,
  type Names,
  type NamesBeside,
  namesInRuins,
  recordIn,
  recordPath,
} from '../workspace/records.ts';
import { type Backup, backedUp, backupsFor, isSalvageable } from '../workspace/restore.ts';
import { bytesOf, checkOwner, faultOf } from './careful-reads.ts';
import type { Snapshot } from './checks/index.ts';
import type { ProgramSnapshot } from './checks/programs.ts';
import type { LostRecord, RecordSnapshot } from './checks/records.ts';
import { lockedRecords } from './folders.ts';
import { factsOf, type ReadRecords } from './runs.ts';

/** What was read of the records, and what else is known before each is looked at. */
interface Known extends ReadRecords {
  readonly programs: readonly ProgramSnapshot[];
  readonly beside: NamesBeside;
}

/** @param ids the ids of all records that can be listed */
export function recordSnapshots(
  { io, workspace }: Session,
  ids: readonly string[],
  known: Known,
): Promise<RecordSnapshot[]> {
  const now = io.now();
  return inTurn(io, 'Checking records', ids, (id) => recordSnapshot(workspace, id, known, now));
}

function recordSnapshot(workspace: string, id: string, known: Known, now: Date): RecordSnapshot {
  const { beside, programs } = known;
  const [run, open] = [known.runs.get(id), known.unread.get(id)];
  const path = recordPath(workspace, id);
  const bytes = run ? undefined : bytesOf(path);
  const left = known.facts.has(id) ? undefined : bytes && recordIn(bytes, id);
  const record = known.facts.get(id) ?? (left && factsOf(left, now, reduceOutline(left)));
  const fault = open && (open.record ? faultOfRun(open, programs) : faultOfRecord(workspace, open, bytes));
  return {
    id,
    name: run ? titleOf(run.progress.hire) : open ? titleLeft(open) : id,
    place: placeOf(id),
    ...(fault ? { fault } : {}),
    ...(record && !fault ? { record } : {}),
    ...(run ? { run } : {}),
    beside: record?.forgotten ? [] : (attempt(() => copiesBeside(workspace, id, beside(id))) ?? []),
    copies: record?.forgotten ? copiesLeft(workspace, id) : 0,
  };
}

/** What a record is of that can't be used; the run of a checklist goes by its id where nothing else tells it apart. */
function titleLeft({ progress, ...left }: OpenHire & Partial<Names>): string {
  if (progress) return titleOf(progress.hire);
  return isRunId(left.id) ? runEntryOf(left.id, left).name : left.name;
}

/** How many copies of a forgotten hire's record are left, with what stands beside the tombstone. */
function copiesLeft(workspace: string, id: string): number {
  const copies = attempt(() => copiesOf(workspace, id).length) ?? 0;
  return copies + (besideTombstone(workspace, id) ? 1 : 0);
}

/** Why a sound record can't be planned; undefined if its program can't be used, which another check reports. */
function faultOfRun(
  { progress, error }: OpenHire,
  programs: readonly ProgramSnapshot[],
): RecordSnapshot['fault'] {
  const program = programs.find(({ digest }) => digest === progress?.hire.digest);
  if (program?.fault) return undefined;
  const why = error instanceof Error ? error.message : String(error);
  return { message: `can't be planned: ${why}`, remedy: 'update pm-onboard', restorable: false };
}

function faultOfRecord(
  workspace: string,
  { id, error }: OpenHire,
  bytes: Buffer | undefined,
): RecordSnapshot['fault'] {
  const { message, remedy } = faultOf(error);
  const isTwo = bytes !== undefined && startsApart(salvage(bytes.toString('utf8'), id)) !== undefined;
  const restorable =
    !isTwo && bytes !== undefined && (backupsFor(workspace, id).some(isSound) || isSalvageable(bytes, id));
  const commands = isTwo && isUserError(error) ? error.lines.map((line) => line.trim()).join(' && ') : '';
  return {
    message: message.replace(`${recordPath(workspace, id)} `, ''),
    remedy: commands ? `${remedy}: ${commands}` : remedy,
    restorable,
  };
}

function isSound({ state }: Backup): boolean {
  return state.record !== undefined;
}

/**
 * Records that are gone, but have a sound backup.
 * @param isSeen whether it is known what the folder with a record of this id holds
 */
export function lostRecords(
  workspace: string,
  records: readonly RecordSnapshot[],
  isSeen: (id: string) => boolean,
): LostRecord[] {
  const present = new Set(records.map(({ id }) => id));
  return backedUp(workspace)
    .filter((id) => isSeen(id) && !present.has(id))
    .flatMap((id) => {
      const backups = backupsFor(workspace, id).filter(isSound).length;
      const name = titleLeft({ id, name: id, handles: [], ...namesInRuins(workspace, id) });
      return backups === 0 ? [] : [{ id, name, backups }];
    });
}

/** The backups that can't be used. */
export async function damagedBackups({ io, workspace }: Session): Promise<Snapshot['damagedBackups']> {
  const backups = await inTurn(io, 'Checking backups', backedUp(workspace), (id) =>
    backupsFor(workspace, id),
  );
  return backups.flat().flatMap(({ name, state }) => {
    if (state.fault === undefined) return [];
    const message = state.fault.replace(`${join(workspace, 'backups', name)} `, '');
    const remedy = state.unread ? checkOwner : 'remove it; --restore skips it';
    return [{ place: `backups/${name}`, message, remedy }];
  });
}

/**
 * Finds the record that `--restore` or `--unlock` names: that of a hire by name or id, or that of a checklist's run by what it is
 * called or its id. The record may be gone if backups or a lock of it are left.
 * @throws UserError if nobody or more than one fits
 */
export function namedHireOrTrace(session: Session, named: string): HireEntry {
  const { workspace } = session;
  const present = new Set(listRecords(workspace));
  const traces = new Set([...backedUp(workspace), ...lockedRecords(workspace)]);
  const gone = [...traces].filter((id) => !present.has(id));
  const hires: HireEntry[] = [
    ...readHires(session),
    ...gone
      .filter((id) => !isRunId(id))
      .map((id) => ({ id, name: id, handles: [], ...namesInRuins(workspace, id) })),
  ];
  const goneRuns = gone.filter(isRunId).map((id) => runEntryOf(id, namesInRuins(workspace, id)));
  const known = [...hires, ...goneRuns];
  // A name means a hire, where it fits one.
  const run = hiresMeant(hires, named).length === 0 ? checklistCalled(session, named) : undefined;
  if (run) return runEntryOf(run.id, run);
  // What is forgotten has no name any more, so that it is found only by the id.
  if (isRecordId(named) && present.has(named) && !known.some(({ id }) => id === named))
    return { id: named, name: named, handles: [] };
  if (known.length > 0 && !isRunId(named)) return matchHire(known, named);
  throw isRunId(named) || listRuns(workspace).length > 0 ? noChecklist(session, named) : nobodyYet(session);
}
