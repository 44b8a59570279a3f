/** A hire's record as a value: its text form, read tolerantly, and its merge. */
import { sha256 } from '../digest.ts';
import { type Event, type EventOf, faultOf, type UnknownEvent } from './event.ts';

export const recordFormat = 1;

export interface HireRecord {
  readonly format: number;
  readonly hire: string;
  /** In the order (`at`, `id`). */
  readonly events: readonly (Event | UnknownEvent)[];
  /** What stands among the events and is none: kept as it is, left out of everything. */
  readonly damaged: readonly Damage[];
  /** A tombstone: the hire was erased, and stays so whatever is merged. */
  readonly forgotten: boolean;
  /** Its text held a conflict of a git merge; this is the union of both sides. */
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
  /** @param conflicted a git merge left a conflict in it, so that there is something of both sides to unite */
  constructor(
    message: string,
    readonly conflicted = false,
  ) {
    super(message);
  }
}

/**
 * Reads a record's text. Single damaged events are set aside; the rest goes on. What a git merge left in conflict is
 * merged.
 * @param verified whether every event of this very text was held against its id before
 * @throws RecordError where the text is no record at all
 */
export function parseRecord(text: string, verified = false): HireRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const merged = mergeConflict(text);
    if (merged) return merged;
    throw new RecordError(text.trim() === '' ? 'it is empty' : 'it is cut off or no JSON');
  }
  return recordFrom(value, verified);
}

/**
 * Reads a record that is parsed already; single damaged events are set aside.
 * @throws RecordError where the value is no record at all
 */
export function recordFrom(value: unknown, verified = false): HireRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RecordError('it is no record');
  const { format, hire, events, forgotten } = value as Record<string, unknown>;
  if (typeof format !== 'number' || typeof hire !== 'string') throw new RecordError('it is no record');
  if (forgotten === true) return { format, hire, events: [], damaged: [], forgotten: true };
  if (!Array.isArray(events)) throw new RecordError('it has no list of events');

  const sound = new Map<string, Event | UnknownEvent>();
  const damaged = new Map<string, Damage>();
  for (const entry of events) {
    const fault =
      faultOf(entry) ??
      (verified || eventId(hire, entry) === entry.id ? undefined : 'its content does not fit its id');
    if (fault === undefined) sound.set(entry.id, entry);
    else damaged.set(JSON.stringify(entry), { value: entry, fault });
  }
  return {
    format,
    hire,
    events: [...sound.values()].sort(byOrder),
    damaged: [...damaged.values()],
    forgotten: false,
  };
}

/** Behind each mark of a git conflict: in which of the two sides a line stands; what both had before stands in none. */
const sidesBehind: Readonly<Record<string, readonly number[]>> = { '<': [0], '|': [], '=': [1], '>': [0, 1] };

/**
 * The union of the two sides of a text in which a git merge left conflicts, in whichever of its styles.
 * @returns undefined where the text has no mark of a conflict
 * @throws RecordError where the marks are not whole, or the sides are not two states of one record
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
 * The only `started` in a record's text, if it is sound; no other event is verified.
 * @returns undefined where a full reading has to tell: no record of this hire, a forgotten one, one that was archived at
 * some time, none or several starts
 * @throws SyntaxError where the text is no JSON
 */
export function startIn(text: string, hire: string): EventOf<'started'> | undefined {
  const record = JSON.parse(text) as Partial<Record<string, unknown>> | null;
  if (record?.['hire'] !== hire || record['forgotten'] === true || !isFormat(record['format']))
    return undefined;
  const { events } = record;
  if (!Array.isArray(events) || events.some((event) => event?.kind === 'archived')) return undefined;
  const [start, ...others] = events.filter((event) => event?.kind === 'started');
  const sound = others.length === 0 && faultOf(start) === undefined && eventId(hire, start) === start.id;
  return sound ? start : undefined;
}

/** What the hire is called in a text that is no record of theirs any more but still holds the event of the start. */
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

/** The canonical text: the same record has the same bytes, one event a line. */
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
 * The union of two states of one record: commutative, associative, idempotent.
 * @throws TypeError if they are not of the same hire
 */
export function mergeRecords(a: HireRecord, b: HireRecord): HireRecord {
  if (a.hire !== b.hire) throw new TypeError('mergeRecords: two different hires');
  const format = Math.max(a.format, b.format);
  if (a.forgotten || b.forgotten) return { format, hire: a.hire, events: [], damaged: [], forgotten: true };
  const events = new Map([...a.events, ...b.events].map((event) => [event.id, event]));
  const damaged = new Map(
    [...a.damaged, ...b.damaged].map((damage) => [JSON.stringify(damage.value), damage]),
  );
  return {
    format,
    hire: a.hire,
    events: [...events.values()].sort(byOrder),
    damaged: [...damaged.values()],
    forgotten: false,
  };
}

/** SHA-256 over the event's sorted-key JSON (without its id) together with the record's id, as base64url. */
export function eventId(hire: string, event: object): string {
  const { id: _, ...content } = event as { id?: unknown };
  return sha256(sortedJson({ hire, event: content }), 'base64url');
}

export function byOrder(a: { at: string; id: string }, b: { at: string; id: string }): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The envelope first, then the fields by name, at every depth: the same id means the same bytes. */
function formatEvent(event: Event | UnknownEvent): string {
  const { id, at, on, by, batch, kind, ...rest } = event;
  return JSON.stringify({ id, at, on, by, batch, kind, ...JSON.parse(sortedJson(rest)) });
}

/** JSON with the keys of every object in order, however deep: the one text of a value. */
function sortedJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sortedJson).join()}]`;
  const map = value as Record<string, unknown>;
  const keys = Object.keys(map).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${sortedJson(map[key])}`).join()}}`;
}
