import { type Rule, shapeProblems } from '../rule.ts';

export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  why: 'A list where a text belongs, or the other way round, can only be guessed at.',
  structural: true,
  check: shapeProblems('wrong-type'),
};
