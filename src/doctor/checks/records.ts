/** Checks of records and their backups. */

import type { CalendarDate } from '../../dates.ts';
import { agreeing } from '../../phrases.ts';
import type { Run } from '../../plan/run.ts';
import type { Program } from '../../program/model.ts';
import { type CopyOfRecord, type HireRecord, recordFormat } from '../../progress/record.ts';
import { folderOf, isRunId, placeOf } from '../../progress/record-id.ts';
import type { HolidayGap } from '../../view/notices.ts';
import { listText, plural } from '../../view/words.ts';
import { error, type Found, note, warning } from './found.ts';
import type { Snapshot } from './index.ts';

export interface RecordSnapshot {
  readonly id: string;
  /** The id where no name is known. */
  readonly name: string;
  readonly place: string;
  /** Why the record can't be used at all. */
  readonly fault?: { readonly message: string; readonly remedy: string; readonly restorable: boolean };
  readonly record?: RecordFacts;
  /** Absent if the record could not be planned. */
  readonly run?: RunFacts;
  /** How many copies of a forgotten hire's record are left; 0 for any other hire. */
  readonly copies: number;
  /** The copies that a cloud folder has made of the file beside it. */
  readonly beside: readonly CopyOfRecord[];
}

/** What the checks want to know of a record, which is too large to be kept with those of a whole team. */
export interface RecordFacts extends Pick<HireRecord, 'format' | 'forgotten' | 'uneven'> {
  /** How many events it has, and how many entries that can't be trusted. */
  readonly events: number;
  readonly damaged: number;
  /** How many of the latter are sound events of a newer version, since their hashes match. */
  readonly newer: number;
  /** The kinds of the events that this version doesn't know, one for each. */
  readonly unknown: readonly string[];
  /** The events from the future. */
  readonly ahead: HireRecord['events'];
  /** The day on which the run ended. */
  readonly endedOn?: CalendarDate;
}

/** What the checks want to know of a run. */
export interface RunFacts extends Pick<Run, 'called' | 'pinned'> {
  readonly record: Pick<HireRecord, 'hire' | 'team'>;
  readonly progress: Pick<Run['progress'], 'hire' | 'finished' | 'archived' | 'endedOn'>;
  readonly roles: Program['roles'];
  /** What its list of holidays lacks. */
  readonly gap?: HolidayGap;
}

export interface LostRecord {
  readonly id: string;
  /** The id where no name is known. */
  readonly name: string;
  /** How many of the backups are sound. */
  readonly backups: number;
}

export function unreadableRecord({ id, name, place, fault }: RecordSnapshot): Found | undefined {
  if (!fault) return undefined;
  const remedy = fault.restorable ? restoreCommand(id) : fault.remedy;
  return error(place, `${recordOf(name, id)} ${fault.message}`, remedy);
}

export function damagedEvents({ id, name, place, record }: RecordSnapshot): Found | undefined {
  const damaged = record ? record.damaged - record.newer : 0;
  if (damaged === 0) return undefined;
  const message = `${plural(damaged, 'event')} can't be trusted and ${agreeing(damaged, 'is', 'are')} left out`;
  return warning(place, `${name}: ${message}`, restoreCommand(id));
}

export function newerEvents({ name, place, record }: RecordSnapshot): Found | undefined {
  const { newer = 0, unknown = [] } = record ?? {};
  const count = newer + unknown.length;
  if (count === 0) return undefined;
  const kinds = [...new Set(unknown)].sort();
  const names = kinds.length > 0 ? ` (${listText(kinds)})` : '';
  const message = `${name}: ${plural(count, 'event')} of a newer pm-onboard${names}, kept and not counted`;
  return note(place, message, 'update pm-onboard to see what they say');
}

export function newerFormat({ name, place, record }: RecordSnapshot): Found | undefined {
  if (!record || record.format <= recordFormat) return undefined;
  const message = `${name}: written by a newer pm-onboard (format ${record.format}); this one can only read it`;
  return warning(place, message, 'update pm-onboard');
}

/** Reports a file that is not in order, unless events are damaged: then only `--restore` may rewrite it. */
export function unevenForm({ id, name, place, record }: RecordSnapshot): Found | undefined {
  if (!record?.uneven || record.damaged > 0 || record.format > recordFormat) return undefined;
  const message = `${name}: not in order, as after a merge by hand; every line of it is read`;
  return warning(place, message, [{ kind: 'rewrite record', hire: id }]);
}

export function copiesOfRecord({ id, name, beside, fault: unread }: RecordSnapshot): Found[] {
  return beside.map(({ name: file, fault }) => {
    const place = `${folderOf(id)}/${file}`;
    if (fault !== undefined)
      return warning(
        place,
        `is named like a copy of ${recordOf(name, id)}, and is not read: ${fault}`,
        'look into it, and move it elsewhere',
      );
    const message = `${name}: a copy of the record, as cloud folders make them`;
    return unread
      ? warning(place, `${message}; it is read once the record itself can be`, restoreCommand(id))
      : warning(place, `${message}, read as a part of it`, [{ kind: 'unite copy', hire: id, name: file }]);
  });
}

export function copiesOfForgotten({ id, place, record, copies }: RecordSnapshot): Found | undefined {
  if (!record?.forgotten || copies === 0) return undefined;
  const what = copies === 1 ? 'a copy of the record is' : `${copies} copies of the record are`;
  const { by, at } = record.forgotten;
  return warning(
    place,
    `${by} erased this ${isRunId(id) ? 'run' : 'hire'} on ${at.slice(0, 10)}, and ${what} still here`,
    `to erase that too: pm-onboard forget ${id}; to bring it back, as a record of its own: pm-onboard doctor --restore ${id}`,
  );
}

export function lostRecord({ id, name, backups }: LostRecord): Found {
  const left = `${plural(backups, 'backup')} of it ${agreeing(backups, 'is', 'are')} there`;
  return warning(placeOf(id), `${recordOf(name, id)} is gone, and ${left}`, restoreCommand(id));
}

export function damagedBackup({ place, message, remedy }: Snapshot['damagedBackups'][number]): Found {
  return note(place, message, remedy);
}

function recordOf(name: string, id: string): string {
  return name === id ? 'the record' : `the record of ${name}`;
}

function restoreCommand(id: string): string {
  return `pm-onboard doctor --restore ${id}`;
}
