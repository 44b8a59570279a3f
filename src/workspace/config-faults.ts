/** `pm-onboard.yaml` for lint, which reports what is wrong with it instead of refusing it. */
import { join } from 'node:path';
import type { Problem } from '../program/problem.ts';
import { type Config, configName, emptyConfig, readConfig } from './config.ts';
import { readRegularFile } from './files.ts';

interface ConfigOrFaults {
  /** Empty where the file can't be used. */
  readonly config: Config;
  /** What keeps the file from being used. */
  readonly faults: readonly Problem[];
}

/**
 * As {@link readConfig}, but what is wrong with the text of the file is returned.
 * @param shown the path to show in problems
 * @throws UserError where the file can't be read at all
 */
export async function readConfigOrFaults(
  workspace: string,
  cache: string,
  shown = configName,
): Promise<ConfigOrFaults> {
  try {
    return { config: await readConfig(workspace, cache), faults: [] };
  } catch (error) {
    const path = join(workspace, configName);
    const bytes = readRegularFile(path);
    const { faultsOfConfig } = await import('./parse-config.ts');
    const faults = bytes ? faultsOfConfig(path, bytes) : [];
    if (faults.length === 0) throw error;
    return { config: emptyConfig, faults: faults.map((fault) => ({ ...fault, file: shown })) };
  }
}
