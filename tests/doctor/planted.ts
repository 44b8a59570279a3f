/** Workspaces with two hires, and the faults that several tests plant in them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockOwner, withLock } from '../../src/workspace/lock.ts';
import { appendFacts } from '../../src/workspace/records.ts';
import { type Lived, writeLived } from '../cli/lived.ts';

export const [ada, lin] = ['h0000000a', 'h0000000b'];
export const lived = { start: '2026-11-23', today: '2026-11-25', behind: 0, awaiting: 0 } as const;

/** Ada Lovelace and Lin Wu, up to date on 2026-11-25. */
export function layOutTwoHires(workspace: string): void {
  const hires: Lived[] = [
    { ...lived, id: ada, name: 'Ada Lovelace' },
    { ...lived, id: lin, name: 'Lin Wu' },
  ];
  for (const hire of hires) writeLived(workspace, hire);
  chmodSync(join(workspace, 'hires'), 0o700);
}

/** Saves a note in Ada's record as the command does, so that a backup is kept. */
export async function addNote(workspace: string, text: string): Promise<void> {
  const stamp = { now: new Date(), on: lived.today, by: 'Ada Lovelace', batch: text };
  await appendFacts(workspace, ada, [{ kind: 'noted', item: 'meet-manager', text }], stamp);
}

/**
 * Puts a lock beside a record, owned as if by this process but for the change.
 * @returns its text
 */
export async function plantLock(record: string, change: Partial<LockOwner>): Promise<string> {
  const lock = `${record}.lock`;
  const self = await withLock(lock, () => JSON.parse(readFileSync(lock, 'utf8')) as LockOwner);
  const text = JSON.stringify({ ...self, token: '0123456789abcdef', ...change });
  writeFileSync(lock, text, { mode: 0o600 });
  return text;
}

/** The number of a process that has ended. */
export function endedPid(): number {
  return spawnSync('true').pid;
}
