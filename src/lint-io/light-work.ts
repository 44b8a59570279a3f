/** How much of lint V8 optimises nothing of: for the first checklists of a run that takes a third of the processor time, and is done when they are. */
import { unoptimised } from '../unoptimised.ts';

/** So many bytes of checklists are checked before anything is worth optimising: a program of 500 items has a few more. */
const light = 150_000;

/** The versions of Node on which work can be done {@link unoptimised}. */
const known = ['20', '22', '24'];

export type LightWork = <Result>(bytes: number, work: () => Result) => Result;

/** Returns a function that does a piece of work, which loads no code. @param version of Node */
export function openLightWork(version = process.versions.node): LightWork {
  let left = known.includes(version.split('.')[0] ?? '') ? light : 0;
  return (bytes, work) => {
    if (left <= 0) return work();
    left -= bytes;
    return unoptimised(work);
  };
}
