/** Finds what may stand where somebody types: which command and flags are there already. Pure. */
import type { ListedCommand, ListedFlag, Listing, Value } from './listing.ts';

/** What is typed before the place, as far as it says what is meant there. */
export interface Given {
  readonly command?: ListedCommand | undefined;
  /** The arguments of the command. */
  readonly words: readonly string[];
  /** Long name of a flag without its dashes → its last value. */
  readonly flags: ReadonlyMap<string, string>;
}

/** A place on the command line. */
export type Place = Given &
  (
    | { readonly wants: 'command' }
    | { readonly wants: 'flag'; readonly flags: ReadonlyMap<string, string> }
    | {
        readonly wants: 'value';
        readonly value: Value | null;
        /** What stands before the value in the same word: `--hire=`. */
        readonly head: string;
      }
  );

/** The place behind these words. @param word what is typed there so far */
export function placeAfter(
  { commands, flags: globals, others }: Listing,
  before: readonly string[],
  word: string,
): Place {
  let command: ListedCommand | undefined;
  const words: string[] = [];
  const flags = new Map<string, string>();
  let open: ListedFlag | undefined;
  let isOver = false;
  const flagNamed = (name: string) =>
    [...(command?.flags ?? []), ...globals].find(({ names }) => names.includes(name));
  for (const each of before) {
    if (open && !(open.bare && each.startsWith('-'))) {
      flags.set(nameOf(open), each);
      open = undefined;
      continue;
    }
    open = undefined;
    if (each === '--') isOver = true;
    else if (!isOver && each.startsWith('-')) {
      const [name = '', ...value] = each.split('=');
      const flag = flagNamed(name);
      if (!flag) continue;
      flags.set(nameOf(flag), value.join('='));
      if (value.length === 0 && flag.value !== undefined) open = flag;
    } else if (command) words.push(each);
    else {
      const name = Object.hasOwn(others, each) ? (others[each]?.split(' ')[0] ?? each) : each;
      command = commands.find((known) => known.name === name);
      // Nothing is known of what follows a command that there isn't.
      if (!command) return { wants: 'value', value: null, head: '', words, flags };
    }
  }
  const given = { command, words, flags };
  if (open && !(open.bare && word.startsWith('-')))
    return { ...given, wants: 'value', value: open.value ?? null, head: '' };
  if (!isOver && word.startsWith('-')) {
    const at = word.indexOf('=');
    const flag = at < 0 ? undefined : flagNamed(word.slice(0, at));
    if (at < 0) return { ...given, wants: 'flag' };
    return { ...given, wants: 'value', value: flag?.value ?? null, head: word.slice(0, at + 1) };
  }
  if (!command) return { ...given, wants: 'command' };
  const { takes } = command;
  const argument = takes[words.length] ?? (takes.at(-1)?.many ? takes.at(-1) : undefined);
  return { ...given, wants: 'value', value: argument?.value ?? null, head: '' };
}

/** The flags that may follow: those of the command, then those of every command; without those that are there already. */
export function flagsAfter({ flags: globals }: Listing, { command, flags }: Given): ListedFlag[] {
  return [...(command?.flags ?? []), ...globals].filter((flag) => flag.again || !flags.has(nameOf(flag)));
}

function nameOf({ names }: ListedFlag): string {
  return names.at(-1)?.replace(/^--?/, '') ?? '';
}
