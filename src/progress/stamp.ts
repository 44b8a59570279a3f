/** Turns facts into events: adds the envelope, with an `at` that keeps events that concern each other in order. */
import type { CalendarDate } from '../dates.ts';
import {
  byOrder,
  type Event,
  entryOf,
  eventId,
  type Fact,
  isKnown,
  recordedAt,
  type UnknownEvent,
} from './event.ts';
import type { Subject } from './kinds.ts';
import { type HireRecord, withoutTakenOut } from './record.ts';
import { underPresentIds } from './reduce.ts';

export interface Stamp {
  /** The present instant. */
  readonly now: Date;
  readonly on: CalendarDate;
  readonly by: string;
  readonly batch: string;
}

/** The latest instant that `at` can hold, in milliseconds. */
const lastInstant = Date.parse('9999-12-31T23:59:59.999Z');

/** The record with these facts added as events. */
export function withFacts(record: HireRecord, facts: readonly Fact[], stamp: Stamp): HireRecord {
  const added = stampFacts(record.hire, underPresentIds(record.events), facts, stamp);
  const { uneven: _, ...sound } = record;
  return { ...sound, events: withoutTakenOut([...record.events, ...added]).sort(byOrder) };
}

/**
 * The facts as events of the hire's record, to be added to `existing`. The `at` of an event is now, or a millisecond after
 * the latest event that the fact concerns, even if that event is far ahead: what a person did knowing of another event is
 * never reduced before it. Facts of one command follow each other by a millisecond. A fact that gets a late `at` because of
 * the events that it concerns doesn't delay the other facts: `order` says then that they were recorded after it.
 */
function stampFacts(
  hire: string,
  existing: readonly (Event | UnknownEvent)[],
  facts: readonly Fact[],
  stamp: Stamp,
): Event[] {
  const stamped: Event[] = [];
  const earlier = existing
    .filter(({ by }) => by === stamp.by)
    .reduce((latest, event) => Math.max(latest, Date.parse(recordedAt(event))), 0);
  for (const [index, fact] of facts.entries()) {
    const at = [...existing, ...stamped]
      .filter((event) => concerns(fact, event))
      .reduce((latest, event) => Math.max(latest, Date.parse(event.at) + 1), stamp.now.getTime() + index);
    const order = earlier < at ? undefined : instantOf(earlier + 1 + index);
    const given = Object.entries({ ...fact, order }).filter(([, value]) => value !== undefined);
    const content = {
      at: instantOf(at),
      on: stamp.on,
      by: stamp.by,
      batch: stamp.batch,
      ...Object.fromEntries(given),
    };
    stamped.push({ id: eventId(hire, content), ...content } as Event);
  }
  return stamped;
}

function instantOf(milliseconds: number): string {
  return new Date(Math.min(milliseconds, lastInstant)).toISOString();
}

/** Subject → the fields in which a fact agrees with each event that is about the same. */
const sameIn: Readonly<Record<Subject, readonly string[] | undefined>> = {
  item: ['item'],
  role: ['kind', 'role'],
  question: ['kind', 'of'],
  run: ['kind'],
  nothing: undefined,
};

/** Whether a fact concerns an event: it names the event, its command or its role, or both are about the same (see kinds.ts). */
function concerns(fact: Fact, event: Event | UnknownEvent): boolean {
  const [mine, theirs] = [fact, event] as readonly object[] as readonly [Fields, Fields];
  if (mine['of'] === event.id || mine['target'] === event.batch) return true;
  // Whoever judges in a role knows who holds it; an undo may have taken a binding back.
  const isBinding = event.kind === 'assigned' && mine['role'] === theirs['role'];
  if (mine['role'] !== undefined && (isBinding || event.kind === 'undone')) return true;
  const fields = sameIn[entryOf(fact.kind)?.about ?? 'nothing'];
  return (
    fields?.every((field) => mine[field] !== undefined && mine[field] === theirs[field] && isKnown(event)) ??
    false
  );
}

/** The fields of any event by name; each kind has only some of them. */
type Fields = Partial<Record<string, unknown>>;
