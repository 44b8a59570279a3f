import { entriesOf, textAt, textsAt } from '../../program/draft.ts';
import { type Rule, repeated, usedAlready } from '../rule.ts';
import { shapeProblems } from './shape.ts';

export const duplicateId: Rule = {
  id: 'duplicate-id',
  severity: 'error',
  why: 'Progress is kept under the id: of two items with one id, the hire would tick off both at once.',
  structural: true,
  check: ({ draft }) => [
    ...(draft.levels ? shapeProblems({ draft }, 'duplicate-id') : []),
    ...repeated(
      draft.program ? [textAt(draft.program, 'id') ?? [], textsAt(draft.program, 'formerly')].flat() : [],
      (id) => id,
      (id) => `the program is or was called \`${id}\` already`,
    ),
    ...repeated(
      draft.program ? textsAt(draft.program, 'phases') : [],
      (phase) => phase,
      (phase) => `the phase \`${phase}\` is listed twice`,
    ),
    ...repeated(
      // Former ids and those of items that are gone may not clash either: a record may use them.
      [
        ...entriesOf(draft).flatMap((entry) => [
          ...(entry.id ? [entry.id] : []),
          ...textsAt(entry, 'formerly'),
        ]),
        ...draft.checklists.flatMap((checklist) => textsAt(checklist, 'retired')),
      ],
      (id) => id,
      usedAlready,
    ),
  ],
};
