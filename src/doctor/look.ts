/** Careful looks: whatever a file is like, it stops nothing else, and there are words for it. */
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { isUserError, systemCode } from '../errors.ts';
import { readRegularFile } from '../workspace/files.ts';

/** The words of what kept something from being read. @throws what is no fault of a file */
export function faultIn(error: unknown): { message: string; remedy: string } {
  if (isUserError(error)) return { message: error.message, remedy: error.hint ?? 'mend it' };
  const code = systemCode(error);
  if (code === undefined) throw error;
  return { message: `can't be read (${code})`, remedy: 'see whose the file is, and its modes' };
}

/** What the look comes to, or something else where a file is not as it should be. */
export function lookOr<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (error) {
    faultIn(error);
    return otherwise;
  }
}

/** Undefined where there is nothing, or nothing that can be seen. */
export function lstatOf(path: string): Stats | undefined {
  return lookOr(() => lstatSync(path, { throwIfNoEntry: false }), undefined);
}

/** The names in a folder, sorted; none where it can't be listed. */
export function namesIn(folder: string): string[] {
  return lookOr(() => readdirSync(folder).sort(), []);
}

/** Undefined where there is no plain file that can be read. */
export function bytesOf(path: string): Buffer | undefined {
  return lookOr(() => readRegularFile(path), undefined);
}
