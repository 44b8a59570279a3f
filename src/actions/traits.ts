/** The traits of a hire, from `--trait` or from the person at the terminal. */
import { exits, giveOne, UserError } from '../errors.ts';
import { agreeing } from '../phrases.ts';
import type { Program } from '../program/model.ts';
import { nearestHint } from '../session/lookup.ts';
import type { Session } from '../session/session.ts';
import { either } from '../view/traits.ts';
import { listText, upperFirst } from '../view/words.ts';

/** Trait → its value; undefined for one that is to be asked for. */
export type GivenTraits = ReadonlyMap<string, string | undefined>;

/**
 * The traits that the texts name.
 * @param texts each is `country=us`, or `country` alone, to be asked for
 * @param flag the flag that gives them, `--set` in the run of a checklist
 * @throws UserError for a trait or a value that the program doesn't have, or a trait that is named twice
 */
export function traitsFrom(program: Program, texts: readonly string[] = [], flag = '--trait'): GivenTraits {
  const given = new Map<string, string | undefined>();
  const names = Object.keys(program.traits ?? {});
  for (const text of texts) {
    const [name = '', ...rest] = text.split('=').map((part) => part.trim());
    const trait = names.find((each) => each === name.toLowerCase());
    if (names.length === 0)
      throw new UserError(`${flag} ${text}: the program ${program.id} has no traits`, 'leave it out');
    if (trait === undefined) throw new UserError(`${flag}: "${name}" is not known`, nearestHint(name, names));
    if (given.has(trait)) throw new UserError(`${flag} ${trait} is given twice`, giveOne);
    given.set(trait, rest.length === 0 ? undefined : valueFrom(program, trait, rest.join('='), flag));
  }
  return given;
}

/** Other ways to say yes and no. */
const sameAs: Readonly<Record<string, string>> = { true: 'yes', y: 'yes', false: 'no', n: 'no' };

function valueFrom(program: Program, trait: string, text: string, flag: string): string {
  const values = valuesIn(program, trait);
  const typed = text.toLowerCase();
  const value = values.find((each) => each === typed || (isYesOrNo(values) && each === sameAs[typed]));
  if (value !== undefined) return value;
  throw new UserError(`${flag} ${trait}: "${text}" is not one of its values`, `they are ${listText(values)}`);
}

/** Each trait with its value; what isn't given is asked for. @throws UserError with exit 4 where nobody can be asked */
export async function takeTraits(
  { mayAsk }: Session,
  program: Program,
  given: GivenTraits,
  flag = '--trait',
): Promise<ReadonlyMap<string, string>> {
  const open = [...given].flatMap(([trait, value]) => (value === undefined ? trait : []));
  if (open.length > 0 && !mayAsk)
    throw new UserError(
      `${listText(open.map((trait) => `${flag} ${trait}`))} ${agreeing(open.length, 'lacks its value', 'lack their values')}`,
      'give it, or run it in a terminal to be asked',
      exits.needsInput,
      traitLines(program, open, flag),
    );
  const taken = new Map<string, string>();
  for (const [trait, value] of given) taken.set(trait, value ?? (await askTrait(program, trait)));
  return taken;
}

/** What may be typed for each trait, a line each: `  --trait country=us   or country=de, country=other`. */
export function traitLines(program: Program, traits: readonly string[], flag = '--trait'): string[] {
  return traits.map((trait) => {
    const [first, ...others] = valuesIn(program, trait);
    return `  ${flag} ${trait}=${first}   or ${either(others.map((value) => `${trait}=${value}`))}`;
  });
}

async function askTrait(program: Program, trait: string): Promise<string> {
  const { askOne, askYesNo } = await import('../prompts.ts');
  const question = upperFirst(trait.replaceAll('-', ' '));
  const values = valuesIn(program, trait);
  if (isYesOrNo(values)) return (await askYesNo(`${question}?`, false)) ? 'yes' : 'no';
  return askOne(
    `${question}?`,
    values.map((value) => ({ name: value, value })),
  );
}

function valuesIn({ traits }: Program, trait: string): readonly string[] {
  return traits?.[trait] ?? [];
}

function isYesOrNo(values: readonly string[]): boolean {
  return values.join() === 'yes,no';
}

/** The traits as events have them: `country=us`. */
export function traitTexts(traits: ReadonlyMap<string, string>): string[] {
  return [...traits].map(([trait, value]) => `${trait}=${value}`);
}
