/** Programs on disk: the YAML folders that people edit, and the compiled ones that hires are pinned to. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { exits, UserError } from '../errors.ts';
import { compiledText, type Program } from '../program/model.ts';
import { ensureFolder, isFolder, readRegularFile, replaceFile } from './files.ts';
import type { Known } from './known.ts';

/** The format that this version writes and reads. */
const programFormat: Program['format'] = 1;

/**
 * Keeps the compiled program under the hash of its content.
 * @returns the digest
 */
export function pinProgram(workspace: string, program: Program): string {
  const bytes = Buffer.from(compiledText(program));
  const digest = sha256(bytes);
  const folder = join(workspace, 'programs');
  ensureFolder(folder);
  const path = join(folder, `${digest}.json`);
  if (!readRegularFile(path)?.equals(bytes)) replaceFile(path, bytes);
  return digest;
}

/** The digest that a compiled program would be kept under. */
export function digestOf(program: Program): string {
  return sha256(compiledText(program));
}

/**
 * @param known where to look up what was verified before
 * @throws UserError (exit 3) where it is missing or not what its name says
 */
export function readPinned(workspace: string, digest: string, known?: Known): Program {
  return readCompiled(join(workspace, 'programs'), digest, known);
}

/** The digests of the compiled programs in a folder, sorted. */
export function listCompiled(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  return names.map((name) => name.slice(0, -'.json'.length)).sort();
}

/** As {@link readPinned}, of any folder. */
export function readCompiled(folder: string, digest: string, known?: Known): Program {
  const path = join(folder, `${digest}.json`);
  const bytes = /^[0-9a-f]{64}$/.test(digest) && isFolder(folder) ? readRegularFile(path) : undefined;
  if (!bytes)
    throw new UserError(
      `the pinned program ${path} is missing`,
      'bring it back from git or a backup',
      exits.failed,
    );
  const verified = known?.has(digest, bytes) ?? false;
  if (!verified && sha256(bytes) !== digest) {
    throw new UserError(
      `the pinned program ${path} is damaged`,
      'bring it back from git or a backup',
      exits.failed,
    );
  }
  if (!verified) known?.add(digest, bytes);
  return programFrom(bytes, path);
}

/** The hash says that nobody changed the file, not that this version understands it. */
function programFrom(bytes: Buffer, path: string): Program {
  const value = parsed(bytes);
  const format = value?.['format'];
  if (typeof format === 'number' && format > programFormat)
    throw new UserError(
      `the pinned program ${path} was written by a newer pm-onboard (format ${format})`,
      'update pm-onboard',
      exits.failed,
    );
  if (format === programFormat && hasShape(value)) return value as unknown as Program;
  const hint = 'bring ours back from git or a backup';
  throw new UserError(`the pinned program ${path} is not ours`, hint, exits.failed);
}

function parsed(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As far as every screen reaches into it: the rest was checked when it was compiled. */
function hasShape(value: Record<string, unknown> | undefined): boolean {
  if (!value || !isMap(value['roles']) || !isMap(value['calendar']) || !Array.isArray(value['phases']))
    return false;
  const texts = ['id', 'title', 'source'].every((key) => typeof value[key] === 'string');
  return texts && value['phases'].every(isPhase);
}

function isPhase(phase: unknown): boolean {
  return isMap(phase) && ['items', 'groups', 'focus'].every((key) => Array.isArray(phase[key]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
