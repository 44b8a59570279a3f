/** Roles under `people` of the workspace's settings that the program doesn't have: nobody would ever see those people. */
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';

export function strayRoles(
  program: Pick<Program, 'roles'>,
  team: Readonly<Record<string, unknown>>,
): string[] {
  const known = Object.keys(program.roles);
  return Object.keys(team)
    .filter((role) => !Object.hasOwn(program.roles, role))
    .map((role) => {
      const [near] = nearest(role, known);
      const hint = near ? `; did you mean ${near}?` : '';
      return `pm-onboard.yaml: \`people\` names the role ${role}, which the program doesn't have${hint}`;
    });
}
