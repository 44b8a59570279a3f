/**
 * `npm run bench -- long`: measures the processor time of `log`, `log --json`, `review` and `show` on records of 5,000, 10,000
 * and 20,000 events, compared with `node -e 0`; in a folder without git, and in a shared repository that got the record in one
 * commit, or in twenty. Exits with 1 if a command takes over 15 times as long on 10,000 events, or over 2.5 times as long on
 * twice as many.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const limit = { times: 15, growth: 2.5 };
const sizes = [5_000, 10_000, 20_000];
const rounds = 3;

const root = resolve(import.meta.dirname, '..');
const launcher = join(root, 'bin/pm-onboard.cjs');
const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
const day = '2026-11-24';
const signed = 'compare-competitors';
const commands = [
  ['log'],
  ['log', '--json'],
  ['review', '--as', 'Grace Hopper', '--no-input'],
  ['show', signed],
];
const places = [
  { name: 'no git', commits: 0 },
  { name: 'one commit', commits: 1 },
  { name: 'twenty commits', commits: 20 },
];

console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores; processor time, least of ${rounds}`,
);
const bare = Math.min(...Array.from({ length: 2 * rounds }, () => seconds({}, ['-e', '0'])));
console.log(`node -e 0: ${bare.toFixed(3)} s`);
const over = [];
for (const place of places) {
  const worlds = sizes.map((events) => layOut(events, place));
  for (const args of commands) {
    const taken = worlds.map((env) =>
      Math.min(...Array.from({ length: rounds }, () => seconds(env, [launcher, ...args, '--today', day]))),
    );
    const name = `${args.slice(0, args[0] === 'log' ? 2 : 1).join(' ')}, ${place.name}`;
    const row = taken.map((each, at) => `${sizes[at]}: ${each.toFixed(2)} s, ${(each / bare).toFixed(1)} x`);
    console.log(`  ${name.padEnd(28)} ${row.join('   ')}`);
    if (taken[1] / bare > limit.times || taken[2] / taken[1] > limit.growth) over.push(name);
  }
}
console.log(over.length === 0 ? 'All within their limits.' : `Over the limit: ${over.join('; ')}`);
process.exitCode = over.length === 0 ? 0 : 1;

/** Runs Node with these arguments. Returns the seconds of processor time that it and its children took. */
function seconds(env, args) {
  const line = `TIMEFORMAT='%3U %3S'; time "$0" "$@" >/dev/null`;
  const { status, stderr } = spawnSync('bash', ['-c', line, process.execPath, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  const [, user, system] = /(\d+\.\d+) (\d+\.\d+)\n$/.exec(stderr) ?? [];
  if (status !== 0 || user === undefined) throw new Error(stderr);
  return Number(user) + Number(system);
}

/** Makes a workspace with one hire, whose record has so many events. Returns the environment that leads to it. */
function layOut(events, { name, commits }) {
  const home = join(base, `${events} ${name}`);
  const workspace = join(home, 'team');
  mkdirSync(home);
  const env = { HOME: home, PM_ONBOARD_WORKSPACE: workspace, GIT_CONFIG_NOSYSTEM: '1' };
  const run = (file, ...args) => {
    const { status, stderr } = spawnSync(file, args, {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`);
  };
  const pm = (...args) => run(process.execPath, launcher, ...args);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  pm('start', '--name', 'Ada Lovelace', '--start', '2026-11-23', ...people, '--me', '--today', '2026-11-23');
  const hires = join(workspace, 'hires');
  const path = join(hires, readdirSync(hires)[0]);
  const start = readFileSync(path, 'utf8');
  if (commits === 0) writeFileSync(path, grown(start, events));
  else {
    for (const [key, value] of [
      ['user.name', 'Lin'],
      ['user.email', 'lin@example.com'],
      ['init.defaultBranch', 'main'],
    ])
      run('git', 'config', '--global', key, value);
    run('git', 'init', '-q', '--bare', join(home, 'remote.git'));
    pm('sync', '--init', '--remote', join(home, 'remote.git'), '--no-input');
    for (let at = 1; at <= commits; at += 1) {
      writeFileSync(path, grown(start, Math.round((events * at) / commits)));
      run('git', '-C', workspace, 'commit', '-qam', `Part ${at}`);
    }
  }
  return env;
}

/** The record with random deeds of the hire and the buddy until it has so many events, as the program itself writes it. */
function grown(start, count) {
  const { record, events } = JSON.parse(start);
  const sections = Object.fromEntries(Object.entries(events).map(([name, list]) => [name, [...list]]));
  let last = { done: '', asked: '', batch: '' };
  for (let at = Object.values(events).flat().length; at < count; at += 1) {
    const batch = `b${at}`;
    const deeds = [
      () => ['Ada Lovelace', 'done', { evidence: 'https://example.com', item: signed }],
      () => ['Grace Hopper', 'approved', { item: signed, of: last.done, role: 'buddy' }],
      () => ['Ada Lovelace', 'reopened', { item: signed, of: last.done }],
      () => ['Ada Lovelace', 'asked', { text: `Question ${at}?` }],
      () => ['Grace Hopper', 'answered', { of: last.asked, text: `Answer ${at}` }],
      () => ['Ada Lovelace', 'noted', { item: `item-${at % 90}`, text: `Note ${at}` }],
      () => ['Ada Lovelace', 'undone', { target: last.batch }],
      () => ['Ada Lovelace', 'counted', { delta: 1, item: 'customer-calls' }],
      () => ['Ada Lovelace', 'noted', { item: signed, text: `Remark ${at}` }],
      () => ['Grace Hopper', 'reviewed', { events: [] }],
    ];
    const [by, kind, fields] = deeds[at % deeds.length]();
    const on = '2026-11-24';
    const instant = new Date(Date.parse('2026-11-24T00:00:00.000Z') + at * 1000).toISOString();
    const content = { at: instant, on, by, batch, kind, ...fields };
    const id = createHash('sha256')
      .update(`${record}\n,${JSON.stringify(content).slice(1)}`)
      .digest('base64url');
    sections[by].push({ id, ...content });
    if (kind === 'done' || kind === 'asked') last = { ...last, [kind]: id };
    last.batch = batch;
  }
  const texts = Object.entries(sections).map(([name, list]) => {
    const rows = list.map((event, at) => `${at === 0 ? '' : ','}${JSON.stringify(event)}\n`);
    return `${JSON.stringify(name)}:[\n${rows.join('')}]\n`;
  });
  return `{"format":2,"record":${JSON.stringify(record)},"events":{\n${texts.join(',')}}}\n`;
}
