/**
 * Work that is over in a fraction of a second. What runs often, V8 optimises on other threads: for the first checklists of a run that
 * takes a third of the processor time, and is done when they are.
 */
import { setFlagsFromString } from 'node:v8';

/** So many bytes of checklists are checked before anything is worth optimising: a program of 500 items has a few more. */
const light = 150_000;

/** The versions of Node of which it is known that they take the flag, and what it is without us. Another one might complain on stderr. */
const known = ['20', '22', '24'];
const flag = '--max-optimized-bytecode-size';
const usual = 61_440;

export type LightWork = <Result>(bytes: number, work: () => Result) => Result;

/**
 * Returns a function that does a piece of work, which loads no code: as long as the flag differs, kept compiled code doesn't fit.
 * @param version of Node
 */
export function openLightWork(version = process.versions.node): LightWork {
  let left = known.includes(version.split('.')[0] ?? '') ? light : 0;
  return (bytes, work) => {
    if (left <= 0) return work();
    left -= bytes;
    setFlagsFromString(`${flag}=0`);
    try {
      return work();
    } finally {
      setFlagsFromString(`${flag}=${usual}`);
    }
  };
}
