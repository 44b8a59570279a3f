/** The log: the events of a record as sentences that say who did what when. */

import type { CalendarDate } from '../dates.ts';
import { longDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { memo } from '../once.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { actsIn, type Event, type EventOf, entryOf, isKnown, type UnknownEvent } from '../progress/event.ts';
import type { LogContext } from '../progress/kinds.ts';
import type { Damage } from '../progress/record.ts';
import { ofKind, underPresentIds, undoneIn } from '../progress/reduce.ts';
import { isRemark } from '../progress/said.ts';
import { flawText, skipsOf, viewRole } from './item.ts';
import { viewHire } from './status.ts';
import { committedText } from './words.ts';

export type LogView = ReturnType<typeof viewLog>;
export type LogEntry = ReturnType<ReturnType<typeof openHistory>>;

/** Which events a log keeps; an absent key keeps all. */
interface Only {
  /** The ids of the items that they are about. */
  readonly items?: readonly string[];
  /** The first date. */
  readonly since?: CalendarDate;
  /** Those alone with what people wrote, see {@link isRemark}. */
  readonly notes?: boolean;
}

/** A log whose entries are yet to be made: of a long one, somebody may read the end alone. */
export type OpenLog = ReturnType<typeof openLog>;

export function openLog(run: Run, only: Only) {
  const { plan, record } = run;
  const all = actsIn(underPresentIds(record.events));
  const events = (only.items ? aboutItems(all, only.items) : all).filter(
    (event) =>
      (only.since === undefined || event.on >= only.since) &&
      (!only.notes || (isKnown(event) && isRemark(event))),
  );
  return {
    hire: viewHire(run),
    today: plan.today,
    /** The events that the log keeps, the first one first. */
    events,
    /** What the log says of one of them. */
    entryOf: openHistory(all, nameOfItems(plan.items, all), marksIn(plan.items, run)),
    damaged: record.damaged.map(describeDamage),
  };
}

/** The log with all its entries. */
export function viewLog({ hire, today, events, entryOf, damaged }: OpenLog) {
  return {
    schemaVersion: 1,
    hire,
    today,
    entries: events.map(entryOf),
    /** Events that can't be trusted and were left out. */
    damaged,
  };
}

/** What a history says of some events beside what they record. */
interface Marks {
  /** The ids of the `counted` events by which items are done now, or in review. */
  readonly reaching?: ReadonlySet<string>;
  /** Id of an event → why it doesn't count, although nobody took it back. */
  readonly voided?: ReadonlyMap<string, string>;
  readonly committers?: Run['committers'] | undefined;
}

export function marksIn(items: readonly PlannedItem[], run: Run): Marks {
  const closings = items.flatMap(({ progress }) => progress.closedBy ?? []);
  const voided = items.flatMap((planned) => [
    ...(planned.progress.judgements ?? []).flatMap(({ event, flaw }) => {
      const { title } = viewRole(event.role ?? planned.item.signOff ?? '', run, 'all');
      return flaw ? [[event.id, `${event.by}, ${flawText(flaw, title)}`] as const] : [];
    }),
    ...skipsOf(planned).map(({ id }) => [id, 'it is done'] as const),
    ...ranOutIn(planned, run),
    ...(planned.progress.flaw && planned.progress.closedBy
      ? [[planned.progress.closedBy.id, 'it is a skip, since nobody waives what is theirs'] as const]
      : []),
  ]);
  return {
    reaching: new Set(closings.filter(({ kind }) => kind === 'counted').map(({ id }) => id)),
    voided: new Map(voided),
    committers: run.committers,
  };
}

/** What was done and has run out. */
function ranOutIn({ progress, validUntil }: PlannedItem, { plan }: Run) {
  if (!progress.ranOut || !validUntil) return [];
  return [[progress.ranOut.id, `it was valid until ${longDate(validUntil, plan.today)}`] as const];
}

/**
 * Events → entries of a history, in the same order, one for each act.
 * @param nameOf an item's id → the name of the item on screens
 * @param marks see {@link marksIn}
 */
export function historyOf(
  events: readonly (Event | UnknownEvent)[],
  nameOf: (id: string) => string,
  marks: Marks = {},
): LogEntry[] {
  return actsIn(events).map(openHistory(events, nameOf, marks));
}

/** As {@link historyOf}; returns a function: an event → its entry. */
export function openHistory(
  events: readonly (Event | UnknownEvent)[],
  nameOf: (id: string) => string,
  { reaching, voided, committers }: Marks,
) {
  const isUndone = undoneIn(events);
  const known = events.filter(isKnown);
  const asked = askedIn(events);
  const commands = memo(() => grouped(known, ({ batch }) => batch));
  const context: LogContext = {
    nameOf,
    isFromEnd: known.some(
      (event) => event.kind === 'started' && (event.end !== undefined || event.subject !== undefined),
    ),
    isChecklist: known.some((event) => event.kind === 'started' && event.subject !== undefined),
    question: (id) => asked.get(id)?.text,
    command: (batch) => [
      ...new Set((commands().get(batch) ?? []).filter(({ kind }) => kind !== 'undone').map(sentenceOf)),
    ],
  };
  function sentenceOf(event: Event | UnknownEvent): string {
    const sentence = entryOf(event.kind)?.log({ ...event }, context);
    return sentence ?? `recorded what this version doesn't know: ${event.kind}`;
  }
  return (event: Event | UnknownEvent) => ({
    on: event.on,
    at: event.at,
    by: event.by,
    kind: event.kind,
    /** The id of the item that the event is about, an answer by its question; null for an event about no item. */
    item: itemOf(event, asked),
    /** The sentence, without the person who acted. */
    what: `${sentenceOf(event)}${reaching?.has(event.id) ? ', which reached the target' : ''}`,
    /** Whether the event was taken back since. */
    undone: isUndone(event),
    /** Why the event doesn't count, although nobody took it back; null where it does. */
    voided: voided?.get(event.id) ?? null,
    /** Who committed the event to git, where that is somebody else than who acted; null where nobody knows. */
    committedBy: committers?.get(event.id) ?? null,
  });
}

type Questions = ReadonlyMap<string, EventOf<'asked'>>;

/** The events about these items, an answer by its question. */
export function aboutItems(
  events: readonly (Event | UnknownEvent)[],
  ids: readonly string[],
): (Event | UnknownEvent)[] {
  const asked = askedIn(events);
  return events.filter((event) => ids.includes(itemOf(event, asked) ?? ''));
}

/** Id of a question → the question. */
function askedIn(events: readonly (Event | UnknownEvent)[]): Questions {
  return new Map(ofKind(events, 'asked').map((event) => [event.id, event]));
}

function itemOf(event: Event | UnknownEvent, asked: Questions): string | null {
  if (!isKnown(event)) return null;
  if (event.kind === 'answered') return asked.get(event.of)?.item ?? null;
  return 'item' in event ? (event.item ?? null) : null;
}

/** What an entry of a history says: what somebody did, and what became of it. */
function entryText({ what, undone, voided, committedBy }: LogEntry): string {
  const ended = undone ? ' (undone)' : voided ? ` (doesn't count: ${voided})` : '';
  return `${what}${committedText(committedBy)}${ended}`;
}

/** As {@link entryText}, by line: a note may have several. */
export function entryLines(entry: LogEntry): string[] {
  return entryText(entry).trim().split(/\r?\n/);
}

/** A damaged event in words: `done of 2026-11-24 by Ada Lovelace: its content does not fit its id`. */
export function describeDamage({ value, fault }: Damage): string {
  const event = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (field: string, otherwise: string) =>
    typeof event[field] === 'string' ? event[field] : otherwise;
  return `${text('kind', 'something')} of ${text('on', 'an unknown day')} by ${text('by', 'somebody')}: ${fault}`;
}

/** Returns a function: item id → `2.9 File one bug`; for an item not in the plan, its last known title, or the id. */
export function nameOfItems(
  items: readonly PlannedItem[],
  events: readonly (Event | UnknownEvent)[],
): (id: string) => string {
  const names = new Map(
    events
      .filter(isKnown)
      .flatMap((event) =>
        'item' in event && 'title' in event && event.title ? [[event.item, event.title]] : [],
      ),
  );
  for (const { ref, item } of items) names.set(item.id, `${ref} ${item.title}`);
  return (id) => names.get(id) ?? id;
}

/** What is said of an event of the record that can't be trusted. */
export function leftOut(fault: string): string {
  return `an event is left out: ${fault}`;
}
