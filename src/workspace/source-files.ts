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
 * Whether the checklists are no longer those that a program was compiled from; those of another program are none of its
 * own. Their bytes are read and hashed once, for as many programs as are asked about; where they can't be read, nobody is
 * told that they have moved on.
 */
export function movedOnCheck({ workspace, config, io }: Place): (program: Program) => boolean {
  const present = presentIn(programFolderOf(workspace, config, io.root), io.cwd);
  return ({ id, source }) => present !== undefined && present.digest !== source && (present.id ?? id) === id;
}

interface Present {
  readonly digest: string;
  /** Undefined where it can't be told without reading YAML, which takes its time. */
  readonly id: string | undefined;
}

function presentIn(folder: string, cwd: string): Present | undefined {
  try {
    const sources = readSources(folder, cwd);
    return { digest: sourceDigest(sources), id: idIn(sources) };
  } catch (error) {
    if (isUserError(error) || systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

function idIn(sources: readonly SourceFile[]): string | undefined {
  const program = sources.find(({ name }) => name === 'program.yaml');
  const text = new TextDecoder().decode(program?.bytes);
  return /^id:[ \t]*(["']?)([a-z0-9-]+)\1[ \t\r]*(?:#.*)?$/m.exec(text)?.[2];
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
