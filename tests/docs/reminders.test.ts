/** The examples of docs/reminders.md, one after the other, on a day on which there is something to say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, World } from '../cli/world.ts';
import { examplesOf, isAsSaid, linesOf } from './console.ts';

const page = readFileSync(join(root, 'docs/reminders.md'), 'utf8');

test('the examples print what the page says', async () => {
  const world = new World();
  await world.startAda('--zone', 'UTC', '--holidays', 'none');
  const examples = examplesOf(page);
  expect(examples.length).toBeGreaterThan(6);
  for (const { command, prints = [] } of examples) {
    const { code, stdout } = await world.shell(`exec 2>&1\n${command} --today 2026-12-01`);
    expect(code, stdout).toBe(0);
    expect(isAsSaid(linesOf(stdout), prints), `${command}\n${stdout}`).toBe(true);
  }
});

test('the page has what senders and jobs keep to', () => {
  for (const fact of [
    '4,000 characters',
    '10 seconds',
    'at most 30',
    '60 days',
    'PM_ONBOARD_QUIET=1',
    'Persistent=true',
  ])
    expect(page.replace(/\s+/g, ' ')).toContain(fact);
});
