/**
 * `npm run bench [-- ROUNDS]`: measures what rows.mjs lists, and exits with 1 where a bar is missed or a tool fails. Run
 * `npm run build` first.
 *   --only TEXT     the rows, or groups of rows, with that in their names; may be given several times
 *   --against DIR   another build, such as the one before, runs beside this one in each round
 *   --node VERSION  what is measured runs on that Node: a path, or a version, which npx fetches
 *   --seed NUMBER   of the generated data
 *   --markdown      the table in Markdown, for docs/speed.md
 * `npm run bench -- growth`: how the cost grows with hires, events, items and checklists.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openGenerator, root } from './generator.mjs';
import { judged } from './judge.mjs';
import { interleaved, measurer } from './measure.mjs';
import { installedPeers } from './peers.mjs';
import { rows } from './rows.mjs';
import { tablePrinter } from './table.mjs';
import { openWorlds } from './worlds.mjs';

const { positionals, values } = readArguments();
const isGrowth = positionals[0] === 'growth';
const rounds = Number(positionals[isGrowth ? 1 : 0] ?? (isGrowth ? 3 : 15));
if (!Number.isInteger(rounds) || rounds < 1 || positionals.length > (isGrowth ? 2 : 1)) usage();
if (!existsSync(join(root, 'dist/main.cjs'))) fail('dist/ is missing: run `npm run build` first');

const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-run-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
const node = nodeFor(values.node);
const version = run(node, ['-p', 'process.versions.node']);
const generator = await openGenerator(Number(values.seed), new Date().toISOString().slice(0, 10));
const measure = measurer(node, base);
const [own, before] = [root, ...(values.against ? [resolve(values.against)] : [])].map((folder, at) => {
  const place = join(base, `build-${at}`);
  mkdirSync(place);
  return openWorlds({ node, folder, base: place, generator });
});
const names = values.only ?? [];
const isWanted = (row) =>
  names.length === 0 || names.some((text) => row.group === text || row.name.includes(text));

if (isGrowth) {
  console.log(`${machine()}\n`);
  const { growth } = await import('./growth.mjs');
  growth({ measure, own, rounds, isWanted, isMarkdown: values.markdown });
} else {
  process.exitCode = compare(rows.filter(isWanted));
}

/** Measures the rows, prints each as it is known, and returns the exit code. */
function compare(wanted) {
  if (wanted.length === 0) fail(`no row is called ${names.join(' or ')}`);
  const peers = installedPeers(generator);
  const found = Object.entries(peers).map(([name, each]) =>
    each ? `${name} ${each}` : `${name}: not installed`,
  );
  console.log(`${machine()}; ${found.join(', ')}`);
  console.log(
    `medians of ${rounds} interleaved rounds, of at least 3 where they take long; processor time, but where it says otherwise\n`,
  );
  const print = tablePrinter({ isMarkdown: values.markdown, hasBefore: before !== undefined });
  const lines = wanted.flatMap((row) => {
    const all = judged(row, measureRow(row, peers), { peers, major: Number(version.split('.')[0]) });
    all.forEach(print);
    return all;
  });
  const over = lines.filter(({ verdict }) => verdict === 'missed' || verdict === 'failed');
  const told = [...new Set(over.map(({ title }) => title))];
  console.log(told.length === 0 ? '\nAll bars are kept.' : `\nMissed: ${told.join('; ')}`);
  return told.length === 0 ? 0 : 1;
}

/** Name of a run → what it took: `own`, `before`, and what the bars hold it against. */
function measureRow(row, peers) {
  const given = { 'node -e 0': () => own.node(['-e', '0']), own: () => row.run(own) };
  if (before) given.before = () => row.run(before);
  for (const { than, run } of row.bars)
    if (run && (!(than in peers) || peers[than])) given[than] = () => run(own);
  const runs = {};
  const faults = {};
  for (const [name, lay] of Object.entries(given)) {
    try {
      runs[name] = lay();
    } catch (error) {
      faults[name] = { fault: error.message };
    }
  }
  return { ...interleaved(measure, runs, rounds), ...faults };
}

function machine() {
  const { version: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [{ model }, ...others] = cpus();
  return `pm-onboard ${own}, Node ${version}, ${process.platform} ${process.arch}, ${others.length + 1} cores of ${model.trim()}`;
}

/** The path of the Node that a version or a path means. */
function nodeFor(given) {
  if (given === undefined) return process.execPath;
  if (existsSync(given)) return resolve(given);
  return run('npx', ['-y', '-p', `node@${given}`, 'node', '-p', 'process.execPath']);
}

function run(file, args) {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) fail(`${file} ${args.join(' ')}: ${error ?? stderr}`);
  return stdout.trim();
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        only: { type: 'string', multiple: true },
        node: { type: 'string' },
        seed: { type: 'string', default: '1' },
        markdown: { type: 'boolean', default: false },
      },
    });
  } catch {
    return usage();
  }
}

function usage() {
  fail(
    'usage: npm run bench -- [ROUNDS] [--only TEXT] [--against DIR] [--node VERSION] [--seed NUMBER] [--markdown], or: npm run bench -- growth [ROUNDS]',
  );
}

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(1);
}
