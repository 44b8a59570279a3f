/**
 * The compiled programs that hires are pinned to, each in a file named by the hash of its content; and which programs and
 * records were verified before.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt, cannot, type UserError } from '../errors.ts';
import { compiledText, type Program } from '../program/model.ts';
import { isMap } from '../progress/event.ts';
import { version } from '../version.ts';
import type { Seen } from './file-state.ts';
import {
  ensureFolder,
  isFolder,
  makeFolders,
  ownFile,
  ownFolder,
  readRegularFile,
  readSeen,
  removeQuietly,
  replaceFile,
} from './files.ts';
import { isPrivate } from './owner.ts';

/** The format that this version writes and reads. */
const programFormat: Program['format'] = 1;

/** Keeps the compiled program in the workspace. @returns its digest */
export function pinProgram(workspace: string, program: Program): string {
  return pinBytes(workspace, Buffer.from(compiledText(program)));
}

/** As {@link pinProgram}, for the bytes of a program that was compiled on another machine. */
export function pinBytes(workspace: string, bytes: Buffer): string {
  const digest = sha256(bytes);
  const folder = join(workspace, 'programs');
  ensureFolder(folder);
  const path = join(folder, `${digest}.json`);
  if (!readRegularFile(path)?.equals(bytes)) replaceFile(path, bytes);
  return digest;
}

/** The digest that a compiled program would be kept under. */
export function digestOf(program: Program): string {
  return sha256(compiledText(program));
}

/**
 * @param verified which programs need no hashing again; absent: it is hashed
 * @throws UserError (exit 3) if the program's file is missing, or its content does not fit its name
 */
export function readPinned(workspace: string, digest: string, verified?: Verified): Program {
  return readCompiled(join(workspace, 'programs'), digest, verified);
}

/** As {@link readPinned}; undefined where the program is missing or damaged, for whoever can do without it. */
export function pinnedIfThere(workspace: string, digest: string): Program | undefined {
  return attempt(() => readPinned(workspace, digest));
}

/** The digests of the compiled programs in a folder, sorted. */
export function listCompiled(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  return names.map((name) => name.slice(0, -'.json'.length)).sort();
}

/** As {@link readPinned}, in any folder. */
export function readCompiled(folder: string, digest: string, verified?: Verified): Program {
  return programFrom(readProgramBytes(folder, digest, verified), join(folder, `${digest}.json`));
}

/**
 * The bytes of a compiled program in a folder.
 * @throws UserError (exit 3) where the file is missing, or its content does not fit its name
 */
export function readProgramBytes(folder: string, digest: string, verified?: Verified): Buffer {
  const path = join(folder, `${digest}.json`);
  const found = isDigest(digest) && isFolder(folder) ? readSeen(path) : undefined;
  if (!found) throw unusable(path, 'missing');
  const { bytes, seen } = found;
  if (!verified?.has(digest, seen)) {
    if (sha256(bytes) !== digest) throw unusable(path, 'damaged');
    verified?.add(digest, seen);
  }
  return bytes;
}

function unusable(path: string, fault: string): UserError {
  return cannot(`the pinned program ${path} is ${fault}`, 'bring it back from git or a backup');
}

/**
 * The program in a file whose hash fits. The hash says that nobody has changed the file, but not that this version
 * understands it.
 * @throws UserError (exit 3) for a program of a newer version, or anything else
 */
function programFrom(bytes: Buffer, path: string): Program {
  const value: unknown = attempt(() => JSON.parse(bytes.toString()));
  const format = isMap(value) ? value['format'] : undefined;
  if (typeof format === 'number' && format > programFormat)
    throw cannot(
      `the pinned program ${path} was written by a newer pm-onboard (format ${format})`,
      'update pm-onboard',
    );
  if (format === programFormat && hasShape(value)) return value as Program;
  throw unusable(path, 'not one that pm-onboard has written');
}

/** Whether the value has the parts of a program that every screen uses; compiling has checked the rest. */
function hasShape(value: unknown): boolean {
  if (!isMap(value) || !isMap(value['roles']) || !isMap(value['calendar']) || !Array.isArray(value['phases']))
    return false;
  const texts = ['id', 'title', 'source'].every((key) => typeof value[key] === 'string');
  return texts && value['phases'].every(isPhase);
}

function isPhase(phase: unknown): boolean {
  return isMap(phase) && ['items', 'groups', 'focus'].every((key) => Array.isArray(phase[key]));
}

/**
 * Which files were verified before, so that reading them again needs no hash: loading node:crypto takes a sixth of the time of
 * `node -e 0`. A file is known again as git knows one, by its size, its times and its number, and only where these are those of this
 * version of the program. What was changed a moment ago is verified each time, since another change might bear the same time. This
 * detects damage, not malice: whoever can write the files can make a record's ids fit. Whatever is saved is read anew and verified by hash first; so is all that `doctor` reads.
 */
export interface Verified {
  /** @param name a record's id or a digest: it becomes a file name, and other names are never verified @param seen the file as it was before it was read */
  has(name: string, seen: Seen): boolean;
  add(name: string, seen: Seen): void;
}

/**
 * @param cache the user's cache folder; if it is damaged, or others may write to it, everything is verified every time
 * @param began when the command began, in milliseconds
 */
export function verifiedIn(cache: string, began: number): Verified {
  const isOwn = isPrivate(cache);
  return {
    has(name, seen) {
      if (!isOwn || !isName(name)) return false;
      return attempt(() => readFileSync(fileOf(cache, name), 'utf8') === traceOf(seen)) ?? false;
    },
    add(name, seen) {
      if (!isOwn || !isName(name) || seen.changed > began - seen.tick) return;
      // If the cache can't be written, the next run takes longer but gives the same answers.
      attempt(() => {
        makeFolders(join(cache, 'verified'), ownFolder);
        writeFileSync(fileOf(cache, name), traceOf(seen), { mode: ownFile });
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

/** What the cache keeps of a file that this version has found sound. */
function traceOf({ state }: Seen): string {
  return `${version} ${state}`;
}

/** Whether it is a name for a file in the cache: a digest may come from somebody else's file. */
function isName(name: string): boolean {
  return /^[0-9a-z]+$/.test(name);
}

function isDigest(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
