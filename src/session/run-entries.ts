/** The runs of checklists as entries beside those of hires: for commands about records, whosever they are. */
import { titleOf } from '../progress/record-id.ts';
import type { Names } from '../workspace/records.ts';
import { readChecklists } from './checklists.ts';
import type { HireEntry } from './lookup.ts';
import type { Session } from './session.ts';

/** A run of a checklist, whose `name` is what it is called: `Message reminders (leave-beta)`. */
export interface RunEntry extends HireEntry {
  /** The name of whose run it is. */
  readonly owner: string;
}

/** All runs of checklists that were not forgotten. */
export function runEntries(session: Session): RunEntry[] {
  return readChecklists(session).map((run) => runEntryOf(run.id, run));
}

/** @param names what is known of the record; where that doesn't say what the run is of, it goes by its id */
export function runEntryOf(id: string, names: Partial<Names> = {}): RunEntry {
  const { name = id, person, program, subject, number } = names;
  const isCalled = program !== undefined && subject !== undefined;
  return {
    id,
    name: isCalled ? titleOf({ name, program, subject, ...(number ? { number } : {}) }) : id,
    handles: isCalled ? [subject] : [],
    owner: name,
    ...(person === undefined ? {} : { person }),
  };
}
