/** The commands of docs/markdown.md print what it says, one after the other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flavourNames } from '../../src/render/flavours.ts';
import { root, World } from '../cli/world.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';
import { codeOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/markdown.md'), 'utf8');

test('its commands print what it says', async () => {
  const world = new World();
  await world.startAda();
  const examples = examplesOf(page);
  expect(examples.length).toBeGreaterThan(6);
  for (const { command, prints, line } of examples) {
    const { code, stdout } = await world.shell(`exec 2>&1\n${command}`);
    expect(code, `line ${line}: ${command}\n${stdout}`).toBe(0);
    if (prints) expect(isAsSaid(linesOf(stdout), prints), `line ${line}\n${stdout}`).toBe(true);
  }
});

test('it has every flavour', () => {
  const rows = tableOf(page, '`--format`', 'for', 'what differs');
  expect(rows.map(([name = '']) => codeOf(name)[0])).toEqual([...flavourNames]);
});
