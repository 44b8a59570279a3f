/** What the rules about traits share: the traits of a program, the conditions of its items, and the kinds of hires that there are. */
import { at, type Checklist, childrenOf, type Draft, type Entry, mapAt } from '../program/draft.ts';
import type { Item, Program } from '../program/model.ts';
import { valuesOf } from '../program/trait-values.ts';
import type { Located } from '../program/yaml.ts';

/** Trait → values: of a program all that there are, of an item those that it is for. */
export type Condition = ReadonlyMap<string, readonly string[]>;

/** The traits that `program.yaml` declares, each with its place; `key` is its name. */
export function traitPlaces({ program }: Draft): (Located & { readonly key: string })[] {
  const traits = program && mapAt(program, 'traits');
  return traits ? named(traits) : [];
}

/** The traits of the program whose values can be read. */
export function traitsOf(draft: Draft): Condition {
  return conditionFrom(traitPlaces(draft));
}

/** The conditions that are written at an item, group or phase, one for each trait. */
export function conditionsAt(place: Located): (Located & { readonly key: string })[] {
  const when = mapAt(place, 'when');
  return when ? named(when) : [];
}

function named(map: Located): (Located & { readonly key: string })[] {
  return childrenOf(map).map((child) => ({ ...child, key: String(child.path.at(-1)) }));
}

function conditionFrom(places: readonly (Located & { readonly key: string })[]): Condition {
  return new Map(
    places.flatMap(({ key, value }) => {
      const values = valuesAt(value);
      return values.length > 0 ? [[key, values]] : [];
    }),
  );
}

/** The values that a trait or a condition names; empty for what can't be read. */
export function valuesAt(value: unknown): readonly string[] {
  if (value === 'boolean' || typeof value === 'boolean') return valuesOf(value);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** What an item is for: its own condition, that of its group and that of its phase together. */
export function conditionOf(item: Entry): Condition {
  if (!isConditional(item)) return always;
  const all = new Map<string, readonly string[]>();
  for (const place of around(item))
    for (const [trait, values] of conditionFrom(conditionsAt(place)))
      all.set(trait, all.get(trait)?.filter((value) => values.includes(value)) ?? values);
  return all;
}

/** The condition of what is for all. */
const always: Condition = new Map();

/** The item and what stands around it, the nearest first. */
function around(item: Entry): (Entry | Checklist)[] {
  return [item, ...(item.group ? [item.group] : []), item.checklist];
}

/** Whether anything at the item or around it has a condition. */
export function isConditional(item: Entry): boolean {
  return around(item).some((place) => at(place, 'when') !== undefined);
}

/** A kind of hire: trait → value. */
export type Case = ReadonlyMap<string, string>;

export function holdsFor(condition: Condition, one: Case): boolean {
  return [...condition].every(([trait, values]) => values.includes(one.get(trait) ?? ''));
}

/** Every kind of hire that these traits tell apart; undefined where there are more than `most`. */
export function casesOf(traits: Condition, most: number): readonly Case[] | undefined {
  let cases: Case[] = [new Map()];
  for (const [trait, values] of traits) {
    cases = cases.flatMap((one) => values.map((value) => new Map([...one, [trait, value]])));
    if (cases.length > most) return undefined;
  }
  return cases;
}

/** So many kinds of hires are planned one by one. */
const mostCases = 24;

/**
 * The kinds of hires whose load a program is looked at for. Where traits tell too many apart, each value of each trait stands
 * beside those values of the others that bring the most work.
 */
export function loadCases({ traits = {}, phases }: Program): readonly Case[] {
  const items = phases.flatMap((phase) => phase.items).filter(({ when }) => when !== undefined);
  const asked = new Set(items.flatMap(({ when = {} }) => Object.keys(when)));
  const used = new Map(Object.entries(traits).filter(([trait]) => asked.has(trait)));
  const all = casesOf(used, mostCases);
  if (all) return all;
  const heaviest = [...used].map(([trait, values]) => [trait, heaviestOf(trait, values, items)] as const);
  return [...used]
    .flatMap(([trait, values]) => values.map((value) => new Map([...heaviest, [trait, value]])))
    .slice(0, mostCases);
}

function heaviestOf(trait: string, values: readonly string[], items: readonly Item[]): string {
  const workOf = (value: string) =>
    items.reduce((sum, { when, takes = 0 }) => sum + (when?.[trait]?.includes(value) ? takes : 0), 0);
  return values.reduce((a, b) => (workOf(b) > workOf(a) ? b : a));
}

/** `, with country us and manager yes`; empty for what holds for all cases. */
export function caseInWords(one: Case, isForAll: boolean): string {
  const words = [...one].map(([trait, value]) => `${trait} ${value}`);
  return isForAll || words.length === 0 ? '' : `, with ${words.join(' and ')}`;
}
