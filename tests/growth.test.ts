/**
 * What a command does must not come to depend on something that has nothing to do with it: how many hires, events, items or
 * checklists there are. Times vary too much for a test, so this one counts: files opened and looked at, hashes, processes, plans. It runs
 * each command on the data of the bench in two sizes, twice, and divides by the difference. `npm run bench` measures the times.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { run as complete } from '../src/complete.ts';
import { type Io, processIo } from '../src/io.ts';
import { run } from '../src/main.ts';
import { makePlan } from '../src/plan/plan.ts';
import { emptyRecord, formatRecord } from '../src/progress/record.ts';
import { recordIn } from '../src/workspace/records.ts';
import { root } from './cli/world.ts';

vi.mock(import('../src/plan/plan.ts'), async (original) => {
  const actual = await original();
  return { ...actual, makePlan: vi.fn(actual.makePlan) };
});

/** A run of the program, as worlds.mjs lays it out. */
interface Run {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly before: () => void;
}

/** What is counted, in words. */
const words = {
  opened: 'opens files or folders',
  looked: 'looks at files or folders',
  hashed: 'hashes',
  spawned: 'starts processes',
  planned: 'makes plans',
} as const;
type Counted = keyof typeof words;
type Counts = Readonly<Record<Counted, number>>;

/** How often something may be done for each one more, in the order of {@link words}; a function gets the events of a hire's record. */
type Limits = readonly (number | ((events: number) => number))[];

// biome-ignore lint/suspicious/noExplicitAny: the worlds of the bench are plain JavaScript
type Worlds = any;

/** A command; these are the figures of now: a change that makes them smaller lowers them here. */
interface Growth {
  readonly name: string;
  readonly run: (worlds: Worlds, size: number) => Run;
  readonly first: Limits;
  /** What it does when nothing has changed since; as the first time if absent. */
  readonly again?: Limits;
}

const hook = join(import.meta.dirname, 'growth-hook.cjs');
const { counting } = createRequire(import.meta.url)(hook) as {
  counting: (below: string) => { counts: Omit<Counts, 'planned'>; stop: () => void };
};
let base: string;
let worlds: Worlds;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'pm-onboard-growth-'));
  const load = (name: string) => import(pathToFileURL(join(root, 'scripts/bench', name)).href);
  const [{ openGenerator }, { openWorlds }] = await Promise.all([load('generator.mjs'), load('worlds.mjs')]);
  const generator = await openGenerator(1, new Date().toISOString().slice(0, 10));
  worlds = openWorlds({ node: process.execPath, folder: root, base, generator });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const longAgo = new Date('2020-01-01T12:00:00.000Z');
/** So many milliseconds later than the data was written: nothing is kept of what has just changed. */
const later = 10_000;

/** What a run does, in this process. */
async function countsOf({ args, env, cwd, before }: Run): Promise<Counts> {
  before();
  // As after a pause: a folder that has just changed is listed more often.
  for (const folder of globSync('hires', { cwd, absolute: true, onlyDirectories: true }))
    utimesSync(folder, longAgo, longAgo);
  const home = env['HOME'] ?? '';
  const dirs = {
    config: join(home, '.config/pm-onboard'),
    data: join(home, '.local/share/pm-onboard'),
    cache: join(home, '.cache/pm-onboard'),
  };
  const said: string[] = [];
  const usual = processIo(root, dirs);
  const output = { ...usual.stdout, terminal: false, write: (text: string) => said.push(text) };
  const now = new Date(Date.now() + later);
  const given = { cwd, env: { PATH: process.env['PATH'], ...env }, now: () => now };
  const io: Io = { ...usual, ...given, stdout: output, stderr: output, interactive: false };
  vi.mocked(makePlan).mockClear();
  // A process remembers the record that it read last; here that is none of these.
  recordIn(Buffer.from(formatRecord(emptyRecord('h00000000'))), 'h00000000');
  const perform = args[1] === '__complete' ? complete : run;
  const clock = vi.spyOn(Date, 'now').mockReturnValue(now.getTime());
  const { counts, stop } = counting(base);
  try {
    expect(await perform(args.slice(1), io), said.join('')).toBe(0);
  } finally {
    stop();
    clock.mockRestore();
  }
  return { ...counts, planned: vi.mocked(makePlan).mock.calls.length };
}

/** As {@link countsOf}, in a process of its own, with its threads. */
function countsOutside({ args, env, cwd, before }: Run): Counts {
  const counted = join(base, 'counts');
  rmSync(counted, { force: true });
  before();
  const given = { PATH: process.env['PATH'] ?? '', ...env, COUNT_BELOW: base, COUNTS: counted };
  const options = { cwd, env: given, encoding: 'utf8' } as const;
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, ...args], options);
  expect(status, stderr).toBe(0);
  const threads = readFileSync(counted, 'utf8').trim().split('\n');
  const sums = { opened: 0, looked: 0, hashed: 0, spawned: 0, planned: 0 };
  for (const line of threads)
    for (const [key, count] of Object.entries(JSON.parse(line))) sums[key as Counted] += Number(count);
  return sums;
}

/** A sentence for each thing that a command does more often than it may for each one more of `what`. */
async function excesses(growth: Growth, what: string, few: number, many: number, count = countsOf) {
  const [small, large] = [growth.run(worlds, few), growth.run(worlds, many)];
  const events = (eventsIn(large.cwd) - eventsIn(small.cwd)) / (many - few);
  const found: string[] = [];
  for (const limits of [growth.first, growth.again ?? growth.first]) {
    const [before, after] = [await count(small), await count(large)];
    for (const [at, key] of (Object.keys(words) as Counted[]).entries()) {
      const each = (after[key] - before[key]) / (many - few);
      const limit = limits[at] ?? 0;
      const allowed = typeof limit === 'number' ? limit : limit(events);
      if (each > allowed)
        found.push(
          `${growth.name} ${words[key]} ${after[key]} times with ${many} ${what}, ${before[key]} times with ${few}: ${each} for each one more, at most ${allowed}`,
        );
    }
  }
  return found;
}

/** How many events the records of a workspace have in all. */
function eventsIn(workspace: string): number {
  const paths = globSync('hires/*.json', { cwd: workspace, absolute: true });
  return paths.reduce((sum, path) => sum + (readFileSync(path, 'utf8').match(/^,?\{"id"/gm)?.length ?? 0), 0);
}

const eachEvent = (events: number) => events;

describe('what commands do for each hire more', () => {
  const one =
    (args: readonly string[], as: 'acting' | 'other', isWriting = false) =>
    (w: Worlds, size: number) => {
      const { name, id } = w.middle(size);
      const given = args.map((arg) => (arg === 'NAME' ? name : arg));
      const restore = isWriting ? [`hires/${id}.json`] : undefined;
      return w.pm(w.hires(size), given, { as: as === 'acting' ? { me: name } : w.buddy, restore });
    };
  const all =
    (...args: string[]) =>
    (w: Worlds, size: number) =>
      w.pm(w.hires(size), args, { as: w.buddy });
  const proof = ['done', 'set-1on1s', '--evidence', 'https://example.com/1'];

  it.each<Growth>([
    // Of whoever acts, or is named, no other record is opened once their names are kept: each is looked at.
    { name: 'status', run: one(['status'], 'acting'), first: [1, 1, 1], again: [0, 1] },
    { name: 'next', run: one(['next'], 'acting'), first: [1, 1, 1], again: [0, 1] },
    { name: 'show ITEM', run: one(['show', 'set-1on1s'], 'acting'), first: [1, 1, 1], again: [0, 1] },
    { name: 'done ITEM', run: one(proof, 'acting', true), first: [1, 1, 1], again: [0, 1] },
    {
      name: 'note ITEM TEXT',
      run: one(['note', 'set-1on1s', 'two'], 'acting', true),
      first: [1, 1, 1],
      again: [0, 1],
    },
    { name: 'log', run: one(['log'], 'acting'), first: [1, 1, 1], again: [0, 1] },
    { name: 'status NAME', run: one(['status', 'NAME'], 'other'), first: [1, 1, 1], again: [0, 1] },
    { name: 'review NAME', run: one(['review', 'NAME'], 'other'), first: [1, 1, 1], again: [0, 1] },
    {
      name: 'done ITEM --hire NAME',
      run: one([...proof, '--hire', 'NAME'], 'other', true),
      first: [1, 1, 1],
      again: [0, 1],
    },
    {
      name: 'Tab after status',
      run: all('__complete', 'zsh', 'status', ''),
      first: [1, 1, 1],
      again: [0, 1],
    },
    // Of a list over all of them, the first one of a day plans each run, and one that was kept neither reads nor plans it.
    { name: 'team', run: all('team'), first: [1, 1, eachEvent, 0, 1], again: [0, 1] },
    { name: 'mine', run: all('mine'), first: [4, 2, eachEvent, 0, 1], again: [0, 1] },
    { name: 'remind', run: all('remind'), first: [3, 1, eachEvent, 0, 1], again: [0, 1] },
    {
      name: 'upgrade --all --dry-run',
      run: all('upgrade', '--all', '--dry-run'),
      first: [1, 1, eachEvent],
      again: [0, 1],
    },
    { name: 'doctor', run: all('doctor'), first: [1, 1, eachEvent] },
    {
      name: 'sync, nothing new',
      run: (w, size) => w.pm(w.shared(size, w.ada), ['sync'], { as: w.ada }),
      first: [1, 1, 1],
    },
  ])('$name', async (growth) => {
    expect(await excesses(growth, 'hires', 20, 30)).toEqual([]);
  });
});

describe('what commands do for each event more', () => {
  const one =
    (args: readonly string[], isWriting = false) =>
    (w: Worlds, size: number) =>
      w.pm(w.events(size), args, { as: w.ada, restore: isWriting ? ['hires/h0000000a.json'] : undefined });

  it.each<Growth>([
    { name: 'status', run: one(['status']), first: [0, 0, 1], again: [] },
    { name: 'next', run: one(['next']), first: [], again: [] },
    { name: 'show ITEM', run: one(['show', 'compare-competitors']), first: [] },
    {
      name: 'done ITEM',
      run: one(['done', 'set-1on1s', '--evidence', 'https://example.com/1'], true),
      first: [0, 0, 1],
    },
    { name: 'log', run: one(['log']), first: [0, 0, 1], again: [] },
    { name: 'review', run: one(['review', '--as', 'Grace Hopper', '--no-input']), first: [0, 0, 1] },
    { name: 'team', run: one(['team']), first: [0, 0, 1] },
    { name: 'doctor', run: one(['doctor']), first: [0, 0, 1] },
  ])('$name', async (growth) => {
    expect(await excesses(growth, 'events', 100, 200)).toEqual([]);
  });
});

describe('what commands do for each item more', () => {
  const start = new Date().toISOString().slice(0, 10);
  const one =
    (...args: string[]) =>
    (w: Worlds, size: number) =>
      w.pm(w.items(size, start), args, { as: w.ada });

  it.each<Growth>([
    { name: 'status', run: one('status'), first: [] },
    { name: 'next', run: one('next'), first: [] },
    { name: 'plan', run: one('plan'), first: [] },
    { name: 'team', run: one('team'), first: [] },
  ])('$name', async (growth) => {
    expect(await excesses(growth, 'items', 50, 100)).toEqual([]);
  });
});

// Its threads count in processes of their own; its results are kept by the hashes of the files.
it('what lint does for each checklist more', async () => {
  const growth: Growth = {
    name: 'lint',
    run: (w, size) => w.pm(w.checklists(size), ['lint', '.']),
    first: [2.4, 2.4, 1.8],
    again: [2.2, 2.4, 1.8],
  };
  expect(await excesses(growth, 'checklists', 5, 10, async (each) => countsOutside(each))).toEqual([]);
});
