/** Items that people added to their own run, as the YAML that a checklist has for them. Pure. */
import { fullDay } from './grammar.ts';
import { isShort, shortened, uniqueId, yamlOf } from './imported.ts';
import { type Item, rolesOf } from './model.ts';

/** An item to paste, with the date rule that it gets where it needs one and its own can't stay. */
export interface Pasted extends Item {
  readonly otherwise?: string;
}

/**
 * The text of items as entries of the `items` of checklists, one text for each list of items; they may name each other. Their ids are made
 * of their titles, so that they can stand in a file for everybody; a date of the run is no date of a program, and is left out.
 * @param known the ids of the items that the files may name, and all ids that are taken there
 * @param roles the roles that the files may name
 */
export function itemsTexts(
  lists: readonly (readonly Pasted[])[],
  known: { readonly items: ReadonlySet<string>; readonly taken: ReadonlySet<string> },
  roles: readonly string[],
): string[] {
  const taken = new Set(known.taken);
  const ids = new Map(lists.flat().map(({ id, title }) => [id, uniqueId(title, 'item', taken)]));
  const idOf = (id: string) => ids.get(id) ?? (known.items.has(id) ? id : undefined);
  // Indented as lists are where they stand below `items:`.
  return lists.map((items) =>
    yamlOf(items.map((item) => entryOf(item, idOf, roles))).replace(/^(?=.)/gm, '  '),
  );
}

function entryOf(item: Pasted, idOf: (id: string) => string | undefined, roles: readonly string[]) {
  const { title, details, takes, evidence, optional, count, links, topics, after, due } = item;
  const those = (given: readonly string[]) => orNone(given.filter((role) => roles.includes(role)));
  const [, rule, target = ''] = /^(\d+ (?:work)?days? after )(\S+)$/.exec(due) ?? [];
  const counted = rule === undefined ? undefined : idOf(target);
  const isWhole = isShort(title);
  return {
    id: idOf(item.id),
    title: isWhole ? title : shortened(title),
    details: [isWhole ? '' : title, details ?? ''].filter(Boolean).join('\n\n') || undefined,
    with: those(item.with),
    by: those(rolesOf(item.by)),
    links: orNone(links),
    topics: orNone(topics),
    due: due === 'none' ? due : counted ? `${rule}${counted}` : item.otherwise,
    takes: takes && effort(takes),
    after: orNone(after.flatMap((id) => idOf(id) ?? [])),
    optional: optional || undefined,
    count: count && { target: count.target, 'up-to': count.upTo, unit: count.unit },
    evidence: evidence === 'none' ? undefined : evidence,
    'sign-off': those(rolesOf(item.signOff)),
  };
}

function orNone<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Minutes by the form of checklists: `45 min`, `2 h`, `3 days`. */
function effort(minutes: number): string {
  if (minutes % fullDay === 0) return minutes === fullDay ? '1 day' : `${minutes / fullDay} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
