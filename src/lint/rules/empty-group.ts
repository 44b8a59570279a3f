import { type Rule, shapeProblems } from '../rule.ts';

export const emptyGroup: Rule = {
  id: 'empty-group',
  severity: 'error',
  why: 'A heading with nothing under it makes the hire look for what is missing.',
  structural: true,
  check: shapeProblems('empty-group'),
};
