/** The records of a workspace: each with what keeps it from being used, and the backups of those that are gone. */
import { join } from 'node:path';
import { formatRecord, type HireRecord } from '../progress/record.ts';
import { isIntact } from '../progress/salvage.ts';
import type { OpenHire } from '../session/hires.ts';
import type { OpenRun } from '../session/run.ts';
import type { BackupFact, LostFact, ProgramFact, RecordFact } from '../view/doctor/facts.ts';
import { copiesOf } from '../workspace/erase.ts';
import { listHires, namesInRuins, recordIn, recordPath } from '../workspace/records.ts';
import { type Backup, backedUp, backupsFor, isSalvageable } from '../workspace/restore.ts';
import { bytesOf, faultIn, lookOr, lstatOf } from './look.ts';

/** What is known of the hires of a workspace before their files are looked at. */
interface Hires {
  readonly runs: readonly OpenRun[];
  readonly unread: readonly OpenHire[];
  readonly programs: readonly ProgramFact[];
}

export function recordFacts(workspace: string, hires: Hires): RecordFact[] {
  return listHires(workspace).map((id) => recordFact(workspace, id, hires));
}

function recordFact(workspace: string, id: string, { runs, unread, programs }: Hires): RecordFact {
  const path = recordPath(workspace, id);
  const run = runs.find(({ record }) => record.hire === id);
  const open = unread.find((hire) => hire.id === id);
  const bytes = bytesOf(path);
  const record = run?.record ?? open?.record ?? (bytes && recordIn(bytes, id));
  const written = lstatOf(path)?.mtime;
  const fault = open && (open.record ? faultOfRun(open, programs) : faultOfRecord(workspace, open, bytes));
  return {
    id,
    name: run?.progress.hire.name ?? open?.name ?? id,
    place: `hires/${id}.json`,
    ...(fault ? { fault } : {}),
    ...(record && !fault ? { record } : {}),
    beyond: record?.damaged.filter((damage) => isIntact(damage, id)).length ?? 0,
    form: formOf(bytes, record),
    ...(run ? { run } : {}),
    copies: record?.forgotten ? lookOr(() => copiesOf(workspace, id).length, 0) : 0,
    ...(written ? { written } : {}),
  };
}

/** Why a sound record comes to nothing; a program that can't be used is told of beside the programs. */
function faultOfRun({ progress, error }: OpenHire, programs: readonly ProgramFact[]): RecordFact['fault'] {
  const program = programs.find(({ digest }) => digest === progress?.hire.digest);
  if (program?.fault) return undefined;
  const why = error instanceof Error ? error.message : String(error);
  return { message: `can't be planned: ${why}`, remedy: 'update pm-onboard', restorable: false };
}

function faultOfRecord(
  workspace: string,
  { id, error }: OpenHire,
  bytes: Buffer | undefined,
): RecordFact['fault'] {
  const { message, remedy } = faultIn(error);
  const restorable =
    bytes !== undefined && (backupsFor(workspace, id).some(isSound) || isSalvageable(bytes, id));
  return { message: message.replace(`${recordPath(workspace, id)} `, ''), remedy, restorable };
}

function isSound({ state }: Backup): boolean {
  return state.record !== undefined;
}

function formOf(bytes: Buffer | undefined, record: HireRecord | undefined): RecordFact['form'] {
  if (!bytes || !record || bytes.equals(Buffer.from(formatRecord(record))))
    return { canonical: true, repeated: 0 };
  const ids = [...bytes.toString('utf8').matchAll(/"id"\s*:\s*"([\w-]{43})"/g)].map(([, id]) => id);
  return { canonical: false, repeated: ids.length - new Set(ids).size };
}

/** Hires of whom a sound backup is there, and no record. */
export function lostFacts(workspace: string, records: readonly RecordFact[]): LostFact[] {
  return backedUp(workspace)
    .filter((id) => records.every((record) => record.id !== id))
    .flatMap((id) => {
      const backups = backupsFor(workspace, id).filter(isSound).length;
      return backups === 0 ? [] : [{ id, name: namesInRuins(workspace, id)?.name ?? id, backups }];
    });
}

/** The backups that can't be used. */
export function backupFacts(workspace: string): BackupFact[] {
  return backedUp(workspace).flatMap((id) =>
    backupsFor(workspace, id).flatMap(({ name, state }) =>
      state.record
        ? []
        : [
            {
              place: `backups/${name}`,
              message: state.fault.replace(`${join(workspace, 'backups', name)} `, ''),
            },
          ],
    ),
  );
}
