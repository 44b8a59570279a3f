import { at, itemsOf } from '../../program/draft.ts';
import { guesser } from '../../program/nearest.ts';
import { itemSchema } from '../../program/shape.ts';
import { atValue, type Rule } from '../rule.ts';

export const noEffort: Rule = {
  id: 'no-effort',
  severity: 'warning',
  why: 'Work that nobody has estimated is missing from the load, and the hire does not know what will fit into a day.',
  check({ draft }) {
    const items = itemsOf(draft);
    const missing = items.filter((item) => !at(item, 'takes'));
    const guess = guesser(keys);
    if (missing.length === items.length) return [];
    return missing
      .filter((item) => !at(item, 'by') && !Object.keys(item.value).some((key) => guess(key)[0] === 'takes'))
      .map((item) => atValue(item.id ?? item, 'the item has no effort, but others do', hint));
  },
  together: (count) => `${count} items have no effort, this one first, but others do`,
};

const hint = 'add `takes`, such as `takes: 30 min`';

const keys = Object.keys(itemSchema.shape);
