import { distance } from 'fastest-levenshtein';

/**
 * The candidates that a mistyped word may stand for, best first: those within a third of its length, two at least; of a
 * word of three letters, two changes leave nothing but the letters swapped.
 */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const limit = word.length <= 3 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, off: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, off }) => (off <= limit && off < candidate.length) || sameLetters(word, candidate))
    .sort((a, b) => a.off - b.off)
    .map(({ candidate }) => candidate);
}

function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}
