/** Who holds which role for a hire. */
import type { Program } from '../program/model.ts';
import { samePerson } from '../progress/names.ts';
import type { Progress } from '../progress/reduce.ts';

export interface Person {
  readonly name: string;
  readonly handles: readonly string[];
  readonly contact?: string;
}

/** Role → the people who hold it for every hire, by pm-onboard.yaml. */
export type TeamPeople = Readonly<Record<string, readonly Person[]>>;

/** Role → the people who hold it for this hire; an empty list where nobody does. */
export type People = ReadonlyMap<string, readonly Person[]>;

/**
 * For each role: the people assigned to it for this hire, else the team's, else those of the role that the program names as
 * its `default`. Names that the team's people go by are replaced by the person.
 */
export function bindPeople(program: Program, progress: Progress, team: TeamPeople): People {
  const teamMembers = Object.values(team).flat();
  const bound = (role: string, seen: readonly string[] = []): readonly Person[] => {
    const own = progress.assigned
      .get(role)
      ?.map((name) => teamMembers.find((person) => samePerson(person, name)) ?? { name, handles: [] });
    if (own && own.length > 0) return own;
    const ofTeam = Object.hasOwn(team, role) ? (team[role] ?? []) : [];
    if (ofTeam.length > 0) return ofTeam;
    const standIn = program.roles[role]?.default;
    return standIn === undefined || seen.includes(standIn) ? [] : bound(standIn, [...seen, role]);
  };
  const roles = new Set([...Object.keys(program.roles), ...progress.assigned.keys()]);
  return new Map([...roles].map((role) => [role, bound(role)]));
}
