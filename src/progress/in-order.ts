/**
 * The text of a record that has not changed since it was written here: each event is verified by the hash of its own line, so that none
 * has to be written again for that. Any other text is left to `record.ts`.
 */
import {
  byOrder,
  type Event,
  envelopeKeys,
  faultOf,
  idOfTail,
  isKnown,
  isMap,
  type UnknownEvent,
} from './event.ts';
import { startMisfit } from './record-id.ts';

/** Everybody whom the events name, and the empty name, in the order of their code units: each has a section. */
export function namedIn(events: readonly (Event | UnknownEvent)[]): string[] {
  const names = new Set(['']);
  for (const event of events) {
    names.add(event.by);
    if (!isKnown(event)) continue;
    if ((event.kind === 'started' || event.kind === 'changed') && event.name) names.add(event.name);
    if (event.kind === 'assigned') for (const name of event.people) names.add(name);
  }
  return [...names].sort();
}

/**
 * The events of a text that has them as they are written: in the sections of who recorded them, one on a line, each sound, and nothing
 * else.
 * @param head the first line that the text then has
 * @param record the id of the record
 * @param value what JSON makes of the text
 * @returns sorted; undefined for any other text, and where texts of events were taken out
 */
export function eventsInOrder(
  text: string,
  head: string,
  record: string,
  value: Readonly<Record<string, unknown>>,
): Event[] | undefined {
  const sections = value['events'];
  if (!isMap(sections)) return undefined;
  const lines = new Lines(text, JSON.stringify(value));
  if (!lines.have(head)) return undefined;
  const events: Event[] = [];
  let comma = '';
  for (const [name, entries] of Object.entries(sections)) {
    if (!Array.isArray(entries) || !lines.have(`${comma}${JSON.stringify(name)}:[`)) return undefined;
    if (!isSection(lines, record, name, entries) || !lines.have(']')) return undefined;
    for (const event of entries) events.push(event);
    comma = ',';
  }
  if (!lines.have('}}') || !lines.haveEnded()) return undefined;
  const [names, wanted] = [Object.keys(sections), namedIn(events)];
  if (names.length !== wanted.length || names.some((name, at) => name !== wanted[at])) return undefined;
  return events.sort(byOrder);
}

/** Whether the next lines are these entries, each a sound event of that person, in their order. */
function isSection(lines: Lines, record: string, name: string, entries: readonly unknown[]): boolean {
  let before: Event | undefined;
  for (const entry of entries) {
    if (faultOf(entry) !== undefined) return false;
    const event = entry as Event;
    if (event.by !== name || event.kind === 'redacted' || (before && byOrder(before, event) >= 0))
      return false;
    if (!areInOrder(event) || (event.kind === 'started' && startMisfit(record, event))) return false;
    const tail = lines.afterId(before ? ',{"id":"' : '{"id":"', event.id);
    if (tail === undefined || idOfTail(record, tail) !== event.id) return false;
    before = event;
  }
  return true;
}

/** Whether the keys of an event stand in the order in which they are written. */
function areInOrder(event: object): boolean {
  let at = 0;
  let last = '';
  for (const key in event) {
    if (at < first.length) {
      if (key !== first[at]) return false;
      at += 1;
    } else {
      if (key <= last) return false;
      last = key;
      const value: unknown = event[key as keyof typeof event];
      if (typeof value === 'object' && !isSorted(value)) return false;
    }
  }
  return at === first.length;
}

const first = ['id', ...envelopeKeys];

/** Whether every object in a value has its keys sorted. */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  const keys = Object.keys(value);
  return (
    keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key) && Object.values(value).every(isSorted)
  );
}

/** A text, line by line. A line counts only if it says no more than is read of it: no key twice, and no spaces. */
class Lines {
  readonly #text: string;
  readonly #read: string;
  #at = 0;
  /** How many lines were passed over: the other text has no line ends. */
  #count = 0;

  /** @param read the same as JSON writes it */
  constructor(text: string, read: string) {
    this.#text = text;
    this.#read = read;
  }

  /** Whether the next line is this one; it is passed over. */
  have(wanted: string): boolean {
    return this.#next() === wanted;
  }

  /** What follows the id in the next line, which is passed over; undefined where that begins otherwise. */
  afterId(beginning: string, id: string): string | undefined {
    const line = this.#next();
    const end = beginning.length + id.length;
    return line?.startsWith(beginning) && line.startsWith(id, beginning.length) && line[end] === '"'
      ? line.slice(end + 1)
      : undefined;
  }

  haveEnded(): boolean {
    return this.#at === this.#text.length && this.#at - this.#count === this.#read.length;
  }

  #next(): string | undefined {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end);
    const at = this.#at - this.#count;
    // Comparing at once takes a fifth of what `startsWith` takes of so long a line.
    if (end < 0 || this.#read.slice(at, at + line.length) !== line) return undefined;
    this.#at = end + 1;
    this.#count += 1;
    return line;
  }
}
