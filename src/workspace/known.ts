/**
 * Which bytes were verified before, so that reading them again needs no hash: loading node:crypto takes a sixth of the
 * time of `node -e 0`. Of each file its remainder by a large prime is kept, in the user's cache folder, which so holds no
 * copy of anybody's record. Where a byte has changed, so has the remainder, and everything is verified again. It tells
 * damage, not malice: who can write the files can make a record's ids fit, and also the remainder of a program, whose hash
 * would have told. Whatever writes, and `doctor`, ask the hash.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders, ownFolder, removeQuietly } from './files.ts';

export interface Known {
  /** @param name an id or a digest of ours: it names a file */
  has(name: string, bytes: Buffer): boolean;
  add(name: string, bytes: Buffer): void;
}

/** Chance lets a damaged file pass once in that many. */
const prime = 2n ** 255n - 19n;

/** @param cache the user's cache folder; without it, or with a broken one, everything is verified every time */
export function knownIn(cache: string): Known {
  return {
    has(name, bytes) {
      try {
        return readFileSync(fileOf(cache, name), 'latin1') === remainderOf(bytes);
      } catch {
        return false;
      }
    },
    add(name, bytes) {
      try {
        makeFolders(join(cache, 'verified'), ownFolder);
        writeFileSync(fileOf(cache, name), remainderOf(bytes), { mode: 0o600 });
      } catch {
        // It costs time, never the answer.
      }
    },
  };
}

/** Nothing is known of that name any more. */
export function dropKnown(cache: string, name: string): void {
  removeQuietly(fileOf(cache, name));
}

function fileOf(cache: string, name: string): string {
  return join(cache, 'verified', name);
}

/** Of the bytes as one number; the 1 before them makes leading zeros count. */
function remainderOf(bytes: Buffer): string {
  return (BigInt(`0x1${bytes.toString('hex')}`) % prime).toString(36);
}
