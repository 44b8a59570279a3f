/** Files that were verified before are known again; changed ones are not. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Seen, seenIn } from '../../src/workspace/file-state.ts';
import { readSeen } from '../../src/workspace/files.ts';
import { dropVerified, verifiedIn } from '../../src/workspace/programs.ts';
import { hookAhead } from '../cli/clock.ts';
import { World } from '../cli/world.ts';

/** A clock that is ahead, for which nothing was changed a moment ago. */
const later = Date.now() + 60_000;
let cache: string;
let file: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'pm-onboard-known-'));
  file = join(cache, 'record.json');
  writeFileSync(file, '{"format":1}\n');
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

function seen(): Seen {
  const found = readSeen(file);
  if (!found) throw new Error('gone');
  return found.seen;
}

describe('what was verified before', () => {
  test('the same file, under the same name, until that is dropped', () => {
    const known = verifiedIn(cache, later);
    expect(known.has('h1', seen())).toBe(false);
    known.add('h1', seen());
    expect([known.has('h1', seen()), known.has('h2', seen())]).toEqual([true, false]);
    expect(verifiedIn(cache, later).has('h1', seen())).toBe(true);
    expect(statSync(join(cache, 'verified/h1')).mode & 0o777).toBe(0o600);
    dropVerified(cache, 'h1');
    expect(known.has('h1', seen())).toBe(false);
  });

  test.each<[string, () => void]>([
    ['with other bytes', () => writeFileSync(file, '{"format":2}\n')],
    ['with more bytes', () => appendFileSync(file, ' ')],
    [
      'with other bytes, and the time of writing set back',
      () => {
        const { atime, mtime } = statSync(file);
        writeFileSync(file, '{"format":2}\n');
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'replaced by another file of its size',
      () => {
        writeFileSync(`${file}.new`, '{"format":2}\n');
        renameSync(`${file}.new`, file);
      },
    ],
  ])('no file %s', (_, change) => {
    const known = verifiedIn(cache, later);
    known.add('h1', seen());
    const { changed } = seen();
    // The clock of a file system ticks a few hundred times a second.
    while (Date.now() < changed + 50);
    change();
    expect(known.has('h1', seen())).toBe(false);
  });

  test('no file that was changed a moment ago, since another change may bear the same time', () => {
    const { changed, tick } = seen();
    expect([100, 2_000]).toContain(tick);
    const known = verifiedIn(cache, Math.floor(changed) + tick - 10);
    known.add('h1', seen());
    expect(known.has('h1', seen())).toBe(false);
    const afterwards = verifiedIn(cache, Math.ceil(changed) + tick + 10);
    afterwards.add('h1', seen());
    expect(afterwards.has('h1', seen())).toBe(true);
  });

  test('a file system that counts whole seconds alone has a tick of two', () => {
    const stats = (ms: number) => Object.assign(statSync(file), { mtimeMs: ms, ctimeMs: ms });
    expect(seenIn(stats(1_700_000_000_000)).tick).toBe(2_000);
    expect(seenIn(stats(1_700_000_000_000.25)).tick).toBe(100);
  });

  test.each(['../h1', 'a/b', '', '.', 'H1'])(
    'nothing under %j, which is no name of a record or digest',
    (name) => {
      const known = verifiedIn(cache, later);
      known.add(name, seen());
      expect(known.has(name, seen())).toBe(false);
      expect(readdirSync(cache)).toEqual(['record.json']);
    },
  );

  test('no more than nothing where the folder is none', () => {
    const known = verifiedIn(join(cache, 'file/cache'), later);
    writeFileSync(join(cache, 'file'), '');
    known.add('h1', seen());
    expect(known.has('h1', seen())).toBe(false);
  });
});

describe('a record that status knows', () => {
  /** Runs it by a clock that is ahead. */
  async function status(world: World) {
    const ahead = join(world.home, 'ahead.cjs');
    writeFileSync(ahead, hookAhead);
    const args = ['status', '--json', '--today', '2026-11-24'];
    return world.spawn(args, { env: { NODE_OPTIONS: `--require ${ahead}` } });
  }

  async function notices(world: World): Promise<string> {
    const { code, stdout, stderr } = await status(world);
    expect(code, stderr).toBe(0);
    return (JSON.parse(stdout) as { notices: string[] }).notices.join();
  }

  test('damaged afterwards is noticed, and that is not taken for sound the next time', async () => {
    const world = new World();
    await world.startAda();
    expect(await notices(world)).toBe('');
    const verified = join(world.home, '.cache/pm-onboard/verified');
    expect(readdirSync(verified)).toHaveLength(2);
    const [name = ''] = readdirSync(join(world.workspace, 'hires'));
    const path = join(world.workspace, 'hires', name);
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, sound.replace('Alan Turing', 'Alan Turinh'));
    expect(await notices(world)).toContain("can't be trusted");
    expect(await notices(world)).toContain("can't be trusted");
    writeFileSync(path, sound);
    expect(await notices(world)).toBe('');
  });

  test('a program damaged afterwards is refused', async () => {
    const world = new World();
    await world.startAda();
    await notices(world);
    const folder = join(world.workspace, 'programs');
    const path = join(folder, readdirSync(folder)[0] ?? '');
    writeFileSync(path, readFileSync(path, 'utf8').replace('manager', 'managar'));
    for (const _ of [1, 2]) {
      const { code, stderr } = await status(world);
      expect([code, stderr]).toEqual([3, expect.stringContaining('damaged')]);
    }
  });

  test('what is kept says nothing of what stands in the record and in the program', async () => {
    const world = new World();
    await world.startAda();
    await notices(world);
    const verified = join(world.home, '.cache/pm-onboard/verified');
    for (const name of readdirSync(verified))
      expect(readFileSync(join(verified, name), 'utf8')).toMatch(/^\d+\.\d+\.\d+ [\d.]+ [\d.]+ \d+ \d+$/);
    // A cache that can't be is none.
    rmSync(verified, { recursive: true });
    writeFileSync(verified, '');
    expect(await notices(world)).toBe('');
  });
});
