/** A workspace's `pm-onboard.yaml`, read through a cache of its parsed form: parsing YAML would slow every command. */

import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { attempt } from '../errors.ts';
import type { Keep } from '../keep.ts';
import type { LintConfig } from '../lint/config.ts';
import type { Person } from '../plan/run.ts';
import type { FileRemarks } from '../program/holidays.ts';
import type { CalendarConfig } from '../program/model.ts';
import { version } from '../version.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';
import { isPrivate } from './owner.ts';

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
const form = 3;

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
  if (!bytes || saysNothing(bytes.toString())) return emptyConfig;
  if (!isPrivate(cache)) return parsed(path, bytes);
  const cached = join(cache, `config-${sha256(`${version}\n${form}\n${sha256(bytes)}`)}.json`);
  const known = readCached(cached, workspace);
  if (known) return known;
  const config = await parsed(path, bytes);
  writeCached(cache, cached, config);
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

function readCached(path: string, workspace: string): Config | undefined {
  return attempt(() => {
    const text = readRegularFile(path)?.toString() ?? '{}';
    const { sum, config } = JSON.parse(text) as { sum?: string; config?: Config };
    const isWhole = config && sum === sha256(JSON.stringify(config));
    return isWhole && isFresh(config, workspace) ? config : undefined;
  });
}

/** Whether the iCalendar files in the workspace are as they were when the configuration was parsed. */
function isFresh({ calendarFiles }: Config, workspace: string): boolean {
  return Object.entries(calendarFiles).every(([name, digest]) => {
    const bytes = readRegularFile(join(workspace, name));
    return bytes !== undefined && sha256(bytes) === digest;
  });
}

/** Writes the cache. If that fails, the next run takes longer but gives the same answers. */
function writeCached(folder: string, path: string, config: Config): void {
  attempt(() => {
    makeFolders(folder, ownFolder);
    replaceFile(path, Buffer.from(JSON.stringify({ sum: sha256(JSON.stringify(config)), config })));
  });
}
