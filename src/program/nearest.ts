import { distance } from 'fastest-levenshtein';

/**
 * The candidates that a mistyped word may stand for, the likeliest first. A third of the word's letters may differ, and
 * always two; in a word of up to three letters only one, since two changes would fit almost anything. Words of the same
 * letters in another order always count, as if one letter differed.
 */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const limit = word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return [...new Set(candidates)]
    .filter(({ length }) => Math.abs(length - word.length) <= limit)
    .map((candidate) => ({ candidate, off: differing(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, off }) => off <= limit && off < candidate.length)
    .sort((a, b) => a.off - b.off)
    .map(({ candidate }) => candidate);
}

/** ``did you mean `NAME`?`` for the name that is likely meant, if there is one. */
export function didYouMean(near: string | undefined): string | undefined {
  return near && `did you mean \`${near}\`?`;
}

/** What is said of a role that a program doesn't have. @param shown its name, in the quotes of the screen */
export function noRole(shown: string): string {
  return `the program has no role ${shown}`;
}

/** The hint for a mistyped word in a command: the likeliest candidate, or `otherwise` where none is near. */
export function hintFor(word: string, candidates: Iterable<string>, otherwise: string): string {
  const [near] = nearest(word, candidates);
  return near === undefined ? otherwise : `did you mean ${near}?`;
}

/** How many different words of a file are looked up at most: each is compared with every candidate. */
const mostGuesses = 100;

/** {@link nearest} for the words of a file, each looked up once. After {@link mostGuesses} words the answer is empty. */
export function guesser(candidates: Iterable<string>): (word: string) => string[] {
  const guesses = new Map<string, string[]>();
  return (word) => {
    if (!guesses.has(word) && guesses.size < mostGuesses) guesses.set(word, nearest(word, candidates));
    return guesses.get(word) ?? [];
  };
}

/** How many letters differ. */
function differing(a: string, b: string): number {
  const isSame = a !== b && a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
  return isSame ? 1 : distance(a, b);
}
