/**
 * Which bytes were verified before, so that reading them again needs no hash: loading node:crypto takes a sixth of the
 * time of `node -e 0`. The user's cache folder keeps each file's remainder by a large prime, and so no copy of anybody's
 * record. A changed byte changes the remainder, and the file is verified again. This detects damage, not malice: whoever
 * can write the files can make a record's ids fit, and also make a program's remainder fit, which its hash would have told.
 * Every command that writes, and `doctor`, verify by hash.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../errors.ts';
import { makeFolders, ownFile, ownFolder, removeQuietly } from './files.ts';

export interface Verified {
  /** @param name a hire's id or a program's digest: it becomes a file name */
  has(name: string, bytes: Buffer): boolean;
  add(name: string, bytes: Buffer): void;
}

/** By chance, one damaged file in this many passes. */
const prime = 2n ** 255n - 19n;

/** @param cache the user's cache folder; without it, or with a broken one, everything is verified every time */
export function verifiedIn(cache: string): Verified {
  return {
    has(name, bytes) {
      return attempt(() => readFileSync(fileOf(cache, name), 'latin1') === remainderOf(bytes)) ?? false;
    },
    add(name, bytes) {
      // Without the cache the next run takes longer, and says the same.
      attempt(() => {
        makeFolders(join(cache, 'verified'), ownFolder);
        writeFileSync(fileOf(cache, name), remainderOf(bytes), { mode: ownFile });
      });
    },
  };
}

/** Removes what the cache keeps of a file. */
export function dropVerified(cache: string, name: string): void {
  removeQuietly(fileOf(cache, name));
}

function fileOf(cache: string, name: string): string {
  return join(cache, 'verified', name);
}

/** The remainder of the bytes, read as one number; the 1 before them makes leading zeros count. */
function remainderOf(bytes: Buffer): string {
  return (BigInt(`0x1${bytes.toString('hex')}`) % prime).toString(36);
}
