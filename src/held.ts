/** What a command writes to stdout at a terminal: held until it is known that nothing is to stand below it, since a pager may show it then. */
import type { Io, Output } from './io.ts';
import { isAccessible } from './speech.ts';

export interface Held {
  /** The machine whose stdout is held. What is written to stderr comes behind it. */
  readonly io: Io;
  /** Hands out what is held; from then on everything is written at once. */
  readonly take: () => string;
}

/** Where the function stands that writes what is held. Bundles and chunks have a copy each of this file, and one process. */
const key = Symbol.for('pm-onboard.held');

export function hold(io: Io): Held {
  let text = '';
  let isOver = false;
  const take = () => {
    const taken = text;
    text = '';
    isOver = true;
    return taken;
  };
  const print = () => {
    const now = text;
    text = '';
    if (now !== '') io.stdout.write(now);
  };
  const stdout = writing(io.stdout, (more) => {
    // What is read out is never cut into pages.
    if (isOver || isAccessible()) io.stdout.write(more);
    else text += more;
  });
  const stderr = writing(io.stderr, (more) => {
    print();
    io.stderr.write(more);
  });
  Reflect.set(globalThis, key, print);
  // Some of its properties may throw when they are read, so they stay where they are.
  return { io: Object.create(io, { stdout: { value: stdout }, stderr: { value: stderr } }) as Io, take };
}

function writing(output: Output, write: Output['write']): Output {
  return Object.create(output, { write: { value: write } }) as Output;
}

/** Writes what is held, as it is: for what is to be read above a question, or while something goes on. */
export function printHeld(): void {
  const print: unknown = Reflect.get(globalThis, key);
  if (typeof print === 'function') print();
}
