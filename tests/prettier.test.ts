/** What prettier makes of checklists says the same, and lints as before; what ships is as prettier would have it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lint } from '../src/lint/lint.ts';
import { root } from './cli/world.ts';
import { ofItems, sourcesOf } from './lint/rules/found.ts';

const formatted = (text: string) => format(text, { parser: 'yaml' });

/** A folder's YAML files with the parts beside it, by their paths from the folder. */
function filesIn(folder: string): Record<string, string> {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const beside = readdirSync(join(folder, '../parts')).map((name) => `../parts/${name}`);
  const names = [...own, ...beside].filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const [shipped, real] = ['checklists', 'tests/fixtures/real'];

test.each([shipped, real])('no program of %s is left out below', (folder) => {
  const programs = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  expect(programs.filter((name) => !name.endsWith('/parts')).sort()).toEqual(
    folders.filter((name) => name.startsWith(`${folder}/`)).sort(),
  );
});

const folders = [
  ...['buddy', 'levels', 'minimal', 'offboarding', 'product-manager', 'templates'].map(
    (name) => `${shipped}/${name}`,
  ),
  ...['country', 'engineer', 'offboarding', 'support'].map((name) => `${real}/${name}`),
];

describe.each(folders)('%s', (name) => {
  const files = filesIn(join(root, name));

  test.each(Object.keys(files))('%s is as prettier would have it', async (file) => {
    expect(await check(files[file] ?? '', { parser: 'yaml' })).toBe(true);
  });

  test('says the same however narrow its lines are made, and lints clean', async () => {
    const narrow = await Promise.all(
      Object.entries(files).map(
        async ([file, text]) => [file, await format(text, { parser: 'yaml', printWidth: 40 })] as const,
      ),
    );
    for (const [file, text] of narrow) expect(parse(text), file).toEqual(parse(files[file] ?? ''));
    const programs = /\/(levels|templates)$/.test(name)
      ? narrow.filter(([file]) => !file.startsWith('..')).map((each) => [each])
      : [narrow];
    for (const program of programs)
      expect(lint({ files: sourcesOf(Object.fromEntries(program)), config: {} })).toEqual([]);
  });
});

test.each(readdirSync(join(root, 'schema')))('schema/%s is as prettier would have it', async (name) => {
  const text = readFileSync(join(root, 'schema', name), 'utf8');
  expect(await check(text, { parser: 'json' })).toBe(true);
});

describe('a directive holds after prettier', () => {
  const long = 'room: "Lisbon, third floor at the end of it"';
  test.each([
    [
      'behind a map in braces',
      `- { id: meet-buddy, title: Meet the buddy, ${long} } # pm-onboard disable-line unknown-key\n`,
    ],
    [
      'above it',
      `# pm-onboard disable-line unknown-key -- the office tool reads it\n- { id: meet-buddy, title: Meet the buddy, ${long} }\n`,
    ],
    [
      'behind a list in brackets',
      '- id: meet-buddy\n  title: Meet the buddy\n  topics: ["Who is who in the whole of the company?", "TODO: more of them", "And why?"] # pm-onboard disable-line placeholder-text\n',
    ],
    [
      'behind a value',
      `- id: meet-buddy\n  title: Meet the buddy\n  ${long} # pm-onboard disable-line unknown-key\n`,
    ],
  ])('%s', async (_, items) => {
    const files = ofItems(items);
    const rules = (text: string | undefined) =>
      lint({ files: sourcesOf({ ...files, 'one.yaml': text ?? '' }), config: {} })
        .map(({ rule }) => rule)
        .filter((rule) => rule !== 'unused-role');
    expect(rules(files['one.yaml'])).toEqual([]);
    const after = await formatted(files['one.yaml'] ?? '');
    if (items.includes('{') || items.includes('['))
      expect(after.split('\n').length).toBeGreaterThan((files['one.yaml'] ?? '').split('\n').length + 2);
    expect(rules(after)).toEqual([]);
  });
});
