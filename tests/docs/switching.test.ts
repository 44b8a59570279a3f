/** The ways of switching rules off in docs/rules.md work as the page says, and its commands run. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verbs } from '../../src/lint/directives.ts';
import { lint } from '../../src/lint/lint.ts';
import { parseConfig } from '../../src/workspace/parse-config.ts';
import { root, World } from '../cli/world.ts';
import { filesOf, lenient } from '../lint/faults.ts';
import { codeOf, fencesOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/rules.md'), 'utf8');
const part = page.slice(page.indexOf('\n## Switching rules off'));
const fences = fencesOf(part);
const examples = fences.filter(({ info }) => info === 'yaml directives');
const commands = fences
  .filter(({ info }) => info === 'console')
  .flatMap(({ text }) => [...text.matchAll(/^\$ (.*)$/gm)].map(([, command = '']) => command));

test('the settings are as the program reads them', () => {
  const [settings] = fences.filter(({ info }) => info === 'yaml config');
  const { lint: read } = parseConfig('pm-onboard.yaml', Buffer.from(settings?.text ?? ''));
  expect(read.rules).toMatchObject({
    'unknown-key': { severity: 'warning' },
    'file-name': { severity: 'off' },
  });
});

test('the table has every directive', () => {
  const words = tableOf(part, 'comment', 'holds for').map(([cell = '']) => codeOf(cell)[0]?.split(' ')[2]);
  expect(words.sort()).toEqual([...verbs].sort());
});

test.each(examples)('the directives at line $line switch off what would be found without', ({ text }) => {
  const rulesIn = (each: string) =>
    lint({ files: filesOf({ 'week-1.yaml': each }), config: lenient }).map(({ rule }) => rule);
  expect(rulesIn(text)).toEqual([]);
  expect(rulesIn(text.replaceAll(/ *# pm-onboard.*/g, ''))).toEqual(['unknown-key', 'unknown-key']);
});

test.each(commands)('%s', async (command) => {
  const world = new World();
  cpSync(join(root, 'schema'), join(world.folder, 'schema'), { recursive: true });
  cpSync(join(root, 'checklists'), join(world.folder, 'checklists'), { recursive: true });
  const { code, stderr } = await world.shell(command);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('there are examples', () => {
  expect([examples.length, commands.length]).toEqual([1, 5]);
});
