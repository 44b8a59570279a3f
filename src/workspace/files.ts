/** The file operations that a record keeper can rely on: no link is followed, and no file is ever half written. */
import { isUtf8 } from 'node:buffer';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { randomName } from '../digest.ts';
import { asUtf8, attempt, cannot, isMissing, systemCode, type UserError } from '../errors.ts';
import { waitSync } from '../wait.ts';
import { type Seen, seenIn } from './file-state.ts';

/** The modes of files and folders that only the user may read. */
export const ownFile = 0o600;
export const ownFolder = 0o700;

/** The largest file that is read. Records stay far smaller even after years; the limit keeps memory from filling up. */
const maxFileBytes = 64 * 1024 * 1024;

/**
 * A regular file's bytes; undefined where there is no such file.
 * @throws UserError (exit 3) for a symbolic link, a folder, a device or a FIFO
 */
export function readRegularFile(path: string): Buffer | undefined {
  return readSeen(path)?.bytes;
}

/** As {@link readRegularFile}, with what the file is known by, which was looked at before it was read. */
export function readSeen(path: string): { readonly bytes: Buffer; readonly seen: Seen } | undefined {
  return inRegularFile(path, (fd, stat) => ({ bytes: readFileSync(fd), seen: seenIn(stat) }));
}

/**
 * Opens a file for as long as it is read, see {@link readRegularFile}.
 * @param read gets the open file, and its state
 * @returns what that returns; undefined if the file doesn't exist
 */
export function inRegularFile<Result>(
  path: string,
  read: (fd: number, stat: Stats) => Result,
): Result | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (['ELOOP', 'EISDIR', 'ENXIO'].includes(systemCode(error) ?? '')) throw notRegular(path);
    throw error;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw notRegular(path);
    if (stat.size > maxFileBytes)
      throw cannot(`${path} is too large to be a file of pm-onboard`, 'move it away');
    return read(fd, stat);
  } finally {
    closeSync(fd);
  }
}

/**
 * The bytes of a file that the user has named with a flag.
 * @param name the file as the user wrote it
 * @throws UserError (exit 3) where it can't be opened, naming the flag
 */
export function readNamedFile(flag: string, path: string, name: string): Buffer {
  try {
    const bytes = readRegularFile(path);
    if (bytes) return bytes;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw cannot(`${flag}: ${name} can't be read (${code})`, undefined);
  }
  throw cannot(`${flag}: there is no file ${name}`, 'name a file in this folder, or give its path');
}

/**
 * The beginning of a stream, not all of it: a device or a pipe may never end.
 * @param most how many bytes to read at most
 * @throws UserError (exit 3) where it can't be read
 */
export function readStart(fd: number, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    try {
      const read = readSync(fd, bytes, length, most - length, null);
      if (read === 0) break;
      length += read;
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') break;
      // The writer at the other end has not sent anything yet.
      if (code === 'EAGAIN') waitSync(5);
      else throw cannot(`standard input can't be read (${code})`, 'send a file to it');
    }
  }
  return bytes.subarray(0, length);
}

/** The names of everything in a folder, unsorted; empty if the folder doesn't exist. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The nearest folder upwards, beginning with `from`, that holds something of that name; undefined if there is no such folder. */
export function nearestWith(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The most bytes of a list or a form that people keep as a text file. */
export const mostText = 1024 * 1024;

/** What is said of a file whose bytes are no text, behind its name. */
export const notText = 'its text is not UTF-8';

/**
 * The text of a list or a form.
 * @param called what messages call it
 * @param smaller what helps where it is too large
 * @throws UserError (exit 3) where it is larger than {@link mostText}, or isn't text
 */
export function smallText(bytes: Buffer, called: string, smaller: string): string {
  if (bytes.length > mostText) throw cannot(`${called} is larger than 1 MB`, smaller);
  if (!isUtf8(bytes) || bytes.includes(0)) throw cannot(`${called} is not UTF-8`, asUtf8);
  return bytes.toString('utf8');
}

/** A path as messages show it: as short as can be, with `/` on every platform, since other programs read it too. */
export function shownPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return (near === '' ? '.' : near.startsWith('..') ? path : near).replaceAll('\\', '/');
}

/**
 * Whether the folder is there.
 * @throws UserError (exit 3) where something else stands in its place; a link to a folder counts as something else
 */
export function isFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || stat.isDirectory()) return stat !== undefined;
  throw cannot(`${path} is not a folder of its own`, 'replace the link or file by a real folder');
}

/**
 * Makes a folder of records, mode 0700, if it is missing, and syncs the folders above, so that a power cut doesn't undo it.
 * @throws UserError (exit 3) where something else stands in its place
 */
export function ensureFolder(path: string): void {
  if (isFolder(path)) return;
  const first = makeFolders(path, ownFolder);
  if (first === undefined) return;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    syncFolder(folder);
    if (folder === dirname(first) || folder === dirname(folder)) return;
  }
}

/**
 * Makes the folder and all missing folders above it. Node's own `recursive` would loop for ever in a place such as /proc,
 * where folders can't be made.
 * @param mode of each folder that is made, whatever the umask
 * @returns the uppermost folder that was made; undefined if all folders existed
 * @throws UserError (exit 3) where no folder can be made, besides system errors
 */
export function makeFolders(path: string, mode?: number): string | undefined {
  if (isDirectory(path)) return undefined;
  const above = dirname(path);
  const first = above === path ? undefined : makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
    if (mode !== undefined) keepMode(path, mode);
    return first ?? path;
  } catch (error) {
    // Another process has made it in between.
    if (systemCode(error) === 'EEXIST' && isDirectory(path)) return first;
    if (systemCode(error) !== 'ENOENT') throw error;
    throw cannot(`no folder can be made in ${above}`, 'choose another place');
  }
}

/** Whether there is a folder, or a link to one: whoever names a link means the folder behind it. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Puts the bytes in the file's place at once and for good: whoever reads sees the old file or the new one.
 * @param before called when the new file is written and not yet in its place
 * @param mode the mode of the file, whatever the umask; without it only the user may read the file
 */
export function replaceFile(
  path: string,
  bytes: Uint8Array,
  before: () => void = () => {},
  mode?: number,
): void {
  if (bytes.length > maxFileBytes)
    throw cannot(
      `${path} would become too large to be read again`,
      'nothing was recorded; see what makes it so large',
    );
  const temp = `${path}.${randomName(6)}${tempSuffix}`;
  try {
    writeNew(temp, bytes);
  } catch (error) {
    throw namingPlace(error, path);
  }
  try {
    if (mode !== undefined) setMode(temp, mode, path);
    before();
    renameOver(temp, path);
  } catch (error) {
    removeQuietly(temp);
    throw error;
  }
  syncFolder(dirname(path));
}

export const tempSuffix = '.tmp';

/**
 * Makes a file: either it is completely written and, unless told otherwise, synced, or it doesn't exist.
 * @param options `mode`: the umask takes bits from it; without it only the user may read the file, whatever the umask
 * @throws a system error, EEXIST among them; UserError (exit 3) where the disk took only a part
 */
export function writeNew(
  path: string,
  bytes: Uint8Array,
  { mode, sync = true }: { readonly mode?: number; readonly sync?: boolean } = {},
): void {
  const fd = openSync(path, 'wx', mode ?? ownFile);
  try {
    try {
      writeFileSync(fd, bytes);
      if (sync) fsyncSync(fd);
      const { size, mode: made } = fstatSync(fd);
      // A umask may take bits away even from the owner.
      if (mode === undefined && (made & 0o700) !== ownFile) fchmodSync(fd, ownFile);
      if (size !== bytes.length)
        throw cannot(
          `${path}: only ${size} of ${bytes.length} bytes were written`,
          'free some disk space and run the command again',
        );
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    removeQuietly(path);
    throw namingPlace(error, path);
  }
}

/** Sets the mode of a new file. @param path the path that the user knows, for the error */
function setMode(temp: string, mode: number, path: string): void {
  try {
    chmodSync(temp, mode);
  } catch (error) {
    throw namingPlace(error, path);
  }
}

/** Sets the mode of a new folder, because the umask may have taken bits away, even from the owner. */
function keepMode(folder: string, mode: number): void {
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o777) !== mode) chmodSync(folder, mode);
}

/** The system error with the path of the file that the user knows, instead of a temporary file's path or a missing one. */
export function namingPlace(error: unknown, path: string): unknown {
  return error instanceof Error && systemCode(error) ? Object.assign(error, { path }) : error;
}

/** Renames a file. Windows refuses to replace a file that a virus scanner or an editor has open, so renaming is retried. */
function renameOver(temp: string, path: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      renameSync(temp, path);
      return;
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (process.platform !== 'win32' || !passing || tries >= 20) throw error;
      waitSync(tries * 10);
    }
  }
}

/** @throws UserError (exit 3) when the folder can't be synced: then a power cut may undo a rename in it */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const fd = openSync(path, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const hint = 'whether it is saved is unknown; run the command again, that is harmless';
    throw cannot(`could not sync the folder ${path} (${systemCode(error)})`, hint);
  }
}

export function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Removes an empty folder and the empty folders above it, up to `last`. A folder that holds something stays. */
export function removeEmpty(folder: string, last: string): void {
  attempt(() => {
    for (let at = folder; ; at = dirname(at)) {
      rmdirSync(at);
      if (at === last) return;
    }
  });
}

/** Removes a file that is only in the way: a failure must not hide the error or the success that the user has to see. */
export function removeQuietly(path: string): void {
  attempt(() => unlinkSync(path));
}

/**
 * Removes the files that dead processes left in a folder. Files that can't be removed are left to the next sweep.
 * @param listed lists the folder, for whoever has done that already
 */
export function sweep(
  folder: string,
  isLeft: (name: string) => boolean,
  listed: () => readonly string[] = () => readdirSync(folder),
): void {
  attempt(() => {
    for (const name of listed()) if (isLeft(name)) removeQuietly(join(folder, name));
  });
}

function notRegular(path: string): UserError {
  return cannot(`${path} is a link, a folder or a device, not a plain file`, 'put a real file in its place');
}
