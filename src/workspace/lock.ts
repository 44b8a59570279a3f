/**
 * A lock file that one process owns at a time, and that is broken only when its owner is provably dead.
 *
 * A lock appears whole, by `link()`. To break one, a process first takes a second lock, the claim, which is named after the
 * dead owner's token and made in the same way. A token is used only once, so only one process ever wins the claim on a dead
 * lock. The winner looks at the token again before it removes the lock.
 */
import { linkSync, readdirSync, readFileSync, readlinkSync, statfsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { randomName, sha256 } from '../digest.ts';
import { attempt, cannot, isUserError, runAgain, systemCode, type UserError } from '../errors.ts';
import { memo } from '../once.ts';
import {
  namingPlace,
  readRegularFile,
  removeIfThere,
  removeQuietly,
  sweep,
  tempSuffix,
  writeNew,
} from './files.ts';

/** The process that owns a lock. Properties that a platform can't tell are empty. */
export interface LockOwner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** The machine's boot id, which changes with each start. */
  readonly boot: string;
  /** The PID namespace: a container's pids mean nothing outside it. */
  readonly namespace: string;
  /** When the process started, in the kernel's ticks: tells it from a later process of the same pid. */
  readonly started: string;
}

/** @param held as the work of {@link withLock} gets it @throws UserError (exit 3) where the lock of the path is another's by now */
export function refuseLost(held: () => boolean, path: string): void {
  if (!held()) throw cannot(`the lock of ${path} was lost`, runAgain);
}

/**
 * Runs the work while this process owns the lock, and drops the lock whatever happens.
 * @param work gets a function that tells whether this process still owns the lock, to be called right before a step that
 *   can't be undone; and one that lists the folder of the lock as it is when it is asked first
 * @param patience how long to wait without a change of owner, in milliseconds
 * @param hint what to do when waiting has ended
 * @throws UserError (exit 3) when another process owns the lock for too long
 */
export async function withLock<T>(
  path: string,
  work: (held: () => boolean, listed: () => readonly string[]) => T | Promise<T>,
  patience = 5_000,
  hint = unlockHint(path),
): Promise<T> {
  const { token, temp } = writeLockFile(path);
  try {
    await acquire(path, temp, patience, hint);
  } finally {
    removeQuietly(temp);
  }
  const held = () => readOwner(path)?.token === token;
  // Once for all: in a folder of thousands that takes a millisecond.
  const listed = memo(() => readdirSync(dirname(path)));
  try {
    return await work(held, listed);
  } finally {
    drop(path, held, listed);
  }
}

/** Writes this process's lock under a name of its own, from which it can be linked to the place of the lock. */
function writeLockFile(path: string): { readonly token: string; readonly temp: string } {
  const self = currentOwner();
  const temp = `${path}.${self.token}${tempSuffix}`;
  try {
    writeNew(temp, Buffer.from(JSON.stringify(self)), { sync: false });
  } catch (error) {
    throw namingPlace(error, path);
  }
  return { token: self.token, temp };
}

async function acquire(path: string, temp: string, patience: number, hint: string): Promise<void> {
  // The lock is nearly always free at once; only a process that waits has to load the module of `performance`.
  if (tryLink(temp, path)) return;
  let known: LockOwner | undefined;
  let since = performance.now();
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 100)) {
    if (tryLink(temp, path)) return;
    const owner = readOwner(path);
    if (owner && isDead(owner, path) && breakLock(path, owner, temp)) continue;
    if (owner?.token !== known?.token) {
      known = owner;
      since = performance.now();
    } else if (performance.now() - since > patience) {
      throw lockedBy(path, owner, hint);
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}

/**
 * Removes the lock of a dead owner, or the claim of a process that died while it did so.
 * @returns whether the dead lock, or a dead claim on it, is gone; if not, a living process is about to remove it
 */
function breakLock(path: string, dead: LockOwner, temp: string): boolean {
  const claim = `${path}.${dead.token}`;
  if (!tryLink(temp, claim)) {
    const rival = readOwner(claim);
    return rival !== undefined && isDead(rival, claim) && breakLock(claim, rival, temp);
  }
  try {
    if (readOwner(path)?.token === dead.token) removeIfThere(path);
  } finally {
    removeIfThere(claim);
  }
  return true;
}

/**
 * Removes the lock after the work has been saved or has failed. A fault here doesn't change that result: the next process
 * breaks a lock that stays, once its owner has ended.
 */
function drop(path: string, held: () => boolean, listed: () => readonly string[]): void {
  attempt(() => {
    if (!held()) return;
    const start = basename(path);
    sweep(dirname(path), (name) => name.startsWith(start) && isLeft(path, name), listed);
    removeIfThere(path);
  });
}

/** In milliseconds: a file that is still empty after so long belongs to a process that died before it could write. */
const abandonedAfter = 60_000;

/**
 * Whether a file beside the lock was left by a process that waited for the lock and died: its lock file, or a claim. The
 * owner of the lock removes such files. Earlier locks are gone by then, so claims to break them are no longer needed.
 */
export function isLeft(path: string, name: string): boolean {
  const [start, tail] = [`${basename(path)}.`, /^[0-9a-f]{16}(\.[0-9a-f]{16})*(\.tmp)?$/];
  if (!name.startsWith(start) || !tail.test(name.slice(start.length))) return false;
  const left = join(dirname(path), name);
  const owner = readOwner(left);
  // A file without content may be about to be written.
  return owner && owner !== ownerOfEmptyLock ? isDead(owner, left) : isAbandoned(left);
}

function isAbandoned(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > abandonedAfter;
}

function tryLink(temp: string, path: string): boolean {
  try {
    linkSync(temp, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Stands for the unknown owner of a lock without content. Locks appear whole but are not synced, so only a power cut can
 * leave an empty lock, and its owner died in the power cut.
 */
const ownerOfEmptyLock: LockOwner = {
  token: '0'.repeat(16),
  pid: 1,
  host: '',
  boot: '',
  namespace: '',
  started: '',
};

/** The owner that a lock file names; undefined where there is no file, or it was not written by pm-onboard. */
function readOwner(path: string): LockOwner | undefined {
  const bytes = bytesOf(path);
  return bytes && ownerIn(bytes);
}

/** @throws UserError (exit 3) for what can't be a lock: a link, a folder, a device */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readRegularFile(path);
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw cannot(error.message, 'move it away: it stands in the place of a lock');
  }
}

function ownerIn(bytes: Buffer): LockOwner | undefined {
  if (bytes.every((byte) => byte === 0)) return ownerOfEmptyLock;
  const owner = attempt(() => JSON.parse(bytes.toString()) as LockOwner | null);
  if (!owner) return undefined;
  const { token, pid, host, boot, namespace, started } = owner;
  const texts = [token, host, boot, namespace, started].every((field) => typeof field === 'string');
  return texts && /^[0-9a-f]{16}$/.test(token) && Number.isInteger(pid) && pid > 0 ? owner : undefined;
}

function currentOwner(): LockOwner {
  return {
    token: randomName(8),
    pid: process.pid,
    host: thisHost(),
    boot: procText(bootId),
    namespace: pidNamespace(),
    started: statOf(process.pid).started,
  };
}

/**
 * Whether the owner is proven dead, never guessed: it ran on this machine and in this PID namespace, and since then the
 * machine has been restarted or the process is gone. If a property could not be read, then or now, it doesn't count as proof.
 * Another boot id alone proves nothing: a cloned machine has this one's name and id, and may have the lock on a common share.
 * It is proof on a disk of this machine, which no other machine has mounted.
 * @param path where the lock is
 */
function isDead(owner: LockOwner, path: string): boolean {
  if (owner === ownerOfEmptyLock) return true;
  if (!isFromHere(owner)) return false;
  if (isOfOtherBoot(owner)) return isOnOwnDisk(path);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // ESRCH: there is no such process. EPERM: there is one, and it is another user's.
    if (systemCode(error) === 'ESRCH') return true;
  }
  const { state, started } = statOf(owner.pid);
  if (state === 'Z' || state === 'X') return true;
  return started !== '' && owner.started !== '' && started !== owner.started;
}

/** Whether the owner ran before this machine was started, or on a machine that has been cloned. */
function isOfOtherBoot({ boot }: LockOwner): boolean {
  const present = procText(bootId);
  return present !== '' && boot !== '' && present !== boot;
}

/**
 * File systems that only one machine can have mounted, by the numbers that statfs(2) gives them: ext2 to ext4, XFS, Btrfs,
 * tmpfs, overlayfs, ZFS, F2FS, ramfs and bcachefs.
 */
const ownDisks: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010, 0x858458f6, 0xca451a4e,
]);

/** Whether the file lies on a disk of this machine alone; false where that can't be told. */
function isOnOwnDisk(path: string): boolean {
  return ownDisks.has((attempt(() => statfsSync(dirname(path)).type) ?? 0) >>> 0);
}

/** Whether the owner ran where its pid means something to this process: on this machine, in the same PID namespace. */
function isFromHere({ host, namespace }: LockOwner): boolean {
  return host === thisHost() && namespace === pidNamespace();
}

const bootId = '/proc/sys/kernel/random/boot_id';

/** The machine's name with its id, because two machines of the same name may share a folder. */
function thisHost(): string {
  return `${hostname()}/${procText('/etc/machine-id')}`;
}

function pidNamespace(): string {
  return attempt(() => readlinkSync('/proc/self/ns/pid')) ?? '';
}

/** Fields 3 and 22 of proc(5)'s `stat`, empty where it can't be read; the second field may hold spaces and parentheses. */
function statOf(pid: number): { state: string; started: string } {
  const stat = procText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

function procText(path: string): string {
  return attempt(() => readFileSync(path, 'utf8').trim()) ?? '';
}

function lockedBy(path: string, owner: LockOwner | undefined, hint: string): UserError {
  const known =
    owner && (hostIn(owner) === '' ? 'an unknown process' : `process ${owner.pid} on ${hostIn(owner)}`);
  return cannot(`${basename(path)} is held by ${known ?? 'a file that pm-onboard has not written'}`, hint);
}

function unlockHint(path: string): string {
  return `try again; if nobody is working on it: pm-onboard doctor --unlock ${basename(path).split('.')[0]}`;
}

/** The machine's name without its id. */
function hostIn({ host }: LockOwner): string {
  return host.split('/')[0] ?? host;
}

/** What this machine can tell of a lock. */
export interface LockLook {
  /**
   * `dead`: the next process breaks it. `alive`: its owner is provably at work on this machine. `elsewhere`: its owner is on
   * another machine, or in another container. `unsure`: its owner may be at work on this machine. `foreign`: the file was
   * not written by pm-onboard.
   */
  readonly state: 'dead' | 'alive' | 'elsewhere' | 'unsure' | 'foreign';
  /** The owner's pid and host; 0 and an empty text if the owner is unknown. */
  readonly pid: number;
  readonly host: string;
  /** When the lock was taken, by the clock of the file system. */
  readonly since: Date;
  /** The file's content when it was looked at. */
  readonly bytes: Buffer;
}

/**
 * @returns undefined where there is no lock
 * @throws UserError (exit 3) for a link, a folder or a device
 */
export function lookAtLock(path: string): LockLook | undefined {
  const bytes = bytesOf(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!bytes || !stat) return undefined;
  const owner = ownerIn(bytes);
  const known = owner === ownerOfEmptyLock ? undefined : owner;
  const [pid, host] = known ? [known.pid, hostIn(known)] : [0, ''];
  return { state: stateOf(owner, path), pid, host, since: stat.mtime, bytes };
}

function stateOf(owner: LockOwner | undefined, path: string): LockLook['state'] {
  if (!owner) return 'foreign';
  if (isDead(owner, path)) return 'dead';
  if (!isFromHere(owner)) return 'elsewhere';
  if (isOfOtherBoot(owner)) return 'unsure';
  const { started } = statOf(owner.pid);
  return started !== '' && started === owner.started ? 'alive' : 'unsure';
}

/**
 * Removes a lock of which a person says that it isn't needed, if it is still the lock that was looked at.
 * @returns whether it was removed
 */
export function removeLock(path: string, { bytes }: LockLook): boolean {
  const { temp } = writeLockFile(path);
  const claim = `${path}.${ownerIn(bytes)?.token ?? sha256(bytes).slice(0, 16)}`;
  try {
    while (!tryLink(temp, claim)) {
      const rival = readOwner(claim);
      if (!rival || !isDead(rival, claim) || !breakLock(claim, rival, temp)) return false;
    }
    try {
      if (!bytesOf(path)?.equals(bytes)) return false;
      removeIfThere(path);
      return true;
    } finally {
      removeIfThere(claim);
    }
  } finally {
    removeQuietly(temp);
  }
}
