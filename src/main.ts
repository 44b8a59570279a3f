/** The whole program as a function; the only place that catches. */
import { CommanderError } from 'commander';
import { buildCli, commandIn, presentArguments } from './cli/build.ts';
import { commands } from './cli.ts';
import { exits, isUserError, systemCode } from './errors.ts';
import type { Io } from './io.ts';
import { printRemark } from './output.ts';
import { wrapWords } from './render/layout.ts';
import { safeLog, safeText } from './render/safe.ts';
import { styleFor } from './render/style.ts';

export { processIo } from './io.ts';

/** Whether there is a command of this name; the launcher keeps compiled code for those alone. */
export function isCommand(name: string): boolean {
  return commandIn(commands, [name]) !== undefined;
}

/**
 * @param argv the arguments behind the program's name
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exits.ok;
  const { argv: given, remark } = presentArguments(commands, argv.length === 0 ? ['help'] : argv);
  if (remark) printRemark(io, remark);
  const cli = buildCli(io, commands, given, (result) => {
    code = result;
  });
  try {
    await cli.parseAsync(given, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exits.ok;
    // Options alone, without a command: commander has printed the help.
    if (error instanceof CommanderError && error.code === 'commander.help') return exits.ok;
    return report(io, error, commandIn(commands, given));
  }
}

interface Report {
  readonly message: string;
  readonly lines?: readonly string[];
  readonly hint: string | undefined;
  readonly exit: number;
}

/**
 * Says what went wrong, on stderr, and what to do about it.
 * @param command the name of the command that was given, if it is one
 */
function report(io: Io, error: unknown, command: string | undefined): number {
  const { message, lines = [], hint, exit } = reportOf(error, command);
  const { colour } = io.stderr;
  const width = Math.min(io.stderr.width, 120);
  const style = styleFor(colour);
  const name = 'pm-onboard:';
  const all = [
    ...wrapWords(safeText(message), width - name.length - 1).map(
      (line, at) => `${at === 0 ? style.bad(name) : ' '} ${line}`,
    ),
    // Never wrapped: a place in a file or a command is there to be copied.
    ...lines.map(safeText),
    ...(hint ? wrapWords(safeText(hint), width, '  ').map(style.quiet) : []),
    ...(io.env['DEBUG'] === 'pm-onboard' && error instanceof Error ? stackOf(error) : []),
  ];
  try {
    io.stderr.write(`${safeLog(all.join('\n'))}\n`);
  } catch {
    // Nobody can be told; the exit code still says it.
  }
  return exit;
}

function stackOf({ stack = '' }: Error): string[] {
  return stack.split('\n').map(safeText);
}

function reportOf(error: unknown, command: string | undefined): Report {
  if (isUserError(error)) return error;
  if (error instanceof CommanderError) return usageReport(error, command);
  const code = systemCode(error);
  if (code !== undefined && error instanceof Error && 'syscall' in error) {
    const place = 'path' in error ? `: ${error.path}` : '';
    const [what, hint] = systemWords[code] ?? [
      `the system says ${code} to ${error.syscall}`,
      'nothing was recorded',
    ];
    return { message: `${what}${place}`, hint, exit: exits.failed };
  }
  const message = `something went wrong that should not: ${error instanceof Error ? error.message : String(error)}`;
  return {
    message,
    hint: 'DEBUG=pm-onboard shows where; what was saved before is untouched',
    exit: exits.failed,
  };
}

const systemWords: Partial<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'nothing was recorded; free some space and run the command again'],
  EDQUOT: ['the disk quota is used up', 'nothing was recorded; free some space and run the command again'],
  EROFS: ['the file system is read-only', 'nothing was recorded; choose another folder with --workspace'],
  EACCES: [
    'no permission',
    'nothing was recorded; see whose the file is, or choose another folder with --workspace',
  ],
  EPERM: [
    'not permitted',
    'nothing was recorded; see whose the file is, or choose another folder with --workspace',
  ],
  EIO: ['the disk reports an error', 'nothing was recorded; check the disk'],
  EEXIST: ['something of that name is there already', 'choose another name'],
  ENOTDIR: ['a file stands where a folder is needed', 'name another folder with --workspace'],
};

/** commander's words without its prefix, its suggestion as the hint. */
function usageReport({ code, message }: CommanderError, command: string | undefined): Report {
  const [fault = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const remedy =
    command === undefined || code === 'commander.unknownCommand'
      ? 'pm-onboard help --all lists the commands'
      : `see: pm-onboard help ${command}`;
  const hint = suggestion?.replace(/^\(Did (.*)\)$/, 'did $1') ?? remedy;
  return { message: fault, hint, exit: exits.usage };
}
