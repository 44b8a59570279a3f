/**
 * Sharing a workspace: fetch, union, send; again while others are quicker. Nothing of the user's is touched before the
 * remote has taken it, so that whatever fails until then leaves everything as it was.
 */
import { dirname, join } from 'node:path';
import { exits, UserError } from '../errors.ts';
import { fold } from '../progress/fold.ts';
import { formatRecord, type HireRecord } from '../progress/record.ts';
import type { Session } from '../session/session.ts';
import { type HireNews, messageOf, type SyncResult } from '../view/sync.ts';
import { eraseHire } from '../workspace/erase.ts';
import { ensureFolder, replaceFile } from '../workspace/files.ts';
import { unite } from '../workspace/records.ts';
import type { Remote } from './facts.ts';
import { type Facts, writeFacts } from './facts.ts';
import { gitFailure } from './failure.ts';
import {
  type Committed,
  filesOf,
  type Holdings,
  heldInCommit,
  heldInFolder,
  isHolding,
  unionOf,
} from './holdings.ts';
import type { Repository } from './repository.ts';
import {
  blobId,
  type Change,
  changesBetween,
  commitTree,
  type Entry,
  entriesIn,
  keepBlob,
  mergedTree,
  plainFile,
  setEntries,
  stagedEntries,
  treeWith,
} from './trees.ts';
import { refuseCollisions, writeChanges } from './work-tree.ts';

/** How often it is sent before it is given up. */
const mostTries = 20;

/** What the outside does for the pauses between two tries. */
export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** A file of the workspace's own that sharing needs; made of what the others have under its path, if they do. */
export interface Addition {
  readonly path: string;
  /** Undefined where theirs is to stay. */
  readonly content: (theirs: Buffer | undefined) => Buffer | undefined;
}

export interface Task {
  readonly session: Session;
  readonly repository: Repository;
  /** Undefined where there is none yet: then it is committed, and sent to nobody. */
  readonly remote: Remote | undefined;
  readonly facts: Facts;
  readonly additions?: readonly Addition[];
}

/** What the remote is to become, and what the user's branch. */
interface Outcome {
  readonly shared: Holdings;
  readonly theirs: Committed;
  /** The commit to be sent. */
  readonly send: string;
  /** The commit that the branch is to be at: `send`, or a merge of it with commits that were not sent. */
  readonly head: string;
  readonly changes: readonly Change[];
}

/**
 * @returns what went out and came in
 * @throws UserError (exit 3) where it could not be done; then everything is as before
 */
export async function syncWorkspace(task: Task, { pause, random }: Patience): Promise<SyncResult> {
  const { session, repository, remote } = task;
  for (let tries = 1; ; tries += 1) {
    const here = heldInFolder(session.workspace);
    const tip = remote ? await fetchTip(repository, remote) : repository.head;
    const outcome = await prepare(task, here, tip);
    if (!remote || outcome.send === tip || (await send(repository, remote, outcome.send))) {
      await apply(task, here, outcome);
      return resultOf(here, outcome, tries);
    }
    if (tries === mostTries)
      throw new UserError(
        `others were quicker ${mostTries} times in a row`,
        'nothing was sent, and everything is saved here; run it again',
        exits.failed,
      );
    await pause(Math.min(50 * 1.4 ** tries, 2_000) * (0.5 + random()));
  }
}

/** The commit that the branch is at there; undefined where nothing has been sent yet. */
async function fetchTip({ git, branch }: Repository, remote: Remote): Promise<string | undefined> {
  const tracking = `refs/remotes/${remote.name}/${branch}`;
  const step = { doing: 'fetching from the remote', remote: remote.fetch };
  const args = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  const refspec = `+refs/heads/${branch}:${tracking}`;
  const { code, stderr } = await git.run([...args, '--', remote.name, refspec], { step });
  if (code === 0) return git.text(['rev-parse', '--verify', `${tracking}^{commit}`]);
  if (/couldn't find remote ref/.test(stderr)) return undefined;
  throw gitFailure(step, stderr);
}

/** @returns false where others were quicker */
async function send({ git, branch }: Repository, remote: Remote, commit: string): Promise<boolean> {
  const step = { doing: 'sending to the remote', remote: remote.push };
  const args = ['push', '--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no'];
  const { code, stdout, stderr } = await git.run(
    [...args, '--', remote.name, `${commit}:refs/heads/${branch}`],
    { step },
  );
  if (code === 0) return true;
  const words = `${stdout}\n${stderr}`;
  const lost =
    /\((fetch first|non-fast-forward|stale info|cannot lock ref.*|failed to update ref|incorrect old value.*|.*reference already exists.*)\)/;
  if (/^!\t/m.test(stdout.toString()) && lost.test(words)) return false;
  throw gitFailure(step, words);
}

async function prepare(task: Task, here: Holdings, tip: string | undefined): Promise<Outcome> {
  const { repository } = task;
  const { git, head } = repository;
  // Where nothing was sent yet, all that the branch has goes along.
  const base = tip ?? head;
  const theirs = await heldInCommit(repository, base);
  const ours = head === base ? theirs : await heldInCommit(repository, head);
  const shared = unionOf([ours, here, theirs]);
  const additions = await additionsTo(task, base);
  const entries = await entriesOf(repository, new Map([...filesOf(repository, shared), ...additions]), base);
  // git looks at every path of theirs when it reads the tree, and refuses those that lead elsewhere.
  const tree = await treeWith(repository, base, entries);
  const isNew = base === undefined || entries.size > 0;
  const sent = isNew ? await commitTree(git, tree, [base], messageOf(newsOf(shared, theirs))) : base;
  const next = await nextHead(repository, sent, new Map([...theirs.entries, ...entries]));
  const changes = (await changesBetween(git, head, next)).filter(
    ({ path }) => !isHolding(repository, path) && !additions.has(path),
  );
  await refuseCollisions(repository, changes);
  return { shared, theirs, send: sent, head: next, changes };
}

async function additionsTo(
  { repository: { git }, additions = [] }: Task,
  tip: string | undefined,
): Promise<Map<string, Buffer>> {
  const made = new Map<string, Buffer>();
  for (const { path, content } of additions) {
    const there = tip === undefined ? undefined : await git.run(['cat-file', 'blob', `${tip}:${path}`]);
    const bytes = content(there?.code === 0 ? there.stdout : undefined);
    if (bytes) made.set(path, bytes);
  }
  return made;
}

/** Of the files those that a commit has not, or otherwise; each content is kept in the repository. */
async function entriesOf(
  repository: Repository,
  files: ReadonlyMap<string, Buffer>,
  commit: string | undefined,
): Promise<Map<string, Entry>> {
  const { git } = repository;
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  const known = await entriesIn(git, commit, folders.has('.') ? [] : [...folders]);
  const entries = new Map<string, Entry>();
  for (const [path, content] of files)
    if (known.get(path)?.id !== blobId(repository, content))
      entries.set(path, { mode: plainFile, id: await keepBlob(git, content) });
  return entries;
}

/**
 * Where the user's branch is to be: at what was sent, unless it has commits that nobody has asked to send; they are merged
 * with it, here alone.
 * @param settled the records and programs as they were sent
 * @throws UserError (exit 3) where both sides have changed another file
 */
async function nextHead(
  repository: Repository,
  sent: string,
  settled: ReadonlyMap<string, Entry>,
): Promise<string> {
  const { git, head } = repository;
  if (head === undefined || (await isWithin(git, head, sent))) return sent;
  if (await isWithin(git, sent, head)) return head;
  const { code, stdout } = await git.run(['merge-base', head, sent]);
  if (code !== 0)
    throw new UserError(
      'this repository and the shared one have no commit in common',
      'in a folder of its own: pm-onboard sync --join URL DIR',
      exits.failed,
    );
  const merged = await mergedTree(repository, [stdout.toString().trim(), head, sent], settled);
  if ('tree' in merged) return commitTree(git, merged.tree, [head, sent], 'Merge shared records\n');
  throw new UserError(
    'your commits and those of others change the same files:',
    'nothing was changed; merge them with git pull, then run it again',
    exits.failed,
    merged.conflicts.map((path) => `  ${path}`),
  );
}

async function isWithin(git: Repository['git'], commit: string, other: string): Promise<boolean> {
  const { code } = await git.run(['merge-base', '--is-ancestor', commit, other]);
  return code === 0;
}

/** The remote has it: now here. What is cut off in between is taken up by the next run. */
async function apply(task: Task, here: Holdings, { shared, head, changes }: Outcome): Promise<void> {
  const { session, repository, remote, facts } = task;
  const { git, branch, zero } = repository;
  const now = session.io.now();
  await writeChanges(repository, changes);
  for (const [digest, bytes] of shared.programs)
    if (!here.programs.has(digest)) {
      ensureFolder(join(session.workspace, 'programs'));
      replaceFile(join(session.workspace, 'programs', `${digest}.json`), bytes);
    }
  for (const record of shared.records.values()) await bringIn(session, record, here, now);
  await setEntries(repository, await indexEntries(repository, head));
  if (head !== repository.head)
    await git.bytes(
      ['update-ref', '-m', 'pm-onboard sync', `refs/heads/${branch}`, head, repository.head ?? zero],
      { step: { doing: 'moving the branch' } },
    );
  if (!remote) return;
  writeFacts(session.io, session.workspace, {
    ...facts,
    branch,
    remote,
    syncedAt: now.toISOString(),
    events: Object.fromEntries([...shared.records].map(([hire, { events }]) => [hire, events.length])),
  });
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

function resultOf(here: Holdings, { shared, theirs, changes }: Outcome, tries: number): SyncResult {
  return {
    sent: newsOf(shared, theirs),
    received: newsOf(shared, here),
    files: changes.map(({ path }) => path),
    tries,
  };
}

/** What some holdings have that others had not, hire by hire. */
function newsOf(all: Holdings, known: Holdings): HireNews[] {
  return [...all.records.values()].flatMap((record): HireNews[] => {
    const before = known.records.get(record.hire);
    const ids = new Set(before?.events.map(({ id }) => id));
    const events = record.events.filter(({ id }) => !ids.has(id));
    const forgotten = record.forgotten && !before?.forgotten;
    if (events.length === 0 && !forgotten) return [];
    return [{ hire: record.hire, name: fold(record)?.hire.name ?? record.hire, events, forgotten }];
  });
}
