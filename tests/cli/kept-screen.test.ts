/** What `status`, `next` and the program's name alone keep of what they printed is never seen: after any change they print what they would without it. */
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatRecord, parseRecord, underId } from '../../src/progress/record.ts';
import { clockAt, clockHook } from './clock.ts';
import { Terminal } from './terminal.ts';
import { prepared, type Result, type RunOptions, World } from './world.ts';

/** Monday of a year in which every file of the test is old. */
const monday = '2099-06-01';

const large = prepared(async (world: World) => {
  const folder = join(world.folder, 'many');
  mkdirSync(folder);
  const item = (_: unknown, at: number) => `  - id: item-${at}\n    title: Learn thing number ${at}\n`;
  const phase = (id: string, count: number) =>
    `id: ${id}\ntitle: ${id}\ndue: day ${id === 'near' ? 2 : 60}\nitems:\n${Array.from({ length: count }, item).join('')}`;
  writeFileSync(join(folder, 'near.yaml'), phase('near', 5).replaceAll('item-', 'first-'));
  writeFileSync(join(folder, 'far.yaml'), phase('far', 500));
  const roles = 'roles:\n  buddy: { title: Buddy }\n';
  writeFileSync(join(folder, 'program.yaml'), `id: many\ntitle: Many\n${roles}phases: [near, far]\n`);
  const who = ['--name', 'Ada Lovelace', '--start', monday, '--buddy', 'Grace Hopper', '--me'];
  const { code, stderr } = await world.run(['start', '--program', 'many', ...who, '--today', monday]);
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
});

/** The environment of a run whose clock stands at an instant. */
function at(world: World, instant = `${monday}T10:00:00Z`): Record<string, string> {
  return clockAt(world.home, instant);
}

function said(world: World, name: string, { env, ...options }: RunOptions = {}): Promise<Result> {
  return world.spawn(name === 'alone' ? [] : [name], { ...options, env: { ...at(world), ...env } });
}

/** The same, worked out with a cache of its own, which is empty. */
function anew(world: World, name: string, { env, ...options }: RunOptions = {}): Promise<Result> {
  const cache = join(world.home, 'other-cache');
  rmSync(cache, { recursive: true, force: true });
  return said(world, name, { ...options, env: { ...env, XDG_CACHE_HOME: cache } });
}

const folderOf = (world: World) => join(world.home, '.cache/pm-onboard/kept');
const fileOf = (world: World, name: string) => join(folderOf(world), `screen-${name}.json`);

/** What the command keeps of what it prints, with a change of it that shows whether that is believed. */
async function planted(world: World, name: string): Promise<string> {
  // The first time only says that the command was run.
  if (!existsSync(fileOf(world, name))) await said(world, name);
  await said(world, name);
  const [line = ''] = readFileSync(fileOf(world, name), 'utf8').split('\n');
  const text = JSON.stringify({ ...JSON.parse(line), text: 'planted\n' });
  writeFileSync(fileOf(world, name), `${text}\n${text}\n`);
  return `${text}\n${text}\n`;
}

const onlyIn = (folder: string) => join(folder, readdirSync(folder)[0] as string);
const program = (world: World) => onlyIn(join(world.workspace, 'programs'));

/** Other runs of the same files. */
const others: readonly (readonly [string, (world: World) => Record<string, string>])[] = [
  ['the width of the screen', () => ({ COLUMNS: '60' })],
  ['the locale', () => ({ LC_ALL: 'C' })],
  ['colours', () => ({ FORCE_COLOR: '1' })],
  ['the next day', (world) => at(world, '2099-06-02T00:00:00Z')],
  ['the clock is put back', (world) => at(world, `${monday}T09:00:00Z`)],
  ['somebody else acts', () => ({ PM_ONBOARD_AS: 'Grace Hopper' })],
];

test('what was kept is believed in the same run alone', async () => {
  const world = await large();
  const bytes = await planted(world, 'status');
  expect((await said(world, 'status')).stdout).toBe('planted\n');
  for (const [what, envOf] of others) {
    writeFileSync(fileOf(world, 'status'), bytes);
    const env = envOf(world);
    const truth = await anew(world, 'status', { env });
    expect(await said(world, 'status', { env }), what).toEqual(truth);
    expect(truth.stdout, what).not.toContain('planted');
  }
});

/** What is changed, one after the other. */
const changes: readonly (readonly [string, string, (world: World) => unknown])[] = [
  ['something is done', 'status', (world) => world.run(['done', '1.1', '--today', monday])],
  [
    'the record is replaced by its own bytes',
    'next',
    (world) => {
      const { path } = world.onlyRecord();
      copyFileSync(path, `${path}.new`);
      renameSync(`${path}.new`, path);
    },
  ],
  [
    'the settings of the workspace',
    'status',
    (world) =>
      writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'calendar:\n  holidays: [2099-06-01]\n'),
  ],
  [
    'the workspace may be shared',
    'next',
    (world) => mkdirSync(join(world.home, '.config/pm-onboard/shared')),
  ],
  ['something is moved', 'alone', (world) => world.run(['move', '1.2', '--due', '+1d', '--today', monday])],
  ['the program is damaged', 'status', (world) => appendFileSync(program(world), ' ')],
];

test('what was kept is not believed after a change', async () => {
  const world = await large();
  for (const [what, name, change] of changes) {
    await planted(world, name);
    expect((await said(world, name)).stdout, what).toBe('planted\n');
    await change(world);
    const truth = await anew(world, name);
    expect(await said(world, name), what).toEqual(truth);
    expect(truth.stdout, what).not.toContain('planted');
  }
});

const team = prepared(async (world: World) => {
  const who = ['--name', 'Ada0 Lovelace', '--start', monday, '--buddy', 'Grace Hopper', '--me'];
  expect((await world.run(['start', ...who, '--today', monday])).code).toBe(0);
  const record = parseRecord(world.onlyRecord().text);
  for (let n = 1; n <= 64; n += 1) {
    const named = { name: `Ada${n} Lovelace`, person: `p${n}` };
    const events = record.events.map((event) => (event.kind === 'started' ? { ...event, ...named } : event));
    writeFileSync(pathAt(world, n), formatRecord(underId(idAt(n), { ...record, events })));
  }
});

const idAt = (n: number) => `h${(0x10000000 + n).toString(16)}`;
const pathAt = (world: World, n: number) => join(world.workspace, 'hires', `${idAt(n)}.json`);
const sheet = (world: World) =>
  join(folderOf(world), readdirSync(folderOf(world)).find((name) => name.startsWith('names-')) ?? '');

/** What is changed among many hires. */
const changesOfMany: readonly (readonly [string, (world: World) => unknown])[] = [
  ['another record gets the same name in place, with its size and time', (world) => renameInPlace(world, 5)],
  [
    'a record comes',
    (world) => {
      const record = parseRecord(readFileSync(pathAt(world, 7), 'utf8'));
      writeFileSync(pathAt(world, 70), formatRecord(underId(idAt(70), record)));
    },
  ],
  ['a copy of a record comes', (world) => copyFileSync(pathAt(world, 7), `${pathAt(world, 7)} (1).json`)],
  ['a record goes', (world) => rmSync(pathAt(world, 8))],
  ['the names go', (world) => rmSync(sheet(world))],
  ['the names are damaged', (world) => appendFileSync(sheet(world), ' ')],
  [
    'the names are of other states',
    (world) => {
      renameInPlace(world, 9);
      renameInPlace(world, 9, 'Ada9');
    },
  ],
];

/** Gives a record that is called Ada0 another name, or this name. */
function renameInPlace(world: World, n: number, name = 'Ada0'): void {
  const path = pathAt(world, n);
  const { atime, mtime } = statSync(path);
  const record = parseRecord(readFileSync(path, 'utf8'));
  const named = { name: `${name} Lovelace` };
  const events = record.events.map((event) => (event.kind === 'started' ? { ...event, ...named } : event));
  writeFileSync(path, formatRecord(underId(idAt(n), { ...record, events })));
  utimesSync(path, atime, mtime);
}

test('among many hires it is believed while each record is as it was, and nothing came or went', async () => {
  for (const [what, change] of changesOfMany) {
    const world = await team();
    // What was kept of names is older than the screen.
    await said(world, 'status');
    await planted(world, 'status');
    expect((await said(world, 'status')).stdout, what).toBe('planted\n');
    change(world);
    const truth = await anew(world, 'status');
    expect(await said(world, 'status'), what).toEqual(truth);
    expect(truth.stdout, what).not.toContain('planted');
  }
});

test('it stays the same where the file is damaged, anybody may write it, or it can’t be written; and goes with the lists', async () => {
  const world = await large();
  const truth = await anew(world, 'status');
  expect(truth.stdout).toContain('Learn thing number');
  const bytes = await planted(world, 'status');
  for (const damaged of [bytes.slice(0, 100), '', '{}\n{}\n']) {
    writeFileSync(fileOf(world, 'status'), damaged);
    expect(await said(world, 'status')).toEqual(truth);
  }
  writeFileSync(fileOf(world, 'status'), bytes);
  chmodSync(fileOf(world, 'status'), 0o666);
  expect(await said(world, 'status')).toEqual(truth);
  rmSync(folderOf(world), { recursive: true });
  writeFileSync(folderOf(world), '');
  for (let time = 0; time < 2; time += 1) expect(await said(world, 'status')).toEqual(truth);
  rmSync(folderOf(world));
  await planted(world, 'status');
  expect((await world.run(['forget', 'Ada', '--confirm', 'Ada Lovelace', '--today', monday])).code).toBe(0);
  expect(readdirSync(folderOf(world))).toEqual([]);
});

test('of files that were changed just now, nothing is kept; nor of few items beside many files', async () => {
  const world = await large();
  const files = readdirSync(world.home, { recursive: true, encoding: 'utf8' });
  const last = Math.max(...files.map((path) => statSync(join(world.home, path)).ctimeMs));
  const textAfter = async (ms: number) => {
    const env = at(world, new Date(Math.floor(last) + ms).toISOString());
    await said(world, 'status', { env });
    return JSON.parse(readFileSync(fileOf(world, 'status'), 'utf8').split('\n')[0] ?? '').text as string;
  };
  for (let time = 0; time < 2; time += 1) expect(await textAfter(1_900)).toBe('');
  expect(await textAfter(5_000)).toContain('Learn thing number');
  const few = new World();
  const team = ['--buddy', 'Grace', '--manager', 'Alan'];
  const started = await few.run([
    'start',
    '--name',
    'Ada',
    '--start',
    monday,
    ...team,
    '--me',
    '--today',
    monday,
  ]);
  expect(started.code, started.stderr).toBe(0);
  const later = async () => {
    for (let time = 0; time < 2; time += 1)
      await said(few, 'status', { env: at(few, `${monday}T11:00:00Z`) });
    return JSON.parse(readFileSync(fileOf(few, 'status'), 'utf8').split('\n')[0] ?? '').text as string;
  };
  for (let copy = 0; copy < 60; copy += 1)
    writeFileSync(join(few.workspace, 'programs', `${copy}.json`), '{}');
  expect(await later()).toBe('');
  for (let copy = 0; copy < 60; copy += 1) rmSync(join(few.workspace, 'programs', `${copy}.json`));
  expect(await later()).toContain('Ada');
});

test('at a terminal, what is longer than the screen goes through the pager', async (context) => {
  const world = await large();
  const env = { ...at(world), PM_ONBOARD_PAGER: 'tee got' };
  const terminal = await Terminal.open(context, world, { env });
  const got = join(world.folder, 'got');
  const shown = async (text: string) => {
    const [line = ''] = readFileSync(fileOf(world, 'status'), 'utf8').split('\n');
    const changed = JSON.stringify({ ...JSON.parse(line), text });
    writeFileSync(fileOf(world, 'status'), `${changed}\n${changed}\n`);
    return (await terminal.command('pm-onboard status')).text;
  };
  for (let time = 0; time < 2; time += 1) await terminal.command('pm-onboard status');
  rmSync(got, { force: true });
  expect(await shown('planted\n')).toContain('planted');
  expect(existsSync(got)).toBe(false);
  await shown('planted\n'.repeat(200));
  expect(readFileSync(got, 'utf8')).toBe('planted\n'.repeat(200));
});

test('who was asked which hire is meant is asked again', async (context) => {
  const world = new World();
  for (const name of ['Ada Lovelace', 'Annie Easley']) {
    const args = ['start', '--name', name, '--start', monday, '--no-me', '--today', monday];
    expect(await world.run(args)).toMatchObject({ code: 0 });
  }
  const terminal = await Terminal.open(context, world, {
    env: { ...at(world), PM_ONBOARD_AS: 'Grace Hopper' },
  });
  let first: string | undefined;
  for (const key of ['Enter', 'Enter', 'Down', 'Enter']) {
    await terminal.type('clear; pm-onboard status; echo "code=$?"');
    await terminal.still(/Which hire/);
    await terminal.press(key);
    if (key !== 'Enter') await terminal.press('Enter');
    const screen = await terminal.until('code=0');
    // They stand in the order of their ids, which are random.
    const [, shown = ''] = /^(.*) · day 1 of/m.exec(screen) ?? [];
    first ??= shown;
    expect(['Ada Lovelace', 'Annie Easley']).toContain(shown);
    expect(shown === first).toBe(key === 'Enter');
  }
});

test('over midnight nothing is kept for the new day', async () => {
  const world = await large();
  const hook = join(world.home, 'midnight.cjs');
  const now = `Real.parse('${monday}T23:59:59.990Z') + (looks++ < 3 ? 0 : 20)`;
  writeFileSync(hook, `let looks = 0;\n${clockHook(now)}`);
  for (let time = 0; time < 3; time += 1)
    await world.spawn(['status'], { env: { NODE_OPTIONS: `--require ${hook}`, TZ: 'UTC' } });
  const tomorrow = { env: at(world, '2099-06-02T09:00:00Z') };
  const shown = await said(world, 'status', tomorrow);
  expect(shown).toEqual(await anew(world, 'status', tomorrow));
  expect(shown.stdout).toContain('day 2 of');
});
