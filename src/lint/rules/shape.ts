/**
 * The rules about the shape of a file: YAML that can be read, and the keys and values that the schema allows. Reading a
 * program finds their problems, each under the name of its rule (program/validate.ts); here each gets its reason.
 */
import type { Problem } from '../../program/problem.ts';
import type { Rule, Subject } from '../rule.ts';

export const shape = {
  syntax: shapeRule('syntax', "A file that can't be read safely hides all that is in it."),
  unknownKey: shapeRule(
    'unknown-key',
    'A key that nobody reads is a wish that nobody hears, and nearly always mistyped.',
  ),
  missingKey: shapeRule(
    'missing-key',
    'Without these keys there is nothing to show, or nothing to keep progress under.',
  ),
  wrongType: shapeRule(
    'wrong-type',
    'A list where a text belongs, or the other way round, can only be guessed at.',
  ),
  wrongValue: shapeRule(
    'wrong-value',
    'A value that is not one of those allowed would be dropped or misread.',
  ),
  unquotedScalar: shapeRule(
    'unquoted-scalar',
    'YAML reads 1.10 as the number 1.1, and true as a yes: text that looks like one of them needs quotes.',
  ),
  groupKeys: shapeRule(
    'group-keys',
    'A group is a heading, one level deep: what is dated, counted or ticked off is an item.',
  ),
  emptyGroup: shapeRule(
    'empty-group',
    'A heading with nothing under it makes the hire look for what is missing.',
  ),
  dueSyntax: shapeRule('due-syntax', "A date that can't be worked out would leave the hire without one."),
  linkSyntax: shapeRule('link-syntax', 'An address that no browser opens sends the hire nowhere.'),
} as const;

function shapeRule(id: string, why: string): Rule {
  return { id, severity: 'error', why, structural: true, check: (subject) => shapeProblems(subject, id) };
}

/** The problems that reading the program's files found and that belong to the rule with this id. */
export function shapeProblems({ draft }: Pick<Subject, 'draft'>, id: string): Problem[] {
  const inYaml = draft.files.flatMap(({ yaml }) => yaml.problems);
  return [...inYaml, ...draft.shape].filter(({ rule }) => rule === id);
}
