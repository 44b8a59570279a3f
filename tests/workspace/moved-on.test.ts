/** Whether the checklists are still those that a hire's program was compiled from. */
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Program } from '../../src/program/model.ts';
import { emptyConfig } from '../../src/workspace/config.ts';
import { loadProgram } from '../../src/workspace/load-yaml.ts';
import { movedOnCheck } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';
import { scratch } from './scratch.ts';

const files = {
  'program.yaml': 'id: team\ntitle: Team\nphases: [week-1]\n',
  'week-1.yaml':
    'id: week-1\ntitle: Week\ndue: week 1\nitems:\n  - { id: a, title: Read the guide, details: Done when read. }\n',
};

function written(): { folder: string; program: Program; hasMovedOn: () => boolean } {
  const workspace = scratch();
  const folder = join(workspace, 'team');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const program = loadProgram(folder, workspace);
  const place = { workspace, config: { ...emptyConfig, program: 'team' }, io: { root, cwd: workspace } };
  return { folder, program, hasMovedOn: () => movedOnCheck(place)(program) };
}

test('not while their bytes are the same; a comment is enough, and a file more', () => {
  const { folder, hasMovedOn } = written();
  expect(hasMovedOn()).toBe(false);
  writeFileSync(join(folder, 'notes.txt'), 'no checklist');
  expect(hasMovedOn()).toBe(false);
  writeFileSync(join(folder, 'week-1.yaml'), `${files['week-1.yaml']}# a comment\n`);
  expect(hasMovedOn()).toBe(true);
  writeFileSync(join(folder, 'week-1.yaml'), files['week-1.yaml']);
  expect(hasMovedOn()).toBe(false);
  writeFileSync(join(folder, 'day-30.yaml'), '');
  expect(hasMovedOn()).toBe(true);
});

test('checklists that are broken have moved on; where there are none, nobody is told so', () => {
  const { folder, hasMovedOn } = written();
  writeFileSync(join(folder, 'week-1.yaml'), '{');
  expect(hasMovedOn()).toBe(true);
  rmSync(folder, { recursive: true });
  expect(hasMovedOn()).toBe(false);
});

test('without a program of the workspace it is the one that ships', () => {
  const workspace = scratch();
  const shipped = join(root, 'checklists/product-manager');
  const edited = join(workspace, 'edited');
  cpSync(shipped, edited, { recursive: true });
  appendFileSync(join(edited, 'day-1.yaml'), '# a comment\n');
  const check = movedOnCheck({ workspace, config: emptyConfig, io: { root, cwd: root } });
  expect(check(loadProgram(shipped, root))).toBe(false);
  expect(check(loadProgram(edited, root))).toBe(true);
});

test('of another program it says nothing', () => {
  const check = movedOnCheck({ workspace: scratch(), config: emptyConfig, io: { root, cwd: root } });
  expect(check(written().program)).toBe(false);
});
