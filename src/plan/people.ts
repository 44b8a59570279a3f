/** Who holds which role for a hire. */
import type { Program } from '../program/model.ts';
import { samePerson } from '../progress/names.ts';
import type { Progress } from '../progress/reduce.ts';

export interface Person {
  readonly name: string;
  readonly handles: readonly string[];
  readonly contact?: string;
}

/** Role → the people whom the workspace's configuration binds to it for every hire. */
export type TeamPeople = Readonly<Record<string, readonly Person[]>>;

/** Role → the people bound to it; empty where nobody is. */
export type People = ReadonlyMap<string, readonly Person[]>;

/** The hire's own bindings, else the team's, else those of the role that stands in. */
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
