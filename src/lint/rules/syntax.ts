import type { Rule } from '../rule.ts';

export const syntax: Rule = {
  id: 'syntax',
  severity: 'error',
  why: "A file that can't be read safely hides all that is in it.",
  structural: true,
  check: ({ draft }) => draft.files.flatMap(({ yaml }) => yaml.problems),
};
