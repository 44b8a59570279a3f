/**
 * The rules about the shape of a file: YAML that can be read, and the keys and values that the schema allows. Their problems
 * are found when a program is read, each with the id of its rule (program/validate.ts); this file says why each rule exists.
 */
import type { Problem } from '../../program/problem.ts';
import type { Rule, Subject } from '../rule.ts';

const whys = {
  syntax: "A file that can't be read safely hides all that is in it.",
  'unknown-key': 'A key that nobody reads is a wish that nobody hears, and nearly always mistyped.',
  'missing-key': 'Without these keys there is nothing to show, or nothing to keep progress under.',
  'wrong-type': 'A list where a text belongs, or the other way round, can only be guessed at.',
  'wrong-value': 'A value that is not one of those allowed would be dropped or misread.',
  'unquoted-scalar':
    'YAML reads 1.10 as the number 1.1, and true as a yes: text that looks like one of them needs quotes.',
  'group-keys': 'A group is a heading, one level deep: what is dated, counted or ticked off is an item.',
  'empty-group': 'A heading with nothing under it makes the hire look for what is missing.',
  'count-target': "A count that can't be reached, or that ends before its target, never closes.",
  'unknown-part':
    'Items of a part that is not there, or that stands in a circle, would be missing, and nobody would notice.',
  'level-cells':
    'Where a level says nothing of a competency, or says it twice, nobody knows what to talk about there.',
  'same-as':
    'Levels that say the same in words of their own look like a step, and one that points up looks like a step back.',
  'link-syntax': 'An address that no browser opens sends the hire nowhere.',
};

export function shapeRule(id: keyof typeof whys): Rule {
  return {
    id,
    severity: 'error',
    why: whys[id],
    structural: true,
    check: (subject) => shapeProblems(subject, id),
  };
}

/** The problems that reading the program's files, or a duties.yaml, found and that belong to the rule with this id. */
export function shapeProblems({ draft, duties }: Pick<Subject, 'draft' | 'duties'>, id: string): Problem[] {
  const inYaml = draft.files.flatMap(({ yaml }) => yaml.problems);
  return [...inYaml, ...draft.shape, ...(duties?.file.problems ?? [])].filter(({ rule }) => rule === id);
}
