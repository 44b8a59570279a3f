/** What commits hold, read and made without a work tree and without the user's index. */
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

/** A path of which two trees hold different things; an entry is undefined where there is none. */
export interface Change {
  readonly path: string;
  readonly from: Entry | undefined;
  readonly to: Entry | undefined;
}

export const plainFile = '100644';

/** The files of a commit below some folders. */
export async function entriesIn(
  git: Git,
  commit: string | undefined,
  folders: readonly string[],
): Promise<Map<string, Entry>> {
  if (commit === undefined) return new Map();
  const lines = await git.parts(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...folders]);
  return new Map(
    lines.flatMap((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
      return path ? [[path, { mode, id }] as const] : [];
    }),
  );
}

/** What the user's index holds, and whether a sparse checkout keeps it out of the folder. */
export async function stagedEntries(git: Git): Promise<Map<string, Entry & { readonly isLeftOut: boolean }>> {
  const lines = await git.parts(['ls-files', '-t', '-s', '-z']);
  return new Map(
    lines.flatMap((line) => {
      const [, tag, mode = '', id = '', path = ''] = /^(\w) (\d+) (\w+) \d\t(.*)$/s.exec(line) ?? [];
      return path ? [[path, { mode, id, isLeftOut: tag === 'S' }] as const] : [];
    }),
  );
}

/** Contents by their ids. */
export async function blobsOf(git: Git, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (ids.length === 0) return blobs;
  const answer = await git.bytes(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` });
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(10, at);
    const [id = '', type, size] = answer.subarray(at, end).toString().split(' ');
    if (type !== 'blob') throw new TypeError(`git has no content ${id}`);
    blobs.set(id, answer.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return blobs;
}

/** What git calls the content. */
export function blobId({ zero }: Repository, content: Uint8Array): string {
  const hash = createHash(zero.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** Keeps a content, as it is, in the repository. */
export function keepBlob(git: Git, content: Uint8Array): Promise<string> {
  return git.text(['hash-object', '-w', '--no-filters', '--stdin'], { input: content });
}

/** The differences between two commits or trees; undefined stands for nothing at all. */
export async function changesBetween(git: Git, from: string | undefined, to: string): Promise<Change[]> {
  if (from === undefined) {
    const all = await entriesIn(git, to, []);
    return [...all].map(([path, entry]) => ({ path, from: undefined, to: entry }));
  }
  const parts = await git.parts(['diff-tree', '-r', '-z', '--no-renames', '--no-ext-diff', from, to]);
  return parts.flatMap((head, at): Change[] => {
    const [, a, b, fromId, toId] = /^:(\d+) (\d+) (\w+) (\w+) \w$/.exec(head) ?? [];
    const entry = (mode = '', id = '') => (/^0+$/.test(mode) ? undefined : { mode, id });
    return a === undefined || at % 2 === 1
      ? []
      : [{ path: parts[at + 1] ?? '', from: entry(a, fromId), to: entry(b, toId) }];
  });
}

/** A file's content; undefined where the commit has none. */
export async function contentAt(
  git: Git,
  commit: string | undefined,
  path: string,
): Promise<Buffer | undefined> {
  if (commit === undefined) return undefined;
  const { code, stdout } = await git.run(['cat-file', 'blob', `${commit}:${path}`]);
  return code === 0 ? stdout : undefined;
}

/** Whether a file in git's folder is such an index, or the lock of one. */
export function isOwnIndex(name: string): boolean {
  return /^pm-onboard-[0-9a-f]+\.index(\.lock)?$/.test(name);
}

/** Works with an index of its own, which is gone afterwards. */
async function withIndex<T>({ gitDir }: Repository, work: (index: string) => Promise<T>): Promise<T> {
  const index = join(gitDir, `pm-onboard-${randomName(6)}.index`);
  try {
    return await work(index);
  } finally {
    for (const path of [index, `${index}.lock`]) rmSync(path, { force: true });
  }
}

/** The tree of a commit with some paths replaced, or taken out where there is no entry. */
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
 * The union of two trees on top of what both had; the entries are settled already.
 * @returns the tree, or the paths that both have changed
 */
export function mergedTree(
  repository: Repository,
  [base, ours, theirs]: readonly [string, string, string],
  settled: ReadonlyMap<string, Entry | undefined>,
): Promise<{ readonly tree: string } | { readonly conflicts: readonly string[] }> {
  const { git } = repository;
  return withIndex(repository, async (index) => {
    await git.bytes(['read-tree', '-i', '-m', '--aggressive', base, ours, theirs], { index });
    const unmerged = await git.parts(['ls-files', '-u', '-z'], { index });
    const paths = new Set(unmerged.map((line) => line.slice(line.indexOf('\t') + 1)));
    const conflicts = [...paths].filter((path) => !settled.has(path));
    if (conflicts.length > 0) return { conflicts };
    await setEntries(repository, settled, index);
    return { tree: await git.text(['write-tree'], { index }) };
  });
}

/** @param index not the user's, unless it is left out */
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
