/** Puts the result of a sync in place, once the remote has it. If this is interrupted, the next sync completes it. */
import { join } from 'node:path';
import { formatRecord, type HireRecord } from '../progress/record.ts';
import type { Session } from '../session/session.ts';
import { readRegularFile, replaceFile } from '../workspace/files.ts';
import { eraseHire } from '../workspace/forget.ts';
import { pinBytes } from '../workspace/programs.ts';
import { unite } from '../workspace/records.ts';
import { type Contents, isContent } from './contents.ts';
import type { Prepared } from './prepare.ts';
import type { Repository } from './repository.ts';
import { type Remote, type SharedState, syncedNow, writeSharedState } from './shared-state.ts';
import { changesBetween, type Entry, setEntries, stagedEntries } from './trees.ts';
import { writeChanges } from './work-tree.ts';

/** The workspace that is shared, and the remote that it is shared through. */
export interface Target {
  readonly session: Session;
  readonly repository: Repository;
  /** Undefined if there is no remote yet: then everything is committed here and nothing is sent. */
  readonly remote: Remote | undefined;
  readonly state: SharedState;
}

/** Updates the folder, the index and the branch. @param here what the folder held when the commits were prepared */
export async function apply(target: Target, here: Contents, prepared: Prepared): Promise<void> {
  const { session, repository, remote, state } = target;
  const { shared, head, changes, own } = prepared;
  await writeChanges(repository, changes);
  writeOwn(repository, own);
  const now = session.io.now();
  for (const [digest, bytes] of shared.programs)
    if (!here.programs.has(digest)) pinBytes(session.workspace, bytes);
  for (const record of shared.records.values()) await bringIn(session, record, here, now);
  await setEntries(repository, await indexEntries(repository, head));
  await moveBranch(repository, head);
  if (!remote) return;
  const synced = { ...state, branch: repository.branch, remote, ...syncedNow(now, shared.records) };
  writeSharedState(session.io, session.workspace, synced);
}

function writeOwn({ root }: Repository, own: ReadonlyMap<string, Buffer>): void {
  for (const [path, content] of own) {
    const place = join(root, path);
    if (!readRegularFile(place)?.equals(content)) replaceFile(place, content, undefined, 0o644);
  }
}

async function moveBranch({ git, branch, head: before, zero }: Repository, head: string): Promise<void> {
  if (head === before) return;
  const args = ['update-ref', '-m', 'pm-onboard sync', `refs/heads/${branch}`, head, before ?? zero];
  await git.bytes(args, { step: { doing: 'moving the branch' } });
}

/** Unites a record with the one in the folder. For a hire who was erased, removes the record's copies too. */
async function bringIn(session: Session, record: HireRecord, here: Contents, now: Date): Promise<void> {
  const known = here.records.get(record.hire);
  if (record.forgotten && !known?.forgotten) await eraseHire(session.workspace, record.hire);
  else if (!known || known.conflicted || formatRecord(known) !== formatRecord(record))
    await unite(session.workspace, record, now);
}

/**
 * The entries of the user's index that a move of the branch changes: those that were equal to the branch's, and all records
 * and programs. Everything else that the user has staged stays staged.
 */
async function indexEntries(repository: Repository, head: string): Promise<Map<string, Entry | undefined>> {
  const { git, head: before } = repository;
  const staged = await stagedEntries(git);
  const changes = await changesBetween(git, before, head);
  const follows = changes.filter(
    ({ path, from }) => staged.get(path)?.id === from?.id || isContent(repository, path),
  );
  return new Map(follows.map(({ path, to }) => [path, to]));
}
