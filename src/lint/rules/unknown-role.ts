import { idPattern } from '../../program/grammar.ts';
import { didYouMean, guesser, noRole } from '../../program/nearest.ts';
import { atValue, type Rule } from '../rule.ts';
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
    return namedRoles(draft)
      .filter(({ value }) => !known.has(value))
      .map((role) => {
        const missing = idPattern.test(role.value)
          ? 'name it under `roles` in program.yaml'
          : 'roles are named by id, such as `release-manager`';
        const hint = didYouMean(guess(role.value)[0]) ?? missing;
        return atValue(role, noRole(`\`${role.value}\``), hint);
      });
  },
};
