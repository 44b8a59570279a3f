/**
 * What a hire's run puts into a calendar: what is booked, the conversations to book, and on wish what is due. An entry keeps
 * its id through all of that, so that another state of the run moves it, and says that it is cancelled before it goes.
 */
import { addDays, type CalendarDate, fullDate, laterOf } from '../dates.ts';
import { instantAt } from '../instants.ts';
import { isDone, isToDo, type PlannedItem } from '../plan/plan.ts';
import { planRun, type Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { rolesOf } from '../program/model.ts';
import { type Event, type EventOf, isKnown, type UnknownEvent } from '../progress/event.ts';
import { type IsThem, isPerson } from '../progress/names.ts';
import { effective, presentId, reduceEvents, renamesIn } from '../progress/reduce.ts';
import { dueOr, isOnboarding } from './anchor.ts';
import { viewRole } from './item.ts';
import { listText, oneLine } from './words.ts';

export interface CalendarEntry {
  /** Made of the record and the item alone, whatever either is called and whenever it is. */
  readonly uid: string;
  /** Grows with every event that can move or close an item of the run, and never falls. */
  readonly sequence: number;
  /** The instant of the last one of these events. */
  readonly changed: string;
  readonly title: string;
  /** What the title begins with: `To book`, `Due`, `Done`, `Cancelled`; empty for what is booked. */
  readonly word: string;
  readonly when: EntryTime;
  /** Whom it is with, when it is due and what to talk about, line by line. */
  readonly description: readonly string[];
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** What it is a part of. */
  readonly category: 'Onboarding' | 'Checklist';
}

/** A day; or two instants as ISO 8601, or without `Z` where nobody has said in which zone the time is. */
export type EntryTime = { readonly day: CalendarDate } | { readonly from: string; readonly to: string };

export interface EntryOptions {
  /** The day that counts as today, also for a run that has ended. */
  readonly today: CalendarDate;
  /** Whether what is due is listed as well. */
  readonly dues: boolean;
  /** For whom the entries are; for the hire, if absent. */
  readonly isThem?: IsThem | undefined;
  /** The programs that the run has followed, by their digests, as far as they are there. */
  readonly programs: ReadonlyMap<string, Program>;
}

/** So many days an entry that was cancelled, or done early, is still listed: a reader drops nothing by its status alone. */
const daysCancelled = 60;

/** A meeting takes so many minutes where the checklist doesn't say how long, and so many at most. */
const [usualMinutes, mostMinutes] = [30, 480];

/** The entries of a run, in the order of the plan, then those of items that the run no longer has. */
export function calendarEntries(run: Run, options: EntryOptions): CalendarEntry[] {
  const present = entriesOf(run, options, stampOf(run));
  const known = new Set(present.map(({ uid }) => uid));
  return [...present, ...goneFrom(run, options).filter(({ uid }) => !known.has(uid))];
}

/** The entry of a booked item, for an invitation; undefined where the item isn't booked. */
export function bookedEntry(
  planned: PlannedItem,
  run: Run,
  options: EntryOptions,
): CalendarEntry | undefined {
  const { booked } = planned.progress;
  if (!booked) return undefined;
  const base = baseOf(planned, run, options, stampOf(run));
  return {
    ...base,
    // Who is invited learns nothing else of the hire's plan.
    description: topicLines(planned),
    when: timeOf(planned, booked.on, booked.at, run),
    word: '',
    status: 'CONFIRMED',
  };
}

type Stamped = Pick<CalendarEntry, 'sequence' | 'changed'>;

/** Kinds of events that move no date and close nothing: what people write. */
const written: readonly string[] = ['noted', 'asked', 'answered', 'reviewed'];

function stampOf({ record }: Run): Stamped {
  const events = record.events.filter(({ kind }) => !written.includes(kind));
  return {
    sequence: events.length,
    changed: events.reduce((last, { at }) => (at > last ? at : last), '1970-01-01T00:00:00.000Z'),
  };
}

function entriesOf(run: Run, options: EntryOptions, stamp: Stamped): CalendarEntry[] {
  const { isThem } = options;
  const isOwn = !isThem || isPerson(run.progress.hire, isThem);
  const bookings = lastBookings(run);
  return run.plan.items.flatMap((planned) => {
    const meets = isOwn || holds(planned.item.with, run, isThem);
    const acts = planned.item.by !== undefined && (isOwn || holds(rolesOf(planned.item.by), run, isThem));
    if (!meets && !acts) return [];
    const found = formOf(planned, run, bookings.get(planned.item.id), {
      ...options,
      dues: options.dues && (isOwn || acts),
    });
    return found ? [{ ...baseOf(planned, run, options, stamp), ...found }] : [];
  });
}

/** Whether the person holds one of the roles. */
function holds(roles: readonly string[], { people }: Run, isThem: IsThem): boolean {
  return roles.some((role) => (people.get(role) ?? []).some((person) => isPerson(person, isThem)));
}

type Form = Pick<CalendarEntry, 'when' | 'word' | 'status'>;

/** What the calendar shows of an item now; undefined where it has no place there, or no longer. */
function formOf(
  planned: PlannedItem,
  run: Run,
  lastBooking: EventOf<'booked'> | undefined,
  options: EntryOptions,
): Form | undefined {
  const { progress, item } = planned;
  const { booked, closedBy } = progress;
  const { endedOn } = run.progress;
  const [open, done] = [isToDo(planned), isDone(planned)];
  const isMeeting = item.with.length > 0 && item.by === undefined;
  const day = (date: CalendarDate, word: string, status: Form['status']): Form => ({
    when: { day: date },
    word,
    status,
  });
  const form: Form | undefined = booked
    ? { when: timeOf(planned, booked.on, booked.at, run), word: '', status: 'CONFIRMED' }
    : planned.undated
      ? undefined
      : isMeeting
        ? day(planned.due, 'To book', 'TENTATIVE')
        : options.dues
          ? day(planned.due, 'Due', 'CONFIRMED')
          : undefined;
  if (!form) {
    // A booking of what is no meeting was taken back.
    if (!lastBooking?.cancelled) return undefined;
    const when = timeOf(planned, lastBooking.day, lastBooking.time, run);
    return ending({ when, word: '', status: 'CONFIRMED' }, 'Cancelled', lastBooking.on, options);
  }
  if (open) return endedOn ? ending(form, 'Cancelled', endedOn, options) : form;
  const closed = closedBy?.on ?? run.plan.today;
  // What was done on the booked day or later has taken place.
  if (done && booked && booked.on <= closed) return form;
  // In a copy of the record it may have been booked after that.
  const since = lastBooking && booked ? laterOf(closed, lastBooking.on) : closed;
  return ending(form, done ? 'Done' : 'Cancelled', since, options);
}

/** An entry that comes no more. @param on the day since when */
function ending({ when }: Form, word: string, on: CalendarDate, { today }: EntryOptions): Form | undefined {
  return addDays(on, daysCancelled) < today ? undefined : { when, word, status: 'CANCELLED' };
}

/** Id of an item → its last booking, cancelled or not, among the events that count. */
function lastBookings({ record }: Run): ReadonlyMap<string, EventOf<'booked'>> {
  const renames = renamesIn(record.events);
  const bookings = effective(record.events)
    .filter(isKnown)
    .filter((event): event is EventOf<'booked'> => event.kind === 'booked');
  return new Map(bookings.map((event) => [presentId(event.item, renames), event]));
}

/** Each day and time as a calendar has it: a time in the hire's zone as an instant, with an end. */
function timeOf({ item }: PlannedItem, day: CalendarDate, time: string | undefined, run: Run): EntryTime {
  if (time === undefined || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { day };
  const minutes =
    Math.min(mostMinutes, Math.round((item.takes ?? usualMinutes) / (item.count?.target || 1))) || 1;
  const { zone } = run.progress.hire;
  const from = zone === undefined ? undefined : instantAt(day, time, zone);
  const later = (instant: Date) => new Date(instant.getTime() + minutes * 60_000).toISOString();
  if (from) return { from: from.toISOString(), to: later(from) };
  const clock = new Date(`${day}T${time}:00Z`);
  return { from: clock.toISOString().slice(0, -1), to: later(clock).slice(0, -1) };
}

function baseOf(
  planned: PlannedItem,
  run: Run,
  options: EntryOptions,
  stamp: Stamped,
): Omit<CalendarEntry, 'when' | 'word' | 'status'> {
  const { item, ref, due, undated } = planned;
  const { hire } = run.progress;
  const [isOwn, title] = [!options.isThem || isPerson(hire, options.isThem), oneLine(item.title)];
  const about = hire.subject === undefined ? (isOwn ? [] : [hire.name]) : [hire.subject];
  const people = [...item.with, ...(item.by === undefined ? [] : rolesOf(item.by))].flatMap(
    (role) => viewRole(role, run).people,
  );
  return {
    uid: `${word(firstId(item.id, run, options))}.${word(run.record.hire)}@pm-onboard`,
    ...stamp,
    category: hire.subject === undefined ? 'Onboarding' : 'Checklist',
    title: [title, ...about.map((name) => `(${oneLine(name)})`)].join(' '),
    description: [
      ...(people.length > 0 ? [`With ${listText([...new Set(people.map(oneLine))])}.`] : []),
      `${ref} ${inRun(run)}, ${dueOr({ undated }, `due on ${fullDate(due)}`)}.`,
      ...topicLines(planned),
    ],
  };
}

/** Whoever leaves isn't being onboarded, nor is the buddy of a newcomer; the title of a checklist says what it is for. */
function inRun(run: Run): string {
  const { name, subject } = run.progress.hire;
  const title = `of "${oneLine(run.program.title)}"`;
  if (subject !== undefined) return title;
  return `${isOnboarding(run) ? 'in the onboarding of' : `${title} for`} ${oneLine(name)}`;
}

function topicLines({ item }: PlannedItem): string[] {
  return item.topics.map((topic) => `- ${oneLine(topic)}`);
}

/** A text as a word without signs that mean something in a calendar; other texts have other words. */
function word(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}

/** The id that the item had in the first program of the run that has it: renaming it in a checklist makes no new entry. */
function firstId(id: string, { record }: Run, { programs }: EntryOptions): string {
  const renames = renamesIn(record.events);
  const names = new Set([id, ...Object.keys(renames).filter((former) => renames[former] === id)]);
  if (names.size === 1) return id;
  const digests = effective(record.events)
    .filter(isKnown)
    .flatMap((event) => (event.kind === 'started' || event.kind === 'adopted' ? [event.digest] : []));
  for (const digest of digests)
    for (const item of programs.get(digest)?.phases.flatMap(({ items }) => items) ?? [])
      if (names.has(item.id)) return item.id;
  return id;
}

/** What may take an item out of a run, or a person out of its roles. */
const takesAway: Partial<Record<string, (event: Event) => boolean>> = {
  removed: () => true,
  adopted: () => true,
  undone: () => true,
  assigned: () => true,
  changed: (event) => event.kind === 'changed' && event.traits !== undefined,
};

/**
 * The entries of items that the run, or this person, had within the last days, as cancelled: the run is planned as it was
 * before each event that may have taken an item away.
 */
function goneFrom(run: Run, options: EntryOptions): CalendarEntry[] {
  const { events } = run.record;
  const since = addDays(options.today, -daysCancelled);
  const isLate = (event: Event | UnknownEvent) =>
    isKnown(event) && event.on >= since && (takesAway[event.kind]?.(event) ?? false);
  const batches = new Map(events.filter(isLate).map((event) => [event.batch, event.on]));
  const gone = new Map<string, CalendarEntry>();
  const stamp = stampOf(run);
  for (const [batch, on] of batches) {
    const before = runBefore(
      run,
      events.findIndex((event) => event.batch === batch),
      options,
    );
    for (const entry of before ? entriesOf(before, options, stamp) : []) {
      const form = entry.status === 'CANCELLED' ? undefined : ending(entry, 'Cancelled', on, options);
      if (form) gone.set(entry.uid, { ...entry, ...form });
    }
  }
  return [...gone.values()];
}

/** The run as it was before its event at this place; undefined before its start, or where its program then isn't there. */
function runBefore(run: Run, at: number, { programs }: EntryOptions): Run | undefined {
  const record = { ...run.record, events: run.record.events.slice(0, at) };
  const progress = reduceEvents(record);
  const { digest } = run.progress.hire;
  const pinned =
    progress && (progress.hire.digest === digest ? run.pinned : programs.get(progress.hire.digest));
  return pinned && planRun({ ...run, record, progress, pinned }, run.team, run.plan.today);
}
