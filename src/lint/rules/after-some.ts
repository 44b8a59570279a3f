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
    const byId = conditionsById(items);
    return items.flatMap((item) => {
      const targets = textsAt(item, 'after').flatMap((place): Target[] => {
        const conditions = byId.get(place.value);
        return conditions ? [{ place, conditions: [...conditions.values()] }] : [];
      });
      if (targets.every(({ conditions }) => conditions.every(({ size }) => size === 0))) return [];
      const own = conditionOf(item);
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

/** Of traits that tell more kinds of hires apart, nothing is said. */
const mostCases = 200;

/** Id of an item or group → whom its required items are for; an optional one holds nothing up, whoever has it. */
function conditionsById(items: readonly Entry[]): ReadonlyMap<string, ReadonlyMap<string, Condition>> {
  const byId = new Map<string, Map<string, Condition>>();
  for (const item of items.filter(({ optional }) => !optional)) {
    const condition = conditionOf(item);
    for (const id of [item.id?.value, item.group?.id?.value]) {
      if (id === undefined) continue;
      const known = byId.get(id) ?? new Map<string, Condition>();
      byId.set(id, known.set(JSON.stringify([...condition]), condition));
    }
  }
  return byId;
}

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
