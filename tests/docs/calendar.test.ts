/** The examples of docs/calendar.md, one after the other, in a workspace with the settings that the page has. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, World } from '../cli/world.ts';
import { readCalendar } from '../ical.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';
import { fencesOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/calendar.md'), 'utf8');

test('the examples print what the page says, and write files that a calendar program reads', async () => {
  const world = new World();
  await world.startAda('--zone', 'Europe/Berlin', '--holidays', 'none');
  const [settings] = fencesOf(page).filter(({ info }) => info === 'yaml settings');
  writeFileSync(join(world.workspace, 'pm-onboard.yaml'), settings?.text ?? '');
  const examples = examplesOf(page);
  expect(examples).toHaveLength(3);
  for (const { command, prints = [] } of examples) {
    const { code, stdout } = await world.shell(`exec 2>&1\n${command} --today 2026-11-23`);
    expect(code, stdout).toBe(0);
    expect(isAsSaid(linesOf(stdout), prints), stdout).toBe(true);
  }
  const read = (file: string) => readCalendar(readFileSync(join(world.folder, file), 'utf8'));
  expect(read('onboarding.ics').events.length).toBeGreaterThan(20);
  expect(read('grace.ics').name).toBe('Onboarding: Grace Hopper');
  expect(read('meet-alan.ics').events).toMatchObject([{ start: '2026-11-27T09:00:00Z' }]);
});

test('what happens to an entry is as the table says', async () => {
  const world = new World();
  await world.startAda('--zone', 'UTC', '--holidays', 'none');
  const monday = '2026-11-23';
  const type = async (...args: string[]) => {
    const result = await world.run([...args, '--today', monday]);
    expect(result.code, result.stderr).toBe(0);
    return result.stdout;
  };
  const entryOf = async (item: string) => {
    const events = readCalendar(await type('calendar', '--ics')).events;
    const entry = events.find(({ uid }) => uid.startsWith(`${item}.`));
    return entry && `${entry.title} ${entry.start}`;
  };
  const meet = () => entryOf('meet-release-manager');
  expect(await meet()).toBe('To book: Meet the release manager 2026-11-25');
  await type('book', '2.7', '--on', 'fri', '--at', '10:00');
  expect(await meet()).toBe('Meet the release manager 2026-11-27T10:00:00Z');
  await type('book', '2.7', '--on', '2026-11-26', '--at', '10:00');
  expect(await meet()).toBe('Meet the release manager 2026-11-26T10:00:00Z');
  await type('book', '2.7', '--cancel');
  await type('move', '2.7', '--due', '2026-11-27');
  expect(await meet()).toBe('To book: Meet the release manager 2026-11-27');
  await type('skip', '2.7', '--reason', 'she left');
  expect(await meet()).toBe('Cancelled: Meet the release manager 2026-11-27');
  await type('book', '1.1', '--on', '2026-11-25', '--at', '10:00');
  await type('done', '1.1');
  expect(await entryOf('meet-manager')).toBe('Done: Meet your manager 2026-11-25T10:00:00Z');
  await type('book', '1.2', '--on', monday, '--at', '10:00');
  await type('done', '1.2');
  expect(await entryOf('learn-team')).toBe('Learn about the team 2026-11-23T10:00:00Z');
});
