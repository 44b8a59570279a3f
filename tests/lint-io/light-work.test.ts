/** V8 says itself which flags a piece of work has: compiled code that was kept under others doesn't fit. */
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { openLightWork } from '../../src/lint-io/light-work.ts';

const source = 'let sum = 0; for (let n = 0; n < 10; n += 1) sum += n; sum;';
const cachedData = new Script(source).createCachedData();
let files = 0;
function fits(): boolean {
  files += 1;
  // V8 knows a script of the same file again.
  return new Script(source, { cachedData, filename: `script-${files}` }).cachedDataRejected === false;
}
const isKnown = ['20', '22', '24'].includes(process.versions.node.split('.')[0] ?? '');

test.runIf(isKnown)('the first pieces of work are not optimised, and the flags are then as before', () => {
  const lightly = openLightWork();
  expect(fits()).toBe(true);
  expect(lightly(100_000, fits)).toBe(false);
  expect(fits()).toBe(true);
  expect(lightly(100_000, fits)).toBe(false);
  expect(lightly(1, fits)).toBe(true);
});

test('what the work throws is passed on, and the flags are as before', () => {
  const lightly = openLightWork();
  const fail = () => {
    throw new Error('no');
  };
  expect(() => lightly(1, fail)).toThrow('no');
  expect(fits()).toBe(true);
});

test('a version of Node of which nobody knows whether it has the flags does the work as it is', () => {
  expect(openLightWork('99.0.0')(1, fits)).toBe(true);
});
