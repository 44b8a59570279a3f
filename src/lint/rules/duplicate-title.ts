import { entriesOf, textAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const duplicateTitle: Rule = {
  id: 'duplicate-title',
  severity: 'warning',
  why: 'Of two items with one title nobody knows which one a list, a question or a colleague means.',
  check: ({ draft }) => [...titledTwice(draft.checklists), ...titledTwice(entriesOf(draft))],
};

function titledTwice(titled: readonly Located[]): Found[] {
  const first = new Map<string, string>();
  return titled.flatMap((each) => {
    const title = textAt(each, 'title');
    if (!title) return [];
    const folded = title.value.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
    const earlier = first.get(folded);
    if (earlier) return [atValue(title, `the title is used already, at ${earlier}`, { hint })];
    first.set(folded, `${title.yaml.file}:${title.yaml.valueAt(title.path).line}`);
    return [];
  });
}

const hint = 'say what sets the two apart';
