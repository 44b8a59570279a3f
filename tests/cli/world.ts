/** A home for the built program that is gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Home } from './home.ts';

export { launcher, type Result, type RunOptions, root } from './home.ts';

export class World extends Home {
  constructor() {
    const base = mkdtempSync(join(tmpdir(), 'pm-onboard-test-'));
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    super(base);
  }
}
