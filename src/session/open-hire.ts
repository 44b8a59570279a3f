/** A hire with the record, which may be unreadable. */
import type { Called } from '../plan/run.ts';
import { type HireRecord, RecordError } from '../progress/record.ts';
import { type Progress, reduceEvents, startsApart } from '../progress/reduce.ts';
import type { Verified } from '../workspace/programs.ts';
import { erasedError, type NamesBeside, readRecord, unreadable } from '../workspace/records.ts';
import type { HireEntry } from './lookup.ts';

/** A hire. `record` and `progress` are set once the record was read, `error` where the record can't be read. */
export interface OpenHire extends HireEntry {
  readonly record?: HireRecord;
  readonly progress?: Progress;
  readonly error?: unknown;
  /** Set for a run that was archived whose record wasn't read. */
  readonly isArchived?: true;
  /** The id of the program or template, where it is known. */
  readonly program?: string;
  /** As in {@link Names}. */
  readonly subject?: string;
  readonly number?: number;
  /** Set where this id has no record, or the hire was forgotten. */
  readonly absent?: true;
  /** How a printed command names this hire; if absent, by the id. */
  readonly calling?: Called;
  /** The ids of the person's other records; absent where nobody has looked for them. */
  readonly others?: readonly string[];
  /** How many lines were printed to say which run is meant; absent where none was. */
  readonly above?: number;
}

export function isArchived({ progress, isArchived: isKnown }: OpenHire): boolean {
  return progress ? progress.archived !== undefined : isKnown === true;
}

/**
 * Reads the hire's record and reduces it to progress; the result has the error where the record can't be read.
 * @param beside as for {@link readRecord}
 */
export function openHire(
  workspace: string,
  { id, name, handles }: HireEntry,
  verified?: Verified,
  beside?: NamesBeside,
): OpenHire {
  try {
    const record = readRecord(workspace, id, verified, beside);
    if (!record || record.forgotten) return { id, name, handles, absent: true, error: erasedError(id) };
    const progress = reduceEvents(record);
    if (progress) {
      const { hire } = progress;
      return { id, name: hire.name, handles: hire.handles, person: hire.person, record, progress };
    }
    const why =
      startsApart(record) ?? `its first event is missing (${record.damaged[0]?.fault ?? 'it has none'})`;
    return { id, name, handles, error: unreadable(workspace, id, new RecordError(why)) };
  } catch (error) {
    return { id, name, handles, error };
  }
}
