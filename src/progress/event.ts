/**
 * Events: the recorded facts of a run. One table names each kind and its fields; types, the reader and
 * the JSON Schema come from it.
 */
import { type CalendarDate, parseDate } from '../dates.ts';

/** The kinds of event and their fields; `?` marks a field that may be absent. */
export const kinds = {
  started: { name: 'text', start: 'date', program: 'text', digest: 'text', 'handles?': 'texts' },
  changed: { 'name?': 'text', 'handles?': 'texts', 'workingDays?': 'texts', 'holidays?': 'dates' },
  rescheduled: { start: 'date' },
  assigned: { role: 'text', people: 'texts' },
  away: { from: 'date', to: 'date', 'reason?': 'text' },
  /**
   * `items` are new to the run; `renamed` leads from ids that items had before to those that they have now; `settled`
   * are the ids of the `done` that needed no approval so far, and need none now.
   */
  adopted: { digest: 'text', items: 'texts', renamed: 'map', 'settled?': 'texts' },
  /** An item of this hire alone: `item` is the id that it gets, `takes` are minutes. */
  added: {
    item: 'text',
    title: 'text',
    phase: 'text',
    'due?': 'date',
    'details?': 'text',
    'with?': 'texts',
    'after?': 'texts',
    'takes?': 'integer',
    'evidence?': 'text',
    'signOff?': 'text',
  },
  /** Takes one of those away again. */
  removed: { item: 'text', 'title?': 'text' },
  moved: { item: 'text', due: 'date' },
  done: { item: 'text', 'note?': 'text', 'evidence?': 'text', 'title?': 'text', 'due?': 'date' },
  skipped: { item: 'text', reason: 'text', 'title?': 'text' },
  /** `of` is the id of the `done` or `skipped` that it takes back. */
  reopened: { item: 'text', of: 'text' },
  counted: { item: 'text', delta: 'integer' },
  noted: { item: 'text', text: 'text' },
  asked: { text: 'text', 'item?': 'text' },
  /** `of` is the id of the `asked`. */
  answered: { of: 'text', text: 'text' },
  /** `of` is the id of the `done` that it judges. */
  approved: { item: 'text', of: 'text', 'comment?': 'text' },
  returned: { item: 'text', of: 'text', comment: 'text' },
  /** `events` are the ids of those that it showed for the first time; `note` is about the hire, not about one item. */
  reviewed: { events: 'texts', 'note?': 'text' },
  finished: { 'note?': 'text' },
  archived: { 'reason?': 'text' },
  undone: { target: 'text' },
} as const satisfies Record<string, Record<string, FieldType>>;

export type FieldType = 'text' | 'date' | 'texts' | 'dates' | 'integer' | 'map';
type ValueOf<T extends FieldType> = {
  text: string;
  date: CalendarDate;
  texts: readonly string[];
  dates: readonly CalendarDate[];
  integer: number;
  map: Readonly<Record<string, string>>;
}[T];
type Kinds = typeof kinds;
type FieldsOf<F extends Record<string, FieldType>> = {
  readonly [K in keyof F as K extends `${string}?` ? never : K]: ValueOf<F[K]>;
} & { readonly [K in keyof F as K extends `${infer Name}?` ? Name : never]?: ValueOf<F[K]> };

export type Kind = keyof Kinds;

/** What a command says has happened; the envelope is added when it is saved. */
export type Fact = { [K in Kind]: { readonly kind: K } & FieldsOf<Kinds[K]> }[Kind];

export interface Envelope {
  /** SHA-256 over the rest with the record's id, base64url: the same event has the same id, and damage shows. */
  readonly id: string;
  /** An instant, ISO 8601 in UTC with milliseconds; it orders events and nothing else. */
  readonly at: string;
  /** The local calendar date on which it happened. */
  readonly on: CalendarDate;
  /** Who acted, as declared. */
  readonly by: string;
  /** One token for all events of one command. */
  readonly batch: string;
}

export type Event = Envelope & Fact;
export type EventOf<K extends Kind> = Envelope & Extract<Fact, { kind: K }>;

/** An event whose kind this version doesn't know: kept, shown in the log, ignored. */
export type UnknownEvent = Envelope & { readonly kind: string };

export function isKnown(event: UnknownEvent | Event): event is Event {
  return Object.hasOwn(kinds, event.kind);
}

export const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What is wrong with a value that stands where an event should; undefined if it is one. */
export function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no object';
  const event = value as Record<string, unknown>;
  for (const field of ['id', 'by', 'batch', 'kind']) {
    if (typeof event[field] !== 'string') return `\`${field}\` is no text`;
  }
  if (!fits(event['on'], 'date')) return '`on` is no date';
  if (
    typeof event['at'] !== 'string' ||
    !instantPattern.test(event['at']) ||
    Number.isNaN(Date.parse(event['at']))
  ) {
    return '`at` is no instant';
  }
  const kind = event['kind'] as string;
  if (!Object.hasOwn(kinds, kind)) return undefined;
  for (const [key, type] of Object.entries(kinds[kind as Kind])) {
    const name = key.replace('?', '');
    if (event[name] === undefined && key.endsWith('?')) continue;
    if (!fits(event[name], type)) return `\`${name}\` is missing or not of its type`;
  }
  return undefined;
}

function fits(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'string' && parseDate(value) !== undefined;
    case 'integer':
      return Number.isSafeInteger(value);
    case 'texts':
      return Array.isArray(value) && value.every((entry) => fits(entry, 'text'));
    case 'dates':
      return Array.isArray(value) && value.every((entry) => fits(entry, 'date'));
    case 'map':
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((entry) => fits(entry, 'text'))
      );
  }
}
