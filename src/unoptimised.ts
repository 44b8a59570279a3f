/** Work that is over in a fraction of a second: what runs often, V8 optimises on other threads, and that is done when the work is. */

const flag = '--max-optimized-bytecode-size=';
/** What it is without us. */
const usual = 61_440;

/**
 * Does a piece of work, of which V8 optimises nothing. It loads no code: as long as the flag differs, kept compiled code doesn't fit.
 * Node 20, 22 and 24 are known to take the flag; another version might complain on stderr, so the caller looks at the version.
 * node:v8 is loaded here, which takes 3.5 ms, or 1 ms where node:crypto is loaded too.
 * @returns what it returns; it throws what it throws
 */
export function unoptimised<Result>(work: () => Result): Result {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString(`${flag}0`);
  try {
    return work();
  } finally {
    setFlagsFromString(flag + usual);
  }
}
