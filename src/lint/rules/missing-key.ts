import { type Rule, shapeProblems } from '../rule.ts';

export const missingKey: Rule = {
  id: 'missing-key',
  severity: 'error',
  why: 'Without these keys there is nothing to show, or nothing to keep progress under.',
  structural: true,
  check: shapeProblems('missing-key'),
};
