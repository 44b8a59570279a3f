/** Works out the result of a sync from what the folder, the branch and the remote hold, without putting it in place. */
import { dirname } from 'node:path';
import { cannot, type UserError } from '../errors.ts';
import { meanwhile } from '../long-work.ts';
import { newEvents } from '../progress/record.ts';
import { titleOf } from '../progress/record-id.ts';
import { reduceEvents } from '../progress/reduce.ts';
import { quoted } from '../view/words.ts';
import { type HireNews, messageOf } from './commit-message.ts';
import {
  type Committed,
  type Contents,
  contentEntries,
  contentsOfCommit,
  contentsOfIndex,
  filesOf,
  isContent,
  unionOf,
} from './contents.ts';
import type { Git } from './git.ts';
import { mergeByHand, type Repository } from './repository.ts';
import type { Settled } from './settled.ts';
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
import { type OwnFile, ownToKeep, ownToShare, type WorkspaceFile } from './workspace-files.ts';

/** What the remote, the user's branch and the user's folder are to hold after the sync. */
export interface Prepared {
  readonly shared: Contents;
  readonly theirs: Committed;
  /** The commit to be sent. */
  readonly send: string;
  /** The commit that the branch is to point to: `send`, or a merge of `send` with commits that only this machine has. */
  readonly head: string;
  /** Other people's changes that are to be made in the folder. */
  readonly changes: readonly Change[];
  /** Whether the branch follows a history that was rewritten: then the folder is to hold these records and no more. */
  readonly follows: boolean;
  /** What pm-onboard.yaml and the files for git are to hold in the folder, by path. */
  readonly own: ReadonlyMap<string, OwnFile>;
}

/**
 * Makes the commits of a sync without moving a branch to them.
 * @param here what the folder holds
 * @param tip the remote's commit; undefined if nothing has been sent yet
 * @param last the commit that the remote had before its history was rewritten, if it was: then the branch leaves that history
 * @param settled the records that neither the folder nor the commits are read for
 * @throws UserError (exit 3) if a person has to decide, such as in a conflict
 */
export async function prepare(
  repository: Repository,
  ownFiles: readonly WorkspaceFile[],
  here: Contents,
  { tip, last }: { readonly tip: string | undefined; readonly last: string | undefined },
  settled?: Settled,
): Promise<Prepared> {
  const follows = last !== undefined;
  const { git, head } = repository;
  // If nothing was sent yet, the whole branch is sent.
  const base = tip ?? head;
  const theirs = await contentsOfCommit(repository, base, settled);
  const ours = head === base ? theirs : await contentsOfCommit(repository, head, settled);
  const left = await contentsOfIndex(repository);
  const shared = follows ? begun(unionOf([here, theirs])) : unionOf([ours, here, theirs, left]);
  const files = new Map([...filesOf(repository, shared), ...(await ownToShare(repository, ownFiles, base))]);
  const entries = await entriesOf(repository, files, base);
  const isNew = base === undefined || entries.size > 0;
  // Reading the tree makes git check every path that others have sent; git refuses paths that lead out of the folder.
  const tree = isNew || base !== head ? await treeWith(repository, base, entries) : '';
  const send = isNew ? await commitTree(git, tree, [base], messageOf(newsOf(shared, theirs))) : base;
  const sent = [...theirs.entries, ...entries].filter(([path]) => isContent(repository, path));
  const next = follows
    ? await rewrittenHead(repository, { sent: send, tip, last }, new Map(sent))
    : await nextHead(repository, send, new Map(sent), files);
  const own = await ownToKeep(repository, ownFiles, next);
  const changes = (await changesBetween(git, head, next)).filter(
    ({ path }) => !isContent(repository, path) && !own.has(path),
  );
  await refuseCollisions(repository, changes);
  return { shared, theirs, send, head: next, changes, own, follows };
}

/** The contents without the records that lack their start, which others have taken out. */
function begun(contents: Contents): Contents {
  const whole = [...contents.records].filter(([, record]) => record.forgotten || reduceEvents(record));
  return { ...contents, records: new Map(whole) };
}

/** Stores the files that a commit lacks or holds differently in the repository. @returns their entries by path */
async function entriesOf(
  repository: Repository,
  files: ReadonlyMap<string, Buffer>,
  commit: string | undefined,
): Promise<Map<string, Entry>> {
  const { git } = repository;
  const others = [...files.keys()].filter((path) => !isContent(repository, path));
  const folders = new Set(others.map((path) => dirname(path)));
  const known = new Map(await contentEntries(repository, commit));
  if (others.length > 0)
    for (const [path, entry] of await entriesIn(git, commit, folders.has('.') ? [] : [...folders]))
      known.set(path, entry);
  const entries = new Map<string, Entry>();
  await meanwhile('Committing records', async (step) => {
    for (const [at, [path, content]] of [...files].entries()) {
      await step(at, files.size);
      if (known.get(path)?.id !== blobId(repository, content))
        entries.set(path, { mode: plainFile, id: await keepBlob(git, content) });
    }
  });
  return entries;
}

/**
 * The commit that the user's branch is to point to. This is the sent commit, unless the branch has the user's own commits.
 * Nobody has asked to send the user's own commits, so they are merged with the sent one on this machine only.
 * @param settled the entries of the records and programs as they were sent
 * @param files the bytes of the files that were united
 * @throws UserError (exit 3) if both sides have changed the same other file
 */
async function nextHead(
  repository: Repository,
  sent: string,
  settled: ReadonlyMap<string, Entry>,
  files: ReadonlyMap<string, Buffer>,
): Promise<string> {
  const { git, head } = repository;
  if (head === undefined || (await isWithin(git, head, sent))) return sent;
  if (await isWithin(git, sent, head)) {
    // A merge by hand may have left a record in another form, or events beside a tombstone, which are not to be pushed later.
    const contents = new Map([...files].filter(([path]) => isContent(repository, path)));
    const entries = await entriesOf(repository, contents, head);
    if (entries.size === 0) return head;
    return commitTree(git, await treeWith(repository, head, entries), [head], 'Settle shared records\n');
  }
  const base = await git.maybe(['merge-base', head, sent]);
  if (base === undefined) throw nothingInCommon();
  const merged = await mergedTree(repository, [base, head, sent], settled);
  if ('tree' in merged) return commitTree(git, merged.tree, [head, sent], 'Merge shared records\n');
  throw cannot('your commits and those of others change the same files:', undefined, [
    ...merged.conflicts.map((path) => `  ${path}`),
    ...mergeByHand(repository),
  ]);
}

function nothingInCommon(): UserError {
  return cannot(
    'this repository and the shared one have no commit in common',
    'join it in another folder: name one behind the address of --join',
  );
}

/**
 * The commit that the user's branch is to point to on a history that was rewritten: the sent one, or one commit on it with what
 * the user's own commits have changed in other files. Those commits themselves go, since they hold what is to be gone.
 * @throws UserError (exit 3) if both sides have changed the same other file
 */
async function rewrittenHead(
  repository: Repository,
  {
    sent,
    tip = sent,
    last,
  }: { readonly sent: string; readonly tip?: string | undefined; readonly last: string },
  settled: ReadonlyMap<string, Entry>,
): Promise<string> {
  const { git, head, branch, remoteName = 'origin' } = repository;
  if (head === undefined || (await isWithin(git, head, sent))) return sent;
  const base = (await isWithin(git, tip, head)) ? tip : await git.maybe(['merge-base', head, last]);
  if (base === undefined) throw nothingInCommon();
  const former = [...(await entriesIn(git, head, [])).keys()].filter((path) => isContent(repository, path));
  const contents = new Map([...former.map((path) => [path, undefined] as const), ...settled]);
  const merged = await mergedTree(repository, [base, head, sent], contents);
  if ('tree' in merged) {
    const isSame = merged.tree === (await git.text(['rev-parse', `${sent}^{tree}`]));
    return isSame ? sent : commitTree(git, merged.tree, [sent], 'Own changes on a rewritten history\n');
  }
  throw cannot('your commits and the rewritten history change the same files:', undefined, [
    ...merged.conflicts.map((path) => `  ${path}`),
    '  Nothing was changed. Put your commits on the new history, then run it again:',
    `  cd ${quoted(repository.root)}`,
    `  git rebase --autostash --onto ${quoted(`${remoteName}/${branch}`)} ${base.slice(0, 12)} ${quoted(branch)}`,
  ]);
}

export async function isWithin(git: Git, commit: string, other: string): Promise<boolean> {
  if (commit === other) return true;
  const { code } = await git.fixed([commit, other], ['merge-base', '--is-ancestor', commit, other]);
  return code === 0;
}

/** What is new in the contents, for each hire. @param known the contents before */
export function newsOf(all: Contents, known: Contents): HireNews[] {
  return [...all.records.values()].flatMap((record): HireNews[] => {
    const before = known.records.get(record.hire);
    const events = newEvents(record, before);
    const forgotten = !before?.forgotten && record.forgotten;
    if (events.length === 0 && !forgotten) return [];
    const progress = reduceEvents(record) ?? (before && reduceEvents(before));
    const name = progress ? titleOf(progress.hire) : record.hire;
    return [{ hire: record.hire, name, events, forgotten }];
  });
}
