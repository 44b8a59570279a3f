/** Runs the property tests in full; `npm test` tries each property a twentieth as often. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tests/cli/home.ts';
import type { Given, Outcome, Trial } from './trial.ts';

interface Results {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** The paths of the test files with properties, which import `runs.ts`. */
function files(): string[] {
  const all = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' });
  return all
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('tests', file))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('/runs.ts'));
}

export const properties: Trial = {
  name: 'properties',
  promise: 'what holds of one record, plan or program holds of all',
  faults: [
    {
      what: 'a make-up day is not worked',
      edits: [
        {
          file: 'src/plan/calendar.ts',
          from: '    return this.#extra.has(day) || (',
          to: '    return (',
        },
      ],
    },
    {
      what: 'a day is planned from what is done by now, not from what was done when it began',
      edits: [
        {
          file: 'src/plan/tasks.ts',
          from: 'progress.closedBy.on < day',
          to: 'progress.closedBy.on <= day',
        },
      ],
    },
    {
      what: 'late work knows no hours of the day',
      edits: [
        {
          file: 'src/plan/day.ts',
          from: 'const room = Math.min(minutesPerDay - used - due, mostLate - arrears);',
          to: 'const room = Number.POSITIVE_INFINITY;',
        },
      ],
    },
    {
      what: 'undo takes back the first command of a person',
      edits: [
        {
          file: 'src/progress/undo.ts',
          from: 'recordedAt(latest) > recordedAt(event)',
          to: 'recordedAt(latest) < recordedAt(event)',
        },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const [tried, results] = [files(), join(folder, 'results.json')];
    const flags = ['run', '--reporter=json', `--outputFile=${results}`, '--testTimeout=1200000'];
    const vitest = spawn(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), ...flags, ...tried],
      {
        cwd: root,
        env: { ...process.env, ...(size === 'full' ? { PM_ONBOARD_RUNS: 'full' } : {}) },
        stdio: 'ignore',
      },
    );
    await new Promise((ended) => vitest.on('close', ended));
    const { numTotalTests, testResults } = JSON.parse(readFileSync(results, 'utf8')) as Results;
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed');
    return {
      figure: `${numTotalTests} tests in ${tried.length} files`,
      broken: failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]}`),
    };
  },
};
