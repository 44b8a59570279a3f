/** `config`: which settings are in force, where each comes from, and what changing one writes. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsInForce } from '../../src/session/in-force.ts';
import type { Session } from '../../src/session/session.ts';
import { settingNames, settingWords } from '../../src/workspace/setting-words.ts';
import { expectRefusal, flat, tooWide } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

function fileOf(world: World): string {
  return join(world.home, '.config/pm-onboard/settings.json');
}

function write(world: World, text: string): void {
  mkdirSync(dirname(fileOf(world)), { recursive: true });
  writeFileSync(fileOf(world), text);
}

/** What `config list --show-origin` says of a setting. */
async function originOf(world: World, key: string, args: readonly string[] = [], env = {}) {
  const { code, stdout } = await world.run(['config', 'list', '--show-origin', ...args], { env });
  expect(code).toBe(0);
  return stdout.split('\n').find((line) => line.includes(`\t${key}=`));
}

describe('which value counts', () => {
  test('me: a flag, a variable, the file, the system', async () => {
    const world = new World();
    expect(await originOf(world, 'me')).toMatch(/^system\tme=./);
    await world.run(['config', 'set', 'me', 'Ada Lovelace']);
    expect(await originOf(world, 'me')).toBe(`file:${fileOf(world)}\tme=Ada Lovelace`);
    const env = { PM_ONBOARD_AS: 'Lin' };
    expect(await originOf(world, 'me', [], env)).toBe('variable:PM_ONBOARD_AS\tme=Lin');
    expect(await originOf(world, 'me', ['--as', 'Wu'], env)).toBe('flag:--as\tme=Wu');
  });

  test('sync: pm-onboard.yaml, the file, manual', async () => {
    const world = new World();
    expect(await originOf(world, 'sync')).toBe('default\tsync=manual');
    await world.run(['config', 'set', 'sync', 'auto']);
    expect(await originOf(world, 'sync')).toBe(`file:${fileOf(world)}\tsync=auto`);
    const path = join(world.folder, 'pm-onboard.yaml');
    writeFileSync(path, 'sync: manual\n');
    expect(await originOf(world, 'sync')).toBe(`file:${path}\tsync=manual`);
    const { code, stderr } = await world.run(['config', 'set', 'sync', 'AUTO']);
    expect([code, stderr]).toEqual([0, '  `sync` is auto already.\n']);
    await world.run(['config', 'unset', 'sync']);
    expect(flat((await world.run(['config', 'set', 'sync', 'auto'])).stderr)).toContain(
      flat(`In force is manual, from ${path}.`),
    );
  });

  test('hire, accessible, the colour and the workspace, by flags and variables', async () => {
    const world = new World();
    const by = (key: string, args: string[], env = {}) => originOf(world, key, args, env);
    expect(await by('hire', ['--hire', 'Lin'])).toBe('flag:--hire\thire=Lin');
    expect(await by('hire', [], { PM_ONBOARD_HIRE: 'Lin' })).toBe('variable:PM_ONBOARD_HIRE\thire=Lin');
    expect(await by('accessible', [], { ACCESSIBLE: '0' })).toBe('variable:ACCESSIBLE\taccessible=false');
    expect(await by('late-colour', [])).toBe('default\tlate-colour=magenta');
    expect(await by('workspace', ['--workspace', world.folder])).toBe(
      `flag:--workspace\tworkspace=${world.folder}`,
    );
    expect(await by('workspace', [])).toBe(`default\tworkspace=${world.workspace}`);
  });

  test('every setting of the list is there', () => {
    const session = {
      io: { env: {}, dirs: { config: '/c', data: '/d' }, cwd: '/', userName: () => 'x' },
      globals: { input: false },
      settings: {},
      config: {},
      workspace: '/d',
    } as unknown as Session;
    const inForce = settingsInForce(session);
    expect(inForce.map(({ key }) => key)).toEqual(expect.arrayContaining(settingNames));
    for (const { key, value, origin } of inForce) {
      const { usual } = settingWords[key as (typeof settingNames)[number]] ?? {};
      if (origin.kind === 'default' && value !== null && usual) expect(usual).toBe(String(value));
    }
  });
});

describe('get', () => {
  test('prints the value alone, and exits with 1 where there is none', async () => {
    const world = new World();
    expect(await world.run(['config', 'get', 'hire'])).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(await world.run(['config', 'get', 'sync'])).toEqual({ code: 0, stdout: 'manual\n', stderr: '' });
    const { stdout } = await world.run(['config', 'get', 'hire', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      settings: [{ key: 'hire', value: null, origin: { kind: 'default', place: null } }],
    });
  });

  test('a list has a line for each', async () => {
    const world = new World();
    write(world, '{"workspaces":["/a","/b"]}');
    expect((await world.run(['config', 'get', 'workspaces'])).stdout).toBe('/a\n/b\n');
    expect((await world.run(['config'])).stdout).toContain('\nworkspaces=/a\nworkspaces=/b\n');
  });

  test('where pm-onboard.yaml is broken: what is known, and exit 3', async () => {
    const world = new World();
    writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'sync: often\n');
    const { code, stdout, stderr } = await world.run(['config', 'list']);
    expect(code).toBe(3);
    expect(stdout).toContain('late-colour=magenta\n');
    expect(stderr).toContain('Without the settings of the team');
    expect((await world.run(['config', 'set', 'me', 'Ada'])).code).toBe(0);
  });
});

describe('set and unset', () => {
  test('write a file for the user alone, and keep what they do not know', async () => {
    const world = new World();
    write(world, '{"me":"Lin","theme":{"a":1}}');
    chmodSync(fileOf(world), 0o644);
    const { code, stdout, stderr } = await world.run(['config', 'set', 'late-colour', 'blue']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('✓ `late-colour` is blue in your settings\n');
    expect(flat(stderr)).toContain(flat(fileOf(world)));
    expect(JSON.parse(readFileSync(fileOf(world), 'utf8'))).toEqual({
      me: 'Lin',
      theme: { a: 1 },
      'late-colour': 'blue',
    });
    expect(statSync(fileOf(world)).mode & 0o777).toBe(0o600);
    expect((await world.run(['config', 'unset', 'me'])).code).toBe(0);
    expect((await world.run(['config', 'unset', 'me'])).stderr).toBe('  `me` is not in your settings.\n');
    expect((await world.run(['config', 'unset', 'theme'])).code).toBe(0);
    expect(JSON.parse(readFileSync(fileOf(world), 'utf8'))).toEqual({ 'late-colour': 'blue' });
  });

  test('--dry-run writes nothing, and --json says what would be in force', async () => {
    const world = new World();
    const { stdout, stderr } = await world.run(['config', 'set', 'sync', 'auto', '--dry-run', '--json']);
    expect(existsSync(fileOf(world))).toBe(false);
    expect(stderr).toContain('Nothing is written. Without --dry-run:\n');
    const origin = { kind: 'user', place: fileOf(world) };
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      settings: [{ key: 'sync', value: 'auto', origin }],
      dryRun: true,
    });
  });

  test('a hire by a part of the name is kept by the id', async () => {
    const world = new World();
    await world.startAda();
    const id = basename(world.onlyRecord().path, '.json');
    const { stderr } = await world.run(['config', 'set', 'hire', 'lovelac']);
    expect(stderr).toContain(`\`hire\` is ${id} (Ada Lovelace) in your settings`);
    expect((await world.run(['config', 'get', 'hire'])).stdout).toBe(`${id}\n`);
    await expectRefusal(world, ['config', 'set', 'hire', 'Lovelane'], { code: 2, says: ['did you mean'] });
    await world.run(['run', 'leave-beta', 'Reminders']);
    await expectRefusal(world, ['config', 'set', 'hire', 'Ada', '--run', 'reminders'], { code: 2, says: [] });
  });

  test.each([
    [['config', 'set', 'synch', 'auto'], 'did you mean sync?'],
    [['config', 'set', 'late-colour', 'bleu'], 'did you mean blue?'],
    [['config', 'set', 'accessible', 'maybe'], 'true or false'],
    [['config', 'set', 'constructor', 'x'], 'there is no setting'],
    [['config', 'set', 'me', ' '], 'the name is empty'],
    [['config', 'set', 'me'], 'pm-onboard config set KEY VALUE'],
    [['config', 'set', 'workspaces', '/a'], 'pm-onboard init --mine'],
    [['config', 'set', 'workspace', '/a'], '--workspace'],
    [['config', 'set', 'program', 'my: program'], '\n  program: "my: program"\n'],
    [['config', 'set', 'calendar', 'x'], 'pm-onboard schema workspace'],
    [['config', 'get', 'calendar'], 'pm-onboard doctor'],
    [['config', 'get', 'accesible'], 'did you mean accessible?'],
    [['config', 'unset', 'snyc'], 'did you mean sync?'],
    [['config', 'lsit'], 'did you mean list?'],
    [['config', 'me'], 'pm-onboard config get me'],
    [['config', 'list', 'me'], 'too many words'],
    [['config', 'unset', 'me', '--show-origin'], '--show-origin goes with list or get'],
    [['config', 'get', 'me', '--dry-run'], '--dry-run goes with set or unset'],
  ])('refuses %j', async (args, says) => {
    const world = new World();
    const { code, stdout, stderr } = await world.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(says.startsWith('\n') ? stderr : flat(stderr)).toContain(says);
    expect(tooWide(stderr.replaceAll(world.home, '~'), 80)).toEqual([]);
    expect(existsSync(fileOf(world))).toBe(false);
  });
});

describe('what the settings do', () => {
  test('accessible: sentences on every screen, unless a variable says no', async () => {
    const world = new World();
    await world.startAda();
    await world.run(['config', 'set', 'accessible', 'on']);
    for (const args of [['status'], ['status', '--all'], ['mine'], []]) {
      expect((await world.run(args)).stdout, args.join(' ')).not.toMatch(/[·░]/);
      const off = await world.run(args, { env: { PM_ONBOARD_ACCESSIBLE: '0' } });
      expect(off.stdout, args.join(' ')).toMatch(/[·░]/);
    }
    expect((await world.run(['config', 'list', '--show-origin'])).stdout).toContain(
      `accessible: true, from ${fileOf(world)}.\n`,
    );
  });

  test('accessible: questions are plain lines, too', async (context) => {
    const world = new World();
    await world.startAda();
    await world.run(['config', 'set', 'accessible', 'on']);
    const terminal = await Terminal.open(context, world);
    await terminal.type('pm-onboard done meet-buddy --today 2026-11-23');
    await terminal.until(/Enter\s+alone is none\./);
    await terminal.press('C-c');
  });

  test('late-colour: late dates have it', async () => {
    const world = new World();
    await world.startAda();
    const late = async () => (await world.run(['status', '--today', '2026-12-01'], { colour: true })).stdout;
    const [magenta, blue] = ['\u001b[35msince', '\u001b[34msince'];
    expect(await late()).toContain(magenta);
    await world.run(['config', 'set', 'late-colour', 'blue']);
    expect(await late()).toContain(blue);
    await world.run(['config', 'set', 'late-colour', 'none']);
    const plain = await late();
    expect(plain).not.toContain(blue);
    expect(plain).not.toContain(magenta);
    write(world, '{"late-colour":"constructor"}');
    expect(await late()).toContain(magenta);
  });
});
