/** What commands over all hires do for each of them, counted: nothing of it grows with how many others there are. */
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRecord, parseRecord, underId } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { hookAhead } from './clock.ts';
import { prepared, type World } from './world.ts';

const root = join(import.meta.dirname, '../..');
const hires = 24;

const world = prepared(async (made) => {
  await made.startAda('--buddy', 'Grace Hopper', '--manager', 'Alan Turing');
  await made.run(['done', '1.1,1.2', '--today', '2026-11-23']);
  const record = parseRecord(made.onlyRecord().text);
  for (let n = 1; n < hires; n += 1) {
    const id = `h${(0x10000000 + n).toString(16)}`;
    const events = record.events.map((event) =>
      event.kind === 'started' ? { ...event, name: `Ada${n} Lovelace`, person: `p${id.slice(1)}` } : event,
    );
    const text = formatRecord(underId(id, { ...record, events }));
    writeFileSync(join(made.workspace, 'hires', `${id}.json`), text);
  }
});

interface Counted {
  /** How many times a record's file was opened. */
  readonly reads: number;
  /** How many times a folder was listed. */
  readonly lists: number;
  readonly hashes: number;
}

/** Runs the command an hour from now, so that no file has just been changed. */
async function counted(made: World, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const [hook, counts] = ['hook.cjs', 'counts'].map((name) => join(made.home, name)) as [string, string];
  writeFileSync(
    hook,
    `${hookAhead}
const fs = require('node:fs');
const crypto = require('node:crypto');
const count = { reads: 0, lists: 0, hashes: 0 };
const { openSync, readdirSync } = fs;
const { hash } = crypto;
fs.openSync = (path, ...rest) => {
  if (/hires\\/h[0-9a-f]{8}\\.json$/.test(path)) count.reads += 1;
  return openSync(path, ...rest);
};
fs.readdirSync = (...rest) => {
  count.lists += 1;
  return readdirSync(...rest);
};
crypto.hash = (...rest) => {
  count.hashes += 1;
  return hash(...rest);
};
process.on('exit', () => fs.writeFileSync(${JSON.stringify(counts)}, JSON.stringify(count)));
`,
  );
  const env = { NODE_OPTIONS: `--require ${hook}`, PM_ONBOARD_AS: 'Grace Hopper', ...more };
  const said = await made.spawn([...args, '--today', '2026-11-27'], { env });
  return { said, count: JSON.parse(readFileSync(counts, 'utf8')) as Counted };
}

function pathOf(made: World, n: number): string {
  return join(made.workspace, 'hires', `h${(0x10000000 + n).toString(16)}.json`);
}

test('doctor reads each record once, and lists a folder as often for many records as for few', async () => {
  const made = await world();
  // The first run keeps its compiled code.
  await counted(made, ['doctor']);
  const many = (await counted(made, ['doctor'])).count;
  expect(many.reads).toBe(hires);
  for (let n = 1; n <= 4; n += 1) rmSync(pathOf(made, n));
  const fewer = (await counted(made, ['doctor'])).count;
  expect(fewer).toMatchObject({ reads: hires - 4, lists: many.lists });
});

describe('upgrade --all --dry-run', () => {
  const args = ['upgrade', '--all', '--dry-run'];

  test('reads again only what has changed, and prints the same as anew', async () => {
    const made = await world();
    const isSame = async () => {
      const kept = await counted(made, args);
      const empty = join(made.home, 'empty');
      rmSync(empty, { recursive: true, force: true });
      expect(kept.said).toEqual((await counted(made, args, { XDG_CACHE_HOME: empty })).said);
      return kept;
    };
    expect((await isSame()).count.reads).toBe(hires);
    const again = await isSame();
    expect(again.count.reads).toBe(0);
    expect(again.said.stdout.match(/has these checklists already/g)).toHaveLength(hires);
    writeFileSync(pathOf(made, 2), readFileSync(pathOf(made, 2), 'utf8').replace('learn', 'burn'));
    expect((await isSame()).count.reads).toBe(1);
    rmSync(pathOf(made, 3));
    expect((await isSame()).said.stdout).not.toContain('Ada3 ');
    const record = parseRecord(readFileSync(pathOf(made, 4), 'utf8'));
    const stamp = { now: new Date(), on: '2026-11-24' as const, by: 'Alan Turing', batch: 'elsewhere' };
    writeFileSync(pathOf(made, 4), formatRecord(withFacts(record, [{ kind: 'finished' }], stamp)));
    expect((await isSame()).said.stdout).not.toContain('Ada4 ');
    const [page = ''] = pages(made);
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll('Ada5 ', 'Eve5 '));
    expect((await isSame()).said.stdout).toContain('Ada5 ');
  });

  test('whoever has something to adopt is read, and an unusable program is told of', async () => {
    const made = await world();
    await counted(made, args);
    const [program = ''] = readdirSync(join(made.workspace, 'programs'));
    const path = join(made.workspace, 'programs', program);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, -9));
    const { said } = await counted(made, args);
    expect(said.code).toBe(3);
    expect(said.stdout + said.stderr).toContain('is damaged');
    writeFileSync(path, text);
    const folder = 'checklists/product-manager';
    cpSync(join(root, 'checklists'), join(made.workspace, 'checklists'), { recursive: true });
    appendFileSync(join(made.workspace, 'pm-onboard.yaml'), `program: ${folder}\n`);
    await counted(made, args);
    expect((await counted(made, args)).count.reads).toBe(0);
    const file = join(made.workspace, folder, 'program.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: Another'));
    const adopting = await counted(made, args);
    expect(adopting.said.code).toBe(0);
    expect(adopting.count.reads).toBe(hires);
  });
});

function pages(made: World): string[] {
  const folder = join(made.home, '.cache/pm-onboard/kept');
  return readdirSync(folder).map((name) => join(folder, name));
}
