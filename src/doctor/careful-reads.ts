/** Reading files without stopping at one that is damaged or that this user may not read. */
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { attempt, isUserError, systemCode } from '../errors.ts';
import { readRegularFile } from '../workspace/files.ts';

/** Why something could not be read. @throws the error itself where neither the user nor the system is to blame */
export function faultOf(error: unknown): { readonly message: string; readonly remedy: string } {
  if (isUserError(error)) return { message: error.message, remedy: error.hint ?? 'correct it' };
  const code = systemCode(error);
  if (code === undefined) throw error;
  return { message: `can't be read (${code})`, remedy: 'check who owns the file, and its modes' };
}

/** Undefined where there is nothing, or nothing that can be seen. */
export function lstatOf(path: string): Stats | undefined {
  return attempt(() => lstatSync(path, { throwIfNoEntry: false }));
}

/** The names in a folder, sorted; none where it can't be listed. */
export function namesIn(folder: string): string[] {
  return attempt(() => readdirSync(folder).sort()) ?? [];
}

/** Undefined where there is no plain file that can be read. */
export function bytesOf(path: string): Buffer | undefined {
  return attempt(() => readRegularFile(path));
}
