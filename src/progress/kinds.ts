/**
 * The table of event kinds. One entry says all that the program has to know of a kind: what it means, its fields, what it
 * is about, which of its events count, whom it is news to, and how `log`, shares and syncs say it. The types of events, the check of a record's
 * text, the JSON Schemas, the order of events, news, undo, share and history come out of it. An entry that lacks a part
 * doesn't compile.
 *
 * These fields mean the same in every kind: `item` is the id of an item, `role` a role, `of` the id of another event,
 * `target` the batch of a command, `digest` the hash of a compiled program, which a share then carries along.
 */
import type { CalendarDate } from '../dates.ts';

/** `words` are what a person wrote, in free text; `text` is a name, an id or the like; `map` is text to text. */
export type FieldType = 'text' | 'words' | 'date' | 'texts' | 'dates' | 'integer' | 'map';

/** Field → type; a `?` at the end of a name marks a field that may be absent. */
type Fields = Readonly<Record<string, FieldType>>;

type ValueOf<T extends FieldType> = {
  text: string;
  words: string;
  date: CalendarDate;
  texts: readonly string[];
  dates: readonly CalendarDate[];
  integer: number;
  map: Readonly<Record<string, string>>;
}[T];

/** What an event with these fields holds beside its envelope. @param Absent what a field that may be absent may be as well */
export type FieldsOf<F extends Fields, Absent = never> = {
  readonly [K in keyof F as K extends `${string}?` ? never : K]: ValueOf<F[K]>;
} & { readonly [K in keyof F as K extends `${infer Name}?` ? Name : never]?: ValueOf<F[K]> | Absent };

/**
 * What an event is about. It concerns the earlier events about the same item; those of its own kind about the same role or
 * question; all of its own kind where it is about the run as a whole. An event that its fields name it concerns anyway.
 */
export type Subject = 'item' | 'role' | 'question' | 'run' | 'nothing';

/** What a sentence in `log` may look up. */
export interface LogContext {
  /** An item's id → how screens call the item. */
  readonly nameOf: (id: string) => string;
  /** The text of a question, by the id of its `asked`; undefined where the record doesn't hold it. */
  readonly question: (id: string) => string | undefined;
  /** The sentences of all events of one command. */
  readonly command: (batch: string) => readonly string[];
}

export interface KindEntry<F extends Fields = Fields, C extends Counts = Counts> {
  /** What such an event says has happened; a sentence for the JSON Schema. */
  readonly meaning: string;
  readonly fields: F;
  /** A new event is recorded after the earlier events that it concerns, even where the clock of an earlier one was ahead. */
  readonly about: Subject;
  /** Which events of the kind count. */
  readonly counts: C;
  /**
   * Whom a review shows it to as news: none; all others than the person who recorded it, who knows; or all, that person
   * included, since a buddy who keeps a hire's record alone still wants to see what became of the items.
   */
  readonly news: 'none' | 'others' | 'all';
  /** What a share or a sync says of `n` such events; null: they are only counted, among the other changes. */
  readonly tally: ((n: number) => string) | null;
  /** What `log` and `show` say of it, behind the name of the person who acted. */
  log(event: FieldsOf<F>, context: LogContext): string;
}

/**
 * `each`: every event that is not taken back; `last`: of those about the same item, role, question or run, the last one
 * alone; `always`: every event, for this kind can't be taken back.
 */
type Counts = 'each' | 'last' | 'always';

export type KindTable = Readonly<Record<string, KindEntry>>;

/** `1 question`, `2 questions`. */
function some(noun: string): (n: number) => string {
  return (n) => `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Infers an entry's types, so that `log` is given an event with the fields that stand above it. */
function kind<const F extends Fields, const C extends Counts>(entry: KindEntry<F, C>): KindEntry<F, C> {
  return entry;
}

const changedFields = {
  'name?': 'text',
  'handles?': 'texts',
  'workingDays?': 'texts',
  'holidays?': 'dates',
} as const;
type ChangedFields = FieldsOf<typeof changedFields>;

export const kinds = {
  started: kind({
    meaning: 'The run began, with the program that it is pinned to.',
    fields: { name: 'text', start: 'date', program: 'text', digest: 'text', 'handles?': 'texts' },
    about: 'nothing',
    counts: 'always',
    news: 'none',
    tally: () => 'started',
    log: ({ name, start, program }) => `started ${name} on ${start}, program ${program}`,
  }),
  /** Each field that it has replaces that of earlier events; the other fields stay. */
  changed: kind({
    meaning: 'What the hire is called, or on which days they work, changed.',
    fields: changedFields,
    about: 'run',
    counts: 'each',
    news: 'others',
    tally: null,
    log: (event) => `changed ${changesIn(event).join('; ')}`,
  }),
  rescheduled: kind({
    meaning: 'The start moved.',
    fields: { start: 'date' },
    about: 'run',
    counts: 'last',
    news: 'others',
    tally: null,
    log: ({ start }) => `moved the start to ${start}`,
  }),
  assigned: kind({
    meaning: 'People were bound to a role.',
    fields: { role: 'text', people: 'texts' },
    about: 'role',
    counts: 'last',
    news: 'others',
    tally: null,
    log: ({ role, people }) =>
      people.length === 0 ? `unassigned ${role}` : `assigned ${role}: ${people.join(', ')}`,
  }),
  away: kind({
    meaning: 'The hire is on leave.',
    fields: { from: 'date', to: 'date', 'reason?': 'words' },
    about: 'nothing',
    counts: 'each',
    news: 'others',
    tally: null,
    log: ({ from, to, reason }) => `away ${from} to ${to}${because(reason)}`,
  }),
  /**
   * `items` are new to the run; `renamed` leads from ids that items had before to those that they have now; `settled` are
   * the ids of the `done` that needed no approval in the program so far: they need none now.
   */
  adopted: kind({
    meaning: 'The run took over changes of the program.',
    fields: { digest: 'text', items: 'texts', renamed: 'map', 'settled?': 'texts' },
    about: 'run',
    counts: 'each',
    news: 'others',
    tally: null,
    log: ({ items }, { nameOf }) =>
      `upgraded the program${items.length > 0 ? `, with ${items.map(nameOf).join(', ')}` : ''}`,
  }),
  /** An item of this hire alone; `item` is the id that it gets, `takes` is in minutes. */
  added: kind({
    meaning: 'The hire got an item of their own.',
    fields: {
      item: 'text',
      title: 'words',
      phase: 'text',
      'due?': 'date',
      'details?': 'words',
      'with?': 'texts',
      'after?': 'texts',
      'takes?': 'integer',
      'evidence?': 'text',
      'signOff?': 'text',
    },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: null,
    log: ({ title, due }) => `added ${title}${due ? `, due ${due}` : ''}`,
  }),
  removed: kind({
    meaning: 'An item of their own was taken away.',
    fields: { item: 'text', 'title?': 'words' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: null,
    log: ({ item, title }, { nameOf }) => `removed ${title ?? nameOf(item)}`,
  }),
  moved: kind({
    meaning: 'An item got another due date.',
    fields: { item: 'text', due: 'date' },
    about: 'item',
    counts: 'last',
    news: 'others',
    tally: null,
    log: ({ item, due }, { nameOf }) => `moved ${nameOf(item)} to ${due}`,
  }),
  done: kind({
    meaning: 'An item was ticked off.',
    fields: { item: 'text', 'note?': 'words', 'evidence?': 'words', 'title?': 'words', 'due?': 'date' },
    about: 'item',
    counts: 'each',
    news: 'all',
    tally: (n) => `${n} done`,
    log: ({ item, note, evidence }, { nameOf }) =>
      `done ${nameOf(item)}${because(note)}${evidence ? `, ${evidence}` : ''}`,
  }),
  skipped: kind({
    meaning: 'An item was left out, for a reason.',
    fields: { item: 'text', reason: 'words', 'title?': 'words' },
    about: 'item',
    counts: 'each',
    news: 'all',
    tally: (n) => `${n} skipped`,
    log: ({ item, reason }, { nameOf }) => `skipped ${nameOf(item)}${because(reason)}`,
  }),
  /** `of` is the `done` or `skipped` that it takes back. */
  reopened: kind({
    meaning: 'An item that was done or skipped was opened again.',
    fields: { item: 'text', of: 'text' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${n} reopened`,
    log: ({ item }, { nameOf }) => `reopened ${nameOf(item)}`,
  }),
  counted: kind({
    meaning: 'The count of an item changed.',
    fields: { item: 'text', delta: 'integer' },
    about: 'item',
    counts: 'each',
    news: 'all',
    tally: (n) => `${n} counted`,
    log: ({ item, delta }, { nameOf }) => `counted ${delta} for ${nameOf(item)}`,
  }),
  /** `of` is the `done` that it judges. */
  approved: kind({
    meaning: 'A done item was approved.',
    fields: { item: 'text', of: 'text', 'comment?': 'words' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${n} approved`,
    log: ({ item, comment }, { nameOf }) => `approved ${nameOf(item)}${because(comment)}`,
  }),
  /** `of` is the `done` that it judges. */
  returned: kind({
    meaning: 'A done item was sent back.',
    fields: { item: 'text', of: 'text', comment: 'words' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${n} returned`,
    log: ({ item, comment }, { nameOf }) => `returned ${nameOf(item)}${because(comment)}`,
  }),
  asked: kind({
    meaning: 'A question was left for the buddy.',
    fields: { text: 'words', 'item?': 'text' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: some('question'),
    log: ({ text, item }, { nameOf }) => `asked: ${text}${item ? ` (${nameOf(item)})` : ''}`,
  }),
  /** `of` is the `asked` that it answers. */
  answered: kind({
    meaning: 'A question was answered.',
    fields: { of: 'text', text: 'words' },
    about: 'question',
    counts: 'last',
    news: 'others',
    tally: some('answer'),
    log: ({ of, text }, { question }) => {
      const asked = question(of);
      return `answered ${asked === undefined ? 'a question' : `"${asked}"`}: ${text}`;
    },
  }),
  noted: kind({
    meaning: 'A remark was kept with an item.',
    fields: { item: 'text', text: 'words' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: some('note'),
    log: ({ item, text }, { nameOf }) => `noted on ${nameOf(item)}: ${text}`,
  }),
  /** `events` are the ids of those that it showed for the first time; `note` is about the hire, not about one item. */
  reviewed: kind({
    meaning: 'Somebody looked at how the hire is doing.',
    fields: { events: 'texts', 'note?': 'words' },
    about: 'nothing',
    counts: 'each',
    news: 'none',
    tally: some('review'),
    log: ({ note }) => `reviewed${because(note)}`,
  }),
  finished: kind({
    meaning: 'The run was closed.',
    fields: { 'note?': 'words' },
    about: 'run',
    counts: 'last',
    news: 'others',
    tally: () => 'finished',
    log: ({ note }) => `finished${because(note)}`,
  }),
  archived: kind({
    meaning: 'The hire left before the end.',
    fields: { 'reason?': 'words' },
    about: 'run',
    counts: 'last',
    news: 'others',
    tally: () => 'archived',
    log: ({ reason }) => `archived${because(reason)}`,
  }),
  /** `target` is the batch of the command that it takes back. */
  undone: kind({
    meaning: 'The events of an earlier command were taken back.',
    fields: { target: 'text' },
    about: 'nothing',
    counts: 'always',
    news: 'none',
    tally: null,
    log: ({ target }, { command }) => `undid: ${command(target).join('; ') || "a command that isn't here"}`,
  }),
} as const satisfies KindTable;

export type Kind = keyof typeof kinds;

/** A kind's entry; undefined where the table has none: a later version wrote the event. */
export function entryOf(kind: string, table: KindTable = kinds): KindEntry | undefined {
  return Object.hasOwn(table, kind) ? table[kind] : undefined;
}

/** The kinds of which the last event alone counts. */
export type LastCounts = {
  [K in Kind]: (typeof kinds)[K]['counts'] extends 'last' ? K : never;
}[Kind];

/** What a `changed` changed, one text a field: `working days: mon, tue`. */
function changesIn({ name, handles, workingDays, holidays }: ChangedFields): string[] {
  const changes: Readonly<Record<string, string | undefined>> = {
    name,
    handles: handles && (handles.join(', ') || 'none'),
    'working days': calendarText(workingDays),
    holidays: calendarText(holidays),
  };
  return Object.entries(changes).flatMap(([what, text]) => (text === undefined ? [] : `${what}: ${text}`));
}

/** An empty list stands for the team's; of a long one, such as a year's holidays, only the ends are named. */
function calendarText(list: readonly string[] | undefined): string | undefined {
  if (list?.length === 0) return "the team's";
  return list && list.length > 7 ? `${list.length} days, ${list[0]} to ${list.at(-1)}` : list?.join(', ');
}

function because(text: string | undefined): string {
  return text ? `: ${text}` : '';
}
