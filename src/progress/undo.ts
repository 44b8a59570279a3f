/** What `undo` takes back. */
import { type Named, namesOf } from './names.ts';
import { type Events, isUndoable, undoneBatches } from './reduce.ts';

interface Batch {
  readonly id: string;
  readonly events: Events;
}

/**
 * The last command of a person that is not taken back yet and can be.
 * @param known people of whom one may act by several names
 */
export function lastBatch(events: Events, by: string, known: readonly Named[] = []): Batch | undefined {
  const isTheirs = namesOf(by, known);
  const undone = undoneBatches(events);
  const fixed = new Set(events.filter((event) => !isUndoable(event)).map(({ batch }) => batch));
  const last = events.findLast(
    (event) => isTheirs(event.by) && !undone.has(event.batch) && !fixed.has(event.batch),
  );
  return last && { id: last.batch, events: events.filter(({ batch }) => batch === last.batch) };
}
