/**
 * A lock file that is held by one process at a time, and broken only when its holder is provably dead.
 *
 * It appears whole, by `link()`. To break one, a contender first takes the lock named after the dead holder's token, in
 * the same way: there is one winner for each token for ever, and it looks at the token again before it unlinks.
 */
import { linkSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { randomName, sha256 } from '../digest.ts';
import { exits, isUserError, systemCode, UserError } from '../errors.ts';
import {
  namingPlace,
  readRegularFile,
  removeIfThere,
  removeQuietly,
  sweep,
  tempSuffix,
  writeNew,
} from './files.ts';

/** Who holds a lock; what can't be known on a platform is empty. */
export interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** Changes with each start of the machine. */
  readonly boot: string;
  /** The PID namespace: a container's pids mean nothing outside it. */
  readonly namespace: string;
  /** When the process started, in the kernel's ticks: tells it from a later process of the same pid. */
  readonly started: string;
}

/**
 * Runs the work while holding the lock, and drops it whatever happens.
 * `held` tells whether the lock is still ours: to be asked right before the step that can't be taken back.
 * @param patience after so many milliseconds without a change of holder, waiting ends
 * @param hint what to do when it has ended
 * @throws UserError (exit 3) when someone else holds it for too long
 */
export async function withLock<T>(
  path: string,
  work: (held: () => boolean) => T | Promise<T>,
  patience = 5_000,
  hint = unlockHint(path),
): Promise<T> {
  const self = currentHolder();
  const temp = `${path}.${self.token}${tempSuffix}`;
  try {
    writeNew(temp, Buffer.from(JSON.stringify(self)), { sync: false });
  } catch (error) {
    throw namingPlace(error, path);
  }
  try {
    await acquire(path, temp, patience, hint);
  } finally {
    removeQuietly(temp);
  }
  const held = () => readHolder(path)?.token === self.token;
  try {
    return await work(held);
  } finally {
    drop(path, held);
  }
}

async function acquire(path: string, temp: string, patience: number, hint: string): Promise<void> {
  // Nearly always free at once: the stopwatch, a module of its own, is for those who wait.
  if (tryLink(temp, path)) return;
  let known: Holder | undefined;
  let since = performance.now();
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 100)) {
    if (tryLink(temp, path)) return;
    const holder = readHolder(path);
    if (holder && isDead(holder) && breakLock(path, holder, temp)) continue;
    if (holder?.token !== known?.token) {
      known = holder;
      since = performance.now();
    } else if (performance.now() - since > patience) {
      throw lockedBy(path, holder, hint);
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}

/** @returns whether an obstacle is gone; if not, somebody living is about to remove it */
function breakLock(path: string, dead: Holder, temp: string): boolean {
  const claim = `${path}.${dead.token}`;
  if (!tryLink(temp, claim)) {
    const rival = readHolder(claim);
    return rival !== undefined && isDead(rival) && breakLock(claim, rival, temp);
  }
  try {
    if (readHolder(path)?.token === dead.token) removeIfThere(path);
  } finally {
    removeIfThere(claim);
  }
  return true;
}

/** The work is done and saved or has failed: trouble here changes neither, and a lock that stays is dead when we are. */
function drop(path: string, held: () => boolean): void {
  try {
    if (!held()) return;
    sweep(dirname(path), (name) => isLeft(path, name));
    removeIfThere(path);
  } catch {
    // The next one breaks it.
  }
}

/** A file that was not even written wholly, and has not been for so long, belongs to nobody living. */
const abandonedAfter = 60_000;

/**
 * Whether a dead contender left it: its own file, or a claim. To be removed under the lock: then every earlier lock is gone
 * for ever, so that a claim to break it gives nobody anything to do.
 */
export function isLeft(path: string, name: string): boolean {
  const [ours, tail] = [`${basename(path)}.`, /^[0-9a-f]{16}(\.[0-9a-f]{16})*(\.tmp)?$/];
  if (!name.startsWith(ours) || !tail.test(name.slice(ours.length))) return false;
  const left = join(dirname(path), name);
  const owner = readHolder(left);
  // One without content may be about to be written.
  return owner && owner !== lost ? isDead(owner) : isAbandoned(left);
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
 * Whoever held a lock without content: locks appear whole and are not synced, so that only a power cut empties one, and
 * nobody outlives that.
 */
const lost: Holder = {
  token: '0'.repeat(16),
  pid: 1,
  host: '',
  boot: '',
  namespace: '',
  started: '',
};

/** The holder that a lock file names; undefined where there is none, or the file is not one of ours. */
function readHolder(path: string): Holder | undefined {
  const bytes = bytesOf(path);
  return bytes && holderIn(bytes);
}

/** @throws UserError for what can be no lock: a link, a folder, a device */
function bytesOf(path: string): Buffer | undefined {
  try {
    return readRegularFile(path);
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(error.message, 'move it away: it stands in the place of a lock', exits.failed);
  }
}

function holderIn(bytes: Buffer): Holder | undefined {
  if (bytes.every((byte) => byte === 0)) return lost;
  try {
    const holder = JSON.parse(bytes.toString()) as Holder;
    const { token, pid, host, boot, namespace, started } = holder;
    const texts = [token, host, boot, namespace, started].every((field) => typeof field === 'string');
    return texts && /^[0-9a-f]{16}$/.test(token) && Number.isInteger(pid) && pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function currentHolder(): Holder {
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
 * Proof, never a guess: the same machine and PID namespace, and it has been restarted or the process is gone. What could
 * not be read, then or now, proves nothing.
 */
function isDead(holder: Holder): boolean {
  if (holder === lost) return true;
  if (holder.host !== thisHost() || holder.namespace !== pidNamespace()) return false;
  const boot = procText(bootId);
  if (boot !== '' && holder.boot !== '' && boot !== holder.boot) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: there is such a process, somebody else's.
    if (systemCode(error) === 'ESRCH') return true;
  }
  const { state, started } = statOf(holder.pid);
  if (state === 'Z' || state === 'X') return true;
  return started !== '' && holder.started !== '' && started !== holder.started;
}

const bootId = '/proc/sys/kernel/random/boot_id';

/** The machine's id beside its name: two machines of one name may share a folder. */
function thisHost(): string {
  return `${hostname()}/${procText('/etc/machine-id')}`;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Fields 3 and 22 of proc(5)'s `stat`, empty where it can't be read; the second field may hold spaces and parentheses. */
function statOf(pid: number): { state: string; started: string } {
  const stat = procText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

function procText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function lockedBy(path: string, holder: Holder | undefined, hint: string): UserError {
  const known =
    holder && (hostIn(holder) === '' ? 'somebody unknown' : `process ${holder.pid} on ${hostIn(holder)}`);
  const who = known ?? 'a file that is no lock of ours';
  return new UserError(`${basename(path)} is held by ${who}`, hint, exits.failed);
}

function unlockHint(path: string): string {
  return `try again; if nobody is working on it: pm-onboard doctor --unlock ${basename(path).split('.')[0]}`;
}

/** The machine's name without its id. */
function hostIn({ host }: Holder): string {
  return host.split('/')[0] ?? host;
}

/** What can be said of a lock from here. */
export interface LockLook {
  /**
   * `dead`: broken by whoever comes next. `alive`: its holder is provably at work on this machine. `elsewhere`: on another
   * machine, or in another container. `unsure`: perhaps on this one. `foreign`: a file that is no lock of ours.
   */
  readonly state: 'dead' | 'alive' | 'elsewhere' | 'unsure' | 'foreign';
  /** Of a holder of whom nothing is known, 0 and nothing. */
  readonly pid: number;
  readonly host: string;
  /** When it was taken, by the clock of the file system. */
  readonly since: Date;
  /** As it was looked at. */
  readonly bytes: Buffer;
}

/**
 * @returns undefined where there is no lock
 * @throws UserError for a link, a folder or a device
 */
export function lookAtLock(path: string): LockLook | undefined {
  const bytes = bytesOf(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!bytes || !stat) return undefined;
  const holder = holderIn(bytes);
  const known = holder === lost ? undefined : holder;
  const [pid, host] = known ? [known.pid, hostIn(known)] : [0, ''];
  return { state: stateOf(holder), pid, host, since: stat.mtime, bytes };
}

function stateOf(holder: Holder | undefined): LockLook['state'] {
  if (!holder) return 'foreign';
  if (isDead(holder)) return 'dead';
  if (holder.host !== thisHost() || holder.namespace !== pidNamespace()) return 'elsewhere';
  const { started } = statOf(holder.pid);
  return started !== '' && started === holder.started ? 'alive' : 'unsure';
}

/**
 * Removes a lock because a person says that nobody holds it; only while it is still the one that was looked at.
 * @returns whether it was
 */
export function removeLock(path: string, { bytes }: LockLook): boolean {
  const self = currentHolder();
  const temp = `${path}.${self.token}${tempSuffix}`;
  const claim = `${path}.${holderIn(bytes)?.token ?? sha256(bytes).slice(0, 16)}`;
  writeNew(temp, Buffer.from(JSON.stringify(self)), { sync: false });
  try {
    while (!tryLink(temp, claim)) {
      const rival = readHolder(claim);
      if (!rival || !isDead(rival) || !breakLock(claim, rival, temp)) return false;
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
