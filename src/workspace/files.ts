/** The file operations that a record keeper can rely on: no link followed, nothing half written. */
import {
  chmodSync,
  closeSync,
  constants,
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
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { randomName } from '../digest.ts';
import { exits, systemCode, UserError } from '../errors.ts';

/** The modes of what is the user's alone. */
export const ownFile = 0o600;
export const ownFolder = 0o700;

/** More than any record of years; a guard against being fed a disk. */
const maxFileBytes = 64 * 1024 * 1024;

/**
 * A regular file's bytes; undefined where there is no such file.
 * @throws UserError for a symbolic link, a folder, a device or a FIFO
 */
export function readRegularFile(path: string): Buffer | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO') throw notRegular(path);
    throw error;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw notRegular(path);
    if (stat.size > maxFileBytes)
      throw new UserError(`${path} is too large to be ours`, 'move it away', exits.failed);
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * What a stream begins with: a device or a pipe may never end.
 * @param most how many bytes to read at most
 * @throws UserError where it can't be read
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
      // Nothing there yet.
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      else throw new UserError(`standard input can't be read (${code})`, 'send a file to it', exits.failed);
    }
  }
  return bytes.subarray(0, length);
}

/**
 * Whether the folder is there.
 * @throws UserError where something else stands in its place, be it a link to a folder
 */
export function isFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || stat.isDirectory()) return stat !== undefined;
  throw new UserError(
    `${path} is not a folder of its own`,
    'replace the link or file by a real folder',
    exits.failed,
  );
}

/**
 * Makes the folder, mode 0700, if it is not there, and makes it last.
 * @throws UserError where something else stands in its place
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
 * Makes the folder with those above it, as far as they are missing. Node's own way to do that never ends in a folder that
 * takes none, such as /proc.
 * @param mode of what is made, whatever the umask
 * @returns the first that was made; undefined where all were there
 * @throws UserError where no folder can be made, besides system errors
 */
export function makeFolders(path: string, mode?: number): string | undefined {
  if (isThere(path)) return undefined;
  const above = dirname(path);
  const first = above === path ? undefined : makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
    if (mode !== undefined) keepMode(path, mode);
    return first ?? path;
  } catch (error) {
    // Somebody else was quicker.
    if (systemCode(error) === 'EEXIST' && isThere(path)) return first;
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new UserError(`no folder can be made in ${above}`, 'choose another place', exits.failed);
  }
}

function isThere(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Puts the bytes in the file's place at once and for good: whoever reads sees the old file or the new one.
 * @param before called when the new file is written and not yet in its place
 * @param mode for a file that others are to read, whatever the umask; without it the file is the user's alone
 */
export function replaceFile(
  path: string,
  bytes: Uint8Array,
  before: () => void = () => {},
  mode?: number,
): void {
  if (bytes.length > maxFileBytes) {
    const hint = 'nothing was recorded; see what makes it so large';
    throw new UserError(`${path} would become too large to be read again`, hint, exits.failed);
  }
  const temp = `${path}.${randomName(6)}${tempSuffix}`;
  try {
    writeNew(temp, bytes);
    if (mode !== undefined) chmodSync(temp, mode);
  } catch (error) {
    throw namingPlace(error, path);
  }
  try {
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
 * Makes a file that is wholly written, and synced unless told otherwise, or not there.
 * @param options `mode`: as far as the umask lets it be; without it the file is the user's alone, whatever the umask
 * @throws a system error, EEXIST among them
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
      // A umask takes bits away even from the owner.
      if (mode === undefined && (made & 0o700) !== ownFile) fchmodSync(fd, ownFile);
      if (size !== bytes.length) {
        throw new UserError(
          `${path}: only ${size} of ${bytes.length} bytes were written`,
          'free some disk space and run the command again',
          exits.failed,
        );
      }
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    removeQuietly(path);
    throw namingPlace(error, path);
  }
}

/** A umask takes bits away, even from the owner. */
function keepMode(folder: string, mode: number): void {
  if (process.platform !== 'win32' && (statSync(folder).mode & 0o777) !== mode) chmodSync(folder, mode);
}

/** A system error with the file that the user knows, not the temporary one or none. */
export function namingPlace(error: unknown, path: string): unknown {
  return error instanceof Error && systemCode(error) ? Object.assign(error, { path }) : error;
}

/** Windows refuses while a virus scanner or an editor looks at the file: a few tries. */
function renameOver(temp: string, path: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      renameSync(temp, path);
      return;
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (process.platform !== 'win32' || !passing || tries >= 20) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * 10);
    }
  }
}

/** @throws UserError when the folder can't be synced: then nobody knows whether the rename will last */
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
    throw new UserError(`could not sync the folder ${path} (${systemCode(error)})`, hint, exits.failed);
  }
}

export function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

/** For what is only in the way: failing to remove it must not hide what matters more. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Whoever writes here next sweeps it.
  }
}

/** Removes what the dead have left in a folder, as far as that can be done. */
export function sweep(folder: string, isLeft: (name: string) => boolean): void {
  try {
    for (const name of readdirSync(folder)) if (isLeft(name)) removeQuietly(join(folder, name));
  } catch {
    // The next one sweeps it.
  }
}

function notRegular(path: string): UserError {
  return new UserError(
    `${path} is a link, a folder or a device, not a plain file`,
    'put a real file in its place',
    exits.failed,
  );
}
