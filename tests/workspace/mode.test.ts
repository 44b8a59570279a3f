/** A file whose mode can't be set takes no place, and nothing of it is left over. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { replaceFile } from '../../src/workspace/files.ts';
import { scratch } from './scratch.ts';

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  chmodSync: () => {
    throw Object.assign(new Error('EPERM: operation not permitted, chmod'), {
      code: 'EPERM',
      syscall: 'chmod',
    });
  },
}));

test('the old file stays, and the error names its path', () => {
  const folder = scratch();
  const path = join(folder, 'week-1.yaml');
  writeFileSync(path, 'old\n');
  const replace = () => replaceFile(path, Buffer.from('new\n'), undefined, 0o644);
  expect(replace).toThrow(expect.objectContaining({ code: 'EPERM', path }));
  expect(readdirSync(folder)).toEqual(['week-1.yaml']);
  expect(readFileSync(path, 'utf8')).toBe('old\n');
});
