/** Programs on disk: the YAML folders that people edit, and the compiled ones that hires are pinned to. */
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { exits, UserError } from '../errors.ts';
import type { Program } from '../program/model.ts';
import { ensureFolder, isFolder, readRegularFile, replaceFile } from './files.ts';

/**
 * Keeps the compiled program under the hash of its content.
 * @returns the digest
 */
export function pinProgram(workspace: string, program: Program): string {
  const bytes = Buffer.from(`${JSON.stringify(program)}\n`);
  const digest = sha256(bytes);
  const folder = join(workspace, 'programs');
  ensureFolder(folder);
  const path = join(folder, `${digest}.json`);
  if (!readRegularFile(path)?.equals(bytes)) replaceFile(path, bytes);
  return digest;
}

/** @throws UserError (exit 3) where it is missing or not what its name says */
export function readPinned(workspace: string, digest: string): Program {
  const folder = join(workspace, 'programs');
  const path = join(folder, `${digest}.json`);
  const bytes = /^[0-9a-f]{64}$/.test(digest) && isFolder(folder) ? readRegularFile(path) : undefined;
  if (!bytes)
    throw new UserError(
      `the pinned program ${path} is missing`,
      'bring it back from git or a backup',
      exits.failed,
    );
  if (sha256(bytes) !== digest) {
    throw new UserError(
      `the pinned program ${path} is damaged`,
      'bring it back from git or a backup',
      exits.failed,
    );
  }
  return JSON.parse(bytes.toString()) as Program;
}
