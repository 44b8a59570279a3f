/** Fingerprints: services recognise a problem by them from one run to the next, even where its line has moved. */
import { sha256 } from '../../digest.ts';
import type { RatedProblem } from '../../lint/lint.ts';

export interface Fingerprint {
  /** The hash of the rule, the file and the text of the line. */
  readonly hash: string;
  /** Which problem with this hash it is, from 1. */
  readonly occurrence: number;
}

/** How much of a line is hashed: a hostile line may be as long as a file, and full of problems. */
const longEnough = 1000;

/** One fingerprint for each problem, in the order of the problems. */
export function fingerprints(
  problems: readonly RatedProblem[],
  inRepository: (file: string) => string,
): Fingerprint[] {
  const seen = new Map<string, number>();
  return problems.map(({ rule, file, source }) => {
    const line = source.trim().slice(0, longEnough);
    const hash = sha256(JSON.stringify([rule, inRepository(file), line])).slice(0, 32);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return { hash, occurrence };
  });
}
