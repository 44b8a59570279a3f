import { type Rule, shapeProblems } from '../rule.ts';

export const idStyle: Rule = {
  id: 'id-style',
  severity: 'error',
  why: 'Ids are typed at the command line and stand in every record: one style for all of them.',
  structural: true,
  check: shapeProblems('id-style'),
};
