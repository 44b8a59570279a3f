/** The launcher's code cache: it must not change any output, nor any file that isn't its own. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
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
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { otherNames } from '../src/other-names.ts';
import { root } from './cli/home.ts';
import { World } from './cli/world.ts';

const help = ['help', '--all'];
const said = 'Tracks the first ninety days';
/** Words to plant in the help; they are as long as the words that they replace. */
const planted = 'TRACKS THE FIRST NINETY DAYS';

/** Runs the command with a cache folder of the world's own, which is empty at first. */
function run(world: World, args: readonly string[] = help) {
  return world.spawn(args, { env: { XDG_CACHE_HOME: join(world.home, 'cache') } });
}

function codeFolder(world: World): string {
  return join(world.home, 'cache/pm-onboard/code');
}

function cacheFile(world: World): string {
  const [build, ...others] = readdirSync(codeFolder(world));
  expect(others).toEqual([]);
  return join(codeFolder(world), build ?? '', 'help.bin');
}

/** A copy of the installed package, whose bundle a test may change. */
function copyOf(world: World): string {
  const copy = join(world.home, 'package');
  for (const part of ['bin', 'dist/main.cjs', 'dist/others.cjs', 'dist/chunks', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  return copy;
}

/** Changes the words of the copy's help as a build would: with a new hash, but the bundle keeps its length and time. */
function rebuild(copy: string): void {
  const path = join(copy, 'dist/main.cjs');
  const { atime, mtime, size } = statSync(path);
  const text = readFileSync(path, 'utf8');
  const changed = text.slice(text.indexOf('\n') + 1).replace(said, planted);
  const mark = `// ${createHash('sha256').update(changed).digest('hex')}\n`;
  writeFileSync(path, mark + changed);
  const others = join(copy, 'dist/others.cjs');
  writeFileSync(others, readFileSync(others, 'latin1').replace(/^.*\n/, mark));
  utimesSync(path, atime, mtime);
  expect(statSync(path)).toMatchObject({ size, mtime });
}

/** The text of the copy's help. */
function helpOf(copy: string, world: World): string {
  const env = { HOME: world.home, XDG_CACHE_HOME: join(world.home, 'cache') };
  const args = [join(copy, 'bin/pm-onboard.cjs'), '--help'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

/**
 * Fills the cache with the code of another build of the same length, under the name of this build. If the program used that
 * code, it would print the planted words.
 */
async function plant(world: World): Promise<void> {
  await run(world);
  const file = cacheFile(world);
  const copy = copyOf(world);
  rebuild(copy);
  renameSync(codeFolder(world), `${codeFolder(world)}-own`);
  helpOf(copy, world);
  const other = cacheFile(world);
  const bytes = readFileSync(other);
  renameSync(codeFolder(world), `${codeFolder(world)}-other`);
  renameSync(`${codeFolder(world)}-own`, codeFolder(world));
  writeFileSync(file, bytes);
}

test('is written by the first run and left alone by the next', async () => {
  const world = new World();
  const first = await run(world);
  const file = cacheFile(world);
  const written = readFileSync(file);
  expect(await run(world)).toEqual(first);
  expect(readFileSync(file).equals(written)).toBe(true);
});

test.each([
  ['empty', () => Buffer.alloc(0)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 1000)],
  ['of another content', () => Buffer.from('x'.repeat(5000))],
  ['all zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  [
    'with one bit flipped',
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 90_000 ? byte ^ 4 : byte))),
  ],
])('%s: the same output, and it is written again', async (_, damage) => {
  const world = new World();
  const sound = await run(world);
  const file = cacheFile(world);
  const written = readFileSync(file);
  writeFileSync(file, damage(written));
  expect(await run(world)).toEqual(sound);
  expect(readFileSync(file).equals(damage(written))).toBe(false);
});

describe('of parts', () => {
  const added = 'log';
  const partsFile = (world: World) => join(dirname(cacheFile(world)), 'help-others.bin');

  test.each([
    ['empty', () => Buffer.alloc(0)],
    ['of another content', () => Buffer.from('x'.repeat(5000))],
    ['all zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
    [
      'with one bit flipped',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 5000 ? byte ^ 4 : byte))),
    ],
    [
      'of another length than it says',
      (bytes: Buffer) => {
        const half = Buffer.from(bytes.subarray(0, bytes.length / 2));
        half.writeUInt32LE(1 << 30, 0);
        return Buffer.concat([half, half]);
      },
    ],
  ])('%s: the same output, and it is written again', async (_, damage) => {
    const world = new World();
    const sound = await run(world);
    const written = readFileSync(partsFile(world));
    const damaged = damage(written);
    writeFileSync(partsFile(world), damaged);
    expect(await run(world)).toEqual(sound);
    const again = readFileSync(partsFile(world));
    expect(again.equals(damaged)).toBe(false);
    expect(await run(world)).toEqual(sound);
    expect(readFileSync(partsFile(world)).equals(again), 'what was written is used').toBe(true);
  });

  test('parts of another build than the first bundle: the program says so, and runs none of them', () => {
    const world = new World();
    const copy = copyOf(world);
    const path = join(copy, 'dist/others.cjs');
    helpOf(copy, world);
    writeFileSync(path, readFileSync(path, 'latin1').replace(/^\/\/ ../, '// 00'));
    const env = { HOME: world.home, XDG_CACHE_HOME: join(world.home, 'cache') };
    const { status, stderr } = spawnSync(process.execPath, [join(copy, 'bin/pm-onboard.cjs'), '--help'], {
      env,
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('others.cjs is of another build');
  });

  test('has what any run of the command has asked for', async () => {
    const world = new World();
    await world.startAda();
    const file = () =>
      join(codeFolder(world), readdirSync(codeFolder(world))[0] ?? '', `${added}-others.bin`);
    const plain = await run(world, [added]);
    const first = readFileSync(file());
    await run(world, [added, '--markdown']);
    const both = readFileSync(file());
    expect(both.length).toBeGreaterThan(first.length);
    expect(await run(world, [added])).toEqual(plain);
    expect(readFileSync(file()).equals(both)).toBe(true);
  });
});

test('where it can not be written, the program runs all the same', async () => {
  const world = new World();
  writeFileSync(join(world.home, 'cache'), 'a file in the place of the folder');
  expect(await run(world)).toMatchObject({ code: 0, stderr: '' });
});

describe('another build', () => {
  test('has the hash of all its code in the first line of each bundle', () => {
    const hash = createHash('sha256');
    const names = (readdirSync(join(root, 'dist'), { recursive: true }) as string[])
      .filter((name) => name.endsWith('.cjs'))
      .sort();
    expect(names.length).toBeGreaterThan(7);
    const firsts = names.map((name) => {
      const [first, code = ''] = readFileSync(join(root, 'dist', name), 'utf8').split(/\n(.*)/s);
      hash.update(code);
      return first;
    });
    const wanted = `// ${hash.digest('hex')}`;
    expect(firsts).toEqual(firsts.map(() => wanted));
  });

  test('has files for status alone, which is other bundles, and one for status with a word behind it', async () => {
    const world = new World();
    await world.startAda();
    for (const args of [['status'], ['status', '--all'], ['next']]) await run(world, args);
    const [build = ''] = readdirSync(codeFolder(world));
    expect(readdirSync(join(codeFolder(world), build)).sort()).toEqual([
      'again-next.bin',
      'again-status.bin',
      'plain-next.bin',
      'plain-status.bin',
      'status.bin',
    ]);
  });

  test('has a file for status --short, and one for working it out', async () => {
    const world = new World();
    await world.startAda();
    const kept = () => {
      const [build = ''] = readdirSync(codeFolder(world));
      return readdirSync(join(codeFolder(world), build)).sort();
    };
    await run(world, ['status', '--short']);
    expect(kept()).toEqual(['short-anew.bin', 'short.bin']);
    for (const args of [['s', '--short'], ['status']]) await run(world, args);
    expect(kept()).toEqual(['again-status.bin', 'plain-status.bin', 'short-anew.bin', 'short.bin']);
  });

  test('of the same size and time runs its own code, and removes the code of the one before', () => {
    const world = new World();
    const copy = copyOf(world);
    expect(helpOf(copy, world)).toContain(said);
    const before = cacheFile(world);
    rebuild(copy);
    for (const time of ['first', 'second']) expect(helpOf(copy, world), time).toContain(planted);
    expect(cacheFile(world)).not.toBe(before);
  });

  test('is shared by all names of a command, and by the program’s name alone where that shows a status', async () => {
    const world = new World();
    await world.startAda();
    for (const [other, typed] of otherNames) {
      const [name = ''] = typed.split(' ');
      const file = ['status', 'next'].includes(name) ? `plain-${name}.bin` : `${name}.bin`;
      await run(world, other.length === 1 ? [other] : [other, '--help']);
      await run(world, [other, '--help']);
      const [build = ''] = readdirSync(codeFolder(world));
      const files = readdirSync(join(codeFolder(world), build));
      expect(files, other).not.toContain(`${other}.bin`);
      if (other === 's' || other === 'n') expect(files, other).toContain(file);
      expect(files, other).toContain(`${name}.bin`);
    }
    const [build = ''] = readdirSync(codeFolder(world));
    const plain = join(codeFolder(world), build, 'plain-status.bin');
    rmSync(plain);
    await run(world, []);
    const kept = readFileSync(plain);
    await run(world, ['status']);
    expect(readFileSync(plain).equals(kept)).toBe(true);
  });

  test('the program’s name alone keeps none for a welcome or the team, which are in chunks', async () => {
    const world = new World();
    await run(world, []);
    expect(existsSync(codeFolder(world))).toBe(false);
    await world.run(['start', '--name', 'Ada', '--start', '2026-11-23', '--no-me']);
    await world.run(['start', '--name', 'Bob', '--start', '2026-11-23', '--no-me']);
    const env = { XDG_CACHE_HOME: join(world.home, 'cache'), PM_ONBOARD_AS: 'Grace Hopper' };
    expect((await world.spawn([], { env })).stdout).toContain('2 hires');
    expect(existsSync(codeFolder(world))).toBe(false);
  });

  test('for whoever gets the list of mine there is a file for it too, whatever they typed', async () => {
    const world = new World();
    await world.startAda();
    const env = { XDG_CACHE_HOME: join(world.home, 'cache'), PM_ONBOARD_AS: 'Grace Hopper' };
    expect((await world.spawn([], { env })).stdout).toMatch(/^Grace Hopper/);
    const [build = ''] = readdirSync(codeFolder(world));
    const kept = () => readdirSync(join(codeFolder(world), build)).sort();
    expect(kept()).toEqual(['again-status.bin', 'mine.bin', 'plain-status.bin']);
    await world.spawn(['mine'], { env });
    expect(kept()).toEqual(['again-status.bin', 'mine.bin', 'plain-status.bin']);
  });

  test.each([
    ...['staus', 'staus --help', 'help staus', 'status --bogus', '--bogus'],
    ...['dno', 'x', 'sta', 'constructor', '1.3'],
  ])('%s leaves no code', async (line) => {
    const world = new World();
    await run(world, line.split(' '));
    expect(existsSync(codeFolder(world))).toBe(false);
  });

  test('--help, help and --version share their files', async () => {
    const world = new World();
    for (const args of [['--help'], ['help'], ['--version']]) await run(world, args);
    expect(readdirSync(dirname(cacheFile(world)))).toEqual(['help-others.bin', 'help.bin']);
  });
});

const levels = ['', 'code', 'code/*'];

/** The path of a folder of the cache, at a given level, after a run has made it. */
function levelOf(world: World, level: string): string {
  return join(
    world.home,
    'cache/pm-onboard',
    level.replace('*', () => readdirSync(codeFolder(world))[0] ?? ''),
  );
}

describe.skipIf(process.platform === 'win32')('in a folder of somebody else', () => {
  test('(the planted code would run if the folder were trusted)', async () => {
    const world = new World();
    await plant(world);
    expect((await run(world)).stdout).toContain(planted);
  });

  test.each(
    levels.flatMap((level) => [
      { level, who: 'the group', mode: 0o770 },
      { level, who: 'everybody', mode: 0o707 },
    ]),
  )('pm-onboard/$level, in which $who may write: is not used', async ({ level, mode }) => {
    const world = new World();
    await plant(world);
    chmodSync(levelOf(world, level), mode);
    for (const time of ['first', 'second']) expect((await run(world)).stdout, time).toContain(said);
  });

  test('the folder of the build is open to others, and the code in it may be written by them: is not used', async () => {
    const world = new World();
    await plant(world);
    const build = levelOf(world, 'code/*');
    for (const name of readdirSync(build)) chmodSync(join(build, name), 0o666);
    chmodSync(build, 0o755);
    for (const time of ['first', 'second']) expect((await run(world)).stdout, time).toContain(said);
  });

  test.runIf(process.geteuid?.() === 0).each(levels)(
    'pm-onboard/%s, owned by another user: is not used',
    async (level) => {
      const world = new World();
      await plant(world);
      chownSync(levelOf(world, level), 65534, 65534);
      for (const time of ['first', 'second']) expect((await run(world)).stdout, time).toContain(said);
    },
  );
});

describe('what is not its own', () => {
  /** Makes a folder with one file, named like the code of an older build. */
  function older(folder: string): string {
    const path = join(folder, 'v20.19.0-x64-1795928182939-165921');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'letter.txt'), 'dear all');
    return path;
  }

  test.each(levels)(
    'is behind a link at pm-onboard/%s: nothing there is read, written or removed',
    async (level) => {
      const world = new World();
      await plant(world);
      const path = levelOf(world, level);
      const elsewhere = join(world.home, 'elsewhere');
      renameSync(path, elsewhere);
      symlinkSync(elsewhere, path);
      older(elsewhere);
      older(join(elsewhere, 'code'));
      const before = readdirSync(elsewhere, { recursive: true });
      expect((await run(world)).stdout).toContain(said);
      expect(readdirSync(elsewhere, { recursive: true })).toEqual(before);
    },
  );

  test('is a link or a stranger in the folder for code: neither is removed, but an older build is', async () => {
    const world = new World();
    const elsewhere = older(join(world.home, 'elsewhere'));
    mkdirSync(codeFolder(world), { recursive: true, mode: 0o700 });
    chmodSync(dirname(codeFolder(world)), 0o700);
    older(codeFolder(world));
    symlinkSync(elsewhere, join(codeFolder(world), 'v22.13.0-x64-1795928182939-165921'));
    mkdirSync(join(codeFolder(world), 'mine'));
    writeFileSync(join(codeFolder(world), 'v1.txt'), '');
    await run(world);
    const left = readdirSync(codeFolder(world)).filter((name) => !/-[\da-f]{64}$/.test(name));
    expect(left.sort()).toEqual(['mine', 'v1.txt', 'v22.13.0-x64-1795928182939-165921']);
    expect(readdirSync(elsewhere)).toEqual(['letter.txt']);
  });
});
