import { distance } from 'fastest-levenshtein';

/**
 * The candidates that a mistyped word may stand for, best first: those within a third of its length, two at least; of a
 * word of three letters, two changes leave nothing but the letters swapped.
 */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const limit = word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return [...new Set(candidates)]
    .filter(({ length }) => Math.abs(length - word.length) <= limit)
    .map((candidate) => ({ candidate, off: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, off }) => (off <= limit && off < candidate.length) || sameLetters(word, candidate))
    .sort((a, b) => a.off - b.off)
    .map(({ candidate }) => candidate);
}

/** Each guess looks at every candidate: where more words than this are unknown, something else is wrong. */
const mostGuesses = 100;

/** {@link nearest} for a file's words: each is looked up once, and a hostile file's are not all. */
export function guesser(candidates: Iterable<string>): (word: string) => string[] {
  const guesses = new Map<string, string[]>();
  return (word) => {
    if (!guesses.has(word) && guesses.size < mostGuesses) guesses.set(word, nearest(word, candidates));
    return guesses.get(word) ?? [];
  };
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}
