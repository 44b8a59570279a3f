/** What `doctor` has mended, in words. */
import { type CalendarDate, longDate } from '../../dates.ts';
import type { Outcome } from '../outcome.ts';
import { plural } from '../words.ts';
import type { Finding } from './finding.ts';

/** What became of a finding that could be mended. */
export interface Repaired {
  readonly finding: Finding;
  /** The names of the copies that were made before. */
  readonly copies: readonly string[];
  /** Why it could not be mended. */
  readonly failure?: string;
}

export function repairedOutcome(repaired: readonly Repaired[]): Outcome {
  const done = repaired.filter(({ failure }) => failure === undefined);
  return {
    changes: done.map(({ finding, copies }) => {
      const kept =
        copies.length > 0 ? `; as it was: ${copies.map((name) => `backups/${name}`).join(', ')}` : '';
      return `${finding.place}: ${doneText(finding)}${kept}`;
    }),
    remarks:
      repaired.length === 0
        ? ['There is nothing to mend without a doubt.']
        : repaired.flatMap(({ finding, failure }) =>
            failure === undefined ? [] : [`${finding.place} could not be mended: ${failure}`],
          ),
    hint: '',
  };
}

function doneText({ mends = [] }: Finding): string {
  switch (mends[0]?.kind) {
    case 'break lock':
      return 'broken';
    case 'remove leftover':
      return 'removed';
    case 'tidy record':
      return 'written anew, with all events of it';
    case 'pin program':
      return 'made again from the present checklists, which are the same';
    default:
      return 'now 0700, and the files in it 0600';
  }
}

/** A backup as a person tells it from others. */
export interface BackupRow {
  readonly name: string;
  /** When it was replaced, in the local time; empty where that is not known. */
  readonly date: CalendarDate | '';
  readonly time: string;
  /** Undefined: it can't be used. */
  readonly events: number | undefined;
}

export function backupText({ name, date, time, events }: BackupRow, today: CalendarDate): string {
  const when = date === '' ? name : `${longDate(date, today)} ${time}`;
  return `${when} (${events === undefined ? 'damaged' : plural(events, 'event')})`;
}

export interface BroughtBack {
  readonly name: string;
  readonly id: string;
  readonly today: CalendarDate;
  /** Absent: what was left of the file was all there was. */
  readonly backup?: BackupRow;
  /** The others, newest first. */
  readonly others: readonly BackupRow[];
  readonly events: number;
  /** How many events came from the backup, and how many are newer than it. */
  readonly brought: number;
  readonly since: number;
  /** The copy of the damaged file. */
  readonly kept?: string;
}

export function restoredOutcome(restored: BroughtBack): Outcome {
  const { name, id, today, backup, others, events, brought, since, kept } = restored;
  const source = backup ? `the backup of ${backupText(backup, today)}` : 'what is left of the file';
  const how = backup ? 'with' : 'from';
  const isChanged = brought > 0 || kept !== undefined;
  return {
    changes: isChanged
      ? [`${name}: the record is whole again, ${plural(events, 'event')}, ${how} ${source}`]
      : [],
    remarks: [
      ...(isChanged ? [] : [`The record of ${name} has all that is in ${source}.`]),
      ...(since > 0
        ? [`${plural(since, 'event')} that came after it ${since === 1 ? 'is' : 'are'} kept.`]
        : []),
      ...(kept === undefined ? [] : [`The damaged file is kept: backups/${kept}`]),
      ...(others.length > 0
        ? ['Other backups:', ...others.map((each) => `- ${backupText(each, today)}: ${each.name}`)]
        : []),
    ],
    hint:
      others.length > 0
        ? `From another one: pm-onboard doctor --restore ${id} --from NAME`
        : `See how it stands: pm-onboard status ${id}`,
  };
}
