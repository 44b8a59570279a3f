/** Saving with the built program: writers at the same time, killed writers, full disks and damaged files. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, type TestContext, test } from 'vitest';
import { parseRecord } from '../../src/progress/record.ts';
import { withLock } from '../../src/workspace/lock.ts';
import { mountSmallDisk, unmount } from './disk.ts';
import { launcher, type Result, World } from './world.ts';

let world: World;

beforeEach(async () => {
  world = new World();
  expect(await world.startAda()).toMatchObject({ code: 0 });
});

const today = ['--today', '2026-11-24'];
const note = (text: string) => world.run(['note', '1.1', text, ...today]);
const status = () => world.run(['status', ...today]);

/** The notes in the only record, which has to be sound. */
function notes(workspace?: string): string[] {
  const record = parseRecord(world.onlyRecord(workspace).text);
  expect(record.damaged).toEqual([]);
  return record.events.flatMap((event) => ('text' in event && event.kind === 'noted' ? [event.text] : []));
}

/** Everything in the workspace with its content, to compare. */
function everything(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    entries.map((name) => {
      const path = join(folder, name);
      return [name, lstatSync(path).isFile() ? readFileSync(path, 'utf8') : ''];
    }),
  );
}

/** It could not, and says so in words for people. */
function expectRefusal({ code, stderr }: Result, ...words: (string | RegExp)[]): void {
  expect({ code, stderr }).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^pm-onboard: \S.*\n {2}\S/),
  });
  // As one line: where it was wrapped depends on how long the path is.
  const said = stderr.replace(/\n\s*/g, ' ');
  for (const word of words) expect(said).toMatch(word);
  expect(stderr).not.toMatch(/internal error|at \S+ \(|\.cjs:/);
}

describe('two writers', () => {
  test('one of whom holds the lock and does not let go: the other gives up and says who it is', async () => {
    const { path, text } = world.onlyRecord();
    const lock = `${path}.lock`;
    const holder = await withLock(lock, () => readFileSync(lock));
    writeFileSync(lock, holder);
    expectRefusal(await note('in vain'), `is held by process ${process.pid} on `, 'try again');
    expect(world.onlyRecord().text).toBe(text);
    expect(readFileSync(lock)).toEqual(holder);

    unlinkSync(lock);
    expect(await note('now')).toMatchObject({ code: 0 });
  });
});

describe('a disk', () => {
  /** A copy of the workspace on a small disk; runs name it. */
  function workspaceOnDisk(context: TestContext): string {
    const disk = join(world.folder, 'disk');
    const reason = mountSmallDisk(disk);
    if (reason !== undefined) context.skip(reason);
    onTestFinished(() => unmount(disk));
    const workspace = join(disk, 'workspace');
    cpSync(world.workspace, workspace, { recursive: true });
    return workspace;
  }

  test('that is read-only', async (context) => {
    const workspace = workspaceOnDisk(context);
    execFileSync('mount', ['-o', 'remount,ro', dirname(workspace)]);
    const before = everything(workspace);
    const result = await world.run(['note', '1.1', 'in vain', ...today, '--workspace', workspace]);
    expectRefusal(result, `the file system is read-only: ${join(workspace, 'hires')}`, '--workspace');
    expect(everything(workspace)).toEqual(before);
    expect(await world.run(['status', ...today, '--workspace', workspace])).toMatchObject({ code: 0 });
  });

  test('that takes nothing from stdout', async () => {
    const full = openSync('/dev/full', 'w');
    const before = everything(world.workspace);
    const { status: code, stderr } = spawnSync(process.execPath, [launcher, 'status', ...today], {
      env: { PATH: process.env['PATH'], HOME: world.home },
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expectRefusal({ code, stderr, stdout: '' }, 'the disk is full');
    expect(everything(world.workspace)).toEqual(before);
  });

  test('a folder that must not be written to', async ({ skip }) => {
    const folder = join(world.workspace, 'hires');
    const nobody = 65534;
    const asRoot = process.getuid?.() === 0;
    const own = (path: string) => lchownSync(path, nobody, nobody);
    if (asRoot) {
      own(dirname(world.home));
      for (const { parentPath, name } of readdirSync(dirname(world.home), {
        recursive: true,
        withFileTypes: true,
      }))
        own(join(parentPath, name));
    }
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [launcher, ...args], {
        cwd: '/',
        env: { PATH: process.env['PATH'], HOME: world.home },
        encoding: 'utf8',
        ...(asRoot ? { uid: nobody, gid: nobody } : {}),
      });
    const probe = run('--version');
    if (probe.status !== 0) skip(`the program can't be run as another user here: ${probe.stderr}`);
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));

    const before = everything(world.workspace);
    const { status: code, stderr } = run('note', '1.1', 'in vain', ...today);
    expectRefusal({ code, stderr, stdout: '' }, `no permission: ${folder}`, 'nothing was recorded');
    expect(everything(world.workspace)).toEqual(before);
    expect(run('status', ...today).status).toBe(0);
  });
});

describe('a record that can not be read', () => {
  const instead = (path: string, make: (path: string) => void) => {
    rmSync(path, { recursive: true });
    make(path);
  };
  /** What it is, how it comes about, what is said of it. */
  const cases: [string, (path: string, text: string) => void, RegExp][] = [
    ['cut off', (path, text) => truncateSync(path, text.length >> 1), /can't be read: it is cut off/],
    ['empty', (path) => truncateSync(path, 0), /can't be read: it is empty/],
    ['no JSON', (path) => writeFileSync(path, '\0\0\0\0'), /can't be read: it is cut off or is not JSON/],
    [
      'foreign JSON',
      (path) => writeFileSync(path, '{"name":"x","version":1}'),
      /can't be read: it is not a record/,
    ],
    [
      "another hire's",
      (path, text) => writeFileSync(path, text.replace(/"record":"\w+"/, '"record":"h00000000"')),
      /it is the record of another hire, h00000000/,
    ],
    [
      'a link',
      (path, text) => {
        writeFileSync(`${path}-real`, text);
        instead(path, () => symlinkSync(`${path}-real`, path));
      },
      /is a link, a folder or a device/,
    ],
    ['a folder', (path) => instead(path, () => mkdirSync(path)), /is a link, a folder or a device/],
    [
      'a FIFO',
      (path) => instead(path, () => void execFileSync('mkfifo', [path])),
      /is a link, a folder or a device/,
    ],
    [
      'behind a link to the folder of records',
      (path) => {
        renameSync(dirname(path), `${dirname(path)}-real`);
        symlinkSync(`${dirname(path)}-real`, dirname(path));
      },
      /is not a folder of its own/,
    ],
  ];

  test.each(cases)('%s: neither read nor written over, and named', async (_, damage, words) => {
    const { path, text } = world.onlyRecord();
    damage(path, text);
    const before = everything(world.workspace);
    for (const result of [await status(), await note('in vain')]) {
      expect(result.stdout).toBe('');
      expectRefusal(result, words, dirname(path));
    }
    expect(everything(world.workspace)).toEqual(before);
  });

  test('comes back with the command that is named, and the damaged file is kept', async () => {
    for (const name of ['one', 'two']) expect(await note(name)).toMatchObject({ code: 0 });
    const { path, text } = world.onlyRecord();
    truncateSync(path, 100);
    const { stderr } = await note('in vain');
    const command = /^ {2}(pm-onboard doctor --restore h[0-9a-f]{8})$/m.exec(stderr)?.[1] ?? '';
    expect(await world.shell(command)).toMatchObject({ code: 0 });
    expect(await note('three')).toMatchObject({ code: 0 });
    expect(notes()).toEqual(['one', 'three']);
    const backups = join(world.workspace, 'backups');
    const kept = readdirSync(backups).find((name) => name.includes('.corrupt-')) ?? '';
    expect(readFileSync(join(backups, kept), 'utf8')).toBe(text.slice(0, 100));
  });

  describe('since a git merge left a conflict in it', () => {
    /** What two people noted apart, merged by git as far as that can. */
    async function conflict(): Promise<{ path: string; merged: string }> {
      const { path, text: base } = world.onlyRecord();
      const sides: string[] = [];
      for (const name of ['ours', 'theirs']) {
        writeFileSync(path, base);
        expect(await note(name)).toMatchObject({ code: 0 });
        sides.push(world.onlyRecord().text);
      }
      const files = [sides[0], base, sides[1]].map((text, at) => {
        const file = join(world.folder, `${at}`);
        writeFileSync(file, text ?? '');
        return file;
      });
      const { stdout: merged } = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
      expect(merged).toMatch(/^<<<<<<< [\s\S]*^=======$[\s\S]*^>>>>>>> /m);
      writeFileSync(path, merged);
      return { path, merged };
    }

    test('both sides are read, which is said, and the next save repairs the file', async () => {
      const { path, merged } = await conflict();
      const read = await status();
      expect(read).toMatchObject({ code: 0, stderr: '' });
      expect(read.stdout.replace(/\s+/g, ' ')).toContain('The file of the record is not in order');
      expect(readFileSync(path, 'utf8')).toBe(merged);
      expect(await note('after')).toMatchObject({ code: 0 });
      expect(notes()).toEqual(['ours', 'theirs', 'after']);
      expect((await status()).stdout).not.toContain('not in order');
      // What the file was like is kept, as before every save.
      const backups = readdirSync(join(world.workspace, 'backups')).sort();
      expect(readFileSync(join(world.workspace, 'backups', backups.at(-1) ?? ''), 'utf8')).toBe(merged);
    });

    test('where its end is cut off too, the remedy is one that loses nothing', async () => {
      const { path, merged } = await conflict();
      const half = merged.slice(0, -6);
      writeFileSync(path, half);
      for (const result of [await status(), await note('in vain')]) {
        expectRefusal(
          result,
          /can't be read: it is cut off/,
          /pm-onboard doctor --restore h[0-9a-f]{8} /,
          'unites what is sound in it',
        );
        expect(result.stderr).not.toMatch(/\b(mv|cp) /);
      }
      expect(readFileSync(path, 'utf8')).toBe(half);

      const id = basename(path, '.json');
      expect(await world.run(['doctor', '--restore', id])).toMatchObject({ code: 0 });
      expect(notes().sort()).toEqual(['ours', 'theirs']);
    });
  });

  test('of one hire does not stop the other', async () => {
    const { path } = world.onlyRecord();
    const flags = ['--name', 'Annie Easley', '--start', '2026-11-23', '--buddy', 'Ada', '--manager', 'Alan'];
    expect(await world.run(['start', ...flags, '--no-me', ...today])).toMatchObject({ code: 0 });
    truncateSync(path, 100);
    expect(await world.run(['note', '1.1', 'mine', '--hire', 'Annie', ...today])).toMatchObject({ code: 0 });
    expectRefusal(await world.run(['status', '--hire', basename(path, '.json'), ...today]), path);
  });

  test('because it is of a newer format: it can be read, not written', async () => {
    const { path, text } = world.onlyRecord();
    writeFileSync(path, text.replace('"format":2', '"format":3'));
    const before = everything(world.workspace);
    expect(await status()).toMatchObject({ code: 0, stdout: expect.stringContaining('Ada Lovelace') });
    expectRefusal(await note('in vain'), `${path} was written by a newer pm-onboard`, 'update pm-onboard');
    expect(everything(world.workspace)).toEqual(before);
  });

  test('in one event: it is named and kept, the rest goes on', async () => {
    for (const name of ['one', 'two']) await note(name);
    const { path, text } = world.onlyRecord();
    const damaged = text.split('\n').find((line) => line.includes('"one"')) ?? '';
    writeFileSync(path, text.replace(damaged, damaged.replace('"one"', '"won"')));
    expect((await status()).stdout).toContain("1 event of the record can't be trusted and is left out");
    expect((await world.run(['log', ...today])).stdout.replace(/\n\s*/g, ' ')).toContain(
      'an event is left out: noted of 2026-11-24 by Ada Lovelace: its content does not fit its id',
    );
    expect(await note('three')).toMatchObject({ code: 0 });
    const after = parseRecord(world.onlyRecord().text);
    expect(after.damaged).toHaveLength(1);
    expect(world.onlyRecord().text).toContain(damaged.replace('"one"', '"won"').replace(/^,/, ''));
    expect((await world.run(['show', '1.1', ...today])).stdout).toMatch(/two[\s\S]*three/);
  });
});

describe('what lies beside the record', () => {
  test.each([
    ['{"me":', /settings\.json is not a JSON object/],
    ['[]', /settings\.json is not a JSON object/],
    ['null', /settings\.json is not a JSON object/],
    ['', /settings\.json is not a JSON object/],
  ])('settings that are broken: %j', async (content, words) => {
    const path = join(world.home, '.config/pm-onboard/settings.json');
    writeFileSync(path, content);
    const before = everything(world.workspace);
    const result = await note('in vain');
    expect(result.code).toBe(2);
    expect(result.stderr.replace(/\n\s*/g, ' ')).toMatch(words);
    expect(result.stderr).toContain('remove it');
    expect(everything(world.workspace)).toEqual(before);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['missing', (path) => unlinkSync(path), /the pinned program \S+ is missing/],
    ['cut off', (path) => truncateSync(path, 1000), /the pinned program \S+ is damaged/],
    [
      'edited',
      (path) => writeFileSync(path, `${readFileSync(path, 'utf8')} `),
      /the pinned program \S+ is damaged/,
    ],
    [
      'a link',
      (path) => {
        renameSync(path, `${path}-real`);
        symlinkSync(`${path}-real`, path);
      },
      /is a link/,
    ],
  ])('a pinned program that is %s', async (_, damage, words) => {
    const folder = join(world.workspace, 'programs');
    damage(join(folder, readdirSync(folder)[0] ?? ''));
    const before = everything(world.workspace);
    for (const result of [await status(), await note('in vain')]) expectRefusal(result, words);
    expect(everything(world.workspace)).toEqual(before);
  });

  describe('the cache of pm-onboard.yaml changes no output:', () => {
    const cache = () => join(world.home, '.cache/pm-onboard');
    const onlyEntry = () =>
      join(cache(), readdirSync(cache()).find((name) => name.startsWith('config-')) ?? '');
    const settings = (manager: string) =>
      writeFileSync(
        join(world.workspace, 'pm-onboard.yaml'),
        `calendar:\n  holidays: [2026-11-25]\npeople:\n  release-manager:\n    - name: ${manager}\n`,
      );
    const forge = (entry: string) => {
      const [first = '', second] = readFileSync(entry, 'utf8').split('\n');
      const cached = JSON.parse(first);
      cached.config.people = {};
      writeFileSync(entry, `${JSON.stringify(cached)}\n${second}\n`);
    };

    test.each<[string, () => void]>([
      ['there', () => {}],
      ['missing', () => rmSync(cache(), { recursive: true })],
      ['cut off', () => truncateSync(onlyEntry(), 20)],
      ['empty', () => truncateSync(onlyEntry(), 0)],
      ['of other content', () => forge(onlyEntry())],
      [
        'a link',
        () => {
          const entry = onlyEntry();
          renameSync(entry, `${entry}-real`);
          symlinkSync(`${entry}-real`, entry);
        },
      ],
      [
        'a folder',
        () => {
          const entry = onlyEntry();
          rmSync(entry);
          mkdirSync(entry);
        },
      ],
      [
        'a file instead of the folder',
        () => {
          rmSync(cache(), { recursive: true });
          writeFileSync(cache(), '');
        },
      ],
    ])('%s', async (_, change) => {
      rmSync(cache(), { recursive: true, force: true });
      settings('Margaret Hamilton');
      const expected = await world.run(['next', '-n', '40', ...today]);
      expect(expected.stdout).toContain('Margaret');
      change();
      expect(await world.run(['next', '-n', '40', ...today])).toEqual(expected);
      expect(await world.run(['next', '-n', '40', ...today])).toEqual(expected);
    });

    test('of the file as it was before', async () => {
      settings('Margaret Hamilton');
      await status();
      settings('Barbara Liskov');
      const { stdout } = await world.run(['next', '-n', '40', ...today]);
      expect(stdout).toContain('Barbara');
      expect(stdout).not.toContain('Margaret');
    });
  });
});
