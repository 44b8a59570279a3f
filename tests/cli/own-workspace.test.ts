/** Settings that lead to another repository: followed where the user has begun the workspace, refused by name elsewhere. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { flat } from './facts.ts';
import { root } from './home.ts';
import { World } from './world.ts';

let world: World;
const mine = () => join(world.folder, 'handbook/checklists/minimal');
const start = ['start', '--name', 'Ada', '--start', '2026-11-23', '--no-me', '--today', '2026-11-23'];

beforeEach(() => {
  world = new World();
  cpSync(join(root, 'checklists/minimal'), mine(), { recursive: true });
  mkdirSync(join(world.folder, 'records'));
  writeFileSync(join(world.folder, 'records/pm-onboard.yaml'), 'program: ../handbook/checklists/minimal\n');
});

test('settings that came from elsewhere are refused by name; the printed line makes them the user’s', async () => {
  const cwd = join(world.folder, 'records');
  for (const args of [start, ['lint'], ['lint', '--fix'], ['preview']]) {
    const { code, stderr } = await world.run(args, { cwd });
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('`program: ../handbook/checklists/minimal` in');
    expect(flat(stderr)).toContain('leads out of');
  }
  const { stderr } = await world.run(start, { cwd });
  const line = stderr.split('\n').find((each) => each.startsWith('  pm-onboard init')) ?? 'false';
  expect((await world.shell(line, { cwd })).code).toBe(0);
  expect((await world.run(start, { cwd })).code).toBe(0);
  expect((await world.run(['lint'], { cwd })).code).toBe(0);
  expect((await world.run(['team', '--today', '2026-11-23'], { cwd })).code).toBe(0);
  const settings = readFileSync(join(world.home, '.config/pm-onboard/settings.json'), 'utf8');
  expect(JSON.parse(settings)).toEqual({ workspaces: [cwd] });
});

test('a workspace that the user has begun may name another repository at once; a clone of it may not', async () => {
  const own = join(world.folder, 'own');
  expect((await world.run(['init', own])).code).toBe(0);
  writeFileSync(join(own, 'pm-onboard.yaml'), 'program: ../handbook/checklists/minimal\n');
  expect((await world.run(start, { cwd: own })).code).toBe(0);
  cpSync(own, join(world.folder, 'copy'), { recursive: true });
  expect((await world.run(['preview'], { cwd: join(world.folder, 'copy') })).code).toBe(3);
});

test('an absolute `program:` means the same to lint and to start', async () => {
  const own = join(world.folder, 'own');
  expect((await world.run(['init', own])).code).toBe(0);
  writeFileSync(join(own, 'pm-onboard.yaml'), `program: ${mine()}\n`);
  expect((await world.run(['lint'], { cwd: own })).code).toBe(0);
  expect((await world.run(start, { cwd: own })).code).toBe(0);
});

test('a link out of the folder is refused by name, in each part of a path', async () => {
  const cwd = join(world.folder, 'records');
  symlinkSync('../handbook', join(cwd, 'way'));
  for (const path of ['way/checklists/minimal', 'way', 'way/checklists/minimal/*.yaml']) {
    const { code, stderr } = await world.run(['lint', path], { cwd });
    expect(code).toBe(3);
    expect(flat(stderr)).toContain(`${join(cwd, 'way')} is a link that leads out of ${cwd}`);
  }
  const written = await world.run(['lint', '../handbook', '--format', 'json=way/r.json'], { cwd });
  expect(written.code).toBe(3);
  expect((await world.run(['lint', '../handbook/checklists/minimal'], { cwd })).code).toBe(0);
});
