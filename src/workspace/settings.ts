/** The user's own settings: `settings.json` in the folder that the platform has for them. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, cannot, isUserError, reasonOf, UserError } from '../errors.ts';
import { isMap } from '../progress/event.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';
import { isOthers } from './owner.ts';

export interface Settings {
  /** The person who acts, unless a flag or variable names another. */
  readonly me?: string;
  /** The hire that commands are about, unless a flag or variable names another. */
  readonly hire?: string;
  /** `auto`: each command that records something shares it at once, where the workspace is shared. */
  readonly sync?: 'auto' | 'manual';
  /** The folders of the workspaces that the user has begun: their pm-onboard.yaml may name a program anywhere. */
  readonly workspaces?: readonly string[];
}

/**
 * The settings that can be used; entries with an unknown key or an unusable value are left out.
 * @param folder the user's configuration folder
 * @throws UserError where the file is not a JSON object
 */
export function readSettings(folder: string): Settings {
  const entries = Object.entries(readObject(folder)).filter(([key, value]) => !faultOf(key, value));
  return Object.fromEntries(entries);
}

/** A sentence for each entry of the file that has no effect; empty if the file can't be read at all. */
export function unusedSettings(folder: string): string[] {
  const entries = Object.entries(attempt(() => readObject(folder)) ?? {});
  return entries.flatMap(([key, value]) => faultOf(key, value) ?? []);
}

/** Whether the user has begun the workspace on this machine, or it is the usual one. @param data the usual folder */
export function isBegun(workspace: string, { workspaces = [] }: Settings, data: string): boolean {
  return workspace === data || workspaces.includes(attempt(() => realpathSync(workspace)) ?? workspace);
}

function faultOf(key: string, value: unknown): string | undefined {
  if (key === 'workspaces')
    return Array.isArray(value) && value.every((each) => typeof each === 'string')
      ? undefined
      : '`workspaces` must be a list of folders';
  if (!['me', 'hire', 'sync'].includes(key)) return `\`${key}\` is not a setting`;
  if (typeof value !== 'string' || value.trim() === '') return `\`${key}\` must be text`;
  const isWay = key !== 'sync' || value === 'auto' || value === 'manual';
  return isWay ? undefined : '`sync` is neither auto nor manual';
}

/** Changes the given settings, takes out those that are undefined, and leaves the rest of the file as it is. */
export function changeSettings(
  folder: string,
  changes: { readonly [K in keyof Settings]: Settings[K] | undefined },
): void {
  const text = `${JSON.stringify({ ...readObject(folder), ...changes }, null, 2)}\n`;
  const path = join(folder, 'settings.json');
  if (isOthers(path)) throw cannot(`${path} belongs to another account`, 'run it as that user');
  makeFolders(folder, ownFolder);
  replaceFile(path, Buffer.from(text));
}

/**
 * Notes that the user has begun a workspace.
 * @returns why that could not be noted; undefined if it was
 */
export function rememberBegun(
  dirs: { readonly config: string; readonly data: string },
  folder: string,
): string | undefined {
  const settings = attempt(() => readSettings(dirs.config)) ?? {};
  if (isBegun(folder, settings, dirs.data)) return undefined;
  const workspaces = [...(settings.workspaces ?? []), realpathSync(folder)];
  return tryChangeSettings(dirs.config, { workspaces });
}

/** @returns why the settings could not be changed; undefined if they were */
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
  const value: unknown = attempt(() => JSON.parse(bytes.toString()));
  if (isMap(value)) return value;
  const hint = 'fix it, or remove it: it holds only your name and the hire you mean';
  throw new UserError(`${path} is not a JSON object`, hint);
}
