/** docs/handbook.md is true: its commands print what it says, its example is read, and its table has the keys that there are. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { levelsSchema, readLevels } from '../../src/program/levels.ts';
import { marks } from '../../src/program/worksheet.ts';
import { launcher, root } from '../cli/world.ts';
import { codeOf, fencesOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/handbook.md'), 'utf8');
const examples = fencesOf(page)
  .filter(({ info }) => info === 'console')
  .flatMap(({ text, line }) =>
    [...text.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(({ 1: command = '', 2: said = '' }) => ({
      line,
      command,
      said: said.trimEnd(),
    })),
  );

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-handbook-'));
  for (const name of ['bin', 'work']) mkdirSync(join(base, name));
  const shim = `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`;
  writeFileSync(join(base, 'bin/pm-onboard'), shim, { mode: 0o755 });
  expect(type('pm-onboard init .').status).toBe(0);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Runs a line of shell in the workspace of the page. */
function type(line: string): { status: number | null; printed: string } {
  const { status, stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${line}`], {
    cwd: join(base, 'work'),
    env: { PATH: [join(base, 'bin'), process.env['PATH']].join(delimiter), HOME: base, COLUMNS: '80' },
    encoding: 'utf8',
    input: '',
  });
  return { status, printed: stdout };
}

test('its commands print what it says, one after the other', () => {
  expect(examples.length).toBeGreaterThan(8);
  for (const { command, said, line } of examples) {
    const { status, printed } = type(command);
    expect(status, `line ${line}: ${command}\n${printed}`).toBe(0);
    let rest = printed;
    for (const part of said.split(/^…$/m).map((each) => each.replace(/^\n|\n$/g, ''))) {
      expect(rest, `line ${line}: ${command}`).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
    if (said !== '' && !said.startsWith('…'))
      expect(printed.startsWith(said.split('\n')[0] ?? '')).toBe(true);
  }
});

test('its example is a table without problems', () => {
  const [example] = fencesOf(page).filter(({ info }) => info === 'yaml levels');
  const { levels, problems } = readLevels('l.yaml', new TextEncoder().encode(example?.text ?? ''));
  expect(problems).toEqual([]);
  expect(levels?.cell('others', 2)).toMatchObject({ text: 'Is easy company.', since: 1 });
});

test('its table has the keys, each with the sentence that editors show, and it names the marks', () => {
  const rows = tableOf(page, 'key', 'meaning');
  expect(rows.map(([key = '']) => codeOf(key)[0])).toEqual(Object.keys(levelsSchema.shape));
  for (const [key = '', meaning = ''] of rows) {
    const { description = '' } = levelsSchema.shape[codeOf(key)[0] as keyof typeof levelsSchema.shape];
    expect(meaning.replace(/^Needed\. /, '')).toContain(description.replace(/\.$/, ''));
  }
  for (const mark of marks) expect(page).toContain(`\`${mark}\``);
});

test('docs/checklists.md names each template that ships', () => {
  const names = readdirSync(join(root, 'checklists/templates')).map((file) => file.replace('.yaml', ''));
  const listed = tableOf(readFileSync(join(root, 'docs/checklists.md'), 'utf8'), 'template', 'for');
  expect(listed.map(([name = '']) => codeOf(name)[0]).sort()).toEqual(names.sort());
});
