/** No line may be wider than the terminal, even with names in scripts without spaces or with emoji. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flat, tooWide } from './facts.ts';
import { World } from './world.ts';

const han = '最初のプルリクエストを出してレビューしてもらう'.repeat(3);
const emoji = '🚀👩‍💻🇯🇵🧑🏽‍🤝‍🧑🏿✅'.repeat(8);
const combined = 'Z̷a̴l̵g̶o̷ é̂ํ '.repeat(12).trim();
const solid = `https://example.com/${'x'.repeat(150)}`;

/** Titles, people, notes, reasons and questions that are long and wide. */
async function wideWorld(): Promise<World> {
  const world = new World();
  await world.run(['init', '--checklists']);
  const path = join(world.folder, 'checklists/product-manager/parts/first-talks.yaml');
  const yaml = readFileSync(path, 'utf8')
    .replace('title: Meet your manager', `title: ${JSON.stringify(han)}`)
    .replace('title: Learn about the team', `title: ${JSON.stringify(emoji)}`)
    .replace('title: Browse the public websites', `title: ${JSON.stringify(combined)}`)
    .replace('title: Open your accounts', `title: ${JSON.stringify(han)}`)
    .replace('    with: [manager]\n', `    with: [manager]\n    links: [{ title: ${han}, url: ${solid} }]\n`);
  writeFileSync(path, yaml);
  const named = [
    '--name',
    `山田 ${han.slice(0, 60)}`,
    '--start',
    '2026-11-23',
    '--today',
    '2026-11-23',
    '--me',
  ];
  const people = ['--manager', `${emoji.slice(0, 60)} Turing`, '--buddy', `Grace${'é'.repeat(80)}`];
  const started = await world.run(['start', ...named, ...people, '--role', `pm-peers=${han}`]);
  expect(started.code, started.stderr).toBe(0);
  await world.run(['note', '1.1', `${han} ${solid}`, '--today', '2026-11-23']);
  await world.run(['ask', emoji, '--today', '2026-11-23']);
  await world.run(['skip', '1.6', '--reason', han, '--today', '2026-11-23']);
  const leave = ['--from', '2027-03-01', '--to', '2027-03-05', '--reason', `${han} ${solid}`];
  await world.run(['away', ...leave, '--today', '2026-11-23']);
  return world;
}

test.each([40, 80, 120])('screens of %i columns', async (columns) => {
  const world = await wideWorld();
  const commands = [
    ['status', '--today', '2026-11-20'],
    ['status', '--today', '2026-11-23'],
    ['status', '--today', '2026-12-01'],
    ['status', '--today', '2027-01-06'],
    ['status', '--today', '2027-02-22'],
    ['next', '-n', '99', '--today', '2026-12-01'],
    ['show', '1.1', '--why', '--today', '2026-12-01'],
    ['show', 'meet-buddy', '--today', '2026-12-01'],
    ['log', '--today', '2026-12-01'],
    ['away', '--today', '2026-12-01'],
    ['plan', '--today', '2026-12-01'],
    ['calendar', '--today', '2026-12-01'],
    ['calendar', '--days-off', '--today', '2026-12-01'],
    ['report', '--today', '2026-12-01'],
    ['review', '--today', '2026-11-23', '--as', `Grace${'é'.repeat(80)}`],
    ['review', '--today', '2026-12-01', '--as', `Grace${'é'.repeat(80)}`],
    ['review', '--today', '2027-02-22', '--as', 'Lin'],
    ['mine', '--today', '2026-12-01', '--as', `Grace${'é'.repeat(80)}`],
    ['mine', '--today', '2026-12-01', '--all', '--as', `Grace${'é'.repeat(80)}`],
    ['mine', '--everybody', '--today', '2026-12-01'],
    ['remind', '--today', '2026-12-01'],
    ['remind', '--weekly', '--for', `Grace${'é'.repeat(80)}`, '--today', '2026-12-01'],
    ['remind', '--for', 'hire', '--today', '2026-12-01'],
    ['people', '--today', '2026-12-01'],
    ['people', '--all', '--today', '2026-12-01'],
    ['team', '--since', '2026-11-16', '--today', '2026-12-01'],
    ['team', '--mine', '--today', '2026-12-01', '--as', `Grace${'é'.repeat(80)}`],
    ['status', '--phase', '1', '--role', 'buddy', '--today', '2026-12-01'],
    ['next', '--due-before', '2026-12-10', '--today', '2026-12-01'],
    ['plan', '--role', 'pm-peers', '--today', '2026-12-01'],
  ];
  for (const command of commands) {
    const colour = command.includes('2026-12-01');
    const result = await world.run(command, { columns, colour });
    expect(result, command.join(' ')).toMatchObject({ code: 0, stderr: '' });
    // An address stays whole, so that it can be clicked, and a command, so that it can be copied.
    const lines = tooWide(result.stdout, columns).filter(
      (line) => !line.includes('https://') && !/(?:^\W*|: )pm-onboard /.test(line),
    );
    expect(lines, command.join(' ')).toEqual([]);
  }
});

test('a wider terminal shows more of a title, no wider than 120', async () => {
  const world = await wideWorld();
  const shown = async (columns: number) => {
    const { stdout } = await world.run(['status', '--today', '2026-11-23'], { columns });
    return flat(stdout);
  };
  const [narrow, wide, widest] = await Promise.all([shown(40), shown(120), shown(400)]);
  expect(wide.length).toBeGreaterThan(narrow.length);
  expect(widest).toBe(wide);
});
