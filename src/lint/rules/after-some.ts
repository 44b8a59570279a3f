import { type Entry, itemsOf, textsAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import {
  type Case,
  type Condition,
  casesOf,
  conditionOf,
  holdsFor,
  isConditional,
  traitsOf,
} from '../conditions.ts';
import { atValue, nameOf, type Rule } from '../rule.ts';

export const afterSome: Rule = {
  id: 'after-some',
  severity: 'warning',
  why: 'Who does not have what an item waits for gets the item at once: the order holds for the others alone.',
  needs: ['whole'],
  check({ draft }) {
    const items = itemsOf(draft);
    if (!draft.whole || !items.some(isConditional)) return [];
    const traits = traitsOf(draft);
    const byId = new Map<string, Entry[]>();
    for (const item of items)
      for (const id of [item.id?.value, item.group?.id?.value])
        if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), item]);
    return items.flatMap((item) => {
      const own = conditionOf(item);
      const targets = textsAt(item, 'after').flatMap((place): Target[] => {
        // An optional item holds nothing up, whoever has it.
        const meant = (byId.get(place.value) ?? []).filter((other) => !other.optional && other !== item);
        return meant.length > 0 ? [{ place, conditions: meant.map(conditionOf) }] : [];
      });
      const all = [own, ...targets.flatMap(({ conditions }) => conditions)];
      const asked = new Map([...traits].filter(([trait]) => all.some((each) => each.has(trait))));
      const cases = casesOf(asked, mostCases)?.filter((one) => holdsFor(own, one)) ?? [];
      const some = targets.filter((target) => !cases.every((one) => hasOne(target, one)));
      // Where each of them has one of several, as the contract of their own country, nobody is left out.
      if (cases.every((one) => some.some((target) => hasOne(target, one)))) return [];
      return some.map(({ place, conditions }) => {
        const message = `${nameOf(item)} waits for \`${place.value}\`, which only some of those who have it have (${forWhom(conditions)})`;
        return atValue(place, message, 'give both the same `when`, or take it out of `after`');
      });
    });
  },
};

const mostCases = 1000;

interface Target {
  readonly place: Located<string>;
  /** The conditions of the item, or of each item of the group. */
  readonly conditions: readonly Condition[];
}

function hasOne({ conditions }: Target, one: Case): boolean {
  return conditions.some((condition) => holdsFor(condition, one));
}

function forWhom(conditions: readonly Condition[]): string {
  const texts = conditions.map((condition) =>
    [...condition].map(([trait, values]) => `${trait} ${values.join(' or ')}`).join(' and '),
  );
  return [...new Set(texts)].join('; ');
}
