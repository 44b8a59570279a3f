/** What a problem is known by from one run to the next, wherever its line has moved to. */
import { sha256 } from '../../digest.ts';
import type { RatedProblem } from '../../lint/lint.ts';

export interface Fingerprint {
  /** Of the rule, the file and the text of the line. */
  readonly hash: string;
  /** Among the problems of the same hash: 1 for the first. */
  readonly occurrence: number;
}

/** A hostile line may be as long as a file, and full of problems. */
const longEnough = 1000;

/** One for each problem, in their order. */
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
