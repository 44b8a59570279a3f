/** `status --short`: its numbers are those of `status`; what it keeps of the last time is never seen; it works in the prompts of shells. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import type { StatusView } from '../../src/view/status.ts';
import { stride } from '../runs.ts';
import { clockAt } from './clock.ts';
import { expectRefusal } from './facts.ts';
import { Terminal } from './terminal.ts';
import { prepared, type Result, type RunOptions, root, World } from './world.ts';

/** Monday of a year in which every file of the test is old. */
const monday = '2099-06-01';
const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
const ada = ['start', '--name', 'Ada Lovelace', '--start', monday, ...people, '--me', '--today', monday];
const bob = ['start', '--name', 'Bob Ross', '--start', monday, ...people, '--no-me', '--today', monday];

const started = prepared((world) => world.run(ada));

/** The environment of a run whose clock stands at an instant, which is the Tuesday of the second week if absent. */
function at(world: World, { instant = '2099-06-09T10:00:00Z', user = 'ada' } = {}): Record<string, string> {
  return clockAt(world.home, instant, `require('node:os').userInfo = () => ({ username: '${user}' });`);
}

/** What the prompt gets: from what was kept, if it can. */
function short(world: World, { env, ...options }: RunOptions = {}): Promise<Result> {
  return world.spawn(['status', '--short'], { ...options, env: { ...at(world), ...env } });
}

/** The same, worked out with a cache of its own, which is empty. */
function anew(world: World, { env, ...options }: RunOptions = {}): Promise<Result> {
  const cache = join(world.home, 'other-cache');
  rmSync(cache, { recursive: true, force: true });
  return short(world, { ...options, env: { ...env, XDG_CACHE_HOME: cache } });
}

function keptIn(world: World): string {
  return join(world.home, '.cache/pm-onboard/short');
}

function keptFile(world: World): string {
  const [name = '', ...others] = readdirSync(keptIn(world));
  expect(others).toEqual([]);
  return join(keptIn(world), name);
}

/** Has the program say something and keep it, and changes what was kept: from now on, it shows whether that is believed. */
async function plant(world: World, options?: RunOptions): Promise<void> {
  await short(world, options);
  const path = keptFile(world);
  const [line = ''] = readFileSync(path, 'utf8').split('\n');
  const planted = JSON.stringify({ ...JSON.parse(line), counts: { late: 77, today: 0, word: 0 } });
  writeFileSync(path, `${planted}\n${planted}\n`);
}

describe('the numbers', () => {
  const days: [string, string, string][] = [
    ['long before the start', '2099-05-18', ''],
    ['the weekend before the start', '2099-05-31', ''],
    ['the first day', monday, '8 today\n'],
    ['the second day, with nothing done', '2099-06-02', '7 late · 4 today\n'],
    ['a weekend', '2099-06-06', ''],
    ['after the last day', '2099-09-30', '80 late\n'],
  ];
  test.each(days)('%s', async (_, today, line) => {
    const world = await started();
    const { code, stdout, stderr } = await world.run(['status', '--short', '--today', today]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: line, stderr: '' });
  });

  test('have no remark beside them; an error they have', async () => {
    const world = await started();
    const loud = await world.run(['status', '--today', '2 june 2099']);
    expect(loud.stderr).toContain('2 Jun');
    const quiet = await world.run(['status', '--short', '--today', '2 june 2099']);
    expect(quiet).toMatchObject({ code: 0, stdout: '7 late · 4 today\n', stderr: '' });
    const wrong = await world.run(['status', '--short', '--today', 'someday']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('someday');
    const nobody = await world.run(['status', '--short', '--hire', 'Nobody Here']);
    expect(nobody).toMatchObject({ code: 2, stdout: '' });
    expect(nobody.stderr).toContain('Nobody Here');
  });

  test('are those of the rows that status shows, on each of the first sixteen days', async () => {
    const world = await started();
    await world.run(['done', '1.1-1.2,1.5', '--today', monday]);
    await world.run(['count', '1.9', '1', '--today', '2099-06-02']);
    await world.run(['book', '2.7', '--on', '2099-06-10', '--today', '2099-06-03']);
    await world.run(['book', '3.4', '--on', '2099-06-13', '--today', '2099-06-03']);
    await world.run(['move', '2.9', '--due', '2099-06-04', '--today', '2099-06-03']);
    const seen = new Set<string>();
    for (let day = 1; day <= 16; day += 1) {
      const today = ['--today', `2099-06-${String(day).padStart(2, '0')}`];
      const { stdout } = await world.run(['status', '--short', ...today]);
      expect(stdout, today[1]).toBe(lineOf(await rowsOn(world, today)));
      seen.add(stdout.replace(/\d+/g, 'N'));
    }
    expect([...seen].sort()).toEqual(['', 'N late · N today\n', 'N today\n'].sort());
  });

  /** What the screen shows as late, and as today's. */
  async function rowsOn(world: World, today: readonly string[]) {
    const view = JSON.parse((await world.run(['status', '--json', ...today])).stdout) as StatusView;
    const { stdout } = await world.run(['status', '--all', ...today], { columns: 120 });
    const rows = (title: string, fits: RegExp) => {
      const [, text = ''] = new RegExp(`^${title}\\b.*\\n((?: .*\\n)*)`, 'm').exec(stdout) ?? [];
      return text.split('\n').filter((line) => /^ {2}\d/.test(line) && fits.test(line)).length;
    };
    const [, said = '0'] = /(\d+) to catch up/.exec(stdout) ?? [];
    if (!view.dayOff) expect(Number(said), stdout).toBe(view.overdue.length);
    return {
      late: view.dayOff ? 0 : view.overdue.length,
      today: rows('TODAY', /./) + (view.dayOff ? 0 : rows('RUNNING', /, \w+ today/)),
    };
  }

  function lineOf({ late, today }: { late: number; today: number }): string {
    const parts = [...(late > 0 ? [`${late} late`] : []), ...(today > 0 ? [`${today} today`] : [])];
    return parts.length > 0 ? `${parts.join(' · ')}\n` : '';
  }

  test('nothing on leave, and nothing of a run that was finished or archived', async () => {
    const world = await started();
    const on = (day: string) => world.run(['status', '--short', '--today', day]);
    await world.run(['away', '--from', '2099-06-08', '--to', '2099-06-09', '--today', monday]);
    expect((await on('2099-06-09')).stdout).toBe('');
    expect((await on('2099-06-10')).stdout).toMatch(/^\d+ late · \d+ today\n$/);
    await world.run(['finish', '--force', '--today', '2099-06-10']);
    expect(await on('2099-06-10')).toEqual({ code: 0, stdout: '', stderr: '' });
    await world.run(['undo', '--today', '2099-06-10']);
    await world.run(['archive', 'Ada', '--reason', 'left', '--today', '2099-06-10']);
    expect((await on('2099-06-11')).stdout).toBe('');
  });

  test('before the start: what is due before it', async () => {
    const world = new World();
    await world.run(['init', '--checklists']);
    const path = join(world.folder, 'checklists/parts/fresh-eyes.yaml');
    const item = 'id: browse-websites\n';
    const text = readFileSync(path, 'utf8').replace(item, `${item}        due: 5 days before start\n`);
    writeFileSync(path, text);
    expect((await world.run(ada)).code).toBe(0);
    const on = async (day: string) => (await world.run(['status', '--short', '--today', day])).stdout;
    expect(await on('2099-05-26')).toBe('');
    expect(await on('2099-05-27')).toBe('1 today\n');
    expect(await on('2099-05-28')).toBe('1 late\n');
    expect(await on('2099-05-30')).toBe('');
  });

  test('for whoever has no run of their own: what mine counts, a word among it', async () => {
    const world = await started();
    await world.run(['ask', 'Where is the map?', '--today', monday]);
    for (const day of [monday, '2099-06-02', '2099-06-09']) {
      const as = ['--as', 'Grace Hopper', '--today', day];
      const { stdout } = await world.run(['status', '--short', ...as]);
      const [, parts = ''] = /waits? for you: (.*)\./.exec((await world.run(['mine', ...as])).stdout) ?? [];
      expect(parts).toMatch(/\d for your word/);
      expect(stdout).toBe(`${parts.replaceAll(', ', ' · ')}\n`);
    }
    // Somebody who has no part in anything is told of the only run, as by status.
    const nobody = await world.run(['status', '--short', '--as', 'Nobody', '--today', monday]);
    expect(nobody.stdout).toBe('8 today\n');
  });

  test('where there is no run, nothing is said, and it is no fault', async () => {
    const world = new World();
    expect(await short(world)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await world.run(['s', '--short', '--today', monday])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await world.run(['status', '--today', monday])).code).toBe(2);
  });

  test('a hire may be named, and items be left out, as elsewhere; with --exit-code, what is late is told by it', async () => {
    const world = await started();
    await world.run(bob);
    await world.run(['done', '1.1', '--hire', 'Bob', '--today', monday]);
    const on = (...args: string[]) => world.run(['status', ...args, '--short', '--today', monday]);
    expect((await on('Bob')).stdout).toBe('7 today\n');
    expect((await on('--phase', 'week-1')).stdout).toBe('1 today\n');
    expect((await on('--exit-code')).code).toBe(0);
    const later = ['status', '--short', '--today', '2099-06-02'];
    expect(await world.run([...later, '--exit-code'])).toMatchObject({
      code: 1,
      stdout: '7 late · 4 today\n',
    });
    expect((await world.run(later)).code).toBe(0);
  });

  test.each(['--json', '--markdown', '--all'])('%s is refused beside it', async (flag) => {
    const world = await started();
    const says = [`--short and ${flag} exclude each other`];
    await expectRefusal(world, ['status', '--short', flag], { code: 2, says });
  });
});

describe('how it is written', () => {
  const reading: [string, Record<string, string>, string][] = [
    ['in UTF-8', { LANG: 'de_DE.UTF-8' }, '20 late · 4 today\n'],
    ['in a C locale', { LC_ALL: 'C' }, '20 late | 4 today\n'],
    ['in the accessible mode', { ACCESSIBLE: '1' }, '20 late, 4 today\n'],
    ['in both', { PM_ONBOARD_ACCESSIBLE: '1', LC_ALL: 'POSIX' }, '20 late, 4 today\n'],
    ['with colours', { FORCE_COLOR: '3' }, '20 late · 4 today\n'],
  ];
  test.each(reading)(
    '%s: the first time, again, and where a flag leads through another bundle',
    async (_, env, line) => {
      const world = await started();
      const flag = ['--no-input'];
      for (const args of [[], [], flag, []]) {
        const run = await world.spawn(['s', '--short', ...args], { env: { ...at(world), ...env } });
        expect(run).toEqual({ code: 0, stdout: line, stderr: '' });
      }
      // What was kept is numbers, whoever reads them.
      await plant(world);
      expect((await short(world, { env })).stdout).toBe('77 late\n');
    },
  );

  test('the mode of the settings is kept too', async () => {
    const world = await started();
    await world.run(['config', 'set', 'accessible', 'true']);
    for (let time = 0; time < 2; time += 1) expect((await short(world)).stdout).toBe('20 late, 4 today\n');
    expect((await short(world, { env: { ACCESSIBLE: '0' } })).stdout).toBe('20 late · 4 today\n');
    await world.run(['config', 'unset', 'accessible']);
    expect((await short(world)).stdout).toBe('20 late · 4 today\n');
  });
});

/** What was changed, and how: the function may return options of the runs after it. */
type Change = readonly [what: string, change: (world: World) => unknown];

const record = (world: World) => world.onlyRecord().path;
const settings = (world: World) => join(world.home, '.config/pm-onboard/settings.json');
const program = (world: World) => {
  const folder = join(world.workspace, 'programs');
  return join(folder, readdirSync(folder)[0] ?? '');
};
/** Puts the folder's copy in its place: the same files, in another folder. */
function replaceFolder(folder: string): void {
  renameSync(folder, `${folder}-before`);
  cpSync(`${folder}-before`, folder, { recursive: true, preserveTimestamps: true });
  rmSync(`${folder}-before`, { recursive: true });
}

/** A command that is given. */
const does = (args: readonly string[]) => async (world: World) => {
  await world.run(args);
};

const changes: readonly Change[] = [
  ['something is done', does(['done', '1.1', '--today', '2099-06-09'])],
  [
    'the record is replaced by its own bytes',
    (world) => {
      copyFileSync(record(world), `${record(world)}.new`);
      renameSync(`${record(world)}.new`, record(world));
    },
  ],
  [
    'a record of the same size and times',
    (world) => {
      const { atime, mtime } = statSync(record(world));
      const text = readFileSync(record(world), 'utf8');
      writeFileSync(record(world), text.replace('"name":"Ada Lovelace"', '"name":"Eve Lovelace"'));
      utimesSync(record(world), atime, mtime);
    },
  ],
  ['the record is gone', (world) => rmSync(record(world))],
  ['the record is damaged', (world) => writeFileSync(record(world), 'nothing')],
  [
    'a copy of the record beside it',
    (world) => {
      copyFileSync(record(world), record(world).replace('.json', ' (copy).json'));
    },
  ],
  ['another hire', does(bob)],
  ['the run of a checklist', does(['run', 'leave-beta', 'Reminders', '--today', monday])],
  ['the folder of records is replaced', (world) => replaceFolder(join(world.workspace, 'hires'))],
  ['the workspace is replaced', (world) => replaceFolder(world.workspace)],
  ['the workspace is gone', (world) => rmSync(world.workspace, { recursive: true })],
  ['the program is gone', (world) => rmSync(program(world))],
  ['the program is damaged', (world) => appendFileSync(program(world), ' ')],
  [
    'the settings of the workspace',
    (world) =>
      writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'calendar:\n  holidays: [2099-06-09]\n'),
  ],
  [
    'settings of the workspace that are none',
    (world) => writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'calender: 1\n'),
  ],
  [
    'your settings: another hire',
    async (world) => {
      await world.run(bob);
      await plant(world);
      await world.run(['config', 'set', 'hire', 'Bob Ross']);
    },
  ],
  ['your settings: somebody else acts', does(['config', 'set', 'me', 'Grace Hopper'])],
  ['your settings are gone', (world) => rmSync(settings(world))],
  ['your settings are damaged', (world) => writeFileSync(settings(world), '[]')],
  ['your settings are elsewhere', (world) => ({ env: { XDG_CONFIG_HOME: join(world.home, 'elsewhere') } })],
  ['PM_ONBOARD_AS', () => ({ env: { PM_ONBOARD_AS: 'Alan Turing' } })],
  ['PM_ONBOARD_HIRE, who is nobody', () => ({ env: { PM_ONBOARD_HIRE: 'Zoe' } })],
  ['PM_ONBOARD_WORKSPACE', (world) => ({ env: { PM_ONBOARD_WORKSPACE: world.folder } })],
  [
    'PM_ONBOARD_WORKSPACE, which is no folder',
    (world) => ({ env: { PM_ONBOARD_WORKSPACE: settings(world) } }),
  ],
  [
    'a folder with a pm-onboard.yaml',
    async (world) => {
      await world.run(['init']);
      expect(existsSync(join(world.folder, 'pm-onboard.yaml'))).toBe(true);
    },
  ],
  [
    'a folder below one with a pm-onboard.yaml',
    (world) => {
      writeFileSync(join(world.home, 'pm-onboard.yaml'), '');
      return { cwd: world.home };
    },
  ],
  ['the next day', (world) => ({ env: at(world, { instant: '2099-06-10T00:00:00Z' }) })],
  ['a day before', (world) => ({ env: at(world, { instant: '2099-06-08T23:59:59Z' }) })],
  ['a year that no record can hold', (world) => ({ env: at(world, { instant: '3001-06-08T23:59:59Z' }) })],
  ['a time zone in which it is another day', () => ({ env: { TZ: 'Pacific/Kiritimati' } })],
];

describe('what was kept is not believed after a change:', () => {
  test('(without one, it is)', async () => {
    const world = await started();
    await plant(world);
    for (let time = 0; time < 2; time += 1)
      expect(await short(world)).toEqual({ code: 0, stdout: '77 late\n', stderr: '' });
    // Nor is anything but the state of a file looked at: it is read again only when that is another.
    expect((await short(world, { cwd: world.home })).stdout).toBe('77 late\n');
  });

  // Each of them in `npm run trials`, every second one in `npm test`.
  test.each(changes.filter((_, at) => at % stride(2) === 0))('%s', async (_, change) => {
    const world = await started();
    await plant(world);
    expect((await short(world)).stdout).toBe('77 late\n');
    const options = ((await change(world)) ?? {}) as RunOptions;
    const truth = await anew(world, options);
    for (let time = 0; time < 2; time += 1) expect(await short(world, options)).toEqual(truth);
    expect(truth.stdout).not.toContain('77');
  });

  test('a calendar file that the settings of the workspace name', async () => {
    const world = await started();
    const day = (name: string, date: string) =>
      `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20990101T000000Z\r\nSUMMARY:${name}\r\nDTSTART;VALUE=DATE:${date}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    const file = join(world.workspace, 'days.ics');
    writeFileSync(file, day('Far', '20991231'));
    writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'calendar:\n  holidays: [days.ics]\n');
    await plant(world);
    expect((await short(world)).stdout).toBe('77 late\n');
    writeFileSync(file, day('Now', '20990609'));
    expect(await short(world)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('the user of the system, where nothing else says who acts', async () => {
    const world = await started();
    await world.run(['config', 'unset', 'me']);
    await world.run(['config', 'unset', 'hire']);
    const grace = { env: at(world, { user: 'Grace Hopper' }) };
    await plant(world, grace);
    expect((await short(world, grace)).stdout).toBe('77 late\n');
    const other = { env: at(world, { user: 'Ada Lovelace' }) };
    expect(await short(world, other)).toEqual(await anew(world, other));
    expect((await short(world, other)).stdout).toBe('20 late · 4 today\n');
  });

  test('another build of the program', async () => {
    const world = await started();
    await plant(world);
    const copy = join(world.home, 'package');
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    const said = () =>
      spawnSync(process.execPath, [join(copy, 'bin/pm-onboard.cjs'), 'status', '--short'], {
        env: { HOME: world.home, ...at(world) },
        cwd: world.folder,
        encoding: 'utf8',
      }).stdout;
    expect(said()).toBe('77 late\n');
    for (const name of ['short.cjs', 'plain.cjs']) {
      const path = join(copy, 'dist', name);
      writeFileSync(path, readFileSync(path, 'utf8').replace(/^\/\/ ..../, '// 0000'));
    }
    expect(said()).toBe('20 late · 4 today\n');
  });

  test('a file that was changed within two seconds is believed only later, since it may change again at that time', async () => {
    const world = await started();
    const { ctimeMs } = statSync(record(world));
    const files = readdirSync(join(world.home, '.local'), { recursive: true, encoding: 'utf8' })
      .map((name) => join(world.home, '.local', name))
      .concat(settings(world), join(settings(world), '..'));
    const last = Math.max(ctimeMs, ...files.map((path) => statSync(path).ctimeMs));
    const atTime = (ms: number) => ({
      env: at(world, { instant: new Date(Math.floor(last) + ms).toISOString() }),
    });
    await short(world, atTime(1_900));
    expect(existsSync(keptIn(world))).toBe(false);
    await short(world, atTime(2_100));
    expect(existsSync(keptFile(world))).toBe(true);
  });

  test('what it reads, and only that, is what it looks at for a change', async () => {
    const world = await started();
    await world.run(bob);
    writeFileSync(join(world.workspace, 'pm-onboard.yaml'), 'people:\n  mentor:\n    - name: Zoe\n');
    const hook = join(world.home, 'trace.cjs');
    writeFileSync(hook, trace);
    const traced = async (env: Record<string, string>) => {
      rmSync(join(world.home, '.cache/pm-onboard/short'), { recursive: true, force: true });
      const seen = join(world.home, 'seen.json');
      const clock = at(world, env['USER_NAME'] ? { user: env['USER_NAME'] } : {});
      const options = {
        ...env,
        ...clock,
        NODE_OPTIONS: `${clock['NODE_OPTIONS']} --require ${hook}`,
        SEEN: seen,
      };
      expect(await short(world, { env: options })).toMatchObject({ code: 0, stderr: '' });
      const [line = ''] = readFileSync(keptFile(world), 'utf8').split('\n');
      const files = Object.keys((JSON.parse(line) as { files: object }).files);
      const cache = join(world.home, '.cache');
      const read = (JSON.parse(readFileSync(seen, 'utf8')) as string[]).filter(
        (path) => path.startsWith(world.home) && !path.startsWith(cache) && path !== hook && path !== seen,
      );
      // Where the workspace is, is looked for each time.
      const unknown = read.filter(
        (path) => !files.includes(path) && path !== join(world.home, 'pm-onboard.yaml'),
      );
      expect(unknown).toEqual([]);
      expect(read).toContain(settings(world));
      return read;
    };
    const hires = (paths: readonly string[]) =>
      new Set(paths.filter((path) => /\bhires.h[0-9a-f]{8}\.json$/.test(path))).size;
    expect(hires(await traced({}))).toBeGreaterThan(0);
    expect(hires(await traced({ PM_ONBOARD_AS: 'Grace Hopper' }))).toBe(2);
    expect(hires(await traced({ PM_ONBOARD_HIRE: 'Bob' }))).toBe(2);
    await world.run(['config', 'unset', 'me']);
    await world.run(['config', 'unset', 'hire']);
    expect(hires(await traced({ USER_NAME: 'Bob Ross' }))).toBe(2);
  });

  /** A hook that notes the path of each file and folder that is looked at. */
  const trace = `
const fs = require('node:fs');
const seen = new Set();
for (const name of ['openSync', 'lstatSync', 'statSync', 'existsSync', 'readdirSync', 'readFileSync', 'realpathSync', 'accessSync', 'opendirSync', 'readlinkSync']) {
  const real = fs[name];
  fs[name] = Object.assign((path, ...rest) => {
    if (typeof path === 'string') seen.add(path);
    return real(path, ...rest);
  }, real);
}
require('node:module').syncBuiltinESMExports();
process.on('exit', () => fs.writeFileSync(process.env.SEEN, JSON.stringify([...seen])));
`;
});

describe('what was kept and can not be used changes nothing:', () => {
  const line = '20 late · 4 today\n';
  const damages: [string, (path: string) => void][] = [
    ['gone', (path) => rmSync(path)],
    ['empty', (path) => writeFileSync(path, '')],
    ['cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 400))],
    ['half of it', (path) => writeFileSync(path, `${readFileSync(path, 'utf8').split('\n')[0]}\n`)],
    [
      'another digit in one of its halves',
      (path) => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('"late":77', '"late":78'));
      },
    ],
    ['no JSON', (path) => writeFileSync(path, 'x\nx\n')],
    ['JSON of another form', (path) => writeFileSync(path, '[]\n[]\n')],
    ['null', (path) => writeFileSync(path, 'null\nnull\n')],
    [
      'a folder',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      'a link',
      (path) => {
        renameSync(path, `${path}-elsewhere`);
        symlinkSync(`${path}-elsewhere`, path);
      },
    ],
    ['readable by others', (path) => chmodSync(path, 0o644)],
    [
      'in a folder that is a link',
      (path) => {
        renameSync(join(path, '..'), join(path, '../../elsewhere'));
        symlinkSync(join(path, '../../elsewhere'), join(path, '..'));
      },
    ],
    ['in a folder in which others may write', (path) => chmodSync(join(path, '..'), 0o770)],
    ['in a cache in which others may write', (path) => chmodSync(join(path, '../..'), 0o777)],
  ];
  test.skipIf(process.platform === 'win32').each(damages)('%s', async (_, damage) => {
    const world = await started();
    await plant(world);
    expect((await short(world)).stdout).toBe('77 late\n');
    damage(keptFile(world));
    for (let time = 0; time < 2; time += 1)
      expect(await short(world)).toEqual({ code: 0, stdout: line, stderr: '' });
  });

  test.runIf(process.geteuid?.() === 0)("another account's", async () => {
    for (const place of ['', '..', '../..']) {
      const world = await started();
      await plant(world);
      chownSync(join(keptFile(world), place), 65534, 65534);
      for (let time = 0; time < 2; time += 1) expect((await short(world)).stdout).toBe(line);
    }
  });

  test('a cache that can not be written', async () => {
    const world = await started();
    const cache = join(world.home, 'no-folder');
    writeFileSync(cache, '');
    for (let time = 0; time < 2; time += 1)
      expect(await short(world, { env: { XDG_CACHE_HOME: cache } })).toEqual({
        code: 0,
        stdout: line,
        stderr: '',
      });
    expect(await short(world, { env: { XDG_CACHE_HOME: '/proc' } })).toEqual({
      code: 0,
      stdout: line,
      stderr: '',
    });
  });

  test('several at once', async () => {
    const world = await started();
    for (let time = 0; time < 2; time += 1) {
      const all = await Promise.all(Array.from({ length: 6 }, () => short(world)));
      expect(new Set(all.map(({ stdout }) => stdout))).toEqual(new Set([line]));
    }
    expect(readdirSync(keptIn(world))).toHaveLength(1);
    expect(statSync(keptFile(world)).mode & 0o777).toBe(0o600);
    expect(statSync(keptIn(world)).mode & 0o777).toBe(0o700);
  });

  test('it holds no name of a record', async () => {
    const world = await started();
    await short(world);
    expect(readFileSync(keptFile(world), 'utf8')).not.toMatch(/Grace|Hopper|Lovelace/);
  });

  test('forget removes it', async () => {
    const world = await started();
    await short(world);
    expect(existsSync(keptFile(world))).toBe(true);
    const forget = ['forget', 'Ada Lovelace', '--confirm', 'Ada Lovelace', '--today', monday];
    expect((await world.run(forget)).code).toBe(0);
    expect(existsSync(keptIn(world))).toBe(false);
  });

  test('nor is it made of what failed, or of what only one person was told', async () => {
    const world = await started();
    const again = [
      'start',
      '--name',
      'Ada Lovelace',
      '--another-run',
      '--program',
      'offboarding',
      '--end',
      '2099-12-01',
    ];
    expect((await world.run([...again, '--manager', 'Alan', '--no-input', '--today', monday])).code).toBe(0);
    await world.run(['config', 'unset', 'hire']);
    const several = await short(world);
    expect(several).toMatchObject({ code: 4, stdout: '' });
    expect(existsSync(keptIn(world))).toBe(false);
    // Which run is shown may be another the next day.
    const folder = join(world.workspace, 'hires');
    const isFirst = (name: string) =>
      !readFileSync(join(folder, name), 'utf8').includes('"program":"offboarding"');
    const id = readdirSync(folder).find(isFirst)?.slice(0, -5) ?? '';
    await world.spawn(['status', '--run', id], { env: at(world) });
    for (let time = 0; time < 2; time += 1) {
      const said = await short(world);
      expect(said).toMatchObject({ code: 0, stderr: '' });
      expect(said.stdout).not.toBe('');
    }
    expect(existsSync(keptIn(world))).toBe(false);
  });
});

describe('in the prompt, by the recipes of docs/terminal.md', () => {
  const page = readFileSync(join(root, 'docs/terminal.md'), 'utf8');

  /** The lines for a shell, as the page has them. */
  function recipeFor(shell: string): string[] {
    const [, code = ''] = new RegExp(`^\`\`\`${shell}\\n(.*?)^\`\`\``, 'ms').exec(page) ?? [];
    expect(code).toContain('status --short');
    return code.trimEnd().split('\n');
  }

  async function shellAt(context: TestContext, shell: string, world: World): Promise<Terminal> {
    if (spawnSync(shell, ['--version']).status !== 0) context.skip(`${shell} is not installed`);
    const bin = join(world.home, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'pm-onboard'), '#!/bin/sh\nexec "$NODE" "$LAUNCHER" "$@"\n', { mode: 0o755 });
    await world.run(['init', join(world.folder, 'empty')]);
    const env = { ...at(world), PATH: `${bin}:${process.env['PATH']}` };
    const terminal = await Terminal.open(context, world, { env });
    await terminal.type(
      { bash: 'unset -f pm-onboard', zsh: 'exec zsh -f', fish: 'exec fish --no-config' }[shell] ?? '',
    );
    if (shell === 'zsh') await terminal.type("PS1='$ '");
    if (shell === 'fish')
      await terminal.type("function fish_prompt; echo -n '$ '; end; set -g fish_greeting");
    await terminal.type("printf 'be%s\\n' gun");
    await terminal.until('begun');
    for (const line of recipeFor(shell)) await terminal.type(line);
    await terminal.type('clear');
    return terminal;
  }

  test.for(['bash', 'zsh', 'fish'])('%s', async (shell, context) => {
    const world = await started();
    const terminal = await shellAt(context, shell, world);
    const status = shell === 'fish' ? '$status' : '$?';
    expect(await terminal.still(/20 late · 4 today/)).toMatch(/^\S*.*\$/m);
    // The status of the command before is what it was, in a prompt with something to say and in one without.
    await terminal.type('false');
    await terminal.type(`echo "left=${status}"`);
    await terminal.until('left=1');
    await terminal.type('pm-onboard done 1.1');
    await terminal.until('19 late · 4 today');
    await terminal.type('cd empty; clear');
    const quiet = await terminal.still(/^\$\s*$/m);
    expect(quiet).not.toMatch(/today|late|pm-onboard/);
    await terminal.type('false');
    await terminal.type(`echo "still=${status}"`);
    await terminal.until('still=1');
    await terminal.type('cd ..; clear');
    await terminal.still('19 late · 4 today');
    // Nor does an error spill into it.
    writeFileSync(record(world), 'nothing');
    await terminal.type('clear');
    expect(await terminal.still(/^\$\s*$/m)).not.toMatch(/late|hires/);
  });
});
