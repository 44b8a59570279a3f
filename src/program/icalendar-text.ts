/** The bytes of an iCalendar file (RFC 5545) → its events and time zones, each as the properties that this program reads. */
import { attempt } from '../errors.ts';
import { CalendarFault, maxBytes } from './icalendar-limits.ts';

export interface Property {
  readonly name: string;
  /** Without white space around it. */
  readonly value: string;
  /** `;VALUE=DATE;TZID="Europe/Berlin"` as it stands. */
  readonly parameters: string;
  readonly line: number;
}

/** A component such as an event; its properties don't include those of components inside it, such as alarms. */
export class Component {
  readonly properties: Property[] = [];
  readonly parts: Component[] = [];

  constructor(
    readonly name: string,
    readonly line: number,
  ) {}

  /** The properties of that name that say something: programs write an empty `RRULE:` where there is no rule. */
  all(name: string): Property[] {
    return this.properties.filter((property) => property.name === name && property.value !== '');
  }

  first(name: string): Property | undefined {
    return this.properties.find((property) => property.name === name && property.value !== '');
  }

  text(name: string): string | undefined {
    return this.first(name)?.value;
  }
}

export interface CalendarText {
  readonly events: readonly Component[];
  /** `VTIMEZONE`s, in the order of the file. */
  readonly zones: readonly Component[];
  /** The zone of the calendar's owner, by its name (`X-WR-TIMEZONE`). */
  readonly ownZone?: string;
}

/** @throws CalendarFault for what is no iCalendar file, is too long, is cut off or is no UTF-8 */
export function parseCalendar(bytes: Uint8Array): CalendarText {
  const file = new Component('', 0);
  const open: Component[] = [file];
  for (const property of propertiesIn(decoded(bytes))) {
    const { name, value, line } = property;
    const inner = open.at(-1) ?? file;
    if (name === 'BEGIN') {
      const component = new Component(value.toUpperCase(), line);
      inner.parts.push(component);
      open.push(component);
    } else if (name === 'END') {
      if (open.length === 1 || open.pop()?.name !== value.toUpperCase())
        throw new CalendarFault(`END:${value.toUpperCase()} ends nothing that has begun`, line);
    } else inner.properties.push(property);
  }
  const all = [...withParts(file)];
  const calendars = all.filter(({ name }) => name === 'VCALENDAR');
  if (calendars.length === 0)
    throw new CalendarFault('it is not an iCalendar file: BEGIN:VCALENDAR is missing');
  if (open.length > 1) throw new CalendarFault(`it is cut off: END:${open.at(-1)?.name} is missing`);
  const ownZone = calendars.map((calendar) => calendar.text('X-WR-TIMEZONE')).find(Boolean);
  return {
    events: all.filter(({ name }) => name === 'VEVENT'),
    zones: all.filter(({ name }) => name === 'VTIMEZONE'),
    ...(ownZone === undefined ? {} : { ownZone }),
  };
}

/** The component and all inside it, to any depth, in the order of the file. */
function* withParts(file: Component): Generator<Component> {
  const waiting = [file];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    for (const part of next.parts.toReversed()) waiting.push(part);
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes.length > maxBytes)
    throw new CalendarFault(`it has ${bytes.length} bytes, the most is ${maxBytes}`);
  const decode = (given: Uint8Array) =>
    attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(given));
  const text = decode(bytes) ?? decode(withWholeCharacters(bytes));
  if (text === undefined || text.includes('\0')) throw new CalendarFault('it is not UTF-8 text');
  return text;
}

/**
 * Some programs fold lines inside a character (RFC 5545, 3.1, warns of it). The rest of such a character is moved before the
 * fold, so that the lines keep their numbers.
 */
function withWholeCharacters(bytes: Uint8Array): Uint8Array {
  const [tab, lineFeed, carriageReturn, space] = [9, 10, 13, 32];
  const isRest = (byte: number | undefined) => byte !== undefined && byte >= 0x80 && byte < 0xc0;
  const whole = Uint8Array.from(bytes);
  for (let at = 1; at < whole.length; at += 1) {
    if (whole[at - 1] !== lineFeed || (whole[at] !== space && whole[at] !== tab)) continue;
    const fold = at - (whole[at - 2] === carriageReturn ? 2 : 1);
    let end = at + 1;
    while (end < at + 4 && isRest(whole[end])) end += 1;
    const rest = whole.slice(at + 1, end);
    whole.copyWithin(fold + rest.length, fold, at + 1);
    whole.set(rest, fold);
    at = Math.max(at, end - 1);
  }
  return whole;
}

const wanted = [
  ...['BEGIN', 'END', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
  ...['UID', 'SEQUENCE', 'STATUS', 'SUMMARY', 'DESCRIPTION', 'CATEGORIES'],
  ...['TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'X-WR-TIMEZONE'],
  ...['X-MICROSOFT-CDO-ALLDAYEVENT', 'X-MICROSOFT-CDO-BUSYSTATUS', 'X-APPLE-SPECIAL-DAY'],
];
/** A property's name, parameters and value. A quoted parameter may hold any character, also `:` and `;`. */
const propertyPattern = new RegExp(`^(${wanted.join('|')})((?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(.*)$`, 'is');

/**
 * The properties named in {@link wanted}. A line that begins with a space continues the one before (RFC 5545, 3.1). A line
 * ends with any of CR LF, LF, CR and CR CR LF (where a program converted line ends twice).
 */
function* propertiesIn(text: string): Generator<Property> {
  const lines = text.split(/\r{0,2}\n|\r/);
  for (let at = 0; at < lines.length; ) {
    const line = at + 1;
    const parts = [lines[at] ?? ''];
    for (at += 1; /^[ \t]/.test(lines[at] ?? ''); at += 1) parts.push((lines[at] ?? '').slice(1));
    const [, name, parameters = '', value = ''] = propertyPattern.exec(parts.join('')) ?? [];
    if (name) yield whole({ name: name.toUpperCase(), value: value.trim(), parameters, line });
  }
}

/** A zone's name that needs quotes and has none, `TZID=(UTC+01:00) Berlin:20261225T000000`: no time has a colon itself. */
function whole(property: Property): Property {
  const { parameters, value } = property;
  const end = value.lastIndexOf(':');
  if (end < 0 || !/;TZID=[^";]+$/i.test(parameters)) return property;
  return {
    ...property,
    value: value.slice(end + 1).trim(),
    parameters: `${parameters}:${value.slice(0, end)}`,
  };
}

/** The value of a property's parameter, without its quotes. */
export function parameterOf({ parameters }: Property, wantedName: string): string | undefined {
  for (const [, name, quoted, plain] of parameters.matchAll(/;([^=;"]*)=(?:"([^"]*)"|([^;]*))/g))
    if (name?.toUpperCase() === wantedName) return quoted ?? plain;
  return undefined;
}

/** The text of a value on one line, without the backslashes of RFC 5545, 3.3.11. */
export function plainText(value: string): string {
  return value
    .replace(/\\([\\;,:"nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
    .trim();
}
