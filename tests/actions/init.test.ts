/** A program that ships is copied with the parts that it includes. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configForCopy, copyProgram, makeWorkspace } from '../../src/actions/init.ts';
import { root } from '../cli/world.ts';

const shipped = { folder: 'checklists/minimal', isUsual: true };
const partText =
  '# yaml-language-server: $schema=../../schema/part.json\nitems: [{ id: a, title: Read it }]\n';

let folder: string;
let installed: string;
let team: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parts-'));
  [installed, team] = [join(folder, 'installed'), join(folder, 'team')];
  for (const name of ['schema', shipped.folder])
    cpSync(join(root, name), join(installed, name), { recursive: true });
  mkdirSync(join(installed, 'checklists/parts'));
  for (const name of ['needed', 'other'])
    writeFileSync(join(installed, `checklists/parts/${name}.yaml`), partText);
  const week = join(installed, shipped.folder, 'week-1.yaml');
  writeFileSync(
    week,
    readFileSync(week, 'utf8').replace(/^items:/m, 'include: [../parts/needed.yaml]\nitems:'),
  );
  mkdirSync(team);
  makeWorkspace(team, installed);
});

afterEach(() => rmSync(folder, { recursive: true }));

const config = () =>
  configForCopy(team, shipped, {
    root: installed,
    dirs: { cache: folder, config: folder, data: folder },
  } as Parameters<typeof configForCopy>[2]);

test('those alone that it includes, naming the schema where the copy has it', async () => {
  await copyProgram(team, installed, shipped.folder, await config());
  expect(readdirSync(join(team, 'checklists/parts'))).toEqual(['needed.yaml']);
  expect(readFileSync(join(team, 'checklists/parts/needed.yaml'), 'utf8')).toBe(
    partText.replace('../../', '../'),
  );
  expect(readdirSync(join(team, 'checklists/schema'))).toContain('part.json');
});

test('but a part of the same name that says something else is kept, and said', async () => {
  mkdirSync(join(team, 'checklists/parts'), { recursive: true });
  writeFileSync(join(team, 'checklists/parts/needed.yaml'), 'items: [{ id: own, title: My own }]\n');
  await expect(config()).rejects.toThrow('there is another part already in');
  expect(readdirSync(join(team, 'checklists')).sort()).toEqual(['parts', 'schema']);
});
