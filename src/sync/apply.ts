/** Puts the result of a sync in place, once the remote has it. If this is interrupted, the next sync completes it. */
import { join } from 'node:path';
import { attempt, cannot } from '../errors.ts';
import { formatRecord, type HireRecord, newEvents } from '../progress/record.ts';
import { reduceEvents } from '../progress/reduce.ts';
import type { Session } from '../session/session.ts';
import { keepBackup } from '../workspace/backups.ts';
import { readRegularFile } from '../workspace/files.ts';
import { besideTombstone, eraseHire, putAside, setErasedAside } from '../workspace/forget.ts';
import { pinBytes } from '../workspace/programs.ts';
import { listHires, recordPath, rewrite, unite } from '../workspace/records.ts';
import { restoreRecord } from '../workspace/restore.ts';
import type { LeftFile, SetAside } from './commit-message.ts';
import { type Contents, isContent, isUnreadable } from './contents.ts';
import type { Prepared } from './prepare.ts';
import { branchOf, headOf, type Repository } from './repository.ts';
import { refuseBusy } from './repository-checks.ts';
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
}

/** What {@link apply} has done. */
export interface Applied {
  /** Whether the branch points to the new commit; not if somebody has committed to it in the meantime. */
  readonly isComplete: boolean;
  /** The records that others have erased and that are kept aside here. */
  readonly setAside: readonly SetAside[];
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
  const { session, repository, remote, state } = target;
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
  const setAside: SetAside[] = [];
  if (prepared.follows) await follow(session.workspace, shared, now);
  for (const record of prepared.follows ? [] : shared.records.values()) {
    if (isErasedByOthers(session.workspace, record, here))
      setAside.push(...(await erase(target, record, here, prepared)));
    else await bringIn(session, record, now);
  }
  await setEntries(repository, await indexEntries(repository, head));
  const isComplete = await moveBranch(repository, head);
  if (!remote || !isComplete) return { isComplete, setAside, left };
  const synced = {
    ...state,
    branch: repository.branch,
    remote,
    tip: send,
    ...syncedNow(now, shared.records),
  };
  writeSharedState(session.io, session.workspace, synced);
  return { isComplete, setAside, left };
}

/**
 * Whether the branch still points to the commit that it pointed to when the repository was opened.
 * @throws UserError (exit 3) if another branch is checked out by now, or another git is at work
 */
async function isUnmoved({ git, gitDir, branch, head }: Repository): Promise<boolean> {
  const now = await branchOf(git);
  if (now !== branch) throw cannot(`${now} was checked out in the meantime`, `git switch ${branch}`);
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

/** Unites a record with the one in the folder. A file that can't be read is kept in `backups/`. */
async function bringIn({ workspace }: Session, record: HireRecord, now: Date): Promise<void> {
  const bytes = attempt(() => readRegularFile(recordPath(workspace, record.hire)));
  if (bytes?.equals(Buffer.from(formatRecord(record)))) return;
  if (isUnreadable(workspace, record.hire)) await restoreRecord(workspace, record.hire, record, now);
  else await unite(workspace, record, now);
}

/** Makes the records of the folder those of a history that was rewritten. Each one that changes is kept in `backups/`. */
async function follow(workspace: string, { records }: Contents, now: Date): Promise<void> {
  for (const hire of listHires(workspace)) if (!records.has(hire)) await putAside(workspace, hire);
  for (const [hire, next] of records)
    await rewrite(workspace, hire, () => ({
      next,
      keep: (path) => keepBackup(join(workspace, 'backups'), hire, path, now),
    }));
}

/** Whether others have erased a record of which something is here, perhaps in one file with its tombstone. */
function isErasedByOthers(workspace: string, { hire, forgotten }: HireRecord, here: Contents): boolean {
  const known = here.records.get(hire);
  return Boolean(forgotten && known && (!known.forgotten || besideTombstone(workspace, hire)));
}

/**
 * Puts the tombstone of a hire whom others have erased in place of the record. The record and its copies go with it only
 * where the user is there to see it, and nothing in it would be lost; else they are kept aside.
 */
async function erase(
  { session, isAutomatic }: Target,
  { hire, forgotten }: HireRecord,
  here: Contents,
  { ours }: Prepared,
): Promise<SetAside[]> {
  const known = besideTombstone(session.workspace, hire) ?? here.records.get(hire);
  if (!forgotten || !known) return [];
  const unshared = newEvents(known, ours.records.get(hire)).length;
  if (unshared === 0 && session.mayAsk && !isAutomatic) {
    await eraseHire(session.workspace, hire, forgotten);
    return [];
  }
  await setErasedAside(session.workspace, hire, forgotten);
  return [{ hire, name: reduceEvents(known)?.hire.name ?? hire, erasure: forgotten, unshared }];
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
