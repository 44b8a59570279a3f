/** Details of several lines: code, lists and tables stay as they are written, on screens and in Markdown. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json } from './facts.ts';
import { prepared } from './world.ts';

const monday = ['--today', '2026-11-23'];

const lines = [
  'Clone it, and have a look',
  'around.',
  '',
  '```sh',
  'git clone https://example.com/x',
  '  cd x && ls <b>',
  '```',
  '1. Ask for a key',
  '2. Log in',
  '',
  '| a | b |',
  '|---|---|',
  '| 1 | <i> |',
];

const described = prepared(async (world) => {
  await world.run(['init', '--checklists']);
  const path = join(world.folder, 'checklists/product-manager/parts/first-talks.yaml');
  const yaml = readFileSync(path, 'utf8');
  const details = lines.map((line) => (line === '' ? '' : `      ${line}`)).join('\n');
  const told = yaml.replace(
    /(title: Meet your manager\n) {4}details: >-\n(?: {6}.*\n)+/,
    `$1    details: |\n${details}\n`,
  );
  expect(told).not.toBe(yaml);
  writeFileSync(path, told);
  expect((await world.startAda()).code).toBe(0);
});

const shown = ['Clone it, and have a look around.', ...lines.slice(2)];

test.each([[['show', '1.1']], [['next', '-n', '1']]])('%s', async (args) => {
  const world = await described();
  const { code, stdout } = await world.run([...args, ...monday]);
  expect(code).toBe(0);
  expect(stdout.split('\n').map((line) => line.trim())).toEqual(
    expect.arrayContaining(shown.map((line) => line.trim())),
  );
  const at = stdout.split('\n').findIndex((line) => line.trim() === '```sh');
  const [first = '', second = ''] = stdout.split('\n').slice(at + 1);
  expect(second.indexOf('cd x') - first.indexOf('git clone')).toBe(2);
});

test('next --markdown: as written, indented below the item; HTML is escaped, but not in code', async () => {
  const world = await described();
  const { stdout } = await world.run(['next', '-n', '1', '--markdown', ...monday]);
  for (const line of [
    '  ```sh',
    '    cd x && ls <b>',
    '  1. Ask for a key',
    '  | a | b |',
    '  | 1 | &lt;i&gt; |',
  ])
    expect(stdout.split('\n')).toContain(line);
});

test('in the accessible mode, code is letter by letter and the rest in sentences', async () => {
  const world = await described();
  const { stdout } = await world.run(['show', '1.1', '--accessible', ...monday]);
  for (const line of ['Clone it, and have a look around.', '```sh', '  cd x && ls <b>', '1. Ask for a key.'])
    expect(stdout.split('\n')).toContain(line);
});

test('JSON has them line by line', async () => {
  const world = await described();
  const { details } = await json<{ details: string[] }>(world, ['show', '1.1', ...monday]);
  expect(details).toEqual(shown);
});

test('a note of several lines: by line in the log and in the Markdown of a review', async () => {
  const world = await described();
  await world.run(['note', '1.2', 'two installers\nwhich one?', ...monday]);
  expect((await world.run(['log', ...monday])).stdout).toMatch(
    /about the team: two installers\n +which one\?\n/,
  );
  expect((await world.run(['show', '1.2', ...monday])).stdout).toMatch(/: two installers\n {4}which one\?\n/);
  const review = await world.run(['review', 'ada', '--as', 'Grace Hopper', '--markdown', ...monday]);
  expect(review.stdout).toContain('- "two installers  \n  which one?" (');
});
