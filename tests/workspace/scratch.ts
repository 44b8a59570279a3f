/** Folders and records for tests of the storage, which are removed after each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startRecord } from './samples.ts';

export { hire, note, notesIn, recordPath, stamp } from './samples.ts';

/** An empty folder, removed when the test is over. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pm-onboard-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A workspace with the record of one hire who has just started. */
export async function workspaceWithRecord(): Promise<string> {
  const workspace = scratch();
  await startRecord(workspace);
  return workspace;
}
