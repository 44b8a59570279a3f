/** docs/runs.md: its commands print what stands below them, one after the other in one workspace. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectPasteable } from '../cli/pasted.ts';
import { root, World } from '../cli/world.ts';
import { fencesOf } from './markdown.ts';

const path = join(root, 'docs/runs.md');
const page = readFileSync(path, 'utf8');
const fences = fencesOf(page);

test('the commands print what the page says; renew it with -u', async () => {
  const world = new World();
  const template = fences.find(({ info }) => info === 'yaml template')?.text ?? '';
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'calendar: { holidays-until: 2027-12-31 }\n');
  let now = page;
  for (const { text } of fences.filter(({ info }) => info === 'console')) {
    const commands = [...text.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command);
    const told: string[] = [];
    for (const command of commands) {
      if (command.includes('run announce')) {
        mkdirSync(join(world.folder, 'checklists/templates'), { recursive: true });
        writeFileSync(join(world.folder, 'checklists/templates/announce.yaml'), template);
        expect(await world.run(['lint'])).toMatchObject({ code: 0 });
      }
      const flags = '--as "Ada Lovelace" --today 2026-11-30';
      const { stdout, code } = await world.shell(`exec 2>&1\n${command} ${flags}`);
      expect(code, stdout).toBe(0);
      await expectPasteable(world, stdout, {
        env: { PM_ONBOARD_AS: 'Ada Lovelace' },
        today: '2026-11-30',
      });
      told.push(`$ ${command}\n${stdout}`);
    }
    now = now.replace(`\`\`\`console\n${text}\`\`\``, () => `\`\`\`console\n${told.join('\n')}\`\`\``);
  }
  await expect(now).toMatchFileSnapshot(path);
});

test('what run next asks is what the page shows', async () => {
  const world = new World();
  await world.run([
    'run',
    'leave-beta',
    'Message reminders',
    '--due',
    '2027-01-15',
    '--as',
    'Ada',
    '--today',
    '2026-11-30',
  ]);
  const { stdout } = await world.run([
    'next',
    '--run',
    'message-reminders',
    '-n',
    '1',
    '--today',
    '2026-11-30',
  ]);
  expect(stdout).toMatch(/1\.1 +Is measured\n +due Thu 7 Jan · 45 min/);
});
