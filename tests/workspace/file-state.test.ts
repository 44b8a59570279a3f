/** Whether V8 may optimise the looks at many files. */
import { expect, test } from 'vitest';
import { lookingAt } from '../../src/workspace/file-state.ts';
import { fits } from '../fits.ts';

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
