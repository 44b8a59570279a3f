/** The examples of docs/report.md, one after the other, and its picture. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, World } from '../cli/world.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';

test('the examples print what the page says', async () => {
  const world = new World();
  await world.startAda();
  const examples = examplesOf(readFileSync(join(root, 'docs/report.md'), 'utf8'));
  expect(examples).toHaveLength(3);
  for (const { command, prints = [] } of examples) {
    const { code, stdout } = await world.shell(`exec 2>&1\n${command} --today 2026-11-23`);
    expect(code, stdout).toBe(0);
    expect(isAsSaid(linesOf(stdout), prints), stdout).toBe(true);
  }
});

test('the picture is there, small, and has words', () => {
  const [, words = '', path = ''] =
    /!\[([^\]]*)\]\(([^)]*\.png)\)/.exec(readFileSync(join(root, 'docs/report.md'), 'utf8')) ?? [];
  expect(path).toBe('report.png');
  expect(words.length).toBeGreaterThan(20);
  expect(statSync(join(root, 'docs', path)).size).toBeLessThan(150_000);
  expect(
    readFileSync(join(root, 'docs', path))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
});
