/**
 * An iCalendar file (RFC 5545) → the days of its all-day events, such as a company's holidays. Events with a time of day
 * and cancelled events don't count. If one event can't be understood, the whole file is refused: were the event left out,
 * nobody would notice that a day off is missing.
 */
import { type CalendarDate, type DayCount, dateOf, dayCount } from '../dates.ts';
import { attempt } from '../errors.ts';
import type { NamedDay } from './model.ts';
import { parseRecurrence, type Recurrence, RecurrenceError, recurring } from './recurrence.ts';

export interface CalendarFile {
  /** The days off, in ascending order. */
  readonly off: readonly NamedDay[];
  /** The days that the file says are worked although they would be off, in ascending order. */
  readonly worked: readonly NamedDay[];
  /** The events that don't count, by the reason why. */
  readonly passedOver: readonly PassedOver[];
  /** The words of `only` and `except` that fit no event. */
  readonly unmatched?: readonly string[];
  /** Why the file can't be used: the end of a sentence that begins with the file's name. */
  readonly fault?: string;
}

export interface PassedOver {
  readonly why: string;
  readonly names: readonly string[];
  readonly count: number;
}

/** Words by which events are picked. */
export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

export function passedOverText({ why, names, count }: PassedOver): string {
  return `${count} ${why} passed over: ${names.join(', ')}`;
}

const maxBytes = 1024 * 1024;
/** The most days off in a file: more than a hundred a year for a century. */
const maxDays = 10_000;
/** The most days that may be looked at, about a second's work: a file of a megabyte can ask for hours of it. */
const maxSteps = 2_000_000;
/** The longest event, in days. */
const longestEvent = 366;
/** Days off before the first or after the last of these dates are left out. */
const [firstDate, lastDate] = [dayCount('1970-01-01'), dayCount('2999-12-31')];

/** Reads an iCalendar file. Never throws: whatever is wrong with the content is returned as `fault`. */
export function readCalendar(
  bytes: Uint8Array,
  _choice: Choice = {},
  within?: { readonly from: CalendarDate; readonly to: CalendarDate },
): CalendarFile {
  const nothing = { off: [], worked: [], passedOver: [] };
  try {
    const days = [...daysOff(eventsIn(decoded(bytes)))].filter((day) => day >= firstDate && day <= lastDate);
    if (days.length === 0) throw new Fault('it holds no all-day event');
    const dates = days.sort((a, b) => a - b).map(dateOf);
    const near = dates.filter((date) => !within || (date >= within.from && date <= within.to));
    return { ...nothing, off: near.map((date) => ({ date })) };
  } catch (error) {
    if (error instanceof Fault) return { ...nothing, fault: error.message };
    throw error;
  }
}

class Fault extends Error {
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes.length > maxBytes) throw new Fault(`it has ${bytes.length} bytes, the most is ${maxBytes}`);
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (text === undefined || text.includes('\0')) throw new Fault('it is not UTF-8 text');
  return text;
}

interface Property {
  readonly name: string;
  readonly value: string;
  /** Whether the property's parameters say that the value is a date without a time. */
  readonly isDate: boolean;
  readonly line: number;
}

type CalendarEvent = readonly Property[];

/** The properties of each event, without those of components inside it, such as alarms. */
function eventsIn(text: string): CalendarEvent[] {
  const events: Property[][] = [];
  const open: string[] = [];
  let started = false;
  for (const property of propertiesIn(text)) {
    const { name, value, line } = property;
    const component = value.trim().toUpperCase();
    if (name === 'BEGIN') {
      open.push(component);
      started ||= component === 'VCALENDAR';
      if (component === 'VEVENT') events.push([]);
    } else if (name === 'END') {
      if (open.pop() !== component) throw new Fault(`END:${component} ends nothing that has begun`, line);
    } else if (open.at(-1) === 'VEVENT') events.at(-1)?.push(property);
  }
  if (!started) throw new Fault('it is not an iCalendar file: BEGIN:VCALENDAR is missing');
  if (open.length > 0) throw new Fault(`it is cut off: END:${open.at(-1)} is missing`);
  return events;
}

const wanted = 'BEGIN|END|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|STATUS|UID|RECURRENCE-ID';
/** A property's name, parameters and value. A quoted parameter may hold any character, also `:` and `;`. */
const propertyPattern = new RegExp(`^(${wanted})((?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(.*)$`, 'i');

/** The properties named in {@link wanted}. A line that begins with a space continues the one before (RFC 5545, 3.1). */
function* propertiesIn(text: string): Generator<Property> {
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; ) {
    const line = at + 1;
    const parts = [lines[at] ?? ''];
    for (at += 1; /^[ \t]/.test(lines[at] ?? ''); at += 1) parts.push((lines[at] ?? '').slice(1));
    const [, name, parameters = '', value = ''] = propertyPattern.exec(parts.join('')) ?? [];
    if (name)
      yield { name: name.toUpperCase(), value, isDate: /;VALUE="?DATE"?(;|$)/i.test(parameters), line };
  }
}

function daysOff(events: readonly CalendarEvent[]): Set<DayCount> {
  const days = new Set<DayCount>();
  const replaced = replacedIn(events);
  let steps = 0;
  for (const event of events) {
    const start = startOf(event);
    if (!start || textOf(event, 'STATUS')?.toUpperCase() === 'CANCELLED') continue;
    const spend = (more: number) => {
      steps += more;
      if (steps > maxSteps) throw new Fault('its repetitions are too many to follow', start.line);
    };
    const length = lengthOf(event, start);
    for (const first of occurrencesOf(event, start, replaced, spend)) {
      spend(length);
      for (let day = first; day < first + length; day += 1) days.add(day);
      if (days.size > maxDays) throw new Fault(`it takes more than ${maxDays} days off`, start.line);
    }
  }
  return days;
}

interface Start {
  readonly day: DayCount;
  readonly line: number;
}

/**
 * The first day of an event; undefined for an event with a time of day. Eight digits are a date, even if the parameters don't
 * say so.
 */
function startOf(event: CalendarEvent): Start | undefined {
  const start = event.find(({ name }) => name === 'DTSTART');
  if (!start || (!start.isDate && !/^\d{8}$/.test(start.value.trim()))) return undefined;
  return { day: dayIn(start), line: start.line };
}

function occurrencesOf(
  event: CalendarEvent,
  start: Start,
  replaced: ReadonlyMap<string, ReadonlySet<DayCount>>,
  spend: (steps: number) => void,
): DayCount[] {
  const exrule = event.find(({ name }) => name === 'EXRULE');
  if (exrule) throw new Fault('EXRULE is not understood: write the days to leave out as EXDATE', exrule.line);
  const rules = event.filter(({ name }) => name === 'RRULE').map(ruleIn);
  const all = [
    start.day,
    ...rules.flatMap((rule) => recurring(rule, start.day, spend)),
    ...listed(event, 'RDATE'),
  ];
  if (event.some(({ name }) => name === 'RECURRENCE-ID')) return all;
  const without = new Set([...listed(event, 'EXDATE'), ...(replaced.get(textOf(event, 'UID') ?? '') ?? [])]);
  return [...new Set(all)].filter((day) => !without.has(day));
}

/**
 * UID of a repeated event → the days that were moved or cancelled: other events of the same UID replace them
 * (`RECURRENCE-ID`).
 */
function replacedIn(events: readonly CalendarEvent[]): ReadonlyMap<string, ReadonlySet<DayCount>> {
  const replaced = new Map<string, Set<DayCount>>();
  for (const event of events) {
    const uid = textOf(event, 'UID') ?? '';
    const days = replaced.get(uid) ?? new Set();
    for (const day of listed(event, 'RECURRENCE-ID')) replaced.set(uid, days.add(day));
  }
  return replaced;
}

function ruleIn({ value, line }: Property): Recurrence {
  try {
    return parseRecurrence(value.trim(), (text) => dayFrom(text, line));
  } catch (error) {
    throw error instanceof RecurrenceError ? new Fault(error.message, line) : error;
  }
}

/**
 * How many days an event lasts. `DTEND` is the first day after the event (RFC 5545, 3.6.1), but for an event of one day
 * some programs write the same day as in `DTSTART`.
 */
function lengthOf(event: CalendarEvent, { day, line }: Start): number {
  const end = event.find(({ name }) => name === 'DTEND');
  const duration = textOf(event, 'DURATION');
  const length = end
    ? Math.max(dayIn(end) - day, dayIn(end) === day ? 1 : 0)
    : daysIn(duration ?? 'P1D', line);
  if (length < 1) throw new Fault('the event ends before it begins', end?.line ?? line);
  if (length > longestEvent)
    throw new Fault(`the event lasts ${length} days, the most is ${longestEvent}`, line);
  return length;
}

/** `P2W`, `P3D` → days. */
function daysIn(duration: string, line: number): number {
  const [, weeks, days] = /^\+?P(?:(\d{1,5})W|(\d{1,5})D(?:T.*)?)$/.exec(duration) ?? [];
  if (weeks === undefined && days === undefined)
    throw new Fault(`the duration "${duration}" is not a number of whole days`, line);
  return weeks === undefined ? Number(days) : 7 * Number(weeks);
}

function listed(event: CalendarEvent, name: string): DayCount[] {
  return event
    .filter((property) => property.name === name)
    .flatMap(({ value, line }) => value.split(',').map((text) => dayFrom(text.trim().slice(0, 8), line)));
}

function textOf(event: CalendarEvent, wantedName: string): string | undefined {
  return event.find(({ name }) => name === wantedName)?.value.trim();
}

function dayIn({ value, line }: Property): DayCount {
  return dayFrom(value.trim().slice(0, 8), line);
}

/** `20261225` → the day. Years count from 1600 on, because some programs let repeated events begin in 1601. */
function dayFrom(text: string, line: number): DayCount {
  const [, year, month, day] = /^(1[6-9]\d\d|2\d{3})(\d\d)(\d\d)$/.exec(text) ?? [];
  const date = `${year}-${month}-${day}` as CalendarDate;
  // A day that its month doesn't have, such as 30 February, comes back as a day of the next month.
  if (year === undefined || dateOf(dayCount(date)) !== date) throw new Fault(`"${text}" is not a date`, line);
  return dayCount(date);
}
