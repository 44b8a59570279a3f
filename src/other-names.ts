import names from '../bin/names.json';

/**
 * Other name of a command → its own, perhaps with a flag: the short forms of one letter, which help prints and which never change, and words that
 * people guess. There are no others. The launcher reads the same file, to find the code that was compiled for the command.
 */
export const otherNames: ReadonlyMap<string, string> = new Map(Object.entries(names));

/** The letter that is short for a command. */
export function shortOf(name: string): string | undefined {
  return [...otherNames].find(([short, long]) => short.length === 1 && long === name)?.[0];
}
