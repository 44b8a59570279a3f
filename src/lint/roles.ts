/** The roles of a program, and the places that name them. */
import { type Draft, entriesOf, isMapAt, mapAt, pairsOf, textAt, textsAt } from '../program/draft.ts';
import type { Located } from '../program/yaml.ts';

/** Those that `program.yaml` declares, each under its id. */
export function rolesOf({ program }: Draft): ReturnType<typeof pairsOf> {
  const roles = program && mapAt(program, 'roles');
  return roles ? pairsOf(roles) : [];
}

/** Every place that names a role: as the stand-in of another, or in an item or group. */
export function namedRoles(draft: Draft): Located<string>[] {
  const standIns = rolesOf(draft)
    .filter(isMapAt)
    .flatMap((role) => textAt(role, 'default') ?? []);
  return [...standIns, ...entriesOf(draft).flatMap(rolesIn)];
}

/** Where an item or group names a role. */
export function rolesIn(entry: Located): Located<string>[] {
  const single = ['by', 'sign-off'].flatMap((key) => textAt(entry, key) ?? []);
  return [...textsAt(entry, 'with'), ...single];
}
