import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Short files that take long. Vitest begins with the largest ones, and would leave one worker alone with these at the end. */
const longOnes = /\/(trials|package|transports|[a-z]+\.properties)\.test\.ts$/;

/**
 * The tests that need a process of their own: those that replace a module for all who import it, with `vi.mock`, and those that start git
 * again and again, which takes three times as long from a process that has run many files before.
 */
const apart = globSync('tests/**/*.test.ts', { cwd: import.meta.dirname }).filter((file) =>
  /\bvi\.(do)?[mM]ock\(|(cli|\.)\/team\.ts'/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (longOnes.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/**
 * Tests make and remove many thousand small files: where there is room for them in memory, that takes a third of the system's time away.
 * Whoever names a temporary folder gets that one.
 */
const memory = '/dev/shm';
process.env['TMPDIR'] ??= roomIn(memory) > 4e9 ? memory : tmpdir();

/** So many bytes are free in a file system; none where there is no such place. */
function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

export default defineConfig({
  test: {
    // For what never ends: on a busy machine a test may take many times what it takes alone.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Most of them wait for a process, a disk or a lock for a fifth of their time: two more than there are processors.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: 'tests/cli/laid-out.ts',
    projects: [
      // A process for each file would take a second and a half of each.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...apart],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
});
