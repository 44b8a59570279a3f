import { idPattern } from '../../program/grammar.ts';
import { guesser } from '../../program/nearest.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule } from '../rule.ts';
import { namedRoles, rolesOf } from '../texts.ts';
import { shapeProblems } from './shape.ts';

export const unknownRole: Rule = {
  id: 'unknown-role',
  severity: 'error',
  why: 'Nobody can be bound to a role that the program does not name, so nobody would act.',
  structural: true,
  needs: ['whole'],
  check(subject) {
    const { draft } = subject;
    // Without program.yaml the roles are unknown: only names that can't be a role's id are reported.
    if (!draft.program) return shapeProblems(subject, 'unknown-role');
    const known = new Set(rolesOf(draft).map(({ key }) => key));
    const guess = guesser(known);
    const missing = namedRoles(draft).filter(({ value }) => !known.has(value));
    return missing.map((role) => unknown(role, guess(role.value)));
  },
};

function unknown(role: Located<string>, [near]: readonly string[]): Found {
  const missing = idPattern.test(role.value)
    ? 'name it under `roles` in program.yaml'
    : 'roles are named by id, such as `release-manager`';
  const hint = near ? `did you mean \`${near}\`?` : missing;
  return atValue(role, `the program has no role \`${role.value}\``, { hint });
}
