/** `remind --install`: what it prints works, and what it writes is taken out again without a trace. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import {
  linesFor,
  type ShellName,
  shellNames,
  startFileOf,
  withBlock,
  withoutBlock,
} from '../../src/actions/remind-install/start-file.ts';
import { runs } from '../runs.ts';
import { type Hook, hook, ok, status } from '../sending/hook.ts';
import { expectRefusal, fingerprint, flat } from './facts.ts';
import { launcher, prepared, type World } from './world.ts';

const dayNine = '2026-12-01';

const lay = prepared(async (world) => {
  await world.startAda();
});

async function remind(world: World, ...args: string[]) {
  const result = await world.run(['remind', ...args, '--today', dayNine]);
  expect(result.code, result.stderr).toBe(0);
  return result;
}

describe('the lines in a start file', () => {
  const lines = linesFor('bash', ['--workspace', "/home/ada's/team"], '/home/ada/.cache/pm-onboard');

  test('come out again, and leave every other byte as it was', () => {
    const bytes = fc
      .array(fc.oneof(fc.constantFrom('\n', '\r\n', 'export A=1', '# >>> conda', '\xff', 'é'), fc.string()))
      .map((parts) => Buffer.from(parts.join(''), 'latin1'));
    fc.assert(
      fc.property(fc.option(bytes, { nil: undefined }), bytes, (before, added) => {
        const after = withBlock(before, lines, 'f');
        expect(withBlock(after, lines, 'f').equals(after)).toBe(true);
        const back = withoutBlock(after, 'f');
        if (before === undefined) expect(back).toBeUndefined();
        else expect(back?.equals(before)).toBe(true);
        // What somebody adds behind them stays.
        const more = Buffer.concat([after, added]);
        const kept = withoutBlock(more, 'f') ?? Buffer.from('');
        expect(kept.subarray(kept.length - added.length).equals(added)).toBe(true);
        // Other lines take the place of those that were there.
        const others = linesFor('bash', [], '/elsewhere');
        expect(
          withoutBlock(withBlock(after, others, 'f'), 'f')?.equals(before ?? Buffer.from('x')) ??
            before === undefined,
        ).toBe(true);
      }),
      runs(300),
    );
  });

  test('with one mark only are left alone', () => {
    for (const text of [
      lines.slice(0, 5).join('\n'),
      lines.slice(2).join('\n'),
      [...lines, ...lines].join('\n'),
    ])
      expect(() => withoutBlock(Buffer.from(text), '/home/ada/.bashrc')).toThrow(/\.bashrc: the marks/);
  });
});

describe('remind --install login', () => {
  test.each(shellNames)('%s: written twice as once, and removed without a trace', async (shell) => {
    const world = await lay();
    const path = startFileOf(shell, { env: { HOME: world.home } });
    const cases: (string | undefined)[] = [undefined, '', 'export A=1\n', 'export A=1', 'A=1\r\nB=2\r\n'];
    for (const before of cases) {
      if (before !== undefined) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, before, { mode: 0o640 });
      }
      const start = fingerprint(world);
      await remind(world, '--install', 'login', '--shell', shell, '--write');
      const written = readFileSync(path);
      expect(written.toString().startsWith(before ?? '')).toBe(true);
      expect((await remind(world, '--install', 'login', '--shell', shell, '--write')).stderr).toContain(
        'already',
      );
      expect(readFileSync(path).equals(written)).toBe(true);
      if (before !== undefined) expect(statSync(path).mode & 0o777).toBe(0o640);
      const printed = (await remind(world, '--install', 'login', '--shell', shell)).stdout;
      expect(
        written
          .toString()
          .slice((before ?? '').length)
          .replace(/ (the line above|the file was)[^\n]*/, '')
          .trim(),
      ).toBe(printed.trim());
      await remind(world, '--install', 'login', '--shell', shell, '--remove');
      expect(fingerprint(world)).toBe(start);
      expect((await remind(world, '--install', 'login', '--shell', shell, '--remove')).stderr).toContain(
        'Nothing of this',
      );
      rmSync(path, { force: true });
    }
  });

  test('goes through a link to where the file is kept', async () => {
    const world = await lay();
    mkdirSync(join(world.home, 'dotfiles'));
    writeFileSync(join(world.home, 'dotfiles/bashrc'), 'A=1\n');
    symlinkSync('dotfiles/bashrc', join(world.home, '.bashrc'));
    const start = fingerprint(world);
    await remind(world, '--install', 'login', '--shell', 'bash', '--write');
    expect(readFileSync(join(world.home, 'dotfiles/bashrc'), 'utf8')).toContain('pm_onboard_login');
    await remind(world, '--install', 'login', '--shell', 'bash', '--remove');
    expect(fingerprint(world)).toBe(start);
  });

  test('asks which shell by flag or SHELL', async () => {
    const world = await lay();
    const run = (SHELL: string) =>
      world.run(['remind', '--install', 'login', '--today', dayNine], { env: { SHELL } });
    expect((await run('/usr/bin/fish')).stdout).toContain('isatty stdout');
    expect((await run('/bin/dash')).stdout).toContain('pm_onboard_login()');
    expect(await run('/bin/tcsh')).toMatchObject({ code: 4, stdout: '' });
    await expectRefusal(world, ['remind', '--install', 'login', '--shell', 'tcsh', '--today', dayNine], {
      code: 2,
      says: ['--shell: "tcsh" is not known', 'bash, zsh, fish, sh'],
    });
  });

  test('names the workspace that is not the usual one', async () => {
    const world = await lay();
    const team = join(world.folder, "ada's team");
    mkdirSync(team);
    await world.run(['init', team]);
    const { stdout } = await world.run(
      ['remind', '--install', 'login', '--shell', 'sh', '--today', dayNine],
      { cwd: team },
    );
    expect(stdout).toContain(`--workspace '${team.replace("'", String.raw`'\''`)}'`);
  });
});

describe('the lines that are prepared', () => {
  const linesIn = (world: World) =>
    readFileSync(join(world.home, '.cache/pm-onboard/login/lines'), 'utf8').split('\n').slice(1, -1);

  test('are of the working days of a week on which there is something, each in one line', async () => {
    const world = await lay();
    await remind(world, '--prepare');
    expect(linesIn(world).map((line) => line.slice(0, 10))).toEqual([
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-07',
    ]);
    for (const line of linesIn(world)) expect(line).toMatch(/^\S+ Your day has \d+ items?: pm-onboard mine$/);
    await remind(world, '--prepare', '--as', 'Grace Hopper');
    expect(linesIn(world)[0]).toMatch(/^2026-12-01 Your hires wait for \d+ things: pm-onboard mine$/);
  });

  test('are prepared again after whatever is recorded, where a shell shows them', async () => {
    const world = await lay();
    await world.run(['done', '1.1', '--today', dayNine]);
    const folder = join(world.home, '.cache/pm-onboard/login');
    expect(existsSync(folder)).toBe(false);
    await remind(world, '--prepare');
    const before = statSync(join(folder, 'lines')).mtimeMs;
    await world.spawn(['done', '1.2', '--today', dayNine]);
    // The process that nobody waits for is watched for here alone.
    for (let tries = 0; tries < 200 && statSync(join(folder, 'lines')).mtimeMs === before; tries += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect(statSync(join(folder, 'lines')).mtimeMs).not.toBe(before);
  });
});

/** Whether a program can be run here. */
function isThere(file: string, ...args: string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).error === undefined;
}

describe.each(shellNames.filter((shell) => isThere(shell, '-c', 'exit 0') && isThere('script', '--version')))(
  'in %s, the line',
  (shell) => {
    /** A home with prepared lines, and a terminal in which the start file is read. */
    function terminal() {
      const base = mkdtempSync(join(tmpdir(), 'pm-onboard-login-'));
      onTestFinished(() => rmSync(base, { recursive: true, force: true }));
      const [cache, shims] = [join(base, "ada's cache"), join(base, 'bin')];
      mkdirSync(join(cache, 'login'), { recursive: true });
      mkdirSync(shims);
      writeFileSync(
        join(cache, 'login/lines'),
        [
          '# []',
          `${dayNine} 3 things "wait" for $you \\n 'x': pm-onboard mine`,
          '2026-12-03 Another: pm-onboard mine',
          '',
        ].join('\n'),
      );
      writeFileSync(
        join(base, 'start'),
        `${linesFor(shell as ShellName, ['--as', "Ada's"], cache).join('\n')}\n`,
      );
      // It ends with the test alone: a shell that waited for it would hang.
      shim('pm-onboard', `echo "$@" >>'${join(base, 'asked')}'; while [ -d '${base}' ]; do sleep 0.2; done`);
      function shim(name: string, script: string) {
        writeFileSync(join(shims, name), `#!/bin/sh\n${script}\n`);
        chmodSync(join(shims, name), 0o755);
      }
      return {
        cache,
        asked: () => {
          for (let tries = 0; tries < 600 && !existsSync(join(base, 'asked')); tries += 1)
            execFileSync('sleep', ['0.05']);
          return existsSync(join(base, 'asked'))
            ? readFileSync(join(base, 'asked'), 'utf8').trim().split('\n')
            : [];
        },
        /** What the shell shows when it starts on that day. */
        start(day: string, { env = {}, before = '', tty = true } = {}) {
          shim('date', `echo ${day}`);
          const line = `${before}. '${join(base, 'start')}'; echo ready`;
          const command = [shell, '-c', line];
          const quotedLine = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
          const { stdout } = spawnSync(
            tty ? 'script' : 'sh',
            tty ? ['-qec', quotedLine, '/dev/null'] : ['-c', quotedLine],
            {
              encoding: 'utf8',
              env: { PATH: `${shims}${delimiter}${process.env['PATH']}`, HOME: base, ...env },
              stdio: ['ignore', 'pipe', 'pipe'],
            },
          );
          return { shown: stdout.replaceAll('\r', '').trim() };
        },
      };
    }

    test('is shown once a day, as it was prepared, and nothing is waited for', () => {
      const { start, asked } = terminal();
      const first = start(dayNine);
      expect(first.shown).toBe(`3 things "wait" for $you \\n 'x': pm-onboard mine\nready`);
      expect(start(dayNine).shown).toBe('ready');
      expect(start('2026-12-02').shown).toBe('ready');
      expect(start('2026-12-03').shown).toBe('Another: pm-onboard mine\nready');
      expect(start('2026-12-03').shown).toBe('ready');
      expect(asked()[0]).toBe("remind --prepare --as Ada's");
    });

    test('is off by one variable, and where nobody looks', () => {
      const { start, cache } = terminal();
      expect(start(dayNine, { env: { PM_ONBOARD_QUIET: '1' } }).shown).toBe('ready');
      expect(start(dayNine, { tty: false }).shown).toBe('ready');
      expect(readdirSync(join(cache, 'login'))).toEqual(['lines']);
      expect(start(dayNine).shown).toContain('3 things');
    });

    test('does no harm where nothing is prepared, or where nothing can be written', () => {
      const { start, cache } = terminal();
      rmSync(join(cache, 'login'), { recursive: true });
      expect(start(dayNine).shown).toBe('ready');
      writeFileSync(join(cache, 'login'), '');
      expect(start(dayNine).shown).toBe('ready');
    });

    test.skipIf(shell === 'fish')('does no harm to shells that stop at every fault', () => {
      const { start, cache } = terminal();
      expect(start(dayNine, { before: 'set -eu; set -C; ' }).shown).toMatch(/3 things[^\n]*\nready$/);
      rmSync(join(cache, 'login'), { recursive: true });
      expect(start(dayNine, { before: 'set -eu; ' }).shown).toBe('ready');
    });
  },
);

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Record<string, string>;
  readonly env?: Record<string, string>;
}

describe('the job that sends them', () => {
  const github = '.github/workflows/pm-onboard-reminders.yml';
  const gitlab = '.gitlab/pm-onboard-reminders.yml';

  /** A workspace in a repository. */
  async function repository(): Promise<World> {
    const world = await lay();
    world.git('init', '--quiet');
    return world;
  }

  test.each([
    ['github', github],
    ['gitlab', gitlab],
  ])(
    '%s: the file is written, renewed, and removed without a trace; a changed one is left alone',
    async (place, path) => {
      const world = await repository();
      const start = fingerprint(world);
      const whole = join(world.workspace, path);
      const { stdout } = await remind(world, '--install', place);
      await remind(world, '--install', place, '--write');
      expect(readFileSync(whole, 'utf8')).toBe(stdout);
      expect((await remind(world, '--install', place, '--write')).stderr).toContain('is there already');
      await remind(world, '--install', place, '--write', '--format', 'mattermost', '--post', 'CHAT_HOOK');
      expect(readFileSync(whole, 'utf8')).toContain('--format mattermost --post CHAT_HOOK');
      await remind(world, '--install', place, '--remove');
      expect(fingerprint(world)).toBe(start);
      expect((await remind(world, '--install', place, '--remove')).stderr).toContain('is not there');
      for (const text of [stdout.replace('TZ: ', 'TZ: Asia/'), 'jobs: {}\n']) {
        mkdirSync(dirname(whole), { recursive: true });
        writeFileSync(whole, text);
        for (const flag of ['--write', '--remove'])
          await expectRefusal(world, ['remind', '--install', place, flag, '--today', dayNine], {
            code: 2,
            says: ['was changed since it was made'],
          });
      }
    },
  );

  test('without a repository there is no place for it', async () => {
    await expectRefusal(await lay(), ['remind', '--install', 'github', '--write', '--today', dayNine], {
      code: 2,
      says: ['is in no git repository', 'without --write it is printed'],
    });
  });

  test.each([
    ['Europe/Berlin', ['17 6 * * *', '17 7 * * *', '17 8 * * *']],
    ['America/New_York', ['17 12 * * *', '17 13 * * *', '17 14 * * *']],
    ['Asia/Kolkata', ['47 2 * * *', '47 3 * * *']],
    ['Pacific/Auckland', ['17 19 * * *', '17 20 * * *', '17 21 * * *']],
    ['nowhere', ['17 8 * * *', '17 9 * * *']],
  ])('runs at a quarter past eight in %s, summer and winter', async (TZ, crons) => {
    const world = await lay();
    const { stdout } = await world.spawn(['remind', '--install', 'github', '--today', dayNine], {
      env: { TZ },
    });
    const { on, jobs } = parse(stdout);
    expect(on.schedule.map(({ cron }: { cron: string }) => cron)).toEqual(crons);
    // ICU calls Kolkata by its former name.
    const zones = [TZ === 'nowhere' ? 'UTC' : TZ, 'Asia/Calcutta'];
    expect(zones).toContain(jobs.remind.env.TZ);
  });

  /** A CI that runs the job of the file on machines that are empty, and keeps its cache. */
  async function ci(place: 'github' | 'gitlab', server: Hook) {
    const world = await repository();
    const file = parse((await remind(world, '--install', place)).stdout);
    const base = mkdtempSync(join(tmpdir(), 'pm-onboard-runner-'));
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    const kept = new Map<string, string>();
    let machines = 0;
    return {
      world,
      kept,
      /** Runs the job. @returns its exit code and what it said */
      async run(day: string, hour = '08') {
        machines += 1;
        const machine = join(base, `machine-${machines}`);
        const [home, temp, shims] = [join(machine, 'home'), join(machine, 'temp'), join(machine, 'bin')];
        const checkout = join(machine, 'checkout');
        for (const folder of [home, temp, shims]) mkdirSync(folder, { recursive: true });
        cpSync(world.workspace, checkout, { recursive: true });
        const shim = (path: string, script: string) => {
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, `#!/bin/sh\n${script}\n`);
          chmodSync(path, 0o755);
        };
        shim(join(shims, 'date'), `case "$1" in +%F) echo ${day} ;; +%H) echo ${hour} ;; *) exit 9 ;; esac`);
        const program = `exec '${process.execPath}' '${launcher}' "$@" --today ${day}`;
        const made = 'node_modules/.bin/pm-onboard';
        shim(
          join(shims, 'npm'),
          `test "$1 $2 $3" = 'install --prefix pm-onboard' || exit 9\nmkdir -p pm-onboard/node_modules/.bin\ncat >pm-onboard/${made} <<'END'\n#!/bin/sh\n${program}\nEND\nchmod +x pm-onboard/${made}`,
        );
        const output = join(machine, 'output');
        const env: Record<string, string> = {
          PATH: `${shims}${delimiter}${process.env['PATH']}`,
          HOME: home,
          GITHUB_OUTPUT: output,
          GITHUB_EVENT_NAME: 'schedule',
          RUNNER_TEMP: temp,
          CI_PROJECT_DIR: checkout,
        };
        const steps: Step[] =
          place === 'github' ? file.jobs.remind.steps : stepsOf(file['pm-onboard-reminders'], env);
        const outputs: Record<string, string> = {};
        const filled = (text: string) =>
          text.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) =>
            name.startsWith('secrets.') ? server.address : (outputs[name] ?? `unknown: ${name}`),
          );
        const saves: (() => void)[] = [];
        let said = '';
        for (const step of steps) {
          if (step.uses?.startsWith('actions/cache')) {
            const [key, path] = [
              filled(step.with?.['key'] ?? ''),
              step.with?.['path']?.replace(/^~/, home) ?? '',
            ];
            const folder = join(checkout, path).replace(/^.*(?=\/tmp.*\/home\/)/, '');
            const at = path.startsWith('/') ? path : folder;
            const known = kept.get(key);
            if (known) cpSync(known, at, { recursive: true });
            // GitHub keeps what a key had first; GitLab replaces it.
            if (!known || place === 'gitlab')
              saves.push(() => {
                if (!existsSync(at)) return;
                const copy = join(base, `kept-${machines}`);
                cpSync(at, copy, { recursive: true });
                kept.set(key, copy);
              });
          }
          if (step.run === undefined) continue;
          const own = Object.fromEntries(
            Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]),
          );
          // In a process of its own, so that the server here can answer.
          const result = await world.shell(`cd '${checkout}' && bash -e -o pipefail -c "$SCRIPT"`, {
            env: { ...env, ...own, SCRIPT: step.run },
          });
          said += result.stdout + result.stderr;
          if (result.code !== 0) return { code: result.code, said };
          for (const [, name = '', value = ''] of (existsSync(output)
            ? readFileSync(output, 'utf8')
            : ''
          ).matchAll(/^(\w+)=(.*)$/gm))
            outputs[`steps.${step.id}.outputs.${name}`] = value;
        }
        for (const save of saves) save();
        return { code: 0, said };
      },
    };
  }

  /** A job of GitLab as steps: its cache, then its script. */
  function stepsOf(
    job: { cache: { key: string; paths: string[] }; script: string[]; variables: Record<string, string> },
    env: Record<string, string>,
  ): Step[] {
    const variables = Object.fromEntries(
      Object.entries(job.variables).map(([name, value]) => [
        name,
        value.replace('$CI_PROJECT_DIR', env['CI_PROJECT_DIR'] ?? ''),
      ]),
    );
    const hookEnv = { PM_ONBOARD_HOOK: `\${{ secrets.PM_ONBOARD_HOOK }}` };
    return [
      {
        uses: 'actions/cache',
        with: { key: job.cache.key, path: join(env['CI_PROJECT_DIR'] ?? '', job.cache.paths[0] ?? '') },
      },
      { run: job.script.join('\n'), env: { ...variables, ...hookEnv } },
    ];
  }

  describe.each(['github', 'gitlab'] as const)('%s', (place) => {
    test('that runs twice a day, each time on an empty machine, sends once', async () => {
      const server = await hook();
      const { run } = await ci(place, server);
      const first = await run(dayNine);
      expect(first.code, first.said).toBe(0);
      expect(flat(first.said)).toContain('sent to the address in PM_ONBOARD_HOOK');
      const second = await run(dayNine, '09');
      expect([second.code, second.said.trim()]).toEqual([0, 'Sent today already.']);
      expect(server.posted).toHaveLength(1);
      expect((await run('2026-12-02')).code).toBe(0);
      expect(server.posted).toHaveLength(2);
      expect(first.said + second.said).not.toMatch(/9secret/);
    });

    test('that changed what it would say in between sends once all the same', async () => {
      const server = await hook();
      const { run, world } = await ci(place, server);
      await run(dayNine);
      await world.run(['done', '1.4', '--as', 'Grace Hopper', '--today', dayNine]);
      await run(dayNine, '09');
      expect(server.posted).toHaveLength(1);
    });

    test('that was not delivered fails, and the next run of the day sends it', async () => {
      const server = await hook(status(404), ok);
      const { run } = await ci(place, server);
      const [first, second] = [await run(dayNine), await run(dayNine, '09')];
      expect([first.code, second.code, server.posted.length]).toEqual([3, 0, 2]);
    });

    test('that found a record damaged sends once all the same, and names it', async () => {
      const server = await hook();
      const { run, world } = await ci(place, server);
      writeFileSync(join(world.workspace, 'hires/h00000000.json'), 'no record');
      const [first, second] = [await run(dayNine), await run(dayNine, '09')];
      expect([first.code, second.code, server.posted.length]).toEqual([0, 0, 1]);
      expect(flat(first.said)).toContain("h00000000.json can't be read");
    });

    test('that had nothing to say looks again later', async () => {
      const server = await hook();
      const { run, kept } = await ci(place, server);
      expect((await run('2026-12-05')).code).toBe(0);
      expect([server.posted.length, kept.size]).toEqual([0, 0]);
    });

    test('that lost its cache sends again: a job remembers nothing else', async () => {
      const server = await hook();
      const { run, kept } = await ci(place, server);
      await run(dayNine);
      kept.clear();
      await run(dayNine, '09');
      expect(server.posted).toHaveLength(2);
    });
  });

  test('on GitHub, a run before eight by the clocks of the team waits for the next one', async () => {
    const server = await hook();
    const { run } = await ci('github', server);
    expect((await run(dayNine, '07')).said).toContain("It is not 8 o'clock yet.");
    expect(server.posted).toHaveLength(0);
    await run(dayNine, '08');
    expect(server.posted).toHaveLength(1);
  });
});
