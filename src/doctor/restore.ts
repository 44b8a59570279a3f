/** `doctor --restore` brings a hire's record back from a backup: the named one, the chosen one, or the newest sound one. */
import { basename, resolve } from 'node:path';
import { type CalendarDate, clockTime, localDate, longDate } from '../dates.ts';
import { attempt, cannot, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import type { HireEntry } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { seeHow } from '../view/outcome.ts';
import { plural, quoted } from '../view/words.ts';
import { readRecord } from '../workspace/records.ts';
import { type Backup, backupAt, backupsFor, restoreRecord, reviveRecord } from '../workspace/restore.ts';
import { namedHireOrTrace } from './records.ts';

/**
 * @param from the name of a file in `backups/`, or the path of any file
 * @throws UserError if the hire can't be found, or if there is nothing to restore the record from
 */
export async function restore(session: Session, named: string, from: string | undefined): Promise<Outcome> {
  const { io, workspace, today } = session;
  const hire = namedHireOrTrace(session, named);
  const erasure = attempt(() => readRecord(workspace, hire.id))?.forgotten;
  const { dryRun } = session.globals;
  if (erasure && dryRun)
    return {
      changes: [`${hire.id}, which others have erased, would be here again under another id`],
      remarks: [],
      hint: '',
    };
  if (erasure) {
    const { events, hire: id } = await reviveRecord(workspace, hire.id, erasure, io.now());
    return {
      changes: [
        `${hire.id}, which others have erased, is here again as ${id}: ${plural(events.length, 'event')}`,
      ],
      remarks: ['Its former id stays erased. Others get the new record with the next sync.'],
      hint: seeHow(`status ${id}`),
    };
  }
  const backups = backupsFor(workspace, hire.id);
  const chosen =
    from === undefined ? await choose(session, hire, backups) : backupNamed(session, hire, backups, from);
  if (dryRun) {
    const from = chosen ? `with the backup of ${backupText(chosen, today)}` : 'from what is left of the file';
    return { changes: [`${hire.name}: the record would be made whole ${from}`], remarks: [], hint: '' };
  }
  const restored = await restoreRecord(workspace, hire.id, chosen?.state.record, io.now());
  const { after, brought, since, kept } = restored;
  const source = chosen ? `the backup of ${backupText(chosen, today)}` : 'what is left of the file';
  const whole = `the record is whole again, ${plural(after.events.length, 'event')}`;
  const isChanged = brought > 0 || kept !== undefined;
  const others = backups.filter(({ name }) => name !== chosen?.name);
  const another = others.find(({ state }) => state.record);
  return {
    changes: isChanged ? [`${hire.name}: ${whole}, ${chosen ? 'with' : 'from'} ${source}`] : [],
    remarks: [
      ...(isChanged ? [] : [`The record of ${hire.name} has all that is in ${source}.`]),
      ...(since > 0
        ? [`${plural(since, 'event')} that came after it ${agreeing(since, 'is', 'are')} kept.`]
        : []),
      ...(kept === undefined ? [] : [`The damaged file is kept: backups/${kept}`]),
      ...(others.length > 0 ? ['Other backups:'] : []),
      ...others.map((backup) => `- ${backupText(backup, today)}: ${backup.name}`),
    ],
    hint: another
      ? `From another one, such as: pm-onboard doctor --restore ${hire.id} --from ${quoted(another.name)}`
      : seeHow(`status ${hire.id}`),
  };
}

/** Chooses a sound backup; undefined if there isn't one, and the record is then made from what is left of its file. */
async function choose(
  { mayAsk, today }: Session,
  { name }: HireEntry,
  backups: readonly Backup[],
): Promise<Backup | undefined> {
  const sound = backups.filter(({ state }) => state.record);
  if (!mayAsk || sound.length < 2) return sound[0];
  const { askOne } = await import('../prompts.ts');
  const choices = sound.map((backup) => ({ name: backupText(backup, today), value: backup.name }));
  const wanted = await askOne(`Which backup of ${name}? What came since is kept`, choices);
  return sound.find((backup) => backup.name === wanted);
}

/** Reads the named backup. @throws UserError if the file is not a sound record of this hire */
function backupNamed(
  { io, today }: Session,
  { id, name }: HireEntry,
  backups: readonly Backup[],
  from: string,
): Backup {
  if (from === '')
    throw new UserError('--from: the name is empty', 'name a backup or a file, or leave it out');
  const path = resolve(io.cwd, from);
  const backup = backups.find((each) => each.name === from) ?? backupAt(path, basename(path), id);
  if (backup.state.record) return backup;
  throw cannot(
    `--from: ${from} is not a sound record of ${name}: ${backup.state.fault.replace(`${path} `, '')}`,
    backups.length > 0 ? 'name one of these, or a file' : 'there are no backups here; name a file',
    backups.map((each) => `  ${each.name}  ${backupText(each, today)}`),
  );
}

/** Describes a backup as `Tue 24 Nov 09:12 (12 events)`, in local time, or by its name if that holds no time. */
function backupText({ name, at, state }: Backup, today: CalendarDate): string {
  const time = at && clockTime(at.getHours(), at.getMinutes());
  const when = at ? `${longDate(localDate(at), today)} ${time}` : name;
  return `${when} (${state.record ? plural(state.record.events.length, 'event') : 'damaged'})`;
}
