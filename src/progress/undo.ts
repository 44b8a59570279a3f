/** What `undo` takes back. */

import type { Event, UnknownEvent } from './event.ts';
import { type Named, namesOf } from './names.ts';
import { undoneBatches } from './reduce.ts';

interface Batch {
  readonly id: string;
  readonly events: readonly (Event | UnknownEvent)[];
}

/**
 * The last command of a person that is not taken back yet; a start and an undo can't be.
 * @param known people of whom one may act by several names
 */
export function lastBatch(
  events: readonly (Event | UnknownEvent)[],
  by: string,
  known: readonly Named[] = [],
): Batch | undefined {
  const isTheirs = namesOf(by, known);
  const undone = undoneBatches(events);
  const fixed = new Set(
    events.filter(({ kind }) => kind === 'started' || kind === 'undone').map(({ batch }) => batch),
  );
  const last = events.findLast(
    (event) => isTheirs(event.by) && !undone.has(event.batch) && !fixed.has(event.batch),
  );
  return last && { id: last.batch, events: events.filter(({ batch }) => batch === last.batch) };
}
