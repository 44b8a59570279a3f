import { type Rule, shapeProblems } from '../rule.ts';

export const groupKeys: Rule = {
  id: 'group-keys',
  severity: 'error',
  why: 'A group is a heading, one level deep: what is dated, counted or ticked off is an item.',
  structural: true,
  check: shapeProblems('group-keys'),
};
