/** The user's own settings: `settings.json` in the folder that the platform has for them. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, isUserError, reasonOf, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { isMap } from '../progress/event.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';
import { refuseOthers } from './owner.ts';

export interface Settings {
  /** The person who acts, unless a flag or variable names another. */
  readonly me?: string;
  /** The hire that commands are about, unless a flag or variable names another. */
  readonly hire?: string;
  /** `auto`: each command that records something shares it at once, where the workspace is shared. */
  readonly sync?: 'auto' | 'manual';
  /** Whether screens are sentences, unless a flag or variable says otherwise. */
  readonly accessible?: boolean;
  /** The colour of late dates and warnings on a terminal. */
  readonly 'late-colour'?: LateColour;
  /** The line of shell that shows what is longer than the screen, unless a variable says otherwise; `cat` for none. */
  readonly pager?: string;
  /** The folders of the workspaces that the user has begun: their pm-onboard.yaml may name a program anywhere. */
  readonly workspaces?: readonly string[];
}

export type SettingName = keyof Settings;

/** The colours that late dates may have: those that chalk knows, or none. */
type LateColour = NonNullable<Io['lateColour']>;
const lateColours: readonly LateColour[] = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta', 'none'];

/** What a setting may be: any text, yes or no, a list of folders, or one of some words. */
type Takes = 'text' | 'switch' | 'folders' | readonly string[];

/**
 * The one list of the settings, with what each may be. What else there is to say of them is in setting-words.ts, a chunk, since
 * every command reads the settings.
 */
export const takes: Readonly<Record<SettingName, Takes>> = {
  me: 'text',
  hire: 'text',
  sync: ['auto', 'manual'],
  accessible: 'switch',
  'late-colour': lateColours,
  pager: 'text',
  workspaces: 'folders',
};

/** Whether there is a setting of that name. */
export function isSetting(key: string): key is SettingName {
  return Object.hasOwn(takes, key);
}

/** Whether the setting may have that value. */
export function isUsable(key: string, value: unknown): boolean {
  const wanted = isSetting(key) && takes[key];
  if (wanted === 'folders') return Array.isArray(value) && value.every((each) => typeof each === 'string');
  if (wanted === 'switch') return typeof value === 'boolean';
  if (!wanted || typeof value !== 'string') return false;
  return wanted === 'text' ? value.trim() !== '' : wanted.includes(value);
}

/** Settings that were read at the start of a command, for whoever needs them next: reading them twice would be felt. */
let ahead: { readonly folder: string; readonly settings: Settings } | undefined;

/** As {@link readSettings}, which gives the same to whoever asks next. */
export function readSettingsAhead(folder: string): Settings {
  ahead = undefined;
  const settings = readSettings(folder);
  ahead = { folder, settings };
  return settings;
}

/**
 * The settings that can be used; entries with an unknown key or an unusable value are left out.
 * @param folder the user's configuration folder
 * @throws UserError where the file is not a JSON object
 */
export function readSettings(folder: string): Settings {
  const known = ahead;
  ahead = undefined;
  if (known?.folder === folder) return known.settings;
  const entries = Object.entries(storedSettings(folder)).filter(([key, value]) => isUsable(key, value));
  return Object.fromEntries(entries);
}

/** Whether the user has begun the workspace on this machine, or it is the usual one. @param data the usual folder */
export function isBegun(workspace: string, { workspaces = [] }: Settings, data: string): boolean {
  return workspace === data || workspaces.includes(attempt(() => realpathSync(workspace)) ?? workspace);
}

/** Changes the given settings, takes out those that are undefined, and leaves the rest of the file as it is. */
export function changeSettings(
  folder: string,
  changes: { readonly [K in SettingName]?: Settings[K] | undefined } | Readonly<Record<string, undefined>>,
): void {
  ahead = undefined;
  const text = `${JSON.stringify({ ...storedSettings(folder), ...changes }, null, 2)}\n`;
  const path = settingsPath(folder);
  refuseOthers(path);
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

export function settingsPath(folder: string): string {
  return join(folder, 'settings.json');
}

/** All that the file holds, of use or not. @throws UserError where it is not a JSON object */
export function storedSettings(folder: string): Record<string, unknown> {
  const path = settingsPath(folder);
  const bytes = readRegularFile(path);
  if (!bytes) return {};
  const value: unknown = attempt(() => JSON.parse(bytes.toString()));
  if (isMap(value)) return value;
  const hint = 'fix it, or remove it: it holds only your settings';
  throw new UserError(`${path} is not a JSON object`, hint);
}
