import { childrenOf, type Entry, entriesOf, isTextAt, listAt, textAt, textsAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { conditionsAt, traitPlaces } from '../conditions.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const saidTwice: Rule = {
  id: 'said-twice',
  severity: 'warning',
  why: 'What stands twice on one item is mostly a slip for something else, which is then missing.',
  check: ({ draft }) => [
    ...draft.checklists.flatMap((checklist) => [
      ...repeatedIn(textsAt(checklist, 'focus')),
      ...wantedTwice(checklist),
    ]),
    ...traitPlaces(draft).flatMap((trait) => repeatedIn(childrenOf(trait).filter(isTextAt))),
    ...entriesOf(draft).flatMap((entry) => [
      ...lists.flatMap((key) => (mayRepeat(entry, key) ? repeatedIn(textsAt(entry, key)) : none)),
      ...wantedTwice(entry),
      ...linkedTwice(entry),
      ...meetsThemselves(entry),
    ]),
  ],
};

const lists = ['after', 'with', 'topics', 'by', 'sign-off'];
const none: readonly Found[] = [];

/** Whether something stands twice in a list: nearly none says anything twice, so that its texts need not be looked for. */
function mayRepeat({ value }: Entry, key: string): boolean {
  const list = value[key];
  return Array.isArray(list) && list.length > 1 && new Set(list).size < list.length;
}

function repeatedIn(texts: readonly Located<string>[]): Found[] {
  return again(texts).map((text) =>
    atValue(text, `\`${short(text.value)}\` stands here twice`, 'take one out, or write what was meant'),
  );
}

/** The texts that stand further up already. */
function again(texts: readonly Located<string>[]): Located<string>[] {
  if (texts.length < 2) return [];
  const seen = new Set<string>();
  return texts.filter(({ value }) => seen.size === seen.add(value).size);
}

function wantedTwice(place: Located): Found[] {
  return conditionsAt(place).flatMap((condition) => repeatedIn(childrenOf(condition).filter(isTextAt)));
}

function linkedTwice(entry: Entry): Found[] {
  const links = listAt(entry, 'links');
  if (links.length < 2) return [];
  const urls = links.flatMap((link) => textAt(link, 'url') ?? []);
  return again(urls).map((url) =>
    atValue(url, 'the address is linked twice here', 'take one of the links out, or mend its address'),
  );
}

function meetsThemselves(entry: Entry): Found[] {
  const [by, ...others] = [textAt(entry, 'by') ?? textsAt(entry, 'by')].flat();
  // Of several, another one may act.
  if (!by || others.length > 0) return [];
  return textsAt(entry, 'with')
    .filter(({ value }) => value === by.value)
    .map((role) =>
      atValue(
        role,
        `\`${role.value}\` acts here, and is to be met as well`,
        'take it out of `with`, or `by`',
      ),
    );
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
