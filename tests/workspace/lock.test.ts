import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type LockOwner, lookAtLock, withLock } from '../../src/workspace/lock.ts';
import { scratch } from './scratch.ts';

/** Whether the folder of a test lies on a file system that several machines may have mounted: NFS. */
const network = vi.hoisted(() => ({ isThere: false }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const statfsSync = (path: string) => (network.isThere ? { type: 0x6969 } : real.statfsSync(path));
  return { ...real, statfsSync };
});

/** Short, for those who are to be refused. */
const patience = 150;

let folder: string;
let lock: string;
/** This process, as it stands in a lock of its own. */
let self: LockOwner;
let gone: number;

beforeEach(async () => {
  folder = scratch();
  lock = join(folder, 'record.json.lock');
  self = await withLock(lock, () => JSON.parse(readFileSync(lock, 'utf8')) as LockOwner);
  gone = spawnSync('true').pid;
});

const token = (n: number) => n.toString(16).padStart(16, '0');
const place = (path: string, owner: LockOwner) => writeFileSync(path, JSON.stringify(owner));
const owner = (change: Partial<LockOwner>): LockOwner => ({ ...self, token: token(1), ...change });

describe('a lock', () => {
  test('is there while the work is done, whole, and nothing is left of it', async () => {
    const during = await withLock(lock, () => readdirSync(folder));
    expect(during).toEqual(['record.json.lock']);
    expect(self).toMatchObject({ pid: process.pid, token: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is dropped when the work fails', async () => {
    const work = () => {
      throw new Error('no');
    };
    await expect(withLock(lock, work)).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('tells when it was lost, and leaves the lock of the other', async () => {
    const other = JSON.stringify(owner({}));
    const held = await withLock(lock, (stillHeld) => {
      const before = stillHeld();
      writeFileSync(lock, other);
      return [before, stillHeld()];
    });
    expect(held).toEqual([true, false]);
    expect(readFileSync(lock, 'utf8')).toBe(other);
  });

  test('is waited for', async () => {
    place(lock, owner({}));
    const order: string[] = [];
    const waiting = withLock(lock, () => order.push('work'));
    setTimeout(() => {
      order.push('dropped');
      unlinkSync(lock);
    }, 100);
    await waiting;
    expect(order).toEqual(['dropped', 'work']);
  });

  test('is waited for as long as its owners change', async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    });
    onTestFinished(() => void vi.useRealTimers());
    place(lock, owner({ token: token(1) }));
    let changes = 1;
    const passing = setInterval(() => {
      changes += 1;
      if (changes > 12) return unlinkSync(lock);
      place(`${lock}-next`, owner({ token: token(changes) }));
      renameSync(`${lock}-next`, lock);
    }, 150);
    const work = () => {
      clearInterval(passing);
      return changes;
    };
    const waiting = withLock(lock, work, 1_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await waiting).toBe(13);
  });
});

describe('a dead owner gives way:', () => {
  test.each<[string, () => Partial<LockOwner>]>([
    ['its process is gone', () => ({ pid: gone })],
    ['its pid is another process now', () => ({ started: '1' })],
    ['the machine was started again', () => ({ boot: '00000000-0000-0000-0000-000000000000' })],
    ['the machine was started again, and the pid is gone', () => ({ boot: 'other', pid: gone })],
  ])('%s', async (_, change) => {
    place(lock, owner(change()));
    expect(await withLock(lock, () => readdirSync(folder), patience)).toEqual(['record.json.lock']);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([0, 200])('a power cut left %i bytes of nothing in its place', async (length) => {
    writeFileSync(lock, Buffer.alloc(length));
    expect(await withLock(lock, () => readdirSync(folder), patience)).toEqual(['record.json.lock']);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('it has ended and nobody took notice of it', async () => {
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    onTestFinished(() => void parent.kill('SIGKILL'));
    const pid = Number(String((await once(parent.stdout, 'data'))[0]));
    // A shell would wait for its child, and take it out of the list of processes.
    const comm = () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8');
    await expect.poll(comm, { timeout: 20_000 }).toBe('sleep\n');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => fieldsOf(pid)[0], { timeout: 20_000 }).toBe('Z');
    place(lock, owner({ pid, started: fieldsOf(pid)[19] ?? '' }));
    expect(await withLock(lock, () => 'worked', patience)).toBe('worked');
  });

  function fieldsOf(pid: number): string[] {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  }
});

describe('who is not provably dead is never broken:', () => {
  test.each<[string, () => Partial<LockOwner>]>([
    ['a living process', () => ({})],
    ['a gone pid of another host', () => ({ pid: gone, host: 'elsewhere/1' })],
    ['another boot of another host', () => ({ boot: 'other', host: 'elsewhere/1' })],
    ['a gone pid of another PID namespace', () => ({ pid: gone, namespace: 'pid:[1]' })],
    ['a living pid of which nothing more is known', () => ({ boot: '', started: '' })],
    ['a pid that no system has', () => ({ pid: 2 ** 40 })],
  ])('%s', async (_, change) => {
    const other = owner(change());
    place(lock, other);
    const refused = withLock(lock, () => expect.unreachable(), patience);
    const host = other.host.split('/')[0];
    await expect(refused).rejects.toMatchObject({
      message: `record.json.lock is held by process ${other.pid} on ${host}`,
      hint: expect.stringContaining('pm-onboard doctor --unlock record'),
      exit: 3,
    });
    expect(readdirSync(folder)).toEqual(['record.json.lock']);
    expect(readFileSync(lock, 'utf8')).toBe(JSON.stringify(other));
  });

  test('another boot of a machine with this one’s name and id, on a share that several machines may have', async () => {
    network.isThere = true;
    onTestFinished(() => {
      network.isThere = false;
    });
    const clone = JSON.stringify(owner({ boot: 'other' }));
    writeFileSync(lock, clone);
    const refused = withLock(lock, () => expect.unreachable(), patience);
    await expect(refused).rejects.toMatchObject({ exit: 3, hint: expect.stringContaining('--unlock') });
    expect(lookAtLock(lock)?.state).toBe('unsure');
    expect(readFileSync(lock, 'utf8')).toBe(clone);
    place(lock, owner({ pid: gone }));
    expect(await withLock(lock, () => 'free', patience)).toBe('free');
  });

  test.each([
    'garbage',
    'null',
    '[]',
    '{"token":"0123456789abcdef","pid":5}',
    '{"token":"../../x","pid":5,"host":"","boot":"","namespace":"","started":""}',
  ])('a file that pm-onboard has not written: %s', async (content) => {
    writeFileSync(lock, content);
    const refused = withLock(lock, () => expect.unreachable(), patience);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('pm-onboard has not written'),
      exit: 3,
    });
    expect(readFileSync(lock, 'utf8')).toBe(content);
  });

  test.each<[string, () => void]>([
    ['a folder', () => mkdirSync(lock)],
    ['a link to nothing', () => symlinkSync('nothing', lock)],
    ['a FIFO', () => void spawnSync('mkfifo', [lock])],
  ])('%s, which is refused at once', async (_, make) => {
    make();
    const refused = withLock(lock, () => expect.unreachable());
    await expect(refused).rejects.toMatchObject({
      message: `${lock} is a link, a folder or a device, not a plain file`,
      exit: 3,
    });
    expect(readdirSync(folder)).toEqual(['record.json.lock']);
  });
});

describe('the right to break a lock', () => {
  const dead = (n: number) => owner({ token: token(n), pid: gone });
  const claim = (...tokens: number[]) => [lock, ...tokens.map(token)].join('.');

  test('passes from a dead claimer to the next, however many have died', async () => {
    place(lock, dead(1));
    place(claim(1), dead(2));
    place(claim(1, 2), dead(3));
    place(claim(1, 2, 3), dead(4));
    expect(await withLock(lock, () => 'worked')).toBe('worked');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('stays with a living claimer, who is waited for, not for ever', async () => {
    place(lock, dead(1));
    place(claim(1), owner({ token: token(2) }));
    await expect(withLock(lock, () => expect.unreachable(), patience)).rejects.toMatchObject({ exit: 3 });
    expect(readdirSync(folder)).toEqual(['record.json.lock', `record.json.lock.${token(1)}`]);

    const waiting = withLock(lock, () => 'worked');
    setTimeout(() => unlinkSync(claim(1)), 50);
    expect(await waiting).toBe('worked');
  });
});

test('what dead contenders left is swept, what the living need is not', async () => {
  const left = (name: string) => `${lock}.${name}`;
  place(left(`${token(5)}.tmp`), owner({ token: token(5), pid: gone }));
  place(left(token(6)), owner({ token: token(7), pid: gone }));
  place(left(`${token(6)}.${token(7)}`), owner({ token: token(8), pid: gone }));
  writeFileSync(left(`${token(9)}.tmp`), '');
  utimesSync(left(`${token(9)}.tmp`), 1, 1);

  const kept = {
    [`${token(10)}.tmp`]: JSON.stringify(owner({ token: token(10) })),
    [`${token(11)}.tmp`]: JSON.stringify(owner({ token: token(11), pid: gone, host: 'elsewhere/1' })),
    [`${token(12)}.tmp`]: '{"tok',
    [`${token(13)}.txt`]: 'not ours',
  };
  for (const [name, content] of Object.entries(kept)) writeFileSync(left(name), content);

  await withLock(lock, () => {});
  expect(readdirSync(folder).sort()).toEqual(Object.keys(kept).map((name) => `record.json.lock.${name}`));
});
