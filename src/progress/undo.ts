/** What `undo` takes back, and the events that count because nobody has taken them back. */
import { type Event, isKnown, type UnknownEvent } from './event.ts';
import { entryOf, type KindTable, kinds } from './kinds.ts';
import { type Named, namesOf } from './names.ts';

type Events = readonly (Event | UnknownEvent)[];

/** The events that count: those of undone commands left out, unless their kind can't be undone. */
export function effective(events: Events, table: KindTable = kinds): (Event | UnknownEvent)[] {
  const isUndone = undoneIn(events, table);
  return events.filter((event) => !isUndone(event));
}

/** A test whether an event of these has been taken back. */
export function undoneIn(events: Events, table: KindTable = kinds): (event: Event | UnknownEvent) => boolean {
  const undone = undoneBatches(events);
  return (event) => undone.has(event.batch) && isUndoable(event, table);
}

/** Whether its kind can be taken back; one that this version doesn't know can. */
function isUndoable({ kind }: Event | UnknownEvent, table: KindTable = kinds): boolean {
  return entryOf(kind, table)?.counts !== 'always';
}

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

function undoneBatches(events: Events): Set<string> {
  return new Set(
    events.flatMap((event) => (isKnown(event) && event.kind === 'undone' ? [event.target] : [])),
  );
}
