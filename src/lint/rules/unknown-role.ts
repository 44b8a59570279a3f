import { entriesOf, isMapAt, type Located, mapAt, pairsOf, textAt, textsAt } from '../../program/draft.ts';
import { nearest } from '../../program/nearest.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const unknownRole: Rule = {
  id: 'unknown-role',
  severity: 'error',
  why: 'Nobody can be bound to a role that the program does not name, so nobody would act.',
  structural: true,
  needs: 'whole',
  check({ draft }) {
    if (!draft.program) return [];
    const declared = mapAt(draft.program, 'roles');
    const roles = declared ? pairsOf(declared) : [];
    const known = roles.map(({ key }) => key);
    const named = [
      ...roles.filter(isMapAt).flatMap((role) => textAt(role, 'default') ?? []),
      ...entriesOf(draft).flatMap(rolesIn),
    ];
    return named.flatMap((role) => (known.includes(role.value) ? [] : [unknown(role, known)]));
  },
};

/** Where an item or group names a role. */
export function rolesIn(entry: Located): Located<string>[] {
  const single = ['by', 'sign-off'].flatMap((key) => textAt(entry, key) ?? []);
  return [...textsAt(entry, 'with'), ...single];
}

function unknown(role: Located<string>, known: readonly string[]): Found {
  const near = nearest(role.value, known)[0];
  const hint = near ? `did you mean \`${near}\`?` : 'name it under `roles` in program.yaml';
  return atValue(role, `the program has no role \`${role.value}\``, { hint });
}
