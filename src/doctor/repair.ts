/** Mends what can be mended without a doubt, each thing with a copy before, if its content would be lost. */
import { chmodSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exits, reasonOf, UserError } from '../errors.ts';
import type { Session } from '../session/session.ts';
import type { Finding, Mend } from '../view/doctor/finding.ts';
import type { Repaired } from '../view/doctor/outcomes.ts';
import { keepCopy } from '../workspace/backups.ts';
import { readRegularFile, removeIfThere } from '../workspace/files.ts';
import { isLeft, lookAtLock, withLock } from '../workspace/lock.ts';
import { digestOf, pinProgram } from '../workspace/programs.ts';
import { recordPath } from '../workspace/records.ts';
import { tidyRecord } from '../workspace/restore.ts';
import { isAbandoned } from './locks.ts';
import { presentProgram } from './programs.ts';

/** Modes last: what is mended before may make files. */
const order: readonly Mend['kind'][] = [
  'break lock',
  'remove leftover',
  'tidy record',
  'pin program',
  'set mode',
];

/** What fails stops nothing else. */
export async function repair(session: Session, findings: readonly Finding[]): Promise<Repaired[]> {
  const repaired: Repaired[] = [];
  for (const kind of order) {
    for (const finding of findings.filter(({ mends = [] }) => mends[0]?.kind === kind))
      repaired.push(await repairOne(session, finding));
  }
  return repaired;
}

async function repairOne(session: Session, finding: Finding): Promise<Repaired> {
  const copies: string[] = [];
  try {
    for (const mend of finding.mends ?? []) copies.push(...(await mendOne(session, mend)));
    return { finding, copies };
  } catch (error) {
    return { finding, copies, failure: reasonOf(error) };
  }
}

/** @returns the names of the copies that were made */
async function mendOne(session: Session, mend: Mend): Promise<string[]> {
  const { workspace } = session;
  switch (mend.kind) {
    case 'break lock':
      return breakDead(workspace, mend.hire);
    case 'remove leftover':
      return removeLeftover(workspace, mend.place, mend.hire);
    case 'tidy record': {
      const copy = await tidyRecord(workspace, mend.hire);
      return copy === undefined ? [] : [copy];
    }
    case 'pin program':
      return pinAgain(session, mend.digest);
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

/** @throws UserError where the checklists are no longer what the program was made of */
async function pinAgain(session: Session, digest: string): Promise<string[]> {
  const { program } = await presentProgram(session);
  if (!program || digestOf(program) !== digest)
    throw new UserError('the checklists have been edited meanwhile', undefined, exits.failed);
  const bytes = readRegularFile(join(session.workspace, 'programs', `${digest}.json`));
  const copies = bytes ? keep(session.workspace, `${digest}.json.removed`, bytes) : [];
  pinProgram(session.workspace, program);
  return copies;
}

function keep(workspace: string, name: string, bytes: Buffer): string[] {
  return bytes.length === 0 ? [] : [keepCopy(join(workspace, 'backups'), name, bytes)];
}
