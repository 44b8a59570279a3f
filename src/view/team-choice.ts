/** Chooses the hires of a workspace that `team` shows, or says why there is nobody to show. */

import type { CalendarDate } from '../dates.ts';
import { grouped } from '../grouped.ts';
import { agreeing } from '../phrases.ts';
import type { Run } from '../plan/run.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import { samePerson } from '../progress/names.ts';
import { endOf, type Progress } from '../progress/reduce.ts';
import { shortNames } from '../progress/runs.ts';
import type { Unread } from './unread.ts';
import { nobodyHere, plural, sayAs, startHint, upperFirst } from './words.ts';

/** The hires of a workspace. */
export interface Team {
  readonly workspace: string;
  readonly today: CalendarDate;
  readonly runs: readonly Run[];
  readonly unread: readonly Unread[];
  /** How many runs of checklists lie beside them, which aren't hires. */
  readonly checklists?: number;
  /** Role → people, as pm-onboard.yaml binds them. */
  readonly people: Readonly<Record<string, unknown>>;
  /** Tells whether the checklists say something else now than a pinned program, as it was compiled. */
  readonly movedOn: (program: Program) => boolean;
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
export interface Chosen extends Team {
  /** Why there is nobody to show; null where the filter leaves somebody. */
  readonly nobody: Nobody | null;
  /** Id of a run → what it is called, for the runs of those who have several under way, whomever the filter leaves out. */
  readonly shortNames: ReadonlyMap<string, string>;
  /** The person for whom alone the list counts what waits; absent where it counts what waits for anybody. */
  readonly holder?: string;
}

/** Applies the filter. An unreadable hire passes any buddy or holder. */
export function chosenTeam(team: Team, filter: TeamFilter): Chosen {
  const present = {
    ...team,
    runs: team.runs.filter(({ progress }) => isPresent(progress, filter)),
    unread: team.unread.filter(({ progress }) => !progress || isPresent(progress, filter)),
  };
  const chosen = { ...present, runs: present.runs.filter((run) => isMeant(run, filter)) };
  const empty = chosen.runs.length + chosen.unread.length === 0;
  return {
    ...chosen,
    nobody: empty ? nobodyIn(team, present, filter) : null,
    shortNames: shortNamesIn(team),
    ...(filter.holder === undefined ? {} : { holder: filter.holder }),
  };
}

function shortNamesIn({ runs }: Team): ReadonlyMap<string, string> {
  const hires = runs.flatMap(({ progress }) => (endOf(progress) === undefined ? [progress.hire] : []));
  const several = [...grouped(hires, ({ person }) => person).values()].filter(({ length }) => length > 1);
  return new Map(several.flatMap((own) => [...shortNames(own)]));
}

function isPresent({ archived, finished }: Progress, filter: TeamFilter): boolean {
  return archived ? filter.archived === true : filter.finished || !finished;
}

function isMeant({ people, progress, pinned }: Run, { buddy, holder, program }: TeamFilter): boolean {
  const buddies = people.get('buddy') ?? [];
  const everyone = [...people.values()].flat();
  return (
    (program === undefined || [progress.hire.program, pinned.id].includes(program)) &&
    (buddy === undefined || buddies.some((person) => samePerson(person, buddy))) &&
    (holder === undefined || everyone.some((person) => samePerson(person, holder)))
  );
}

function nobodyIn(all: Team, present: Team, { buddy, holder, program }: TeamFilter): Nobody {
  const { checklists = 0 } = all;
  const begun = `${plural(checklists, 'checklist')} ${agreeing(checklists, 'has', 'have')} been begun: pm-onboard run`;
  if (all.runs.length + all.unread.length === 0)
    return {
      reason: `${upperFirst(nobodyHere(all.workspace))}.`,
      hint: checklists > 0 ? begun : upperFirst(startHint),
    };
  if (present.runs.length === 0) {
    const finished = all.runs.filter(({ progress }) => progress.finished && !progress.archived).length;
    const archived = all.runs.filter(({ progress }) => progress.archived).length;
    const gone = [
      ...(finished > 0 ? [`${finished} finished`] : []),
      ...(archived > 0 ? [`${archived} archived`] : []),
    ];
    return {
      reason: `Nobody is being onboarded in ${all.workspace} now: ${gone.join(', ')}.`,
      hint: [
        finished > 0
          ? 'See who has finished: pm-onboard team --finished'
          : 'See who was put away: pm-onboard team --archived',
        ...(checklists > 0 ? [begun] : []),
      ].join('. '),
    };
  }
  if (program !== undefined && !present.runs.some(({ pinned }) => pinned.id === program)) {
    const ids = [...new Set(present.runs.map(({ pinned }) => pinned.id))];
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

function buddyHint({ runs }: Team, buddy: string): string {
  const names = [
    ...new Set(runs.flatMap(({ people }) => (people.get('buddy') ?? []).map(({ name }) => name))),
  ];
  const words = names.flatMap((name) => [name, ...name.split(/\s+/)]);
  const [near] = nearest(buddy, words);
  const meant = names.find((name) => name === near || name.split(/\s+/).includes(near ?? ''));
  if (meant) return `Did you mean ${meant}?`;
  return names.length > 0 ? `The buddies are: ${names.join(', ')}` : 'Bind one: pm-onboard assign';
}
