/** `doctor --repair` fixes what is safe to fix, and keeps a copy of everything that would be lost. */
import { chmodSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cannot, reasonOf } from '../errors.ts';
import type { Program } from '../program/model.ts';
import type { Session } from '../session/session.ts';
import type { Outcome } from '../view/outcome.ts';
import { keepCopy } from '../workspace/backups.ts';
import { readRegularFile, removeIfThere } from '../workspace/files.ts';
import { isLeft, lookAtLock, withLock } from '../workspace/lock.ts';
import { programOrNone, programPlaces } from '../workspace/program-files.ts';
import { digestOf, pinProgram } from '../workspace/programs.ts';
import { recordPath } from '../workspace/records.ts';
import { rewriteRecord, uniteCopy } from '../workspace/restore.ts';
import type { Repair } from './checks/found.ts';
import type { Finding } from './checks/index.ts';
import { isAbandoned } from './folders.ts';

type RepairOf<Kind> = Extract<Repair, { readonly kind: Kind }>;

interface Way<R> {
  /** What was done; messages put it after the name of the place. */
  readonly done: string;
  /** Makes the repair. @returns the names of the copies in `backups/` */
  readonly run: (session: Session, repair: R) => Promise<string[]>;
}

/** How to make each kind of repair, in the order of the repairs. Modes come last, since other repairs may create files. */
const ways: { readonly [Kind in Repair['kind']]: Way<RepairOf<Kind>> } = {
  'break lock': {
    done: 'removed',
    run: ({ workspace }, { hire }) => breakDeadLock(workspace, hire),
  },
  'remove stale file': {
    done: 'removed',
    run: ({ workspace }, { place, hire }) => removeStaleFile(workspace, place, hire),
  },
  'rewrite record': {
    done: 'rewritten, with all of its events',
    run: ({ workspace }, { hire }) => rewriteRecord(workspace, hire),
  },
  'unite copy': {
    done: 'united with the record',
    run: ({ workspace, io }, { hire, name }) => uniteCopy(workspace, hire, name, io.now()),
  },
  'pin program': {
    done: 'made again from the current checklists, which are the same',
    run: (session, { digest }) => pinAgain(session, digest),
  },
  'set mode': {
    done: 'now 0700, and the files in it 0600',
    run: async ({ workspace }, { place, mode }) => {
      const path = join(workspace, place);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() || stat?.isDirectory()) chmodSync(path, mode);
      return [];
    },
  },
};

/**
 * Makes all repairs that the findings ask for; in a dry run, only says so. If a repair fails, the others are still made.
 * @returns what to print, and whether any failed
 */
export async function repair(
  session: Session,
  findings: readonly Finding[],
): Promise<{ readonly outcome: Outcome; readonly failed: boolean }> {
  const changes: string[] = [];
  const failures: string[] = [];
  for (const [kind, { done }] of Object.entries(ways)) {
    for (const { place, repairs } of findings.filter((finding) => finding.repairs[0]?.kind === kind)) {
      try {
        const copies: string[] = [];
        if (!session.globals.dryRun) for (const each of repairs) copies.push(...(await make(session, each)));
        const kept = copies.map((name) => `backups/${name}`).join(', ');
        changes.push(`${place}: ${done}${kept === '' ? '' : `; as it was: ${kept}`}`);
      } catch (error) {
        failures.push(`${place} could not be fixed: ${reasonOf(error)}`);
      }
    }
  }
  const nothing = changes.length + failures.length === 0;
  const remarks = nothing ? ['Nothing can be repaired automatically.'] : failures;
  return { outcome: { changes, remarks, hint: '' }, failed: failures.length > 0 };
}

function make<Kind extends Repair['kind']>(session: Session, repair: RepairOf<Kind>): Promise<string[]> {
  const way: Way<RepairOf<Kind>> = ways[repair.kind as Kind];
  return way.run(session, repair);
}

/**
 * Breaks the lock of a hire's record if its owner is dead, by taking the lock. Taking it also removes the files that dead
 * processes have left beside it.
 * @returns the names of the copies in `backups/`
 */
export async function breakDeadLock(workspace: string, hire: string): Promise<string[]> {
  const path = `${recordPath(workspace, hire)}.lock`;
  const lock = lookAtLock(path);
  if (lock?.state !== 'dead') return [];
  const copies = keep(workspace, `${hire}.lock.removed`, lock.bytes);
  await withLock(path, () => {});
  return copies;
}

async function removeStaleFile(
  workspace: string,
  place: string,
  hire: string | undefined,
): Promise<string[]> {
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
    // Only the lock's holder, which is this process now, writes a record's temporary files. Files beside the lock, however,
    // may belong to other processes that are at work.
    if (!basename(path).startsWith(`${basename(lock)}.`) || isLeft(lock, basename(path))) removeIfThere(path);
  });
  return copies;
}

/** Writes a pinned program anew. @throws UserError if the checklists no longer compile to it */
async function pinAgain(session: Session, digest: string): Promise<string[]> {
  const program = await programOf(session, digest);
  if (!program) throw cannot('the checklists have been edited meanwhile', undefined);
  const bytes = readRegularFile(join(session.workspace, 'programs', `${digest}.json`));
  const copies = bytes ? keep(session.workspace, `${digest}.json.removed`, bytes) : [];
  pinProgram(session.workspace, program);
  return copies;
}

/** The program with this digest, as the workspace's checklists say it now; undefined if none of them does. */
async function programOf(session: Session, digest: string): Promise<Program | undefined> {
  for (const { folder } of programPlaces(session)) {
    const program = await programOrNone(folder, session.io);
    if (program && digestOf(program) === digest) return program;
  }
  return undefined;
}

function keep(workspace: string, name: string, bytes: Buffer): string[] {
  return bytes.length === 0 ? [] : [keepCopy(join(workspace, 'backups'), name, bytes)];
}
