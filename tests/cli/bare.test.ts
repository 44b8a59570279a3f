/** The program's name alone: a status, the team, or a welcome. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectRefusal, fingerprint, tooWide } from './facts.ts';
import { Terminal } from './terminal.ts';
import { prepared, type RunOptions, World } from './world.ts';

const today = ['--today', '2026-11-24'];
/** Ada, whose machine it is. */
const own = prepared((world) => world.startAda());
const annie = [
  ...['start', '--name', 'Annie Easley', '--start', '2026-11-23', '--no-me'],
  ...['--buddy', 'Ada Lovelace', '--manager', 'Alan Turing'],
];
/** Ada and Annie; nobody's own machine. Ada is Annie's buddy. */
const several = prepared(async (world) => {
  await world.run([
    'start',
    '--name',
    'Ada Lovelace',
    '--start',
    '2026-11-23',
    '--buddy',
    'Grace Hopper',
    '--no-me',
    ...today,
  ]);
  await world.run([...annie, ...today]);
});

/** Expects the same as from another command line, without anything on stderr. */
async function same(
  world: World,
  args: readonly string[],
  as: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const before = fingerprint(world);
  const result = await world.run([...args, ...today], options);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result).toEqual(await world.run([...as, ...today], options));
  expect(fingerprint(world)).toBe(before);
  return result.stdout;
}

describe('with a run of one’s own: its status', () => {
  test('by the settings, with and without flags', async () => {
    const world = await own();
    await same(world, [], ['status']);
    expect(await world.run([])).toEqual(await world.run(['status']));
    await same(world, ['--as', 'Ada Lovelace'], ['status', '--as', 'Ada Lovelace']);
  });

  test('also where there are others, and one holds a role for them', async () => {
    const world = await own();
    await world.run([...annie, ...today]);
    expect(await same(world, [], ['status'])).toContain('Ada Lovelace · day 2');
    const hers = await same(world, ['--as', 'Annie Easley'], ['status', '--as', 'Annie Easley']);
    expect(hers).toContain('Annie Easley · day 2');
    expect(hers).toMatch(/--hire|--as|Annie/);
  });

  test('by who acts, or by who is named', async () => {
    const world = await several();
    for (const env of [{ PM_ONBOARD_AS: 'annie easley' }, { PM_ONBOARD_HIRE: 'Annie' }])
      expect(await same(world, [], ['status'], { env })).toContain('Annie Easley · day 2');
    expect(await same(world, ['--hire', 'Ada'], ['status', 'Ada'])).toContain('Ada Lovelace · day 2');
  });

  test('a name in the settings counts, and an id that is not here does not', async () => {
    const world = await several();
    const config = join(world.home, '.config/pm-onboard');
    mkdirSync(config, { recursive: true });
    const set = (settings: object) => writeFileSync(join(config, 'settings.json'), JSON.stringify(settings));
    set({ me: 'Grace Hopper', hire: 'annie easley' });
    expect(await same(world, [], ['status'])).toContain('Annie Easley');
    set({ me: 'Annie Easley', hire: 'h00000000' });
    expect(await same(world, [], ['status'])).toContain('Annie Easley');
    set({ me: 'Grace Hopper', hire: 'h00000000' });
    await same(world, [], ['mine']);
  });

  test('the only run, for whoever has nothing to do with it', async () => {
    const world = await own();
    expect(await same(world, ['--as', 'Nobody'], ['status', '--as', 'Nobody'])).toContain('Ada Lovelace');
  });

  test('a mistyped name is refused as by status', async () => {
    await expectRefusal(await several(), ['--hire', 'Adda'], {
      code: 2,
      says: ['did you mean Ada Lovelace?'],
    });
  });
});

describe('without one: what they owe, or the team', () => {
  test('for whoever holds a role for a hire', async () => {
    const world = await own();
    for (const name of ['Grace Hopper', 'alan turing'])
      expect(await same(world, ['--as', name], ['mine', '--as', name])).toContain('1 hire');
    expect(await same(world, [], ['mine'], { env: { PM_ONBOARD_AS: 'Grace Hopper' } })).toContain(
      'review Ada',
    );
  });

  test('where there are several, and nobody knows who is meant', async () => {
    expect(await same(await several(), [], ['team'])).toContain('2 hires');
  });

  test('for whoever has finished, and is a buddy now', async () => {
    const world = await several();
    await world.run(['finish', 'Ada', '--force', ...today]);
    expect(await same(world, ['--as', 'Ada Lovelace'], ['mine', '--as', 'Ada Lovelace'])).toContain('Annie');
    await world.run(['finish', 'Annie', '--force', ...today]);
    // Nobody is left to hold a role for, so it is the end of the own run.
    const last = await same(world, ['--as', 'Ada Lovelace'], ['status', '--as', 'Ada Lovelace']);
    expect(last).toContain('Ada Lovelace');
    expect(await same(world, [], ['team'])).toContain('2 finished');
  });

  test('status and next still ask which hire is meant', async () => {
    const world = await several();
    for (const args of [['status'], ['next'], ['s'], ['n']])
      await expectRefusal(world, args, { code: 4, says: ['which hire is meant?', '--hire'] });
  });
});

describe('where nobody has been started: a welcome', () => {
  test('in five lines, with the three ways to begin', async () => {
    const world = new World();
    const before = fingerprint(world);
    const { code, stdout, stderr } = await world.run([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(5);
    for (const way of [
      'pm-onboard start',
      'pm-onboard demo',
      'pm-onboard sync --join',
      'pm-onboard help --all',
    ])
      expect(stdout).toContain(way);
    expect(fingerprint(world)).toBe(before);
    for (const columns of [40, 80, 200])
      expect(tooWide((await world.run([], { columns })).stdout, columns)).toEqual([]);
  });

  test('with flags, in a workspace without hires, and for a folder that is not there', async () => {
    const world = new World();
    const { stdout } = await world.run([]);
    expect(await world.run(['--no-input', ...today])).toEqual({ code: 0, stdout, stderr: '' });
    expect(await world.run(['--workspace', 'nowhere'])).toEqual({ code: 0, stdout, stderr: '' });
    await world.run(['init']);
    expect(await world.run([])).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('flags that are none, or lack a value, are refused', async () => {
    const world = new World();
    await expectRefusal(world, ['--frobnicate'], { code: 2, says: ["'--frobnicate'", 'help --all'] });
    await expectRefusal(world, ['--json'], { code: 2, says: ["'--json'"] });
    await expectRefusal(world, ['--today', 'frobnicate'], { code: 2, says: ['--today'] });
    await expectRefusal(world, ['--workspace'], { code: 2, says: ['argument missing'] });
  });
});

test('at a terminal, several hires: the team, and nothing is asked', async (context) => {
  const terminal = await Terminal.open(context, await several());
  const { code, text } = await terminal.command('pm-onboard --today 2026-11-24');
  expect(code).toBe(0);
  expect(text).toContain('2 hires');
  const alone = await terminal.command('pm-onboard --hire Annie --today 2026-11-24');
  expect(alone.text).toContain('Annie Easley · day 2');
});
