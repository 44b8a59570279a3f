/** The program as a function from arguments to an exit code. Every error is caught here and printed on stderr. */
import { CommanderError } from 'commander';
import { accessibleIo } from './accessible.ts';
import { buildCli, commandIn, presentArguments } from './cli/build.ts';
import { commands } from './cli.ts';
import { exits, UserError } from './errors.ts';
import { printFailure } from './failure.ts';
import type { Io } from './io.ts';
import { printRemark } from './output.ts';

export { processIo } from './io.ts';

/** Whether there is a command of this name; the launcher keeps compiled code only for commands that exist. */
export function isCommand(name: string): boolean {
  return commandIn(commands, [name]) !== undefined;
}

/**
 * Runs the command that the arguments name.
 * @param argv the arguments after the program's name
 * @returns the exit code; the promise is never rejected
 */
export async function run(argv: readonly string[], machine: Io): Promise<number> {
  let io = machine;
  let code: number = exits.ok;
  const { argv: given, remark } = presentArguments(commands, argv.length === 0 ? ['help'] : argv);
  try {
    io = await accessibleIo(machine, argv);
    if (remark) printRemark(io, remark);
    const cli = buildCli(io, commands, given, (result) => {
      code = result;
    });
    await cli.parseAsync(given, { from: 'user' });
    return code;
  } catch (error) {
    // `commander.help`: the arguments were only options, without a command, and the help has been printed.
    const isDone =
      error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help');
    if (isDone) return exits.ok;
    return printFailure(
      io,
      error instanceof CommanderError ? usageError(error, commandIn(commands, given)) : error,
    );
  }
}

/**
 * commander's error as a UserError: its message without the prefix `error: `; a suggestion after it becomes the hint.
 * @param command the name of the command in the arguments; undefined if they name none that exists
 */
function usageError({ code, message }: CommanderError, command: string | undefined): UserError {
  const [fault = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const remedy =
    command === undefined || code === 'commander.unknownCommand'
      ? 'pm-onboard help --all lists the commands'
      : `see: pm-onboard help ${command}`;
  const hint = suggestion?.replace(/^\(Did (.*)\)$/, 'did $1') ?? remedy;
  return new UserError(fault, hint);
}
