/** How much of the program an everyday command loads: bundles and chunks, and their bytes. startup.test.ts has the modules of Node. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from './cli/world.ts';

let base: string;
// biome-ignore lint/suspicious/noExplicitAny: the worlds of the bench are plain JavaScript
let worlds: any;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-loaded-'));
  const load = (name: string) => import(pathToFileURL(join(root, 'scripts/bench', name)).href);
  const [{ openGenerator }, { openWorlds }] = await Promise.all([load('generator.mjs'), load('worlds.mjs')]);
  const generator = await openGenerator(1, new Date().toISOString().slice(0, 10));
  worlds = openWorlds({ node: process.execPath, folder: root, base, generator });
  // The first run after a change of pm-onboard.yaml parses it; later runs read what that run has kept.
  loadedBy(['status'], false);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The files of the program that the command loads: V8 lists all scripts that it has run. */
function loadedBy(args: readonly string[], isWriting: boolean): string[] {
  const coverage = join(base, 'coverage');
  rmSync(coverage, { recursive: true, force: true });
  const options = { as: worlds.ada, ...(isWriting ? { restore: 'all' } : {}) };
  const run = worlds.pm(worlds.few(), args, options);
  run.before();
  const env = { PATH: process.env['PATH'] ?? '', ...run.env, NODE_V8_COVERAGE: coverage };
  const { status, stderr } = spawnSync(process.execPath, run.args, { cwd: run.cwd, env, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const urls = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : url));
  });
  return [...new Set(urls)].filter((path) => path.startsWith(join(root, 'dist')));
}

/** How much more than the figures below is no reason to fail: an edit of one file moves the borders of chunks. */
const more = { files: 5, share: 1.05 };

// Present figures. Wanted: what reads takes at most 2.4 times `node -e 0`, which leaves no room for hundreds of KiB of ES modules.
it.each([
  ['status', 1, 156],
  ['next', 1, 156],
  ['mine', 1, 142],
  ['show set-1on1s', 1, 278],
  ['plan', 60, 541],
  ['log', 56, 489],
  ['review', 82, 1037],
  ['team', 78, 1257],
  ['people', 36, 429],
  ['remind', 64, 496],
  ['calendar', 70, 995],
  ['report', 66, 514],
  ['book 3.4', 74, 1002],
  ['done set-1on1s --evidence example.com/1', 1, 278],
  ['note set-1on1s two', 1, 278],
  ['ask who?', 1, 278],
  ['count spot-docs-flaws', 1, 278],
  ['skip set-1on1s --reason none', 58, 467],
  ['reopen learn-team', 56, 464],
  ['undo', 61, 478],
  ['move set-1on1s --due +1w', 57, 468],
  ['start --name Kurt --start today --no-me', 73, 557],
])('%s', (line, files, kibibytes) => {
  const loaded = loadedBy(
    line.split(' '),
    !/^(status|next|mine|show|plan|log|review|team|people)/.test(line),
  );
  const size = Math.ceil(loaded.reduce((sum, path) => sum + statSync(path).size, 0) / 1024);
  const sentence = `${line} loads ${loaded.length} files of ${size} KiB: it was ${files} of ${kibibytes} KiB`;
  expect(loaded.length <= files + more.files && size <= kibibytes * more.share ? '' : sentence).toBe('');
});
