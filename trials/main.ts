/** `npm run trials [-- NAME… --short]` prints every promise with its figure, and the faults that its trial catches. */
import { parseArgs } from 'node:util';
import { attempt, attemptWith } from './attempt.ts';
import { trials } from './index.ts';
import type { Report, Size, Trial } from './trial.ts';

/** @returns the exit code: 1 if a promise is broken or a fault is not caught, 2 if a named trial doesn't exist */
export async function main(root: string, argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { short: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !trials.some((trial) => trial.name === name));
  if (unknown.length > 0) {
    console.error(
      `no such trial: ${unknown.join(', ')}\n  there are: ${trials.map(({ name }) => name).join(', ')}`,
    );
    return 2;
  }
  const chosen = trials.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const size: Size = values.short ? 'short' : 'full';
  console.log(`Node ${process.versions.node}, ${process.platform}, ${size}`);
  let failures = 0;
  for (const trial of chosen) failures += await show(trial, root, size);
  console.log(failures === 0 ? '\nAll kept, all caught.' : `\n${failures} broken or uncaught.`);
  return failures === 0 ? 0 : 1;
}

/** Runs a trial and its faults, and prints the results. @returns how many of them failed */
async function show(trial: Trial, root: string, size: Size): Promise<number> {
  console.log(`\n${trial.name}: ${trial.promise}`);
  const since = Date.now();
  const report = await attempt(root, trial, size);
  if ('skipped' in report) {
    console.log(`  skipped  ${report.skipped}`);
    return 0;
  }
  const seconds = Math.round((Date.now() - since) / 1000);
  console.log(`  ${report.broken.length === 0 ? 'kept   ' : 'BROKEN '}  ${report.figure} (${seconds} s)`);
  for (const way of report.broken.slice(0, 20)) console.log(`           ${firstLine(way)}`);
  let failures = report.broken.length === 0 ? 0 : 1;
  for (const fault of trial.faults) {
    const caught = proofIn(await attemptWith(fault, root, trial));
    console.log(`  ${caught === undefined ? 'UNCAUGHT' : 'caught  '} ${fault.what}`);
    if (caught === undefined) failures += 1;
    else console.log(`           ${firstLine(caught)}`);
  }
  return failures;
}

function proofIn(report: Report): string | undefined {
  return 'skipped' in report ? undefined : report.broken[0];
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
