/** Reduces the events of a record to the progress of the run. Progress is worked out anew each time and never stored. */
import { type CalendarDate, compareDates, weekdays } from '../dates.ts';
import { itemInRule } from '../program/grammar.ts';
import type { CalendarConfig, NamedDay } from '../program/model.ts';
import {
  byOrder,
  type Envelope,
  type Event,
  type EventOf,
  entryOf,
  isKnown,
  type UnknownEvent,
} from './event.ts';
import type { CalendarField, Kind, LastCounts } from './kinds.ts';
import { normaliseName } from './names.ts';
import { emptyRecord, type HireRecord } from './record.ts';
import { runTitle, titleOf } from './record-id.ts';

export interface Progress {
  readonly hire: Hire;
  /** Id of a role → all that this hire's record has ever bound to the role, in order, undone commands included. */
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** All leave of the hire, by first day, then by last day. */
  readonly leaves: readonly EventOf<'away'>[];
  /** The hire's own working days and holidays, where they differ from the team's. */
  readonly calendar: CalendarConfig;
  /** Whether the phases have as many working days as in the program's own week, however few days the hire works. */
  readonly stretch: boolean;
  /** Trait → what was said of it, in order; the last one counts. */
  readonly traits: ReadonlyMap<string, readonly Answer[]>;
  readonly items: ReadonlyMap<string, ItemProgress>;
  /** The items that were added for this hire and have not been removed since. */
  readonly own: readonly EventOf<'added'>[];
  /** Id of an item → the date on which an upgrade brought the item; items that were there from the start are left out. */
  readonly adopted: ReadonlyMap<string, CalendarDate>;
  readonly questions: readonly Question[];
  readonly reviews: readonly EventOf<'reviewed'>[];
  readonly finished?: EventOf<'finished'>;
  readonly archived?: EventOf<'archived'>;
  /** The day on which the run ended, for good or by the hire's leaving: the first one, where two people ended it. */
  readonly endedOn?: CalendarDate;
}

/** What was said of a trait. */
export interface Answer {
  readonly value: string;
  /** The day on which a change said it; absent for what the start said. */
  readonly on?: CalendarDate;
}

interface Ending {
  readonly finished?: unknown;
  readonly archived?: unknown;
}

/** When a run ended, in a form that sorts; undefined while it is under way. */
export function endOf({ endedOn, finished, archived }: Progress): string | undefined {
  return endedOn && `${endedOn} ${(finished ?? archived)?.at}`;
}

/** Whether a run is finished or archived, so that nobody has anything left to do in it. */
export function isOver({ finished, archived }: Ending): boolean {
  return Boolean(finished || archived);
}

export interface Question {
  readonly asked: EventOf<'asked'>;
  /** The last answer; absent if the question is open. */
  readonly answered?: EventOf<'answered'>;
}

export interface Hire {
  readonly id: string;
  /** The id that all runs of the person share. */
  readonly person: string;
  readonly name: string;
  readonly handles: readonly string[];
  readonly start: CalendarDate;
  /** The last day, from which the dates of a program with `anchor: end` count back; absent for any other run. */
  readonly end?: CalendarDate;
  readonly program: string;
  /** What a checklist is worked through for; absent in the run of a hire. The hire is then whose run it is. */
  readonly subject?: string;
  /** Which run of the checklist for the subject it is; absent for the first one. */
  readonly number?: number;
  /** The hash of the compiled program that the run is pinned to. */
  readonly digest: string;
  /** The IANA name of the hire's time zone, in which booked times are; absent where nobody has said it. */
  readonly zone?: string;
}

/** People bound to a role. The last binding that stands at a moment, and whose days hold its date, says who held the role. */
export interface Binding {
  readonly event: EventOf<'assigned'>;
  /** The event that took the binding back, so that it stood up to there only. */
  readonly until?: EventOf<'undone'>;
}

/** A point in the order of events, and the date there. */
export interface Moment {
  /** Absent for the present, after all events. */
  readonly event?: Envelope;
  readonly on: CalendarDate;
}

/**
 * The binding of a role that counts at a moment; undefined where the record bound nobody then. What was recorded later plays no
 * part, nor what was taken back later.
 */
export function bindingAt(
  { bindings }: Pick<Progress, 'bindings'>,
  role: string,
  { event, on }: Moment,
): EventOf<'assigned'> | undefined {
  const isBefore = (other: Envelope) => event === undefined || byOrder(other, event) < 0;
  const last = bindings.get(role)?.findLast(({ event: { from, to, ...bound }, until }) => {
    const isDated = (from === undefined || from <= on) && (to === undefined || on <= to);
    return isDated && isBefore(bound) && !(until && isBefore(until));
  });
  return last && last.event.people.length > 0 ? last.event : undefined;
}

/** The days from the first to the last calendar date of a leave, both included. */
export interface Leave {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** An event that closes an item. A `counted` event does so in a plan only, since the target stands in the program. */
type Closing = EventOf<'done'> | EventOf<'skipped'> | EventOf<'counted'>;

export interface ItemProgress {
  /**
   * The event that closed the item, if it is closed. Of several that nobody has taken back or returned, as two copies may have
   * recorded them, it is the last one that was approved or is settled, else the last `done`, else the last `skipped` with an answer
   * that counts, else the last `skipped`.
   */
  readonly closedBy?: Closing;
  /** Every event that closes the item, `closedBy` included; each has to be taken back to open it. */
  readonly closings: readonly Closing[];
  /** The approval of the present completion, the last one where it needs several; absent while it lacks some. */
  readonly judged?: EventOf<'approved'>;
  /** All approvals of the present completion; absent where there are none. */
  readonly approvals?: readonly EventOf<'approved'>[];
  /** Set if the present completion needs no approval, because the program at that time asked for none. */
  readonly settled?: true;
  /** The judgement that returned the last completion; present only while the item is open. */
  readonly returned?: EventOf<'returned'>;
  /**
   * The completion that counts no more, since its days are over (`plan/valid.ts`); present only while the item is open. A plan alone
   * has it, since the days stand in the program.
   */
  readonly ranOut?: EventOf<'done'>;
  /** Why the waiver that closes the item is none, but a plain skip; absent where it is one, and for everything else. */
  readonly flaw?: Flaw;
  /** All judgements that nobody has taken back, whether they count or not; absent where there are none. */
  readonly judgements?: readonly Judged[];
  /** The sum of all that was counted. */
  readonly counted: number;
  /** What was counted and what became of it; absent where nothing was counted. */
  readonly tally?: Tally;
  /** The due date that was set by hand. */
  readonly moved?: CalendarDate;
  /** The day on which somebody set it. */
  readonly movedOn?: CalendarDate;
  /** Set if the due date was set by hand after the last judgement. */
  readonly movedSince?: true;
  /** The last booking, unless it was cancelled; its day may have passed. */
  readonly booked?: Booking;
  readonly notes: readonly EventOf<'noted'>[];
}

/** A judgement, with what says whether it counts; see `plan/sign-off.ts`. */
export interface Judged {
  readonly event: EventOf<'approved'> | EventOf<'returned'>;
  /** The name of the person who recorded the completion that it judges; absent where the record lacks that. */
  readonly doneBy?: string;
  /** Whether the run took over another program after that, which may have given the item to another role. */
  readonly isEarlier: boolean;
  /** Why it doesn't count; absent where it does. */
  readonly flaw?: Flaw;
}

/**
 * Why a judgement or a waiver doesn't count: its author is the hire, or recorded the completion, or didn't hold the role then, or no
 * longer, or not yet.
 */
export type Flaw = 'hire' | 'recorder' | 'role' | 'no longer' | 'not yet';

/** The day that was agreed on for an item. */
export interface Booking {
  readonly on: CalendarDate;
  /** The time of that day as `HH:MM`; absent where none was said. */
  readonly at?: string;
  /** The name of the person who booked it. */
  readonly by: string;
}

/** The story of a count, from which the plan works out whether the sum closes the item. */
export interface Tally {
  /** The `counted` events and, of the events that name one of them, all `reopened` and the last verdict, in order. */
  readonly events: readonly EventOf<'counted' | 'reopened' | 'approved' | 'returned'>[];
  /** The ids of those `counted` events that closed the item for good before an upgrade. */
  readonly settled: ReadonlySet<string>;
}

export const untouched: ItemProgress = { closings: [], counted: 0, notes: [] };

/**
 * The record and progress of a run that has a start date but no events, for previews.
 * @param end the last day, for a program whose dates count back from it
 */
export function notBegun(
  program: string,
  start: CalendarDate,
  end?: CalendarDate,
): { readonly record: HireRecord; readonly progress: Progress } {
  const last = end ? { end } : {};
  const hire: Hire = { id: '', person: '', name: '', handles: [], start, ...last, program, digest: '' };
  const progress = {
    hire,
    bindings: new Map(),
    leaves: [],
    calendar: {},
    stretch: false,
    traits: noTraits,
    items: new Map(),
    own: [],
    adopted: new Map(),
    questions: [],
    reviews: [],
  };
  return { record: emptyRecord(''), progress };
}

/**
 * Why a record has no one beginning: its `started` events are of several programs, subjects or numbers, in words. Where they agree,
 * as where two people have begun the run of one checklist apart, the earliest one counts.
 */
export function startsApart({ events }: HireRecord): string | undefined {
  const starts = ofKind(events, 'started');
  if (starts.length < 2) return undefined;
  const begun = new Map(
    starts.map(({ program, subject, number = 1 }) => [
      JSON.stringify([program, subject && normaliseName(subject), number]),
      subject ? runTitle({ program, subject, number }) : program,
    ]),
  );
  return begun.size > 1 ? `it was begun several times, with ${[...begun.values()].join(' and ')}` : undefined;
}

/** What a record is of, see {@link titleOf}; its id where the record doesn't tell. */
export function titleOfRecord(record: HireRecord): string {
  const progress = reduceOutline(record);
  return progress ? titleOf(progress.hire) : record.hire;
}

/**
 * The progress of the run that the record describes.
 * @param voided ids of the judgements and waivers that don't count → why
 * @returns undefined if the record holds no sound `started` event: the hire is forgotten, or that event is damaged or missing;
 *   and where it was begun several times, see {@link startsApart}
 */
export function reduceEvents(
  record: HireRecord,
  voided: ReadonlyMap<string, Flaw> = new Map(),
): Progress | undefined {
  const reduced = reduceRun(record);
  if (!reduced) return undefined;
  const { run, events, adoptions } = reduced;
  return {
    ...run,
    items: reduceItems(events, {
      settled: new Set(adoptions.flatMap(({ settled = [] }) => settled)),
      voided,
      lastAdoption: adoptions.at(-1),
    }),
    questions: reduceQuestions(events),
  };
}

/** What a record says of a run apart from its items and questions, which take as long as all the rest. */
export type RunProgress = Omit<Progress, 'items' | 'questions'>;

/** As {@link reduceEvents}, without items and questions. */
export function reduceOutline(record: HireRecord): RunProgress | undefined {
  return reduceRun(record)?.run;
}

function reduceRun(record: HireRecord) {
  const facts = effective(record.events).filter(isKnown);
  const started = facts.find((event) => event.kind === 'started');
  if (!started || startsApart(record)) return undefined;

  const adoptions = ofKind(facts, 'adopted');
  const renamed = renamesOf(adoptions);
  const events = untilTheEnd(underPresentIds(facts, renamed));
  const changes = ofKind(events, 'changed');
  const changed: Omit<EventOf<'changed'>, keyof Envelope | 'kind'> = Object.assign({}, ...changes);
  const zone = changed.zone ?? started.zone;
  const end = changed.end ?? started.end;
  const finished = lastOf(events, 'finished');
  const archived = lastOf(events, 'archived');
  const run: RunProgress = {
    hire: {
      id: record.hire,
      person: started.person,
      name: changed.name ?? started.name,
      handles: changed.handles ?? started.handles ?? [],
      start: lastOf(events, 'rescheduled')?.start ?? started.start,
      ...(end ? { end } : {}),
      program: started.program,
      ...(started.subject ? { subject: started.subject } : {}),
      ...(started.number ? { number: started.number } : {}),
      digest: adoptions.at(-1)?.digest ?? started.digest,
      ...(zone ? { zone } : {}),
    },
    bindings: bindingsIn(record.events),
    leaves: leavesIn(events),
    calendar: calendarIn([...changes, ...[finished, archived].filter((end) => end !== undefined)]),
    stretch: changed.stretch ?? false,
    traits: traitsIn(started, changes),
    own: ownIn(events, underPresentIds(record.events, renamed)),
    adopted: adoptedOn(adoptions),
    reviews: ofKind(events, 'reviewed'),
    ...(finished ? { finished } : {}),
    ...(archived ? { archived } : {}),
    ...endedOn(events),
  };
  return { run, events, adoptions };
}

const noTraits: Progress['traits'] = new Map();

/** What is said of each trait as `country=us`; a text without a name or a value, which only a stranger can have written, says nothing. */
function traitsIn(started: EventOf<'started'>, changes: readonly EventOf<'changed'>[]): Progress['traits'] {
  const told = [started, ...changes].filter(({ traits }) => traits !== undefined);
  if (told.length === 0) return noTraits;
  const answers = new Map<string, Answer[]>();
  for (const event of told)
    for (const text of event.traits ?? []) {
      const [, trait, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
      if (trait === undefined || value === undefined) continue;
      const answer = { value, ...(event.kind === 'changed' ? { on: event.on } : {}) };
      answers.set(trait, [...(answers.get(trait) ?? []), answer]);
    }
  return answers;
}

function endedOn(events: readonly Event[]): Pick<Progress, 'endedOn'> {
  const [end] = endsIn(events);
  return end ? { endedOn: end.on } : {};
}

/** Former id of an item → its present id. */
export type Renames = Readonly<Record<string, string>>;

/** The renames that the last upgrade recorded. */
export function renamesIn(events: readonly (Event | UnknownEvent)[]): Renames {
  return renamesOf(ofKind(effective(events).filter(isKnown), 'adopted'));
}

function renamesOf(adoptions: readonly EventOf<'adopted'>[]): Renames {
  return adoptions.at(-1)?.renamed ?? {};
}

/** The events with the present ids of their items, so that events recorded under a former id stay with the item. */
export function underPresentIds<E extends Event | UnknownEvent>(
  events: readonly E[],
  renamed: Renames = renamesIn(events),
): E[] {
  if (Object.keys(renamed).length === 0) return [...events];
  return events.map((event) => {
    if (!isKnown(event)) return event;
    const item = 'item' in event && event.item !== undefined ? presentId(event.item, renamed) : undefined;
    const after = 'after' in event ? event.after?.map((id) => presentId(id, renamed)) : undefined;
    const dueRule = 'dueRule' in event ? presentRule(event.dueRule, renamed) : undefined;
    const fromRule = 'fromRule' in event ? presentRule(event.fromRule, renamed) : undefined;
    return {
      ...event,
      ...(item === undefined ? {} : { item }),
      ...(after ? { after } : {}),
      ...(dueRule === undefined ? {} : { dueRule }),
      ...(fromRule === undefined ? {} : { fromRule }),
    };
  });
}

/** A date rule with the present id of the item that it counts from. */
export function presentRule(rule: string | undefined, renamed: Renames): string | undefined {
  const id = itemInRule(rule);
  return id === undefined ? rule : `${rule?.slice(0, -id.length)}${presentId(id, renamed)}`;
}

export function presentId(id: string, renamed: Renames): string {
  return (Object.hasOwn(renamed, id) && renamed[id]) || id;
}

/** @param events all events of a record, since an undone binding counts until it was undone */
function bindingsIn(events: Events): Progress['bindings'] {
  const bindings = new Map<string, Binding[]>();
  const undone = new Map<string, EventOf<'undone'>>();
  for (const event of ofKind(events, 'undone'))
    if (!undone.has(event.target)) undone.set(event.target, event);
  for (const event of ofKind(events, 'assigned')) {
    const until = undone.get(event.batch);
    const binding = { event, ...(until ? { until } : {}) };
    const known = bindings.get(event.role);
    if (known) known.push(binding);
    else bindings.set(event.role, [binding]);
  }
  return bindings;
}

/** What a record says beyond the events of an item. */
interface Beyond {
  /** Ids of completions that need no approval, whatever the program asks for. */
  readonly settled: ReadonlySet<string>;
  readonly voided: ReadonlyMap<string, Flaw>;
  readonly lastAdoption: EventOf<'adopted'> | undefined;
}

/** Id of an item → its progress. */
function reduceItems(events: readonly Event[], beyond: Beyond): ReadonlyMap<string, ItemProgress> {
  const byItem = new Map<string, Event[]>();
  for (const event of events) {
    if (!('item' in event) || event.item === undefined) continue;
    const own = byItem.get(event.item);
    if (own) own.push(event);
    else byItem.set(event.item, [event]);
  }
  return new Map([...byItem].map(([id, own]) => [id, reduceItem(own, beyond)]));
}

function reduceQuestions(events: readonly Event[]): Question[] {
  const answers = new Map(ofKind(events, 'answered').map((answer) => [answer.of, answer]));
  return ofKind(events, 'asked').map((asked) => {
    const answered = answers.get(asked.id);
    return { asked, ...(answered ? { answered } : {}) };
  });
}

function leavesIn(events: readonly Event[]): EventOf<'away'>[] {
  const withdrawn = new Set(ofKind(events, 'withdrawn').map(({ of }) => of));
  return ofKind(events, 'away')
    .filter(({ id }) => !withdrawn.has(id))
    .sort((a, b) => compareDates(a.from, b.from) || compareDates(a.to, b.to));
}

/**
 * The own items that are still there. What waits for an own item that is gone waits for what that item waited for.
 * @param events the events that count
 * @param all these and the events of undone commands, since an item whose `add` was undone is gone as well
 */
function ownIn(events: readonly Event[], all: Events): EventOf<'added'>[] {
  const removed = new Set(ofKind(events, 'removed').map(({ item }) => item));
  const own = ofKind(events, 'added').filter(({ item }) => !removed.has(item));
  const there = new Set(own.map(({ item }) => item));
  const gone = ofKind(all, 'added').filter(({ item }) => !there.has(item));
  // Of several items of one id the first counts, here as in the program.
  const afterGone = new Map(gone.reverse().map(({ item, after = [] }) => [item, after]));
  return own.map((event) =>
    event.after?.some((id) => afterGone.has(id))
      ? { ...event, after: withoutGone(event.after, afterGone).filter((id) => id !== event.item) }
      : event,
  );
}

/** The ids, with what a gone item waited for in its place, to any depth. @param afterGone id of a gone item → its `after` */
function withoutGone(
  ids: readonly string[],
  afterGone: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const seen = new Set(ids);
  // A set can grow while it is walked through, and yields each id once, so that a circle of gone items ends.
  for (const id of seen) for (const before of afterGone.get(id) ?? []) seen.add(before);
  return [...seen].filter((id) => !afterGone.has(id));
}

/** Id of an item → the date of the last upgrade that brought it: an earlier one doesn't count if the item went in between. */
function adoptedOn(adoptions: readonly EventOf<'adopted'>[]): ReadonlyMap<string, CalendarDate> {
  const renamed = renamesOf(adoptions);
  return new Map(
    adoptions.flatMap(({ on, items }) => items.map((id) => [presentId(id, renamed), on] as const)),
  );
}

/** What a hire's own days say of where they come from, unless a file lists them. */
const ownList = 'own list';

/**
 * The hire's own calendar, key by key: what the last event that says something usable of a key says. Values that a stranger
 * wrote and that can't be used, such as words that are not weekdays, say nothing.
 */
function calendarIn(changes: readonly CalendarChange[]): CalendarConfig {
  const last = <T>(field: CalendarField, read: (event: CalendarChange) => T | undefined): T | undefined => {
    const event = changes.findLast((each) => read(each) !== undefined || each.asTeam?.includes(field));
    return event && read(event);
  };
  const workingDays = last('workingDays', (event) => {
    const week = weekdays.filter((day) => event.workingDays?.includes(day));
    return week.length > 0 ? week : undefined;
  });
  const lists = last('holidays', ({ holidays, workedDays = [] }) => holidays && { holidays, workedDays });
  const extra = last('extraWorkingDays', ({ extraWorkingDays }) => extraWorkingDays);
  const holidaysUntil = last('holidaysUntil', (event) => event.holidaysUntil);
  const minutesPerDay = last('minutesPerDay', ({ minutesPerDay: minutes = 0 }) =>
    minutes >= 1 && minutes <= 1440 ? minutes : undefined,
  );
  // An empty list says that the hire has no make-up days, whatever files say.
  const worked = extra?.length === 0 ? [] : (lists?.workedDays ?? []);
  return {
    ...(workingDays ? { workingDays } : {}),
    ...(lists ? { holidays: lists.holidays.map(ownDay) } : {}),
    ...(extra || worked.length > 0 ? { extraWorkingDays: [...worked, ...(extra ?? [])].map(ownDay) } : {}),
    ...(holidaysUntil ? { holidaysUntil } : {}),
    ...(minutesPerDay ? { minutesPerDay } : {}),
  };
}

type CalendarChange = Pick<EventOf<'changed'>, CalendarField | 'workedDays' | 'asTeam'>;

/** What changes the plan of a run, beside the work itself. */
const planKinds: readonly Kind[] = [
  'changed',
  'rescheduled',
  'away',
  'withdrawn',
  'adopted',
  'added',
  'removed',
  'moved',
  'booked',
];

/** The events that ended the run, the first one first; after a merge there may be several. */
function endsIn(events: readonly Event[]): Event[] {
  return [...ofKind(events, 'finished'), ...ofKind(events, 'archived')].sort(byOrder);
}

/** The events without what somebody else, who didn't know yet that the run had ended, changed about its plan after that. */
function untilTheEnd(events: readonly Event[]): readonly Event[] {
  const [end] = endsIn(events);
  return end ? events.filter((event) => !planKinds.includes(event.kind) || byOrder(event, end) < 0) : events;
}

/** The day with its source; what else a stranger may have written of it is left out. */
function ownDay({ date, name, source = ownList }: NamedDay): NamedDay {
  return { date, ...(name ? { name } : {}), source };
}

function reduceItem(events: readonly Event[], beyond: Beyond): ItemProgress {
  const { settled, voided } = beyond;
  const [only] = events;
  // Most items have one event: that they are done.
  if (only?.kind === 'done' && events.length === 1)
    return {
      closedBy: only,
      closings: [only],
      ...(settled.has(only.id) ? { settled: true } : {}),
      counted: 0,
      notes: [],
    };
  const judgements = events.filter((event) => event.kind === 'approved' || event.kind === 'returned');
  const valid = judgements.filter(({ id }) => !voided.has(id));
  const verdicts = new Map(valid.map((event) => [event.of, event]));
  const standing = standingAmong(valid);
  const reopened = new Set(ofKind(events, 'reopened').map(({ of }) => of));

  const closings = events
    .filter((event) => event.kind === 'done' || event.kind === 'skipped')
    .filter(({ id }) => !reopened.has(id) && verdicts.get(id)?.kind !== 'returned');
  const tally = tallyIn(events, (event) => standing.has(event), settled);
  const closedBy =
    closings.findLast(({ id }) => verdicts.has(id) || settled.has(id)) ??
    closings.findLast(({ kind }) => kind === 'done') ??
    closings.findLast((each) => isAnswered(each) && !voided.has(each.id)) ??
    closings.at(-1);
  const flaw = closedBy && isWaiver(closedBy) ? voided.get(closedBy.id) : undefined;
  const judged = closedBy && verdicts.get(closedBy.id);
  const approvals = ofKind([...standing], 'approved').filter(({ of }) => of === closedBy?.id);
  const lastVerdict = valid.at(-1);
  const lastMove = lastOf(events, 'moved');
  const moved = lastMove?.due;
  const movedSince = lastMove && lastVerdict && byOrder(lastMove, lastVerdict) > 0;
  const booked = bookingIn(events);
  return {
    ...(closedBy ? { closedBy } : {}),
    closings,
    ...(judged?.kind === 'approved' ? { judged, approvals } : {}),
    ...(closedBy && settled.has(closedBy.id) ? { settled: true } : {}),
    ...(flaw ? { flaw } : {}),
    ...(!closedBy && lastVerdict?.kind === 'returned' ? { returned: lastVerdict } : {}),
    ...(judgements.length > 0 ? { judgements: judgedIn(judgements, events, beyond) } : {}),
    counted: ofKind(events, 'counted').reduce((sum, { delta }) => sum + delta, 0),
    ...(tally ? { tally } : {}),
    ...(moved ? { moved, movedOn: lastMove.on } : {}),
    ...(movedSince ? { movedSince } : {}),
    ...(booked ? { booked } : {}),
    notes: ofKind(events, 'noted'),
  };
}

/** Whether a skip says more than that the item is left out. */
function isAnswered(event: Event): boolean {
  return event.kind === 'skipped' && (event.answer === 'waived' || event.answer === 'not-applicable');
}

/** Whether somebody let the item pass, which only somebody else than the hire can. */
export function isWaiver(event: Event): event is EventOf<'skipped'> {
  return event.kind === 'skipped' && event.answer === 'waived';
}

/**
 * The judgements whose place no later one of the same completion takes: a return does, and an approval only that of a return.
 * @param valid in their order, as are those that stand
 */
function standingAmong(valid: readonly Judged['event'][]): ReadonlySet<Judged['event']> {
  const standing: Judged['event'][] = [];
  /** What a completion was judged later on: `returned` where it was so once. */
  const later = new Map<string, Judged['event']['kind']>();
  for (const verdict of valid.toReversed()) {
    const after = later.get(verdict.of);
    const stands = verdict.kind === 'returned' ? after === undefined : after !== 'returned';
    if (stands) standing.push(verdict);
    if (after !== 'returned') later.set(verdict.of, verdict.kind);
  }
  return new Set(standing.reverse());
}

/** @param events the events of the item, among them the judgements and what they judge */
function judgedIn(
  judgements: readonly Judged['event'][],
  events: readonly Event[],
  { voided, lastAdoption }: Beyond,
): Judged[] {
  const closing = events.filter(({ kind }) => kind === 'done' || kind === 'skipped' || kind === 'counted');
  const recorders = new Map(closing.map(({ id, by }) => [id, by]));
  return judgements.map((event) => {
    const [doneBy, flaw] = [recorders.get(event.of), voided.get(event.id)];
    return {
      event,
      ...(doneBy === undefined ? {} : { doneBy }),
      isEarlier: lastAdoption !== undefined && byOrder(event, lastAdoption) < 0,
      ...(flaw ? { flaw } : {}),
    };
  });
}

/** The booking that counts. A time that isn't `HH:MM`, which only a stranger can have written, says nothing. */
function bookingIn(events: readonly Event[]): Booking | undefined {
  const last = lastOf(events, 'booked');
  if (!last || last.cancelled) return undefined;
  const { day: on, time = '', by } = last;
  return { on, ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? { at: time } : {}), by };
}

/** @param stands whether no later verdict is on the same event */
function tallyIn(
  events: readonly Event[],
  stands: (verdict: EventOf<'approved' | 'returned'>) => boolean,
  settled: ReadonlySet<string>,
): Tally | undefined {
  const counted = new Set(ofKind(events, 'counted').map(({ id }) => id));
  if (counted.size === 0) return undefined;
  return {
    events: events.filter((event): event is Tally['events'][number] => {
      if (event.kind === 'counted') return true;
      if (event.kind === 'reopened') return counted.has(event.of);
      return (
        (event.kind === 'approved' || event.kind === 'returned') && counted.has(event.of) && stands(event)
      );
    }),
    settled: new Set([...counted].filter((id) => settled.has(id))),
  };
}

export function ofKind<K extends Kind>(events: Events, kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

/** The last event of a kind for which only the last event counts. */
function lastOf<K extends LastCounts>(events: readonly Event[], kind: K): EventOf<K> | undefined {
  return ofKind(events, kind).at(-1);
}

export type Events = readonly (Event | UnknownEvent)[];

/** The events that count: all events except those of undone commands; a kind that can't be undone always counts. */
export function effective(events: Events): (Event | UnknownEvent)[] {
  const isUndone = undoneIn(events);
  return events.filter((event) => !isUndone(event));
}

/** Returns a test that tells whether `undone` events among the given events have taken an event back. */
export function undoneIn(events: Events): (event: Event | UnknownEvent) => boolean {
  const undone = undoneBatches(events);
  return (event) => undone.size > 0 && undone.has(event.batch) && isUndoable(event);
}

/** Whether the kind of the event can be taken back; a kind that this version doesn't know can. */
export function isUndoable({ kind }: Event | UnknownEvent): boolean {
  return entryOf(kind)?.counts !== 'always';
}

/** The batches that the `undone` events name. */
export function undoneBatches(events: Events): Set<string> {
  return new Set(ofKind(events, 'undone').map(({ target }) => target));
}
