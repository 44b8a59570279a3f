import { type Rule, shapeProblems } from '../rule.ts';

export const dueSyntax: Rule = {
  id: 'due-syntax',
  severity: 'error',
  why: "A date that can't be worked out would leave the hire without one.",
  structural: true,
  check: shapeProblems('due-syntax'),
};
