/** A workspace's `pm-onboard.yaml`, read through a cache of its parsed form: YAML is not for the everyday path. */
import { join } from 'node:path';
import { sha256 } from '../digest.ts';
import { version } from '../version.ts';
import type { Config } from './config-file.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from './files.ts';

export const configName = 'pm-onboard.yaml';

export const emptyConfig: Config = { calendar: {}, calendarFiles: {}, people: {}, lint: { rules: {} } };

/**
 * @param workspace the folder that may hold the file
 * @param cache the user's cache folder; without it, or with a broken one, the result is the same
 * @throws UserError with the place of every problem in the file
 */
export async function readConfig(workspace: string, cache: string): Promise<Config> {
  const path = join(workspace, configName);
  const bytes = readRegularFile(path);
  if (!bytes || saysNothing(bytes.toString())) return emptyConfig;
  const cached = join(cache, `config-${sha256(`${version}\n${sha256(bytes)}`)}.json`);
  const known = readCached(cached, workspace);
  if (known) return known;
  const { parseConfig } = await import('./config-file.ts');
  const config = parseConfig(path, bytes);
  writeCached(cache, cached, config);
  return config;
}

/** As \`init\` writes it: comments and nothing else. */
function saysNothing(text: string): boolean {
  return text.split('\n').every((line) => line.startsWith('#') || line.trim() === '');
}

function readCached(path: string, workspace: string): Config | undefined {
  try {
    const { sum, config } = JSON.parse(readRegularFile(path)?.toString() ?? '{}') as {
      sum?: string;
      config?: Config;
    };
    const whole = config && sum === sha256(JSON.stringify(config));
    return whole && isFresh(config, workspace) ? config : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the calendars beside the settings are as they were then. */
function isFresh({ calendarFiles }: Config, workspace: string): boolean {
  return Object.entries(calendarFiles).every(([name, digest]) => {
    const bytes = readRegularFile(join(workspace, name));
    return bytes !== undefined && sha256(bytes) === digest;
  });
}

function writeCached(folder: string, path: string, config: Config): void {
  try {
    makeFolders(folder, ownFolder);
    replaceFile(path, Buffer.from(JSON.stringify({ sum: sha256(JSON.stringify(config)), config })));
  } catch {
    // A cache that can't be written costs time, never the answer.
  }
}
