/**
 * Work that is over in a fraction of a second. What runs often, V8 optimises on other threads, and that is done when the work is: for
 * two thousand looks at files it takes as much processor time as the looks.
 */

/** The versions of Node of which it is known that they take the flag, and what it is without us. Another one might complain on stderr. */
const known = /^2[0246]\./;
const usual = 61_440;

/**
 * Does a piece of work, of which V8 optimises nothing. It loads no code: as long as the flag differs, kept compiled code doesn't fit.
 * node:v8 is loaded here, which takes 3.5 ms, or 1 ms where node:crypto is loaded too.
 * @param version of Node
 * @returns what it returns; it throws what it throws
 */
export function unoptimised<Result>(work: () => Result, version = process.versions.node): Result {
  if (!known.test(version)) return work();
  const v8 = process.getBuiltinModule('node:v8');
  const optimise = (most: number) => v8.setFlagsFromString(`--max-optimized-bytecode-size=${most}`);
  optimise(0);
  try {
    return work();
  } finally {
    optimise(usual);
  }
}
