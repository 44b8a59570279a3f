/** Which parts of `src/` may import which. Each forbidden import is tried, to see that the check finds it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from './cli/world.ts';

/** The forbidden lines for a file of each part. */
const crossings: Readonly<Record<string, readonly string[]>> = {
  'main.ts': [
    "import { done } from './commands/done.ts';",
    "import { takeDate } from './actions/input.ts';",
    "const later = () => import('node:child_process');",
  ],
  'cli.ts': ["import { run } from './main.ts';"],
  'cli/x.ts': ["import { done } from '../commands/done.ts';", "import { commands } from '../cli.ts';"],
  'commands/x.ts': [
    "import { done } from './done.ts';",
    "const later = () => import('./done.ts');",
    "import { commands } from '../cli.ts';",
    "import { exclusive } from '../cli/spec.ts';",
    "import { input } from '@inquirer/prompts';",
  ],
  'actions/x.ts': ["import { done } from '../commands/done.ts';", "import inquirer from 'inquirer';"],
  'completion/x.ts': [
    "import { takeDate } from '../actions/input.ts';",
    "import { manual } from '../cli/manual.ts';",
  ],
  'complete.ts': ["import { buildCli } from './cli/build.ts';", "import { commands } from './cli.ts';"],
  'sync/x.ts': [
    "import { takeDate } from '../actions/input.ts';",
    "import { judge } from '../doctor/judge.ts';",
    "import { spawn } from 'node:child_process';",
  ],
  'doctor/checks/x.ts': [
    "import { openRun } from '../../session/run.ts';",
    "import { readFileSync } from 'node:fs';",
    "import { snapshot } from '../snapshot.ts';",
  ],
  'session/x.ts': ["import { takeDate } from '../actions/input.ts';"],
  'workspace/x.ts': ["import { openRun } from '../session/open.ts';"],
  'output.ts': ["import chalk from 'chalk';"],
  'render/x.ts': [
    "import { writeSync } from 'node:fs';",
    "import { readRecord } from '../workspace/records.ts';",
    "import { addDays } from 'date-fns';",
  ],
  'view/x.ts': [
    "import {\n  wrap,\n  width,\n} from '../render/layout.ts';",
    "import type { Io } from '../io.ts';",
    "import type { Run } from '../session/run.ts';",
    "const later = () => import('node:fs');",
    "export * from '../workspace/files.ts';",
  ],
  'lint/x.ts': ["import { askText } from '../prompts.ts';", "import 'node:fs/promises';"],
  'plan/x.ts': ["export { readRecord } from '../workspace/records.ts';", "import { a } from '../view/a.ts';"],
  'progress/x.ts': ["import { push } from '../sync/git.ts';", "import { p } from '../plan/plan.ts';"],
  'program/x.ts': [
    "import { e } from '../progress/event.ts';",
    "import { addDays } from 'date-fns/addDays';",
  ],
  'dates.ts': ["import { run } from './main.ts';", "import { Calendar } from './plan/calendar.ts';"],
};

/** An allowed line for a file of each part. */
const passages: Readonly<Record<string, string>> = {
  'main.ts': "import { commands } from './cli.ts';\nimport { buildCli } from './cli/build.ts';",
  'complete.ts': "import { answer } from './completion/answer.ts';",
  'cli.ts': "import { done } from './commands/done.ts';",
  'cli/y.ts': "import { syncAfterwards } from '../actions/sync-afterwards.ts';",
  'commands/y.ts': "import { takeDate } from '../actions/input.ts';",
  'render/y.ts': "import chalk from 'chalk';\nimport type { ColourLevel } from '../io.ts';",
  'progress/y.ts': "import { createHash } from 'node:crypto';\nimport { isItem } from './event.ts';",
  'sync/git.ts': "import { spawn } from 'node:child_process';",
  'dates.ts': "import { addDays } from 'date-fns/addDays';\nimport { UserError } from './errors.ts';",
  'prompts.ts': "import { input } from '@inquirer/prompts';",
};

/** The messages of the check for a tree with these files. */
function said(files: Readonly<Record<string, string>>): string[] {
  const src = mkdtempSync(join(tmpdir(), 'pm-onboard-borders-'));
  onTestFinished(() => rmSync(src, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(src, file)), { recursive: true });
    writeFileSync(join(src, file), `${text}\n`);
  }
  const args = [join(root, 'scripts/borders.mjs'), src];
  const { stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(stderr === '' ? 0 : 1);
  return stderr.split('\n').filter((line) => line !== '');
}

test('each crossing is reported, in its file', () => {
  const files = Object.entries(crossings).map(([file, lines]) => [file, lines.join('\n')] as const);
  const reported = said(Object.fromEntries(files));
  const missed = Object.entries(crossings).flatMap(([file, lines]) =>
    lines.filter((line) => {
      const specifier = line.replace(/^.*'([^']+)'.*$/s, '$1');
      return !reported.some((each) => each.startsWith(`src/${file} imports ${specifier}: `));
    }),
  );
  expect(missed).toEqual([]);
  expect(reported).toHaveLength(Object.values(crossings).flat().length);
});

test('what is allowed passes', () => {
  expect(said(passages)).toEqual([]);
});
