/**
 * The text of a record that has not changed since it was written here: each event is verified by the hash of its own line, so that none
 * has to be written again for that. Any other text is left to `record.ts`.
 */
import {
  byOrder,
  type Event,
  envelopeKeys,
  fieldsOf,
  idOfTail,
  isDate,
  isInstant,
  isKnown,
  isMap,
  isText,
  type UnknownEvent,
} from './event.ts';
import type { Kind } from './kinds.ts';
import { startMisfit } from './record-id.ts';

const naming: ReadonlySet<string> = new Set(['started', 'changed', 'assigned'] satisfies Kind[]);

/** Everybody whom the events name, and the empty name, in the order of their code units: each has a section. */
export function namedIn(events: readonly (Event | UnknownEvent)[]): string[] {
  const names = new Set(['']);
  for (const event of events) {
    const { by, kind } = event;
    names.add(by);
    // Asking the table for each kind would take longer than all the rest.
    if (!naming.has(kind) || !isKnown(event)) continue;
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
): readonly Event[] | undefined {
  const sections = value['events'];
  if (!isMap(sections)) return undefined;
  const lines = new Lines(text);
  if (!lines.have(head)) return undefined;
  const found: (readonly Event[])[] = [];
  let comma = '';
  for (const [name, entries] of Object.entries(sections)) {
    if (!Array.isArray(entries) || !lines.have(`${comma}${JSON.stringify(name)}:[`)) return undefined;
    if (!isSection(lines, record, name, entries) || !lines.have(']')) return undefined;
    if (entries.length > 0) found.push(entries);
    comma = ',';
  }
  if (!lines.have('}}') || !lines.haveEnded()) return undefined;
  const events = united(found);
  const [names, wanted] = [Object.keys(sections), namedIn(events)];
  if (names.length !== wanted.length || names.some((name, at) => name !== wanted[at])) return undefined;
  return events;
}

/** Few sections are merged one after the other in less time than all are sorted; of many that would take the square of it. */
const fewSections = 4;

/** The events of all sections in one order, that of each of them. */
function united(sections: readonly (readonly Event[])[]): readonly Event[] {
  if (sections.length > fewSections) return sections.flat().sort(byOrder);
  const [first = [], ...others] = sections;
  return others.reduce(merged, first);
}

function merged(some: readonly Event[], others: readonly Event[]): readonly Event[] {
  const all: Event[] = [];
  let at = 0;
  for (const event of others) {
    for (let next = some[at]; next && byOrder(next, event) < 0; next = some[at]) {
      all.push(next);
      at += 1;
    }
    all.push(event);
  }
  for (; at < some.length; at += 1) all.push(some[at] as Event);
  return all;
}

/** Whether the next lines are these entries, each a sound event of that person, in their order. */
function isSection(lines: Lines, record: string, name: string, entries: readonly unknown[]): boolean {
  let before: Event | undefined;
  for (const event of entries) {
    const line = lines.next(before ? ',' : '');
    if (line === undefined || !isWritten(event, line)) return false;
    if (event.by !== name || event.kind === 'redacted' || (before && byOrder(before, event) >= 0))
      return false;
    if (event.kind === 'started' && startMisfit(record, event)) return false;
    if (idOfTail(record, line.slice(beginning.length + event.id.length + 1)) !== event.id) return false;
    before = event;
  }
  return true;
}

const beginning = '{"id":"';
const first = ['id', ...envelopeKeys];

/**
 * Whether a value is an event, as {@link faultOf} says, and a line is what is written of it. The line from which it was read may say more:
 * have a key twice, or spaces; or the same in another way.
 */
function isWritten(value: unknown, line: string): value is Event {
  if (!isMap(value) || !line.startsWith(beginning)) return false;
  const { all, needed } = fieldsOf(String(value['kind']));
  let at = 0;
  let there = 0;
  let last = '';
  // That of the brackets, without the comma that the first key lacks; no number where it isn't known.
  let length = 1;
  for (const key in value) {
    const each = value[key];
    if (at < first.length) {
      if (key !== first[at] || !(key === 'at' ? isInstant : key === 'on' ? isDate : isText)(each))
        return false;
      at += 1;
    } else {
      if (key <= last || !isSorted(each)) return false;
      last = key;
      const field = all.get(key);
      if (field ? !field.fits(each) : key === 'order' && !isInstant(each)) return false;
      if (field && !field.isOptional) there += 1;
    }
    length += key.length + shortest(each) + '"":,'.length;
  }
  if (at < first.length || there < needed) return false;
  // What is written twice, with spaces, or in another way than it reads makes a line longer.
  return line.length === length || line === JSON.stringify(value);
}

/** The length of the shortest JSON that reads as the value, where no other is as short; no number where that isn't known. */
function shortest(value: unknown): number {
  if (typeof value === 'string') return value.length + '""'.length;
  return typeof value === 'number' && value >= 0 && value <= 9 && Number.isInteger(value) ? 1 : Number.NaN;
}

/** Whether every object in a value has its keys sorted. */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  const keys = Object.keys(value);
  return (
    keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key) && Object.values(value).every(isSorted)
  );
}

/** A text, line by line. */
class Lines {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the next line is this one; it is passed over. */
  have(wanted: string): boolean {
    return this.next('') === wanted;
  }

  /** The next line, which is passed over, without what it begins with; undefined where it begins otherwise. */
  next(comma: '' | ','): string | undefined {
    const begin = this.#at + comma.length;
    const end = this.#text.indexOf('\n', begin);
    if (end < 0 || (comma !== '' && this.#text[this.#at] !== comma)) return undefined;
    this.#at = end + 1;
    return this.#text.slice(begin, end);
  }

  haveEnded(): boolean {
    return this.#at === this.#text.length;
  }
}
