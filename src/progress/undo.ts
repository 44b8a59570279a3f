/** What `undo` takes back. */

import type { Event, UnknownEvent } from './event.ts';
import { undoneBatches } from './fold.ts';
import { foldName } from './names.ts';

export interface Batch {
  readonly id: string;
  readonly events: readonly (Event | UnknownEvent)[];
}

/** The last command of a person that is not taken back yet; a start and an undo can't be. */
export function lastBatch(events: readonly (Event | UnknownEvent)[], by: string): Batch | undefined {
  const undone = undoneBatches(events);
  const fixed = new Set(
    events.filter(({ kind }) => kind === 'started' || kind === 'undone').map(({ batch }) => batch),
  );
  const last = events.findLast(
    (event) => foldName(event.by) === foldName(by) && !undone.has(event.batch) && !fixed.has(event.batch),
  );
  return last && { id: last.batch, events: events.filter(({ batch }) => batch === last.batch) };
}
