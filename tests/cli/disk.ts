/** A file system of 256 KiB, where the machine lets one be mounted. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** @returns why it can't be had; undefined: it is there, until {@link unmount} */
export function mountSmallDisk(path: string): string | undefined {
  mkdirSync(path, { recursive: true });
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', path], {
    encoding: 'utf8',
  });
  if (status === 0) return undefined;
  return `no file system can be mounted here: ${(error?.message ?? stderr).trim()}`;
}

export function unmount(path: string): void {
  execFileSync('umount', [path]);
}
