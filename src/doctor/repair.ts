/** Mends what can be mended without a doubt, each thing with a copy before, if its content would be lost. */
import { chmodSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isUserError, systemCode } from '../errors.ts';
import type { Finding, Mend } from '../view/doctor/finding.ts';
import type { Repaired } from '../view/doctor/outcomes.ts';
import { keepCopy } from '../workspace/backups.ts';
import { readRegularFile, removeIfThere } from '../workspace/files.ts';
import { isLeft, lookAtLock, withLock } from '../workspace/lock.ts';
import { recordPath } from '../workspace/records.ts';
import { tidyRecord } from '../workspace/restore.ts';
import { isAbandoned } from './inspect.ts';

/** Modes last: what is mended before may make files. */
const order: readonly Mend['kind'][] = ['break lock', 'remove leftover', 'tidy record', 'set mode'];

/** What fails stops nothing else. */
export async function repair(workspace: string, findings: readonly Finding[]): Promise<Repaired[]> {
  const repaired: Repaired[] = [];
  for (const kind of order) {
    for (const finding of findings.filter(({ mends = [] }) => mends[0]?.kind === kind))
      repaired.push(await repairOne(workspace, finding));
  }
  return repaired;
}

async function repairOne(workspace: string, finding: Finding): Promise<Repaired> {
  const copies: string[] = [];
  try {
    for (const mend of finding.mends ?? []) copies.push(...(await mendOne(workspace, mend)));
    return { finding, copies };
  } catch (error) {
    if (!isUserError(error) && systemCode(error) === undefined) throw error;
    return { finding, copies, failure: error instanceof Error ? error.message : '' };
  }
}

/** @returns the names of the copies that were made */
async function mendOne(workspace: string, mend: Mend): Promise<string[]> {
  switch (mend.kind) {
    case 'break lock':
      return breakDead(workspace, mend.hire);
    case 'remove leftover':
      return removeLeftover(workspace, mend.place, mend.hire);
    case 'tidy record': {
      const copy = await tidyRecord(workspace, mend.hire);
      return copy === undefined ? [] : [copy];
    }
    case 'set mode': {
      const path = join(workspace, mend.place);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() || stat?.isDirectory()) chmodSync(path, mend.mode);
      return [];
    }
  }
}

/** Whoever takes a lock breaks a dead one, and sweeps what lies beside it. */
export async function breakDead(workspace: string, hire: string): Promise<string[]> {
  const lock = `${recordPath(workspace, hire)}.lock`;
  const look = lookAtLock(lock);
  if (look?.state !== 'dead') return [];
  const copies = keep(workspace, `${hire}.lock.removed`, look.bytes);
  await withLock(lock, () => {});
  return copies;
}

async function removeLeftover(workspace: string, place: string, hire: string | undefined): Promise<string[]> {
  const path = join(workspace, place);
  const bytes = readRegularFile(path);
  if (!bytes) return [];
  if (hire === undefined) {
    if (!isAbandoned(path)) return [];
    const copies = keep(workspace, `${basename(path)}.removed`, bytes);
    removeIfThere(path);
    return copies;
  }
  const lock = `${recordPath(workspace, hire)}.lock`;
  const copies = keep(workspace, `${hire}.removed`, bytes);
  await withLock(lock, () => {
    // Only who holds the lock makes a record's temporary files.
    if (!basename(path).startsWith(`${basename(lock)}.`) || isLeft(lock, basename(path))) removeIfThere(path);
  });
  return copies;
}

function keep(workspace: string, name: string, bytes: Buffer): string[] {
  return bytes.length === 0 ? [] : [keepCopy(join(workspace, 'backups'), name, bytes)];
}
