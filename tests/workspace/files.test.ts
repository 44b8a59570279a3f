import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ensureFolder, readRegularFile, replaceFile, writeNew } from '../../src/workspace/files.ts';
import { appendFacts } from '../../src/workspace/records.ts';
import { hire, note, recordPath, scratch, stamp, workspaceWithRecord } from './scratch.ts';

const bytes = Buffer.from('new');

describe('replaceFile', () => {
  test('puts the bytes there and leaves nothing else', () => {
    const folder = scratch();
    const path = join(folder, 'file');
    for (const text of ['first', 'second, which is longer', '3']) {
      replaceFile(path, Buffer.from(text));
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(readdirSync(folder)).toEqual(['file']);
    }
  });

  test('leaves the old file and no other when the last check fails', () => {
    const folder = scratch();
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    let during: string[] = [];
    const refuse = () => {
      during = readdirSync(folder);
      throw new Error('lost');
    };
    expect(() => replaceFile(path, bytes, refuse)).toThrow('lost');
    expect(during).toEqual(['file', expect.stringMatching(/^file\.[0-9a-f]{12}\.tmp$/)]);
    expect(readdirSync(folder)).toEqual(['file']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test('leaves nothing behind where a folder stands in the place', () => {
    const folder = scratch();
    mkdirSync(join(folder, 'file'));
    expect(() => replaceFile(join(folder, 'file'), bytes)).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('names the file, not the temporary one', () => {
    const path = join(scratch(), 'missing', 'file');
    expect(() => replaceFile(path, bytes)).toThrow(expect.objectContaining({ code: 'ENOENT', path }));
  });
});

test('writeNew never touches what is there', () => {
  const path = join(scratch(), 'file');
  writeFileSync(path, 'old');
  expect(() => writeNew(path, bytes)).toThrow('EEXIST');
  expect(readFileSync(path, 'utf8')).toBe('old');
});

describe('readRegularFile', () => {
  test('reads a file, and nothing where there is none', () => {
    const folder = scratch();
    writeFileSync(join(folder, 'file'), 'text');
    expect(readRegularFile(join(folder, 'file'))?.toString()).toBe('text');
    expect(readRegularFile(join(folder, 'none'))).toBeUndefined();
    expect(readRegularFile(join(folder, 'file', 'below'))).toBeUndefined();
  });

  test.each<[string, (path: string) => void]>([
    ['a link to a file', (path) => symlinkSync('/etc/hostname', path)],
    ['a link to nothing', (path) => symlinkSync('nothing', path)],
    ['a folder', (path) => mkdirSync(path)],
    ['a FIFO', (path) => void spawnSync('mkfifo', [path])],
    ['a link to a device', (path) => symlinkSync('/dev/zero', path)],
  ])('refuses %s', (_, make) => {
    const path = join(scratch(), 'file');
    make(path);
    expect(() => readRegularFile(path)).toThrow(
      expect.objectContaining({
        message: `${path} is a link, a folder or a device, not a plain file`,
        exit: 3,
      }),
    );
  });

  test('refuses what is far too large, without reading it', () => {
    const path = join(scratch(), 'file');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 36);
    expect(() => readRegularFile(path)).toThrow('too large');
  });
});

describe('ensureFolder', () => {
  test('makes what is missing and takes what is there', () => {
    const folder = join(scratch(), 'a', 'b');
    ensureFolder(folder);
    ensureFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  test.each<[string, (path: string) => void]>([
    ['a link to a folder', (path) => symlinkSync('/tmp', path)],
    ['a link to nothing', (path) => symlinkSync('nothing', path)],
    ['a file', (path) => writeFileSync(path, '')],
  ])('refuses %s', (_, make) => {
    const path = join(scratch(), 'folder');
    make(path);
    expect(() => ensureFolder(path)).toThrow(expect.objectContaining({ exit: 3 }));
  });
});

describe.each([0o000, 0o022, 0o077, 0o177, 0o277, 0o777])('under umask %o', (mask) => {
  test('records, backups and programs are private', async () => {
    const before = process.umask(mask);
    onTestFinished(() => void process.umask(before));
    const workspace = await workspaceWithRecord();
    let lockMode = 0;
    await appendFacts(workspace, hire, [note('one')], {
      ...stamp(1),
      get batch() {
        // Asked for under the lock.
        lockMode = statSync(`${recordPath(workspace)}.lock`).mode & 0o777;
        return 'b1';
      },
    });
    const [backup] = readdirSync(join(workspace, 'backups'));
    const modes = ['hires', `hires/${hire}.json`, 'backups', `backups/${backup}`].map((name) =>
      (statSync(join(workspace, name)).mode & 0o777).toString(8),
    );
    expect([...modes, lockMode.toString(8)]).toEqual(['700', '600', '700', '600', '600']);
  });
});

test('what a dead writer left beside a record goes with the next save, and nothing else', async () => {
  const workspace = await workspaceWithRecord();
  const path = recordPath(workspace);
  const others = ['hffffffff.json.0123456789ab.tmp', `${hire}.json.corrupt`, `${hire}.json.mine.tmp`];
  for (const name of others) writeFileSync(join(workspace, 'hires', name), '');
  writeFileSync(`${path}.0123456789ab.tmp`, 'half an ev');
  chmodSync(`${path}.0123456789ab.tmp`, 0o400);
  await appendFacts(workspace, hire, [note('one')], stamp(1));
  expect(readdirSync(join(workspace, 'hires')).sort()).toEqual([...others, `${hire}.json`].sort());
});
