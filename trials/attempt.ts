/** Runs a trial in a process of its own, on the program as it is or on a copy in which a fault is planted. */
import { execFile, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Edit, Fault, Report, Size, Trial } from './trial.ts';

/** How many milliseconds a trial may take. Only a fault that makes the program wait forever takes longer. */
const patience = { full: 1_200_000, short: 120_000 };

/**
 * Runs a trial on the program as it is.
 * @param root the folder of the built program
 */
export function attempt(root: string, { name }: Trial, size: Size): Promise<Report> {
  return inProcess(root, root, name, size);
}

/**
 * Runs a trial on a copy with the fault. The trial catches the fault if its outcome says how the promise was broken.
 * @throws Error if the fault can't be planted, since the code has changed
 */
export async function attemptWith(fault: Fault, root: string, { name, sourceOnly }: Trial): Promise<Report> {
  const copy = mkdtempSync(join(tmpdir(), 'pm-onboard-fault-'));
  // One of the trials runs the program as other accounts, too.
  chmodSync(copy, 0o755);
  try {
    plant(fault, root, copy);
    if (!sourceOnly) await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: copy });
    return await inProcess(copy, root, name, 'short');
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Copies the files that the program is built from, and plants the fault in the copy. */
function plant({ edits }: Fault, root: string, copy: string): void {
  const files = ['package.json', 'vitest.config.ts'];
  for (const part of [
    'src',
    'bin',
    'scripts',
    'checklists',
    'handbook',
    'schema',
    'trials',
    'tests',
    ...files,
  ])
    cpSync(join(root, part), join(copy, part), {
      recursive: true,
      filter: (path) => !/fixtures|screens/.test(path),
    });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const edit of edits) apply(edit, copy);
}

function apply({ file, from, to }: Edit, copy: string): void {
  const path = join(copy, file);
  const parts = readFileSync(path, 'utf8').split(from);
  if (parts.length !== 2)
    throw new Error(`${file}: ${parts.length - 1} places for the fault, not one: ${from}`);
  writeFileSync(path, parts.join(to));
}

async function inProcess(tried: string, root: string, name: string, size: Size): Promise<Report> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const script = join(cache, `trial-${name}-${randomBytes(4).toString('hex')}.mjs`);
  const folder = mkdtempSync(join(tmpdir(), 'pm-onboard-trial-'));
  try {
    await build({
      stdin: {
        contents: `import { perform } from './trial.ts'; import { ${name} } from './${name}.ts'; await perform(${name});`,
        resolveDir: join(tried, 'trials'),
      },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
    });
    return await reportOf(script, [size, folder], tried, patience[size]);
  } finally {
    rmSync(script, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportOf(script: string, args: string[], tried: string, patience: number): Promise<Report> {
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(script, args, {
    env: { PATH, HOME, PM_ONBOARD_TRIED: tried },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((done, failed) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    let report: Report | undefined;
    child.on('message', (message) => {
      report = message as Report;
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (report) done(report);
      else if (signal === 'SIGKILL') done({ figure: 'nothing', broken: ['it did not end'] });
      else failed(new Error(`the trial ended with ${code ?? signal}: ${said.trim()}`));
    });
  });
}
