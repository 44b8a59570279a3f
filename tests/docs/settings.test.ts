/** docs/settings.md has a row for each setting, as the one list says it; and its examples do what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/workspace/parse-config.ts';
import { choicesText, settingNames, settingWords, teamSettings } from '../../src/workspace/setting-words.ts';
import { root, World } from '../cli/world.ts';

const page = readFileSync(join(root, 'docs/settings.md'), 'utf8');

function rowOf(name: (typeof settingNames)[number]): string {
  const { what, flag, variables = [], team, usual } = settingWords[name];
  const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');
  const cells = [`\`${name}\``, choicesText(name), what, code(flag ? [flag] : []), code(variables)];
  return `| ${[...cells, team ? 'yes' : '', usual].join(' | ')} |`;
}

test.each(settingNames)('the row of %s', (name) => {
  expect(page).toContain(`\n${rowOf(name)}\n`);
});

test('the rows are all', () => {
  expect(page.match(/^\| `/gm)).toHaveLength(settingNames.length);
});

test('every key of pm-onboard.yaml is the team’s, or a setting that both may have', () => {
  const both = settingNames.filter((name) => settingWords[name].team);
  expect([...teamSettings, ...both].sort()).toEqual(Object.keys(configSchema.shape).sort());
});

test('the commands at the top', async () => {
  const world = new World();
  const lines = [...page.matchAll(/^ {4}pm-onboard (.*?)(?: +#.*)?$/gm)].map(([, line = '']) => line);
  expect(lines).toHaveLength(5);
  for (const line of lines) expect((await world.shell(`pm-onboard ${line}`)).code, line).toBe(0);
});
