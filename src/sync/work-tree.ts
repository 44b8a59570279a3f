/** Files of the repository that others have changed and that are not records: written only where the user has not changed them. */
import { lstatSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cannot, type UserError } from '../errors.ts';
import { makeFolders, readRegularFile, replaceFile } from '../workspace/files.ts';
import type { Repository } from './repository.ts';
import { blobId, blobsOf, type Change, type Entry, isPlain, plainFile, stagedEntries } from './trees.ts';

/**
 * @throws UserError (exit 3) that names the files that the user has changed as well, and those that only git itself can
 * bring in: links, submodules, what a sparse checkout leaves out, names that are not UTF-8
 */
export async function refuseCollisions(repository: Repository, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const index = await stagedEntries(repository.git);
  const isOdd = ({ path, from, to }: Change) =>
    !isProper(path) ||
    [from, to].some((entry) => entry && !isPlain(entry)) ||
    (index.get(path)?.isLeftOut ?? false);
  const odd = changes.filter(isOdd);
  const touched = changes.filter(
    (change) =>
      !isOdd(change) &&
      (isStaged(change, index.get(change.path)) ||
        !isUntouched(repository, change) ||
        !hasRoom(repository, change.path)),
  );
  if (touched.length > 0) throw collision(touched.map(({ path }) => path));
  if (odd.length > 0)
    throw cannot(
      'others have changed files that only git itself can bring in here:',
      'nothing was changed; take them in with git pull, then run it again',
      odd.map(({ path }) => `  ${path}`),
    );
}

export function collision(paths: readonly string[]): UserError {
  return cannot(
    'others have changed files that you have changed too, and not committed:',
    'nothing was changed; commit or stash yours, then git pull',
    paths.map((path) => `  ${path}`),
  );
}

/** Whether a path stays in the folder and out of `.git`. */
function isProper(path: string): boolean {
  return path
    .split('/')
    .every((name) => !/^(\.{0,2}|\.git|git~1)$/i.test(name) && !/[\\\0\ufffd]/.test(name));
}

/** Whether the user has staged a state of the file that neither tree has. */
function isStaged({ from, to }: Change, staged: Entry | undefined): boolean {
  return ![from, to].some((entry) => entry?.id === staged?.id && entry?.mode === staged?.mode);
}

/** Whether the file in the folder is as one of the two trees has it. */
function isUntouched(repository: Repository, { path, from, to }: Change): boolean {
  const stat = lstatSync(join(repository.root, path), { throwIfNoEntry: false });
  if (!stat) return from === undefined || to === undefined;
  if (!stat.isFile()) return false;
  const bytes = readRegularFile(join(repository.root, path)) ?? Buffer.of();
  // Git may be told to write files with CRLF into the folder.
  const plain = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const ids = [bytes, plain].map((content) => blobId(repository, content));
  return [from, to].some((entry) => entry !== undefined && ids.includes(entry.id));
}

/** Whether everything on the way to the path is a folder or not there: no link is followed, no file is in the way. */
function hasRoom({ root }: Repository, path: string): boolean {
  const above = path.split('/').slice(0, -1);
  return above.every((_, at) => {
    const stat = lstatSync(join(root, ...above.slice(0, at + 1)), { throwIfNoEntry: false });
    return !stat || stat.isDirectory();
  });
}

/** Makes the changes in the folder; to be called after {@link refuseCollisions}. */
export async function writeChanges(repository: Repository, changes: readonly Change[]): Promise<void> {
  const { git, root } = repository;
  const wanted = changes.flatMap(({ to }) => (to ? [to.id] : []));
  const blobs = await blobsOf(git, [...new Set(wanted)]);
  for (const { path, to } of changes) {
    const place = join(root, path);
    if (!hasRoom(repository, path)) throw new TypeError(`${path} leads out of the folder`);
    if (!to) rmSync(place, { force: true });
    else {
      makeFolders(dirname(place));
      const mode = to.mode === plainFile ? 0o644 : 0o755;
      replaceFile(place, blobs.get(to.id) ?? Buffer.of(), undefined, mode);
    }
  }
}
