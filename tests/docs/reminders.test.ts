/** The examples of docs/reminders.md, typed one after the other; its program is read as the page has it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, World } from '../cli/world.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';
import { fencesOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/reminders.md'), 'utf8');

test('the messages are as the page shows them', async () => {
  const world = new World();
  const examples = examplesOf(page);
  expect(examples.length).toBeGreaterThan(3);
  for (const { command, prints = [] } of examples) {
    const { code, stdout } = await world.shell(`exec 2>&1\n${command}`);
    expect(code, command).toBe(0);
    const lines = linesOf(stdout);
    if (!isAsSaid(lines, prints)) expect(lines.join('\n')).toBe(prints.join('\n'));
  }
});

test('the program that escalates lints clean, and its key is known', async () => {
  const world = new World();
  const [program] = fencesOf(page).filter(({ info }) => info === 'yaml');
  const folder = join(world.folder, 'checklists/sample-that-escalates');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'program.yaml'), program?.text ?? '');
  const item = '{ id: meet, title: Have lunch with the team, takes: 1 h, by: buddy }';
  writeFileSync(
    join(folder, 'week-1.yaml'),
    `id: week-1\ntitle: First week\ndue: week 1\nitems:\n  - ${item}\n`,
  );
  const lint = async () => (await world.run(['lint', 'checklists', '--format', 'compact'])).stdout;
  expect(await lint()).not.toMatch(/error/);
  writeFileSync(join(folder, 'program.yaml'), program?.text.replace('to: manager', 'to: maneger') ?? '');
  expect(await lint()).toContain('the program has no role `maneger`');
  writeFileSync(join(folder, 'program.yaml'), program?.text.replace('5 workdays', '5 days') ?? '');
  expect(await lint()).toContain('must be `N workdays`');
});
