/** The time zones of an iCalendar file: those with a public (IANA) name, and those whose rules the file gives. */
import { type DayCount, dateOf } from '../dates.ts';
import { attempt } from '../errors.ts';
import type { Budget } from './icalendar-limits.ts';
import type { CalendarText, Component } from './icalendar-text.ts';
import { dayFrom, secondsPerDay, type Time, timeFrom, timeIn, valuesOf } from './icalendar-times.ts';
import { parseRecurrence, type Recurrence, recurring } from './recurrence.ts';

export interface Zone {
  /** Seconds since 1970 in UTC → how many seconds the zone's clocks are ahead of UTC then. */
  offsetAt(instant: number): number;
}

export class Zones {
  readonly #given: ReadonlyMap<string, Component>;
  readonly #found = new Map<string, Zone | undefined>();
  readonly #names: readonly string[];

  constructor(
    { zones, ownZone }: CalendarText,
    readonly budget: Budget,
  ) {
    const given = zones.map((zone) => [zone.text('TZID') ?? '', zone] as const);
    this.#given = new Map(given);
    this.#names = [...new Set([...(ownZone === undefined ? [] : [ownZone]), ...this.#given.keys()])];
  }

  /** The calendar's own zone first, then those that the file describes. */
  *all(): Generator<Zone> {
    for (const name of this.#names) {
      const zone = this.named(name);
      if (zone) yield zone;
    }
  }

  /** A zone's public name is obeyed before the rules that the file gives for it. */
  named(name: string): Zone | undefined {
    if (!this.#found.has(name)) {
      const given = this.#given.get(name);
      this.#found.set(name, publicZone(name) ?? (given && attempt(() => givenZone(given, this.budget))));
    }
    return this.#found.get(name);
  }
}

/** Some programs put a path before the public name: `/citadel.org/20210210_1/Europe/Berlin`. */
function publicZone(name: string): Zone | undefined {
  const parts = name.split('/');
  const names = [name, ...[3, 2].map((length) => parts.slice(-length).join('/'))];
  for (const timeZone of new Set(names)) {
    // Newer versions of Node take `+02:00` for a zone, older ones don't.
    const format = /^[a-z]/i.test(timeZone)
      ? attempt(() => new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }))
      : undefined;
    if (format) return { offsetAt: (instant) => offsetIn(format.format(instant * 1000)) };
  }
  return undefined;
}

/** `12/25/2026, GMT+05:30` → 19,800. */
function offsetIn(text: string): number {
  const [, sign, hours, minutes, seconds = '0'] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds));
}

/**
 * A zone from the rules of its `VTIMEZONE` (RFC 5545, 3.6.5).
 * @throws an Error for rules that can't be followed
 */
function givenZone(component: Component, budget: Budget): Zone | undefined {
  const changes = component.parts.flatMap((part) => changesIn(part, budget)).sort((a, b) => a.at - b.at);
  const [first] = changes;
  if (changes.length > maxChanges) throw new Error('A zone that changes so often is none.');
  return first && { offsetAt: (instant) => (changes.findLast(({ at }) => at <= instant) ?? first).offset };
}

/** Clocks change twice a year; a country may change its rules now and then. */
const maxChanges = 1000;

interface Change {
  /** Seconds since 1970 in UTC. */
  readonly at: number;
  /** What the zone's clocks are ahead of UTC from then on, in seconds. */
  readonly offset: number;
}

/** The changes to standard time, or to summer time, until 2099. */
function changesIn(part: Component, budget: Budget): Change[] {
  const start = part.first('DTSTART');
  const [before, offset] = [offsetFrom(part.text('TZOFFSETFROM')), offsetFrom(part.text('TZOFFSETTO'))];
  const time = start && timeIn(start);
  if (time?.kind !== 'local') throw new Error('A VTIMEZONE has local times.');
  const instantOf = (each: Time) =>
    each.kind === 'instant' ? each.seconds : each.day * secondsPerDay + time.second - before;
  const rules = part.all('RRULE').map(({ value, line }) => {
    const localDay = (text: string) => Math.floor((instantOf(timeFrom(text, line)) + before) / secondsPerDay);
    return parseRecurrence(value, localDay);
  });
  const days = rules.flatMap((rule) =>
    recurring(rule, recentStart(rule, time.day), undefined, (steps) => budget.spend(steps, part.line)),
  );
  const listed = part
    .all('RDATE')
    .flatMap((property) => valuesOf(property).map((text) => timeFrom(text, property.line)));
  return [time, ...days.map((day) => ({ ...time, day })), ...listed].map((each) => ({
    at: instantOf(each),
    offset,
  }));
}

/** Outlook's rules begin in 1601: without a count they are the same from 1960 on, which is enough. */
function recentStart({ unit, interval, count }: Recurrence, day: DayCount): DayCount {
  const recent = dayFrom(dateOf(day).replace(/^(\d+)-(\d\d)-(\d\d)$/, '1960$2$3'));
  return unit === 'YEARLY' && interval === 1 && count === undefined && recent !== undefined
    ? Math.max(day, recent)
    : day;
}

/** `+0530` → 19,800. */
function offsetFrom(text: string | undefined): number {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d)(\d\d)?$/.exec(text ?? '') ?? [];
  if (sign === undefined) throw new Error(`"${text}" is not an offset.`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
