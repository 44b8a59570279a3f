/** A file system of 256 KiB, for machines that allow mounting one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Mounts the disk until {@link unmount}. @returns why that failed; undefined if the disk is mounted */
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
