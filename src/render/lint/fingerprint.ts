/** Fingerprints, by which services recognise a problem from one run to the next even if its line has moved. */
import { sha256 } from '../../digest.ts';
import type { RatedProblem } from '../../lint/lint.ts';
import type { Page } from './format.ts';

/** How many characters of a line are hashed: a hostile line may be as long as a file, and full of problems. */
const longEnough = 1000;

/**
 * @returns a function to be called for each problem of a report, in order. It returns the hash of the rule, the file and the
 * text of the line, then the separator and how many problems have had this hash so far, including this one
 */
export function fingerprinter({ inRepository }: Page, separator: string): (problem: RatedProblem) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, source }) => {
    const line = source.trim().slice(0, longEnough);
    const hash = sha256(JSON.stringify([rule, inRepository(file), line])).slice(0, 32);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `${hash}${separator}${occurrence}`;
  };
}
