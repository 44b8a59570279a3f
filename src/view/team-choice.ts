/** Chooses the hires of a workspace that `team` shows, or says why there is nobody to show. */

import type { CalendarDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { agreeing } from '../phrases.ts';
import type { Person, Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import { samePerson } from '../progress/names.ts';
import { type Hire, isOver, type Progress } from '../progress/reduce.ts';
import { shortNames } from '../progress/runs.ts';
import { noticesOf } from './notices.ts';
import type { Unread } from './unread.ts';
import { nobodyHere, plural, sayAs, startHint, upperFirst } from './words.ts';

/** What of a run says whether it is in a list, and what is said of all hires together; plain data, which the cache can keep. */
export interface Member {
  readonly hire: Pick<Hire, 'id' | 'person' | 'name' | 'start' | 'program' | 'digest'>;
  readonly finished: boolean;
  readonly archived: boolean;
  /** The id of the pinned program, which an upgrade may have changed since the start. */
  readonly program: string;
  readonly buddies: readonly Person[];
  /** Everybody who holds a role. */
  readonly holders: readonly Person[];
  /** Whether the run is kept here, and not where it was shared from. */
  readonly isKeptHere: boolean;
  /** What is wrong with the record, as sentences. */
  readonly notices: readonly string[];
}

/** A member of the team, with what a list shows of the run. */
export interface Listed<Shown> {
  readonly member: Member;
  /** Absent where the filter leaves the run out. */
  readonly shown?: Shown;
}

/** The hires of a workspace. */
export interface Team<Shown> {
  readonly workspace: string;
  readonly today: CalendarDate;
  readonly runs: readonly Listed<Shown>[];
  readonly unread: readonly Unread[];
  /** How many runs of checklists lie beside them, which aren't hires. */
  readonly checklists?: number;
  /** Role → people, as pm-onboard.yaml binds them. */
  readonly people: Readonly<Record<string, unknown>>;
  /** Digest of a pinned program → its roles. */
  readonly rolesOf: (digest: string) => Program['roles'];
  /** Tells whether the checklists say something else now than a pinned program, as it was compiled. */
  readonly movedOn: (digest: string) => boolean;
  /** For how many runs of checklists the files say something else by now; absent where nobody has looked. */
  readonly outdatedRuns?: number;
}

export interface TeamFilter {
  /** Keeps only hires with this buddy, by name or handle. */
  readonly buddy?: string;
  /** Keeps only hires for whom this person holds a role, by name or handle. */
  readonly holder?: string;
  /** Keeps only hires who follow the program of this id. */
  readonly program?: string;
  /** Whether hires whose run is finished are kept too. */
  readonly finished: boolean;
  /** Whether hires whose run was archived are kept too. */
  readonly archived?: boolean;
}

/** Why there is nobody to show, and what to type. */
export interface Nobody {
  readonly reason: string;
  readonly hint: string;
}

/** The hires that a filter leaves. */
export interface Chosen<Shown> extends Omit<Team<Shown>, 'runs'> {
  readonly members: readonly Member[];
  /** What the list shows of each of them. */
  readonly shown: readonly Shown[];
  /** Why there is nobody to show; null where the filter leaves somebody. */
  readonly nobody: Nobody | null;
  /** Id of a run → what it is called, for the runs of those who have several under way, whomever the filter leaves out. */
  readonly shortNames: ReadonlyMap<string, string>;
}

export function memberOf(run: Run): Member {
  const { progress, people, pinned, record } = run;
  const { id, person, name, start, program, digest } = progress.hire;
  const holders = [...people].map(([role, those]) => ({ role, those: those.map(plainPerson) }));
  return {
    hire: { id, person, name, start, program, digest },
    finished: progress.finished !== undefined,
    archived: progress.archived !== undefined,
    program: pinned.id,
    buddies: holders.find(({ role }) => role === 'buddy')?.those ?? [],
    holders: holders.flatMap(({ those }) => those),
    isKeptHere: !record.team,
    notices: recordNotices(run),
  };
}

function recordNotices(run: Run): string[] {
  return noticesOf(run).map((notice) => `${run.progress.hire.name}: ${notice}`);
}

const plainPerson = ({ name, handles }: Person): Person => ({ name, handles });

/** Applies the filter. An unreadable hire passes any buddy or holder. */
export function chosenTeam<Shown>({ runs, ...team }: Team<Shown>, filter: TeamFilter): Chosen<Shown> {
  const all = runs.map(({ member }) => member);
  const present = all.filter((member) => isPresent(member, filter));
  const chosen = runs.filter(({ member }) => isChosen(member, filter));
  const unread = team.unread.filter(({ progress }) => !progress || isPresent(endingIn(progress), filter));
  const found = { ...team, unread, members: chosen.map(({ member }) => member) };
  const isEmpty = chosen.length + unread.length === 0;
  return {
    ...found,
    shown: chosen.flatMap(({ shown }) => (shown === undefined ? [] : [shown])),
    nobody: isEmpty ? nobodyIn(team, { all, present }, filter) : null,
    shortNames: shortNamesIn(all.filter((member) => !isOver(member)).map(({ hire }) => hire)),
  };
}

/** Whether the filter leaves the member. */
export function isChosen(member: Member, filter: TeamFilter): boolean {
  return isPresent(member, filter) && isMeant(member, filter);
}

/** Id of a run → what it is called, for the runs of those who have several. @param hires those of all runs under way */
export function shortNamesIn(hires: readonly Member['hire'][]): ReadonlyMap<string, string> {
  const several = [...grouped(hires, ({ person }) => person).values()].filter(({ length }) => length > 1);
  return new Map(several.flatMap((own) => [...shortNames(own)]));
}

type Ending = Pick<Member, 'finished' | 'archived'>;

const endingIn = ({ finished, archived }: Progress): Ending => ({
  finished: finished !== undefined,
  archived: archived !== undefined,
});

function isPresent({ archived, finished }: Ending, filter: TeamFilter): boolean {
  return archived ? filter.archived === true : filter.finished || !finished;
}

function isMeant(member: Member, { buddy, holder, program }: TeamFilter): boolean {
  return (
    (program === undefined || [member.hire.program, member.program].includes(program)) &&
    (buddy === undefined || member.buddies.some((person) => samePerson(person, buddy))) &&
    (holder === undefined || member.holders.some((person) => samePerson(person, holder)))
  );
}

/** All members, and those whom the filter leaves by how their run stands. */
interface Members {
  readonly all: readonly Member[];
  readonly present: readonly Member[];
}

function nobodyIn(
  { workspace, checklists = 0, unread }: Omit<Team<unknown>, 'runs'>,
  { all, present }: Members,
  { buddy, holder, program }: TeamFilter,
): Nobody {
  const begun = `${plural(checklists, 'checklist')} ${agreeing(checklists, 'has', 'have')} been begun: pm-onboard run`;
  if (all.length + unread.length === 0)
    return {
      reason: `${upperFirst(nobodyHere(workspace))}.`,
      hint: checklists > 0 ? begun : upperFirst(startHint),
    };
  if (present.length === 0) {
    const finished = all.filter((each) => each.finished && !each.archived).length;
    const archived = all.filter((each) => each.archived).length;
    const gone = [
      ...(finished > 0 ? [`${finished} finished`] : []),
      ...(archived > 0 ? [`${archived} archived`] : []),
    ];
    return {
      reason: `Nobody is being onboarded in ${workspace} now: ${gone.join(', ')}.`,
      hint: [
        finished > 0
          ? 'See who has finished: pm-onboard team --finished'
          : 'See who was put away: pm-onboard team --archived',
        ...(checklists > 0 ? [begun] : []),
      ].join('. '),
    };
  }
  if (program !== undefined && !present.some((each) => each.program === program)) {
    const ids = [...new Set(present.map((each) => each.program))];
    return {
      reason: `Nobody here follows the program ${program}.`,
      hint: `The programs are: ${ids.join(', ')}`,
    };
  }
  if (holder !== undefined)
    return {
      reason: `${holder} holds no role for anyone here${buddy === undefined ? '' : ` whose buddy is ${buddy}`}.`,
      hint: sayAs,
    };
  return { reason: `Nobody here has ${buddy} as buddy.`, hint: buddyHint(present, buddy ?? '') };
}

function buddyHint(present: readonly Member[], buddy: string): string {
  const names = [...new Set(present.flatMap(({ buddies }) => buddies.map(({ name }) => name)))];
  const words = names.flatMap((name) => [name, ...name.split(/\s+/)]);
  const [near] = nearest(buddy, words);
  const meant = names.find((name) => name === near || name.split(/\s+/).includes(near ?? ''));
  if (meant) return `Did you mean ${meant}?`;
  return names.length > 0 ? `The buddies are: ${names.join(', ')}` : 'Bind one: pm-onboard assign';
}
