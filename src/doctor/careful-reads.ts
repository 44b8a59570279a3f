/** Reads files without stopping at a file that is damaged or that this user may not read. */
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { attempt, isUserError, systemCode } from '../errors.ts';
import { readRegularFile } from '../workspace/files.ts';

/** What helps where a file may not be read. */
export const checkOwner = 'check who owns the file, and its modes';

/** Says why something could not be read. @throws the error itself if neither the user nor the system has caused it */
export function faultOf(error: unknown): { readonly message: string; readonly remedy: string } {
  if (isUserError(error)) return { message: error.message, remedy: error.hint ?? 'correct it' };
  const code = systemCode(error);
  if (code === undefined) throw error;
  return { message: `can't be read (${code})`, remedy: checkOwner };
}

/** What is at a path, without following links; undefined if nothing is there or the path can't be seen. */
export function lstatOf(path: string): Stats | undefined {
  return attempt(() => lstatSync(path, { throwIfNoEntry: false }));
}

/** The names in a folder, sorted; empty if the folder can't be listed. */
export function namesIn(folder: string): string[] {
  return attempt(() => readdirSync(folder).sort()) ?? [];
}

/** A file's bytes; undefined if the path isn't a regular file that can be read. */
export function bytesOf(path: string): Buffer | undefined {
  return attempt(() => readRegularFile(path));
}
