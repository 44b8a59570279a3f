import { grouped } from '../../grouped.ts';
import { type Draft, type Entry, entriesOf, itemsOf, textAt, textsAt } from '../../program/draft.ts';
import { itemInRule } from '../../program/grammar.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule } from '../rule.ts';
import { rolesOf } from '../texts.ts';

export const dependencyCycle: Rule = {
  id: 'dependency-cycle',
  severity: 'error',
  why: 'What waits for itself can never begin.',
  structural: true,
  check: ({ draft }) => [...roleCycles(draft), ...itemCycles(draft)],
};

function roleCycles(draft: Draft): Found[] {
  const standIns = new Map<string, Located<string>>();
  for (const role of rolesOf(draft)) {
    const standIn = textAt(role, 'default');
    if (standIn) standIns.set(role.key, standIn);
  }
  const next = (id: string) => {
    const standIn = standIns.get(id);
    return standIn ? [standIn.value] : [];
  };
  return circlesIn(standIns.keys(), next).flatMap(({ first, words }) => {
    const place = standIns.get(first);
    return place ? [atValue(place, `the role stands in for itself: ${words}`)] : [];
  });
}

/**
 * The circles of items that wait for each other, or whose dates count from each other. Waiting for a group means waiting for its
 * required items.
 */
function itemCycles(draft: Draft): Found[] {
  const byId = new Map<string, Entry>();
  const present = new Map<string, string>();
  for (const entry of entriesOf(draft)) {
    if (!entry.id) continue;
    byId.set(entry.id.value, entry);
    for (const { value } of textsAt(entry, 'formerly')) present.set(value, entry.id.value);
  }
  const dates = (entry: Entry) =>
    ['due', 'from'].flatMap((key) => {
      const place = textAt(entry, key);
      const id = itemInRule(place?.value);
      return place && id !== undefined ? [{ place, id: byId.has(id) ? id : (present.get(id) ?? id) }] : [];
    });
  const required = grouped(
    itemsOf(draft).filter(({ optional }) => !optional),
    ({ group }) => group,
  );
  const next = (id: string) => {
    const entry = byId.get(id);
    if (entry?.kind === 'group') return (required.get(entry) ?? []).flatMap((item) => item.id?.value ?? []);
    if (!entry) return [];
    return [...textsAt(entry, 'after').map(({ value }) => value), ...dates(entry).map((date) => date.id)];
  };
  return circlesIn(byId.keys(), next).flatMap(({ first, last, words }) => {
    const entry = byId.get(last);
    if (!entry) return [];
    const waiting = textsAt(entry, 'after').find(({ value }) => value === first);
    const dated = waiting ? undefined : dates(entry).find(({ id }) => id === first)?.place;
    const place = waiting ?? dated ?? entry.id;
    const what = dated ? 'these count from each other' : 'these wait for each other';
    const hint = dated
      ? 'give one of them a date that counts from none of the others'
      : 'take one `after` out';
    return place ? [atValue(place, `${what}: ${words}`, hint)] : [];
  });
}

/** A row of ids: each waits for the next, and the last one waits for the first. */
interface Circle {
  readonly first: string;
  readonly last: string;
  readonly words: string;
}

/**
 * The circles found by walking from each of the ids. The walk doesn't recurse, since a hostile file may chain thousands of
 * items.
 * @param next the ids that an id waits for
 */
function circlesIn(ids: Iterable<string>, next: (id: string) => string[]): Circle[] {
  const found: Circle[] = [];
  const closed = new Set<string>();
  // `path` holds the ids from the start to the current one; for each of them, `open` holds the ids still to be visited.
  const path: string[] = [];
  const open: string[][] = [];
  const places = new Map<string, number>();
  const enter = (id: string) => {
    if (closed.has(id)) return;
    places.set(id, path.length);
    path.push(id);
    open.push(next(id));
  };
  // All three are empty after each walk.
  for (const start of ids) {
    enter(start);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const to = open.at(-1)?.pop();
      const place = to === undefined ? undefined : places.get(to);
      if (to === undefined) {
        closed.add(at);
        places.delete(at);
        path.pop();
        open.pop();
      } else if (place === undefined) enter(to);
      else found.push({ first: to, last: at, words: inWords(path, place) });
    }
  }
  return found;
}

/** How many ids of a circle a message shows at either end: a hostile file has many circles of thousands of items. */
const mostShown = 10;

/**
 * A circle in words.
 * @param first the index on the path where the circle begins; the circle ends with the path
 */
function inWords(path: readonly string[], first: number): string {
  const hidden = path.length - first - 2 * mostShown;
  const shown =
    hidden > 0
      ? [...path.slice(first, first + mostShown), `${hidden} more`, ...path.slice(-mostShown)]
      : path.slice(first);
  return [...shown, path[first]].join(' → ');
}
