/**
 * The table of event kinds. An entry holds all that the program knows about a kind: what it means, its fields, what it is
 * about, which of its events count, to whom it is news, and how `log`, shares and syncs word it. The types of events, the
 * check of a record's text, the JSON Schemas, the order of events, news, undo, share and history all follow from the table.
 * An entry that lacks a part doesn't compile.
 *
 * These fields mean the same in every kind: `item` is the id of an item, `role` the id of a role, `of` the id of another
 * event, `target` the batch of a command, `digest` the hash of a compiled program, which a share carries along.
 */
import type { CalendarDate } from '../dates.ts';
import { plural } from '../phrases.ts';
import type { Link, NamedDay } from '../program/model.ts';

/**
 * `words` is free text that a person wrote, `lines` a list of such texts, `links` pages with the titles that a person gave them; `text` is a name, an id or the like; `map` is an object from text to text; `days`
 * are days of a calendar, each with its date, what it is called, and the file that lists it; `event` is a whole event.
 */
export type FieldType =
  | 'text'
  | 'words'
  | 'lines'
  | 'links'
  | 'date'
  | 'texts'
  | 'days'
  | 'integer'
  | 'boolean'
  | 'map'
  | 'event';

/** Name of a field → its type; a `?` at the end of the name marks a field that may be absent. */
type Fields = Readonly<Record<string, FieldType>>;

type ValueOf<T extends FieldType> = {
  text: string;
  words: string;
  lines: readonly string[];
  links: readonly Link[];
  date: CalendarDate;
  texts: readonly string[];
  days: readonly NamedDay[];
  integer: number;
  boolean: boolean;
  map: Readonly<Record<string, string>>;
  event: Readonly<Record<string, unknown>>;
}[T];

/** The type of an event with these fields, without its envelope. @param Absent a further type for fields that may be absent */
export type FieldsOf<F extends Fields, Absent = never> = {
  readonly [K in keyof F as K extends `${string}?` ? never : K]: ValueOf<F[K]>;
} & { readonly [K in keyof F as K extends `${infer Name}?` ? Name : never]?: ValueOf<F[K]> | Absent };

/**
 * What an event is about. From this follow the earlier events that it concerns. An event about an item concerns all events
 * about that item. An event about a role, a question or the whole run concerns the events of its own kind about the same
 * role or question, or all events of its kind. Every event also concerns the events that its fields `of` and `target` name, and one
 * with a `role` what was said before of who holds it.
 */
export type Subject = 'item' | 'role' | 'question' | 'run' | 'nothing';

/** What the sentence of an event in `log` may look up. */
export interface LogContext {
  /** Id of an item → how screens call the item. */
  readonly nameOf: (id: string) => string;
  /** Id of an `asked` event → the text of the question; undefined if the record lacks the event. */
  readonly question: (id: string) => string | undefined;
  /** Batch of a command → the sentences of its events. */
  readonly command: (batch: string) => readonly string[];
  /** Whether the dates of the run count back from a last day, so that it has no first one. */
  readonly isFromEnd: boolean;
  /** Whether it is the run of a checklist. */
  readonly isChecklist: boolean;
}

export interface KindEntry<F extends Fields = Fields, C extends Counts = Counts> {
  /** What has happened when such an event is recorded, as a sentence for the JSON Schema. */
  readonly meaning: string;
  readonly fields: F;
  /** Decides which earlier events a new event concerns; its `at` is later than theirs even if their clock was ahead. */
  readonly about: Subject;
  /** Which events of the kind count. */
  readonly counts: C;
  /**
   * To whom a review shows such an event as news. `none`: to nobody. `others`: to everybody but the person who recorded it.
   * `all`: to that person too, since a buddy who keeps a hire's record alone still wants to see what became of the items.
   */
  readonly news: 'none' | 'others' | 'all';
  /** How a share or a sync words `n` such acts. */
  readonly tally: (n: number) => string;
  /** What `log` and `show` print about an event, after the name of the person who acted. */
  log(event: FieldsOf<F>, context: LogContext): string;
}

/**
 * Which events of a kind count. `each`: every event that is not taken back. `last`: of the events that are not taken back,
 * the last one about the same item, role, question or run. `always`: every event, since the kind can't be taken back.
 */
type Counts = 'each' | 'last' | 'always';

export type KindTable = Readonly<Record<string, KindEntry>>;

/** Returns a function that words a number of things: `1 question`, `2 questions`. */
function some(noun: string): (n: number) => string {
  return (n) => plural(n, noun);
}

/** That something was done without the evidence that it wants, and why: `without evidence: the repository is private`. */
export function withoutEvidenceText(why: string): string {
  return `without evidence: ${why}`;
}

/** Returns a function that says how often something happened: `start moved`, `start moved 2 times`. */
function times(what: string): (n: number) => string {
  return (n) => (n === 1 ? what : `${what} ${n} times`);
}

/** Returns the entry unchanged; it lets TypeScript type the event that `log` gets by the `fields` of the same entry. */
function kind<const F extends Fields, const C extends Counts>(entry: KindEntry<F, C>): KindEntry<F, C> {
  return entry;
}

const calendarFields = {
  'workingDays?': 'texts',
  'holidays?': 'days',
  'extraWorkingDays?': 'days',
  'holidaysUntil?': 'date',
  'minutesPerDay?': 'integer',
} as const;

const changedFields = {
  'name?': 'text',
  'handles?': 'texts',
  ...calendarFields,
  'workedDays?': 'days',
  'stretch?': 'boolean',
  'zone?': 'text',
  'traits?': 'texts',
  'end?': 'date',
  'asTeam?': 'texts',
} as const;
type ChangedFields = FieldsOf<typeof changedFields>;

/** The fields of `changed` that `asTeam` may list: a hire has them as the team has them again. */
export type CalendarField = keyof FieldsOf<typeof calendarFields>;

export const kinds = {
  /**
   * `run` says what kind of run it is, `onboarding` or `checklist`; `person` is a random id that all runs of one person share,
   * and `subject` what a checklist is worked through for, the `number`th time; its `name` is whose run it is. `zone` is the hire's time zone by its IANA name, here and in
   * `changed`; booked times are in it, and nothing else is. `traits` are what conditions of a program may
   * ask for, each as `country=us`; in `changed`, those that have another value. `end` is the last day of a run whose dates
   * count back from it, here and in `changed`.
   */
  started: kind({
    meaning: 'The run began, with the program that it is pinned to.',
    fields: {
      run: 'text',
      person: 'text',
      name: 'text',
      start: 'date',
      program: 'text',
      digest: 'text',
      'subject?': 'text',
      'number?': 'integer',
      'handles?': 'texts',
      'zone?': 'text',
      'traits?': 'texts',
      'end?': 'date',
    },
    about: 'nothing',
    counts: 'always',
    news: 'none',
    tally: () => 'started',
    log: ({ name, start, program, end, subject }) =>
      subject
        ? `began ${program} for ${subject}${end ? `, due ${end}` : ''}`
        : end
          ? `began ${program} for ${name}, whose last day is ${end}`
          : `started ${name} on ${start}, program ${program}`,
  }),
  /**
   * Each field of this event replaces the same field of earlier events; fields that it lacks stay as they were. An empty list
   * of days says that there are none; `asTeam` lists the fields that are as the team's again. `workedDays` are the make-up
   * days of the files in `holidays`, and stand and fall with these.
   */
  changed: kind({
    meaning:
      'What the hire is called, on which days they work, in which time zone, or their last day, changed.',
    fields: changedFields,
    about: 'run',
    counts: 'each',
    news: 'others',
    tally: times('details changed'),
    log: (event, { isChecklist }) => `changed ${changesIn(event, isChecklist).join('; ')}`,
  }),
  rescheduled: kind({
    meaning: 'The start moved.',
    fields: { start: 'date' },
    about: 'run',
    counts: 'last',
    news: 'others',
    tally: times('start moved'),
    log: ({ start }, { isFromEnd }) => `moved ${isFromEnd ? 'the beginning' : 'the start'} to ${start}`,
  }),
  /** With `from` or `to`, they hold the role between these days only, and on other days whoever was bound before does. */
  assigned: kind({
    meaning: 'People were bound to a role.',
    fields: { role: 'text', people: 'texts', 'from?': 'date', 'to?': 'date' },
    about: 'role',
    counts: 'each',
    news: 'others',
    tally: (n) => `${some('role')(n)} assigned`,
    log: ({ role, people, from, to }) => {
      const what = people.length === 0 ? `unassigned ${role}` : `assigned ${role}: ${people.join(', ')}`;
      return `${what}${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}`;
    },
  }),
  /** Records of earlier versions also have a field `reason` here: nobody reads it. */
  away: kind({
    meaning: 'The hire is on leave.',
    fields: { from: 'date', to: 'date' },
    about: 'nothing',
    counts: 'each',
    news: 'others',
    tally: some('leave'),
    log: ({ from, to }) => `away ${from} to ${to}`,
  }),
  /** `of` is the id of the `away` event that is taken back; `from` and `to` are its dates. */
  withdrawn: kind({
    meaning: 'A leave was taken back.',
    fields: { of: 'text', from: 'date', to: 'date' },
    about: 'nothing',
    counts: 'each',
    news: 'others',
    tally: (n) => `${some('leave')(n)} withdrawn`,
    log: ({ from, to }) => `withdrew the leave ${from} to ${to}`,
  }),
  /**
   * `items` are the ids of items that are new to the run; `renamed` maps former ids of items to present ids; `settled` are
   * the ids of `done` and `counted` events that closed items for good under the earlier program: the approval and, for a
   * count, the evidence that only the new program asks for are not needed for them.
   */
  adopted: kind({
    meaning: 'The run took over changes of the program.',
    fields: { digest: 'text', items: 'texts', renamed: 'map', 'settled?': 'texts' },
    about: 'run',
    counts: 'each',
    news: 'others',
    tally: some('upgrade'),
    log: ({ items }, { nameOf }) =>
      `upgraded the program${items.length > 0 ? `, with ${items.map(nameOf).join(', ')}` : ''}`,
  }),
  /**
   * An item for this hire only; `item` is the id of the new item, `takes` is in minutes. `actors` are the roles of whom any does it,
   * and `signers` the roles that all sign it off, where they are several; `dueRule` and `fromRule` are dates that count from
   * another item, as in a checklist, or `none`; `counted` says that it
   * is done several times, `target`, `upTo` and `unit` how often and what. `stage` is the step of the work at which a gate asks
   * for it, `validFor` for how many days it counts once it is done.
   */
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
      'signers?': 'texts',
      'actors?': 'texts',
      'links?': 'links',
      'topics?': 'lines',
      'from?': 'date',
      'optional?': 'boolean',
      'counted?': 'boolean',
      'target?': 'integer',
      'upTo?': 'integer',
      'unit?': 'words',
      'dueRule?': 'text',
      'fromRule?': 'text',
      'stage?': 'text',
      'validFor?': 'integer',
    },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${some('item')(n)} added`,
    log: ({ title, due, dueRule = '' }, { nameOf }) => {
      const [, count = '', id] = /^(\d+ (?:work)?days? after )(\S+)$/.exec(dueRule) ?? [];
      const rule = id === undefined ? '' : `, due ${count}${nameOf(id)}`;
      return `added ${title}${due ? `, due ${due}` : dueRule === 'none' ? ', without a date' : rule}`;
    },
  }),
  removed: kind({
    meaning: 'An item of their own was taken away.',
    fields: { item: 'text', 'title?': 'words' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${some('item')(n)} removed`,
    log: ({ item, title }, { nameOf }) => `removed ${title ?? nameOf(item)}`,
  }),
  moved: kind({
    meaning: 'An item got another due date.',
    fields: { item: 'text', due: 'date' },
    about: 'item',
    counts: 'last',
    news: 'others',
    tally: (n) => `${some('date')(n)} moved`,
    log: ({ item, due }, { nameOf }) => `moved ${nameOf(item)} to ${due}`,
  }),
  /**
   * `day` is the day on which the item is to take place, `time` the time of that day as `HH:MM`, by the clocks of the hire's
   * time zone. With `cancelled`, the item is booked no more; the other two then say what it was booked for.
   */
  booked: kind({
    meaning: 'A day was agreed on for an item, or a booking was cancelled.',
    fields: { item: 'text', day: 'date', 'time?': 'text', 'cancelled?': 'boolean' },
    about: 'item',
    counts: 'last',
    news: 'others',
    tally: some('booking'),
    log: ({ item, day, time, cancelled }, { nameOf }) =>
      `${cancelled ? 'cancelled the booking of' : 'booked'} ${nameOf(item)} for ${day}${time ? `, ${time}` : ''}`,
  }),
  /**
   * `withoutEvidence` says why there is none of the evidence that the item wants; `doneBy` who did it, where whoever recorded it was
   * only told, as by a list that came back.
   */
  done: kind({
    meaning: 'An item was ticked off.',
    fields: {
      item: 'text',
      'note?': 'words',
      'evidence?': 'words',
      'withoutEvidence?': 'words',
      'title?': 'words',
      'due?': 'date',
      'doneBy?': 'text',
    },
    about: 'item',
    counts: 'each',
    news: 'all',
    tally: (n) => `${n} done`,
    log: ({ item, note, evidence, withoutEvidence, doneBy }, { nameOf }) =>
      `${doneBy ? `was told that ${doneBy} has done` : 'done'} ${nameOf(item)}${because(note)}${evidence ? `, ${evidence}` : ''}${withoutEvidence ? `, ${withoutEvidenceText(withoutEvidence)}` : ''}`,
  }),
  /**
   * `answer` says more than that it is left out: `not-applicable` where it doesn't apply here, `waived` where somebody else than the
   * hire lets it pass; any other text says nothing.
   */
  skipped: kind({
    meaning: 'An item was left out, for a reason.',
    fields: { item: 'text', reason: 'words', 'title?': 'words', 'answer?': 'text' },
    about: 'item',
    counts: 'each',
    news: 'all',
    tally: (n) => `${n} skipped`,
    log: ({ item, reason, answer }, { nameOf }) =>
      answer === 'waived'
        ? `waived ${nameOf(item)}${because(reason)}`
        : answer === 'not-applicable'
          ? `said that ${nameOf(item)} is not applicable${because(reason)}`
          : `skipped ${nameOf(item)}${because(reason)}`,
  }),
  /** `of` is the id of the event that is taken back: `done`, `skipped`, or the `counted` that reached the target. */
  reopened: kind({
    meaning: 'An item that was done or skipped was opened again.',
    fields: { item: 'text', of: 'text' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${n} reopened`,
    log: ({ item }, { nameOf }) => `reopened ${nameOf(item)}`,
  }),
  /**
   * `closesAt` is the sum at which the item was done when this was counted; absent where no sum closes it. It and `title`
   * are for an item that the program no longer has.
   */
  counted: kind({
    meaning: 'The count of an item changed.',
    fields: { item: 'text', delta: 'integer', 'title?': 'words', 'closesAt?': 'integer' },
    about: 'item',
    counts: 'each',
    news: 'all',
    tally: (n) => `${n} counted`,
    log: ({ item, delta }, { nameOf }) => `counted ${delta} for ${nameOf(item)}`,
  }),
  /**
   * `of` is the id of the event that is judged: `done`, or the `counted` that reached the target. `role` is the role that signed
   * the item off then, which a later program may change.
   */
  approved: kind({
    meaning: 'A done item was approved.',
    fields: { item: 'text', of: 'text', 'role?': 'text', 'comment?': 'words' },
    about: 'item',
    counts: 'each',
    news: 'others',
    tally: (n) => `${n} approved`,
    log: ({ item, comment }, { nameOf }) => `approved ${nameOf(item)}${because(comment)}`,
  }),
  /** `of` and `role` are as in `approved`. */
  returned: kind({
    meaning: 'A done item was sent back.',
    fields: { item: 'text', of: 'text', 'role?': 'text', comment: 'words' },
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
  /** `of` is the id of the `asked` event that is answered. */
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
  /** `events` are the ids of the events that the review showed for the first time; `note` is about the hire as a whole. */
  reviewed: kind({
    meaning: 'Somebody looked at how the hire is doing.',
    fields: { events: 'texts', 'note?': 'words' },
    about: 'nothing',
    counts: 'each',
    news: 'none',
    tally: some('review'),
    log: ({ note }) => `reviewed${because(note)}`,
  }),
  /**
   * The end of a run keeps the calendar of that day, so that later changes of the team's don't move its dates. `missing` and `useless`
   * are what the program lacked and what of it helped nobody, each in one text or several.
   */
  finished: kind({
    meaning: 'The run was closed.',
    fields: { 'note?': 'words', 'missing?': 'lines', 'useless?': 'lines', ...calendarFields },
    about: 'run',
    counts: 'last',
    news: 'others',
    tally: () => 'finished',
    log: ({ note, missing, useless }) =>
      `finished${because(note)}${listed('missing was', missing)}${listed('useless was', useless)}`,
  }),
  archived: kind({
    meaning: 'The hire left before the end.',
    fields: { 'reason?': 'words', ...calendarFields },
    about: 'run',
    counts: 'last',
    news: 'others',
    tally: () => 'archived',
    log: ({ reason }) => `archived${because(reason)}`,
  }),
  /** `of` is the id of an event whose texts were taken out, and `event` that event without them; it counts in its place. */
  redacted: kind({
    meaning: 'What somebody had written was taken out of an event.',
    fields: { of: 'text', event: 'event' },
    about: 'nothing',
    counts: 'always',
    news: 'none',
    tally: (n) => `${plural(n, 'text')} taken out`,
    log: ({ event }) => `took out what ${String(event['by'])} had written on ${String(event['on'])}`,
  }),
  /** `target` is the batch of the command that is taken back. */
  undone: kind({
    meaning: 'The events of an earlier command were taken back.',
    fields: { target: 'text' },
    about: 'nothing',
    counts: 'always',
    news: 'none',
    tally: (n) => `${n} undone`,
    log: ({ target }, { command }) => `undid: ${command(target).join('; ') || "a command that isn't here"}`,
  }),
} as const satisfies KindTable;

export type Kind = keyof typeof kinds;

/** The kinds for which only the last event counts. */
export type LastCounts = {
  [K in Kind]: (typeof kinds)[K]['counts'] extends 'last' ? K : never;
}[Kind];

/** The changes of a `changed` event, one text for each field, such as `working days: mon, tue`. */
function changesIn(event: ChangedFields, isChecklist: boolean): string[] {
  const { name, handles, workingDays, holidays, workedDays = [], extraWorkingDays, stretch } = event;
  const { holidaysUntil, minutesPerDay, zone, asTeam = [] } = event;
  const ofTeam = (field: CalendarField) => (asTeam.includes(field) ? "the team's" : undefined);
  const changes: Readonly<Record<string, string | undefined>> = {
    name,
    handles: handles && (handles.join(', ') || 'none'),
    'working days': workingDays?.join(', ') ?? ofTeam('workingDays'),
    holidays: daysText(holidays) ?? ofTeam('holidays'),
    'make-up days of these': workedDays.length > 0 ? daysText(workedDays) : undefined,
    'extra working days': daysText(extraWorkingDays) ?? ofTeam('extraWorkingDays'),
    'holidays until': holidaysUntil ?? ofTeam('holidaysUntil'),
    'hours per day':
      minutesPerDay === undefined ? ofTeam('minutesPerDay') : String(Number((minutesPerDay / 60).toFixed(2))),
    stretch: stretch === undefined ? undefined : stretch ? 'yes' : 'no',
    'time zone': zone,
    traits: event.traits?.join(', '),
    [isChecklist ? 'due' : 'last day']: event.end,
  };
  return Object.entries(changes).flatMap(([what, text]) => (text === undefined ? [] : `${what}: ${text}`));
}

/** The days with their names; of a list over seven, only the first and the last date. */
function daysText(days: readonly NamedDay[] | undefined): string | undefined {
  if (days === undefined || days.length === 0) return days && 'none';
  if (days.length > 7) return `${days.length} days, ${days[0]?.date} to ${days.at(-1)?.date}`;
  return days.map(({ date, name }) => (name ? `${date} ${name}` : date)).join(', ');
}

/** `; missing was: a test account`; empty where there are no texts. */
function listed(what: string, texts: readonly string[] = []): string {
  return texts.length > 0 ? `; ${what}: ${texts.join('; ')}` : '';
}

function because(text: string | undefined): string {
  return text ? `: ${text}` : '';
}
