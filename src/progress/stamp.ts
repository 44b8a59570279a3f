/** Facts → events: the envelope, with an `at` that keeps what belongs together in its order. */
import type { CalendarDate } from '../dates.ts';
import { type Event, type Fact, isKnown, type UnknownEvent } from './event.ts';
import { byOrder, eventId, type HireRecord } from './record.ts';

export interface Stamp {
  /** The present instant. */
  readonly now: Date;
  readonly on: CalendarDate;
  readonly by: string;
  readonly batch: string;
}

/** The record with these facts added. */
export function withFacts(record: HireRecord, facts: readonly Fact[], stamp: Stamp): HireRecord {
  const added = stampFacts(record.hire, record.events, facts, stamp);
  return { ...record, events: [...record.events, ...added].sort(byOrder) };
}

/**
 * The facts as events of the hire's record, to be added to `existing`.
 * `at` is now, or a millisecond after every event that the fact names or that concerns the same item or field, however
 * far ahead that one is: so what someone did knowing of it is never folded before it. The facts of one command follow
 * each other in the same way.
 */
function stampFacts(
  hire: string,
  existing: readonly (Event | UnknownEvent)[],
  facts: readonly Fact[],
  stamp: Stamp,
): Event[] {
  const stamped: Event[] = [];
  for (const fact of facts) {
    const before = [...existing.filter((event) => concerns(fact, event)), ...stamped.slice(-1)].map(
      ({ at }) => Date.parse(at) + 1,
    );
    const at = new Date(Math.max(stamp.now.getTime(), ...before)).toISOString();
    const content = { at, on: stamp.on, by: stamp.by, batch: stamp.batch, ...fact };
    stamped.push({ id: eventId(hire, content), ...content } as Event);
  }
  return stamped;
}

function concerns(fact: Fact, event: Event | UnknownEvent): boolean {
  if (fact.kind === 'undone') return event.batch === fact.target;
  if ('of' in fact && fact.of === event.id) return true;
  if (!isKnown(event)) return false;
  if (fact.kind === 'assigned') return event.kind === 'assigned' && event.role === fact.role;
  return 'item' in fact && fact.item !== undefined && 'item' in event && event.item === fact.item;
}
