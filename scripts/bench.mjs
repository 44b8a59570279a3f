/**
 * `npm run bench [-- PAIRS] [--against DIR]`: measures the memory of the everyday commands, and their time compared with
 * `node -e 0` on the same Node. PAIRS is the number of rounds for a command; a round runs `node -e 0` and the command once.
 * Exits with 1 if a limit is exceeded. Run `npm run build` first. `--against` names the folder of another build, such as an
 * older one, which also runs in each round. `npm run bench -- lint`, `-- long`, `-- many` and `-- mine`: see
 * bench-lint.mjs, bench-long.mjs, bench-many.mjs and bench-mine.mjs.
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
import { parseArgs } from 'node:util';

/** How many times as long as `node -e 0` a command may take. */
const limits = { completing: 1.6, reading: 1.8, writing: 2.0, asking: 2.2, finding: 2.4 };
/** How much memory a command may take, in MiB. */
const memoryLimits = { usual: 45, finding: 55 };
const memoryRuns = 5;

const root = resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const commands = [
  { args: ['status'], limit: limits.reading },
  { args: ['next'], limit: limits.reading },
  // It reads no record where none has changed for two seconds, so none is put in place before each run.
  { args: ['status', '--short'], limit: 1.3, record: null },
  { args: ['--help'], limit: limits.reading },
  { args: ['done', 'set-1on1s', '--evidence', 'https://example.com/1'], limit: limits.writing },
  { args: ['run', 'check', 'message-reminders'], limit: limits.asking },
  { args: ['__complete', 'zsh', 'done', ''], limit: limits.completing },
  { args: ['__complete', 'bash', 'pm-onboard start --', ':='], limit: limits.completing },
  { args: ['find', 'laptop'], limit: limits.finding, most: memoryLimits.finding, record: 'noted' },
];

const { positionals, values } = readArguments();
const [given = '40', ...others] = positionals;
if (!existsSync(join(root, 'dist/main.cjs'))) fail('dist/ is missing: run `npm run build` first');
if (['lint', 'long', 'many', 'mine'].includes(given)) {
  await import(`./bench-${given}.mjs`);
  process.exit();
}
const pairs = Number(given);
if (!Number.isInteger(pairs) || pairs < 1 || others.length > 0) usage();

const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
const memoryFile = join(base, 'memory');
const memoryHook = join(base, 'memory.cjs');
writeMemoryHook();
// Each build has its own home folder: builds that share one remove each other's compiled code.
const builds = [root, ...(values.against ? [resolve(values.against)] : [])].map(layOut);

console.log(
  `pm-onboard ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`,
);
console.log(
  `${pairs} rounds of \`node -e 0\` and the command, one after the other; peak memory of ${memoryRuns} runs\n`,
);
// An older build may not have every command.
const rows = commands
  .filter(
    ({ args }) =>
      !args.some((word) => ['find', 'run', '__complete', '--short'].includes(word)) ||
      builds.every(({ knows }) => args.some((word) => knows.includes(word))),
  )
  .map(measure);
print(rows);
console.log(`\n\`node -e 0\` itself takes ${memoryOf(builds[0], ['-e', '0']).toFixed(1)} MiB.`);
const over = rows.filter(({ ratio, limit, memory, most }) => ratio > limit || memory > most);
console.log(
  over.length === 0
    ? 'All within their limits.'
    : `Over the limit: ${over.map(({ name }) => name).join(', ')}`,
);
process.exitCode = over.length === 0 ? 0 : 1;

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });
  } catch {
    return usage();
  }
}

function usage() {
  fail('usage: npm run bench -- [PAIRS] [--against DIR], or: npm run bench -- lint|long|many|mine');
}

/** Writes a module that saves the peak memory of its process, in KiB, to `memoryFile` when the process ends. */
function writeMemoryHook() {
  writeFileSync(
    memoryHook,
    // The peak is read from /proc if possible: resourceUsage() also includes the peak of the process that forked this one.
    `process.on('exit', () => {
      const { readFileSync, writeFileSync } = require('node:fs');
      let kib = process.resourceUsage().maxRSS;
      try { kib = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
      writeFileSync(${JSON.stringify(memoryFile)}, String(kib));
    });`,
  );
}

/**
 * Makes a home folder for a build, with one hire in her second week who has done some of her items.
 * @returns launcher and environment of the build, the path of the record, and the paths of two copies that runs begin with:
 *   `saved`, and `noted` with over 200 notes
 */
function layOut(folder, index) {
  const home = join(base, `home-${index}`);
  mkdirSync(home);
  const build = {
    launcher: join(folder, 'bin/pm-onboard.cjs'),
    // NODE_EXTRA_CA_CERTS, which Node 20 parses at every start, and NODE_OPTIONS are left out.
    env: { PATH: process.env.PATH, HOME: home, USERPROFILE: home, PM_ONBOARD_WORKSPACE: join(home, 'team') },
  };
  const run = (...args) => node(build, [build.launcher, ...args]);
  const start = new Date(Date.now() - 8 * 86_400_000).toISOString().slice(0, 10);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  run('start', '--name', 'Ada Lovelace', '--start', start, ...people, '--me');
  run('done', 'meet-manager', 'learn-team', 'browse-websites', 'install-product', 'list-puzzles');
  run('count', 'spot-docs-flaws', '2');
  run('note', 'install-product', 'Two installers: which one is right?');
  run('ask', 'Who decides on release dates?');
  const hires = join(build.env.PM_ONBOARD_WORKSPACE, 'hires');
  const record = join(
    hires,
    readdirSync(hires).find((name) => name.endsWith('.json')),
  );
  const saved = join(home, 'record.json');
  copyFileSync(record, saved);
  const isKnown = (name) =>
    spawnSync(process.execPath, [build.launcher, 'help', name], { env: build.env }).status === 0;
  const isShort = spawnSync(process.execPath, [build.launcher, 'status', '--short'], {
    env: build.env,
  }).status;
  const knows = [
    ...['find', 'run'].filter(isKnown),
    ...(isKnown('completion') ? ['__complete'] : []),
    ...(isShort === 0 ? ['--short'] : []),
  ];
  if (knows.includes('run')) layRun(run);
  // Each of these commands keeps a note with 14 items.
  for (let at = 1; knows.includes('find') && at <= 15; at += 1)
    run('note', '1.1-1.14', `Note ${at}: ask Grace about the second laptop`);
  const noted = join(home, 'noted.json');
  copyFileSync(record, noted);
  return { ...build, record, saved, noted, knows };
}

/** Begins the run of a checklist in which nothing is open, so that a gate is ready. */
function layRun(run) {
  run('run', 'leave-beta', 'Message reminders');
  const items = readFileSync(join(root, 'checklists/templates/leave-beta.yaml'), 'utf8').matchAll(
    /^ +- id: (.+)/gm,
  );
  const ids = [...items].map(([, id]) => id);
  run('skip', ...ids, '--not-applicable', '--reason', 'a bench', '--run', 'message-reminders');
}

function measure({ args, limit, most = memoryLimits.usual, record: from = 'saved' }) {
  const times = [];
  if (from === null) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_100);
  // The first round isn't counted, because a first run also fills caches.
  for (let round = -1; round < pairs; round += 1) {
    const bare = time(builds[0], ['-e', '0'], from);
    const taken = builds.map(() => 0);
    // The builds take turns at running first, so that the order favours neither.
    for (const at of round % 2 ? [...builds.keys()] : [...builds.keys()].reverse())
      taken[at] = time(builds[at], [builds[at].launcher, ...args], from);
    if (round >= 0) times.push([bare, ...taken]);
  }
  const ratios = times.map(([bare, command]) => command / bare);
  return {
    name: nameOf(args),
    node: quantile(
      times.map(([bare]) => bare),
      0.5,
    ),
    command: quantile(
      times.map(([, command]) => command),
      0.5,
    ),
    ratio: quantile(ratios, 0.5),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    limit,
    most,
    memory: Math.max(
      ...Array.from({ length: memoryRuns }, () => memoryOf(builds[0], [builds[0].launcher, ...args], from)),
    ),
    other: builds.length > 1 && [
      quantile(
        times.map(([bare, , other]) => other / bare),
        0.5,
      ),
      quantile(
        times.map(([, command, other]) => command / other),
        0.5,
      ),
    ],
  };
}

function nameOf(args) {
  if (args[0] === '__complete') return `Tab: ${args[2].replace('pm-onboard ', '')}`;
  return args[0] === 'run' || args[1] === '--short' ? args.slice(0, 2).join(' ') : args[0];
}

/** The run time of Node with these arguments, in milliseconds. @param from the copy of the record to begin with; null: as it is */
function time(build, args, from) {
  if (from) copyFileSync(build[from], build.record);
  const start = process.hrtime.bigint();
  node(build, args);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** The peak memory of Node with these arguments, in MiB. */
function memoryOf(build, args, from = 'saved') {
  if (from) copyFileSync(build[from], build.record);
  node(build, ['--require', memoryHook, ...args]);
  return Number(readFileSync(memoryFile, 'utf8')) / 1024;
}

/** Runs Node with the arguments; ends the bench if Node fails. */
function node({ env }, args) {
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
  const lines = rows.map(({ name, node, command, ratio, quartiles, limit, memory, most, other }) => [
    name,
    `${node.toFixed(1)} ms`,
    `${command.toFixed(1)} ms`,
    ratio.toFixed(2),
    quartiles.map((each) => each.toFixed(2)).join(' to '),
    `${limit.toFixed(1)}${ratio > limit ? ' !' : '  '}`,
    `${memory.toFixed(1)} MiB`,
    `${most} MiB${memory > most ? ' !' : '  '}`,
    ...(other ? other.map((each) => each.toFixed(2)) : []),
  ]);
  const head = ['', 'node -e 0', 'command', 'ratio', 'quartiles', 'limit  ', 'memory', 'limit  '];
  if (builds.length > 1) head.push('other build', 'this : other');
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
