/** Which items of a program a hire has: those whose conditions on traits hold, and what is done already. */
import { type CalendarDate, laterOf } from '../dates.ts';
import type { Item, Program } from '../program/model.ts';
import type { ItemProgress, Progress } from '../progress/reduce.ts';
import type { Predecessors } from './due-dates.ts';

/** Why an item isn't one of the hire's: the trait that stands against it. */
export interface Unmet {
  readonly trait: string;
  /** The values that the item is for. */
  readonly wanted: readonly string[];
  /** The hire's value; undefined where nobody has said it. */
  readonly value: string | undefined;
}

/** An item of the program that the hire doesn't have. */
export interface OutItem {
  readonly ref: string;
  readonly item: Item;
  readonly phase: string;
  readonly unmet: Unmet;
}

/** The items that a hire has. */
export interface Kept {
  /** The program without the items that the hire doesn't have; its phases are all there. */
  readonly program: Program;
  readonly out: readonly OutItem[];
  /** Item → its place in its phase, counted with those that are out; absent where none is. */
  readonly places?: ReadonlyMap<Item, number>;
  /** What the items wait for, where that is known already. */
  readonly after?: Predecessors;
}

/** The hire's value of a trait; undefined where nobody has said it, or the program has no such value any more. */
export function traitOf(
  { traits }: Pick<Program, 'traits'>,
  progress: Pick<Progress, 'traits'>,
  trait: string,
): string | undefined {
  const value = progress.traits.get(trait)?.at(-1)?.value;
  const isKnown = value !== undefined && traits !== undefined && Object.hasOwn(traits, trait);
  return isKnown && traits[trait]?.includes(value) ? value : undefined;
}

/** The first condition of an item that doesn't hold; undefined where the hire has the item. */
export function unmetOf(
  { when }: Pick<Item, 'when'>,
  program: Pick<Program, 'traits'>,
  progress: Pick<Progress, 'traits'>,
): Unmet | undefined {
  for (const [trait, wanted] of Object.entries(when ?? {})) {
    const value = traitOf(program, progress, trait);
    if (value === undefined || !wanted.includes(value)) return { trait, wanted, value };
  }
  return undefined;
}

/** @param progressOf item's id → its progress, as its count has it: what is done stays, whatever the traits are */
export function keptIn(program: Program, progress: Progress, progressOf: (id: string) => ItemProgress): Kept {
  const out: OutItem[] = [];
  const places = new Map<Item, number>();
  const phases = program.phases.map((phase, phaseIndex) => ({
    ...phase,
    items: phase.items.filter((item, index) => {
      places.set(item, index + 1);
      const unmet = unmetOf(item, program, progress);
      const { closedBy } = progressOf(item.id);
      if (!unmet || (closedBy && closedBy.kind !== 'skipped')) return true;
      out.push({ ref: `${phaseIndex + 1}.${index + 1}`, item, phase: phase.id, unmet });
      return false;
    }),
  }));
  return out.length === 0 ? { program, out } : { program: { ...program, phases }, out, places };
}

/**
 * The day on which a change of the hire's traits brought the item, so that it isn't late at once; undefined for one that the
 * hire had from the start.
 */
export function broughtOn({ when }: Item, { traits }: Pick<Progress, 'traits'>): CalendarDate | undefined {
  let latest: CalendarDate | undefined;
  for (const [trait, wanted] of Object.entries(when ?? {})) {
    const answers = traits.get(trait) ?? [];
    const before = answers.findLastIndex(({ value }) => !wanted.includes(value));
    const on = answers[before + 1]?.on;
    if (on) latest = latest ? laterOf(latest, on) : on;
  }
  return latest;
}

/** Progress in which these traits were said at the start. @param given trait → value */
export function saidAtStart(given: ReadonlyMap<string, string>): Progress['traits'] {
  return new Map([...given].map(([trait, value]) => [trait, [{ value }]]));
}

/** The program with those conditions alone that ask for one of these traits. */
export function askingOnly(program: Program, traits: ReadonlySet<string>): Program {
  if (!program.traits) return program;
  const conditional = (item: Item): Item => {
    const { when, ...rest } = item;
    const asked = Object.entries(when ?? {}).filter(([trait]) => traits.has(trait));
    return asked.length > 0 ? { ...rest, when: Object.fromEntries(asked) } : rest;
  };
  const phases = program.phases.map((phase) => ({ ...phase, items: phase.items.map(conditional) }));
  return { ...program, phases };
}
