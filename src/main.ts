/** The program as a function from arguments to an exit code. Every error is caught here and printed on stderr. */
import { CommanderError } from 'commander';
import { buildCli, commandIn, presentArguments, runPlain } from './cli/build.ts';
import { commands } from './cli.ts';
import { cannot, exits, isUserError, systemCode, systemWords, UserError } from './errors.ts';
import type { Io } from './io.ts';
import { printRemark } from './output.ts';
import { wrapWords } from './render/layout.ts';
import { styleFor } from './render/page.ts';
import { safeLog, safeText } from './render/safe.ts';

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
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exits.ok;
  const { argv: given, remark } = presentArguments(commands, argv.length === 0 ? ['help'] : argv);
  try {
    if (remark) printRemark(io, remark);
    const plain = await runPlain(io, commands, given);
    if (plain !== undefined) return plain;
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
    return report(io, error, commandIn(commands, given));
  }
}

/**
 * Prints on stderr what went wrong and what to do about it.
 * @param command the name of the command in the arguments; undefined if they name none that exists
 * @returns the exit code
 */
function report(io: Io, error: unknown, command: string | undefined): number {
  const { message, lines, hint, exit } = reportOf(error, command);
  const width = Math.min(io.stderr.width, 120);
  const style = styleFor(io.stderr.colour);
  const name = 'pm-onboard:';
  const all = [
    ...wrapWords(safeText(message), width - name.length - 1).map(
      (line, at) => `${at === 0 ? style.bad(name) : ' '} ${line}`,
    ),
    // These lines are never wrapped, because people copy commands and places in files from them.
    ...lines.map(safeText),
    ...(hint ? wrapWords(safeText(hint), width, '  ').map(style.quiet) : []),
    ...(io.env['DEBUG'] === 'pm-onboard' && error instanceof Error ? stackOf(error) : []),
  ];
  try {
    io.stderr.write(`${safeLog(all.join('\n'))}\n`);
  } catch {
    // stderr can't be written to; the exit code still says that the command failed.
  }
  return exit;
}

function stackOf({ stack = '' }: Error): string[] {
  return stack.split('\n').map(safeText);
}

/** Turns any error into a UserError in words for the user. */
function reportOf(error: unknown, command: string | undefined): UserError {
  if (isUserError(error)) return error;
  if (error instanceof CommanderError) return usageReport(error, command);
  const code = systemCode(error);
  if (code !== undefined && error instanceof Error && 'syscall' in error) {
    const place = 'path' in error ? `: ${error.path}` : '';
    const [what, remedy] = knownRefusals[code] ?? [systemWords(error, code)];
    const hint = remedy ? `nothing was recorded; ${remedy}` : 'nothing was recorded';
    return cannot(`${what}${place}`, hint);
  }
  return cannot(
    `internal error: ${error instanceof Error ? error.message : String(error)}`,
    'this is a fault in pm-onboard, not in what you typed; what was saved before is untouched. Report it to whoever gave you pm-onboard; with DEBUG=pm-onboard in the environment, the command shows where it happened',
  );
}

const checkOwner = 'check who owns the file, or choose another folder with --workspace';
const freeSpace = 'free some space and run the command again';

/** Code of an error from the operating system → what it means, and what to do about it. */
const knownRefusals: Partial<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', freeSpace],
  EDQUOT: ['the disk quota is used up', freeSpace],
  EROFS: ['the file system is read-only', 'choose another folder with --workspace'],
  EACCES: ['no permission', checkOwner],
  EPERM: ['not permitted', checkOwner],
  EIO: ['the disk reports an error', 'check the disk'],
  EEXIST: ['something with that name already exists', 'choose another name'],
  ENOTDIR: ['a file is where a folder is needed', 'choose another folder with --workspace'],
};

/** commander's error as a UserError: its message without the prefix `error: `; a suggestion after it becomes the hint. */
function usageReport({ code, message }: CommanderError, command: string | undefined): UserError {
  const [fault = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const remedy =
    command === undefined || code === 'commander.unknownCommand'
      ? 'pm-onboard help --all lists the commands'
      : `see: pm-onboard help ${command}`;
  const hint = suggestion?.replace(/^\(Did (.*)\)$/, 'did $1') ?? remedy;
  return new UserError(fault, hint);
}
