/** A calendar file as one of its readers has it: ical.js, which takes nothing from this program. */
import ICAL from 'ical.js';

export interface ReadEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly transparent: boolean;
  /** `2026-12-01` for a day, `2026-12-01T09:00:00Z` for an instant. */
  readonly start: string;
  readonly end: string;
  readonly stamp: string;
  readonly attendees: readonly string[];
  readonly organiser: string;
}

export function readCalendar(text: string): {
  readonly name: string;
  readonly method: string;
  readonly events: readonly ReadEvent[];
} {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const textOf = (component: ICAL.Component, name: string) =>
    String(component.getFirstPropertyValue(name) ?? '');
  return {
    // This reader leaves values of properties that it doesn't know as they stand.
    name: textOf(calendar, 'x-wr-calname').replace(/\\([;,])/g, '$1'),
    method: textOf(calendar, 'method'),
    events: calendar.getAllSubcomponents('vevent').map((component) => ({
      uid: textOf(component, 'uid'),
      sequence: Number(component.getFirstPropertyValue('sequence')),
      title: textOf(component, 'summary'),
      description: textOf(component, 'description'),
      status: textOf(component, 'status'),
      transparent: textOf(component, 'transp') === 'TRANSPARENT',
      start: textOf(component, 'dtstart'),
      end: textOf(component, 'dtend'),
      stamp: textOf(component, 'dtstamp'),
      attendees: component.getAllProperties('attendee').map((each) => String(each.getFirstValue())),
      organiser: textOf(component, 'organizer'),
    })),
  };
}
