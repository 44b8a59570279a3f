/**
 * `npm run bench [-- PAIRS]`: how long the everyday commands take beside `node -e 0` of the same Node, in interleaved
 * pairs, and how much memory; exits 1 where a limit is exceeded. Run `npm run build` first.
 * `npm run bench -- lint`: see bench-lint.mjs.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How many times `node -e 0` a command may take. */
const limits = { reading: 1.8, writing: 2.0 };
const memoryLimit = 45;
const memoryRuns = 5;

const root = resolve(import.meta.dirname, '..');
const launcher = join(root, 'bin/pm-onboard.cjs');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const commands = [
  { args: ['status'], limit: limits.reading },
  { args: ['next'], limit: limits.reading },
  { args: ['--help'], limit: limits.reading },
  { args: ['done', 'set-1on1s', '--evidence', 'https://example.com/1'], limit: limits.writing },
];

const [given = '40', ...others] = process.argv.slice(2);
if (given === 'lint') {
  await import('./bench-lint.mjs');
  process.exit();
}
const pairs = Number(given);
if (!Number.isInteger(pairs) || pairs < 1 || others.length > 0)
  fail('usage: npm run bench -- [PAIRS | lint]');
if (!existsSync(join(root, 'dist/main.cjs'))) fail('dist/ is missing: run `npm run build` first');

const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
const home = join(base, 'home');
mkdirSync(home);
// Without NODE_EXTRA_CA_CERTS, which Node 20 parses at every start, and without NODE_OPTIONS.
const env = {
  PATH: process.env.PATH,
  HOME: home,
  USERPROFILE: home,
  PM_ONBOARD_WORKSPACE: join(base, 'team'),
};
const memoryFile = join(base, 'memory');
const memoryHook = join(base, 'memory.cjs');
const record = layOutWorkspace();

console.log(
  `pm-onboard ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`,
);
console.log(
  `${pairs} pairs of \`node -e 0\` and the command, one after the other; peak memory of ${memoryRuns} runs\n`,
);
const rows = commands.map(measure);
print(rows);
console.log(`\n\`node -e 0\` itself takes ${memoryOf(['-e', '0']).toFixed(1)} MiB.`);
const over = rows.filter(({ ratio, limit, memory }) => ratio > limit || memory > memoryLimit);
console.log(
  over.length === 0
    ? 'All within their limits.'
    : `Over the limit: ${over.map(({ name }) => name).join(', ')}`,
);
process.exitCode = over.length === 0 ? 0 : 1;

/** One hire in her second week, some of whose items are done. Returns the path of her record. */
function layOutWorkspace() {
  writeFileSync(
    memoryHook,
    // The child's own peak: a process inherits the peak that resourceUsage() tells from the one that forked it.
    `process.on('exit', () => {
      const { readFileSync, writeFileSync } = require('node:fs');
      let kib = process.resourceUsage().maxRSS;
      try { kib = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
      writeFileSync(${JSON.stringify(memoryFile)}, String(kib));
    });`,
  );
  const start = new Date(Date.now() - 8 * 86_400_000).toISOString().slice(0, 10);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  run('start', '--name', 'Ada Lovelace', '--start', start, ...people, '--me');
  run('done', 'meet-manager', 'learn-team', 'browse-websites', 'install-product', 'list-puzzles');
  run('count', 'spot-docs-flaws', '2');
  run('note', 'install-product', 'Two installers: which one is right?');
  run('ask', 'Who decides on release dates?');
  const hires = join(env.PM_ONBOARD_WORKSPACE, 'hires');
  const path = join(
    hires,
    readdirSync(hires).find((name) => name.endsWith('.json')),
  );
  copyFileSync(path, join(base, 'record.json'));
  return path;
}

function measure({ args, limit }) {
  const times = { node: [], command: [] };
  // Once unmeasured: whatever is made at the first run is there then.
  for (let pair = -1; pair < pairs; pair += 1) {
    const node = time(['-e', '0']);
    copyFileSync(join(base, 'record.json'), record);
    const command = time([launcher, ...args]);
    if (pair < 0) continue;
    times.node.push(node);
    times.command.push(command);
  }
  const ratios = times.command.map((each, index) => each / times.node[index]);
  return {
    name: args[0],
    node: quantile(times.node, 0.5),
    command: quantile(times.command, 0.5),
    ratio: quantile(ratios, 0.5),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    limit,
    memory: Math.max(...Array.from({ length: memoryRuns }, () => memoryOf([launcher, ...args]))),
  };
}

/** In milliseconds. */
function time(args) {
  const start = process.hrtime.bigint();
  node(args);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** In MiB. */
function memoryOf(args) {
  copyFileSync(join(base, 'record.json'), record);
  node(['--require', memoryHook, ...args]);
  return Number(readFileSync(memoryFile, 'utf8')) / 1024;
}

function run(...args) {
  node([launcher, ...args]);
}

function node(args) {
  const { status, stderr, error } = spawnSync(process.execPath, args, { cwd: base, env, stdio: 'pipe' });
  if (status !== 0) fail(`node ${args.join(' ')}: exit ${status}\n${error ?? stderr}`);
}

function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function print(rows) {
  const lines = rows.map(({ name, node, command, ratio, quartiles, limit, memory }) => [
    name,
    `${node.toFixed(1)} ms`,
    `${command.toFixed(1)} ms`,
    ratio.toFixed(2),
    quartiles.map((each) => each.toFixed(2)).join(' to '),
    `${limit.toFixed(1)}${ratio > limit ? ' !' : '  '}`,
    `${memory.toFixed(1)} MiB`,
    `${memoryLimit} MiB${memory > memoryLimit ? ' !' : '  '}`,
  ]);
  const head = ['', 'node -e 0', 'command', 'ratio', 'quartiles', 'limit  ', 'memory', 'limit  '];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column].length)),
  );
  for (const line of [head, widths.map((width) => '─'.repeat(width)), ...lines]) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(1);
}
