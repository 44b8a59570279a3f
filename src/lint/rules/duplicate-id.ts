import { entriesOf, textAt, textsAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { type Rule, repeated } from '../rule.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  severity: 'error',
  why: 'Progress is kept under the id: of two items with one id, the hire would tick off both at once.',
  structural: true,
  check: ({ draft }) => [
    ...repeated(
      draft.program ? textsAt(draft.program, 'phases') : [],
      (phase) => phase,
      (phase) => `the phase \`${phase}\` is listed twice`,
    ),
    ...repeated(
      entriesOf(draft).flatMap(idsOf),
      (id) => id,
      (id, place) => `the id \`${id}\` is used already, at ${place}`,
    ),
  ],
};

/** Ids and former ids may not clash either: a record may use both. */
function idsOf(entry: Located): Located<string>[] {
  const id = textAt(entry, 'id');
  return [...(id ? [id] : []), ...textsAt(entry, 'formerly')];
}
