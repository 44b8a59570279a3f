/**
 * The team of a run that is kept elsewhere, as of a share: the people and the calendar that its dates rest on. It stands in the
 * record's file and comes from a stranger, so it is read with care.
 */
import { type CalendarDate, weekdays } from '../dates.ts';
import type { CalendarConfig } from '../program/model.ts';
import { eventId, isDate, isDay, isInstant, isMap, isText, misfitting, noObject } from './event.ts';

/** Somebody of the team. */
export interface Person {
  readonly name: string;
  readonly handles: readonly string[];
  readonly contact?: string;
}

/** Role → the people who hold that role for every hire. */
export type TeamPeople = Readonly<Record<string, readonly Person[]>>;

export interface SharedTeam {
  /** A hash as an event has it: a changed team shows. */
  readonly id: string;
  /** The instant of the share, which only tells the later of two. */
  readonly at: string;
  /** The day of the share, where it was made. */
  readonly on: CalendarDate;
  readonly calendar: CalendarConfig;
  readonly people: TeamPeople;
}

/** The team with the id that it has in a record. @param record the id of the record */
export function withTeamId(record: string, { id: _, ...team }: SharedTeam): SharedTeam {
  return { id: eventId(record, team), ...team };
}

/** The later one of two teams; which of them it is doesn't depend on their order. */
export function laterTeam(a: SharedTeam, b: SharedTeam): SharedTeam {
  if (a.at !== b.at) return a.at < b.at ? b : a;
  return a.id < b.id ? b : a;
}

/** Says why a value can't be the team of this record; undefined if it can. @param verified whether it was hashed before */
export function teamFault(record: string, value: unknown, verified = false): string | undefined {
  if (!isMap(value)) return noObject;
  const { id, at, on, calendar, people } = value;
  if (!isText(id) || !isInstant(at) || !isDate(on)) return "it doesn't say when it was shared";
  if (!isMap(calendar) || Object.entries(calendar).some(([key, each]) => !calendarFits[key]?.(each)))
    return 'its calendar is none';
  if (!isMap(people) || !Object.values(people).every(isListOf(isMember))) return 'its people are none';
  return verified || eventId(record, value) === id ? undefined : misfitting;
}

/** Key of a calendar → what may stand there, as in pm-onboard.yaml. */
const calendarFits: Readonly<Record<string, (value: unknown) => boolean>> = Object.assign(
  Object.create(null),
  {
    workingDays: (value: unknown) =>
      isListOf((day) => weekdays.includes(day as never))(value) && (value as []).length > 0,
    holidays: isListOf(isDay),
    extraWorkingDays: isListOf(isDay),
    holidaysUntil: isDate,
    minutesPerDay: (value: unknown) =>
      Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1440,
  },
);

function isListOf(fits: (each: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every((each) => fits(each));
}

function isMember(value: unknown): boolean {
  if (!isMap(value) || Object.keys(value).some((key) => !['name', 'handles', 'contact'].includes(key)))
    return false;
  const { name, handles, contact } = value;
  return (
    isText(name) && name !== '' && isListOf(isText)(handles) && (contact === undefined || isText(contact))
  );
}
