/** A hire's record as a value: it is read from a text that may be damaged, written as a text, and merged with another. */
import {
  byOrder,
  type Event,
  type EventOf,
  eventId,
  faultOf,
  formatEvent,
  isMap,
  type UnknownEvent,
} from './event.ts';

export const recordFormat = 1;

export interface HireRecord {
  readonly format: number;
  readonly hire: string;
  /** Sorted by `at`, then by `id`; a salvaged record has them in the order of its text until it is merged. */
  readonly events: readonly (Event | UnknownEvent)[];
  /** Entries of the list of events that can't be trusted: they stay in the file unchanged, and nothing else uses them. */
  readonly damaged: readonly Damage[];
  /** The hire was erased; merged with any other state of the record, the result is erased too. */
  readonly forgotten: boolean;
  /** Set if the text held a conflict of a git merge; the record is the union of both sides. */
  readonly conflicted?: true;
}

export interface Damage {
  readonly value: unknown;
  readonly fault: string;
}

/** A record without events. */
export function emptyRecord(hire: string): HireRecord {
  return { format: recordFormat, hire, events: [], damaged: [], forgotten: false };
}

/** Thrown by {@link parseRecord}; `message` says what is wrong with the file as a whole. */
export class RecordError extends Error {
  /** @param conflicted whether a git merge left a conflict in the file */
  constructor(
    message: string,
    readonly conflicted = false,
  ) {
    super(message);
  }
}

/**
 * Reads a record from its text. Damaged events go into `damaged`. The two sides of a git conflict are merged.
 * @param verified whether this version has found no fault in exactly this text before
 * @throws RecordError where the text is not a record
 */
export function parseRecord(text: string, verified = false): HireRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const merged = mergeConflict(text);
    if (merged) return merged;
    throw new RecordError(text.trim() === '' ? 'it is empty' : 'it is cut off or is not JSON');
  }
  return recordFrom(value, verified);
}

/**
 * Reads a record from parsed JSON; damaged events go into `damaged`.
 * @throws RecordError where the value is not a record
 */
export function recordFrom(value: unknown, verified = false): HireRecord {
  if (!isMap(value)) throw new RecordError('it is not a record');
  const { format, hire, events, forgotten } = value;
  if (typeof format !== 'number' || typeof hire !== 'string') throw new RecordError('it is not a record');
  if (forgotten === true) return { ...emptyRecord(hire), format, forgotten: true };
  if (!Array.isArray(events)) throw new RecordError('it has no list of events');

  const sound = new Map<string, Event | UnknownEvent>();
  const damaged = new Map<string, Damage>();
  for (const entry of events) {
    const fault = verified
      ? undefined
      : (faultOf(entry) ??
        (eventId(hire, entry) === entry.id ? undefined : 'its content does not fit its id'));
    if (fault === undefined) sound.set(entry.id, entry);
    else damaged.set(JSON.stringify(entry), { value: entry, fault });
  }
  return {
    ...emptyRecord(hire),
    format,
    events: [...sound.values()].sort(byOrder),
    damaged: [...damaged.values()],
  };
}

/**
 * Mark of a git conflict → the sides to which the lines after the mark belong: 0 is ours, 1 is theirs. The lines after `|`
 * are the common ancestor, which belongs to neither side.
 */
const sidesBehind: Readonly<Record<string, readonly number[]>> = { '<': [0], '|': [], '=': [1], '>': [0, 1] };

/**
 * The union of the two sides of a text in which a git merge left conflicts, in git's conflict style `merge` or `diff3`.
 * @returns undefined where the text has no mark of a conflict
 * @throws RecordError where a mark is missing, a side is not a record, or the sides are of different hires
 */
function mergeConflict(text: string): HireRecord | undefined {
  const sides: readonly string[][] = [[], []];
  let [marks, within]: [string, readonly number[]] = ['', [0, 1]];
  for (const line of text.split('\n')) {
    const mark = /^([<|=>])\1{6}(?!\1)/.exec(line)?.[1];
    if (mark === undefined) for (const side of within) sides[side]?.push(line);
    else [marks, within] = [marks + mark, sidesBehind[mark] ?? []];
  }
  if (marks === '') return undefined;
  try {
    const [ours, theirs] = sides.map((lines) => parseRecord(lines.join('\n')));
    if (/^(<\|?=>)+$/.test(marks) && ours && ours.hire === theirs?.hire)
      return { ...mergeRecords(ours, theirs), conflicted: true };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
  }
  throw new RecordError('a git merge left a conflict in it, and its sides are not both sound', true);
}

/**
 * The `started` event in a record's text. To be quick, this function verifies no other event.
 * @returns undefined where the caller has to read the record in full: the text is not a record of this hire, the hire is
 *   forgotten, or was archived or renamed at some time, or the text does not hold exactly one `started` event that is sound
 * @throws SyntaxError where the text is not JSON
 */
export function startIn(text: string, hire: string): EventOf<'started'> | undefined {
  const record = JSON.parse(text) as Partial<Record<string, unknown>> | null;
  if (record?.['hire'] !== hire || record['forgotten'] === true || !isFormat(record['format']))
    return undefined;
  const { events } = record;
  if (!Array.isArray(events) || events.some((event) => event?.kind === 'archived')) return undefined;
  if (events.some((event) => event?.kind === 'changed' && event.name !== undefined)) return undefined;
  const [start, ...others] = events.filter((event) => event?.kind === 'started');
  const sound = others.length === 0 && faultOf(start) === undefined && eventId(hire, start) === start.id;
  return sound ? start : undefined;
}

/** The hire's name in a text that can't be read as a record any more; undefined unless it still holds the `started` event. */
export function nameIn(text: string, hire: string): string | undefined {
  const whose = /"hire"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? hire;
  if (whose !== hire) return undefined;
  const started = /\{[^{}]*"kind"\s*:\s*"started"[^{}]*/.exec(text)?.[0] ?? '';
  const name = /"name"\s*:\s*("(?:[^"\\\n]|\\.)*")/.exec(started)?.[1];
  try {
    return name && (JSON.parse(name).trim() || undefined);
  } catch {
    return undefined;
  }
}

function isFormat(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1;
}

/** The text of a record, one event a line: the same record always has the same bytes. */
export function formatRecord(record: HireRecord): string {
  const head = `"format":${record.format},"hire":${JSON.stringify(record.hire)}`;
  if (record.forgotten) return `{${head},"forgotten":true}\n`;
  const lines = [
    ...[...record.events].sort(byOrder).map(formatEvent),
    ...record.damaged.map(({ value }) => JSON.stringify(value)).sort(),
  ];
  return `{${head},"events":[\n${lines.join(',\n')}\n]}\n`;
}

/**
 * The union of two states of one record. The union is commutative, associative and idempotent, so every machine gets the
 * same record in whatever order it merges.
 * @throws TypeError where the two are not of the same hire
 */
export function mergeRecords(a: HireRecord, b: HireRecord): HireRecord {
  if (a.hire !== b.hire) throw new TypeError('mergeRecords: two different hires');
  const format = Math.max(a.format, b.format);
  if (a.forgotten || b.forgotten) return { ...emptyRecord(a.hire), format, forgotten: true };
  const events = new Map([...a.events, ...b.events].map((event) => [event.id, event]));
  const damaged = new Map(
    [...a.damaged, ...b.damaged].map((damage) => [JSON.stringify(damage.value), damage]),
  );
  return {
    ...emptyRecord(a.hire),
    format,
    events: [...events.values()].sort(byOrder),
    damaged: [...damaged.values()],
  };
}

/** The events that an earlier state of the record lacks, in their order. @param earlier undefined: there was no record */
export function newEvents(record: HireRecord, earlier: HireRecord | undefined): HireRecord['events'] {
  const known = new Set(earlier?.events.map(({ id }) => id));
  return record.events.filter(({ id }) => !known.has(id));
}

/**
 * Reads the events that can still be trusted from a text that can't be read as a record: each line that holds an event that
 * fits its id. The text may be cut off, hold the marks of a git conflict, or have damaged lines.
 */
export function salvage(text: string, hire: string): HireRecord {
  const events = new Map<string, Event | UnknownEvent>();
  for (const line of text.split('\n')) {
    const event = eventIn(line, hire);
    if (event) events.set(event.id, event);
  }
  return { ...emptyRecord(hire), events: [...events.values()] };
}

/** The record without the damaged events that don't fit their id; those that fit it stay, since a newer version wrote them. */
export function trusted(record: HireRecord): HireRecord {
  return { ...record, damaged: record.damaged.filter((damage) => isIntact(damage, record.hire)) };
}

/** Whether the content of the event fits its id; if so, it is not damaged, and a newer version wrote it. */
export function isIntact({ value }: Damage, hire: string): boolean {
  return isMap(value) && eventId(hire, value) === value['id'];
}

function eventIn(line: string, hire: string): Event | UnknownEvent | undefined {
  try {
    const value: unknown = JSON.parse(line.trim().replace(/,$/, ''));
    const damage = { value, fault: '' };
    return faultOf(value) === undefined && isIntact(damage, hire) ? (value as Event) : undefined;
  } catch {
    // The line is not JSON, or it is JSON that is nested too deeply to be hashed.
    return undefined;
  }
}
