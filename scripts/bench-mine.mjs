/**
 * `npm run bench -- mine [ROUNDS]`: measures the time of `mine`, and of the program's name alone, for a buddy with 3 hires and for one with
 * 200, compared with `node -e 0`. Exits with 1 if `mine` is over its limit.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Number of hires → how many times as long as `node -e 0` `mine` may take for their buddy. */
const limits = { 3: 1.9, 200: 12 };
const rounds = Number(process.argv[3] ?? 20);
const launcher = join(resolve(import.meta.dirname, '..'), 'bin/pm-onboard.cjs');
const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));

console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores; medians of ${rounds} rounds`,
);
let isOver = false;
for (const [hires, limit] of Object.entries(limits)) {
  const env = layOut(Number(hires));
  const runs = [['-e', '0'], [launcher, 'mine'], [launcher]].map((args) => () => time(env, args));
  for (const run of runs) run();
  const times = runs.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    // Who runs first changes from round to round, so that the order favours nobody.
    for (const at of [...runs.keys()].map((each) => (each + round) % runs.length)) times[at].push(runs[at]());
  const [bare, mine, alone] = times.map(median);
  const ratio = mine / bare;
  isOver ||= ratio > limit;
  console.log(
    `  ${hires} hires: mine ${mine.toFixed(1)} ms, ${ratio.toFixed(2)} x node -e 0 (limit ${limit}); without a word ${(alone / bare).toFixed(2)}`,
  );
}
console.log(isOver ? 'Over the limit.' : 'Within the limits.');
process.exitCode = isOver ? 1 : 0;

/** Makes a home with so many hires in their second week, whose buddy acts. Returns its environment. */
function layOut(hires) {
  const home = join(base, `home-${hires}`);
  const settings = join(home, '.config/pm-onboard');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'settings.json'), JSON.stringify({ me: 'Grace Hopper' }));
  const env = { HOME: home, USERPROFILE: home };
  const start = new Date(Date.now() - 8 * 86_400_000).toISOString().slice(0, 10);
  for (let hire = 1; hire <= hires; hire += 1) {
    const name = `Ada${hire} Lovelace`;
    const own = ['--hire', name];
    time(env, [
      launcher,
      ...['start', '--name', name, '--start', start, '--no-me'],
      ...['--buddy', 'Grace Hopper', '--manager', 'Alan Turing', '--force'],
    ]);
    time(env, [launcher, 'done', '1.1,1.2,1.5-1.8', ...own]);
    time(env, [launcher, 'ask', 'Who decides on release dates?', ...own]);
  }
  return env;
}

/** The run time of Node with these arguments, in milliseconds. */
function time(env, args) {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: base,
    env: { PATH: process.env.PATH, ...env },
  });
  if (status !== 0) throw new Error(String(stderr));
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
