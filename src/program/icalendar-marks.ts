/** What an event of whole days is about: a day off, a working day, or neither; by the marks of the programs that write files. */

import type { Uncounted } from './icalendar-events.ts';
import { type Component, plainText } from './icalendar-text.ts';

/** Which events count as days off, by words that stand in them. */
export interface EventChoice {
  /** Only events with one of these words count. */
  readonly only?: readonly string[];
  /** Events with one of these words don't count, whatever `only` says. */
  readonly except?: readonly string[];
}

/** Why events are passed over: what is said of one such event, and of several. */
const reasons = {
  'time of day': ['event with a time of day passed over', 'events with a time of day passed over'],
  'days and hours': [
    'event that does not begin and end at midnight passed over',
    'events that do not begin and end at midnight passed over',
  ],
  'no date': ['event without a date passed over', 'events without a date passed over'],
  cancelled: ['cancelled event passed over', 'cancelled events passed over'],
  'older version': ['older version of an event passed over', 'older versions of events passed over'],
  ended: [
    'event whose repetition ends before it begins passed over',
    'events whose repetition ends before it begins passed over',
  ],
  'left out': ['event left out by `only` or `except`', 'events left out by `only` or `except`'],
  observance: ['observance passed over', 'observances passed over'],
  'half day': ['half day passed over', 'half days passed over'],
  unmarked: ['event not marked as a day off passed over', 'events not marked as days off passed over'],
} as const satisfies Record<
  Uncounted | 'ended' | 'left out' | 'observance' | 'half day' | 'unmarked',
  readonly [string, string]
>;

export type Reason = keyof typeof reasons;

/** Events that are in the file but take no day off. */
export interface PassedOver {
  readonly why: Reason;
  /** What the events are called, each name once; none for events with a time of day, which may be anybody's meetings. */
  readonly names: readonly string[];
  /** How many events there are. */
  readonly count: number;
}

/** One event that is passed over. */
export interface Passed {
  readonly event: Component;
  readonly why: Reason;
}

/** Events that are passed over, by their reasons, in the order of {@link reasons}. */
export function talliedOf(passed: readonly Passed[]): PassedOver[] {
  return (Object.keys(reasons) as Reason[]).flatMap((why) => {
    const events = passed.filter((each) => each.why === why).map(({ event }) => event);
    const names = why === 'time of day' ? [] : events.flatMap((event) => nameOf(event) ?? []);
    return events.length > 0 ? [{ why, names: [...new Set(names)], count: events.length }] : [];
  });
}

/** The most names in a sentence. */
const mostNames = 5;

/** `2 observances passed over: Election Day, Flag Day`. */
export function passedOverText({ why, names, count }: PassedOver): string {
  const rest = names.length - mostNames;
  const list = rest > 0 ? [...names.slice(0, mostNames), `and ${rest} more`] : names;
  const text = `${count} ${reasons[why][count === 1 ? 0 : 1]}`;
  return names.length > 0 ? `${text}: ${list.join(', ')}` : text;
}

/** The longest name of a day, in characters. */
const longestName = 80;

/** The event's title on one line; undefined where it has none. */
export function nameOf(event: Component): string | undefined {
  const name = [
    ...plainText(event.text('SUMMARY') ?? '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  ];
  if (name.length === 0) return undefined;
  return name.length > longestName ? `${name.slice(0, longestName - 1).join('')}…` : name.join('');
}

/** The names of the events on one day as one name. */
export function joinedNames(names: Iterable<string>): string | undefined {
  let joined: string | undefined;
  for (const name of new Set(names)) {
    const longer = joined === undefined ? name : `${joined}, ${name}`;
    if ([...longer].length > longestName) break;
    joined = longer;
  }
  return joined;
}

export type Mark = 'off' | 'worked' | 'cancelled' | 'observance' | 'half day';

/**
 * What the file itself says of an event; undefined where it says nothing, which in most files is so for every day off. Neither
 * TRANSP nor single words of the title tell: programs write `TRANSPARENT` on public holidays, and "working day" may stand in
 * the title of a day off.
 */
export function markOf(event: Component): Mark | undefined {
  const description = plainText(event.text('DESCRIPTION') ?? '');
  const title = plainText(event.text('SUMMARY') ?? '');
  const special = event.text('X-APPLE-SPECIAL-DAY')?.toUpperCase();
  // Apple's calendar of China.
  if (special === 'WORK-HOLIDAY') return 'off';
  if (special === 'ALTERNATE-WORKDAY') return 'worked';
  // The calendars of NateScarlet/holiday-cn: "at work (in return for a holiday)".
  if (/^上班[(（]补/.test(title)) return 'worked';
  if (isCancelledMeeting(event, title)) return 'cancelled';
  if (isObservance(event, description)) return 'observance';
  // The calendars on Thunderbird's website.
  if (/^half day holiday\b/i.test(description)) return 'half day';
  return undefined;
}

/** Exchange keeps a meeting that was called off as an event that is free, and says so in its title alone. */
function isCancelledMeeting(event: Component, title: string): boolean {
  const isFree = event.text('X-MICROSOFT-CDO-BUSYSTATUS')?.toUpperCase() === 'FREE';
  return isFree && /^(cancell?ed|abgesagt|annulé|cancelado|annullato|geannuleerd)\s?:/i.test(title);
}

/**
 * Google's calendars of holidays call a day an observance in the first line of its description. The second one says how to
 * hide observances in Google's calendar; it is there in every language, and public holidays have none.
 */
function isObservance(event: Component, description: string): boolean {
  const [first = '', ...others] = description.split('\n');
  if (/^observance$/i.test(first.trim())) return true;
  const isGoogles = /^\d{8}_\w+@google\.com$/.test(event.text('UID') ?? '');
  return isGoogles && others.some((line) => line.includes('Google'));
}

/** `chosen`: a word of `only` stands in the event. `undefined`: no words decide about it. */
export type Choice = 'chosen' | 'left out' | undefined;

/** The words of a choice, and which of them stand in no event of the file. */
export class Words {
  readonly #only: readonly string[];
  readonly #except: readonly string[];
  /** As they are compared → as they were given. */
  readonly #unmatched = new Map<string, string>();

  constructor({ only = [], except = [] }: EventChoice) {
    this.#only = only.map(comparable);
    this.#except = except.map(comparable);
    for (const word of [...only, ...except]) this.#unmatched.set(comparable(word), word);
  }

  /** The words that stood in none of the events judged so far, as they were given. */
  get unmatched(): string[] {
    return [...this.#unmatched.values()];
  }

  /** Looks for the words in the event's title, description and categories. */
  judge(event: Component): Choice {
    if (this.#only.length + this.#except.length === 0) return undefined;
    const texts = ['SUMMARY', 'DESCRIPTION', 'CATEGORIES'].flatMap((name) => event.all(name));
    const text = texts.map(({ value }) => comparable(plainText(value))).join('\n');
    const standing = (words: readonly string[]) => words.filter((word) => word !== '' && text.includes(word));
    const [only, except] = [standing(this.#only), standing(this.#except)];
    for (const word of [...only, ...except]) this.#unmatched.delete(word);
    if (except.length > 0) return 'left out';
    if (only.length > 0) return 'chosen';
    return this.#only.length > 0 ? 'left out' : undefined;
  }
}

/** Texts that differ in case, white space or the form of their letters only are the same. */
function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}
