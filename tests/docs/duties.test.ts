/** docs/duties.md: its file is sound, its commands print what stands below them, and its tables name every key. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dutiesSchema } from '../../src/duties/shape.ts';
import { root, World } from '../cli/world.ts';
import { codeOf, fencesOf, tableOf } from './markdown.ts';

const path = join(root, 'docs/duties.md');
const page = readFileSync(path, 'utf8');
const fences = fencesOf(page);
const today = ['--today', '2026-11-30'];

/** A command with what it prints, both streams, as the page is to have it. */
async function told(world: World, command: string): Promise<string> {
  const { stdout, code } = await world.shell(`exec 2>&1\n${command} ${today.join(' ')}`);
  expect(code, stdout).toBe(0);
  return `$ ${command}\n${stdout}`;
}

test('the commands print what the page says; renew it with -u', async () => {
  const world = new World();
  writeFileSync(
    join(world.folder, 'duties.yaml'),
    fences.find(({ info }) => info === 'yaml duties')?.text ?? '',
  );
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), '');
  await world.startAda('--zone', 'Europe/Berlin');
  expect(await world.run(['lint'])).toMatchObject({ code: 0 });
  const examples = fences.filter(({ info }) => info === 'console');
  let now = page;
  for (const { text } of examples) {
    const [, command = ''] = /^\$ (.*)$/m.exec(text) ?? [];
    now = now.replace(`\`\`\`console\n${text}\`\`\``, `\`\`\`console\n${await told(world, command)}\`\`\``);
  }
  expect(examples.length).toBeGreaterThanOrEqual(4);
  await expect(now).toMatchFileSnapshot(path);
});

test('the tables name every key of a meeting and of a rotation', () => {
  const { meetings, rotations } = dutiesSchema.shape;
  for (const [title, list] of [
    ['key of a meeting', meetings],
    ['key of a rotation', rotations],
  ] as const) {
    const named = tableOf(page, title, 'value').flatMap(([key = '']) => codeOf(key));
    const keys = Object.keys(list.unwrap().unwrap().element.shape);
    expect(named.sort()).toEqual(keys.sort());
  }
});
