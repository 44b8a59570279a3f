/** Writes what a command makes to the file that `-o` names. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { cannot, UserError } from '../errors.ts';
import { readRegularFile, replaceFile, shownPath } from '../workspace/files.ts';
import { refuseLeadingOut } from '../workspace/within.ts';

/** As the name of a file, this stands for standard input or standard output. */
export const stream = '-';

/**
 * The whole path of a file to write.
 * @throws UserError with exit 2 for an empty name; with exit 3 where the folder is missing
 */
export function outputPath(cwd: string, file: string): string {
  if (file.trim() === '') throw new UserError("-o: the file's name is empty", 'name a file, or leave it out');
  const path = resolve(cwd, file);
  refuseLeadingOut(dirname(path), cwd);
  if (!existsSync(dirname(path)))
    throw cannot(`-o: there is no folder ${shownPath(dirname(path), cwd)}`, 'make it, or name another');
  return path;
}

/** What helps where the file that `-o` names holds something else. */
export const inAnotherFile = 'name another file with -o FILE';

/** The error for a file of ours that isn't as some version made it, so that it isn't replaced or removed. @param print what prints it */
export function changedByHand(path: string, print: string): UserError {
  return new UserError(
    `${path} was changed since it was made, or was made by somebody else`,
    `change or remove it by hand; ${print}`,
  );
}

/** What may be replaced by a new file. */
export interface Replaces {
  /** What the file is to be, such as `a calendar of pm-onboard`. */
  readonly what: string;
  /** Whether the text of a file that is there is such a file. */
  readonly isSuch: (text: string) => boolean;
  /** What else can be done where it isn't. */
  readonly remedy: string;
  /** Whether any plain file may be replaced. */
  readonly force?: boolean | undefined;
}

/**
 * The path of a file that may be written: there is none, or one of the same kind.
 * @throws UserError as {@link outputPath} does; with exit 3 where something else is there, a link among it
 */
export function freePath(cwd: string, file: string, { what, isSuch, remedy, force }: Replaces): string {
  const path = outputPath(cwd, file);
  const there = readRegularFile(path);
  if (!there || force || isSuch(there.toString())) return path;
  throw cannot(`${file} is there already, and is not ${what}`, remedy);
}

/** Writes the whole text or nothing, for the user alone to read: what this program writes is about people. */
export function writeOutput(path: string, text: string): void {
  replaceFile(path, Buffer.from(text));
}
