/**
 * A hire's record as a value: it is read from a text that a tool or a person may have merged, changed or cut off, written as a
 * text, and united with another. docs/records.md describes the text.
 */
import { attempt } from '../errors.ts';
import {
  byOrder,
  type Event,
  type EventOf,
  eventId,
  faultOf,
  formatEvent,
  isEmpty,
  isInstant,
  isKnown,
  isMap,
  misfitting,
  noJson,
  type UnknownEvent,
} from './event.ts';
import { eventsInOrder, namedIn } from './in-order.ts';
import { startMisfit } from './record-id.ts';
import { laterTeam, type SharedTeam, teamFault, withTeamId } from './shared-team.ts';

export const recordFormat = 2;

export interface HireRecord {
  readonly format: number;
  /** The record's id, which also names its file. */
  readonly hire: string;
  /**
   * Sorted by `at`, then by `id`; a salvaged record has them in the order of its text until it is merged. An event whose texts
   * were taken out stands here without them, under its old id; its line is gone for good.
   */
  readonly events: readonly (Event | UnknownEvent)[];
  /** Entries that can't be trusted: they stay in this file until they are set aside, and no union takes them over. */
  readonly damaged: readonly Damage[];
  /** Who erased the hire, and when; merged with any other state of the record, the result is erased too. */
  readonly forgotten: Erasure | false;
  /** Set if the text was not JSON, or had a key twice, as after a merge by hand: every line was read by itself. */
  readonly uneven?: true;
  /** Where the run is kept elsewhere: the team there, as of the last share. Absent: it is kept here, with the team's settings. */
  readonly team?: SharedTeam;
  /** Set if these are only the lines that can be trusted of a text: then the absence of a team says nothing. */
  readonly partial?: true;
  /** The copies that a cloud folder has made of the file beside it: what is sound in them is in the record. */
  readonly copies?: readonly CopyOfRecord[];
}

/** A file beside a record that is named like it, as a cloud folder makes them. */
export interface CopyOfRecord {
  readonly name: string;
  /** Why nothing of it is read; absent if it is part of the record. */
  readonly fault?: string;
}

export interface Damage {
  readonly value: unknown;
  readonly fault: string;
}

/** An erasure, as a tombstone tells of it. */
export interface Erasure {
  /** Who erased the record, as declared. */
  readonly by: string;
  /** The instant of it, in UTC as ISO 8601. */
  readonly at: string;
}

/** A record without events. */
export function emptyRecord(hire: string): HireRecord {
  return { format: recordFormat, hire, events: [], damaged: [], forgotten: false };
}

/** Thrown by {@link parseRecord}; `message` says what is wrong with the file as a whole. */
export class RecordError extends Error {}

/**
 * Reads a record from its text. Where the text is not JSON, or has a key twice, every line of it is read by itself, whatever
 * stands between the lines: marks of a git conflict, commas, a second head. Damaged events go into `damaged`.
 * @param verified whether this version has found no fault in exactly this text before
 * @throws RecordError where the text is not a record, or is cut off
 */
export function parseRecord(text: string, verified = false): HireRecord {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const value = attempt((): unknown => JSON.parse(plain));
  if (value === undefined) return fromLines(plain);
  const sound = verified ? undefined : soundIn(plain, value);
  if (sound) return sound;
  const record = recordFrom(value, verified);
  if (verified || formatRecord(record) === plain) return record;
  // Of a key that comes twice, JSON keeps the last value alone.
  const ids = idsIn(plain);
  if (ids <= idsWithin(value)) return record;
  const whole = attempt(() => fromLines(plain));
  const lines = linesOf(plain);
  if (!whole || idsWithin([...entriesIn(lines), ...teamsIn(lines)]) < ids)
    throw new RecordError('it has a key twice, and its events are not on lines of their own');
  return whole;
}

/** The record of a text that was written here and has not changed since; undefined for any other, which takes longer to read. */
function soundIn(text: string, value: unknown): HireRecord | undefined {
  if (!isMap(value) || value['format'] !== recordFormat || typeof value['record'] !== 'string')
    return undefined;
  const hire = value['record'];
  const events = eventsInOrder(text, `${headOf(recordFormat, hire)},"events":{`, hire, value);
  return events && { ...emptyRecord(hire), events };
}

function headOf(format: number, hire: string): string {
  return `{"format":${format},"record":${JSON.stringify(hire)}`;
}

/** How many times the key `id` stands in a text, apart from text in quotes. */
function idsIn(text: string): number {
  return text.match(/(?<!\\)"id"\s*:/g)?.length ?? 0;
}

function idsWithin(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = !Array.isArray(value) && Object.hasOwn(value, 'id') ? 1 : 0;
  return Object.values(value).reduce<number>((sum, each) => sum + idsWithin(each), own);
}

const noRecord = 'it is not a record';

/**
 * Reads a record from parsed JSON; damaged events go into `damaged`.
 * @throws RecordError where the value is not a record
 */
export function recordFrom(value: unknown, verified = false): HireRecord {
  if (!isMap(value)) throw new RecordError(noRecord);
  const { format, record: hire, events, forgotten } = value;
  if (format === 1) throw new RecordError(formerFormat);
  if (typeof format !== 'number' || typeof hire !== 'string') throw new RecordError(noRecord);
  // A key with a slip in it may be the team, without which the run would seem to be kept here.
  const strange = Object.keys(value).find((key) => !topKeys.includes(key));
  if (strange !== undefined && format <= recordFormat)
    throw new RecordError(`it has an unknown key, "${strange.slice(0, 40)}"`);
  // A text that has both a tombstone and events comes from a merge; the tombstone absorbs the events.
  if (forgotten !== undefined) return { ...emptyRecord(hire), format, forgotten: erasureIn(forgotten) };
  if (!isMap(events) || !Object.values(events).every(Array.isArray))
    throw new RecordError('it has no sections of events');
  const record = { ...ofItsRun(collected(hire, Object.values(events).flat(), verified)), format };
  return value['team'] === undefined ? record : { ...record, team: teamIn(hire, value['team'], verified) };
}

/** @throws RecordError where the team can't be trusted: the dates of the run rest on it */
function teamIn(hire: string, value: unknown, verified = false): SharedTeam {
  const fault = teamFault(hire, value, verified);
  if (fault === undefined) return value as SharedTeam;
  throw new RecordError(`the team in it can't be trusted: ${fault}`);
}

const topKeys = ['format', 'record', 'team', 'events', 'forgotten'];

const formerFormat =
  'it is of format 1, which no released version has written: keep the file, and begin the run anew';

function erasureIn(value: unknown): Erasure {
  if (isMap(value) && typeof value['by'] === 'string' && isInstant(value['at']))
    return { by: value['by'], at: value['at'] };
  throw new RecordError('it doesn’t say who erased it, and when');
}

/** Tells sound entries from damaged ones. @param verified whether all of them are known to be sound */
function collected(hire: string, entries: readonly unknown[], verified = false): HireRecord {
  const sound = new Map<string, Event | UnknownEvent>();
  const damaged = new Map<string, Damage>();
  for (const entry of entries) {
    const fault = verified ? undefined : (faultOf(entry) ?? misfit(hire, entry as Event | UnknownEvent));
    if (fault === undefined) sound.set((entry as Event).id, entry as Event);
    else damaged.set(JSON.stringify(entry), { value: entry, fault });
  }
  return {
    ...emptyRecord(hire),
    events: withoutTakenOut([...sound.values()]).sort(byOrder),
    damaged: withoutTwins([...damaged.values()], sound),
  };
}

function misfit(hire: string, event: Event | UnknownEvent): string | undefined {
  if (eventId(hire, event) !== event.id) return misfitting;
  return isKnown(event) && event.kind === 'started' ? startMisfit(hire, event) : undefined;
}

/** Why a damaged entry, which nobody has changed, is none of this record: it begins another run; undefined for any other entry. */
function otherStart(hire: string, { value }: Damage): string | undefined {
  if (faultOf(value) !== undefined || !isIntactIn(hire, value)) return undefined;
  return misfit(hire, value as Event | UnknownEvent);
}

/** What the damaged entries of a record without a sound start begin instead; undefined for any other record. */
function otherRun({ hire, events, damaged }: HireRecord): string | undefined {
  if (damaged.length === 0 || events.some(({ kind }) => kind === 'started')) return undefined;
  return damaged.map((damage) => otherStart(hire, damage)).find((why) => why !== undefined);
}

/** The record. @throws RecordError where its start, as it stands, is that of another run of a checklist */
function ofItsRun(record: HireRecord): HireRecord {
  const why = otherRun(record);
  if (why === undefined) return record;
  throw new RecordError(`it is not the record ${record.hire}: ${why}`);
}

/** The damaged entries whose sound twin, the event that their id names, isn't there. */
function withoutTwins(damaged: readonly Damage[], sound: ReadonlyMap<string, unknown>): readonly Damage[] {
  return damaged.filter(({ value }) => !sound.has(idClaimedBy(value)));
}

/** The id that a damaged entry, or what is left of its line, claims to have; empty where it claims none. */
function idClaimedBy(value: unknown): string {
  if (isMap(value)) return String(value['id']);
  return (typeof value === 'string' && /"id"\s*:\s*"([\w-]+)"/.exec(value)?.[1]) || '';
}

/** The events, with each one whose texts were taken out replaced by what a `redacted` event keeps of it. */
export function withoutTakenOut(events: readonly (Event | UnknownEvent)[]): (Event | UnknownEvent)[] {
  if (!events.some(isRedaction)) return [...events];
  const kept = takenOut(events);
  return [...withoutPast(events).filter(({ id }) => !kept.has(id)), ...kept.values()];
}

/** Id of an event whose texts were taken out → the event without them. */
function takenOut(events: readonly (Event | UnknownEvent)[]): ReadonlyMap<string, Event | UnknownEvent> {
  return new Map(redactionsIn(events).map(({ of, event }) => [of, event as unknown as Event]));
}

/** The `redacted` events that take something out, at most one of each event. None takes another one out. */
function redactionsIn(events: readonly (Event | UnknownEvent)[]): EventOf<'redacted'>[] {
  if (!events.some(isRedaction)) return [];
  const redactions = withoutPast(events).filter(isRedaction);
  // Nobody has typed the start as a text, and with it goes who the run is of.
  const starts = events.filter(({ kind }) => kind === 'started');
  const kept = new Set([...redactions, ...starts].map(({ id }) => id));
  return redactions.filter((redaction) => isUsable(redaction) && !kept.has(redaction.of));
}

/**
 * The events without the `redacted` ones that a later one of the same event replaces: what a stranger has written into one of them
 * can be taken out too. Which of them go depends on these alone, so that a union is the same in whatever order.
 */
function withoutPast(events: readonly (Event | UnknownEvent)[]): readonly (Event | UnknownEvent)[] {
  const usable = events.filter(isRedaction).filter(isUsable).sort(byOrder);
  const last = new Map(usable.map((redaction) => [redaction.of, redaction]));
  return last.size === 0
    ? events
    : events.filter((event) => !isRedaction(event) || (last.get(event.of) ?? event) === event);
}

/** The events that have a line of their own in the record's text. */
function withLines(events: readonly (Event | UnknownEvent)[]): readonly (Event | UnknownEvent)[] {
  const gone = takenOut(events);
  return gone.size === 0 ? events : events.filter(({ id }) => !gone.has(id));
}

/** The `redacted` events that take something out of a record. */
export function redactionsOf({ events }: HireRecord): EventOf<'redacted'>[] {
  return redactionsIn(events);
}

/** Whether a record has redactions that an earlier text of it lacks. */
export function hasNewRedactions(record: HireRecord, before: string): boolean {
  return redactionsOf(record).some(({ id }) => !before.includes(`{"id":${JSON.stringify(id)}`));
}

function isRedaction(event: Event | UnknownEvent): event is EventOf<'redacted'> {
  return event.kind === 'redacted';
}

function isUsable({ of, event }: EventOf<'redacted'>): boolean {
  return (
    event['id'] === of &&
    faultOf(event) === undefined &&
    event['kind'] !== 'redacted' &&
    event['kind'] !== 'started'
  );
}

/** What a line of a record's text is, without the comma before or after it. */
const lineKinds = {
  head: /^\{"format":(\d+),"record":"(\w+)"/,
  event: /^\{"id":/,
  /** The head of a record that is kept here: what follows it is no team. */
  home: /^\{"format":\d+,"record":"\w+","events":/,
  team: /^"team":(?=\{)/,
  /** A section's head, the end of a section or of the record, or a mark of a git conflict, whatever its length and label. */
  structure: /^(?:"(?:[^"\\]|\\.)*":\[|"events":\{|\]|\]?\}\}|([<|=>])\1+(?: .*)?)$/,
} as const;

/** The lines of a text without the spaces and commas around them. */
function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim().replace(/^,|,$/g, ''));
}

/** What stands in the lines besides heads, structure, marks and pieces of a broken layout: events, and what is left of some. */
function entriesIn(lines: readonly string[]): unknown[] {
  return lines
    .filter(
      (line) =>
        line !== '' && ![lineKinds.head, lineKinds.team, lineKinds.structure].some((kind) => kind.test(line)),
    )
    .map((line): unknown => attempt(() => JSON.parse(line)) ?? line)
    .filter((entry) => typeof entry !== 'string' || /^\{.|"id"/.test(entry));
}

/** What stands in the lines for the team, sound or not. */
function teamsIn(lines: readonly string[]): unknown[] {
  return lines
    .filter((line) => lineKinds.team.test(line))
    .map((line): unknown => attempt(() => JSON.parse(line.replace(lineKinds.team, ''))));
}

/** The last of the teams in the lines that can be trusted; undefined where there is none. */
function lastTeamIn(lines: readonly string[], hire: string): SharedTeam | undefined {
  const sound = teamsIn(lines).flatMap((value) => attempt(() => teamIn(hire, value)) ?? []);
  return sound.length > 0 ? sound.reduce(laterTeam) : undefined;
}

/** @throws RecordError where the lines are not those of one record, or the last of them are missing */
function fromLines(text: string): HireRecord {
  const lines = linesOf(text);
  const heads = lines.flatMap((line) => lineKinds.head.exec(line) ?? []);
  const tombstone = lines.find((line) => lineKinds.head.test(line) && line.includes('"forgotten":'));
  if (tombstone) return recordFrom(attempt(() => JSON.parse(tombstone)) ?? {});
  const hires = new Set(lines.flatMap((line) => lineKinds.head.exec(line)?.[2] ?? []));
  const [hire] = hires;
  if (text.trim() === '') throw new RecordError(isEmpty);
  if (/^\{"format":1,/.test(text)) throw new RecordError(formerFormat);
  if (hire === undefined || heads.length === 0) throw new RecordError(noJson);
  if (hires.size > 1) throw new RecordError(`it holds several records: ${[...hires].join(', ')}`);
  if (!lines.some((line) => /^\]?\}\}$/.test(line))) throw new RecordError('it is cut off');
  const formats = lines.flatMap((line) => lineKinds.head.exec(line)?.[1] ?? []).map(Number);
  const record = {
    ...ofItsRun(collected(hire, entriesIn(lines))),
    format: Math.max(...formats),
    uneven: true,
  } as const;
  // Where one side of a merge by hand is of the workspace that keeps the run, that workspace's settings count.
  if (lines.some((line) => lineKinds.home.test(line))) return record;
  const team = lastTeamIn(lines, hire);
  if (team) return { ...record, team };
  throw new RecordError("the team in it can't be trusted");
}

/**
 * The `started` event in a record's text. To be quick, this function verifies no other event.
 * @returns undefined where the caller has to read the record in full: the text is not a record of this hire, the hire is
 *   forgotten, or was archived or renamed at some time, or the text does not hold exactly one `started` event that is sound
 * @throws SyntaxError where the text is not JSON
 */
export function startIn(text: string, hire: string): EventOf<'started'> | undefined {
  const record = JSON.parse(text) as Partial<Record<string, unknown>> | null;
  if (record?.['record'] !== hire || record['forgotten'] !== undefined || record['format'] !== recordFormat)
    return undefined;
  const { events } = record;
  if (!isMap(events)) return undefined;
  const all = Object.values(events).flat() as (Event | undefined)[];
  const isNamedAnew = (event: Event | undefined) =>
    event?.kind === 'archived' || (event?.kind === 'changed' && event.name !== undefined);
  if (all.some(isNamedAnew)) return undefined;
  const [start, ...others] = all.filter((event): event is EventOf<'started'> => event?.kind === 'started');
  const sound =
    others.length === 0 && faultOf(start) === undefined && start && misfit(hire, start) === undefined;
  return sound ? start : undefined;
}

/** The hire's name in a text that can't be read as a record any more; undefined unless it still holds the `started` event. */
export function nameIn(text: string, hire: string): string | undefined {
  const whose = /"record"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? hire;
  if (whose !== hire) return undefined;
  const started = /\{[^{}]*"kind"\s*:\s*"started"[^{}]*/.exec(text)?.[0] ?? '';
  const name = /"name"\s*:\s*("(?:[^"\\\n]|\\.)*")/.exec(started)?.[1];
  return name && attempt(() => (JSON.parse(name) as string).trim() || undefined);
}

/**
 * The text of a record, one event a line: the same record always has the same bytes. Each person whom the events name has a
 * section, so that two people's events are no conflict for whatever merges texts; the section without a name holds what is
 * damaged.
 */
export function formatRecord(record: HireRecord): string {
  const { format, hire, forgotten, events, damaged, team } = record;
  const head = headOf(format, hire);
  if (forgotten) return `${head},"forgotten":${JSON.stringify({ by: forgotten.by, at: forgotten.at })}}\n`;
  const sections = new Map<string, string[]>(namedIn(events).map((name) => [name, []]));
  for (const event of [...withLines(events)].sort(byOrder)) sections.get(event.by)?.push(formatEvent(event));
  sections.get('')?.push(...damaged.map(({ value }) => JSON.stringify(value)).sort());
  const texts = [...sections].map(([name, lines]) => {
    const rows = lines.map((line, at) => `${at === 0 ? '' : ','}${line}\n`).join('');
    return `${JSON.stringify(name)}:[\n${rows}]\n`;
  });
  // A line of its own, so that a merge of texts keeps the team of either side.
  const elsewhere = team ? `\n,"team":${formatEvent(team as unknown as UnknownEvent)}\n` : '';
  return `${head}${elsewhere},"events":{\n${texts.join(',')}}}\n`;
}

/**
 * The union of two states of one record. The union is commutative, associative and idempotent, so every machine gets the
 * same record in whatever order it merges. What is damaged is in no union, unless a newer version wrote it.
 * @throws TypeError where the two are not of the same hire
 */
export function mergeRecords(a: HireRecord, b: HireRecord): HireRecord {
  if (a.hire !== b.hire) throw new TypeError('mergeRecords: two different hires');
  const format = Math.max(a.format, b.format);
  const forgotten = firstOf(a.forgotten, b.forgotten);
  if (forgotten) return { ...emptyRecord(a.hire), format, forgotten };
  const lines = [...withLines(a.events), ...withLines(b.events)];
  const events = new Map(lines.map((event) => [event.id, event]));
  const damaged = new Map(
    [...trusted(a).damaged, ...trusted(b).damaged].map((damage) => [JSON.stringify(damage.value), damage]),
  );
  return {
    ...emptyRecord(a.hire),
    format,
    events: withoutTakenOut([...events.values()]).sort(byOrder),
    damaged: [...damaged.values()],
    ...placeOf(a, b),
  };
}

/**
 * Where the union of two states is kept: here, if one of them is known to be, since then the settings here count; else
 * elsewhere, with the later team. That is the greatest of an order, so it doesn't depend on who merges what first.
 */
function placeOf(a: HireRecord, b: HireRecord): Pick<HireRecord, 'team' | 'partial'> {
  const known = [a, b].filter(({ team, partial, events }) => team || !(partial || events.length === 0));
  const [team, other] = known.map((each) => each.team);
  if (known.length === 0) return a.partial || b.partial ? { partial: true } : {};
  if (!team || (known.length === 2 && !other)) return {};
  return { team: other ? laterTeam(team, other) : team };
}

/** The earlier one of two erasures. */
function firstOf(a: Erasure | false, b: Erasure | false): Erasure | false {
  if (!a || !b) return a || b;
  return a.at < b.at || (a.at === b.at && a.by <= b.by) ? a : b;
}

/** A union, with what stays damaged of the record on this machine. */
export function keepingDamage(union: HireRecord, { damaged }: HireRecord): HireRecord {
  if (union.forgotten || damaged.length === 0) return union;
  const all = new Map([...union.damaged, ...damaged].map((damage) => [JSON.stringify(damage.value), damage]));
  const sound = new Map(union.events.map((event) => [event.id, event]));
  return { ...union, damaged: withoutTwins([...all.values()], sound) };
}

/** The events that an earlier state of the record lacks, in their order. @param earlier undefined: there was no record */
export function newEvents(record: HireRecord, earlier: HireRecord | undefined): HireRecord['events'] {
  const known = new Set(earlier?.events.map(({ id }) => id));
  return record.events.filter(({ id }) => !known.has(id));
}

/** Whether all of the file can be trusted, and nothing lies beside it. */
export function isSound({ damaged, uneven, copies }: HireRecord): boolean {
  return damaged.length === 0 && !uneven && copies === undefined;
}

/**
 * The record under another id, with every event named anew: what somebody has erased can't come back under its own id.
 * @param number which run of its checklist it is then; the id of such a run says it
 */
export function underId(hire: string, record: HireRecord, number?: number): HireRecord {
  const renamed = new Map<string, string>();
  const named = (id: string) => renamed.get(id) ?? id;
  const events = record.events.flatMap((event) => {
    if (event.kind === 'redacted') return [];
    const fields = Object.entries(event).map(([key, value]): [string, unknown] => {
      if (key === 'of' && typeof value === 'string') return [key, named(value)];
      const isList = (key === 'events' || key === 'settled') && Array.isArray(value);
      return [key, isList ? value.map(named) : value];
    });
    if (number !== undefined && event.kind === 'started') fields.push(['number', number]);
    const { id, ...content } = Object.fromEntries(fields) as unknown as UnknownEvent;
    renamed.set(id, eventId(hire, content));
    return [{ ...content, id: named(id) }];
  });
  const { team } = record;
  return {
    ...emptyRecord(hire),
    events: events.sort(byOrder),
    ...(team ? { team: withTeamId(hire, team) } : {}),
  };
}

/**
 * Reads the events that can still be trusted from a text that can't be read as a record: each line that holds an event that
 * fits its id. The text may be cut off, hold the marks of a git conflict, or have damaged lines.
 */
export function salvage(text: string, hire: string): HireRecord {
  const entries = text.split('\n').flatMap((line): unknown[] => {
    const value: unknown = attempt(() => JSON.parse(line.trim().replace(/^,|,$/g, '')));
    return isMap(value) && Object.hasOwn(value, 'id') ? [value] : [];
  });
  const team = lastTeamIn(linesOf(text), hire);
  const record = collected(hire, entries);
  // Of the record of another run nothing is trusted.
  const left = otherRun(record) === undefined ? record : emptyRecord(hire);
  return { ...left, damaged: [], ...(team ? { team } : { partial: true }) };
}

/** The record without the damaged events that don't fit their id; those that fit it stay, since a newer version wrote them. */
export function trusted(record: HireRecord): HireRecord {
  return { ...record, damaged: record.damaged.filter((damage) => isIntact(damage, record.hire)) };
}

/** Whether the content of the event fits its id; if so, it is not damaged, and a newer version wrote it. */
export function isIntact(damage: Damage, hire: string): boolean {
  return isIntactIn(hire, damage.value) && otherStart(hire, damage) === undefined;
}

function isIntactIn(hire: string, value: unknown): boolean {
  return isMap(value) && attempt(() => eventId(hire, value)) === value['id'];
}
