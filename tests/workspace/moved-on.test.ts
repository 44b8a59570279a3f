/** Whether the checklists are still those that a hire's program was compiled from. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function written(): { folder: string; program: Program; hasMovedOn: () => Promise<boolean> } {
  const workspace = scratch();
  const folder = join(workspace, 'team');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const program = loadProgram(folder, workspace);
  const place = { workspace, config: { ...emptyConfig, program: 'team' }, io: { root, cwd: workspace } };
  return { folder, program, hasMovedOn: async () => (await movedOnCheck(place, [program]))(program) };
}

test('what they say counts, not their bytes: neither line ends nor comments nor the layout', async () => {
  const { folder, hasMovedOn } = written();
  const week = files['week-1.yaml'];
  const says = async (text: string) => {
    writeFileSync(join(folder, 'week-1.yaml'), text);
    return hasMovedOn();
  };
  expect(await hasMovedOn()).toBe(false);
  writeFileSync(join(folder, 'notes.txt'), 'no checklist');
  expect(await hasMovedOn()).toBe(false);
  expect(await says(week.replaceAll('\n', '\r\n'))).toBe(false);
  expect(await says(`${week}# a comment\n`)).toBe(false);
  expect(
    await says(week.replace('{ id: a, title: Read the guide,', '{ title: "Read the guide", id: a,')),
  ).toBe(false);
  expect(await says(week.replace('guide', 'book'))).toBe(true);
  expect(await says(week)).toBe(false);
});

test('checklists that are broken have moved on; where there are none, nobody is told so', async () => {
  const { folder, hasMovedOn } = written();
  writeFileSync(join(folder, 'week-1.yaml'), '{');
  expect(await hasMovedOn()).toBe(true);
  rmSync(folder, { recursive: true });
  expect(await hasMovedOn()).toBe(false);
});

test('without a program of the workspace it is the one that ships', async () => {
  const workspace = scratch();
  const shipped = join(root, 'checklists/product-manager');
  const edited = join(workspace, 'edited');
  cpSync(shipped, edited, { recursive: true });
  cpSync(join(shipped, '../parts'), join(workspace, 'parts'), { recursive: true });
  const program = join(edited, 'program.yaml');
  writeFileSync(program, readFileSync(program, 'utf8').replace(/^title: .*$/m, 'title: Another'));
  const programs = [loadProgram(shipped, root), loadProgram(edited, root)];
  const check = await movedOnCheck({ workspace, config: emptyConfig, io: { root, cwd: root } }, programs);
  expect(programs.map(check)).toEqual([false, true]);
});

test('of another program it says nothing', async () => {
  const { program } = written();
  const place = { workspace: scratch(), config: emptyConfig, io: { root, cwd: root } };
  expect((await movedOnCheck(place, [program]))(program)).toBe(false);
});
