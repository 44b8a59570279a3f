/** Each system call of a save fails in turn. What was acknowledged must be saved, and a failed save must do no harm. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { appendFacts, readRecord } from '../../src/workspace/records.ts';
import { hire, note, notesIn, recordPath, stamp, workspaceWithRecord } from './scratch.ts';

const fault = vi.hoisted(() => ({
  /** Which call fails, counted from 1; 0: none. */
  at: 0,
  /** What happens instead of the call. */
  kind: 'EIO' as 'EIO' | 'ENOSPC' | 'short',
  calls: [] as string[],
  /** How many calls the save took. */
  count: 0,
}));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const names = [
    'openSync',
    'writeFileSync',
    'fsyncSync',
    'fstatSync',
    'closeSync',
    'linkSync',
    'renameSync',
    'unlinkSync',
    'mkdirSync',
    'readdirSync',
    'lstatSync',
  ] as const;
  const wrapped = names.map((name) => {
    const call = real[name] as (...args: unknown[]) => unknown;
    return [
      name,
      (...args: unknown[]) => {
        fault.calls.push(name);
        if (fault.calls.length !== fault.at) return call(...args);
        if (fault.kind !== 'short')
          throw Object.assign(new Error(fault.kind), { code: fault.kind, syscall: name });
        if (name === 'writeFileSync') return call(args[0], (args[1] as Uint8Array).subarray(0, -1));
        return call(...args);
      },
    ];
  });
  return { ...real, ...Object.fromEntries(wrapped) };
});

beforeEach(() => {
  fault.at = 0;
});

/** Saves with the fault at that call. @returns the call that failed; undefined when there are no more */
async function saveWithFault(
  at: number,
): Promise<{ call: string | undefined; saved: boolean; harm: string[] }> {
  const workspace = await workspaceWithRecord();
  await appendFacts(workspace, hire, [note('one')], stamp(1));
  const path = recordPath(workspace);
  const before = readFileSync(path, 'utf8');

  fault.calls = [];
  fault.at = at;
  const saved = await appendFacts(workspace, hire, [note('two')], stamp(2)).then(
    () => true,
    () => false,
  );
  const call = fault.calls[at - 1];
  fault.count = fault.calls.length;
  fault.at = 0;

  const after = readFileSync(path, 'utf8');
  const notes = notesIn(readRecord(workspace, hire)).join();
  const harm = [
    saved && notes !== 'one,two' ? 'acknowledged and not there' : '',
    after !== before && notes !== 'one,two' ? 'neither old nor new' : '',
    // Only the sync of the folder comes between the two.
    !saved && after !== before && !['openSync', 'fsyncSync', 'closeSync'].includes(call ?? '')
      ? 'there and denied'
      : '',
  ];
  // Nothing hinders the cleaning up after these.
  if (['writeFileSync', 'fsyncSync', 'linkSync', 'renameSync'].includes(call ?? '')) {
    const others = readdirSync(join(workspace, 'hires')).filter((name) => name !== `${hire}.json`);
    if (others.length > 0) harm.push(`left at once: ${others}`);
  }
  // This process lives on: what it could not drop is dropped here.
  rmSync(`${path}.lock`, { force: true });
  await appendFacts(workspace, hire, [note('three')], stamp(3));
  if (!notesIn(readRecord(workspace, hire)).join().endsWith('three')) harm.push('stuck');
  const left = readdirSync(join(workspace, 'hires')).filter((name) => name.startsWith(`${hire}.json.`));
  if (left.some((name) => !name.startsWith(`${hire}.json.lock.`))) harm.push(`left ${left}`);
  return { call, saved, harm: harm.filter(Boolean) };
}

test.for(['EIO', 'ENOSPC', 'short'] as const)('%s', async (kind, { annotate }) => {
  fault.kind = kind;
  const faults: string[] = [];
  const harm: string[] = [];
  const survived: string[] = [];
  await saveWithFault(0);
  const calls = kind === 'short' ? fault.calls.slice(0, fault.count) : [];
  for (let at = 1; ; at += 1) {
    // Only a write can be short.
    if (kind === 'short' && at <= calls.length && calls[at - 1] !== 'writeFileSync') continue;
    const result = await saveWithFault(at);
    if (result.call === undefined) break;
    faults.push(result.call);
    if (result.saved) survived.push(result.call);
    harm.push(...result.harm.map((each) => `call ${at}, ${result.call}: ${each}`));
  }
  await annotate(`${kind} at each of ${faults.length} calls: ${harm.length} times harm`);
  expect(harm).toEqual([]);
  // What comes before the rename stops the save; what clears up after it does not.
  if (kind === 'short') {
    expect(faults).toEqual(['writeFileSync', 'writeFileSync']);
    expect(survived).toEqual([]);
    return;
  }
  for (const call of ['writeFileSync', 'fsyncSync', 'renameSync']) {
    expect(faults).toContain(call);
    expect(survived).not.toContain(call);
  }
  for (const call of ['unlinkSync', 'readdirSync']) expect(survived).toContain(call);
});

test('what is written is synced before it takes its place, and the folder after that', async () => {
  const workspace = await workspaceWithRecord();
  fault.calls = [];
  await appendFacts(workspace, hire, [note('one')], stamp(1));
  const steps = fault.calls.filter((name) => /^(write|fsync|link|rename)/.test(name));
  const lock = ['writeFileSync', 'linkSync'];
  expect(steps).toEqual([
    ...lock,
    'writeFileSync',
    'fsyncSync',
    // The new folder for backups.
    'fsyncSync',
    'linkSync',
    'renameSync',
    'fsyncSync',
  ]);
});

test('where the file system has no hard links, a backup is a whole, synced, private copy', async () => {
  const workspace = await workspaceWithRecord();
  const before = readFileSync(recordPath(workspace), 'utf8');
  fault.kind = 'EIO';
  fault.calls = [];
  await appendFacts(workspace, hire, [note('one')], stamp(1));
  // The lock's link is the first, the backup's the second.
  const links = fault.calls.flatMap((name, at) => (name === 'linkSync' ? [at + 1] : []));
  const other = await workspaceWithRecord();
  fault.calls = [];
  fault.at = links[1] ?? 0;
  await appendFacts(other, hire, [note('one')], stamp(1));
  const after = fault.calls.slice(fault.at);
  fault.at = 0;
  const backups = join(other, 'backups');
  const [name, ...others] = readdirSync(backups);
  expect(others).toEqual([]);
  expect(readFileSync(join(backups, name ?? ''), 'utf8')).toBe(before);
  expect(statSync(join(backups, name ?? '')).mode & 0o777).toBe(0o600);
  expect(after.indexOf('fsyncSync')).toBeLessThan(after.indexOf('renameSync'));
});
