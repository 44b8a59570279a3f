/** Calendar entries as an iCalendar file (RFC 5545), in the part of the format that every reader tried takes alike. */
import type { CalendarEntry, EntryTime } from '../view/calendar-entries.ts';
import { safeDeep } from './safe.ts';

/** Somebody who gets an invitation, or sends it. */
export interface Mailbox {
  readonly name: string;
  /** A mail address as {@link addressIn} finds them. */
  readonly address: string;
}

/** What makes a file an invitation to answer instead of a calendar to look at. */
export interface Invitation {
  readonly organiser: Mailbox;
  readonly guests: readonly Mailbox[];
}

/** The line by which a file is known as one of this program. */
export const calendarMark = 'PRODID:-//pm-onboard//pm-onboard//EN';

/**
 * A calendar to look at, or an invitation. It has one event for each UID, times in UTC, and no METHOD unless it is an
 * invitation: readers that check one want an organiser then.
 * @param name what readers call the calendar
 */
export function iCalendar(name: string, entries: readonly CalendarEntry[], invitation?: Invitation): string {
  const shown = safeDeep(name);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    calendarMark,
    'CALSCALE:GREGORIAN',
    ...(invitation
      ? ['METHOD:REQUEST']
      : [
          `NAME:${text(shown)}`,
          `X-WR-CALNAME:${text(shown)}`,
          'REFRESH-INTERVAL;VALUE=DURATION:P1D',
          'X-PUBLISHED-TTL:P1D',
        ]),
    ...entries.flatMap((entry) => eventLines(safeDeep(entry), invitation)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(entry: CalendarEntry, invitation: Invitation | undefined): string[] {
  const { uid, sequence, changed, title, word, when, description, status, category } = entry;
  const busy = status === 'CONFIRMED' && 'from' in when;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${instant(changed)}`,
    `LAST-MODIFIED:${instant(changed)}`,
    `SEQUENCE:${sequence}`,
    ...timeLines(when),
    `SUMMARY:${text(word === '' ? title : `${word}: ${title}`)}`,
    ...(description.length > 0 ? [`DESCRIPTION:${description.map(text).join('\\n')}`] : []),
    `STATUS:${status}`,
    `TRANSP:${busy ? 'OPAQUE' : 'TRANSPARENT'}`,
    ...(invitation ? peopleLines(safeDeep(invitation)) : [`CATEGORIES:${category}`]),
    'END:VEVENT',
  ];
}

/** A day alone lasts that day: an end would only be another thing to read differently. */
function timeLines(when: EntryTime): string[] {
  if ('day' in when) return [`DTSTART;VALUE=DATE:${when.day.replaceAll('-', '')}`];
  return [`DTSTART:${instant(when.from)}`, `DTEND:${instant(when.to)}`];
}

function peopleLines({ organiser, guests }: Invitation): string[] {
  return [
    `ORGANIZER;CN=${parameter(organiser.name)}:mailto:${mailto(organiser)}`,
    ...guests.map(
      (guest) =>
        `ATTENDEE;CN=${parameter(guest.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${mailto(guest)}`,
    ),
  ];
}

/** `2026-12-01T09:00:00.000Z` as `20261201T090000Z`; a time without a zone has no `Z` here either. */
function instant(iso: string): string {
  return iso.replace(/[-:]|\.\d+/g, '');
}

/**
 * A text as a value. A backslash becomes a slash: readers disagree on one before an `n`.
 */
function text(value: string): string {
  return value.replaceAll('\\', '/').replace(/[;,]/g, '\\$&');
}

/** A text as a quoted value of a parameter, which may hold no quotation mark. */
function parameter(value: string): string {
  return `"${value.replaceAll('\\', '/').replaceAll('"', "'")}"`;
}

function mailto({ address }: Mailbox): string {
  return address.replace(/[^A-Za-z0-9.@!$&'*+=_~-]/g, encodeURIComponent);
}

const mostOctets = 75;

/**
 * The line, broken between characters so that no part has more than 75 octets; all parts but the first begin with a blank. No
 * part begins with a colon as far as that can be, since a CI takes two of them at the start of a line for a command.
 */
function folded(line: string): string {
  const parts: string[] = [];
  let part: string[] = [];
  let octets = 0;
  for (const character of line) {
    if (octets + octetsOf(character) > mostOctets) {
      const carried: string[] = [];
      while ((carried[0] ?? character) === ':' && part.length > 40) carried.unshift(part.pop() ?? '');
      parts.push(part.join(''));
      part = carried;
      octets = carried.reduce((sum, each) => sum + octetsOf(each), 1);
    }
    part.push(character);
    octets += octetsOf(character);
  }
  return [...parts, part.join('')].join('\r\n ');
}

/** How many octets a character has in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** The first mail address in a text such as a contact; undefined where there is none. */
export function addressIn(value: string): string | undefined {
  return value
    .split(/[\s,;<>()"]+|mailto:/i)
    .find((word) => /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(word));
}
