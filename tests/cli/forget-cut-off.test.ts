/** `forget` that is killed at any moment can be run again, by name or by id, and finishes. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cutOffEverywhere } from './cut-off.ts';
import { expectRefusal } from './facts.ts';
import { type Lived, writeLived } from './lived.ts';
import { World } from './world.ts';

const id = 'h0000000a';
const mary: Lived = {
  name: 'Mary Cartwright',
  start: '2026-11-23',
  id,
  today: '2026-12-01',
  behind: 3,
  awaiting: 0,
};
const meant = ['forget', 'Mary', '--confirm', 'Mary Cartwright', '--as', 'Grace Hopper'];

function recordOf(world: World): string {
  return join(world.workspace, 'hires', `${id}.json`);
}

function isErased(world: World): boolean {
  return 'forgotten' in JSON.parse(readFileSync(recordOf(world), 'utf8'));
}

function settings(world: World): string {
  return join(world.home, '.config/pm-onboard/settings.json');
}

/** Mary with a backup and another hire; the settings and the caches name her. */
async function withMary(): Promise<World> {
  const world = new World();
  writeLived(world.workspace, mary);
  writeLived(world.workspace, { ...mary, name: 'Annie Easley', id: 'h0000000b' });
  await world.run(['note', '1.1', 'one', '--hire', 'Mary', '--as', 'Mary Cartwright']);
  mkdirSync(join(world.home, '.config/pm-onboard'), { recursive: true });
  writeFileSync(settings(world), JSON.stringify({ me: 'Mary Cartwright', hire: id }));
  await world.run(['status', 'Mary']);
  return world;
}

/** The paths of the files of the home in which the name stands. */
function filesNamingMary(world: World): string[] {
  return readdirSync(world.home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes('Cartwright'));
}

test('it can be run again by the name until the record is erased, and then nothing else is left', async () => {
  let byName = 0;
  const kills = await cutOffEverywhere(withMary, meant, async (world, at) => {
    const again = isErased(world) ? ['forget', id] : meant;
    if (again === meant) byName += 1;
    const { code, stderr } = await world.run(again);
    expect(code, `${at}: ${stderr}`).toBe(0);
    expect(isErased(world)).toBe(true);
    expect(filesNamingMary(world), String(at)).toEqual([]);
    expect(JSON.parse(readFileSync(settings(world), 'utf8'))).toEqual({});
  });
  expect(byName).toBeGreaterThan(5);
  expect(kills).toBeGreaterThan(byName);
});

test('by the id it finishes what is left; by the name it says which ids are forgotten', async () => {
  const world = await withMary();
  await world.run(meant);
  writeFileSync(settings(world), JSON.stringify({ me: 'Grace Hopper', hire: id }));
  const { code, stderr } = await world.run(['forget', id]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('no longer in your settings: hire');
  expect(JSON.parse(readFileSync(settings(world), 'utf8'))).toEqual({ me: 'Grace Hopper' });
  await expectRefusal(world, meant, { code: 2, says: ['known by the id alone', id] });
});

test('where the record can’t be erased, the settings are as before', async () => {
  const world = await withMary();
  mkdirSync(`${recordOf(world)}.lock`);
  const before = JSON.parse(readFileSync(settings(world), 'utf8'));
  expect((await world.run(meant)).code).toBe(3);
  expect(JSON.parse(readFileSync(settings(world), 'utf8'))).toEqual(before);
});
