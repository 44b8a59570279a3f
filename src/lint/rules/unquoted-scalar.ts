import { type Rule, shapeProblems } from '../rule.ts';

export const unquotedScalar: Rule = {
  id: 'unquoted-scalar',
  severity: 'error',
  why: 'YAML reads 1.10 as the number 1.1, and true as a yes: text that looks like one of them needs quotes.',
  structural: true,
  check: shapeProblems('unquoted-scalar'),
};
