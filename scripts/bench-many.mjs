/**
 * `npm run bench -- many [--against DIR]`: measures the time of `status` on a program of 1,000 items that are all open, on the
 * first day and after two months in which nothing was done, compared with `node -e 0` and with another build. Exits with 1 if it
 * takes over 1.3 times as long as that other build.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const limit = 1.3;
const rounds = 40;
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const starts = { 'the first day': daysAgo(0), 'two months late': daysAgo(63) };
const phases = [
  { id: 'day-1', title: 'Day 1', due: 'workday 1', items: 20 },
  { id: 'week-1', title: 'Week 1', due: 'workday 5', items: 80 },
  { id: 'day-30', title: '30 days', due: 'day 30', items: 300 },
  { id: 'day-60', title: '60 days', due: 'day 60', items: 300 },
  { id: 'day-90', title: '90 days', due: 'day 90', items: 300 },
];

const { against } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } }).values;
const root = resolve(import.meta.dirname, '..');
const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
// Each build has its own home folder: builds that share one remove each other's compiled code.
const builds = [root, ...(against === undefined ? [] : [resolve(against)])];

console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores; medians of ${rounds} rounds`,
);
let isOver = false;
for (const [name, start] of Object.entries(starts)) {
  const runs = [
    () => time({}, base, ['-e', '0']),
    ...builds.map((folder, at) => {
      const world = layOut(folder, join(base, `${name} ${at}`), start);
      return () => time(world.env, world.folder, world.status);
    }),
  ];
  for (const run of runs.slice(1)) run();
  const times = runs.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    // Who runs first changes from round to round, so that the order favours nobody.
    for (const at of [...runs.keys()].map((each) => (each + round) % runs.length)) times[at].push(runs[at]());
  const [bare, own, other] = times.map(median);
  const ratio = other && own / other;
  console.log(
    `  ${name}: ${own.toFixed(1)} ms, ${(own / bare).toFixed(2)} x node -e 0${other ? `, ${ratio.toFixed(2)} x the other build` : ''}`,
  );
  isOver ||= ratio > limit;
}
if (against !== undefined) console.log(isOver ? `Over the limit of ${limit}.` : 'Within the limit.');
process.exitCode = isOver ? 1 : 0;

/** Makes a workspace with the program and one hire. Returns how to run `status` there. */
function layOut(folder, home, start) {
  const workspace = join(home, 'team');
  mkdirSync(join(workspace, 'many'), { recursive: true });
  writeFileSync(join(workspace, 'pm-onboard.yaml'), 'program: many\n');
  let number = 0;
  for (const { id, title, due, items } of phases) {
    const lines = [`id: ${id}`, `title: ${title}`, `due: ${due}`, 'items:'];
    for (let at = 0; at < items; at += 1) {
      number += 1;
      lines.push(`  - id: item-${number}`, `    title: Learn thing number ${number}`);
      lines.push(`    takes: ${[10, 15, 20, 30][at % 4]} min`);
      if (at % 7 === 3) lines.push(`    after: [item-${number - 1}]`);
    }
    writeFileSync(join(workspace, 'many', `${id}.yaml`), `${lines.join('\n')}\n`);
  }
  const ids = phases.map(({ id }) => id).join(', ');
  const program = `id: many\ntitle: Many\nroles:\n  buddy: { title: Buddy }\nphases: [${ids}]\n`;
  writeFileSync(join(workspace, 'many', 'program.yaml'), program);
  const env = { HOME: home, USERPROFILE: home };
  const launcher = join(folder, 'bin/pm-onboard.cjs');
  time(env, workspace, [
    launcher,
    ...['start', '--name', 'Ada', '--start', start, '--buddy', 'Grace', '--me', '--force'],
  ]);
  return { env, folder: workspace, status: [launcher, 'status'] };
}

/** The run time of Node with these arguments, in milliseconds. */
function time(env, cwd, args) {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  if (status !== 0) throw new Error(String(stderr));
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
