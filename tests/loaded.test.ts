/** How much of the program an everyday command loads: bundles and chunks, and their bytes. startup.test.ts has the modules of Node. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listIn } from '../scripts/bundles.mjs';
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

/** What V8 says of a script that has run; that of a part is called `others.cjs#NAME`. */
interface Script {
  readonly url: string;
}

/** The files of the program that the command loads → how many bytes of each: of others.cjs, those of the parts that are used. */
function loadedBy(args: readonly string[], isWriting: boolean): Map<string, number> {
  const coverage = join(base, 'coverage');
  rmSync(coverage, { recursive: true, force: true });
  const options = { as: worlds.ada, ...(isWriting ? { restore: 'all' } : {}) };
  const run = worlds.pm(worlds.few(), args, options);
  run.before();
  const env = { PATH: process.env['PATH'] ?? '', ...run.env, NODE_V8_COVERAGE: coverage };
  const { status, stderr } = spawnSync(process.execPath, run.args, { cwd: run.cwd, env, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const paths = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: Script[] };
    return result.map(({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : url));
  });
  const bytes = new Map<string, number>();
  for (const path of paths.filter((each) => each.startsWith(join(root, 'dist')))) {
    const [file = '', part] = path.split('#');
    const size = part === undefined ? statSync(file).size : (places[part]?.[1] ?? Number.NaN);
    bytes.set(file, (bytes.get(file) ?? 0) + size);
  }
  return bytes;
}

const { places } = listIn(readFileSync(join(root, 'dist/others.cjs'), 'latin1'));

/** How much more than the figures below is no reason to fail: an edit adds some code. */
const more = 1.05;

// Present figures: main.cjs, and the parts of others.cjs that the command uses.
it.each([
  ['status', 2, 209],
  ['next', 2, 209],
  ['mine', 1, 163],
  ['show set-1on1s', 1, 345],
  ['plan', 2, 391],
  ['log', 2, 367],
  ['review', 2, 366],
  ['team', 2, 407],
  ['people', 2, 351],
  ['remind', 2, 361],
  ['calendar', 2, 371],
  ['report', 2, 366],
  ['book 3.4', 2, 374],
  ['done set-1on1s --evidence example.com/1', 1, 345],
  ['note set-1on1s two', 1, 345],
  ['ask who?', 1, 345],
  ['count spot-docs-flaws', 1, 345],
  ['skip set-1on1s --reason none', 2, 348],
  ['reopen learn-team', 2, 347],
  ['undo', 2, 352],
  ['move set-1on1s --due +1w', 2, 348],
  ['start --name Kurt --start today --no-me', 2, 391],
])('%s', (line, files, kibibytes) => {
  const loaded = loadedBy(
    line.split(' '),
    !/^(status|next|mine|show|plan|log|review|team|people)/.test(line),
  );
  const size = Math.ceil([...loaded.values()].reduce((sum, bytes) => sum + bytes, 0) / 1024);
  const sentence = `${line} loads ${loaded.size} files of ${size} KiB: it was ${files} of ${kibibytes} KiB`;
  expect(loaded.size <= files && size <= kibibytes * more ? '' : sentence).toBe('');
});
