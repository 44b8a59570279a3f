/**
 * What a command does must not come to depend on something that has nothing to do with it: how many hires, events, items or
 * checklists there are. Times vary too much for a test, so this one counts: files opened and looked at, hashes, processes. It runs the
 * built program on the data of the bench in two sizes, and divides by the difference. `npm run bench` measures the times.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './cli/world.ts';
import { isFull } from './runs.ts';

/** A run of the program, as worlds.mjs lays it out. */
interface Run {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly before: () => void;
}
type Counts = Readonly<Record<Counted, number>>;
type Counted = keyof typeof words;

/** What is counted, in words. */
const words = {
  opened: 'opens files or folders',
  looked: 'looks at files or folders',
  hashed: 'hashes',
  spawned: 'starts processes',
} as const;

// biome-ignore lint/suspicious/noExplicitAny: the worlds of the bench are plain JavaScript
type Worlds = any;

/**
 * A command, and how often it may do what is counted for each one more: [opened, looked, hashed, spawned]; a function gets the
 * number of events in the record of a hire. These are the figures of now: a change that makes them smaller lowers them here.
 */
interface Growth {
  readonly name: string;
  readonly run: (worlds: Worlds, size: number) => Run;
  readonly most: readonly [number, number, number | ((events: number) => number), number];
}

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

/** What a run does, once an equal run before it has left what it keeps. */
function countsOf({ args, env, cwd, before }: Run): Counts {
  const counted = join(base, 'counts');
  // What was laid out a moment ago may change again at the same time, and isn't kept: the clock is a minute ahead.
  const ahead = join(base, 'ahead.cjs');
  writeFileSync(
    ahead,
    `const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + 60_000); }
  static now() { return Real.now() + 60_000; }
};
`,
  );
  for (const more of [[], ['--require', join(import.meta.dirname, 'growth-hook.cjs')]]) {
    const hook = ['--require', ahead, ...more];
    rmSync(counted, { force: true });
    before();
    // As after a pause: a folder that has just changed is listed more often, see records.ts.
    if (existsSync(join(cwd, 'hires'))) utimesSync(join(cwd, 'hires'), longAgo, longAgo);
    const given = { PATH: process.env['PATH'] ?? '', ...env, COUNT_BELOW: base, COUNTS: counted };
    const options = { cwd, env: given, encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync(process.execPath, [...hook, ...args], options);
    expect(status, stderr).toBe(0);
  }
  const threads = readFileSync(counted, 'utf8').trim().split('\n');
  return threads
    .map((line): Counts => JSON.parse(line))
    .reduce((sum, each) => ({
      opened: sum.opened + each.opened,
      looked: sum.looked + each.looked,
      hashed: sum.hashed + each.hashed,
      spawned: sum.spawned + each.spawned,
    }));
}

/** A sentence for each thing that a command does more often than it may for each one more of `what`. */
function excesses({ name, run, most }: Growth, what: string, few: number, many: number): string[] {
  const [small, large] = [run(worlds, few), run(worlds, many)];
  const [before, after] = [countsOf(small), countsOf(large)];
  const events = (eventsIn(large.cwd) - eventsIn(small.cwd)) / (many - few);
  return (Object.keys(words) as Counted[]).flatMap((key, at) => {
    const each = (after[key] - before[key]) / (many - few);
    const limit = most[at] ?? 0;
    const allowed = typeof limit === 'number' ? limit : limit(events);
    if (each <= allowed) return [];
    return `${name} ${words[key]} ${after[key]} times with ${many} ${what}, ${before[key]} times with ${few}: ${each} for each one more, at most ${allowed}`;
  });
}

/** How many events the records of a workspace have in all. */
function eventsIn(workspace: string): number {
  const paths = globSync('hires/*.json', { cwd: workspace, absolute: true });
  return paths.reduce((sum, path) => sum + (readFileSync(path, 'utf8').match(/^,?\{"id"/gm)?.length ?? 0), 0);
}

describe('what commands do for each hire more', () => {
  const few = 4;
  const many = 12;
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
    // Of whoever acts, or is named, no other record is opened: each is looked at.
    { name: 'status', run: one(['status'], 'acting'), most: [0, 1, 0, 0] },
    { name: 'next', run: one(['next'], 'acting'), most: [0, 1, 0, 0] },
    { name: 'show ITEM', run: one(['show', 'set-1on1s'], 'acting'), most: [0, 1, 0, 0] },
    { name: 'done ITEM', run: one(proof, 'acting', true), most: [0, 1, 0, 0] },
    { name: 'note ITEM TEXT', run: one(['note', 'set-1on1s', 'two'], 'acting', true), most: [0, 1, 0, 0] },
    { name: 'log', run: one(['log'], 'acting'), most: [0, 1, 0, 0] },
    { name: 'status NAME', run: one(['status', 'NAME'], 'other'), most: [0, 1, 0, 0] },
    { name: 'review NAME', run: one(['review', 'NAME'], 'other'), most: [0, 1, 0, 0] },
    {
      name: 'done ITEM --hire NAME',
      run: one([...proof, '--hire', 'NAME'], 'other', true),
      most: [0, 1, 0, 0],
    },
    { name: 'Tab after status', run: all('__complete', 'zsh', 'status', ''), most: [0, 1, 0, 0] },
    // `doctor` and `sync` list the folder of records for each of them: wanted is once.
    // Wanted: `team`, `doctor`, `upgrade` and `sync` hash no event again that was verified before.
    { name: 'team', run: all('team'), most: [1, 1, (events) => events, 0] },
    { name: 'mine', run: all('mine'), most: [3, 1, 0, 0] },
    { name: 'remind', run: all('remind'), most: [3, 1, 0, 0] },
    { name: 'doctor', run: all('doctor'), most: [3, 4, (events) => events, 0] },
    {
      name: 'upgrade --all --dry-run',
      run: all('upgrade', '--all', '--dry-run'),
      most: [2, 2, (events) => events + 1, 0],
    },
    {
      name: 'sync, nothing new',
      run: (w, size) => w.pm(w.shared(size, w.ada), ['sync'], { as: w.ada }),
      most: [3, 2, (events) => 2 * events + 1, 0],
    },
  ])('$name', (growth) => {
    expect(excesses(growth, 'hires', few, many)).toEqual([]);
  });
});

describe.skipIf(!isFull)('what commands do for each event more', () => {
  const one =
    (args: readonly string[], isWriting = false) =>
    (w: Worlds, size: number) =>
      w.pm(w.events(size), args, { as: w.ada, restore: isWriting ? ['hires/h0000000a.json'] : undefined });

  it.each<Growth>([
    { name: 'status', run: one(['status']), most: [0, 0, 0, 0] },
    { name: 'next', run: one(['next']), most: [0, 0, 0, 0] },
    { name: 'show ITEM', run: one(['show', 'compare-competitors']), most: [0, 0, 0, 0] },
    {
      name: 'done ITEM',
      run: one(['done', 'set-1on1s', '--evidence', 'https://example.com/1'], true),
      most: [0, 0, 1, 0],
    },
    { name: 'log', run: one(['log']), most: [0, 0, 0, 0] },
    { name: 'review', run: one(['review', '--as', 'Grace Hopper', '--no-input']), most: [0, 0, 1, 0] },
    { name: 'team', run: one(['team']), most: [0, 0, 1, 0] },
    { name: 'doctor', run: one(['doctor']), most: [0, 0, 1, 0] },
  ])('$name', (growth) => {
    expect(excesses(growth, 'events', 100, 200)).toEqual([]);
  });
});

describe.skipIf(!isFull)('what commands do for each item more', () => {
  const start = new Date().toISOString().slice(0, 10);
  const one =
    (...args: string[]) =>
    (w: Worlds, size: number) =>
      w.pm(w.items(size, start), args, { as: w.ada });

  it.each<Growth>([
    { name: 'status', run: one('status'), most: [0, 0, 0, 0] },
    { name: 'next', run: one('next'), most: [0, 0, 0, 0] },
    { name: 'plan', run: one('plan'), most: [0, 0, 0, 0] },
    { name: 'team', run: one('team'), most: [0, 0, 0, 0] },
  ])('$name', (growth) => {
    expect(excesses(growth, 'items', 50, 100)).toEqual([]);
  });
});

// Its results are kept by the hashes of the files.
describe('what lint does for each checklist more', () => {
  const lint = (cold: boolean) => (w: Worlds, size: number) =>
    w.pm(w.checklists(size), ['lint', '.'], { cold });

  it.each<Growth>([
    { name: 'lint, without what it keeps', run: lint(true), most: [2.4, 2.4, 1.8, 0] },
    { name: 'lint, nothing changed', run: lint(false), most: [2.2, 2.4, 1.8, 0] },
  ])('$name', (growth) => {
    expect(excesses(growth, 'checklists', 5, 15)).toEqual([]);
  });
});
