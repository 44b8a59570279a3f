/** Writes other people's changes to files other than records, but never over a file that the user has changed. */
import { lstatSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cannot, type UserError } from '../errors.ts';
import { quoted } from '../view/words.ts';
import { makeFolders, readRegularFile, replaceFile } from '../workspace/files.ts';
import { mergeByHand, type Repository } from './repository.ts';
import { blobId, blobsOf, type Change, type Entry, isPlain, plainFile, stagedEntries } from './trees.ts';

/**
 * Checks that the changes can be written to the folder.
 * @throws UserError (exit 3) that names the files that the user has changed too, and the files that only git itself can
 * bring in: links, submodules, files that a sparse checkout leaves out, and names that are not UTF-8
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
  if (touched.length > 0)
    throw collision(
      repository,
      touched.map(({ path }) => path),
    );
  if (odd.length > 0)
    throw cannot('others have changed files that only git itself can bring in here:', undefined, [
      ...odd.map(({ path }) => `  ${path}`),
      ...mergeByHand(repository),
    ]);
}

/** The error where others have changed files that the user has changed too, with the commands that bring both together. */
export function collision(repository: Repository, paths: readonly string[]): UserError {
  const message = 'others have changed files that you have changed too, and not committed:';
  const lines = paths.map((path) => `  ${path}`);
  // A repository without a commit has nothing that git could merge.
  if (repository.head === undefined)
    return cannot(message, 'nothing was changed; move yours to another place, then run it again', lines);
  const mine = paths.map(quoted).join(' ');
  const commit = [`git add -- ${mine}`, 'git commit -m Mine'];
  return cannot(message, undefined, [...lines, ...mergeByHand(repository, commit)]);
}

/** Whether a path leads to a place inside the folder and outside `.git`. */
function isProper(path: string): boolean {
  return path
    .split('/')
    .every((name) => !/^(\.{0,2}|\.git|git~1)$/i.test(name) && !/[\\\0\ufffd]/.test(name));
}

/** Whether the user has staged a version of the file that differs from both the old and the new one. */
function isStaged({ from, to }: Change, staged: Entry | undefined): boolean {
  return ![from, to].some((entry) => entry?.id === staged?.id && entry?.mode === staged?.mode);
}

/** Whether the file in the folder equals either the old or the new version. */
function isUntouched(repository: Repository, { path, from, to }: Change): boolean {
  const stat = lstatSync(join(repository.root, path), { throwIfNoEntry: false });
  if (!stat) return from === undefined || to === undefined;
  if (!stat.isFile()) return false;
  const bytes = readRegularFile(join(repository.root, path)) ?? Buffer.of();
  // Git can be configured to write CRLF line ends into the folder.
  const plain = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const ids = [bytes, plain].map((content) => blobId(repository, content));
  return [from, to].some((entry) => entry !== undefined && ids.includes(entry.id));
}

/** Whether every step on the way to the path is a folder or missing, so that no link is followed and no file blocks it. */
function hasRoom({ root }: Repository, path: string): boolean {
  const above = path.split('/').slice(0, -1);
  return above.every((_, at) => {
    const stat = lstatSync(join(root, ...above.slice(0, at + 1)), { throwIfNoEntry: false });
    return !stat || stat.isDirectory();
  });
}

/**
 * Writes the changes to the folder. Call {@link refuseCollisions} first; each file is looked at once more right before it is
 * replaced or removed, because the user may have changed it while the sync was sending.
 * @returns the changes that were not made, because the user has changed these files meanwhile
 */
export async function writeChanges(repository: Repository, changes: readonly Change[]): Promise<Change[]> {
  const wanted = changes.flatMap(({ to }) => (to ? [to.id] : []));
  const blobs = await blobsOf(repository.git, [...new Set(wanted)]);
  return changes.filter((change) => !writeChange(repository, change, blobs));
}

/** Makes one change. @returns whether it was made; not if the user has changed the file meanwhile */
function writeChange(repository: Repository, change: Change, blobs: ReadonlyMap<string, Buffer>): boolean {
  const { path, to } = change;
  const place = join(repository.root, path);
  const isFree = () => hasRoom(repository, path) && isUntouched(repository, change);
  if (!isFree()) return false;
  if (!to) {
    rmSync(place, { force: true });
    return true;
  }
  makeFolders(dirname(place));
  return replaceIf(isFree, place, blobs.get(to.id) ?? Buffer.of(), to.mode === plainFile ? 0o644 : 0o755);
}

const changedMeanwhile = new Error('changed meanwhile');

/**
 * Replaces a file as long as nobody has changed it.
 * @param isFree whether the file may be replaced; asked right before the new file takes its place
 * @returns whether it was replaced
 */
export function replaceIf(isFree: () => boolean, place: string, content: Buffer, mode: number): boolean {
  const look = () => {
    if (!isFree()) throw changedMeanwhile;
  };
  try {
    replaceFile(place, content, look, mode);
    return true;
  } catch (error) {
    if (error !== changedMeanwhile) throw error;
    return false;
  }
}
