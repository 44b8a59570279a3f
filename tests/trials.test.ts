/**
 * Each trial in short, without faults, and that every fault of the trials can still be planted. In full, with every fault
 * planted: `npm run trials`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempt } from '../trials/attempt.ts';
import { trials } from '../trials/index.ts';
import { root } from './cli/world.ts';

/** Properties are tried by their own tests. */
const short = trials.filter(({ name }) => name !== 'properties');

test.for(short)('$name: the promise is kept', async (trial, { annotate, skip }) => {
  const report = await attempt(root, trial, 'short');
  if ('skipped' in report) return skip(report.skipped);
  await annotate(report.figure);
  expect(report.broken).toEqual([]);
});

test('every text that a fault replaces stands once in the source', () => {
  const edits = trials.flatMap(({ faults }) => faults.flatMap((fault) => fault.edits));
  const astray = edits.filter(
    ({ file, from }) => readFileSync(join(root, file), 'utf8').split(from).length !== 2,
  );
  expect(astray.map(({ file, from }) => `${file}: ${from}`)).toEqual([]);
  expect(edits.length).toBeGreaterThan(20);
});
