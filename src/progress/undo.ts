/** Finds the command that `undo` takes back. */
import { recordedAt } from './event.ts';
import { type Named, namesOf } from './names.ts';
import { type Events, isUndoable, undoneBatches } from './reduce.ts';

interface Batch {
  readonly id: string;
  readonly events: Events;
}

/**
 * The last command of a person that can be taken back and has not been taken back yet; undefined if there is none. The last
 * is the one that was recorded last, whatever the clocks said; of copies that were united, the one with the latest instant.
 * @param by the person's name
 * @param known people with all their names, since one person may act by several
 */
export function lastBatch(events: Events, by: string, known: readonly Named[] = []): Batch | undefined {
  const isTheirs = namesOf(by, known);
  const undone = undoneBatches(events);
  const fixed = new Set(events.filter((event) => !isUndoable(event)).map(({ batch }) => batch));
  const last = events
    .filter((event) => isTheirs(event.by) && !undone.has(event.batch) && !fixed.has(event.batch))
    .reduce<Events[number] | undefined>(
      (latest, event) => (latest && recordedAt(latest) > recordedAt(event) ? latest : event),
      undefined,
    );
  return last && { id: last.batch, events: events.filter(({ batch }) => batch === last.batch) };
}
