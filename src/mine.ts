/**
 * The list of what whoever acts owes, where no word stands behind `mine`: then there is nothing to parse. The launcher takes this
 * bundle for it, and gives it to the other bundles where somebody without a run of their own types `status`, `next` or no command.
 * It exports the same functions as they do, and what they ask of it.
 */
import { accessibleIo } from './accessible.ts';
import { mine } from './commands/mine.ts';
import { exits } from './errors.ts';
import { printFailure } from './failure.ts';
import type { Io } from './io.ts';
import { pagingFor } from './paging.ts';

export { countMine, mine } from './commands/mine.ts';
export { processIo } from './io.ts';
export * from './session/whose.ts';

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return name === 'mine';
}

/**
 * Runs `mine` with its defaults.
 * @returns the exit code; the promise is never rejected
 */
export async function run(_: readonly string[], given: Io): Promise<number> {
  const paging = pagingFor(given, []);
  let { io } = paging;
  try {
    io = await accessibleIo(io, []);
    await mine(io, { input: true, command: 'mine' });
    await paging.show(io);
    return exits.ok;
  } catch (error) {
    await paging.show(io).catch(() => {});
    return printFailure(io, error);
  }
}
