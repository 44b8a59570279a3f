/** Colours by one decision for each stream, at terminals and piped; and ASCII where the locale shows no signs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signsInAscii } from '../../src/render/ascii.ts';
import { type Command, reading, writing } from '../../trials/terminal/commands.ts';
import { layOut } from '../../trials/terminal/lay-out.ts';
import { expectRefusal, tooWide } from './facts.ts';
import { all, beginnings } from './hostile.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const today = ['--today', '2026-11-26'];

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

/** A colour or weight that is switched on; tmux ends a line by switching all off. */
const colour = new RegExp(`${'\u001b'}\\[[0-9;]*[1-9](?<!39|49)m`);

/** Colours of stdout, and of stderr, where both are piped. */
async function colours(world: World, flags: readonly string[], env: Record<string, string>) {
  const { stdout } = await world.run(['status', ...today, ...flags], { env });
  const { stderr } = await world.run(['show', 'nothing-of-it', ...today, ...flags], { env });
  return [stdout, stderr].map((text) => text.includes('\u001b['));
}

describe('colours, piped', () => {
  test.each([
    ['nothing is said', [], {}, false],
    ['FORCE_COLOR=1', [], { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=true', [], { FORCE_COLOR: 'true' }, true],
    ['an empty FORCE_COLOR', [], { FORCE_COLOR: '' }, true],
    ['FORCE_COLOR=3', [], { FORCE_COLOR: '3' }, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['a FORCE_COLOR that Node doesn’t know', [], { FORCE_COLOR: 'false' }, false],
    ['TERM=dumb, forced', [], { TERM: 'dumb', FORCE_COLOR: '1' }, true],
    ['NO_COLOR beside it', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['an empty NO_COLOR, which is none', [], { NO_COLOR: '', FORCE_COLOR: '1' }, true],
    ['CLICOLOR_FORCE, which is not read', [], { CLICOLOR_FORCE: '1' }, false],
    ['--color always', ['--color', 'always'], {}, true],
    [
      '--color=always, against all',
      ['--color=always'],
      { NO_COLOR: '1', TERM: 'dumb', FORCE_COLOR: '0' },
      true,
    ],
    ['--color never, against all', ['--color', 'never'], { FORCE_COLOR: '3' }, false],
    ['--color auto', ['--color', 'auto'], {}, false],
    ['--color auto with FORCE_COLOR', ['--color', 'auto'], { FORCE_COLOR: '1' }, true],
    ['two flags, of which the last one counts', ['--color', 'never', '--color=always'], {}, true],
  ] as const)('%s', async (_, flags, env, wanted) => {
    expect(await colours(await started(), flags, env)).toEqual([wanted, wanted]);
  });

  test('another word is refused, and what the refusal says works', async () => {
    const world = await started();
    await expectRefusal(world, ['status', '--color', 'sometimes'], {
      code: 2,
      says: ['--color: "sometimes" is none of auto, always, never', 'write --color always'],
    });
  });

  test('before the command, without one, behind `run check`, and with all that is no text', async () => {
    const world = await started();
    for (const args of [['--color', 'always', 'status'], ['--color=always']])
      expect((await world.run([...args, ...today])).stdout).toContain('\u001b[');
    await world.run(['run', 'leave-beta', 'Reminders', ...today]);
    const gate = await world.run(['run', 'check', 'reminders', '--color', 'always', ...today]);
    expect(gate.stdout).toContain('\u001b[');
    for (const format of ['--json', '--markdown'])
      expect((await world.run(['status', format, '--color', 'always', ...today])).stdout).not.toContain(
        '\u001b',
      );
  });
});

describe('at a terminal', () => {
  test('each stream has the colours that it can show', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    const at = today.join(' ');
    const looks = async (line: string) => colour.test((await terminal.command(line)).coloured);
    const file = (name: string) => readFileSync(join(world.folder, name), 'utf8');

    expect(await looks(`pm-onboard status ${at}`)).toBe(true);
    expect(await looks(`pm-onboard status --color never ${at}`)).toBe(false);
    expect(await looks(`NO_COLOR=1 pm-onboard status ${at}`)).toBe(false);
    expect(await looks(`NO_COLOR= pm-onboard status ${at}`)).toBe(true);
    expect(await looks(`FORCE_COLOR=0 pm-onboard status ${at}`)).toBe(false);
    expect(await looks(`TERM=dumb pm-onboard status ${at}`)).toBe(false);
    expect(await looks(`TERM=dumb pm-onboard status --color always ${at}`)).toBe(true);
    // One goes into a file or a pipe, the other is a terminal.
    expect(await looks(`pm-onboard status ${at} | cat`)).toBe(false);
    expect(await looks(`pm-onboard status --color always ${at} | cat`)).toBe(true);
    expect(await looks(`FORCE_COLOR=1 pm-onboard status ${at} | cat`)).toBe(true);
    expect(await looks(`pm-onboard done 1.1 --json ${at} > out`)).toBe(true);
    expect(file('out')).not.toContain('\u001b');
    expect(await looks(`pm-onboard show xyzzy ${at} 2> err`)).toBe(false);
    expect(file('err')).not.toContain('\u001b');
    expect(await looks(`pm-onboard show xyzzy ${at} > out`)).toBe(true);
  });

  test('with LC_ALL=C, screens and questions are ASCII, but for letters', async (context) => {
    const world = await started();
    await world.run(['assign', '--role', 'buddy', '--to', 'José Ñandú', ...today]);
    const terminal = await Terminal.open(context, world);
    const usual = await terminal.command(`pm-onboard status ${today.join(' ')}`);
    const { text, unbroken } = await terminal.command(`LC_ALL=C pm-onboard status ${today.join(' ')}`);
    expect(usual.text).toMatch(/[·…░]/);
    expect(text).toContain('José');
    expect([...text].filter((sign) => sign > '~' && !'éÑú'.includes(sign))).toEqual([]);
    expect(tooWide(unbroken, 80)).toEqual([]);

    await terminal.type('clear');
    await terminal.type(`LC_ALL=C pm-onboard done ${today.join(' ')}`);
    const list = await terminal.still(/navigate/);
    expect(list).toMatch(/^> \[ \] |^>[o*] |^>o/m);
    expect(list).toContain('^v navigate');
    expect([...list].filter((sign) => sign > '~' && !'éÑú'.includes(sign))).toEqual([]);
    await terminal.press('Space');
    await terminal.press('Enter');
    expect(await terminal.until('1.1 Meet your manager: done')).toMatch(/^\+ 1\.1 Meet your manager: done/m);
  });

  test('questions have the colours of the flag; on a dumb terminal they are plain lines', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`NO_COLOR=1 FORCE_COLOR=1 pm-onboard done ${today.join(' ')}`);
    const plain = await terminal.still(/navigate/);
    expect(plain).not.toContain('Warning');
    expect(await terminal.screen('-e')).not.toMatch(colour);
    await terminal.press('C-c');
    await terminal.until('nothing was saved');
    await terminal.type('clear');
    await terminal.type(`pm-onboard done --color never ${today.join(' ')}`);
    await terminal.still(/navigate/);
    expect(await terminal.screen('-e')).not.toMatch(colour);
    await terminal.press('C-c');
    await terminal.until('nothing was saved');
    await terminal.type('clear');
    await terminal.type(`NO_COLOR=1 pm-onboard done --color always ${today.join(' ')}`);
    await terminal.still(/navigate/);
    expect(await terminal.screen('-e')).toMatch(colour);
    await terminal.press('C-c');
    await terminal.until('nothing was saved');
    await terminal.type('clear');
    await terminal.type(`TERM=dumb pm-onboard done ${today.join(' ')}`);
    expect(await terminal.until('Type numbers')).toContain('1. Step 1.1');
    await terminal.type('1');
    await terminal.until('1.1 Meet your manager: done');
  });
});

describe('signs', () => {
  test.each([
    [{ LC_ALL: 'C' }, false],
    [{ LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'en_US.UTF-8' }, false],
    [{ LANG: 'de_DE' }, false],
    [{ LC_ALL: '', LC_CTYPE: '', LANG: 'C' }, false],
    [{}, true],
    [{ LANG: 'C.UTF-8' }, true],
    [{ LC_CTYPE: 'UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: 'en_US.utf8', LC_CTYPE: 'C' }, true],
  ])('%j', async (env, wanted) => {
    const world = await started();
    const { stdout } = await world.run(['status', ...today], { env });
    expect(/[·…░]/.test(stdout)).toBe(wanted);
    expect((await world.run(['status', '--json', ...today], { env })).stdout).toBe(
      (await world.run(['status', '--json', ...today])).stdout,
    );
  });

  /** Whether stdout is for programs or files, which a locale doesn't change. */
  function isData(args: readonly string[]): boolean {
    // What `finish --change` prints is Markdown, for a pull request.
    const formats = ['--json', '--markdown', '--csv', '--plain', '--ics', '-o', '--change'];
    const [name, , format = ''] = args;
    return (
      args.some((arg) => formats.includes(arg)) ||
      ['export', 'schema'].includes(name ?? '') ||
      (args.includes('--format') && !args.includes('text') && format !== '')
    );
  }

  /** What of a text isn't ASCII, and neither a letter nor a sign of foreign text for which nothing stands. */
  function strays(text: string, args: readonly string[]): string[] {
    const foreign = new Set(`${all}${beginnings.join('')}${args.join('')}`);
    const allowed = (sign: string) => foreign.has(sign) && signsInAscii(sign) === sign;
    return [...new Set(text)].filter((sign) => sign > '~' && !allowed(sign));
  }

  test('no command prints one in a C locale that isn’t foreign; what is for programs stays as it is', async () => {
    const world = new World();
    await layOut(world);
    const env = { LC_ALL: 'C' };
    const given = ([args]: Command) =>
      [...args, ...(args.includes('--today') ? [] : ['--today', '2026-11-23']), '--no-input'].map((word) =>
        word.replaceAll('\u0000', ''),
      );
    const found: string[] = [];
    let printed = 0;
    for (const command of [...reading, ...writing]) {
      const args = given(command);
      const { stdout, stderr, code } = await world.run(args, { env });
      expect(code, args.join(' ')).toBe(command[1]);
      const text = isData(args) ? stderr : stdout + stderr;
      printed += text.length;
      const wrong = strays(text, args);
      if (wrong.length > 0) found.push(`${args.slice(0, 3).join(' ').slice(0, 60)}: ${wrong.join(' ')}`);
      // A share has an id and an instant of its own each time.
      if (reading.includes(command) && isData(args) && code === 0 && args[0] !== 'share')
        expect((await world.run(args)).stdout, args.join(' ')).toBe(stdout);
    }
    expect(found).toEqual([]);
    expect(printed).toBeGreaterThan(50_000);
  }, 300_000);

  test('a stand-in that is wider moves no column, and no line grows beyond the page', async () => {
    const world = await started();
    for (const columns of [50, 80])
      for (const args of [
        ['status', '--all'],
        ['plan'],
        ['team'],
        ['next'],
        ['report'],
        ['log'],
        ['help', '--all'],
      ]) {
        const usual = await world.run([...args, ...today], { columns });
        const ascii = await world.run([...args, ...today], { columns, env: { LC_ALL: 'C' } });
        const was = new Set(tooWide(usual.stdout, columns).map(signsInAscii));
        expect(tooWide(ascii.stdout, columns).filter((line) => !was.has(line))).toEqual([]);
        expect(ascii.stdout).not.toMatch(/[·…░✓–]/);
      }
  });
});
