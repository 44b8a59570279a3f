/**
 * An iCalendar file (RFC 5545), as calendar programs write it → its days off and its working days. What is passed over is
 * counted and named. If an event of whole days can't be understood, the whole file is refused: were the event left out, nobody
 * would notice that a day off is missing.
 */
import { type CalendarDate, type DayCount, dateOf, dayCount } from '../dates.ts';
import type { WholeDays } from './icalendar-days.ts';
import { type CalendarEvent, eventsOf, Occurrences, type Span } from './icalendar-events.ts';
import { Budget, CalendarFault, maxDays } from './icalendar-limits.ts';
import {
  type Choice,
  type EventChoice,
  joinedNames,
  markOf,
  nameOf,
  type Passed,
  type PassedOver,
  passedOverText,
  type Reason,
  talliedOf,
  Words,
} from './icalendar-marks.ts';
import { type CalendarText, type Component, parseCalendar } from './icalendar-text.ts';
import { dayFrom } from './icalendar-times.ts';
import { Zones } from './icalendar-zones.ts';
import type { NamedDay } from './model.ts';

export { type EventChoice, type PassedOver, passedOverText } from './icalendar-marks.ts';

/**
 * What a file says. The name of a day is made of the titles of its events, on one line of at most 80 characters, and absent
 * where they have none; its source is for the caller to add.
 */
export interface CalendarFile {
  /** Days off, in ascending order, each date once. */
  readonly off: readonly NamedDay[];
  /** Days that are worked although they lie on a weekend or a holiday, such as China's make-up days; in the same order. */
  readonly worked: readonly NamedDay[];
  readonly passedOver: readonly PassedOver[];
  /** The words of the choice that stand in no event of the file, as they were given. */
  readonly unmatched: readonly string[];
  /** Why the file can't be used: the end of a sentence that begins with the file's name. If present, there are no days. */
  readonly fault?: string;
}

/** The first and the last date of a span of time. */
export interface DateSpan {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Days before the first or after the last of these dates are left out. */
const everything: DateSpan = { from: '1970-01-01', to: '2999-12-31' };

/**
 * Reads an iCalendar file. Never throws: whatever is wrong with the content is returned as `fault`.
 * @param within days outside of it are left out, and don't count for the most days that a file may have. Without it,
 * repetitions are followed until 2099.
 */
export function readCalendar(bytes: Uint8Array, choice: EventChoice = {}, within?: DateSpan): CalendarFile {
  const words = new Words(choice);
  try {
    const content = contentOf(parseCalendar(bytes), words, within);
    return { ...content, unmatched: words.unmatched };
  } catch (error) {
    if (!(error instanceof CalendarFault)) throw error;
    return { off: [], worked: [], passedOver: [], unmatched: words.unmatched, fault: error.message };
  }
}

function contentOf(
  text: CalendarText,
  words: Words,
  within: DateSpan | undefined,
): Omit<CalendarFile, 'unmatched'> {
  const zones = new Zones(text, new Budget());
  const events = eventsOf(text, zones);
  const occurrences = new Occurrences(events, zones);
  const window = { from: dayCount((within ?? everything).from), to: dayCount((within ?? everything).to) };
  // Whether a year's days off are marked shows only in the whole year.
  const latest = within && dayCount(`${yearOf(window.to)}-12-31` as CalendarDate);
  const counted: Counted[] = [];
  const passed: Passed[] = [];
  for (const event of events) {
    const verdict = verdictOf(event, words.judge(event.component));
    if (typeof verdict === 'string') {
      passed.push({ event: event.component, why: verdict });
      continue;
    }
    const spans = occurrences.of(verdict.event, verdict.days, latest);
    if (spans === 'ended') passed.push({ event: verdict.event, why: spans });
    else counted.push({ ...verdict, spans });
  }

  const { off, worked, unmarked } = daysOf(counted, window);
  const found = off.size + worked.size > 0 || (within && counted.length > 0);
  if (!found && counted.length > 0) throw new CalendarFault('its events have no day between 1970 and 2999');
  if (!found) throw new CalendarFault(nothingFound(passed));
  refuseBoth(off, worked);
  const inWindow = passed.filter(({ event }) => !within || mayTouch(event, window));
  return { off: off.named(), worked: worked.named(), passedOver: talliedOf([...inWindow, ...unmarked]) };
}

interface Verdict {
  readonly event: Component;
  readonly days: WholeDays;
  /** `open`: the file doesn't say what the event is about. */
  readonly as: 'off' | 'worked' | 'open';
}

/** What becomes of an event: what its days are, or why it is passed over. A word of `only` beats the file's own marks. */
function verdictOf({ component: event, days }: CalendarEvent, chosen: Choice): Verdict | Reason {
  if (typeof days === 'string') return days;
  if (chosen === 'left out') return chosen;
  const mark = markOf(event);
  if (mark === 'cancelled') return mark;
  if (mark === 'worked') return { event, days, as: mark };
  if (mark === 'off' || chosen === 'chosen') return { event, days, as: 'off' };
  return mark ?? { event, days, as: 'open' };
}

interface Counted extends Verdict {
  readonly spans: readonly Span[];
}

interface Window {
  readonly from: DayCount;
  readonly to: DayCount;
}

function daysOf(counted: readonly Counted[], window: Window) {
  const [off, worked, unmarked] = [new Days(), new Days(), new Map<Component, Passed>()];
  const markedYears = markedYearsOf(counted);
  for (const { event, days, as, spans } of counted) {
    const name = nameOf(event);
    for (const { first, length } of spans) {
      const end = Math.min(first + length - 1, window.to);
      for (let day = Math.max(first, window.from); day <= end; day += 1) {
        if (as === 'open' && markedYears.size > 0 && markedYears.has(yearOf(day)))
          unmarked.set(event, { event, why: 'unmarked' });
        else (as === 'worked' ? worked : off).add(day, name, days.line);
      }
    }
    if (off.size > maxDays || worked.size > maxDays)
      throw new CalendarFault(`it takes more than ${maxDays} days off`, days.line);
  }
  return { off, worked, unmarked: [...unmarked.values()] };
}

/**
 * The years whose days off Apple has marked: in them, what isn't marked is no day off. A year that China's government has not
 * announced yet has no marks at all, and there every day counts.
 */
function markedYearsOf(counted: readonly Counted[]): ReadonlySet<string> {
  const marked = counted.filter(({ event, as }) => as !== 'open' && event.first('X-APPLE-SPECIAL-DAY'));
  return new Set(marked.flatMap(({ spans }) => spans.map(({ first }) => yearOf(first))));
}

function yearOf(day: DayCount): string {
  return dateOf(day).slice(0, 4);
}

/** Days, each with what its events are called and the line of the first. */
class Days {
  readonly #days = new Map<DayCount, { names: Set<string>; line: number }>();

  get size(): number {
    return this.#days.size;
  }

  add(day: DayCount, name: string | undefined, line: number): void {
    let known = this.#days.get(day);
    if (!known) {
      known = { names: new Set(), line };
      this.#days.set(day, known);
    }
    if (name !== undefined) known.names.add(name);
  }

  get(day: DayCount): { name: string | undefined; line: number } | undefined {
    const known = this.#days.get(day);
    return known && { name: joinedNames(known.names), line: known.line };
  }

  /** In ascending order. */
  days(): DayCount[] {
    return [...this.#days.keys()].sort((a, b) => a - b);
  }

  named(): NamedDay[] {
    return this.days().map((day) => {
      const name = this.get(day)?.name;
      return { date: dateOf(day), ...(name === undefined ? {} : { name }) };
    });
  }
}

/** Whether an event that is passed over may lie in the window; of its repetitions only the beginning and the end are looked at. */
function mayTouch(event: Component, { from, to }: Window): boolean {
  const dayIn = (name: string) => dayFrom(event.text(name)?.slice(0, 8) ?? '');
  const start = dayIn('DTSTART');
  if (start === undefined) return true;
  const repeated = event.first('RRULE') || event.first('RDATE');
  const until = /UNTIL=(\d{8})/i.exec(event.text('RRULE') ?? '')?.[1];
  const end = repeated ? (dayFrom(until ?? '') ?? to) : (dayIn('DTEND') ?? start);
  return start <= to && end >= from;
}

/** @throws CalendarFault for a day that is both a day off and a working day */
function refuseBoth(off: Days, worked: Days): void {
  const called = ({ name }: { name: string | undefined }) => (name === undefined ? 'an event' : `"${name}"`);
  for (const day of worked.days()) {
    const [here, there] = [worked.get(day), off.get(day)];
    if (!here || !there) continue;
    const message = `${called(here)} makes ${dateOf(day)} a working day, but ${called(there)} in line ${there.line} makes it a day off`;
    throw new CalendarFault(message, here.line);
  }
}

function nothingFound(passed: readonly Passed[]): string {
  const others = talliedOf(passed).filter(({ why }) => why !== 'time of day');
  if (others.length === 0) return 'it holds no all-day event';
  return `it holds no day off: ${others.map(passedOverText).join('; ')}`;
}
