import { at, itemsOf } from '../../program/draft.ts';
import { conditionOf } from '../conditions.ts';
import { atKey, atValue, nameOf, type Rule } from '../rule.ts';

export const neverApplies: Rule = {
  id: 'never-applies',
  severity: 'error',
  why: "An item whose conditions exclude each other is in nobody's plan, and nobody notices.",
  check: ({ draft }) =>
    itemsOf(draft).flatMap((item) => {
      const trait = [...conditionOf(item)].find(([, values]) => values.length === 0)?.[0];
      if (trait === undefined) return [];
      const message = `${nameOf(item)} can be nobody's: no value of \`${trait}\` fits its own \`when\` and those of the group and phase around it`;
      const own = at(item, 'when');
      if (own) return [atKey(own, message, hint)];
      return item.id ? [atValue(item.id, message, hint)] : [];
    }),
};

const hint = 'move it to where its `when` fits, or correct one of them';
