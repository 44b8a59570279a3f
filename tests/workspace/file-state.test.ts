/** V8 says itself which flags a piece of work has: compiled code that was kept under others doesn't fit. */
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { lookingAt } from '../../src/workspace/file-state.ts';

const source = 'let sum = 0; for (let n = 0; n < 10; n += 1) sum += n; sum;';
const cachedData = new Script(source).createCachedData();
let files = 0;
function fits(): boolean {
  files += 1;
  // V8 knows a script of the same file again.
  return new Script(source, { cachedData, filename: `looks-${files}` }).cachedDataRejected === false;
}
const isCostly = process.versions.node.startsWith('20.');

test.runIf(isCostly)(
  'on Node 20, the looks at many files are not optimised, and the flags are then as before',
  () => {
    expect(lookingAt(799, fits)).toBe(true);
    expect(lookingAt(800, fits)).toBe(false);
    expect(fits()).toBe(true);
    const fail = () => {
      throw new Error('no');
    };
    expect(() => lookingAt(2000, fail)).toThrow('no');
    expect(fits()).toBe(true);
  },
);

test.runIf(!isCostly)('on later versions, they are left as they are', () => {
  expect(lookingAt(2000, fits)).toBe(true);
});
