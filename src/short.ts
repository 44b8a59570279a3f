/**
 * `status --short`, for the prompt of a shell, where nothing else stands on the command line. The launcher takes this bundle for it,
 * which says again what it said last where nothing has changed since; else the bundle of plain.ts works it out. It exports the same
 * functions as the other bundles.
 */
import { attempt } from './errors.ts';
import type { Io } from './io.ts';
import { shortLine } from './render/short.ts';
import { showsSigns } from './signs.ts';
import { wantsAccessible } from './speech.ts';
import { saidBefore } from './workspace/kept-counts.ts';

export { processIo } from './io.ts';

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return name === 'status';
}

/**
 * @param build names the build of the program; undefined: nothing is kept
 * @returns the exit code; the promise is never rejected
 */
export async function run(argv: readonly string[], io: Io, build?: string): Promise<number> {
  if (attempt(() => sayAgain(io, argv, build))) return 0;
  return (await import('./plain.ts')).run(argv, io, build);
}

/** @returns whether it was said. What keeps it from that is said by the code that works it out. */
function sayAgain(io: Io, argv: readonly string[], build: string | undefined): boolean {
  const said = build === undefined ? undefined : saidBefore(io, build);
  if (!said) return false;
  const { env } = io;
  const reading = { speech: wantsAccessible(argv, env, said.accessible), inAscii: !showsSigns(env) };
  io.stdout.write(shortLine(said.counts, reading));
  return true;
}
