/** The events of an iCalendar file that count, and the days on which each of them happens. */
import type { DayCount } from '../dates.ts';
import { dayOf, lastDayOf, type NotWhole, type WholeDays, wholeDaysOf } from './icalendar-days.ts';
import { CalendarFault, costOfTime } from './icalendar-limits.ts';
import { type CalendarText, type Component, type Property, parameterOf } from './icalendar-text.ts';
import { durationFrom, secondsPerDay, timeFrom, timeIn, valuesOf } from './icalendar-times.ts';
import type { Zones } from './icalendar-zones.ts';
import { fits, parseRecurrence, type Recurrence, RecurrenceError, recurring } from './recurrence.ts';

/** Why an event doesn't count, whatever it is about. */
export type Uncounted = NotWhole | 'cancelled' | 'older version';

export interface CalendarEvent {
  readonly component: Component;
  /** Its days, or why it doesn't count. */
  readonly days: WholeDays | Uncounted;
}

/** Consecutive days. */
export interface Span {
  readonly first: DayCount;
  readonly length: number;
}

/** @throws CalendarFault for an event of whole days that can't be understood */
export function eventsOf({ events }: CalendarText, zones: Zones): CalendarEvent[] {
  const newest = newestOf(events);
  const cancelled = cancelledSeriesIn(newest);
  return events.map((component) => {
    if (!newest.has(component)) return { component, days: 'older version' };
    if (isCancelled(component) || cancelled.has(component.text('UID')))
      return { component, days: 'cancelled' };
    return { component, days: wholeDaysOf(component, zones) };
  });
}

/**
 * The events without their older versions: of those with one UID, and one day of it where they change a single day, the highest
 * SEQUENCE counts (RFC 5545, 3.8.7.4). Where nothing says which one is newer, all count, as do events without a UID.
 */
function newestOf(events: readonly Component[]): ReadonlySet<Component> {
  const versions = new Map<string | Component, Component[]>();
  for (const event of events) {
    const uid = event.text('UID');
    const key = uid === undefined ? event : JSON.stringify([uid, event.text('RECURRENCE-ID')]);
    const others = versions.get(key);
    if (others) others.push(event);
    else versions.set(key, [event]);
  }
  const newest = [...versions.values()].flatMap((same) => {
    const highest = same.reduce((most, event) => Math.max(most, sequenceOf(event)), 0);
    return same.filter((event) => sequenceOf(event) === highest);
  });
  return new Set(newest);
}

function sequenceOf(event: Component): number {
  const text = event.text('SEQUENCE') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

/** The UIDs of series that are cancelled as a whole: the days that were moved before are cancelled with them. */
function cancelledSeriesIn(events: ReadonlySet<Component>): ReadonlySet<string | undefined> {
  const series = [...events].filter((event) => event.text('UID') && !event.first('RECURRENCE-ID'));
  const uids = (of: readonly Component[]) => new Set(of.map((event) => event.text('UID')));
  const live = uids(series.filter((event) => !isCancelled(event)));
  return uids(series.filter((event) => isCancelled(event) && !live.has(event.text('UID'))));
}

function isCancelled(event: Component): boolean {
  return event.text('STATUS')?.toUpperCase() === 'CANCELLED';
}

/** The days on which the events of a file happen, with what other events of the same UID say of them. */
export class Occurrences {
  /** UID → the `RECURRENCE-ID`s of the events that stand for one day of a series. */
  readonly #changes = new Map<string, Property[]>();

  constructor(
    events: readonly CalendarEvent[],
    readonly zones: Zones,
  ) {
    for (const { component, days } of events) {
      const change = component.first('RECURRENCE-ID');
      if (!change || days === 'older version') continue;
      const uid = component.text('UID') ?? '';
      const others = this.#changes.get(uid);
      if (others) others.push(change);
      else this.#changes.set(uid, [change]);
    }
  }

  /**
   * @param latest repetitions after this day are not wanted
   * @returns `ended` for a series that ends before it begins: so Google's calendar deletes all days of one, from the first on
   * @throws CalendarFault
   */
  of(event: Component, days: WholeDays, latest: DayCount | undefined): Span[] | 'ended' {
    const change = event.first('RECURRENCE-ID');
    // An event that stands for one day of a series repeats nothing, even where a program has copied the rule.
    if (change) {
      refuseRange(change);
      return [days];
    }
    const exrule = event.first('EXRULE');
    if (exrule)
      throw new CalendarFault('EXRULE is not understood: write the days to leave out as EXDATE', exrule.line);
    const rules = event.all('RRULE').map((rule) => this.#ruleIn(rule, days));
    const isOver = ({ until = days.first }: Recurrence) => until < days.first;
    if (rules.length > 0 && rules.every(isOver) && !event.first('RDATE')) return 'ended';
    const repeated = rules.flatMap((rule) => this.#repeated(rule, days, latest));
    const listed = event.all('RDATE').flatMap((property) => this.#listed(property, days));
    const without = new Set([
      ...event.all('EXDATE').flatMap((property) => this.#listed(property, days).map(({ first }) => first)),
      ...this.#changed(event, days),
    ]);
    const spans = [days, ...repeated.map((first) => ({ first, length: days.length })), ...listed];
    const steps = spans.reduce((total, { length }) => total + length, 0);
    this.zones.budget.spend(steps, days.line);
    return spans.filter(({ first }) => !without.has(first));
  }

  #repeated(rule: Recurrence, days: WholeDays, latest: DayCount | undefined): DayCount[] {
    const spend = (steps: number) => this.zones.budget.spend(steps, days.line);
    // A rule names the days of its event's own clock: those of UTC, where a program counts the local ones in UTC.
    const late = days.first - days.written;
    if (late === 0 || fits(rule, days.first) || !fits(rule, days.written))
      return recurring(rule, days.first, latest, spend);
    const moved = rule.until === undefined ? rule : { ...rule, until: rule.until - late };
    return recurring(moved, days.written, latest, spend).map((day) => day + late);
  }

  #ruleIn({ value, line }: Property, { zone }: WholeDays): Recurrence {
    try {
      return parseRecurrence(value, (text) => lastDayOf(timeFrom(text, line), this.zones, line, zone));
    } catch (error) {
      throw error instanceof RecurrenceError ? new CalendarFault(error.message, line) : error;
    }
  }

  /** The days of an `RDATE` or `EXDATE`, whose values may also be periods such as `20261225T000000Z/P2D`. */
  #listed(property: Property, days: WholeDays): Span[] {
    const { line } = property;
    const timeZone = parameterOf(property, 'TZID');
    return valuesOf(property).map((text) => {
      this.zones.budget.spend(1, line);
      const [from = '', to] = text.split('/');
      const dayFrom = (each: string) => dayOf(timeFrom(each, line, timeZone), this.zones, line, days.zone);
      const first = dayFrom(from);
      if (to === undefined) return { first, length: days.length };
      const length = /^\+?P/i.test(to) ? durationFrom(to, line) / secondsPerDay : dayFrom(to) - first;
      return { first, length: Number.isInteger(length) && length > 0 ? length : days.length };
    });
  }

  /** The days of the series that other events stand for, be they moved or cancelled. */
  #changed(event: Component, { zone, line }: WholeDays): DayCount[] {
    const changes = this.#changes.get(event.text('UID') ?? '') ?? [];
    this.zones.budget.spend(changes.length * costOfTime, line);
    return changes.map((change) => {
      refuseRange(change);
      return dayOf(timeIn(change), this.zones, change.line, zone);
    });
  }
}

function refuseRange(change: Property): void {
  const range = parameterOf(change, 'RANGE');
  if (range === undefined) return;
  const message = `RECURRENCE-ID with RANGE=${range} is not understood: write the later days as a series of their own`;
  throw new CalendarFault(message, change.line);
}
