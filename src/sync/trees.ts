/** Reads and makes git trees, and changes entries of an index. The files in the folder stay untouched. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomName } from '../digest.ts';
import type { Git } from './git.ts';
import type { Repository } from './repository.ts';

/** A file in a tree. */
export interface Entry {
  readonly mode: string;
  readonly id: string;
}

/** A path at which two trees differ. An entry is undefined if its tree has nothing at that path. */
export interface Change {
  readonly path: string;
  readonly from: Entry | undefined;
  readonly to: Entry | undefined;
}

export const plainFile = '100644';

/** Whether the entry is a regular file, executable or not, rather than a link or a submodule. */
export function isPlain({ mode }: Entry): boolean {
  return mode === plainFile || mode === '100755';
}

/** Maps paths to entries for a commit's files in some folders, or for all its files if no folder is given. */
export async function entriesIn(
  git: Git,
  commit: string | undefined,
  folders: readonly string[],
): Promise<Map<string, Entry>> {
  if (commit === undefined) return new Map();
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folders];
  const lines = await git.fixedParts([commit], args);
  return new Map(
    lines.flatMap((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
      return path ? [[path, { mode, id }] as const] : [];
    }),
  );
}

/** The entries of the user's index by path, each with whether a sparse checkout leaves its file out of the folder. */
export async function stagedEntries(git: Git): Promise<Map<string, Entry & { readonly isLeftOut: boolean }>> {
  const lines = await git.parts(['ls-files', '-t', '-s', '-z']);
  return new Map(
    lines.flatMap((line) => {
      const [, tag, mode = '', id = '', path = ''] = /^(\w) (\d+) (\w+) \d\t(.*)$/s.exec(line) ?? [];
      return path ? [[path, { mode, id, isLeftOut: tag === 'S' }] as const] : [];
    }),
  );
}

/** Maps git's ids of files to their contents. @throws TypeError if the repository lacks one of the files */
export async function blobsOf(
  git: Git,
  ids: readonly string[],
  wanted: 'blob' | 'commit' = 'blob',
): Promise<Map<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (ids.length === 0) return blobs;
  const answer = await git.bytes(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` });
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    const [id = '', type, size] = answer.subarray(at, end).toString().split(' ');
    if (type !== wanted) throw new TypeError(`git has no ${wanted} ${id}`);
    blobs.set(id, answer.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return blobs;
}

/** The id that git gives to a file with this content. */
export function blobId({ zero }: Pick<Repository, 'zero'>, content: Uint8Array): string {
  const hash = createHash(zero.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** Stores a file's content in the repository without applying git's filters. @returns the id of the content */
export function keepBlob(git: Git, content: Uint8Array): Promise<string> {
  return git.text(['hash-object', '-w', '--no-filters', '--stdin'], { input: content });
}

/** The differences between two commits or trees. @param from undefined stands for an empty tree */
export async function changesBetween(git: Git, from: string | undefined, to: string): Promise<Change[]> {
  if (from === to) return [];
  if (from === undefined) {
    const all = await entriesIn(git, to, []);
    return [...all].map(([path, entry]) => ({ path, from: undefined, to: entry }));
  }
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--no-ext-diff', from, to];
  const parts = await git.fixedParts([from, to], args);
  return parts.flatMap((head, at): Change[] => {
    const [, a, b, fromId, toId] = /^:(\d+) (\d+) (\w+) (\w+) \w$/.exec(head) ?? [];
    const entry = (mode = '', id = '') => (/^0+$/.test(mode) ? undefined : { mode, id });
    return a === undefined || at % 2 === 1
      ? []
      : [{ path: parts[at + 1] ?? '', from: entry(a, fromId), to: entry(b, toId) }];
  });
}

/** A file's content in a commit; undefined if the commit has no such file. */
export async function contentAt(
  git: Git,
  commit: string | undefined,
  path: string,
): Promise<Buffer | undefined> {
  if (commit === undefined) return undefined;
  const { code, stdout } = await git.run(['cat-file', 'blob', `${commit}:${path}`]);
  return code === 0 ? stdout : undefined;
}

/** Whether a file in git's folder is an index that a sync has made for itself, or the lock of one. */
export function isOwnIndex(name: string): boolean {
  return /^pm-onboard-[0-9a-f]+\.index(\.lock)?$/.test(name);
}

/** What a merge has left in conflict in the user's index: an entry for each side of each path, the common ancestor included. */
export async function unmergedEntries(git: Git): Promise<(readonly [path: string, entry: Entry])[]> {
  const lines = await git.parts(['ls-files', '-u', '-z']);
  return lines.flatMap((line) => {
    const [, mode = '', id = '', path = ''] = /^(\d+) (\w+) [123]\t(.*)$/s.exec(line) ?? [];
    return path ? [[path, { mode, id }] as const] : [];
  });
}

/** The paths that a merge has left in conflict in an index. @param index its path; the user's index if absent */
async function unmergedPaths(git: Git, index?: string): Promise<string[]> {
  const lines = await git.parts(['ls-files', '-u', '-z'], index === undefined ? {} : { index });
  return [...new Set(lines.map((line) => line.slice(line.indexOf('\t') + 1)))];
}

/** Does the work with a temporary index, which is removed afterwards. @param work is given the path of that index */
async function withIndex<T>({ gitDir }: Repository, work: (index: string) => Promise<T>): Promise<T> {
  const index = join(gitDir, `pm-onboard-${randomName(6)}.index`);
  try {
    return await work(index);
  } finally {
    for (const path of [index, `${index}.lock`]) rmSync(path, { force: true });
  }
}

/**
 * Makes a tree from a commit's tree by changing some entries.
 * @param entries maps paths to their new entries; undefined removes a path
 * @returns the id of the new tree
 */
export function treeWith(
  repository: Repository,
  commit: string | undefined,
  entries: ReadonlyMap<string, Entry | undefined>,
): Promise<string> {
  const { git } = repository;
  return withIndex(repository, async (index) => {
    await git.bytes(['read-tree', ...(commit === undefined ? ['--empty'] : [commit])], { index });
    await setEntries(repository, entries, index);
    return git.text(['write-tree'], { index });
  });
}

/**
 * Merges two trees that have a common base.
 * @param settled entries to use as they are, whatever the two trees hold at these paths
 * @returns the id of the merged tree, or the paths that are in conflict since both sides have changed them
 */
export function mergedTree(
  repository: Repository,
  [base, ours, theirs]: readonly [string, string, string],
  settled: ReadonlyMap<string, Entry | undefined>,
): Promise<{ readonly tree: string } | { readonly conflicts: readonly string[] }> {
  const { git } = repository;
  return withIndex(repository, async (index) => {
    await git.bytes(['read-tree', '-i', '-m', '--aggressive', base, ours, theirs], { index });
    const conflicts = (await unmergedPaths(git, index)).filter((path) => !settled.has(path));
    if (conflicts.length > 0) return { conflicts };
    await setEntries(repository, settled, index);
    return { tree: await git.text(['write-tree'], { index }) };
  });
}

/** Changes entries of an index. @param index its path; the user's index if absent */
export async function setEntries(
  { git, zero }: Repository,
  entries: ReadonlyMap<string, Entry | undefined>,
  index?: string,
): Promise<void> {
  if (entries.size === 0) return;
  const lines = [...entries].map(([path, entry]) =>
    entry ? `${entry.mode} ${entry.id}\t${path}\0` : `0 ${zero}\t${path}\0`,
  );
  await git.bytes(['update-index', '-z', '--index-info'], {
    input: lines.join(''),
    ...(index === undefined ? {} : { index }),
  });
}

export function commitTree(
  git: Git,
  tree: string,
  parents: readonly (string | undefined)[],
  message: string,
): Promise<string> {
  const above = parents.flatMap((parent) => (parent === undefined ? [] : ['-p', parent]));
  return git.text(['commit-tree', '--no-gpg-sign', tree, ...above, '-F', '-'], { input: message });
}
