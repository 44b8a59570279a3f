/** Tries what holds of every plan on random situations. The seed is fixed, so a new failure comes from a change of the code. */
import { expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { planProperties } from './plan-properties.ts';
import { situation } from './random-plans.ts';

const { numRuns, seed } = runs(10_000);

test.each(Object.entries(planProperties))('%s', (_, property) => {
  const wrong: string[] = [];
  for (let run = 0; run < numRuns && wrong.length === 0; run += 1) {
    const found = property(situation(seed + run));
    if (found) wrong.push(`situation ${seed + run}: ${found}`);
  }
  expect(wrong).toEqual([]);
});
