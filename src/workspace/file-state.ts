/**
 * By what a file is known again without being read, as git knows one: its size, its two times and its number
 * (https://git-scm.com/docs/racy-git). Whatever changes a file changes the later of its times, which nobody can set.
 */
import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** So many milliseconds after a change, another change may bear the same times: FAT counts in twos of seconds. */
const changeTick = 2_000;

const quietly = { throwIfNoEntry: false } as const;

/** In which state something was found: a file, a folder or a link itself. */
export type FileState = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino' | 'isFile'>;

/** @returns undefined where there is nothing @throws a system error where that can't be told */
export function stateOf(path: string): FileState | undefined {
  return lstatSync(path, quietly);
}

/** The state as a text, by which it is kept; empty for nothing. */
export function textOfState(state: FileState | undefined): string {
  return state ? `${state.size} ${state.mtimeMs} ${state.ctimeMs} ${state.ino}` : '';
}

/** When something was changed last, in milliseconds: by either time, since some file systems have only one of them. */
export function changedAt({ mtimeMs, ctimeMs }: FileState): number {
  return Math.max(mtimeMs, ctimeMs);
}

/** Whether a change after that instant shows in the state. One that was changed just before may change again at the same time. */
export function isSettled(state: FileState, at: number): boolean {
  return changedAt(state) <= at - changeTick;
}

/** What tells this build of the program from others, as a text. @param root the folder of the program */
export function buildState(root: string): string {
  return textOfState(stateOf(join(root, 'dist/main.cjs')));
}
