/** Which flags go together: said beside a command's options, and held against what was given before it runs. */
import { UserError } from '../errors.ts';

/**
 * @param given the names of the flags, and of the positional arguments
 * @throws UserError where they make no sense together
 */
export type FlagRule = (given: ReadonlySet<string>) => void;

/** Of these, one at most. commander would let two through, or the last win. */
export function exclusive(...names: readonly string[]): FlagRule {
  return (given) => {
    const both = names.filter((name) => given.has(name));
    if (both.length > 1) throw excluded(both, 'give one of them');
  };
}

/** None of the first with any of the others. @param why what the first are for */
export function apart(names: readonly string[], others: readonly string[], why: string): FlagRule {
  return (given) => {
    const name = names.find((each) => given.has(each));
    const other = others.find((each) => given.has(each));
    if (name !== undefined && other !== undefined) throw excluded([name, other], why);
  };
}

/** The first says something of one of the others, and nothing without. */
export function goesWith(name: string, others: readonly string[], remedy: string): FlagRule {
  return (given) => {
    if (!given.has(name) || others.some((other) => given.has(other))) return;
    throw new UserError(`${shown(name)} goes with ${others.map(shown).join(' or ')}`, remedy);
  };
}

function excluded(names: readonly string[], hint: string): UserError {
  return new UserError(`${names.map(shown).join(' and ')} exclude each other`, hint);
}

/** The names of arguments that may stand without a flag. */
const positional: Partial<Record<string, string>> = { hire: 'the name of a hire', dir: 'a folder' };

function shown(name: string): string {
  return positional[name] ?? `--${name}`;
}
