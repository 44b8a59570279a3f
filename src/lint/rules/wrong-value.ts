import { type Rule, shapeProblems } from '../rule.ts';

export const wrongValue: Rule = {
  id: 'wrong-value',
  severity: 'error',
  why: 'A value that is not one of those allowed would be dropped or misread.',
  structural: true,
  check: shapeProblems('wrong-value'),
};
