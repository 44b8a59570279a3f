import { entriesOf, isMapAt, type Located, mapAt, pairsOf, textAt, textsAt } from '../../program/draft.ts';
import { idPattern } from '../../program/grammar.ts';
import { guesser } from '../../program/nearest.ts';
import { atValue, type Found, type Rule, shapeProblems } from '../rule.ts';

const ofShape = shapeProblems('unknown-role');

export const unknownRole: Rule = {
  id: 'unknown-role',
  severity: 'error',
  why: 'Nobody can be bound to a role that the program does not name, so nobody would act.',
  structural: true,
  check(subject) {
    const { draft } = subject;
    // Without the roles, only their style can be told; with them, what has none is unknown as well.
    if (!draft.program) return ofShape(subject);
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
  const missing = idPattern.test(role.value)
    ? 'name it under `roles` in program.yaml'
    : 'roles are named by id, such as `release-manager`';
  const hint = near ? `did you mean \`${near}\`?` : missing;
  return atValue(role, `the program has no role \`${role.value}\``, { hint });
}
