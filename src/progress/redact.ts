/** The texts that people typed into a run: which events hold them, and an event or a file of the record without them. */
import { attempt } from '../errors.ts';
import { memo } from '../once.ts';
import { type Event, type EventOf, entryOf, isKnown, isMap, type UnknownEvent } from './event.ts';
import { type FieldType, kinds } from './kinds.ts';
import { normaliseName } from './names.ts';
import {
  emptyRecord,
  formatRecord,
  type HireRecord,
  keepingDamage,
  mergeRecords,
  parseRecord,
  redactionsOf,
} from './record.ts';

/** What stands in place of a text that was taken out. */
export const takenOutText = '(taken out)';

/** The field in which an event repeats the title of its item. Redacted events lack it: the item itself has a title. */
const titleCopy = 'title?';

/** An event with the texts in it that people typed, apart from those that were taken out. */
export interface Typed {
  readonly event: Event;
  readonly texts: readonly string[];
}

/**
 * The events with typed texts, in their order. A title that an event only repeats is one of its texts where nothing else in the
 * record says that title.
 * @param isOfProgram whether the program has an item of this id: a person has not typed its title
 */
export function typedIn(
  events: readonly (Event | UnknownEvent)[],
  isOfProgram: (item: string) => boolean,
): Typed[] {
  const known = events.filter(isKnown);
  const added = new Set(known.flatMap((event) => (event.kind === 'added' ? [event.item] : [])));
  return known.flatMap((event) => {
    const isSaid =
      'item' in event && event.item !== undefined && (isOfProgram(event.item) || added.has(event.item));
    const texts = textsOf(event, isSaid ? [titleCopy] : []).filter((text) => text !== takenOutText);
    return texts.length > 0 ? [{ event, texts }] : [];
  });
}

/** Whether a field of this type holds what a person wrote. */
function isTyped(type: FieldType | undefined): boolean {
  return type === 'words' || isList(type);
}

function isList(type: FieldType | undefined): boolean {
  return type === 'lines' || type === 'links';
}

/** The texts in a value of such a type: itself, or those in its list. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** The texts that people typed in an event. @param without fields as the table of kinds names them */
function textsOf(event: Event, without: readonly string[] = []): string[] {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(entryOf(event.kind)?.fields ?? {}).flatMap(([key, type]) => {
    return isTyped(type) && !without.includes(key) ? textsIn(values[key.replace('?', '')]) : [];
  });
}

/** Whether a text contains another one, whatever the case, the spaces and the Unicode form of the two. */
export function holdsText(text: string, part: string): boolean {
  return normaliseName(text).includes(normaliseName(part));
}

/** The chosen events, and those that repeat the title of a chosen item of the hire's own where the title contains `part`. */
export function withTitleCopies(
  chosen: readonly Event[],
  events: readonly (Event | UnknownEvent)[],
  part = '',
): Event[] {
  const items = new Set(
    chosen.flatMap((event) => (event.kind === 'added' && holdsText(event.title, part) ? [event.item] : [])),
  );
  const repeats = (event: Event) =>
    event.kind !== 'added' && 'title' in event && event.title !== undefined && items.has(event.item);
  return events.filter(isKnown).filter((event) => chosen.includes(event) || repeats(event));
}

/**
 * The event as a `redacted` event keeps it: under its old id, with a fixed text in place of each text of a person. Fields that
 * the table of kinds lacks are left out, since a newer version may keep texts in them.
 */
export function withoutTexts(event: Event): Readonly<Record<string, unknown>> {
  const { id, at, on, by, batch, kind, ...values } = event as Event & Readonly<Record<string, unknown>>;
  const fields = Object.entries(entryOf(kind)?.fields ?? {}).flatMap(([key, type]) => {
    const name = key.replace('?', '');
    if (values[name as never] === undefined || key === titleCopy) return [];
    // Of lists nothing is left: how many there were says something, too.
    if (isList(type)) return [];
    return [[name, type === 'words' ? takenOutText : values[name as never]] as const];
  });
  return { id, at, on, by, batch, kind, ...Object.fromEntries(fields) };
}

/** What is to go from the files of a record. */
export interface TakenOut {
  readonly hire: string;
  readonly redactions: readonly EventOf<'redacted'>[];
  /** The ids of the redacted events, and the texts that were in them. */
  readonly ids: ReadonlySet<unknown>;
  readonly texts: ReadonlySet<unknown>;
}

/**
 * What a new state of a record takes out of its files, with what is redacted in it already: a copy may still have that.
 * @param before the text of the record as it was
 * @param copies the texts of its copies: what was typed may stand in them alone
 */
export function takenOutBy(record: HireRecord, before: string, copies: readonly string[]): TakenOut {
  const redactions = redactionsOf(record);
  const ids = new Set(redactions.map(({ of }) => of));
  const texts = [before, ...copies]
    .flatMap((text) => attempt(() => parseRecord(text))?.events ?? [])
    .filter(isKnown)
    .flatMap((event) => (ids.has(event.id) ? textsOf(event, [titleCopy]) : []))
    .filter((text) => text !== takenOutText);
  return { hire: record.hire, redactions, ids, texts: new Set(texts) };
}

/** The record without the damaged entries that hold what was taken out. */
export function withoutDamageOf(record: HireRecord, gone: TakenOut): HireRecord {
  return { ...record, damaged: record.damaged.filter(({ value }) => !holds(value, gone)) };
}

/** The names of all fields that are texts of a person, in any kind. */
const wordFields = memo(() => new Set(fieldsWith(isTyped)));

/** Matches the name of a field that is a list of texts, in any kind. */
const listField = memo(() => new RegExp(`"(?:${[...new Set(fieldsWith(isList))].join('|')})"`));

/** The names of all fields of the types for which `is` holds. */
function fieldsWith(is: (type: FieldType) => boolean): string[] {
  return Object.values(kinds).flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([key, type]) => (is(type) ? [key.replace('?', '')] : [])),
  );
}

/** Whether an entry of a record holds what was taken out. @param entry a value from JSON, or a line that isn't JSON */
function holds(entry: unknown, gone: TakenOut): boolean {
  const { ids, texts } = gone;
  const isGone = (key: string, value: unknown) =>
    key === 'id' ? ids.has(value) : wordFields().has(key) && textsIn(value).some((text) => texts.has(text));
  if (isMap(entry))
    return Object.entries(entry).some(
      ([key, value]) => isGone(key, value) || holds(isMap(value) && value, gone),
    );
  // In a line that was cut off or edited, the id and the texts still stand as keys and values.
  const line = typeof entry === 'string' ? entry : '';
  const listed = listField().test(line) ? line.matchAll(/"(?:[^"\\]|\\.)*"/g) : [];
  if ([...listed].some(([value]) => texts.has(attempt(() => JSON.parse(value))))) return true;
  const pairs = line.matchAll(/"(\w+)"\s*:\s*("(?:[^"\\]|\\.)*")/g);
  return [...pairs].some(([, key = '', value = '']) =>
    isGone(
      key,
      attempt(() => JSON.parse(value)),
    ),
  );
}

/**
 * The text of a backup or another copy of the record, without what was taken out: the union with the `redacted` events. Of a text
 * that is not a record, the lines that hold nothing of it are left.
 * @returns the same text if it holds nothing of it; an empty text if nothing else is in it
 */
export function clearedCopy(text: string, gone: TakenOut): string {
  const { hire, redactions, ids } = gone;
  const record = attempt(() => parseRecord(text));
  if (record?.hire === hire && !record.forgotten) {
    if (
      !record.events.some(({ id }) => ids.has(id)) &&
      !record.damaged.some(({ value }) => holds(value, gone))
    )
      return text;
    const union = mergeRecords(record, {
      ...emptyRecord(hire),
      events: redactions,
      partial: true,
    });
    return formatRecord(withoutDamageOf(keepingDamage(union, record), gone));
  }
  const lines = text.split('\n');
  const left = lines.filter(
    (line) => !holds(attempt((): unknown => JSON.parse(plainLine(line))) ?? line, gone),
  );
  return left.length === lines.length ? text : left.join('\n').trim();
}

/** A line of a record's text without the comma before or after it. */
function plainLine(line: string): string {
  return line.trim().replace(/^,|,$/g, '');
}
