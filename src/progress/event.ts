/** Events: the recorded facts of a run, each of a kind that the table in kinds.ts describes. */
import { type CalendarDate, parseDate } from '../dates.ts';
import { sha256 } from '../digest.ts';
import { type FieldsOf, type FieldType, type Kind, type KindEntry, kinds } from './kinds.ts';

type Contents<Absent = never> = {
  [K in Kind]: { readonly kind: K } & FieldsOf<(typeof kinds)[K]['fields'], Absent>;
};

/**
 * A fact that a command records: an event without its envelope, which is added when the fact is saved. A field of the fact
 * that is undefined is left out of the event.
 */
export type Fact = Contents<undefined>[Kind];

export interface Envelope {
  /** A hash of the record's id and of the rest of the event, see {@link eventId}: a changed event shows. */
  readonly id: string;
  /** The instant of recording, in UTC with milliseconds as ISO 8601 (see stamp.ts); used only to order events. */
  readonly at: string;
  /** The local calendar date on which the fact happened. */
  readonly on: CalendarDate;
  /** The name of the person who acted, as that person declared it. */
  readonly by: string;
  /** A token that all events of one command share. */
  readonly batch: string;
  /**
   * Set where the person has recorded something under a later instant before, as after a clock that was ahead: the instant
   * that this one would need to follow it. It says only in which order a person recorded; see {@link recordedAt}.
   */
  readonly order?: string;
}

export type Event = Envelope & Contents[Kind];
export type EventOf<K extends Kind> = Envelope & Extract<Contents[Kind], { kind: K }>;

/** An event whose kind this version doesn't know: it is kept and shown by `log`, and otherwise ignored. */
export type UnknownEvent = Envelope & { readonly kind: string };

const table: ReadonlyMap<string, KindEntry> = new Map(Object.entries<KindEntry>(kinds));

/** The entry of a kind; undefined if the table lacks the kind, which a later version wrote then. */
export function entryOf(kind: string): KindEntry | undefined {
  return table.get(kind);
}

/** Whether the table has the kind of the event. */
export function isKnown(event: UnknownEvent | Event): event is Event {
  return table.has(event.kind);
}

/** The events, each act with its first one alone: a return or a reopening leaves one for each completion of its item. */
export function actsIn<E extends Event | UnknownEvent>(events: readonly E[]): readonly E[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    if (!isKnown(event) || (event.kind !== 'reopened' && event.kind !== 'returned')) return true;
    const act = JSON.stringify([event.batch, event.kind, event.item]);
    return seen.size < seen.add(act).size;
  });
}

export const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What may be wrong with an event, a record, a share and what stands in them, in words behind the name of it. */
export const noObject = 'it is not an object';
export const misfitting = 'its content does not fit its id';
export const noJson = 'it is cut off or is not JSON';
export const strangeFormat = 'its format is unknown';
export const tooNested = 'it is nested too deeply';
export const isEmpty = 'it is empty';

/**
 * Says why a value is not an event; undefined if it is an event. An event of a kind that the table lacks may have any
 * fields, since a newer version wrote it.
 */
export function faultOf(value: unknown): string | undefined {
  if (!isMap(value)) return noObject;
  const { id, by, batch, kind } = value;
  if (!(isText(id) && isText(by) && isText(batch) && isText(kind)))
    for (const field of ['id', 'by', 'batch', 'kind'])
      if (!isText(value[field])) return `\`${field}\` must be text`;
  if (!isDate(value['on'])) return '`on` is not a date';
  if (!isInstant(value['at'])) return '`at` is not an instant';
  if (value['order'] !== undefined && !isInstant(value['order'])) return '`order` is not an instant';
  for (const [name, { isOptional, fits }] of fieldsOf(String(value['kind'])).all)
    if (!(isOptional && value[name] === undefined) && !fits(value[name]))
      return `\`${name}\` is missing or of the wrong type`;
  return undefined;
}

/** A field that events of a kind have. */
interface Field {
  readonly isOptional: boolean;
  readonly fits: (value: unknown) => boolean;
}

/** The fields that events of a kind have, by name, and how many of them each event has. */
interface FieldsOfKind {
  readonly all: ReadonlyMap<string, Field>;
  readonly needed: number;
}

/** The fields of a kind; none of one that the table lacks. They are taken from the table once, since a team has many events. */
export function fieldsOf(kind: string): FieldsOfKind {
  const known = fieldsByKind.get(kind);
  if (known) return known;
  const entries = Object.entries(entryOf(kind)?.fields ?? {}).map(([key, type]): [string, Field] => [
    key.replace('?', ''),
    { isOptional: key.endsWith('?'), fits: fits[type] },
  ]);
  const needed = entries.filter(([, { isOptional }]) => !isOptional).length;
  const fields = { all: new Map(entries), needed };
  if (entryOf(kind)) fieldsByKind.set(kind, fields);
  return fields;
}

const fieldsByKind = new Map<string, FieldsOfKind>();

/** Type of a field → a test that tells whether a value has that type. */
const fits: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  text: isText,
  words: isText,
  lines: isTexts,
  links: (value) => Array.isArray(value) && value.every(isLink),
  date: isDate,
  integer: Number.isSafeInteger,
  texts: isTexts,
  days: (value) => Array.isArray(value) && value.every(isDay),
  boolean: (value) => typeof value === 'boolean',
  map: (value) => isMap(value) && Object.values(value).every(isText),
  event: isMap,
};

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

/** Whether a value is a page with its title. */
function isLink(value: unknown): boolean {
  return isMap(value) && isText(value['title']) && isText(value['url']);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether a value is an instant as events and erasures hold it. */
export function isInstant(value: unknown): value is string {
  if (!isText(value)) return false;
  return plainInstant.test(value) || (instantPattern.test(value) && !Number.isNaN(Date.parse(value)));
}

/** What is an instant in any month, and needs no closer look. */
const plainInstant = /^\d{4}-(0[1-9]|1[0-2])-([01][1-9]|10|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

export function isDate(value: unknown): boolean {
  return isText(value) && parseDate(value) !== undefined;
}

/** Whether a value is a day of a calendar: its date, and perhaps its name and source. */
export function isDay(value: unknown): boolean {
  if (!isMap(value) || !isDate(value['date'])) return false;
  return [value['name'], value['source']].every((text) => text === undefined || isText(text));
}

/** Whether a value from JSON is an object: neither a list nor null. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The id of an event in a record: SHA-256, in base64url, over the record's id, a line feed, and the bytes of the event's line
 * that follow its id.
 * @param record the id of the record
 * @param event the event; its own id, if it has one, plays no part
 */
export function eventId(record: string, event: object): string {
  return idOfTail(record, tailOf(event));
}

/** As {@link eventId}, of what follows the id in the line of an event. */
export function idOfTail(record: string, tail: string): string {
  return sha256(`${record}\n${tail}`, 'base64url');
}

/** The instant that tells in which order a person has recorded their events, whatever the clocks said. */
export function recordedAt({ order, at }: Pick<Envelope, 'order' | 'at'>): string {
  return order ?? at;
}

/** The order in which events are reduced: by instant, then by id. */
export function byOrder(a: { at: string; id: string }, b: { at: string; id: string }): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * An event as JSON on one line: its id, the rest of the envelope, the kind, then the fields sorted by name, as in every object
 * inside them. Events with the same id in one record have the same bytes.
 */
export function formatEvent(event: Event | UnknownEvent): string {
  return `{"id":${JSON.stringify(event.id)}${tailOf(event)}`;
}

/** What follows the id in the line of an event, from the comma on. */
function tailOf(event: object): string {
  const map = event as Record<string, unknown>;
  // The text is put together by hand, since a long record has a hundred thousand of them.
  let text = '';
  const add = (key: string) => {
    if (map[key] !== undefined) text += `,"${key}":${JSON.stringify(map[key])}`;
  };
  for (const key of envelopeKeys) add(key);
  const keys = Object.keys(map).filter((key) => key !== 'id' && !envelopeKeys.includes(key));
  for (const key of keys.sort()) text += `,${JSON.stringify(key)}:${sortedJson(map[key])}`;
  return `${text}}`;
}

/** The fields that stand first in every event's line, behind its id. */
export const envelopeKeys: readonly string[] = ['at', 'on', 'by', 'batch', 'kind'];

/** JSON with the keys of every object sorted, at every depth: equal values have equal texts. */
function sortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sortedJson).join()}]`;
  const map = value as Record<string, unknown>;
  const keys = Object.keys(map).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${sortedJson(map[key])}`).join()}}`;
}
