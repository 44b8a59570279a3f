/** Whether what a command has written is shown by a pager: where it is longer than the screen, and somebody looks at that. */
import { hold } from './held.ts';
import type { Io, Output } from './io.ts';
import { widthOf } from './render/layout.ts';

export interface Paging {
  /** The machine with which the command is to run. */
  readonly io: Io;
  /**
   * Shows what the command has written, once it has ended.
   * @param io the machine as the user wants it
   * @throws UserError where it can't be written
   */
  readonly show: (io: Io) => Promise<void>;
}

/** @param argv the arguments after the program's name */
export function pagingFor(io: Io, argv: readonly string[]): Paging {
  if (!isWatched(io, argv)) return { io, show: async () => {} };
  const held = hold(io);
  const show = async (adapted: Io) => {
    const text = held.take();
    if (!isLonger(text, io.stdout)) io.stdout.write(text);
    else await (await import('./pager.ts')).page(adapted, text);
  };
  return { io: held.io, show };
}

/** Whether somebody sits at a terminal that can show a pager, and whoever started this may wait for keys. */
function isWatched(io: Io, argv: readonly string[]): boolean {
  const { stdout, env } = io;
  if (!stdout.terminal || !env['TERM'] || env['TERM'] === 'dumb' || !io.interactive) return false;
  const end = argv.indexOf('--');
  return !argv.slice(0, end < 0 ? argv.length : end).includes('--no-input');
}

/** Whether the text and the line of the next prompt take more lines than the terminal has. */
function isLonger(text: string, { width, height }: Output): boolean {
  const lines = text.split('\n');
  if (lines.length > height) return true;
  // The end of the last line is where the prompt comes.
  const rows = lines.map((line) => Math.max(1, Math.ceil(widthOf(line) / width)));
  return rows.reduce((sum, each) => sum + each, 0) > height;
}
