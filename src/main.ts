/** The program as a function from arguments to an exit code. Every error is caught here and printed on stderr. */
import { CommanderError } from 'commander';
import { accessibleIo } from './accessible.ts';
import { buildCli, commandAt, presentArguments } from './cli/build.ts';
import { nameOf } from './cli/spec.ts';
import { commands } from './cli.ts';
import { exits } from './errors.ts';
import { printFailure } from './failure.ts';
import type { Io } from './io.ts';
import { printRemark } from './output.ts';
import { pagingFor } from './paging.ts';
import { findWorkspace } from './workspace/workspace.ts';

export { processIo } from './io.ts';

/** Whether there is a command of this name; the launcher keeps compiled code only for commands that exist. */
export function isCommand(name: string): boolean {
  return commands.some((spec) => nameOf(spec) === name);
}

/**
 * Runs the command that the arguments name.
 * @param argv the arguments after the program's name
 * @returns the exit code; the promise is never rejected
 */
export async function run(argv: readonly string[], machine: Io): Promise<number> {
  const paging = pagingFor(machine, argv);
  let { io } = paging;
  let code: number = exits.ok;
  const { argv: given, remark } = presentArguments(commands, argv);
  const declared = (words: readonly string[]) =>
    buildCli(io, commands, words, (result) => {
      code = result;
    });
  try {
    io = await accessibleIo(io, argv);
    if (argv.some((arg) => arg.startsWith('--color')))
      io = (await import('./colour-flag.ts')).colouredIo(io, argv);
    if (remark) printRemark(io, remark);
    await declared(given)
      .parseAsync(given, { from: 'user' })
      .catch(async (error: unknown) => {
        if (!(error instanceof CommanderError)) throw error;
        const at = commandAt(given);
        const word = given[at];
        const known = (words: readonly string[]) => ({ commands, cli: declared(words), findWorkspace });
        if (error.code === 'commander.helpDisplayed')
          await (await import('./cli/help.ts')).explain(
            io,
            known(word ? [word] : []),
            word ? [word] : [],
            {},
          );
        else if (error.exitCode > 0)
          throw (await import('./cli/mistyped.ts')).usageError(error, given, at, known(['help']));
      });
    await paging.show(io);
    return code;
  } catch (error) {
    await paging.show(io).catch(() => {});
    return printFailure(io, error);
  }
}
