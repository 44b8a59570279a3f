/** The user's own settings, a JSON file in their configuration folder. */
import { join } from 'node:path';
import { isUserError, reasonOf, UserError } from '../errors.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';

export interface Settings {
  /** Who acts, where nothing else says so. */
  readonly me?: string;
  /** Which hire is meant, where nothing else says so. */
  readonly hire?: string;
  /** `auto`: what is recorded is shared at once, where the workspace is shared. */
  readonly sync?: 'auto' | 'manual';
}

/** @throws UserError where the file is no JSON object */
export function readSettings(folder: string): Settings {
  const entries = Object.entries(readObject(folder)).filter(([key, value]) => !faultOf(key, value));
  return Object.fromEntries(entries);
}

/** What stands in the file and plays no part, in words; nothing where it can't be read at all. */
export function unusedSettings(folder: string): string[] {
  try {
    return Object.entries(readObject(folder)).flatMap(([key, value]) => faultOf(key, value) ?? []);
  } catch {
    return [];
  }
}

function faultOf(key: string, value: unknown): string | undefined {
  if (!['me', 'hire', 'sync'].includes(key)) return `\`${key}\` is no setting`;
  if (typeof value !== 'string' || value.trim() === '') return `\`${key}\` is no text`;
  const isWay = key !== 'sync' || value === 'auto' || value === 'manual';
  return isWay ? undefined : '`sync` is neither auto nor manual';
}

/** Changes what is given, takes out what is undefined, and leaves what else stands in the file. */
export function changeSettings(
  folder: string,
  changes: { readonly [K in keyof Settings]: Settings[K] | undefined },
): void {
  const text = `${JSON.stringify({ ...readObject(folder), ...changes }, null, 2)}\n`;
  makeFolders(folder, ownFolder);
  replaceFile(join(folder, 'settings.json'), Buffer.from(text));
}

/** @returns why they could not be changed; undefined if they were */
export function tryChangeSettings(
  ...[folder, changes]: Parameters<typeof changeSettings>
): string | undefined {
  try {
    changeSettings(folder, changes);
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    return isUserError(error) ? reason : `${reason} in ${folder}`;
  }
}

function readObject(folder: string): Record<string, unknown> {
  const path = join(folder, 'settings.json');
  const bytes = readRegularFile(path);
  if (!bytes) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, as for JSON of another shape.
  }
  const hint = 'mend it, or remove it: it holds only your name and the hire you mean';
  throw new UserError(`${path} is no JSON object`, hint);
}
