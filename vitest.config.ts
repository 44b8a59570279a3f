import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/cli/laid-out.ts',
    // Tests of the built program start many processes, which are slow on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // One more than vitest takes: its own process has little to do beside them.
    maxWorkers: availableParallelism(),
  },
});
