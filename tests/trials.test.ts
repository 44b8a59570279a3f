/** Each trial in short: the promise is kept, and every fault that breaks it is caught. In full: `npm run trials`. */
import { describe, expect, test, vi } from 'vitest';
import { attempt, attemptWith } from '../trials/attempt.ts';
import { trials } from '../trials/index.ts';
import { root } from './cli/world.ts';

/** A trial that does not end is ended before, which is a result. */
vi.setConfig({ testTimeout: 180_000 });

describe.for(trials)('$name', (trial) => {
  test('is kept', async ({ annotate, skip }) => {
    const report = await attempt(root, trial, 'short');
    if ('skipped' in report) return skip(report.skipped);
    await annotate(report.figure);
    expect(report.broken).toEqual([]);
  });

  test.for(trial.faults)('is broken where $what', async (fault, { annotate, skip }) => {
    const report = await attemptWith(fault, root, trial);
    if ('skipped' in report) return skip(report.skipped);
    await annotate(report.broken[0] ?? '');
    expect(report.broken).not.toEqual([]);
  });
});
