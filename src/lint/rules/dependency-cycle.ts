import {
  at,
  type Draft,
  type Entry,
  entriesOf,
  isMapAt,
  type Located,
  mapAt,
  pairsOf,
  textAt,
  textsAt,
} from '../../program/draft.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const dependencyCycle: Rule = {
  id: 'dependency-cycle',
  severity: 'error',
  why: 'What waits for itself can never begin.',
  structural: true,
  check: ({ draft }) => [...roleCycles(draft), ...itemCycles(entriesOf(draft))],
};

function roleCycles({ program }: Draft): Found[] {
  const roles = program && mapAt(program, 'roles');
  if (!roles) return [];
  const defaults = new Map<string, Located<string>>();
  for (const role of pairsOf(roles)) {
    const standIn = isMapAt(role) ? textAt(role, 'default') : undefined;
    if (standIn) defaults.set(role.key, standIn);
  }
  return [...defaults].flatMap(([id, place]) => {
    const seen = [id];
    for (let next = defaults.get(id); next; next = defaults.get(next.value)) {
      if (next.value === id)
        return [atValue(place, `the role stands in for itself: ${wayText([...seen, id])}`)];
      if (seen.includes(next.value)) return [];
      seen.push(next.value);
    }
    return [];
  });
}

interface Step {
  readonly id: string;
  readonly entry: Entry;
  /** What it still waits for. */
  readonly open: string[];
}

/** Who waits for a group waits for its required items. Iterative: a hostile file may chain thousands of items. */
function itemCycles(entries: readonly Entry[]): Found[] {
  const byId = new Map<string, Entry>();
  for (const entry of entries) {
    const id = textAt(entry, 'id');
    if (id) byId.set(id.value, entry);
  }
  const needs = needsOf(entries);
  const closed = new Set<string>();
  const problems: Found[] = [];

  for (const start of byId.keys()) {
    // The way from the entry down to where the walk stands, each step with what it has still to visit.
    const way: Step[] = [];
    const onTheWay = new Set<string>();
    const enter = (id: string) => {
      const entry = byId.get(id);
      if (!entry || closed.has(id)) return;
      way.push({ id, entry, open: needs(entry) });
      onTheWay.add(id);
    };
    enter(start);
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const next = step.open.pop();
      if (next === undefined) {
        closed.add(step.id);
        onTheWay.delete(step.id);
        way.pop();
      } else if (onTheWay.has(next)) {
        const ids = way.map(({ id }) => id);
        problems.push(cycleAt(step.entry, [...ids.slice(ids.indexOf(next)), next]));
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
    if (!entry.group || !id || at(entry, 'optional')?.value === true) continue;
    required.set(entry.group, [...(required.get(entry.group) ?? []), id.value]);
  }
  return (entry) =>
    entry.kind === 'group'
      ? [...(required.get(entry) ?? [])]
      : textsAt(entry, 'after').map(({ value }) => value);
}

function cycleAt(entry: Entry, circle: readonly string[]): Found {
  const place = at(entry, entry.kind === 'group' ? 'id' : 'after') ?? entry;
  const message = `these wait for each other: ${wayText(circle)}`;
  return atValue(place, message, { hint: 'take one `after` out' });
}

/** All of it up to ten steps; of a longer one, both ends. */
function wayText(ids: readonly string[]): string {
  const shown = ids.length <= 10 ? ids : [...ids.slice(0, 5), `${ids.length - 9} more`, ...ids.slice(-4)];
  return shown.join(' → ');
}
