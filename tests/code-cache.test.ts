/** The launcher's code cache: never the truth, whatever is in it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { World } from './cli/world.ts';

const help = ['help', '--all'];

/** The command with a cache of the world's own, where there is none yet. */
function run(world: World) {
  return world.run(help, { env: { XDG_CACHE_HOME: join(world.home, 'cache') } });
}

function cacheFile(world: World): string {
  const folder = join(world.home, 'cache/pm-onboard/code');
  const [build, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, build ?? '', 'help.bin');
}

test('is written by the first run and left alone by the next', async () => {
  const world = new World();
  const first = await run(world);
  const file = cacheFile(world);
  const written = readFileSync(file);
  expect(await run(world)).toEqual(first);
  expect(readFileSync(file).equals(written)).toBe(true);
});

test.each([
  ['empty', () => Buffer.alloc(0)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ['of another content', () => Buffer.from('x'.repeat(5000))],
  ['all zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  [
    'with one bit flipped',
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 90_000 ? byte ^ 4 : byte))),
  ],
])('%s: the same output, and it is mended', async (_, damage) => {
  const world = new World();
  const sound = await run(world);
  const file = cacheFile(world);
  const written = readFileSync(file);
  writeFileSync(file, damage(written));
  expect(await run(world)).toEqual(sound);
  expect(readFileSync(file).equals(damage(written))).toBe(false);
});

test('where it can not be written, the program runs all the same', async () => {
  const world = new World();
  writeFileSync(join(world.home, 'cache'), 'a file in the place of the folder');
  expect(await run(world)).toMatchObject({ code: 0, stderr: '' });
});
