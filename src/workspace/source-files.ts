/** The files of a program as bytes: where they lie, and whether they are still those that a hire's was made of. */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { exits, isUserError, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { SourceFile } from '../program/draft.ts';
import type { Program } from '../program/model.ts';
import type { Config } from './config-file.ts';
import { programFolder } from './create.ts';
import { readRegularFile } from './files.ts';

/** Where the checklists of a session are to be looked for. */
interface Place {
  readonly workspace: string;
  readonly config: Config;
  readonly io: Pick<Io, 'root' | 'cwd'>;
}

/**
 * Whether the checklists are no longer those that a program was compiled from. Their bytes are read and hashed once, for
 * as many programs as are asked about; where they can't be read, nobody is told that they have moved on.
 */
export function movedOnCheck({ workspace, config, io }: Place): (program: Program) => boolean {
  const present = digestIn(programFolderOf(workspace, config, io.root), io.cwd);
  return ({ source }) => present !== undefined && present !== source;
}

function digestIn(folder: string, cwd: string): string | undefined {
  try {
    return sourceDigest(readSources(folder, cwd));
  } catch (error) {
    if (isUserError(error) || systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

/** The folder of the program that new hires start with: the workspace's, else the one that ships. */
export function programFolderOf(workspace: string, { program }: Config, root: string): string {
  return program === undefined ? join(root, programFolder) : resolve(workspace, program);
}

/** @throws UserError (exit 3) where there is no program */
export function readSources(folder: string, cwd: string): SourceFile[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.(yaml|ics)$/.test(name));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    names = [];
  }
  if (!names.includes('program.yaml')) {
    const hint =
      '`init --checklists` writes one to start from; `program:` in pm-onboard.yaml says where it is';
    throw new UserError(`there is no program.yaml in ${shown(folder, cwd)}`, hint, exits.failed);
  }
  return names.sort().flatMap((name) => {
    const bytes = readRegularFile(join(folder, name));
    return bytes ? [{ name, path: shown(join(folder, name), cwd), bytes }] : [];
  });
}

/** SHA-256 over names and contents, in the order of the names: a calendar that moves on is noticed as a checklist is. */
export function sourceDigest(files: readonly SourceFile[]): string {
  return sha256(JSON.stringify(files.map(({ name, bytes }) => [name, sha256(bytes)])));
}

/** A path as messages name it. */
export function shown(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}
