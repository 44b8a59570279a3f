/** Brings a hire's record back from a backup: the one that is named, that a person chooses, or the newest sound one. */
import { basename, resolve } from 'node:path';
import { localDate } from '../dates.ts';
import { exits, UserError } from '../errors.ts';
import type { HireEntry } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { type BackupRow, backupText, restoredOutcome } from '../view/doctor/outcomes.ts';
import type { Outcome } from '../view/outcome.ts';
import { type Backup, backupAt, backupsFor, restoreRecord } from '../workspace/restore.ts';
import { tracedHire } from './traces.ts';

export async function bringBack(session: Session, named: string, from: string | undefined): Promise<Outcome> {
  const { io, workspace, today } = session;
  const hire = tracedHire(session, named);
  const backups = backupsFor(workspace, hire.id);
  const chosen =
    from === undefined ? await choose(session, hire, backups) : backupNamed(session, hire, backups, from);
  const { after, brought, since, kept } = await restoreRecord(
    workspace,
    hire.id,
    chosen?.state.record,
    io.now(),
  );
  return restoredOutcome({
    name: hire.name,
    id: hire.id,
    today,
    ...(chosen ? { backup: rowOf(chosen) } : {}),
    others: backups.filter(({ name }) => name !== chosen?.name).map(rowOf),
    events: after.events.length,
    brought,
    since,
    ...(kept === undefined ? {} : { kept }),
  });
}

/** Undefined where there is no sound one: then it depends on what is left of the file. */
async function choose(
  { mayAsk, today }: Session,
  { name }: HireEntry,
  backups: readonly Backup[],
): Promise<Backup | undefined> {
  const sound = backups.filter(({ state }) => state.record);
  if (!mayAsk || sound.length < 2) return sound[0];
  const { askOne } = await import('../prompts.ts');
  const choices = sound.map((backup) => ({ name: backupText(rowOf(backup), today), value: backup.name }));
  const wanted = await askOne(`Which backup of ${name}? What came since is kept`, choices);
  return sound.find((backup) => backup.name === wanted);
}

/** By the name of a file in `backups/`, or any file. @throws UserError where it is no state of this hire's record */
function backupNamed(
  { io, today }: Session,
  { id, name }: HireEntry,
  backups: readonly Backup[],
  from: string,
): Backup {
  if (from === '')
    throw new UserError('--from: the name is empty', 'name a backup or a file, or leave it out');
  const path = resolve(io.cwd, from);
  const { state, ...backup } =
    backups.find((each) => each.name === from) ?? backupAt(path, basename(path), id);
  if (state.record) return { ...backup, state };
  throw new UserError(
    `--from: ${from} is no sound record of ${name}: ${state.fault.replace(`${path} `, '')}`,
    backups.length > 0 ? 'name one of these, or a file' : 'there are no backups here; name a file',
    exits.failed,
    backups.map((each) => `  ${each.name}  ${backupText(rowOf(each), today)}`),
  );
}

function rowOf({ name, at, state }: Backup): BackupRow {
  return {
    name,
    date: at ? localDate(at) : '',
    time: at ? `${pad(at.getHours())}:${pad(at.getMinutes())}` : '',
    events: state.record?.events.length,
  };
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
