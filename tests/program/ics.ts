/** iCalendar files for tests: each event is given by its lines, and `D:` is short for `DTSTART;VALUE=DATE:`. */
import { expect } from 'vitest';
import { type CalendarFile, readCalendar } from '../../src/program/icalendar.ts';

type Lines = readonly string[];
type More = Parameters<typeof readCalendar> extends [Uint8Array, ...infer Rest] ? Rest : never;

/** A file with these events. Lines of the calendar itself, such as its zones, come before the first event. */
export function icsOf(events: readonly Lines[], calendar: Lines = []): string {
  const body = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']);
  const all = ['BEGIN:VCALENDAR', ...calendar, ...body, 'END:VCALENDAR', ''];
  return all.map((line) => line.replace(/^D:/, 'DTSTART;VALUE=DATE:')).join('\r\n');
}

export function readText(text: string, ...more: More): CalendarFile {
  return readCalendar(new TextEncoder().encode(text), ...more);
}

/** The days off of a file with these events, and no fault. */
export function datesOf(...events: readonly Lines[]): string[] {
  const { off, fault } = readText(icsOf(events));
  expect(fault).toBeUndefined();
  return off.map(({ date }) => date);
}

/** As {@link datesOf}, with lines of the calendar before the events. */
export function datesIn(calendar: Lines, ...events: readonly Lines[]): string[] {
  const { off, fault } = readText(icsOf(events, calendar));
  expect(fault).toBeUndefined();
  return off.map(({ date }) => date);
}

export function faultOf(...events: readonly Lines[]): string | undefined {
  const { off, worked, fault } = readText(icsOf(events));
  expect([...off, ...worked]).toEqual([]);
  return fault;
}
