/** Roles under `people` of the workspace's settings that no program has: nobody would ever see those people. */
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';

/** @param programs of the hires whom it is about */
export function strayRoles(programs: readonly Program[], team: Readonly<Record<string, unknown>>): string[] {
  const known = [...new Set(programs.flatMap(({ roles }) => Object.keys(roles)))];
  return Object.keys(team)
    .filter((role) => !known.includes(role))
    .map((role) => {
      const [near] = nearest(role, known);
      const hint = near ? `; did you mean ${near}?` : '';
      return `pm-onboard.yaml: \`people\` names the role ${role}, which the program doesn't have${hint}`;
    });
}
