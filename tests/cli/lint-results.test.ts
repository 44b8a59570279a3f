/**
 * What lint keeps of what it found: whatever becomes of the cache folder, the output is the same to the byte, and whatever changes
 * in what is checked is found.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { onOneLine } from '../builders.ts';
import { root, World } from './world.ts';

let world: World;
/** Where results are kept. */
let kept: string;
/** The output where nothing is kept. */
let fresh: string;

beforeEach(async () => {
  world = new World();
  kept = join(world.home, '.cache/pm-onboard/lint');
  for (const [name, title] of [
    ['one', 'Meeting'],
    ['two', 'Overview'],
  ]) {
    const folder = join(world.folder, 'checklists', name ?? '');
    cpSync(join(root, 'checklists/minimal'), folder, { recursive: true });
    edit(`${name}/program.yaml`, (text) => text.replace(/^id: .*$/m, `id: ${name}`));
    edit(`${name}/week-1.yaml`, (text) => text.replace(/title: (?!First).*/, `title: ${title}`));
  }
  fresh = await output();
  expect(fresh).toContain('vague-title');
  expect(entries()).toHaveLength(2);
});

function edit(name: string, change: (text: string) => string): void {
  const path = join(world.folder, 'checklists', name);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** The report, the remarks and the exit code. */
async function output(...flags: string[]): Promise<string> {
  const { code, stdout, stderr } = await world.run(['lint', 'checklists', '--format', 'json', ...flags]);
  return JSON.stringify({ code, stdout, stderr }, null, 1);
}

function entries(): string[] {
  return existsSync(kept) ? readdirSync(kept).map((name) => join(kept, name)) : [];
}

function forEach(change: (path: string) => unknown): void {
  for (const path of entries()) change(path);
}

/** The entry with other problems, as this program would have written it. */
function forged(path: string, change: (problems: string) => string): void {
  const [, key = '', problems = ''] = readFileSync(path, 'utf8').split('\n');
  const next = change(problems);
  const sum = createHash('sha256').update(`${key}${next}`).digest('hex');
  writeFileSync(path, `${sum}\n${key}\n${next}`);
}

test('what was found is not looked for again', async () => {
  // A word that no rule says shows that nothing was looked for.
  forEach((path) => forged(path, (problems) => problems.replaceAll('single word', 'KEPT')));
  expect(await output()).toContain('KEPT');
});

test('after a change to one program, only that one is looked at', async () => {
  forEach((path) => forged(path, (problems) => problems.replaceAll('single word', 'KEPT')));
  edit('one/week-1.yaml', (text) => `${text}# a comment\n`);
  const changed = await output();
  expect(changed.match(/KEPT/g)).toHaveLength(1);
  expect(changed).toContain('single word');
});

describe('the output is the same', () => {
  const damages: [string, () => unknown][] = [
    ['with the same cache', () => {}],
    ['where it is missing', () => rmSync(kept, { recursive: true })],
    ['where a file is a folder', () => forEach((path) => [rmSync(path), mkdirSync(path)])],
    ['where the folder is a file', () => [rmSync(kept, { recursive: true }), writeFileSync(kept, 'x')]],
    ['where files are empty', () => forEach((path) => writeFileSync(path, ''))],
    [
      'where files are cut',
      () => forEach((path) => writeFileSync(path, readFileSync(path).subarray(0, -20))),
    ],
    [
      'where a byte of what was found has changed',
      () => forEach((path) => writeFileSync(path, readFileSync(path, 'utf8').replace('single', 'Single'))),
    ],
    [
      'where what was found is no JSON, with a sum that fits',
      () => forEach((path) => forged(path, (problems) => problems.slice(1))),
    ],
    ['where it is old', () => forEach((path) => utimesSync(path, 0, 0))],
    [
      'where the results of two places have changed places',
      () => {
        const [one = '', two = ''] = entries();
        const text = readFileSync(one);
        copyFileSync(two, one);
        writeFileSync(two, text);
      },
    ],
    [
      'where another build has written it',
      () =>
        forEach((path) => {
          const [, , problems = ''] = readFileSync(path, 'utf8').split('\n');
          const key = 'f'.repeat(64);
          writeFileSync(
            path,
            `${createHash('sha256')
              .update(key + problems)
              .digest('hex')}\n${key}\n[]`,
          );
        }),
    ],
    ['where others may write to the cache', () => chmodSync(join(kept, '..'), 0o777)],
  ];
  test.each(damages)('%s', async (_, damage) => {
    damage();
    expect(await output()).toBe(fresh);
    expect(await output()).toBe(fresh);
  });

  test('where others may write to the cache, which is then not believed', async () => {
    forEach((path) => forged(path, () => '{"lines":[],"problems":[]}'));
    expect(await output()).not.toBe(fresh);
    chmodSync(join(kept, '..'), 0o777);
    expect(await output()).toBe(fresh);
  });

  test('where the folder is read-only', async () => {
    rmSync(kept, { recursive: true });
    chmodSync(join(kept, '..'), 0o500);
    expect(await output()).toBe(fresh);
    // Whoever may do anything writes there nevertheless.
    if (process.getuid?.() !== 0) expect(entries()).toEqual([]);
    chmodSync(join(kept, '..'), 0o700);
  });

  test('where several run at once', async () => {
    rmSync(kept, { recursive: true });
    const all = await Promise.all(Array.from({ length: 4 }, () => output()));
    expect(all).toEqual(Array.from({ length: 4 }, () => fresh));
    expect(await output()).toBe(fresh);
  });
});

describe('what has changed is found', () => {
  const changes: [string, () => unknown, string[]][] = [
    [
      'a file',
      () => edit('two/week-1.yaml', (text) => text.replace('title: Overview', 'title: Read it')),
      [],
    ],
    ['a new file', () => writeFileSync(join(world.folder, 'checklists/two/week-9.yaml'), 'id: [\n'), []],
    [
      'the settings',
      () => writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'lint:\n  rules:\n    vague-title: error\n'),
      [],
    ],
    ['a flag', () => {}, ['--rule', 'vague-title=off']],
    [
      'another program of the same id',
      () => edit('two/program.yaml', (text) => text.replace('id: two', 'id: one')),
      [],
    ],
    [
      'a schema that a file names',
      () => {
        mkdirSync(join(world.folder, 'schema'));
        for (const name of ['program', 'checklist'])
          copyFileSync(join(root, `schema/${name}.json`), join(world.folder, `schema/${name}.json`));
      },
      [],
    ],
  ];
  test.each(changes)('%s', async (_, change, flags) => {
    change();
    const after = await output(...flags);
    expect(after).not.toBe(fresh);
    rmSync(kept, { recursive: true });
    expect(await output(...flags)).toBe(after);
  });

  test('the folder from which it is asked: paths are shown from there', async () => {
    const inside = { cwd: join(world.folder, 'checklists') };
    const ask = () => world.run(['lint', '.', '--format', 'json'], inside);
    const after = await ask();
    expect(after.stdout).toContain('"one/week-1.yaml"');
    rmSync(kept, { recursive: true });
    expect(await ask()).toEqual(after);
  });
});

test('a fix changes the files, and what is left is found', async () => {
  edit('one/week-1.yaml', (text) => text.replace(/takes: (\d+) min/, 'takes: $1min'));
  expect(await output()).toContain('write `');
  await world.run(['lint', 'checklists', '--fix']);
  expect(await output()).toBe(fresh);
});

test('nothing is kept of standard input, and what is kept is for the user alone', async () => {
  rmSync(kept, { recursive: true });
  await world.run(['lint', '-'], { input: 'id: a\n' });
  expect(entries()).toEqual([]);
  await output();
  expect(entries().map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
  expect(statSync(kept).mode & 0o777).toBe(0o700);
});

test.skipIf(process.getuid?.() !== 0)(
  'as another user than the folder’s owner, nothing is read from it',
  () => {
    forEach((path) => forged(path, () => '{"lines":[],"problems":[]}'));
    chmodSync(world.folder, 0o755);
    const shown = () => {
      try {
        return execFileSync(process.execPath, [join(root, 'bin/pm-onboard.cjs'), 'lint', 'checklists'], {
          cwd: world.folder,
          env: { HOME: world.home },
          encoding: 'utf8',
        });
      } catch (error) {
        return String((error as { stdout: string }).stdout);
      }
    };
    const owner = statSync(join(kept, '..')).uid;
    expect(shown()).toContain('no problems');
    execFileSync('chown', ['12345', join(kept, '..')]);
    expect(shown()).toContain('vague-title');
    execFileSync('chown', [String(owner), join(kept, '..')]);
  },
);

test('the compiled code of an earlier run fits the next one', async () => {
  const code = join(world.home, '.cache/pm-onboard/code');
  const written = () =>
    readdirSync(code, { recursive: true, encoding: 'utf8' })
      .filter((name) => /lint[^/]*\.bin$/.test(name))
      .sort()
      .map((name) => ({ name, mtime: statSync(join(code, name)).mtimeMs }));
  const run = () => {
    rmSync(kept, { recursive: true });
    return world.spawn(['lint', 'checklists']);
  };
  const first = await run();
  const before = written();
  expect(before.length).toBeGreaterThan(1);
  expect(await run()).toEqual(first);
  expect(first.stderr).toBe('');
  expect(written()).toEqual(before);
});

test('a line as long as a file, full of problems: each is found and shown, and again by what is kept', async () => {
  edit('one/week-1.yaml', () => onOneLine('week-1', 700));
  for (const time of ['first', 'again'])
    for (const format of ['text', 'rdjson', 'sarif']) {
      const { code, stdout, stderr } = await world.run(['lint', 'checklists', '--format', format]);
      expect(code, `${time}: ${stderr}`).toBe(1);
      expect(stdout.match(/5 min/g)?.length, format).toBeGreaterThanOrEqual(700);
      expect(stdout.length).toBeLessThan(5_000_000);
    }
});
