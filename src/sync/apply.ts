/** Puts in place what a sync leads to, when the remote has it. */
import { join } from 'node:path';
import { formatRecord, type HireRecord } from '../progress/record.ts';
import type { Session } from '../session/session.ts';
import { ensureFolder, readRegularFile, replaceFile } from '../workspace/files.ts';
import { eraseHire } from '../workspace/forget.ts';
import { unite } from '../workspace/records.ts';
import { type Facts, type Remote, writeFacts } from './facts.ts';
import { type Holdings, isHolding } from './holdings.ts';
import type { Prepared } from './prepare.ts';
import type { Repository } from './repository.ts';
import { changesBetween, type Entry, setEntries, stagedEntries } from './trees.ts';
import { writeChanges } from './work-tree.ts';

/** What is shared, and with whom. */
export interface Target {
  readonly session: Session;
  readonly repository: Repository;
  /** Undefined where there is none yet: then it is committed, and sent to nobody. */
  readonly remote: Remote | undefined;
  readonly facts: Facts;
}

/** What is cut off in between is taken up by the next run. */
export async function apply(task: Target, here: Holdings, prepared: Prepared): Promise<void> {
  const { session, repository, remote, facts } = task;
  const { shared, head, changes, own } = prepared;
  await writeChanges(repository, changes);
  writeOwn(repository, own);
  const now = session.io.now();
  writePrograms(session.workspace, shared, here);
  for (const record of shared.records.values()) await bringIn(session, record, here, now);
  await setEntries(repository, await indexEntries(repository, head));
  await moveBranch(repository, head);
  if (!remote) return;
  writeFacts(session.io, session.workspace, {
    ...facts,
    branch: repository.branch,
    remote,
    syncedAt: now.toISOString(),
    events: Object.fromEntries([...shared.records].map(([hire, { events }]) => [hire, events.length])),
  });
}

function writeOwn({ root }: Repository, own: ReadonlyMap<string, Buffer>): void {
  for (const [path, content] of own) {
    const place = join(root, path);
    if (!readRegularFile(place)?.equals(content)) replaceFile(place, content, undefined, 0o644);
  }
}

function writePrograms(workspace: string, shared: Holdings, here: Holdings): void {
  for (const [digest, bytes] of shared.programs)
    if (!here.programs.has(digest)) {
      ensureFolder(join(workspace, 'programs'));
      replaceFile(join(workspace, 'programs', `${digest}.json`), bytes);
    }
}

async function moveBranch({ git, branch, head: before, zero }: Repository, head: string): Promise<void> {
  if (head === before) return;
  const args = ['update-ref', '-m', 'pm-onboard sync', `refs/heads/${branch}`, head, before ?? zero];
  await git.bytes(args, { step: { doing: 'moving the branch' } });
}

/** A tombstone takes the copies of the record with it; anything else is united with what is there by now. */
async function bringIn(session: Session, record: HireRecord, here: Holdings, now: Date): Promise<void> {
  const known = here.records.get(record.hire);
  if (record.forgotten && !known?.forgotten) await eraseHire(session.workspace, record.hire);
  else if (!known || known.conflicted || formatRecord(known) !== formatRecord(record))
    await unite(session.workspace, record, now);
}

/**
 * What the user's index is to hold besides: whatever the branch gains, where the index is as the branch was. What the user
 * has staged stays staged.
 */
async function indexEntries(repository: Repository, head: string): Promise<Map<string, Entry | undefined>> {
  const { git, head: before } = repository;
  const staged = await stagedEntries(git);
  const changes = await changesBetween(git, before, head);
  const follows = changes.filter(
    ({ path, from }) => staged.get(path)?.id === from?.id || isHolding(repository, path),
  );
  return new Map(follows.map(({ path, to }) => [path, to]));
}
