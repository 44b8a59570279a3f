import { entriesOf, isMapAt, type Located, mapAt, pairsOf, textAt, textsAt } from '../../program/draft.ts';
import { guesser } from '../../program/nearest.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const unknownRole: Rule = {
  id: 'unknown-role',
  severity: 'error',
  why: 'Nobody can be bound to a role that the program does not name, so nobody would act.',
  structural: true,
  check({ draft }) {
    if (!draft.program) return [];
    const declared = mapAt(draft.program, 'roles');
    const roles = declared ? pairsOf(declared) : [];
    const known = new Set(roles.map(({ key }) => key));
    const guess = guesser(known);
    const named = [
      ...roles.filter(isMapAt).flatMap((role) => textAt(role, 'default') ?? []),
      ...entriesOf(draft).flatMap(rolesIn),
    ];
    return named.flatMap((role) => (known.has(role.value) ? [] : [unknown(role, guess(role.value))]));
  },
};

/** Where an item or group names a role. */
export function rolesIn(entry: Located): Located<string>[] {
  const single = ['by', 'sign-off'].flatMap((key) => textAt(entry, key) ?? []);
  return [...textsAt(entry, 'with'), ...single];
}

function unknown(role: Located<string>, [near]: readonly string[]): Found {
  const hint = near ? `did you mean \`${near}\`?` : 'name it under `roles` in program.yaml';
  return atValue(role, `the program has no role \`${role.value}\``, { hint });
}
