import { type Entry, itemsOf, textsAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, nameOf, type Rule } from '../rule.ts';

export const requiredAfterOptional: Rule = {
  id: 'required-after-optional',
  severity: 'warning',
  why: 'An open optional item holds nothing up, so that the order the author had in mind is not kept.',
  check({ draft }) {
    const items = itemsOf(draft);
    const required = items.filter((item) => !item.optional);
    if (required.length === items.length) return [];
    const binding = new Set(required.flatMap((item) => [item, item.group]));
    const optional = new Map<string, Entry>();
    for (const entry of items.flatMap((item) => [item, item.group ?? []].flat()))
      if (entry.id && !binding.has(entry)) optional.set(entry.id.value, entry);
    return required.flatMap((item) =>
      textsAt(item, 'after').flatMap((place) => {
        const target = optional.get(place.value);
        return target ? [waitsInVain(item, place, target)] : [];
      }),
    );
  },
};

function waitsInVain(item: Entry, place: Located<string>, { kind }: Entry): Found {
  const what = kind === 'group' ? 'a group of optional items' : 'optional';
  const message = `${nameOf(item)} is required and waits for \`${place.value}\`, which is ${what}`;
  const hint = 'an open optional item holds nothing up: make it required, or take it out of `after`';
  return atValue(place, message, hint);
}
