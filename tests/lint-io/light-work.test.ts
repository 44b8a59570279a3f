/** Whether V8 may optimise the first pieces of work. */
import { expect, test } from 'vitest';
import { openLightWork } from '../../src/lint-io/light-work.ts';
import { fits } from '../fits.ts';

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
