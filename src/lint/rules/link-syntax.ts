import { type Rule, shapeProblems } from '../rule.ts';

export const linkSyntax: Rule = {
  id: 'link-syntax',
  severity: 'error',
  why: 'An address that no browser opens sends the hire nowhere.',
  structural: true,
  check: shapeProblems('link-syntax'),
};
