/**
 * The commands that people type most, where no word stands behind them: then there is nothing to parse. The launcher takes
 * this bundle for them instead of that of main.ts, since it holds neither commander nor the other commands. Both bundles
 * export the same functions.
 */
import { accessibleIo } from './accessible.ts';
import { next, usualNumber } from './commands/next.ts';
import { status } from './commands/status.ts';
import { exits } from './errors.ts';
import { printFailure } from './failure.ts';
import type { Io } from './io.ts';
import { type OpenRun, openRun } from './session/run.ts';
import { openReading } from './session/session.ts';

export { processIo } from './io.ts';

type Plain = (run: OpenRun) => Promise<number | undefined>;

/** Name of a command → how it runs with its defaults. */
const commands = new Map<string, Plain>([
  ['status', (run) => status(run, {})],
  ['next', (run) => next(run, { number: usualNumber })],
]);

export function isCommand(name: string): boolean {
  return commands.has(name);
}

/** Runs one of the commands. @returns the exit code; the promise is never rejected */
export async function run([name = '']: readonly string[], given: Io): Promise<number> {
  let io = given;
  try {
    io = await accessibleIo(given, []);
    const command = commands.get(name) as Plain;
    const session = await openReading(io, { input: true, command: name });
    return (await command(await openRun(session, undefined))) ?? exits.ok;
  } catch (error) {
    return printFailure(io, error);
  }
}
