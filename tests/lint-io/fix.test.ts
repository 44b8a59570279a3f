/** If the disk fails in the middle of `lint --fix`, the error must tell the true state of the files. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { UserError } from '../../src/errors.ts';
import type { Io } from '../../src/io.ts';
import { fixFiles } from '../../src/lint-io/fix.ts';
import { scratch } from '../workspace/scratch.ts';

const fault = vi.hoisted(() => ({ call: '', at: 0, calls: 0, lasts: false }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const failing = (name: 'openSync' | 'renameSync' | 'fsyncSync') => ({
    [name]: (...args: unknown[]) => {
      if (name === fault.call) fault.calls += 1;
      if (name === fault.call && (fault.lasts ? fault.calls >= fault.at : fault.calls === fault.at))
        throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: name });
      return (real[name] as (...args: unknown[]) => unknown)(...args);
    },
  });
  return { ...real, ...failing('openSync'), ...failing('renameSync'), ...failing('fsyncSync') };
});

let folder: string;
const names = ['program.yaml', 'one.yaml', 'two.yaml'];
const texts = {
  'program.yaml': 'id: p\ntitle: P\nphases: [one, two]\nroles: { PM_Buddy: { title: B } }\n',
  'one.yaml': 'id: one\ntitle: One\ndue: day 1\nitems: [{ id: a, title: Do A, by: PM_Buddy }]\n',
  'two.yaml': 'id: two\ntitle: Two\ndue: day 2\nitems: [{ id: b, title: Do B, by: PM_Buddy }]\n',
};

beforeEach(() => {
  folder = scratch();
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
});

/** Fixes the three files while the nth call of that name fails. @param lasts whether all later ones fail too */
function errorWith(call: string, at: number, lasts: boolean): UserError {
  const files = names.map((name) => ({ name, path: name, bytes: readFileSync(join(folder, name)) }));
  const io = { stderr: { write: () => {}, width: 80, colour: 0 } } as unknown as Io;
  Object.assign(fault, { call, at, calls: 0, lasts });
  try {
    fixFiles(io, folder, { files, config: {} }, { fix: true });
  } catch (error) {
    return error as UserError;
  } finally {
    fault.call = '';
  }
  throw new Error('nothing failed');
}

/** The names of the files that are fixed on the disk. */
function fixedOnDisk(): string[] {
  return names.filter((name) => readFileSync(join(folder, name), 'utf8').includes('pm-buddy'));
}

test.each([
  ['openSync', 1, 'once', []],
  ['openSync', 3, 'once', []],
  ['fsyncSync', 3, 'once', []],
  ['renameSync', 1, 'once', []],
  // What has taken its place already gets its old content back, as long as the disk allows it.
  ['renameSync', 2, 'once', []],
  ['renameSync', 3, 'once', []],
  ['renameSync', 2, 'from then on', ['two.yaml']],
  ['renameSync', 3, 'from then on', ['one.yaml', 'two.yaml']],
  // The folder can't be synced once the first file has taken its place.
  ['fsyncSync', 4, 'once', []],
  ['fsyncSync', 4, 'from then on', ['two.yaml']],
])('%s fails at call %i, %s', (call, at, when, replaced) => {
  const { message, hint, lines } = errorWith(call, at, when !== 'once');
  const left = names.filter((name) => !replaced.includes(name));
  expect(fixedOnDisk()).toEqual(replaced);
  expect(lines).toEqual(
    replaced.length === 0
      ? ['  no file of this program was replaced']
      : [`  replaced: ${replaced.join(', ')}`, `  not replaced: ${left.join(', ')}`],
  );
  expect(message).toMatch(/^(?:\w+\.yaml can't be replaced|could not sync the folder .*) \(EIO\)$/);
  expect(hint).toContain('run the command again');
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
});
