/** A file that a flag names, to be read once. */
import { exits, systemCode, UserError } from '../errors.ts';
import { readRegularFile } from './files.ts';

/**
 * @param name as it was given
 * @throws UserError (exit 3) where it can't be opened, naming the flag
 */
export function bytesFrom(flag: string, path: string, name: string): Buffer {
  try {
    const bytes = readRegularFile(path);
    if (bytes) return bytes;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new UserError(`${flag}: ${name} can't be read (${code})`, undefined, exits.failed);
  }
  const hint = 'name a file in this folder, or give its path';
  throw new UserError(`${flag}: there is no file ${name}`, hint, exits.failed);
}
