/** Traits in words: what is known of a hire, and why an item isn't one of theirs. */

import { agreeing, eitherText } from '../phrases.ts';
import type { Run } from '../plan/run.ts';
import { traitOf, type Unmet } from '../plan/traits.ts';
import { listText, plural, upperFirst } from './words.ts';

/** Trait → the hire's value; null where nobody has said it. Empty for a program without traits. */
export function viewTraits({ program, progress }: Run): Readonly<Record<string, string | null>> {
  const traits = Object.keys(program.traits ?? {});
  return Object.fromEntries(traits.map((trait) => [trait, traitOf(program, progress, trait) ?? null]));
}

/** Traits as text: `country us, manager yes`; those that nobody has said are left out. */
export function traitsText(traits: Readonly<Record<string, string | null>>): string {
  return Object.entries(traits)
    .flatMap(([trait, value]) => (value === null ? [] : `${trait} ${value}`))
    .join(', ');
}

/** What an item is for: `country us or de, manager yes`. */
export function whenText(when: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(when)
    .map(([trait, values]) => `${trait} ${either(values)}`)
    .join(', ');
}

/** Why an item isn't one of the hire's: `country is de, not us`, `manager is no`, `country isn't known`. */
export function unmetText({ trait, wanted, value }: Unmet): string {
  if (value === undefined) return `${trait} isn't known`;
  const isYesOrNo = wanted.every((each) => each === 'yes' || each === 'no');
  return `${trait} is ${value}${isYesOrNo ? '' : `, not ${either(wanted)}`}`;
}

/** `us, de or other`. */
export function either(values: readonly string[]): string {
  return eitherText(values) || 'anything';
}

/** A sentence on the traits that nobody has said, with the command that asks for them; empty where nothing depends on them. */
export function unknownTraits({ plan, program, called }: Run): string[] {
  const waiting = plan.out.filter(({ unmet }) => unmet.value === undefined);
  if (waiting.length === 0) return [];
  const missing = new Set(waiting.map(({ unmet }) => unmet.trait));
  const traits = Object.keys(program.traits ?? {}).filter((trait) => missing.has(trait));
  const flags = traits.map((trait) => `--trait ${trait}`).join(' ');
  const are = agreeing(traits.length, "isn't", "aren't");
  return [
    `${upperFirst(listText(traits))} ${are} known; what depends on that (${plural(waiting.length, 'item')}) isn't counted or shown: pm-onboard reschedule ${called} ${flags}`,
  ];
}
