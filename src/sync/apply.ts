/** Puts the result of a sync in place, once the remote has it. If this is interrupted, the next sync completes it. */
import { join } from 'node:path';
import { attempt } from '../errors.ts';
import { meanwhile } from '../long-work.ts';
import {
  emptyRecord,
  formatRecord,
  type HireRecord,
  mergeRecords,
  newEvents,
  salvage,
  trusted,
} from '../progress/record.ts';
import { placeOf } from '../progress/record-id.ts';
import { titleOfRecord } from '../progress/reduce.ts';
import type { Session } from '../session/session.ts';
import { quoted } from '../view/words.ts';
import { keepBackup } from '../workspace/backups.ts';
import { readRegularFile } from '../workspace/files.ts';
import { besideTombstone, eraseHire, putAside, setErasedAside } from '../workspace/forget.ts';
import { pinBytes } from '../workspace/programs.ts';
import { recordIn, recordPath, rewrite, unite } from '../workspace/records.ts';
import { restoreRecord } from '../workspace/restore.ts';
import type { Copy, LeftFile, SetAside } from './commit-message.ts';
import { type Contents, contentsOfCommit, isContent, isUnreadable } from './contents.ts';
import type { Prepared } from './prepare.ts';
import { branchOf, headOf, type Repository } from './repository.ts';
import { refuseBusy, switched } from './repository-checks.ts';
import { keepBytes, nothingSettled, type Settled } from './settled.ts';
import { type Remote, type SharedState, syncedNow, writeSharedState } from './shared-state.ts';
import { changesBetween, type Entry, entriesIn, setEntries, stagedEntries } from './trees.ts';
import { writeChanges } from './work-tree.ts';
import { writeOwn } from './workspace-files.ts';

/** The workspace that is shared, and the remote that it is shared through. */
export interface Target {
  readonly session: Session;
  readonly repository: Repository;
  /** Undefined if there is no remote yet: then everything is committed here and nothing is sent. */
  readonly remote: Remote | undefined;
  readonly state: SharedState;
  /** Whether the sync follows another command by itself, so that nobody expects to be asked. */
  readonly isAutomatic?: boolean;
  /** The commit that the remote had at the last sync; undefined if nobody knows, and then nothing counts as shared. */
  readonly lastTip?: string | undefined;
  /** The records that were not read, since all have the same bytes of them. */
  readonly settled?: Settled;
}

/** What {@link apply} has done. */
interface Applied {
  /** Whether the branch points to the new commit; not if somebody has committed to it in the meantime. */
  readonly isComplete: boolean;
  /** The records that are gone for everybody else, and are kept aside here. */
  readonly setAside: readonly SetAside[];
  readonly copies: readonly Copy[];
  /** The files that were left as they are, because the user has changed them in the meantime. */
  readonly left: readonly LeftFile[];
}

/**
 * Updates the folder, the index and the branch.
 * @param here what the folder held when the commits were prepared
 * @returns undefined if somebody has committed to the branch since the commits were prepared: then nothing was changed
 * @throws UserError (exit 3) if another branch is checked out, or another git is at work
 */
export async function apply(
  target: Target,
  here: Contents,
  prepared: Prepared,
): Promise<Applied | undefined> {
  const { session, repository, remote, state, settled = nothingSettled } = target;
  const { shared, send, head, changes, own } = prepared;
  // Where nothing is to be moved, nothing is to be written but records, and these are united whatever has happened.
  if (head !== repository.head && !(await isUnmoved(repository))) return undefined;
  const left = [
    ...(await writeChanges(repository, changes)).map(({ path, to }) => ({ path, isRemoved: !to })),
    ...writeOwn(repository, own).map((path) => ({ path, isRemoved: false })),
  ];
  const now = session.io.now();
  for (const [digest, bytes] of shared.programs)
    if (!here.programs.has(digest)) pinBytes(session.workspace, bytes);
  const setAside: SetAside[] = prepared.follows ? await leave(session.workspace, here, shared) : [];
  const copies: Copy[] = [];
  await meanwhile('Bringing records in', async (step) => {
    for (const [at, record] of [...shared.records.values()].entries()) {
      await step(at, shared.records.size);
      if (isErasedByOthers(session.workspace, record, here)) setAside.push(...(await erase(target, record)));
      else if (prepared.follows) await follow(session.workspace, record, here, now);
      else copies.push(...(await bringIn(session, record, now)));
    }
  });
  await setEntries(repository, await indexEntries(repository, head));
  const isComplete = await moveBranch(repository, head);
  if (!remote || !isComplete) return { isComplete, setAside, copies, left };
  const synced = {
    ...state,
    branch: repository.branch,
    remote,
    tip: send,
    ...syncedNow(now, shared.records, settled.bytes),
  };
  writeSharedState(session.io, session.workspace, synced);
  keepBytes(session.io, session.workspace, repository, shared.records, settled);
  return { isComplete, setAside, copies, left };
}

/**
 * Whether the branch still points to the commit that it pointed to when the repository was opened.
 * @throws UserError (exit 3) if another branch is checked out by now, or another git is at work
 */
async function isUnmoved({ git, gitDir, branch, head }: Repository): Promise<boolean> {
  const now = await branchOf(git);
  if (now !== branch) throw switched(now, `git switch ${quoted(branch)}`);
  refuseBusy(gitDir);
  return (await headOf(git)) === head;
}

/** @returns false if somebody has committed to the branch in the meantime; then it stays as it is */
async function moveBranch({ git, branch, head: before, zero }: Repository, head: string): Promise<boolean> {
  if (head === before) return true;
  const args = ['update-ref', '-m', 'pm-onboard sync', `refs/heads/${branch}`, head, before ?? zero];
  try {
    await git.bytes(args, { step: { doing: 'moving the branch' } });
    return true;
  } catch (error) {
    if ((await headOf(git)) === before) throw error;
    return false;
  }
}

/** Unites a record with the one in the folder. @returns the copy in `backups/` of a file that could not be read */
async function bringIn({ workspace }: Session, record: HireRecord, now: Date): Promise<Copy[]> {
  const bytes = attempt(() => readRegularFile(recordPath(workspace, record.hire)));
  if (bytes?.equals(Buffer.from(formatRecord(record)))) return [];
  if (!isUnreadable(workspace, record.hire)) {
    await unite(workspace, record, now);
    return [];
  }
  const { kept } = await restoreRecord(workspace, record.hire, record, now);
  return kept === undefined ? [] : [{ path: placeOf(record.hire), copy: kept }];
}

/**
 * Takes the records that a rewritten history lacks out of the folder, and keeps them in `backups/`. What was begun since the
 * folder was read stays, and so does what only a newer version can read.
 */
async function leave(workspace: string, here: Contents, { records, faults }: Contents): Promise<SetAside[]> {
  const gone = [...here.records.values()].filter(
    ({ hire }) => !records.has(hire) && !faults.some(({ path }) => path === placeOf(hire)),
  );
  const setAside: SetAside[] = [];
  for (const record of gone) {
    const copy = await putAside(workspace, record.hire);
    if (copy !== undefined) setAside.push({ hire: record.hire, name: titleOfRecord(record), copy });
  }
  return setAside;
}

/**
 * Makes a record what it is in a history that was rewritten, with what was recorded here since the folder was read. The
 * record as it was is kept in `backups/`.
 */
async function follow(workspace: string, record: HireRecord, here: Contents, now: Date): Promise<void> {
  const { hire } = record;
  await rewrite(workspace, hire, (bytes) => {
    const current = trusted((bytes && recordIn(bytes, hire)) ?? emptyRecord(hire));
    const since = current.forgotten
      ? current
      : { ...current, events: newEvents(current, here.records.get(hire)) };
    return {
      next: mergeRecords(record, since),
      keep: (path) => keepBackup(join(workspace, 'backups'), hire, path, now),
    };
  });
}

/**
 * Whether others have erased a record of which something is here: events, perhaps in one file with the tombstone, or a file
 * that can't be read.
 */
function isErasedByOthers(workspace: string, { hire, forgotten }: HireRecord, here: Contents): boolean {
  if (!forgotten) return false;
  const known = here.records.get(hire);
  return known
    ? !known.forgotten || besideTombstone(workspace, hire) !== undefined
    : isUnreadable(workspace, hire);
}

/**
 * Puts the tombstone of a hire whom others have erased in place of the record, which is kept aside. It goes, with all copies,
 * only where the user is there to see it and the remote has had every event of it.
 */
async function erase(
  { session, repository, isAutomatic, lastTip }: Target,
  { hire, forgotten }: HireRecord,
): Promise<SetAside[]> {
  if (!forgotten) return [];
  const { copy, bytes } = await setErasedAside(session.workspace, hire, forgotten);
  const kept = salvage(bytes.toString('utf8'), hire);
  const shared = (await contentsOfCommit(repository, lastTip)).records.get(hire);
  const unshared = newEvents(kept, shared).length;
  if (unshared === 0 && kept.events.length > 0 && session.mayAsk && !isAutomatic) {
    await eraseHire(session.workspace, hire, forgotten);
    return [];
  }
  return [{ hire, name: titleOfRecord(kept), copy, erased: { by: forgotten, unshared } }];
}

/**
 * The entries of the user's index that a move of the branch changes: those that were equal to the branch's, and all records
 * and programs. Everything else that the user has staged stays staged.
 */
async function indexEntries(repository: Repository, head: string): Promise<Map<string, Entry | undefined>> {
  const { git, head: before } = repository;
  const changes = await changesBetween(git, before, head);
  const staged = changes.length > 0 ? await stagedEntries(git) : new Map<string, Entry>();
  const follows = changes.filter(
    ({ path, from }) => staged.get(path)?.id === from?.id || isContent(repository, path),
  );
  const settled = [...new Set(repository.unmerged.map(([path]) => path))];
  const there = settled.length > 0 ? await entriesIn(git, head, settled) : new Map<string, Entry>();
  return new Map([
    ...settled.map((path) => [path, there.get(path)] as const),
    ...follows.map(({ path, to }) => [path, to] as const),
  ]);
}
