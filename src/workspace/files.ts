/** The file operations that a record keeper can rely on: no link followed, nothing half written. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { exits, systemCode, UserError } from '../errors.ts';

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
 * Makes sure that the folder is there and is a folder, not a link to one.
 * @throws UserError where something else stands in its place
 */
export function ensureFolder(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
  if (!lstatSync(path).isDirectory()) {
    throw new UserError(
      `${path} is not a folder of its own`,
      'replace the link or file by a real folder',
      exits.failed,
    );
  }
}

/** Puts the bytes in the file's place at once and for good: whoever reads sees the old file or the new one. */
export function replaceFile(path: string, bytes: Uint8Array, before: () => void = () => {}): void {
  const temp = writeTemp(path, bytes);
  try {
    before();
    renameOver(temp, path);
  } catch (error) {
    removeIfThere(temp);
    throw error;
  }
  syncFolder(dirname(path));
}

export const tempSuffix = '.tmp';

/** A synced file beside `path` with the bytes, mode 0600; its name is the result. */
function writeTemp(path: string, bytes: Uint8Array): string {
  const temp = `${path}.${randomBytes(6).toString('hex')}${tempSuffix}`;
  const fd = openSync(temp, 'wx', 0o600);
  try {
    writeFileSync(fd, bytes);
    fsyncSync(fd);
    const { size } = fstatSync(fd);
    if (size !== bytes.length) {
      throw new UserError(
        `${temp}: only ${size} of ${bytes.length} bytes were written`,
        'free some disk space',
        exits.failed,
      );
    }
  } catch (error) {
    closeSync(fd);
    removeIfThere(temp);
    throw error;
  }
  closeSync(fd);
  return temp;
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
function syncFolder(path: string): void {
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

function notRegular(path: string): UserError {
  return new UserError(
    `${path} is a link or a device, not a plain file`,
    'put a real file in its place',
    exits.failed,
  );
}
