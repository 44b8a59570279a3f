/**
 * The compiled program: what `programs/<digest>.json` holds and every screen reads. Plain data, flat, checked once. Its
 * types come from the table of keys. Every command loads this file, so that it imports no zod: types alone cost nothing.
 */
import type { z } from 'zod';
import type { CalendarDate } from '../dates.ts';
import type { CompiledAt } from './shape.ts';
import type { compiledCalendar, Frozen } from './values.ts';

export interface Program extends CompiledAt<'program'> {
  readonly format: 1;
  /** SHA-256 over the files that the program was compiled from: where it is the same, so is what they say. */
  readonly source: string;
  /** Ids that the program had before; absent in one that had no other. */
  readonly formerly?: readonly string[];
  readonly phases: readonly Phase[];
}

/** The roles of a compiled `by` or `sign-off`. */
export function rolesOf(roles: string | readonly string[] | undefined): readonly string[] {
  return roles === undefined ? [] : typeof roles === 'string' ? [roles] : roles;
}

export interface Phase extends CompiledAt<'phase'> {
  readonly groups: readonly Group[];
  readonly items: readonly Item[];
}

/** A heading over some of a phase's items; nobody ticks the heading itself. */
export type Group = CompiledAt<'group'>;

export interface Item extends CompiledAt<'item'> {
  /** How an item was added that only one hire has, beside the program. Compiled programs never have this key. */
  readonly added?: Addition;
}

interface Addition {
  /** The id of the event. */
  readonly id: string;
  readonly on: CalendarDate;
  readonly by: string;
  /** The due date itself, not a date rule; absent: the item is due at the end of its phase. */
  readonly due?: CalendarDate;
  /** Not to be done before; absent: at once. */
  readonly from?: CalendarDate;
}

/**
 * The days of work as a program, a workspace or a hire states them; the nearest wins key by key. `holidaysUntil` is the last
 * date up to which the list of holidays is complete, `minutesPerDay` the length of a day of work on the program.
 */
export type CalendarConfig = Frozen<z.output<typeof compiledCalendar>>;
/** A day off, or a day that is worked although it would be off, with its name and the file that lists it. */
export type NamedDay = NonNullable<CalendarConfig['holidays']>[number];
export type Role = Program['roles'][string];
export type Link = Item['links'][number];
export type Count = NonNullable<Item['count']>;
export type EvidenceKind = Item['evidence'];

/** The values of an item for which its author wrote none. */
export const emptyItem = {
  with: [],
  links: [],
  topics: [],
  after: [],
  optional: false,
  evidence: 'none',
  formerly: [],
} as const;

/**
 * The text whose hash is the digest of a compiled program. The text is plain ASCII, because a single character beyond
 * Latin-1 would double the memory that the text takes in every `status`.
 */
export function compiledText(program: Program): string {
  const json = JSON.stringify(program).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
