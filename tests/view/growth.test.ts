/** How the work of a screen grows with what a run has: counted, since a clock says something else on every machine. */
import { expect, test } from 'vitest';
import { screenOf } from '../../src/view/screen.ts';
import { viewStatus } from '../../src/view/status.ts';
import { alone, oneWeek, Story } from '../builders.ts';

/** How many elements of lists are looked at, one after the other, in search of one of them. */
function looksIn(work: () => void): number {
  const { includes, find, indexOf } = Array.prototype;
  let looks = 0;
  Array.prototype.includes = function (...args) {
    looks += this.length;
    return includes.apply(this, args);
  };
  Array.prototype.indexOf = function (...args) {
    looks += this.length;
    return indexOf.apply(this, args);
  };
  Array.prototype.find = function (test: (value: unknown, at: number, all: unknown[]) => unknown) {
    return find.call(this, (value, at, all) => {
      looks += 1;
      return test(value, at, all);
    });
  };
  try {
    work();
  } finally {
    Object.assign(Array.prototype, { includes, find, indexOf });
  }
  return looks;
}

function looksOfStatus(items: number): number {
  const program = oneWeek(...Array.from({ length: items }, (_, at) => ({ id: `i${at}`, takes: 1 })));
  const run = new Story().run(program, '2026-12-30');
  return looksIn(() => screenOf(viewStatus(run), alone));
}

test('twice as many late items take the status twice as many looks, not four times as many', () => {
  const [once, twice] = [looksOfStatus(300), looksOfStatus(600)];
  expect(twice, 'the status searches a list of items once for each item').toBeLessThan(3 * once + 600);
});
