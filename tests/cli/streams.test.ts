/** With closed or broken streams, the answer or the exit code still comes, without useless messages. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { events, fingerprint, flat } from './facts.ts';
import { World } from './world.ts';

const day = '--today 2026-11-23';

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

describe('streams', () => {
  test('a reader of stdout who leaves early hears no complaint', async () => {
    const world = await started();
    for (const command of ['next -n 99', 'status', 'show 1.1', 'log', 'status --json', 'help --all']) {
      const result = await world.shell(`pm-onboard ${command} ${day} | head -1; exit "\${PIPESTATUS[0]}"`);
      expect(result.stderr, command).toBe('');
      expect(result.stdout.split('\n')).toHaveLength(2);
      expect(result.code, command).toBe(0);
    }
    const gone = await world.shell(`pm-onboard next -n 99 ${day} | true; exit "\${PIPESTATUS[0]}"`);
    expect(gone).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('more than a pipe holds arrives whole, however slowly it is read', async () => {
    const world = await started();
    const note = 'n'.repeat(60_000);
    for (let n = 0; n < 2; n += 1) await world.spawn(['note', '1.8', note, '--today', '2026-11-23']);
    const result = await world.shell(`pm-onboard log --json ${day} | { sleep 0.3; cat; }`);
    expect(result.stderr).toBe('');
    const { entries } = JSON.parse(result.stdout) as { entries: { what: string }[] };
    expect(entries.filter(({ what }) => what.includes(note))).toHaveLength(2);
    // On a screen too, and before its reader loses patience.
    const screen = await world.shell(`timeout 100 "$NODE" "$LAUNCHER" log ${day}`);
    expect(screen.code).toBe(0);
    expect(screen.stdout.replace(/\s/g, '')).toContain(note);
  });

  test('stdin, stdout or stderr closed: the command is carried out all the same', async () => {
    const world = await started();
    const noInput = await world.shell(`pm-onboard done 1.1 ${day} <&-`);
    expect(noInput.code).toBe(0);
    expect(noInput.stderr).toContain('1.1 Meet your manager: done');
    const noOutput = await world.shell(`pm-onboard status ${day} >&-`);
    expect(noOutput).toEqual({ code: 0, stdout: '', stderr: '' });
    const noErrors = await world.shell(`pm-onboard done 1.2 ${day} 2>&-`);
    expect(noErrors).toEqual({ code: 0, stdout: '', stderr: '' });
    const nothing = await world.shell(`pm-onboard done 1.5 ${day} <&- >&- 2>&-`);
    expect(nothing).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(events(world).flatMap(({ kind, item }) => (kind === 'done' ? [item] : []))).toEqual([
      'meet-manager',
      'learn-team',
      'browse-websites',
    ]);
    // What a closed stream's number is given to next must not receive the output.
    expect(JSON.parse(world.onlyRecord().text)).toHaveProperty('events');
    expect((await world.shell('pm-onboard frobnicate 2>&-')).code).toBe(2);
    expect((await world.shell('pm-onboard start <&- 2>&-')).code).toBe(4);
  });

  test('stdout on a full disk is an error that is said', async ({ skip }) => {
    if (!existsSync('/dev/full')) return skip('there is no /dev/full');
    const world = await started();
    const result = await world.shell(`pm-onboard status ${day} >/dev/full`);
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('disk is full');
    const both = await world.shell(`pm-onboard frobnicate 2>/dev/full`);
    expect(both.code).toBe(2);
  });

  test('results go to stdout alone, all else to stderr alone', async () => {
    const world = await started();
    for (const command of ['status', 'next', 'show 1.1', 'log', 'help', 'status --markdown']) {
      const result = await world.shell(`pm-onboard ${command} ${day}`);
      expect({ ...result, stdout: result.stdout !== '' }, command).toEqual({
        code: 0,
        stdout: true,
        stderr: '',
      });
    }
    for (const command of [
      'done 1.1',
      'note 1.1 x',
      'ask why',
      'count 1.9',
      'reopen 1.1',
      'undo',
      'init team',
    ]) {
      const result = await world.shell(`pm-onboard ${command} ${day}`);
      expect({ ...result, stderr: result.stderr !== '' }, command).toEqual({
        code: 0,
        stdout: '',
        stderr: true,
      });
    }
  });

  test('nothing is asked where nobody can answer, whatever stdin holds', async () => {
    const world = await started();
    const before = fingerprint(world);
    const commands: [string, string][] = [
      ['start', '--name'],
      ['done 1.3', '--evidence'],
      ['done meet-buddy', 'pm-onboard done 1.2'],
      ['skip 1.2', '--reason'],
    ];
    for (const [command, flag] of commands)
      for (const way of [`</dev/null`, `--no-input`, `<<< $'Ada\\n\\n\\n\\n'`]) {
        const result = await world.shell(`pm-onboard ${command} ${day} ${way}`);
        expect(result, `${command} ${way}`).toMatchObject({ code: 4, stdout: '' });
        expect(result.stderr).toContain(flag);
      }
    expect(fingerprint(world)).toBe(before);
  });
});

describe('a system without an answer', () => {
  test('a current folder that is gone: a sentence and exit code 3', async () => {
    const world = await started();
    const line = (command: string) => `mkdir gone && cd gone && rmdir ../gone && pm-onboard ${command}`;
    const status = await world.shell(line('status'));
    expect(status).toMatchObject({ code: 3, stdout: '' });
    expect(status.stderr).toBe('pm-onboard: the current folder is gone\n  cd to a folder that is there\n');
    expect(await world.shell(line('--version'))).toMatchObject({ code: 0, stderr: '' });
  });

  test('a home that nobody knows: a sentence and exit code 3; not needed where XDG says the folders', async () => {
    const world = await started();
    const homeless = join(world.folder, 'homeless.cjs');
    writeFileSync(
      homeless,
      "const os = require('node:os');\nos.homedir = os.userInfo = () => { throw new Error('uv_os_homedir returned ENOENT'); };\n",
    );
    const env = { NODE_OPTIONS: `--require=${homeless}`, HOME: '' };
    const status = await world.spawn(['status'], { env });
    expect(status).toMatchObject({ code: 3, stdout: '' });
    expect(status.stderr).toContain('HOME');
    expect(status.stderr).not.toMatch(/^\s+at /m);
    expect((await world.spawn(['--version'], { env })).code).toBe(0);
    const folders = { XDG_CONFIG_HOME: '.config', XDG_DATA_HOME: '.local/share', XDG_CACHE_HOME: '.cache' };
    const xdg = Object.entries(folders).map(([name, path]) => [name, join(world.home, path)]);
    const told = await world.spawn(['status'], {
      env: { ...env, ...Object.fromEntries(xdg), XDG_STATE_HOME: '/' },
    });
    expect(told).toMatchObject({ code: 0, stderr: '' });
  });

  test('an empty HOME and relative XDG folders are as if unset; a relative HOME is refused', async () => {
    const world = new World();
    const home = join(world.home, 'home.cjs');
    // As the system does it, which must not lead this test to the home of whoever runs it.
    writeFileSync(
      home,
      "require('node:os').homedir = () => process.env.HOME ?? require('node:path').dirname(__filename);\n",
    );
    const NODE_OPTIONS = `--require=${home}`;
    const relative = { XDG_CONFIG_HOME: 'config', XDG_DATA_HOME: './data', XDG_CACHE_HOME: 'cache' };
    const start = ['start', '--name', 'Ada', '--start', '2026-11-23', '--me'];
    for (const env of [{ NODE_OPTIONS, HOME: '' }, relative, { NODE_OPTIONS, HOME: '', ...relative }]) {
      expect(await world.spawn([...start, '--another'], { env })).toMatchObject({ code: 0 });
      expect(readdirSync(world.folder)).toEqual([]);
    }
    expect(readdirSync(join(world.workspace, 'hires'))).toHaveLength(3);
    expect(existsSync(join(world.home, '.config/pm-onboard/settings.json'))).toBe(true);
    const refused = await world.spawn(start, { env: { HOME: 'here' } });
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(flat(refused.stderr)).toContain('HOME is not a full path');
    expect(readdirSync(world.folder)).toEqual([]);
  });

  test('a place that takes no folders, such as /proc: refused at once, caches left out', async ({ skip }) => {
    if (!existsSync('/proc/self')) skip('there is no /proc here');
    const world = new World();
    const start = ['start', '--name', 'Ada', '--start', '2026-11-23', '--me'];
    const before = fingerprint(world);
    for (const args of [
      ['init', '/proc/team'],
      ['init', '/proc/some/team', '--checklists'],
      [...start, '--workspace', '/proc/team'],
    ]) {
      const result = await world.spawn(args);
      expect(result, args.join(' ')).toMatchObject({ code: 3, stdout: '' });
      expect(result.stderr).toBe('pm-onboard: no folder can be made in /proc\n  choose another place\n');
    }
    expect(fingerprint(world)).toBe(before);
    const elsewhere = { XDG_CACHE_HOME: '/proc/cache', XDG_CONFIG_HOME: '/proc/config' };
    const forgetful = await world.spawn(start, { env: elsewhere });
    expect(forgetful.code).toBe(3);
    expect(flat(forgetful.stderr)).toContain('could not be remembered: no folder can be made in /proc');
    expect(await world.spawn(['status'], { env: elsewhere })).toMatchObject({ code: 0, stderr: '' });
  });
});
