import { entriesOf, textAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { lostBehind } from '../lost.ts';
import { type Found, type Rule, repeated } from '../rule.ts';

export const duplicateTitle: Rule = {
  id: 'duplicate-title',
  severity: 'warning',
  why: 'Of two items with one title nobody knows which one a list, a question or a colleague means.',
  check: ({ draft }) => [...titledTwice(draft.checklists), ...titledTwice(entriesOf(draft))],
};

function titledTwice(titled: readonly Located[]): Found[] {
  return repeated(
    titled.flatMap((each) => textAt(each, 'title') ?? []).filter((title) => !lostBehind(title)),
    (title) => title.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' '),
    (_, place) => `the title is used already, at ${place}`,
    'say what sets the two apart',
  );
}
