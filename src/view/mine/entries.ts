/**
 * What people with a role owe the hire of one run, or the owner of a checklist's, as entries of a list over many runs, each with the
 * command that settles it.
 */
import { addDays, type CalendarDate, compareDates } from '../../dates.ts';
import type { Calendar } from '../../plan/calendar.ts';
import type { PlannedItem } from '../../plan/plan.ts';
import type { ListingOf, Run } from '../../plan/run.ts';
import { rolesOf } from '../../program/model.ts';
import { type IsThem, isPerson, samePerson } from '../../progress/names.ts';
import { isOver } from '../../progress/reduce.ts';
import { type RoleView, viewBooked, viewRole } from '../item.ts';
import { type OwedView, owedBy, viewAllOwed, viewReader } from '../review/owed.ts';
import { closingCommand, hireFlag, listText, lowerFirst, quoted, runArgument } from '../words.ts';

/** The groups of the list, in their order. */
export const groups = ['late', 'today', 'word', 'escalated', 'next'] as const;

/**
 * `late`: past its day; `today`; `word`: the hire waits for a word; `escalated`: what somebody else has owed for too long;
 * `next`: what comes on the days ahead.
 */
export type MineGroup = (typeof groups)[number];

/**
 * What is owed: a question to answer, a completion to sign off, an item to do, a meeting to arrange (`booking`), a meeting that
 * is arranged (`meeting`), or a person to name for a role.
 */
export type MineKind = 'question' | 'sign-off' | 'item' | 'booking' | 'meeting' | 'role';

export interface MineEntry {
  readonly group: MineGroup;
  readonly kind: MineKind;
  readonly hire: MineHire;
  /** What people type to name the question or item: `?1`, `3.10`; for a role, the first item that needs it; may be empty. */
  readonly ref: string;
  /** The id of the item; null for a question, and for a role that no item near needs. */
  readonly item: string | null;
  /** The text of the question, or the title of the item; of people to name, `Nobody yet: release manager and 2 more`. */
  readonly title: string;
  /** The ids of the roles to name people for; empty for everything else. */
  readonly missing: readonly string[];
  /** The day on which the question was asked or the item was done, on which it is due, or for which the meeting is booked. */
  readonly on: CalendarDate;
  /** Whether the item has no date, so that `on` says nothing but when the run is over. */
  readonly undated: boolean;
  /** How many of the hire's working days have passed since; 0 for what lies ahead. */
  readonly days: number;
  /** The time of the meeting as `HH:MM`; null where there is none. */
  readonly time: string | null;
  /** The roles that owe it, and those of their holders who can do it; never the hire. */
  readonly who: RoleView;
  readonly optional: boolean;
  /** The refs of what has to be done before it; empty where nothing has to. */
  readonly blockedBy: readonly string[];
  /** The last day on which what was done counted, of an item that is to be done again; else null. */
  readonly validUntil: CalendarDate | null;
  /** The address of the item's first link; null where it has none. */
  readonly link: string | null;
  /** To whom it goes by the program's `escalate`, and from which day on; null where nobody hears of it up to the next working day. */
  readonly escalates: Escalation | null;
  /** The command that settles it, or that explains what is still to come. */
  readonly command: string;
}

export interface Escalation {
  readonly on: CalendarDate;
  /** The names of those who hear of it. */
  readonly to: readonly string[];
}

/** The hire of an entry, and which of their runs it is; of the run of a checklist, its owner. */
export interface MineHire {
  readonly id: string;
  readonly name: string;
  /**
   * What the run is called among several that the person has under way; null where it is the only one. The run of a checklist is
   * always called something.
   */
  readonly run: string | null;
  readonly program: string;
  /** The title of the program. */
  readonly title: string;
  /** What the checklist is worked through for; null in the run of a hire. */
  readonly subject: string | null;
  /** Which run of the checklist for that subject it is; null in the run of a hire. */
  readonly number: number | null;
  /** What commands call the hire or the run, as a word for a shell. */
  readonly called: string;
}

/** Which entries of a run are wanted. */
export interface Wanted {
  /** How many working days ahead the list looks; null for all that is to come. */
  readonly within: number | null;
  /** Whether optional items are in it, and what still waits for something else. */
  readonly all: boolean;
}

/** The last date that the list looks at, by the hire's calendar. */
export function lastDay({ plan, calendar }: Run, within: number | null): CalendarDate {
  if (within === null) return plan.items.reduce((last, { due }) => (due > last ? due : last), plan.today);
  return untilOn(calendar, plan.today, within);
}

/** All that people with a role owe the hire; nothing for a run that has ended. */
export function entriesOf(run: Run, wanted: Wanted): MineEntry[] {
  if (isOver(run.progress)) return [];
  const until = lastDay(run, wanted.within);
  return [
    ...entriesFrom(viewAllOwed(run, until, wanted.all), run),
    ...meetingsIn(run, until).map((planned) => meetingOf(planned, run)),
  ];
}

/** As {@link entriesOf}, those alone that the person of these names owes. @param by one of the names */
export function entriesFor(run: Run, by: string, isThem: IsThem, wanted: Wanted): MineEntry[] {
  if (isOver(run.progress)) return [];
  const until = lastDay(run, wanted.within);
  const reader = viewReader(run, by, isThem);
  const isTheirs = owedBy(run, reader, isThem);
  const owed = viewAllOwed(run, until, wanted.all, reader.roles).filter(isTheirs);
  const meetings = reader.isHire
    ? []
    : meetingsIn(run, until).filter(({ item }) => item.with.some((role) => reader.roles.includes(role)));
  return [
    ...entriesFrom(owed, run),
    ...escalatedTo(run, isThem),
    ...meetings.map((planned) => meetingOf(planned, run)),
  ];
}

/**
 * Returns a function: which items of a run {@link entriesOf} and {@link entriesFor} are about. They need no others in its plan, and
 * planning few items takes a fraction of the time.
 */
export function listingFor(today: CalendarDate, within: number | null): ListingOf {
  return (people, calendar) => {
    const isHeld = (role: string) => (people.get(role) ?? []).length > 0;
    return {
      until: within === null ? lastOfAll : untilOn(calendar, today, within),
      lists(item, { closedBy, booked }) {
        // Closed, it can only wait for a sign-off.
        if (closedBy) return item.signOff !== undefined && 'always';
        if (booked !== undefined) return 'always';
        if (item.by !== undefined) return true;
        return !item.optional && !(item.with.every(isHeld) && rolesOf(item.signOff).every(isHeld));
      },
    };
  };
}

const lastOfAll: CalendarDate = '9999-12-31';

function untilOn(calendar: Calendar, today: CalendarDate, within: number): CalendarDate {
  return within === 0 ? today : calendar.nthWorkday(addDays(today, 1), within);
}

/** The hire's meetings with people of a role that are booked for a day up to the date. */
function meetingsIn({ plan }: Run, until: CalendarDate): PlannedItem[] {
  return plan.items.filter(
    ({ item, booked }) => booked !== undefined && booked.on <= until && item.with.length > 0,
  );
}

export function viewMineHire({ progress, program: { title }, run, called }: Run): MineHire {
  const { id, name, program, subject, number = 1 } = progress.hire;
  const isList = subject !== undefined;
  return {
    id,
    name,
    run: run ?? null,
    program,
    title,
    subject: isList ? subject : null,
    number: isList ? number : null,
    called,
  };
}

/** An entry for each; the people to name for several roles are one. */
function entriesFrom(owed: readonly OwedView[], run: Run): MineEntry[] {
  const roles = owed.filter(({ missing }) => missing !== null);
  const first = roles.slice(0, 1).map((each): MineEntry => {
    const names = roles.map(({ text }) => lowerFirst(text));
    const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
    return {
      ...entryOf(each, run),
      title: `Nobody yet: ${listText(shown)}`,
      missing: roles.flatMap(({ missing }) => missing ?? []),
      link: null,
    };
  });
  return [...owed.filter(({ missing }) => missing === null).map((each) => entryOf(each, run)), ...first];
}

function entryOf(owed: OwedView, run: Run): MineEntry {
  const { kind, ref, text, on, item } = owed;
  const isMeeting = kind === 'item' && item !== null && item.with.length > 0 && item.booked === null;
  const { today } = run.plan;
  return {
    group: groupOf(owed, today),
    kind: isMeeting ? 'booking' : kind,
    hire: viewMineHire(run),
    escalates: escalationOf(owed, run),
    ref,
    item: item?.id ?? null,
    title: text,
    missing: [],
    on,
    undated: isUndated(owed),
    days: on < today ? owed.days : 0,
    time: null,
    who: owingOf(owed, run),
    optional: kind === 'item' && (item?.optional ?? false),
    blockedBy: kind === 'item' ? (item?.blockedBy ?? []) : [],
    validUntil: (kind === 'item' && item?.expired && item.validUntil) || null,
    link: item?.links[0]?.url ?? null,
    command: commandFor(owed, isMeeting, run),
  };
}

/**
 * What of this others have owed for as long as the program's `escalate` allows, where the person of these names is among those who are to
 * hear of it. What a hire has to do is never in it.
 */
function escalatedTo(run: Run, isThem: IsThem): MineEntry[] {
  const { escalate } = run.program;
  if (!escalate || isPerson(run.progress.hire, isThem)) return [];
  return viewAllOwed(run, run.plan.today).flatMap((owed): MineEntry[] => {
    const escalation = escalationOf(owed, run);
    if (!escalation || escalation.on > run.plan.today || !escalation.to.some(isThem)) return [];
    return [{ ...entryOf(owed, run), group: 'escalated' }];
  });
}

/**
 * Those who are to hear of it are the holders of a role, but for the hire and for those who owe it. Who owes it is told a working
 * day ahead.
 */
function escalationOf(owed: OwedView, run: Run): Escalation | null {
  const { kind, days, on } = owed;
  const { program, people, plan, calendar, progress } = run;
  const { escalate } = program;
  if (!escalate || kind === 'role' || on >= plan.today || days < escalate.after - 1 || isUndated(owed))
    return null;
  const owing = owingOf(owed, run).people;
  if (owing.length === 0) return null;
  const to = (people.get(escalate.to) ?? [])
    .filter(({ name }) => !owing.includes(name) && !samePerson(progress.hire, name))
    .map(({ name }) => name);
  return to.length === 0 ? null : { on: calendar.nthWorkday(addDays(on, 1), escalate.after), to };
}

/** Whether it is due by a date that the screens make up for what has none. */
function isUndated({ kind, item }: OwedView): boolean {
  return (kind === 'item' || kind === 'role') && (item?.undated ?? false);
}

function groupOf(owed: OwedView, today: CalendarDate): MineGroup {
  const { kind, on, item } = owed;
  if (kind === 'role') return on > today ? 'next' : 'word';
  if (kind !== 'item') return 'word';
  if (item?.state === 'blocked' || isUndated(owed)) return 'next';
  if (on > today) return 'next';
  // Nothing optional is late.
  return on < today && !item?.optional ? 'late' : 'today';
}

function commandFor({ kind, ref, missing, item }: OwedView, isMeeting: boolean, run: Run): string {
  switch (kind) {
    case 'question':
      return `pm-onboard review${runArgument(run)} --answer ${quoted(ref)}`;
    case 'sign-off':
      return `pm-onboard review${runArgument(run)} --approve ${ref}`;
    case 'role':
      return `pm-onboard assign --role ${quoted(missing ?? '')}${hireFlag(run)}`;
    case 'item':
      if (!item || item.state === 'blocked') return `pm-onboard show ${ref}${hireFlag(run)}`;
      return isMeeting ? `pm-onboard book ${ref}${hireFlag(run)}` : closingCommand(item, run);
  }
}

function meetingOf(planned: PlannedItem, run: Run): MineEntry {
  const { item, ref } = planned;
  const { today } = run.plan;
  const { day, time } = viewBooked(planned) ?? { day: today, time: null };
  return {
    group: day === today ? 'today' : 'next',
    kind: 'meeting',
    hire: viewMineHire(run),
    escalates: null,
    ref,
    item: item.id,
    title: item.title,
    missing: [],
    on: day,
    undated: false,
    days: 0,
    time,
    who: withoutHire(viewRole(item.with, run), run),
    optional: item.optional,
    blockedBy: [],
    validUntil: null,
    link: item.links[0]?.url ?? null,
    command: `pm-onboard show ${ref}${hireFlag(run)}`,
  };
}

/** Who owes it: never the hire to themselves. The owner of a checklist may hold roles in it, and does what is theirs by one of them. */
function owingOf({ kind, who }: OwedView, run: Run): RoleView {
  const isList = run.progress.hire.subject !== undefined;
  return isList && (kind === 'item' || kind === 'role') ? who : withoutHire(who, run);
}

/** The roles with their holders, without the hire, who owes nothing to themselves. */
function withoutHire(who: RoleView, { progress, people }: Run): RoleView {
  const isHire = (text: string) => samePerson(progress.hire, text);
  const own = rolesOf(who.roles ?? who.role)
    .flatMap((role) => people.get(role) ?? [])
    .filter((person) => isPerson(person, isHire))
    .map((person) => person.name);
  if (own.length === 0) return who;
  return {
    ...who,
    people: who.people.filter((person) => !own.includes(person)),
    contacts: who.contacts.filter((contact) => !own.includes(contact.name)),
  };
}

/** By group; what has waited longest first, and of what is to come, the nearest; then by the hire's name and in the given order. */
export function byUrgency(a: MineEntry, b: MineEntry): number {
  return (
    groups.indexOf(a.group) - groups.indexOf(b.group) ||
    compareDates(a.on, b.on) ||
    compareTexts(a.time ?? '', b.time ?? '') ||
    compareTexts(a.hire.name, b.hire.name)
  );
}

/** By code units: what a collator needs to be loaded would take a tenth of the whole time of `mine`. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
