/** What a sync leads to, made from what the folder, the branch and the remote hold; nothing of it is in place yet. */
import { dirname } from 'node:path';
import { exits, UserError } from '../errors.ts';
import { reduceEvents } from '../progress/reduce.ts';
import { type HireNews, messageOf } from '../view/sync.ts';
import type { Git } from './git.ts';
import { type Committed, filesOf, type Holdings, heldInCommit, isHolding, unionOf } from './holdings.ts';
import { type OwnFile, ownToKeep, ownToShare } from './own-files.ts';
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
  treeWith,
} from './trees.ts';
import { refuseCollisions } from './work-tree.ts';

/** What the remote is to become, and what the user's branch and folder. */
export interface Prepared {
  readonly shared: Holdings;
  readonly theirs: Committed;
  /** The commit to be sent. */
  readonly send: string;
  /** The commit that the branch is to be at: `send`, or a merge of it with commits that were not sent. */
  readonly head: string;
  /** Files of others that the folder is to follow. */
  readonly changes: readonly Change[];
  /** What the folder is to hold of the workspace's own files. */
  readonly own: ReadonlyMap<string, Buffer>;
}

/**
 * Makes the commits that are to be; nothing points to them yet.
 * @param here what the folder holds
 * @param tip where the remote is
 * @throws UserError (exit 3) where only a person can say what is to be
 */
export async function prepare(
  repository: Repository,
  ownFiles: readonly OwnFile[],
  here: Holdings,
  tip: string | undefined,
): Promise<Prepared> {
  const { git, head } = repository;
  // Where nothing was sent yet, all that the branch has goes along.
  const base = tip ?? head;
  const theirs = await heldInCommit(repository, base);
  const ours = head === base ? theirs : await heldInCommit(repository, head);
  const shared = unionOf([ours, here, theirs]);
  const files = new Map([...filesOf(repository, shared), ...(await ownToShare(repository, ownFiles, base))]);
  const entries = await entriesOf(repository, files, base);
  // git looks at every path of theirs when it reads the tree, and refuses those that lead elsewhere.
  const tree = await treeWith(repository, base, entries);
  const isNew = base === undefined || entries.size > 0;
  const send = isNew ? await commitTree(git, tree, [base], messageOf(newsOf(shared, theirs))) : base;
  const settled = [...theirs.entries, ...entries].filter(([path]) => isHolding(repository, path));
  const next = await nextHead(repository, send, new Map(settled));
  const own = await ownToKeep(repository, ownFiles, next);
  const changes = (await changesBetween(git, head, next)).filter(
    ({ path }) => !isHolding(repository, path) && !own.has(path),
  );
  await refuseCollisions(repository, changes);
  return { shared, theirs, send, head: next, changes, own };
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

async function isWithin(git: Git, commit: string, other: string): Promise<boolean> {
  const { code } = await git.run(['merge-base', '--is-ancestor', commit, other]);
  return code === 0;
}

/** What some holdings have that others had not, hire by hire. */
export function newsOf(all: Holdings, known: Holdings): HireNews[] {
  return [...all.records.values()].flatMap((record): HireNews[] => {
    const before = known.records.get(record.hire);
    const ids = new Set(before?.events.map(({ id }) => id));
    const events = record.events.filter(({ id }) => !ids.has(id));
    const forgotten = record.forgotten && !before?.forgotten;
    if (events.length === 0 && !forgotten) return [];
    return [{ hire: record.hire, name: reduceEvents(record)?.hire.name ?? record.hire, events, forgotten }];
  });
}
