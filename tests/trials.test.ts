/**
 * Runs each trial in short, without faults, and checks that every fault can still be planted. `npm run trials` runs the trials
 * in full and plants every fault.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempt } from '../trials/attempt.ts';
import { trials } from '../trials/index.ts';
import { root } from './cli/world.ts';
import { isFull } from './runs.ts';

/** What takes longest even in short: `npm run trials` has them. */
const long = ['strangers', 'replicas', 'setAside', 'terminal', 'pages'];
/** The first two are property tests that `npm test` runs anyway. */
const elsewhere = ['properties', 'plans', ...(isFull ? [] : long)];
const short = trials.filter(({ name }) => !elsewhere.includes(name));

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
