/**
 * Who may import whom, and that the middle of the program is pure. Biome checks it (`biome.json`, `scripts/pure.grit`);
 * here each border is crossed once, to see that the check can fail.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './cli/world.ts';

/** A file of its own for each, with a line that must not stand there. */
const crossings: readonly (readonly [file: string, line: string, says: RegExp])[] = [
  ['src/plan/x.ts', "import { readFileSync } from 'node:fs';", /middle is pure/],
  ['src/program/x.ts', "import { readFile } from 'node:fs/promises';", /middle is pure/],
  ['src/program/x.ts', "import { readFileSync } from 'fs';", /node: protocol/],
  ['src/lint/x.ts', "import { spawn } from 'node:child_process';", /middle is pure/],
  ['src/progress/x.ts', "import { argv } from 'node:process';", /middle is pure/],
  ['src/view/x.ts', "import { isatty } from 'node:tty';", /middle is pure/],
  ['src/view/x.ts', "const later = () => import('node:fs');", /middle is pure/],
  ['src/view/x.ts', "import type { Io } from '../io.ts';", /middle is pure/],
  ['src/view/x.ts', "import type { Run } from '../session/run.ts';", /middle is pure/],
  ['src/plan/x.ts', "export { readRecord } from '../workspace/records.ts';", /middle is pure/],
  ['src/progress/x.ts', "import { push } from '../sync/git.ts';", /middle is pure/],
  ['src/lint/x.ts', "import { askText } from '../prompts.ts';", /middle is pure/],
  ['src/view/x.ts', "import { wrap } from '../render/layout.ts';", /middle is pure/],
  ['src/plan/x.ts', "const home = process.env['HOME'];", /global variable process/],
  ['src/view/x.ts', 'const width = process.stdout.columns;', /global variable process/],
  ['src/progress/x.ts', "const home = globalThis['process'];", /global variable globalThis/],
  ['src/plan/x.ts', 'const now = Date.now();', /middle is pure/],
  ['src/lint/x.ts', 'const now = new Date();', /middle is pure/],
  ['src/render/x.ts', 'const now = new Date().getFullYear();', /middle is pure/],
  ['src/view/x.ts', 'const now = performance.now();', /middle is pure/],
  ['src/progress/x.ts', 'const dice = Math.random();', /middle is pure/],
  ['src/render/x.ts', "import { writeSync } from 'node:fs';", /renderer is data → string/],
  ['src/render/x.ts', "import { readRecord } from '../workspace/records.ts';", /renderer is data → string/],
  ['src/render/x.ts', 'const width = process.stdout.columns;', /global variable process/],
  ['src/view/x.ts', "import chalk from 'chalk';", /Only src\/render\/ imports chalk/],
  ['src/commands/x.ts', "import Table from 'cli-table3';", /Only src\/render\/ imports chalk/],
  ['src/output.ts', "import chalk from 'chalk';", /Only src\/render\/ imports chalk/],
  [
    'src/commands/x.ts',
    "import { input } from '@inquirer/prompts';",
    /Only src\/prompts.ts imports inquirer/,
  ],
  ['src/actions/x.ts', "import inquirer from 'inquirer';", /Only src\/prompts.ts imports inquirer/],
  ['src/plan/x.ts', "import { addDays } from 'date-fns/addDays';", /Only src\/dates.ts imports date-fns/],
  ['src/render/x.ts', "import { addDays } from 'date-fns';", /Only src\/dates.ts imports date-fns/],
  ['src/commands/x.ts', "import { done } from './done.ts';", /Commands never import each other/],
  ['src/commands/x.ts', "import { done } from '../commands/done.ts';", /Commands never import each other/],
  ['src/commands/x.ts', "const later = () => import('./done.ts');", /Commands never import each other/],
  ['src/commands/x.ts', "import { commands } from '../cli.ts';", /main → cli → commands/],
  ['src/cli.ts', "import { run } from './main.ts';", /main → cli → commands/],
  ['src/cli/x.ts', "import { done } from '../commands/done.ts';", /Only src\/cli.ts imports commands/],
  ['src/cli/x.ts', "import { commands } from '../cli.ts';", /Only src\/cli.ts imports commands/],
  ['src/commands/x.ts', "import { exclusive } from '../cli/spec.ts';", /main → cli → commands/],
  ['src/view/x.ts', "import { exclusive } from '../cli/spec.ts';", /main → cli → commands/],
  ['src/main.ts', "import { done } from './commands/done.ts';", /Only src\/cli.ts imports commands/],
  ['src/session/x.ts', "import { done } from '../commands/done.ts';", /main → cli → commands/],
  ['src/workspace/x.ts', "import { done } from '../commands/done.ts';", /main → cli → commands/],
  ['src/actions/x.ts', "import { done } from '../commands/done.ts';", /main → cli → commands/],
  ['src/session/x.ts', "import { takeDate } from '../actions/input.ts';", /commands → actions/],
  ['src/sync/x.ts', "import { takeDate } from '../actions/input.ts';", /commands → actions/],
  ['src/main.ts', "import { takeDate } from './actions/input.ts';", /Only src\/cli.ts imports commands/],
  ['src/plan/x.ts', "import { run } from '../main.ts';", /main → cli → commands/],
  ['src/workspace/x.ts', "import { commands } from '../cli.ts';", /main → cli → commands/],
  ['src/dates.ts', "import { run } from './main.ts';", /main → cli → commands/],
  ['src/prompts.ts', "import chalk from 'chalk';", /Only src\/render\/ imports chalk/],
  ['src/sync/x.ts', "import { spawn } from 'node:child_process';", /Only src\/sync\/git.ts starts/],
  ['src/commands/x.ts', "import { spawn } from 'node:child_process';", /Only src\/sync\/git.ts starts/],
  ['src/workspace/x.ts', "import { execFile } from 'node:child_process';", /Only src\/sync\/git.ts starts/],
  ['src/main.ts', "const later = () => import('node:child_process');", /Only src\/sync\/git.ts starts/],
  ['src/sync/git.ts', "import chalk from 'chalk';", /Only src\/render\/ imports chalk/],
  ['src/errors.ts', "console.log('here');", /console/],
];

/** What is allowed there, so that the rules aren't just wide. */
const passages: readonly (readonly [file: string, line: string])[] = [
  ['src/progress/x.ts', "import { createHash } from 'node:crypto';"],
  ['src/progress/x.ts', 'const instant = new Date(0);'],
  ['src/render/x.ts', "import chalk from 'chalk';"],
  ['src/render/x.ts', "import type { ColourLevel } from '../io.ts';"],
  ['src/dates.ts', "import { addDays } from 'date-fns/addDays';"],
  ['src/prompts.ts', "import { input } from '@inquirer/prompts';"],
  ['src/sync/git.ts', "import { spawn } from 'node:child_process';"],
  ['src/cli.ts', "import { done } from './commands/done.ts';"],
  ['src/cli.ts', "import { exclusive } from './cli/spec.ts';"],
  ['src/cli/x.ts', "import { syncAfterwards } from '../actions/sync-afterwards.ts';"],
  ['src/main.ts', "import { buildCli } from './cli/build.ts';"],
  ['src/main.ts', "import { commands } from './cli.ts';"],
  ['src/commands/x.ts', "import { readRecord } from '../workspace/records.ts';"],
  ['src/commands/x.ts', "import { takeDate } from '../actions/input.ts';"],
  ['src/actions/x.ts', "import { takeDate } from './input.ts';"],
  ['src/workspace/x.ts', "import { readFileSync } from 'node:fs';"],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pm-onboard-borders-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What Biome's JSON says of a place. */
interface Finding {
  readonly severity: string;
  readonly category: string;
  readonly message: string;
  readonly location: { readonly path: string };
}

/** Each line in a tree of its own, all linted in one run: what Biome says of each, as text. */
function lint(
  cases: readonly (readonly [file: string, line: string, ...unknown[]])[],
  name: string,
): string[] {
  const base = join(folder, name);
  mkdirSync(base);
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  delete config.$schema;
  delete config.vcs;
  // The lines are never used: that they aren't is a warning then.
  delete config.linter.rules.correctness;
  const within = (pattern: string) => (pattern.startsWith('!') ? `!*/${pattern.slice(1)}` : `*/${pattern}`);
  for (const each of config.overrides) each.includes = each.includes.map(within);
  writeFileSync(join(base, 'biome.json'), JSON.stringify(config));
  mkdirSync(join(base, 'scripts'));
  cpSync(join(root, 'scripts/pure.grit'), join(base, 'scripts/pure.grit'));
  for (const [index, [file, line]] of cases.entries()) {
    const path = join(base, `case-${index}`, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${line}\n`);
  }
  const { diagnostics } = biome(['lint', '--reporter=json', '--max-diagnostics=none', '.'], base);
  return cases.map((_, index) =>
    diagnostics
      .filter(({ location, severity }) => location.path.startsWith(`case-${index}/`) && severity === 'error')
      .map(({ category, message }) => `${category}: ${message}`)
      .join('\n'),
  );
}

function biome(args: readonly string[], cwd: string): { diagnostics: Finding[]; status: number | null } {
  const bin = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout, status, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`Biome says no JSON: ${stdout}${stderr}`);
  return { diagnostics: JSON.parse(stdout).diagnostics, status };
}

describe('the borders', () => {
  it('are kept by the tree as it is', () => {
    const { diagnostics, status } = biome(['check', '--reporter=json', '.'], root);
    expect(diagnostics.map(({ location, message }) => `${location.path}: ${message}`)).toEqual([]);
    expect(status).toBe(0);
  });

  it('are guarded: each crossing is reported', () => {
    const said = lint(crossings, 'crossings');
    const unseen = crossings.filter(([, , says], index) => !says.test(said[index] ?? ''));
    expect(unseen.map(([file, line]) => `${file}: ${line}`)).toEqual([]);
  });

  it('let through what is allowed', () => {
    const said = lint(passages, 'passages');
    expect(said.filter((text) => text !== '')).toEqual([]);
  });

  it('run one way through the middle: program, progress, plan, view, render', () => {
    const order = ['program', 'progress', 'plan', 'view', 'render'];
    const back = order.flatMap((layer, index) =>
      readdirSync(join(root, 'src', layer), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .flatMap(({ parentPath, name }) => {
          const path = join(parentPath, name);
          return [...readFileSync(path, 'utf8').matchAll(/from '\.\.\/(\w+)\//g)]
            .filter(([, other = '']) => order.indexOf(other) > index)
            .map(([text]) => `${relative(root, path)}: ${text}`);
        }),
    );
    expect(back).toEqual([]);
  });
});
