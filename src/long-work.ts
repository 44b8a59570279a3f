/**
 * Work that may take long: at a terminal, a line says what is being done and how far. The line itself is in `work-line.ts`, a chunk that
 * only long work at a terminal loads. Bundles and chunks have a copy each of this file, and one process with one terminal: the line is
 * kept where all of them find it.
 */
import type { Io } from './io.ts';

/**
 * Says how much of the work is done, of how much. Where it returns something, wait for that: it lets signals in, a few times a second.
 */
export type Step = (done: number, total?: number) => Promise<void> | undefined;

export interface WorkLine {
  /** Does the work, and shows `what` with its steps meanwhile. @param isStill for work that may ask something at the terminal itself */
  during<T>(what: string, work: (step: Step) => Promise<T>, isStill?: boolean): Promise<T>;
  /** Takes the line away, since something else is about to be written. */
  wipe(): void;
  /** Keeps the line away while a question is open. */
  hold(isAsking: boolean): void;
}

/** Where the line is kept. */
const place = Symbol.for('pm-onboard.work-line');

/** What most of the long work is. */
export const readingRecords = 'Reading records';

/** What is said of long work where nothing is drawn. */
export function longText(what: string): string {
  return `${what}, this may take a while.`;
}

/** For work that nobody watches. */
export const unseen: Step = () => undefined;

/** The line of this process; undefined where no long work is under way that somebody watches. */
export function workLine(): WorkLine | undefined {
  return Reflect.get(globalThis, place);
}

export function keepLine(line: WorkLine | undefined): void {
  Reflect.set(globalThis, place, line);
}

/**
 * Does work that may take long.
 * @param what what is being done, such as `Reading records`: words of our own, never foreign ones
 */
export async function longWork<T>(io: Io, what: string, work: (step: Step) => Promise<T>): Promise<T> {
  return isWatched(io) ? (await import('./work-line.ts')).shown(io, what, work) : work(unseen);
}

/** What the work makes of each value, one after the other; how many are done is shown as for {@link longWork}. */
export function inTurn<T, R>(
  io: Io,
  what: string,
  values: readonly T[],
  work: (value: T) => R | Promise<R>,
): Promise<R[]> {
  return longWork(io, what, async (step) => {
    const made: R[] = [];
    for (const value of values) {
      await step(made.length, values.length);
      made.push(await work(value));
    }
    return made;
  });
}

/** As {@link longWork}, for a part of work that is shown, by what has no {@link Io}. @param isStill as in {@link WorkLine} */
export function meanwhile<T>(what: string, work: (step: Step) => Promise<T>, isStill = false): Promise<T> {
  return workLine()?.during(what, work, isStill) ?? work(unseen);
}

/** A record of so many bytes takes about half a second. */
const largeRecord = 2_000_000;

/** Where the terminal of this process is kept, for work that has no {@link Io}. */
const watcher = Symbol.for('pm-onboard.watcher');

/** Lets {@link atOnce} find the terminal. */
export function watchedBy(io: Io): void {
  Reflect.set(globalThis, watcher, io);
}

/**
 * Says what a large record is for, before it is read: that is one piece of work without steps. It is gone with whatever is written next.
 * @param bytes how large it is
 */
export function atOnce(bytes: number): void {
  const io: Io | undefined = bytes < largeRecord ? undefined : Reflect.get(globalThis, watcher);
  if (!io || workLine() || !isWatched(io)) return;
  const what = `Reading a record of ${Math.round(bytes / 1_000_000)} MB`;
  const drawn = `\r${what}${io.inAscii ? '...' : '…'}\u001b[K`;
  io.stderr.write(io.speech ? io.speech.screen(`${longText(what)}\n`, io.stderr.width) : drawn);
  const wipe = () => {
    if (workLine() !== line) return;
    keepLine(undefined);
    if (!io.speech) io.stderr.write('\r\u001b[K');
  };
  const line: WorkLine = {
    async during(part, work) {
      wipe();
      return (await import('./work-line.ts')).shown(io, part, work);
    },
    wipe,
    hold: wipe,
  };
  keepLine(line);
  process.once('exit', wipe);
}

/** Whether somebody sees what goes on: stderr is a terminal, on which a line can be drawn anew or is spoken, and no job of a CI. */
function isWatched({ stderr, env, speech }: Io): boolean {
  return (
    stderr.terminal &&
    (env['TERM'] !== 'dumb' || speech !== undefined) &&
    /^(0|false)?$/.test(env['CI'] ?? '')
  );
}
