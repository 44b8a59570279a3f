/** Reads files as a commit has them. Nothing of the repository is run: git lists a tree and prints blobs as they are stored. */
import { gitRootOf } from '../workspace/git-folder.ts';
import { Git } from './git.ts';
import { blobsOf, entriesIn, isPlain } from './trees.ts';

export interface Revision {
  /** The commit that the name stands for, in full. */
  readonly commit: string;
  /** The root of the work tree. */
  readonly root: string;
  /** Path from the root, with `/` between its parts → content; links and submodules are left out. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * @param folder lies in the repository
 * @param name a branch, a tag, a commit: what `git rev-parse` takes
 * @param isWanted which paths to read
 * @returns undefined where the folder is in no repository, or the repository has no such commit
 * @throws UserError (exit 3) where git is missing or refuses to read the repository
 */
export async function readRevision(
  io: ConstructorParameters<typeof Git>[0],
  folder: string,
  name: string,
  isWanted: (path: string) => boolean,
): Promise<Revision | undefined> {
  const root = gitRootOf(folder);
  if (root === undefined || name.startsWith('-')) return undefined;
  const git = new Git(io, root);
  await git.bytes(['rev-parse', '--git-dir'], { step: { doing: 'reading the repository' } });
  const commit = await git.maybe([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]);
  if (commit === undefined) return undefined;
  const wanted = [...(await entriesIn(git, commit, []))].filter(
    ([path, entry]) => isPlain(entry) && isWanted(path),
  );
  const blobs = await blobsOf(git, [...new Set(wanted.map(([, { id }]) => id))]);
  return {
    commit,
    root,
    files: new Map(wanted.map(([path, { id }]) => [path, blobs.get(id) ?? Buffer.alloc(0)])),
  };
}
