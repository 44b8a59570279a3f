/**
 * The commands that people type most, where no word stands behind them, and the program's name alone: then there is nothing to
 * parse. The launcher takes this bundle for them instead of that of main.ts, since it holds neither commander nor the other
 * commands. Both bundles export the same functions. The bundle of short.ts takes it for `status --short`, where that can't be said again.
 */
import { accessibleIo } from './accessible.ts';
import { bare, runOrList } from './bare.ts';
import { next } from './commands/next.ts';
import { status } from './commands/status.ts';
import { exits } from './errors.ts';
import { printFailure } from './failure.ts';
import type { Io } from './io.ts';
import { otherNames } from './other-names.ts';
import { pagingFor } from './paging.ts';
import type { OpenRun } from './session/run.ts';
import { openReading } from './session/session.ts';
import { sayShort } from './short-anew.ts';
import { usualNumber } from './view/next.ts';
import { keeperFor } from './workspace/kept-counts.ts';

export { processIo } from './io.ts';

type Plain = (run: OpenRun) => Promise<number | undefined>;

/** Name of a command → how it runs with its defaults. */
const commands = new Map<string, Plain>([
  ['status', (run) => status(run, {})],
  ['next', (run) => next(run, { number: usualNumber })],
]);

/** Whether all that the name alone does was in this bundle; false where it was in chunks. */
let isWhole = true;

/** Whether the code that was compiled is worth keeping for the command. */
export function isCommand(name: string): boolean {
  return isWhole && commands.has(name);
}

/**
 * Runs one of the commands, or {@link bare}.
 * @param argv no word, or one: the name of a command, or another name of it; or `status --short`
 * @param build names the build of the program
 * @returns the exit code; the promise is never rejected
 */
export async function run([word, flag]: readonly string[], given: Io, build?: string): Promise<number> {
  const isShort = flag === '--short';
  const keep = isShort ? keeperFor(given, build) : undefined;
  const paging = pagingFor(given, []);
  let { io } = paging;
  try {
    io = await accessibleIo(io, []);
    const code = await (word === undefined ? alone(io) : isShort ? sayShort(io, keep) : named(io, word));
    await paging.show(io);
    return code ?? exits.ok;
  } catch (error) {
    await paging.show(io).catch(() => {});
    return printFailure(io, error);
  }
}

async function alone(io: Io): Promise<number | undefined> {
  isWhole = false;
  return bare(io, { input: true }, () => (isWhole = true));
}

async function named(io: Io, word: string): Promise<number | undefined> {
  const name = otherNames.get(word) ?? word;
  const command = commands.get(name) as Plain;
  const globals = { input: true, command: name };
  const run = await runOrList(await openReading(io, globals), globals);
  return run && command(run);
}
