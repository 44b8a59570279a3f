/** What tests of the built program begin with, made once for all files of a run; {@link World} takes it from here. */
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
  // Where it could not start, each test says so itself.
  if (said.code === 0) writeFileSync(join(base, 'said.json'), JSON.stringify(said));
  return () => rmSync(base, { recursive: true, force: true });
}
