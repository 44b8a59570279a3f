/** A workspace's `pm-onboard.yaml`, read through a cache of its parsed form: parsing YAML would slow every command. */

import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import { fileNameFor } from '../file-name.ts';
import type { Keep } from '../keep.ts';
import type { LintConfig } from '../lint/config.ts';
import type { Person } from '../plan/run.ts';
import type { FileRemarks } from '../program/holidays.ts';
import type { CalendarConfig } from '../program/model.ts';
import { version } from '../version.ts';
import { oneTick } from './file-state.ts';
import { makeFolders, ownFolder, readRegularFile, readSeen, replaceFile } from './files.ts';
import { isPrivate } from './owner.ts';
import { onceOf, twice } from './twice.ts';

export const configName = 'pm-onboard.yaml';

export interface Config {
  /** The program's folder, relative to the workspace; absent: the program that ships. */
  readonly program?: string;
  /** Set by the session where the user has begun the workspace: then the program may lie in another repository. */
  readonly isOwn?: true;
  readonly calendar: CalendarConfig;
  /** The iCalendar files whose days are in `calendar`, each with the hash of its content. */
  readonly calendarFiles: Readonly<Record<string, string>>;
  /** For each entry of `holidays` that names a file: what of the file doesn't count. */
  readonly calendarRemarks: readonly FileRemarks[];
  /** Role → people, for the whole team. */
  readonly people: Readonly<Record<string, readonly Person[]>>;
  readonly lint: LintConfig;
  /** `auto`: each command that records something shares it at once. */
  readonly sync?: 'auto' | 'manual';
  /** How long the team keeps a record after its run has ended; absent: nobody has said it. */
  readonly keep?: Keep;
}

/** The form of {@link Config}; another number for a form that code of the same version can't read. */
const form = 4;

export const emptyConfig: Config = {
  calendar: {},
  calendarFiles: {},
  calendarRemarks: [],
  people: {},
  lint: { rules: {} },
};

/**
 * @param workspace the folder that may hold the file
 * @param cache the user's cache folder; if it is missing or damaged, or others may write to it, the result is the same
 * @throws UserError with the place of every problem in the file
 */
export async function readConfig(workspace: string, cache: string): Promise<Config> {
  const path = join(workspace, configName);
  const bytes = readRegularFile(path);
  const text = bytes?.toString('latin1') ?? '';
  if (!bytes || saysNothing(text)) return emptyConfig;
  if (!isPrivate(cache)) return parsed(path, bytes);
  const cached = join(cache, `config-${fileNameFor(workspace)}.json`);
  const known = readCached(cached, workspace, text);
  if (known) return known;
  const began = Date.now();
  const config = await parsed(path, bytes);
  writeCached(cache, cached, {
    version,
    form,
    text,
    config,
    calendars: statesOf(workspace, config, began - oneTick),
  });
  return config;
}

async function parsed(path: string, bytes: Uint8Array): Promise<Config> {
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(path, bytes);
}

/** Whether the text is only comments, as `init` writes it. */
function saysNothing(text: string): boolean {
  return text.split('\n').every((line) => line.startsWith('#') || line.trim() === '');
}

/** What the cache keeps: of which bytes the configuration was read, one character a byte, and in which state its calendars were. */
interface Cached {
  readonly version: string;
  readonly form: number;
  readonly text: string;
  readonly config: Config;
  readonly calendars: Readonly<Record<string, string>>;
}

function readCached(path: string, workspace: string, text: string): Config | undefined {
  return attempt(() => {
    const cached = JSON.parse(onceOf(path) ?? '{}') as Partial<Cached>;
    if (cached.version !== version || cached.form !== form || cached.text !== text) return undefined;
    const { config, calendars } = cached;
    return config && calendars && isFresh(config, calendars, workspace) ? config : undefined;
  });
}

/** Whether the iCalendar files in the workspace are as they were when the configuration was parsed. */
function isFresh(
  { calendarFiles }: Config,
  states: Readonly<Record<string, string>>,
  workspace: string,
): boolean {
  return Object.entries(calendarFiles).every(([name, digest]) => {
    const found = readSeen(join(workspace, name));
    return found && (found.seen.state === states[name] || sha256(found.bytes) === digest);
  });
}

/** The states of the iCalendar files that were last changed before that instant: those of others tell nothing. */
function statesOf(
  workspace: string,
  { calendarFiles }: Config,
  before: number,
): Readonly<Record<string, string>> {
  const looked = Object.entries(calendarFiles).flatMap(([name, digest]) => {
    const found = attempt(() => readSeen(join(workspace, name)));
    if (!found || found.seen.changed > before || sha256(found.bytes) !== digest) return [];
    return [[name, found.seen.state]];
  });
  return Object.fromEntries(looked);
}

/** Writes the cache. If that fails, the next run takes longer but gives the same answers. */
function writeCached(folder: string, path: string, cached: Cached): void {
  attempt(() => {
    makeFolders(folder, ownFolder);
    replaceFile(path, twice(JSON.stringify(cached)));
  });
}
