/** `completion`: the Tab key in real shells; what a completion answers; what `install` writes, and leaves alone. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { type ShellName, shellNames } from '../../src/actions/completion/scripts.ts';
import type { Listing } from '../../src/completion/listing.ts';
import { fingerprint } from './facts.ts';
import { all } from './hostile.ts';
import { Terminal } from './terminal.ts';
import { prepared, root, World } from './world.ts';

const own = ['--start', '2026-11-23', '--buddy', 'Grace', '--manager', 'Alan', '--no-me', '--no-input'];
const evil = 'Bo $(touch pwned) `touch pwned` !! ; & # "x"';

const lay = prepared(async (world) => {
  await world.startAda();
  for (const name of ['Ana Ruiz', "Mia O'Brien", 'Zoë Ähn', evil])
    await world.run(['start', '--name', name, ...own, '--today', '2026-11-23']);
  await world.run([
    ...[
      'start',
      '--name',
      'Ada Lovelace',
      '--another-run',
      '--program',
      'offboarding',
      '--end',
      '2027-03-01',
    ],
    ...['--manager', 'Alan', '--no-input', '--today', '2026-11-23'],
  ]);
  await world.run(['run', 'leave-beta', 'Message reminders', '--today', '2026-11-23']);
});

/** What the program answers a shell. */
async function answer(world: World, ...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await world.spawn(['__complete', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

/** The words of an answer, without what they mean. */
async function words(world: World, ...args: string[]): Promise<string[]> {
  const [first, ...lines] = await answer(world, 'zsh', ...args);
  expect(first).toBe('words');
  return lines.map((line) => line.split('\t')[0] ?? '');
}

/** Waits for a file. */
async function there(path: string): Promise<void> {
  for (const end = Date.now() + 20_000; !existsSync(path); ) {
    if (Date.now() > end) throw new Error(`${path} never came`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

describe('the Tab key', () => {
  const bashPackage = '/usr/share/bash-completion/bash_completion';

  /** A shell in which `pm-onboard` answers completions, and otherwise shows the words that it is given. */
  async function shellAt(context: TestContext, shell: ShellName, world: World, isBare = false) {
    if (spawnSync(shell, ['--version']).status !== 0) context.skip(`${shell} is not installed`);
    if (shell === 'bash' && !isBare && !existsSync(bashPackage))
      context.skip('the package bash-completion is not installed');
    const bin = join(world.home, 'bin');
    mkdirSync(bin, { recursive: true });
    const script = [
      '#!/bin/sh',
      'if [ "$1" = __complete ]; then "$NODE" "$LAUNCHER" "$@"; echo >>"$HOME/answered"; exit; fi',
      `printf '%s\\0' "$@" >"$HOME/ran.new"; mv "$HOME/ran.new" "$HOME/ran"`,
      '',
    ].join('\n');
    for (const name of ['pm-onboard', 'pmo']) {
      writeFileSync(join(bin, name), script);
      chmodSync(join(bin, name), 0o755);
    }
    expect((await world.run(['completion', 'install', shell])).code).toBe(0);
    const file = {
      bash: '.local/share/bash-completion/completions/pm-onboard',
      zsh: '.local/share/zsh/site-functions/_pm-onboard',
      fish: '.config/fish/completions/pm-onboard.fish',
    }[shell];
    const terminal = await Terminal.open(context, world, { env: { PATH: `${bin}:${process.env['PATH']}` } });
    const begin = {
      bash: `unset -f pm-onboard; source '${isBare ? join(world.home, file) : bashPackage}'; bind 'set bell-style none'; bind 'set show-all-if-ambiguous on'`,
      zsh: `exec zsh -f`,
      fish: `exec fish`,
    }[shell];
    await terminal.type(begin);
    if (shell === 'zsh') {
      await terminal.type(`PS1='$ '; unsetopt beep; fpath=('${dirname(join(world.home, file))}' $fpath)`);
      await terminal.type('autoload -Uz compinit; compinit -D -u');
    }
    if (shell === 'fish')
      await terminal.type("function fish_prompt; echo -n '$ '; end; set -g fish_greeting");
    await terminal.type("printf 'be%s\\n' gun");
    await terminal.until('begun');
    await terminal.type('clear');
    await terminal.still(/^\$\s*$/m);
    return terminal;
  }

  /** What is typed, keys in brackets → the words that the program is then run with. */
  const cases: readonly [string, readonly string[], (readonly ShellName[])?][] = [
    ['pm-onboard reop[Tab]1.3', ['reopen', '1.3']],
    ['pmo reop[Tab]1.3', ['reopen', '1.3']],
    ['pm-onboard status Mi[Tab]', ['status', "Mia O'Brien"]],
    ['pm-onboard status "Ana R[Tab]', ['status', 'Ana Ruiz']],
    ['pm-onboard status "Mia[Tab]', ['status', "Mia O'Brien"]],
    ["pm-onboard status 'Ana R[Tab]", ['status', 'Ana Ruiz']],
    ['pm-onboard status Ana\\ R[Tab]', ['status', 'Ana Ruiz']],
    ['pm-onboard status Zo[Tab]', ['status', 'Zoë Ähn']],
    ['pm-onboard status Zoë\\ Ä[Tab]', ['status', 'Zoë Ähn']],
    ['pm-onboard status Bo[Tab]', ['status', evil]],
    ["pm-onboard status 'Bo[Tab]", ['status', evil]],
    ['pm-onboard done message-reminders:1.2[Tab]', ['done', 'message-reminders:1.2']],
    ['pm-onboard done offboarding:1.[Tab]3', ['done', 'offboarding:1.3']],
    ['pm-onboard done offb[Tab]1.3', ['done', 'offboarding:1.3']],
    ['pm-onboard done 1.3,offboarding:2.1[Tab]', ['done', '1.3,offboarding:2.1']],
    ['pm-onboard --hire "Ana Ruiz" done 1.13[Tab]', ['--hire', 'Ana Ruiz', 'done', '1.13']],
    ['pm-onboard status --hire=Mia[Tab]', ['status', "--hire=Mia O'Brien"]],
    ['pm-onboard status --run mess[Tab]', ['status', '--run', 'message-reminders']],
    ['pm-onboard plan --exp[Tab]x', ['plan', '--expx']],
    ['pm-onboard done --with[Tab]x', ['done', '--without-evidence', 'x']],
    ['pm-onboard lint no[Tab]', ['lint', 'notes.md']],
    ['pm-onboard lint "no[Tab]', ['lint', 'notes.md']],
  ];

  test.for([
    ['bash, with the package bash-completion', 'bash', false],
    ['bash without it', 'bash', true],
    ['zsh', 'zsh', false],
    ['fish', 'fish', false],
  ] as const)(
    '%s: each value arrives as it is, and runs nothing',
    { timeout: 300_000 },
    async ([, shell, isBare], context) => {
      const world = await lay();
      writeFileSync(join(world.folder, 'notes.md'), '');
      const terminal = await shellAt(context, shell, world, isBare);
      const [ran, answered] = [join(world.home, 'ran'), join(world.home, 'answered')];
      const got: Record<string, unknown> = {};
      for (const [typed] of cases) {
        rmSync(ran, { force: true });
        for (const part of typed.split(/(?=\[Tab\])|(?<=\[Tab\])/)) {
          rmSync(answered, { force: true });
          if (part === '[Tab]') {
            await terminal.press('Tab');
            await there(answered);
            await terminal.still(/\$/);
          } else await terminal.paste(part);
        }
        await terminal.press('Enter');
        await there(ran).catch(async () => {
          throw new Error(`${typed}: ${await terminal.screen()}`);
        });
        got[typed] = readFileSync(ran, 'utf8').split('\0').slice(0, -1);
      }
      expect(got).toEqual(Object.fromEntries(cases));
      expect(existsSync(join(world.folder, 'pwned'))).toBe(false);
    },
  );
});

describe('what is answered', () => {
  test('commands, flags and values, in our order', async () => {
    const world = await lay();
    expect((await words(world, '')).slice(0, 4)).toEqual(['status', 'next', 'done', 'book']);
    const own = await words(world, 'done', '--hire', 'Ana Ruiz', '');
    expect(own.filter((word) => word.startsWith('1.')).slice(8, 11)).toEqual(['1.9', '1.10', '1.11']);
    expect(await answer(world, 'zsh', 'done', '--hire', 'Ana Ruiz', '1.1')).toContain(
      '1.1\tMeet your manager',
    );
    expect(await words(world, 'done', '--hire', 'Ana Ruiz', 'meet-ma')).toEqual([
      'meet-manager',
      'meet-marketing',
    ]);
    expect(await words(world, 'done', '--run', 'message-reminders', '')).toContain('1.1');
    const names = ['Ada Lovelace', 'Ana Ruiz', evil, "Mia O'Brien", 'Zoë Ähn'];
    expect(await words(world, 'status', '')).toEqual(names);
    const runs = ['offboarding', 'product-manager', 'message-reminders'];
    expect((await words(world, 'status', '--run', '')).sort()).toEqual(runs.sort());
    expect(await words(world, 'run', 'check', '')).toEqual(['message-reminders']);
    expect(await words(world, 'run', 'leave')).toEqual(['leave-beta']);
    expect(await words(world, 'add', 'x', '--from', 'leave')).toEqual(['leave-beta']);
    expect(await words(world, 'people', '--role', 'bud')).toEqual(['buddy']);
    expect(await words(world, 'people', 'Ana Ruiz', '--role', 'bu')).toEqual(['buddy']);
    expect(await words(world, 'status', 'Ana Ruiz', '--phase', 'week')).toContain('week-1');
    expect(await words(world, 'start', '--program', 'off')).toEqual(['offboarding']);
    expect(await words(world, 'lint', '--format', 's')).toEqual(['sarif']);
    expect(await words(world, 'status', '--format=mat')).toEqual(['--format=mattermost']);
    expect(await words(world, 'help', 'exit')).toEqual(['exit-codes']);
    expect(await words(world, 'd', '--ev')).toEqual(['--evidence']);
    expect(await words(world, 'done', '--note', '')).toEqual([]);
    expect(await words(world, 'no-such-command', '')).toEqual([]);
    expect(await answer(world, 'zsh', 'lint', '')).toEqual(['files']);
    expect(await answer(world, 'zsh', '--workspace', '')).toEqual(['folders']);
  });

  test('items by what a command can do with them', async () => {
    const world = await lay();
    const at = ['--hire', 'Ana Ruiz'];
    await world.run(['done', '1.1', ...at, '--today', '2026-11-23', '--as', 'Ana Ruiz']);
    expect(await words(world, 'done', ...at, '1.1')).not.toContain('1.1');
    expect(await words(world, 'reopen', ...at, '')).toEqual(['1.1']);
    expect(await words(world, 'show', ...at, '1.1')).toContain('1.1');
    await world.run(['add', 'Read the wiki', ...at, '--today', '2026-11-23', '--as', 'Ana Ruiz']);
    const added = await answer(world, 'zsh', 'remove', ...at, '');
    expect(added).toHaveLength(2);
    expect(added[1]).toContain('Read the wiki');
  });

  test('nothing, silently, where nothing can be read; and nothing is written', async () => {
    const world = await lay();
    await words(world, 'done', '--hire', 'Ana Ruiz', '');
    const before = fingerprint(world);
    const hires = join(world.workspace, 'hires');
    const [first = ''] = readdirSync(hires);
    const lines = [
      ['done', ''],
      ['status', ''],
      ['status', '--run', ''],
      ['start', '--trait', ''],
      ['--hire', ''],
    ];
    for (const line of lines) await answer(world, 'zsh', ...line);
    expect(fingerprint(world)).toBe(before);
    for (const text of [
      '',
      '{',
      '{"format":2,"record":"h","events":{"x":[{"kind":"started","name":7}]}}',
      'x'.repeat(1e6),
    ]) {
      writeFileSync(join(hires, first), text);
      for (const line of lines) await answer(world, 'zsh', ...line);
    }
    rmSync(join(hires, first));
    mkdirSync(join(hires, first));
    for (const line of lines) await answer(world, 'zsh', ...line);
    for (const args of [
      [],
      ['zsh'],
      ['bash'],
      ['tcsh', 'x'],
      ['bash', '"'],
      ['bash', "pm-onboard $'"],
      ['fish', '\\'],
    ])
      await answer(world, ...args);
    const bare = { cwd: '/', env: { HOME: '', XDG_DATA_HOME: '', PM_ONBOARD_WORKSPACE: '/no/such/place' } };
    const result = await world.spawn(['__complete', 'zsh', 'done', ''], bare);
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });

  test('no sign of a name or title that a terminal obeys', async () => {
    const world = await lay();
    await world.run(['add', 'x', '--hire', 'Ana Ruiz', '--today', '2026-11-23']);
    const folder = join(world.workspace, 'hires');
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replaceAll('Ana Ruiz', JSON.stringify(all).slice(1, -1)),
      );
    }
    const id = readdirSync(folder)
      .filter((name) => readFileSync(join(folder, name), 'utf8').includes(JSON.stringify(all).slice(1, -1)))
      .map((name) => name.slice(0, -5))[0] as string;
    expect(await words(world, 'status', '')).toContain(id);
    for (const shell of shellNames)
      for (const line of [
        ['status', ''],
        ['done', '--hire', id, ''],
        ['--run', ''],
      ]) {
        const args = shell === 'bash' ? [`pm-onboard ${line.join(' ')}`, ':='] : line;
        const printed = (await answer(world, shell, ...args)).join('').replaceAll('\t', '');
        expect(printed).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
  });
});

test('the commands and flags are those of the help', async () => {
  const world = new World();
  const listing = JSON.parse(readFileSync(join(root, 'dist/completion.json'), 'utf8')) as Listing;
  const { stdout } = await world.run(['help', '--all'], { columns: 200 });
  const [commands = '', topics = ''] = stdout.split('Topics:');
  const named = [...commands.matchAll(/^ {2}([a-z]+)(?=[, ])/gm)].map(([, name]) => name);
  expect(listing.commands.map(({ name }) => name)).toEqual(named);
  const flagsIn = (text: string) =>
    [...text.matchAll(/^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm)].map(([, flag]) => flag).sort();
  const longOf = (flags: Listing['flags']) => flags.map(({ names }) => names.at(-1)).sort();
  expect(longOf(listing.flags)).toEqual([...flagsIn(topics), '--help'].sort());
  for (const { name, flags } of listing.commands) {
    const help = (await world.run(['help', name], { columns: 200 })).stdout;
    expect(longOf(flags), name).toEqual(flagsIn(help.slice(help.indexOf('Examples:'))));
  }
});

describe('completion install', () => {
  const install = (world: World, ...args: string[]) => world.run(['completion', 'install', ...args]);

  test.each(shellNames)(
    '%s: written twice as once, printed which, and removed without a trace',
    async (shell) => {
      const world = new World();
      const before = fingerprint(world);
      expect((await install(world, shell, '--dry-run')).stderr).toContain('would have written');
      expect(fingerprint(world)).toBe(before);
      const { stderr, code } = await install(world, shell);
      expect(code).toBe(0);
      const paths = stderr.match(/\S+(?:completions|site-functions)\/[\w.-]+/g) ?? [];
      expect(paths.length).toBeGreaterThan(0);
      const written = fingerprint(world);
      expect((await install(world, shell)).stderr).toContain('already');
      expect(fingerprint(world)).toBe(written);
      expect((await install(world, shell, '--remove')).code).toBe(0);
      expect(fingerprint(world)).toBe(before);
      expect((await install(world, shell, '--remove')).stderr).toContain('no completion of ours');
    },
  );

  test('leaves alone what somebody else has made, a link, and a place of another account', async () => {
    const world = new World();
    const folder = join(world.home, '.config/fish/completions');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'pmo.fish');
    for (const text of ['complete -c pmo -a mine\n', '']) {
      writeFileSync(path, text);
      for (const flags of [[], ['--remove']]) {
        const { code, stderr } = await install(world, 'fish', ...flags);
        expect([code, stderr]).toEqual([2, expect.stringContaining('somebody else')]);
      }
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(readdirSync(folder)).toEqual(['pmo.fish']);
    }
    rmSync(path);
    symlinkSync('/etc/passwd', path);
    expect((await install(world, 'fish')).code).toBe(3);
    rmSync(path);
    if (process.geteuid?.() === 0) {
      chownSync(folder, 12_345, 12_345);
      const { code, stderr } = await install(world, 'fish');
      expect([code, stderr]).toEqual([3, expect.stringContaining('another account')]);
      chownSync(folder, 0, 0);
    }
    await install(world, 'fish');
    writeFileSync(path, `${readFileSync(path, 'utf8')}# mine\n`);
    expect((await install(world, 'fish', '--remove')).code).toBe(2);
  });

  test('says what is missing', async () => {
    const world = new World();
    expect((await world.run(['completion', 'tcsh'])).code).toBe(2);
    expect((await world.run(['completion'])).code).toBe(4);
    expect((await install(world)).code).toBe(4);
    expect((await world.run(['completion', 'install'], { env: { SHELL: '/usr/bin/zsh' } })).stderr).toContain(
      '_pm-onboard',
    );
    expect((await world.run(['completion', 'bash', '--remove'])).code).toBe(2);
    expect((await world.run(['completion', 'bash', 'zsh'])).code).toBe(2);
  });

  test.each(shellNames)('%s: the script is printed, and is one that the shell reads', async (shell) => {
    const world = new World();
    const { stdout } = await world.run(['completion', shell]);
    if (spawnSync(shell, ['--version']).status !== 0) return;
    const file = join(world.folder, 'script');
    writeFileSync(file, stdout);
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
