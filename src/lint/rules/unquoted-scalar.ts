import { type Rule, shapeProblems } from '../rule.ts';

export const unquotedScalar: Rule = {
  id: 'unquoted-scalar',
  severity: 'error',
  why: 'YAML reads 1.10 as the number 1.1, and yes-or-no words as such: text that looks like them needs quotes.',
  structural: true,
  check: shapeProblems('unquoted-scalar'),
};
