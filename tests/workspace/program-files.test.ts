/** The shipped program as the build compiled it is used only as long as its YAML files are unchanged. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compiledText } from '../../src/program/model.ts';
import type { Seen } from '../../src/workspace/file-state.ts';
import { loadProgram } from '../../src/workspace/load-yaml.ts';
import { programIn, readSources, sourceCheck, sourceDigest } from '../../src/workspace/program-files.ts';
import { verifiedIn } from '../../src/workspace/programs.ts';
import { root } from '../cli/world.ts';
import { scratch } from './scratch.ts';

const shipped = 'checklists/product-manager';
const compiled = 'dist/programs/product-manager.json';

/** What is installed, without the code that reads YAML. */
function withoutYaml(): string {
  const copy = scratch();
  for (const part of ['bin', 'dist', 'checklists', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  const chunks = join(copy, 'dist/chunks');
  const needed = readdirSync(chunks).filter((name) =>
    /YAMLParseError|ZodError/.test(readFileSync(join(chunks, name), 'utf8')),
  );
  expect(needed).not.toEqual([]);
  for (const name of needed) rmSync(join(chunks, name));
  return copy;
}

function start(installed: string) {
  const env = { HOME: scratch(), PATH: process.env['PATH'] ?? '' };
  const args = [join(installed, 'bin/pm-onboard.cjs'), 'start', '--name', 'Ada', '--start', '2026-11-23'];
  return spawnSync(process.execPath, [...args, '--no-input', '--me'], { env, encoding: 'utf8' });
}

test('is byte for byte what compiling the files gives', async () => {
  const program = JSON.parse(readFileSync(join(root, compiled), 'utf8'));
  expect(compiledText(program)).toBe(compiledText(loadProgram(join(root, shipped), root)));
  expect(await programIn(join(root, shipped), { root, cwd: root })).toEqual(program);
});

test('start needs nothing else, until a file is edited', () => {
  const installed = withoutYaml();
  expect(start(installed)).toMatchObject({ status: 0, stdout: expect.stringContaining('Ada') });
  appendFileSync(join(installed, shipped, 'day-1.yaml'), '# a comment\n');
  expect(start(installed)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('dist/chunks/'),
  });
});

test('is passed over where the files are others', async () => {
  const installed = scratch();
  cpSync(join(root, 'checklists'), join(installed, 'checklists'), { recursive: true });
  mkdirSync(join(installed, 'dist/programs'), { recursive: true });
  cpSync(join(root, compiled), join(installed, compiled));
  const path = join(installed, shipped, 'program.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^title: .*$/m, 'title: Edited by hand'));
  const given = { root: installed, cwd: installed };
  expect((await programIn(join(installed, shipped), given)).title).toBe('Edited by hand');
  writeFileSync(path, text);
  writeFileSync(join(installed, compiled), JSON.stringify({ source: '' }));
  expect((await programIn(join(installed, shipped), given)).phases.length).toBe(5);
  rmSync(join(installed, compiled));
  expect((await programIn(join(installed, shipped), given)).phases.length).toBe(5);
});

test('files from which a program was made are known again until one of them is another, comes or goes', () => {
  const folder = join(scratch(), 'program');
  cpSync(join(root, shipped), folder, { recursive: true });
  // A calendar may have any name.
  writeFileSync(join(folder, 'ferien-köln.ics'), 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
  const known = verifiedIn(scratch(), Date.now() + 60_000);
  let hits = 0;
  const verified = {
    ...known,
    has(name: string, seen: Seen) {
      const isKnown = known.has(name, seen);
      if (isKnown) hits += 1;
      return isKnown;
    },
  };
  const sources = () => readSources(folder, root);
  const digest = sourceDigest(sources());
  const isMade = (of = digest) => sourceCheck(sources(), verified)(of);
  expect([isMade('0'.repeat(64)), isMade(), hits]).toEqual([false, true, 0]);
  expect([isMade(), hits]).toEqual([true, 1]);
  const [first = ''] = readdirSync(folder);
  const text = readFileSync(join(folder, first), 'utf8');
  const changes: readonly [() => void, () => void][] = [
    [() => appendFileSync(join(folder, first), '\n'), () => writeFileSync(join(folder, first), text)],
    [() => writeFileSync(join(folder, 'more.yaml'), 'id: more\n'), () => rmSync(join(folder, 'more.yaml'))],
    [() => rmSync(join(folder, first)), () => writeFileSync(join(folder, first), text)],
  ];
  for (const [change, back] of changes) {
    change();
    expect(isMade()).toBe(false);
    back();
    expect(isMade()).toBe(true);
  }
});
