import names from '../bin/names.json';

/**
 * Other name of a command → its own, perhaps with a flag: the short forms of one letter, which help prints and which never change, and words that
 * people guess. There are no others. The launcher reads the same file, to find the code that was compiled for the command.
 */
export const otherNames: ReadonlyMap<string, string> = new Map(Object.entries(names));
