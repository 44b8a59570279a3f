/** One hire's run, as every view gets it: progress, plan, who holds which role, the program with the hire's own items. */

import { addDays, type CalendarDate, earlierOf, fullDate, laterOf } from '../dates.ts';
import { idPattern, maxEffort, mostDaysValid, parseDateRule } from '../program/grammar.ts';
import {
  type CalendarConfig,
  type Count,
  type EvidenceKind,
  emptyItem,
  type Item,
  type NamedDay,
  type Phase,
  type Program,
} from '../program/model.ts';
import type { EventOf } from '../progress/event.ts';
import { samePerson } from '../progress/names.ts';
import type { HireRecord } from '../progress/record.ts';
import { bindingAt, type Progress } from '../progress/reduce.ts';
import type { Person, SharedTeam, TeamPeople } from '../progress/shared-team.ts';
import { Calendar } from './calendar.ts';
import type { Filter } from './filter.ts';
import { withNames } from './named.ts';
import { type Listing, makePlan, type Plan } from './plan.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import { inForce } from './sign-off.ts';

/** How a printed command says which hire it is for. */
export interface Called {
  /** The hire as a word for a shell: the name, or the id where several hires have that name. */
  readonly called: string;
  /** Whether a command without `--hire` is for this hire. */
  readonly usual: boolean;
  /** What the run is called among several that the person has under way; absent where it is the only one. */
  readonly run?: string;
}

export interface Run extends Called {
  readonly record: HireRecord;
  /** The progress with the judgements that count, see `sign-off.ts`. */
  readonly progress: Progress;
  /** The program that the run is pinned to, as it was compiled. */
  readonly pinned: Program;
  /** The pinned program with the hire's own items in it, and with names in place of the placeholders in its texts. */
  readonly program: Program;
  readonly calendar: Calendar;
  readonly people: People;
  /** The team that the run goes by: that of the workspace, or of where the run is kept. */
  readonly team: Team;
  readonly plan: Plan;
  /** The schedule of the plan, worked out when it is asked for the first time. */
  readonly schedule: () => Schedule;
  /**
   * Id of an event → who committed it to git, where that is somebody else than who acted by the event. Only `log` and `review`
   * look; see `sync/committers.ts`.
   */
  readonly committers?: ReadonlyMap<string, Committer>;
  /** The present instant, for the age of a sync and for wrong clocks; dates are counted from `plan.today`. */
  readonly now: Date;
  /** For a run with some of its items only: the run with all of them, and what is said of the filter that left these. */
  readonly narrowed?: {
    readonly whole: Run;
    readonly filter: Filter;
    readonly ids: ReadonlySet<string>;
  };
  /** The other runs of the same person, where they are to be shown. */
  readonly others?: readonly OtherRun[];
}

/** What a screen of one run says of another run of the same person. */
export interface OtherRun {
  /** The id of its record. */
  readonly id: string;
  /** What it is called among the runs under way; null where it has ended. */
  readonly run: string | null;
  readonly program: string;
  /** The title of its program. */
  readonly title: string;
  readonly start: CalendarDate;
  readonly ended: Ended | null;
  /** All of it in words: `release-manager, under way since Mon 1 Mar`. */
  readonly text: string;
}

/** How a run ended. */
export interface Ended {
  readonly how: 'finished' | 'archived';
  readonly on: CalendarDate;
  readonly by: string;
  /** The note or the reason that was given; null where none was. */
  readonly text: string | null;
}

/** How the run ended; null while it is under way. A run that was finished, then archived, is archived. */
export function endingOf({ finished, archived }: Progress): Ended | null {
  if (archived) return { how: 'archived', on: archived.on, by: archived.by, text: archived.reason ?? null };
  return finished ? { how: 'finished', on: finished.on, by: finished.by, text: finished.note ?? null } : null;
}

/** Who committed something to git, as git tells it. */
export interface Committer {
  readonly name: string;
  readonly email: string;
}

/** The part of a run that is read for the hire, and from which the rest is planned. */
export type RunSource = Pick<Run, 'record' | 'progress' | 'pinned' | 'now' | keyof Called>;

/** What a workspace's configuration says for all runs that are kept in it. */
export interface Team {
  readonly calendar: CalendarConfig;
  readonly people: TeamPeople;
}

/** Which items of a run a list is about, by who holds which role and by the hire's calendar. */
export type ListingOf = (people: People, calendar: Calendar) => Listing;

/**
 * @param settings the team of the workspace; a run that is kept elsewhere goes by the team in its record alone
 * @param today the local date that the run is seen from; a run that has ended is seen from the day of its end
 * @param listing where given, says which items a list over many hires is about: the plan then has these, and what they wait for
 * @throws UserError where the calendar has no working day in 366 days on end
 */
export function planRun(source: RunSource, settings: Team, today: CalendarDate, listing?: ListingOf): Run {
  const { record, pinned } = source;
  const team = record.team ? teamThen(record.team) : settings;
  const whole = withOwnItems(pinned, source.progress.own);
  const progress = inForce(record, source.progress, whole, team.people);
  const people = bindPeople(whole, progress, team.people, today);
  const program = withNames(whole, people, progress.hire.name);
  const calendar = calendarFor(program.calendar, team.calendar, progress);
  const plan = makePlan(
    program,
    progress,
    calendar,
    earlierOf(today, progress.endedOn ?? today),
    listing?.(people, calendar),
  );
  let schedule: Schedule | undefined;
  return {
    ...source,
    progress,
    program,
    calendar,
    people,
    team,
    plan,
    schedule() {
      schedule ??= scheduleOf(plan, calendar.minutesPerDay);
      return schedule;
    },
  };
}

/** The calendars of hires without leave, made last: in a list over many hires, most go by one of few. */
let shared:
  | {
      readonly program: CalendarConfig;
      readonly team: CalendarConfig;
      readonly calendars: Map<string, Calendar>;
    }
  | undefined;

/** More calendars aren't held on to. */
const mostShared = 100;

function calendarFor(
  program: CalendarConfig,
  team: CalendarConfig,
  { calendar, leaves }: Progress,
): Calendar {
  const layers = [program, team, calendar];
  if (leaves.length > 0) return new Calendar(layers, leaves);
  if (shared?.program !== program || shared.team !== team) shared = { program, team, calendars: new Map() };
  const { calendars } = shared;
  const key = JSON.stringify(calendar);
  const found = calendars.get(key) ?? new Calendar(layers);
  if (calendars.size < mostShared) calendars.set(key, found);
  return found;
}

/** Who holds the roles of a run, as {@link planRun} finds them, without planning it; and the team that it goes by. */
export function peopleIn(
  { record, progress, pinned }: Pick<RunSource, 'record' | 'progress' | 'pinned'>,
  settings: Team,
  today: CalendarDate,
): Pick<Run, 'people' | 'team'> {
  const team = record.team ? teamThen(record.team) : settings;
  return { team, people: bindPeople(pinned, progress, team.people, today) };
}

/** A team as of a share, whose days off say so. */
function teamThen(shared: SharedTeam): Team {
  const source = `the team's, as of the share of ${fullDate(shared.on)}`;
  const { holidays, extraWorkingDays, ...calendar } = shared.calendar;
  const told = (days: readonly NamedDay[]) => days.map((day) => ({ ...day, source }));
  return {
    people: shared.people,
    calendar: {
      ...calendar,
      ...(holidays ? { holidays: told(holidays) } : {}),
      ...(extraWorkingDays ? { extraWorkingDays: told(extraWorkingDays) } : {}),
    },
  };
}

/**
 * The calendar that the run goes by, for the event that ends it: from then on no change of the team's calendar moves its
 * dates. Days off far from the run are left out.
 */
export function calendarOfRun({ calendar, plan }: Run) {
  const last = plan.items.reduce((latest, { due }) => laterOf(latest, due), plan.today);
  const near = ({ date }: NamedDay) =>
    date >= addDays(plan.start, -daysKept) && date <= addDays(last, daysKept);
  return {
    workingDays: calendar.workingDays,
    holidays: calendar.holidays.filter(near),
    extraWorkingDays: calendar.extraWorkingDays.filter(near),
    holidaysUntil: calendar.holidaysUntil,
    minutesPerDay: calendar.minutesPerDay,
  };
}

/** Days off are kept so many days beyond the dates of a run that has ended. */
const daysKept = 28;

type Added = EventOf<'added'>;

/** The phase that a date belongs to: the first phase that is due on the date or later, else the last phase. */
export function phaseOn({ phases }: Plan, date: CalendarDate): Phase | undefined {
  return (phases.find(({ due }) => date <= due) ?? phases.at(-1))?.phase;
}

/**
 * The program with the hire's own items at the end of their phases, so that all other items keep their numbers. Own
 * items of a phase that the program doesn't have go to its last phase. An own item is left out where the program has
 * an item or group of the same id, or where an earlier own item has it.
 */
export function withOwnItems(program: Program, own: readonly Added[]): Program {
  const last = program.phases.at(-1);
  if (own.length === 0 || !last) return program;
  const ids = new Set(
    program.phases.flatMap(({ items, groups }) => [...items, ...groups].map(({ id }) => id)),
  );
  const first = new Map([...own].reverse().map((event) => [event.item, event]));
  const items = own.filter((event) => !ids.has(event.item) && first.get(event.item) === event);
  const known = new Set(program.phases.map(({ id }) => id));
  const phaseOf = ({ phase }: Added) => (known.has(phase) ? phase : last.id);
  return {
    ...program,
    phases: program.phases.map((phase) => {
      const added = items.filter((event) => phaseOf(event) === phase.id);
      return added.length === 0
        ? phase
        : { ...phase, items: [...phase.items, ...added.map((event) => itemFrom(event, phase))] };
    }),
  };
}

/**
 * The own items that {@link withOwnItems} left out because their id was taken.
 * @param program the program that {@link withOwnItems} returned
 */
export function leftOut(program: Program, own: readonly Added[]): Added[] {
  if (own.length === 0) return [];
  const items = program.phases.flatMap((phase) => phase.items);
  const there = new Set(items.map(({ added }) => added?.id));
  return own.filter(({ id }) => !there.has(id));
}

/** The event as an item. Only known fields are copied, since a stranger's event may have other fields. */
function itemFrom(event: Added, phase: Phase): Item {
  const { id, on, by, item, title, details, takes, after, evidence, signOff, signers } = event;
  const [dueRule, fromRule] = [ownRule(event.dueRule), ownRule(event.fromRule)];
  const [due, from] = [dueRule ? undefined : event.due, fromRule ? undefined : event.from];
  const [actors, links] = [event.actors ?? [], event.links?.filter(({ url }) => isAddress(url)) ?? []];
  return {
    ...emptyItem,
    id: item,
    title,
    ...(details ? { details } : {}),
    ...(event.with ? { with: event.with } : {}),
    ...(fromRule && fromRule !== 'none' ? { from: fromRule } : {}),
    due: dueRule ?? phase.due,
    ...(isEffort(takes) ? { takes } : {}),
    ...(after ? { after } : {}),
    ...(isEvidence(evidence) ? { evidence } : {}),
    ...(signers && signers.length > 1 ? { signOff: signers } : signOff ? { signOff } : {}),
    ...(actors.length > 0 ? { by: actors.length > 1 ? actors : (actors[0] as string) } : {}),
    ...(links.length > 0 ? { links: links.map(({ title: name, url }) => ({ title: name, url })) } : {}),
    ...(event.topics ? { topics: event.topics } : {}),
    ...(event.optional ? { optional: true } : {}),
    ...(event.counted ? { count: countFrom(event) } : {}),
    ...(event.stage && idPattern.test(event.stage) ? { stage: event.stage } : {}),
    ...(isValidFor(event.validFor) && !event.counted ? { validFor: event.validFor } : {}),
    added: { id, on, by, ...(due ? { due } : {}), ...(from ? { from } : {}) },
  };
}

/** A date rule of an own item, which counts from another one or says that there is no date; an event may have any text. */
function ownRule(text: string | undefined): string | undefined {
  const rule = text === undefined ? undefined : parseDateRule(text);
  return rule && (rule.after !== undefined || rule.unit === 'none') ? text : undefined;
}

/** Whether a checklist could have this address; an event may come from a stranger and have any text. */
function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#@\\]\S*$/.test(text);
}

/** No checklist counts further: an event may come from a stranger and have any number. */
const mostTimes = 9999;

function countFrom({ target, upTo, unit }: Added): Count {
  const isTimes = (n: number | undefined): n is number => n !== undefined && n > 0 && n <= mostTimes;
  return {
    ...(isTimes(target) ? { target } : {}),
    ...(isTimes(upTo) ? { upTo } : {}),
    ...(unit ? { unit } : {}),
  };
}

/** Whether a checklist could state this effort; an event may come from a stranger and have any number. */
function isEffort(minutes: number | undefined): minutes is number {
  return minutes !== undefined && minutes > 0 && minutes <= maxEffort;
}

/** Whether a checklist could state this number of days; an event may come from a stranger and have any number. */
function isValidFor(days: number | undefined): days is number {
  return days !== undefined && days > 0 && days <= mostDaysValid;
}

function isEvidence(text: string | undefined): text is EvidenceKind {
  return text === 'url' || text === 'text' || text === 'none';
}

export type { Person, TeamPeople };

/** Somebody who holds a role. */
export interface Holder extends Person {
  /** The last day on which they hold it, where they cover for a while; undefined where nobody has said an end. */
  readonly until?: CalendarDate | undefined;
}

/** Role → the people who hold that role for this hire; an empty list where nobody does. */
export type People = ReadonlyMap<string, readonly Holder[]>;

/**
 * Finds who holds each role on a date: the people assigned for this hire then, else the team's people for the role, else the holders
 * of the role that the program names as its `default`. An assigned name that belongs to one of the team's people
 * stands for them.
 */
export function bindPeople(
  program: Program,
  progress: Pick<Progress, 'bindings'>,
  team: TeamPeople,
  on: CalendarDate,
): People {
  const teamMembers = Object.values(team).flat();
  const bound = (role: string, seen: readonly string[] = []): readonly Holder[] => {
    const own = bindingAt(progress, role, { on });
    if (own)
      return own.people.map((name) => {
        const person = teamMembers.find((each) => samePerson(each, name)) ?? { name, handles: [] };
        return own.to === undefined ? person : { ...person, until: own.to };
      });
    const ofTeam = Object.hasOwn(team, role) ? (team[role] ?? []) : [];
    if (ofTeam.length > 0) return ofTeam;
    const standIn = program.roles[role]?.default;
    return standIn === undefined || seen.includes(standIn) ? [] : bound(standIn, [...seen, role]);
  };
  const roles = new Set([...Object.keys(program.roles), ...progress.bindings.keys()]);
  return new Map([...roles].map((role) => [role, bound(role)]));
}
