import { type Rule, shapeProblems } from '../rule.ts';

export const unknownKey: Rule = {
  id: 'unknown-key',
  severity: 'error',
  why: 'A key that nobody reads is a wish that nobody hears, and nearly always mistyped.',
  structural: true,
  check: shapeProblems('unknown-key'),
};
