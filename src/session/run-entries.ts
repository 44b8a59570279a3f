/** The runs of checklists as people name them: by all that one is called, by its subject, a part of that, or its id. */
import { titleOf } from '../progress/record-id.ts';
import { glanceAt, listRuns, type Names, namesInRuins } from '../workspace/records.ts';
import { openHire } from './hires.ts';
import type { HireEntry } from './lookup.ts';

/** A run of a checklist, whose `name` is what it is called: `Message reminders (leave-beta)`. */
export interface RunEntry extends HireEntry {
  /** The name of whose run it is. */
  readonly owner: string;
}

/** All runs of checklists that were not forgotten; one whose record can't be read goes by what is left of it, or by its id. */
export function runEntries(workspace: string): RunEntry[] {
  return listRuns(workspace).flatMap((id) => {
    const names = glanceAt(workspace, id);
    if (names) return entryOf(id, names);
    const { absent, progress } = openHire(workspace, { id, name: id, handles: [] });
    return absent ? [] : entryOf(id, progress?.hire ?? namesInRuins(workspace, id));
  });
}

/** @param names what is known of the record; undefined where nothing is */
export function entryOf(id: string, names: Names | undefined): RunEntry {
  const { name = id, person, program, subject, number } = names ?? {};
  const isCalled = program !== undefined && subject !== undefined;
  const called = isCalled ? titleOf({ name, program, subject, ...(number ? { number } : {}) }) : id;
  return {
    id,
    name: called,
    handles: isCalled ? [subject] : [],
    owner: name,
    ...(person === undefined ? {} : { person }),
  };
}
