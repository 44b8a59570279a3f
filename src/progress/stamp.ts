/** Facts → events: the envelope, with an `at` that keeps what belongs together in its order. */
import type { CalendarDate } from '../dates.ts';
import { type Event, type Fact, isKnown, type UnknownEvent } from './event.ts';
import { byOrder, eventId, type HireRecord } from './record.ts';
import { underPresentIds } from './reduce.ts';

export interface Stamp {
  /** The present instant. */
  readonly now: Date;
  readonly on: CalendarDate;
  readonly by: string;
  readonly batch: string;
}

/** The last that the form of `at` can hold. */
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** The record with these facts added. */
export function withFacts(record: HireRecord, facts: readonly Fact[], stamp: Stamp): HireRecord {
  const added = stampFacts(record.hire, underPresentIds(record.events), facts, stamp);
  const { conflicted: _, ...sound } = record;
  return { ...sound, events: [...record.events, ...added].sort(byOrder) };
}

/**
 * The facts as events of the hire's record, to be added to `existing`.
 * `at` is now, or a millisecond after every event that the fact names or that concerns the same item or field, however
 * far ahead that one is: so what someone did knowing of it is never reduced before it. The facts of one command follow
 * each other by a millisecond, but none is pulled ahead by another's past.
 */
function stampFacts(
  hire: string,
  existing: readonly (Event | UnknownEvent)[],
  facts: readonly Fact[],
  stamp: Stamp,
): Event[] {
  const stamped: Event[] = [];
  for (const [index, fact] of facts.entries()) {
    const at = [...existing, ...stamped]
      .filter((event) => concerns(fact, event))
      .reduce((latest, event) => Math.max(latest, Date.parse(event.at) + 1), stamp.now.getTime() + index);
    const content = {
      at: new Date(Math.min(at, lastInstant)).toISOString(),
      on: stamp.on,
      by: stamp.by,
      batch: stamp.batch,
      ...fact,
    };
    stamped.push({ id: eventId(hire, content), ...content } as Event);
  }
  return stamped;
}

/** The kinds of which the last one counts for all of the run. */
const whole: ReadonlySet<Fact['kind']> = new Set([
  'rescheduled',
  'changed',
  'adopted',
  'finished',
  'archived',
]);

function concerns(fact: Fact, event: Event | UnknownEvent): boolean {
  if (fact.kind === 'undone') return event.batch === fact.target;
  if ('of' in fact && fact.of === event.id) return true;
  if (!isKnown(event)) return false;
  if (whole.has(fact.kind)) return event.kind === fact.kind;
  if (fact.kind === 'answered') return event.kind === 'answered' && event.of === fact.of;
  if (fact.kind === 'assigned') return event.kind === 'assigned' && event.role === fact.role;
  return 'item' in fact && fact.item !== undefined && 'item' in event && event.item === fact.item;
}
