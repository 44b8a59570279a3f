/**
 * The compiled program: what `programs/<digest>.json` holds and every screen reads. Plain data, flat, checked once.
 */
import type { CalendarDate, Weekday } from '../dates.ts';

export interface Program {
  readonly format: 1;
  readonly id: string;
  readonly title: string;
  /** SHA-256 over the checklist files it was compiled from: tells whether they have moved on. */
  readonly source: string;
  readonly roles: Readonly<Record<string, Role>>;
  readonly calendar: CalendarSettings;
  readonly phases: readonly Phase[];
}

/**
 * The text whose hash is the digest of a compiled program. Plain ASCII: one character beyond Latin-1 would double what
 * it takes in memory, which every `status` pays for.
 */
export function compiledText(program: Program): string {
  const json = JSON.stringify(program).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}

export interface Role {
  readonly title: string;
  readonly required: boolean;
  /** The role that stands in when nobody is bound to this one. */
  readonly default?: string;
}

/** What a program, a workspace or a hire says of working days; the nearest wins key by key. */
export interface CalendarSettings {
  readonly workingDays?: readonly Weekday[];
  readonly holidays?: readonly CalendarDate[];
}

export interface Phase {
  readonly id: string;
  readonly title: string;
  /** A date rule, see grammar.ts. */
  readonly due: string;
  readonly objective?: string;
  readonly focus: readonly string[];
  readonly groups: readonly Group[];
  readonly items: readonly Item[];
}

/** A heading over some of a phase's items; never ticked itself. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly details?: string;
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly details?: string;
  /** The id of the group it stands in. */
  readonly group?: string;
  /** Roles of the people to meet, the group's included. */
  readonly with: readonly string[];
  readonly links: readonly Link[];
  readonly topics: readonly string[];
  /** Date rules; `due` is the phase's where the item gives none. */
  readonly from?: string;
  readonly due: string;
  /** Effort in minutes; a day of work is 480. */
  readonly takes?: number;
  readonly after: readonly string[];
  /** The role that acts; absent: the hire. */
  readonly by?: string;
  readonly optional: boolean;
  readonly count?: Count;
  readonly evidence: EvidenceKind;
  /** The role whose approval it needs. */
  readonly signOff?: string;
  readonly formerly: readonly string[];
  /** Of an item that a single hire has beside the program: how it came about. No compiled program holds it. */
  readonly added?: Addition;
}

interface Addition {
  /** The id of the event. */
  readonly id: string;
  readonly on: CalendarDate;
  readonly by: string;
  /** Counts as it stands; absent: the end of the phase. */
  readonly due?: CalendarDate;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

export interface Count {
  /** Absent: a tally that a person closes. */
  readonly target?: number;
  readonly upTo?: number;
  readonly unit?: string;
}

export type EvidenceKind = 'none' | 'text' | 'url';
