/** Makes the folder that tests of the built program start from, once per test run; {@link World} copies from it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Home } from './home.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * A folder with `code`, the launcher's code cache, and `ada`, a home in which Ada has started, beside what the command
     * said (`said.json`).
     */
    readonly laidOut: string;
  }
}

export default async function layOut(project: TestProject): Promise<() => void> {
  const base = mkdtempSync(join(tmpdir(), 'pm-onboard-laid-out-'));
  for (const name of ['code', 'ada']) mkdirSync(join(base, name));
  project.provide('laidOut', base);
  const said = await new Home(join(base, 'ada')).startAda();
  rmSync(join(base, 'ada/home/.cache'), { recursive: true, force: true });
  // If Ada could not start, each test reports that by itself.
  if (said.code === 0) writeFileSync(join(base, 'said.json'), JSON.stringify(said));
  return () => rmSync(base, { recursive: true, force: true });
}
