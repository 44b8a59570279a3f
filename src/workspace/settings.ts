/** The user's own settings, a JSON file in their configuration folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readRegularFile, replaceFile } from './files.ts';

export interface Settings {
  /** Who acts, where nothing else says so. */
  readonly me?: string;
  /** Which hire is meant, where nothing else says so. */
  readonly hire?: string;
}

/** @throws UserError where the file is no JSON object */
export function readSettings(folder: string): Settings {
  const path = join(folder, 'settings.json');
  const bytes = readRegularFile(path);
  if (!bytes) return {};
  try {
    const { me, hire } = JSON.parse(bytes.toString()) as Record<string, unknown>;
    return { ...(typeof me === 'string' ? { me } : {}), ...(typeof hire === 'string' ? { hire } : {}) };
  } catch {
    throw new UserError(
      `${path} is no JSON`,
      'mend it, or remove it: it holds only your name and the hire you mean',
    );
  }
}

export function writeSettings(folder: string, settings: Settings): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  replaceFile(join(folder, 'settings.json'), Buffer.from(`${JSON.stringify(settings, null, 2)}\n`));
}
