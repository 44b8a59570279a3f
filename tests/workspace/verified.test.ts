/** Bytes that were verified before are recognised; any other bytes are not. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dropVerified, verifiedIn } from '../../src/workspace/programs.ts';
import { json } from '../cli/facts.ts';
import { World } from '../cli/world.ts';

const bytes = Buffer.from('{"format":1}\n');
let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'pm-onboard-known-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

describe('what was verified before', () => {
  test('the same bytes, under the same name, until that is dropped', () => {
    const known = verifiedIn(cache);
    expect(known.has('h1', bytes)).toBe(false);
    known.add('h1', bytes);
    expect([known.has('h1', bytes), known.has('h2', bytes)]).toEqual([true, false]);
    expect(verifiedIn(cache).has('h1', Buffer.from(bytes))).toBe(true);
    expect(statSync(join(cache, 'verified/h1')).mode & 0o777).toBe(0o600);
    dropVerified(cache, 'h1');
    expect(known.has('h1', bytes)).toBe(false);
  });

  test('no bytes that differ in one bit, nor in zeros at either end', () => {
    const known = verifiedIn(cache);
    known.add('h1', bytes);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(known.has('h1', flipped), `bit ${bit}`).toBe(false);
    }
    for (const other of [[Buffer.alloc(1), bytes], [bytes, Buffer.alloc(1)], []])
      expect(known.has('h1', Buffer.concat(other))).toBe(false);
  });

  test('no more than nothing where the folder is none', () => {
    const known = verifiedIn(join(cache, 'file/cache'));
    writeFileSync(join(cache, 'file'), '');
    known.add('h1', bytes);
    expect(known.has('h1', bytes)).toBe(false);
  });
});

describe('a record that status knows', () => {
  const notices = async (world: World) =>
    (await json<{ notices: string[] }>(world, ['status', '--today', '2026-11-24'])).notices.join();

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
      const { code, stderr } = await world.run(['status']);
      expect([code, stderr]).toEqual([3, expect.stringContaining('damaged')]);
    }
  });

  test('what is kept says nothing of what stands in the record; of the program it is a copy', async () => {
    const world = new World();
    await world.startAda();
    await notices(world);
    const verified = join(world.home, '.cache/pm-onboard/verified');
    const [digest = '', id = ''] = readdirSync(verified);
    expect(readFileSync(join(verified, id), 'utf8')).toMatch(/^\d+\.\d+\.\d+ [0-9a-z]{40,50}$/);
    const program = readFileSync(join(world.workspace, 'programs', `${digest}.json`));
    expect(readFileSync(join(verified, digest)).equals(program)).toBe(true);
    // A cache that can't be is none.
    rmSync(verified, { recursive: true });
    writeFileSync(verified, '');
    expect(await notices(world)).toBe('');
  });
});
