import {
  at,
  type Draft,
  type Entry,
  entriesById,
  entriesOf,
  isMapAt,
  isOptional,
  textAt,
  textsAt,
} from '../../program/draft.ts';
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
  const defaults = new Map<string, Located<string>>();
  for (const role of rolesOf(draft)) {
    const standIn = isMapAt(role) ? textAt(role, 'default') : undefined;
    if (standIn) defaults.set(role.key, standIn);
  }
  const settled = new Set<string>();
  return [...defaults].flatMap(([id, place]) => {
    if (settled.has(id)) return [];
    const path = new Set<string>();
    let end: string | undefined = id;
    while (end !== undefined && !settled.has(end) && !path.has(end)) {
      path.add(end);
      end = defaults.get(end)?.value;
    }
    // A path that leads into a circle further on settles only its first role: the circle is reported from a role in it.
    for (const each of end === id || end === undefined ? path : [id]) settled.add(each);
    if (end !== id) return [];
    return [atValue(place, `the role stands in for itself: ${[...path, id].join(' → ')}`)];
  });
}

interface Step {
  readonly id: string;
  readonly entry: Entry;
  /** The ids that it waits for and that are still to be visited. */
  readonly open: string[];
}

/**
 * Waiting for a group means waiting for its required items. The walk is iterative, as a hostile file may chain thousands of
 * items.
 */
function itemCycles(draft: Draft): Found[] {
  const byId = entriesById(draft);
  const needs = needsOf(entriesOf(draft));
  const closed = new Set<string>();
  const problems: Found[] = [];

  for (const start of byId.keys()) {
    // The path from the start to where the walk stands.
    const path: Step[] = [];
    const places = new Map<string, number>();
    const enter = (id: string) => {
      const entry = byId.get(id);
      if (!entry || closed.has(id)) return;
      places.set(id, path.length);
      path.push({ id, entry, open: needs(entry) });
    };
    enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = step.open.pop();
      const place = next === undefined ? undefined : places.get(next);
      if (next === undefined) {
        closed.add(step.id);
        places.delete(step.id);
        path.pop();
      } else if (place !== undefined) {
        problems.push(cycleAt(step.entry, path, place));
      } else {
        enter(next);
      }
    }
  }
  return problems;
}

function needsOf(entries: readonly Entry[]): (entry: Entry) => string[] {
  const required = new Map<Entry, string[]>();
  for (const entry of entries) {
    const id = textAt(entry, 'id');
    if (!entry.group || !id || isOptional(entry)) continue;
    const ids = required.get(entry.group) ?? [];
    ids.push(id.value);
    required.set(entry.group, ids);
  }
  return (entry) =>
    entry.kind === 'group'
      ? [...(required.get(entry) ?? [])]
      : textsAt(entry, 'after').map(({ value }) => value);
}

/** How many ids of a circle a message shows at either end: a hostile file has many circles of thousands of items. */
const mostShown = 10;

/** @param first the index on the path where the circle begins; it ends with the entry */
function cycleAt(entry: Entry, path: readonly Step[], first: number): Found {
  const closing = path[first]?.id ?? '';
  const hidden = path.length - first - 2 * mostShown;
  const shown =
    hidden > 0
      ? [...idsOf(path.slice(first, first + mostShown)), `${hidden} more`, ...idsOf(path.slice(-mostShown))]
      : idsOf(path.slice(first));
  const named = textsAt(entry, 'after').find(({ value }) => value === closing);
  const message = `these wait for each other: ${[...shown, closing].join(' → ')}`;
  return atValue(named ?? at(entry, 'id') ?? entry, message, { hint: 'take one `after` out' });
}

function idsOf(steps: readonly Step[]): string[] {
  return steps.map(({ id }) => id);
}
