/** What duties.yaml says: meetings that come again and again, and rotations in which people take turns. Plain data. */
import type { CalendarDate, Weekday } from '../dates.ts';
import { clockTime, weekdays } from '../dates.ts';

/** A value that holds from one day to another, both included; without them, from the beginning or without end. */
export interface Dated<T> {
  readonly value: T;
  readonly since?: CalendarDate;
  readonly until?: CalendarDate;
}

/** On which days a meeting takes place. */
export type MeetingRule =
  | { readonly unit: 'week'; readonly interval: number; readonly day: Weekday }
  /** `nth` is 1 to 5, or -1 for the last such day of the month. */
  | { readonly unit: 'month'; readonly nth: number; readonly day: Weekday };

/** How long a turn lasts. */
export type TurnRule = { readonly unit: 'week'; readonly interval: number } | { readonly unit: 'month' };

/** From when to when, in minutes of the day, by the clocks of the meeting's zone. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export const onHolidays = ['keep', 'skip', 'next-workday'] as const;
export type OnHoliday = (typeof onHolidays)[number];

export const turnOrders = ['given-name', 'listed'] as const;
export type TurnOrder = (typeof turnOrders)[number];

/** Something to do for a meeting or a turn. */
export interface Deed {
  readonly text: string;
  /** The rotation whose holder does it; absent: everybody. */
  readonly rotation?: string;
}

/** The parts of what is done for a meeting or a turn, in their order. */
export const parts = ['before', 'during', 'after'] as const;
export type Part = (typeof parts)[number];

/** What is done before, during and after a meeting or a turn. */
export interface Deeds {
  /** The id of the template that `duties prep` begins; absent: the checklist is made of the lines below. */
  readonly template?: string;
  readonly before: readonly Deed[];
  readonly during: readonly Deed[];
  readonly after: readonly Deed[];
}

export interface Meeting extends Deeds {
  readonly id: string;
  readonly title: string;
  readonly every: readonly Dated<MeetingRule>[];
  readonly at: readonly Dated<TimeSpan>[];
  /** The IANA name of the zone whose clocks the meeting goes by. */
  readonly zone: readonly Dated<string>[];
  readonly onHoliday: OnHoliday;
  /** The first day, and the last one, on which it may take place. */
  readonly since?: CalendarDate;
  readonly until?: CalendarDate;
}

/** Somebody who takes turns. Joining and leaving act from the next hand-over on. */
export interface Member {
  readonly name: string;
  readonly from?: CalendarDate;
  /** The last day as a member. */
  readonly until?: CalendarDate;
}

/** From the first hand-over on or after `date` it is this person's turn, and the order goes on from there. */
export interface Anchor {
  readonly date: CalendarDate;
  readonly name: string;
}

/** Somebody has the turn that begins on the day, instead of whose turn it is. */
export interface Cover {
  readonly turn: CalendarDate;
  readonly by: string;
  readonly insteadOf: string;
  readonly why?: string;
}

export interface Rotation extends Deeds {
  readonly id: string;
  readonly title: string;
  readonly every: readonly Dated<TurnRule>[];
  /** The day of the week on which the turn changes hands, at the beginning of the day in the zone. */
  readonly switches: readonly Dated<Weekday>[];
  readonly zone: string;
  readonly order: readonly Dated<TurnOrder>[];
  readonly members: readonly Member[];
  readonly anchors: readonly Anchor[];
  readonly covers: readonly Cover[];
  /** No turn begins after this day. */
  readonly until?: CalendarDate;
}

export interface Duties {
  readonly meetings: readonly Meeting[];
  readonly rotations: readonly Rotation[];
}

/** The value on a day; of several, the one that began last. Undefined where none holds. */
export function valueOn<T>(values: readonly Dated<T>[], date: CalendarDate): T | undefined {
  let found: Dated<T> | undefined;
  for (const each of values) {
    if (!holdsOn(each, date)) continue;
    if (!found || (each.since ?? '') > (found.since ?? '')) found = each;
  }
  return found?.value;
}

function holdsOn({ since, until }: Pick<Dated<unknown>, 'since' | 'until'>, date: CalendarDate): boolean {
  return (since === undefined || since <= date) && (until === undefined || date <= until);
}

const nths: readonly string[] = ['1st', '2nd', '3rd', '4th', '5th'];

const anyDay = `(${weekdays.join('|')})`;

export const meetingRulePattern = new RegExp(
  `^(?:(?:([2-8]) weeks|week) ${anyDay}|month (1st|2nd|3rd|4th|5th|last) ${anyDay})$`,
);

/** `week wed`, `2 weeks wed`, `month 2nd mon` or `month last fri`; undefined for anything else. */
export function parseMeetingRule(text: string): MeetingRule | undefined {
  const match = meetingRulePattern.exec(text);
  if (!match) return undefined;
  const [, weeks, day, nth, monthDay] = match;
  if (nth === undefined) return { unit: 'week', interval: Number(weeks ?? 1), day: day as Weekday };
  return { unit: 'month', nth: nth === 'last' ? -1 : nths.indexOf(nth) + 1, day: monthDay as Weekday };
}

export const turnRulePattern = /^(?:([2-8]) weeks|week|month)$/;

/** `week`, `2 weeks` or `month`; undefined for anything else. */
export function parseTurnRule(text: string): TurnRule | undefined {
  const match = turnRulePattern.exec(text);
  if (!match) return undefined;
  return text === 'month' ? { unit: 'month' } : { unit: 'week', interval: Number(match[1] ?? 1) };
}

export const timeSpanPattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** `09:00-09:30`; undefined for anything else, and where the end isn't later than the beginning. */
export function parseTimeSpan(text: string): TimeSpan | undefined {
  const match = timeSpanPattern.exec(text);
  if (!match) return undefined;
  const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = match.slice(1).map(Number);
  const [from, to] = [hour * 60 + minute, endHour * 60 + endMinute];
  return to > from ? { from, to } : undefined;
}

/** Minutes of a day → `09:30`. */
export function clockText(minutes: number): string {
  return clockTime(Math.floor(minutes / 60), minutes % 60);
}
