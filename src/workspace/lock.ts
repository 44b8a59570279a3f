/**
 * A lock file that is held by one process at a time, and broken only when its holder is provably dead.
 *
 * It appears whole, by `link()`. To break one, a contender first takes the lock named after the dead holder's token, in
 * the same way: there is one winner for each token for ever, and it looks at the token again before it unlinks.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { exits, systemCode, UserError } from '../errors.ts';
import { readRegularFile, removeIfThere, tempSuffix } from './files.ts';

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

/** After so many milliseconds without a change of holder, waiting ends. */
const patience = 5_000;

/**
 * Runs the work while holding the lock, and drops it whatever happens.
 * `held` tells whether the lock is still ours: to be asked right before the step that can't be taken back.
 * @throws UserError (exit 3) when someone else holds it for too long
 */
export async function withLock<T>(path: string, work: (held: () => boolean) => T): Promise<T> {
  const self = currentHolder();
  const temp = `${path}.${self.token}${tempSuffix}`;
  writeFileSync(temp, JSON.stringify(self), { flag: 'wx', mode: 0o600 });
  try {
    await acquire(path, temp);
  } finally {
    removeIfThere(temp);
  }
  const held = () => readHolder(path)?.token === self.token;
  try {
    return work(held);
  } finally {
    if (held()) removeIfThere(path);
  }
}

async function acquire(path: string, temp: string): Promise<void> {
  let known: Holder | undefined;
  let since = performance.now();
  for (let pause = 2; ; pause = Math.min(pause * 1.5, 100)) {
    if (tryLink(temp, path)) return;
    const holder = readHolder(path);
    if (holder && isDead(holder)) {
      breakLock(path, holder, temp);
      continue;
    }
    if (holder?.token !== known?.token) {
      known = holder;
      since = performance.now();
    } else if (performance.now() - since > patience) {
      throw lockedBy(path, holder);
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}

function breakLock(path: string, dead: Holder, temp: string): void {
  const claim = `${path}.${dead.token}`;
  if (!tryLink(temp, claim)) {
    const rival = readHolder(claim);
    if (rival && isDead(rival)) breakLock(claim, rival, temp);
    return;
  }
  try {
    if (readHolder(path)?.token === dead.token) removeIfThere(path);
  } finally {
    removeIfThere(claim);
  }
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

/** The holder that a lock file names; undefined where there is none, or the file is not one of ours. */
function readHolder(path: string): Holder | undefined {
  const bytes = readRegularFile(path);
  if (!bytes) return undefined;
  try {
    const holder = JSON.parse(bytes.toString()) as Holder;
    const sound = /^[0-9a-f]{16}$/.test(holder.token) && Number.isInteger(holder.pid) && holder.pid > 0;
    return sound ? holder : undefined;
  } catch {
    return undefined;
  }
}

function currentHolder(): Holder {
  return {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    host: thisHost(),
    boot: procText('/proc/sys/kernel/random/boot_id'),
    namespace: pidNamespace(),
    started: startOf(process.pid),
  };
}

/** Proof, never a guess: the same machine and PID namespace, and it has been restarted or the process is gone. */
function isDead(holder: Holder): boolean {
  if (holder.host !== thisHost() || holder.namespace !== pidNamespace()) return false;
  if (holder.boot !== procText('/proc/sys/kernel/random/boot_id')) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
  return startOf(holder.pid) !== holder.started;
}

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

/** Field 22 of proc(5)'s `stat`; the second may hold spaces and parentheses. */
function startOf(pid: number): string {
  const stat = procText(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function procText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function lockedBy(path: string, holder: Holder | undefined): UserError {
  const who = holder
    ? `process ${holder.pid} on ${holder.host.split('/')[0]}`
    : 'a file that is no lock of ours';
  return new UserError(
    `${basename(path)} is held by ${who}`,
    `try again; if nobody is working on it, remove ${path}`,
    exits.failed,
  );
}
