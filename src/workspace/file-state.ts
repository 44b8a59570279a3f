/**
 * By what a file is known again without being read, as git knows one: its size, its two times and its number
 * (https://git-scm.com/docs/racy-git). Whatever changes a file changes its ctime, which nobody can set.
 */
import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { unoptimised } from '../unoptimised.ts';

/** So many milliseconds after a change of a file, another change may bear the same time: FAT counts in twos of seconds. */
export const oneTick = 2_000;

/** In which state something was found: a file, a folder or a link itself. */
export type FileState = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino' | 'isFile'>;

const quietly = { throwIfNoEntry: false } as const;

/** @returns undefined where there is nothing @throws a system error where that can't be told */
export function stateOf(path: string): FileState | undefined {
  return lstatSync(path, quietly);
}

/**
 * On Node 20 a look makes four dates. V8 begins to optimise that after some six hundred looks, and for two thousand it takes as much
 * processor time as the looks; to keep it from that pays from here on. On later versions it takes no more than loading node:v8.
 */
const manyLooks = process.version.startsWith('v20.') ? 800 : Infinity;

/** Does work that looks at so many files, one after the other, and loads no code. @returns what it returns; it throws what it throws */
export function lookingAt<Result>(files: number, work: () => Result): Result {
  return files < manyLooks ? work() : unoptimised(work);
}

/** The state as a text, by which it is kept; empty for nothing. */
export function textOfState(state: Omit<FileState, 'isFile'> | undefined): string {
  return state ? `${state.ctimeMs} ${state.mtimeMs} ${state.size} ${state.ino}` : '';
}

/** When something in such a state was changed last, in milliseconds: by either time, since some file systems have only one of them. */
export function changedAt(text: string): number {
  const [changed = 0, written = 0] = text.split(' ').map(Number);
  return Math.max(changed, written);
}

/** A state as a text, with when it came about, in milliseconds. */
export interface Seen {
  readonly state: string;
  readonly changed: number;
  /** So many milliseconds after that, another change may bear the same time. */
  readonly tick: number;
}

export function seenIn(state: Omit<FileState, 'isFile'>): Seen {
  const changed = Math.max(state.mtimeMs, state.ctimeMs);
  // Times with fractions of a second come from a clock that ticks at least a hundred times a second.
  const tick = changed % 1000 === 0 ? oneTick : 100;
  return { state: textOfState(state), changed, tick };
}

/** Whether a change after that instant shows in the state. One that was changed just before may change again at the same time. */
export function isSettled({ mtimeMs, ctimeMs }: FileState, at: number): boolean {
  return Math.max(mtimeMs, ctimeMs) <= at - oneTick;
}

/** What tells this build of the program from others. @param root the folder of the program */
export function buildState(root: string): string {
  return textOfState(stateOf(join(root, 'dist/main.cjs')));
}
