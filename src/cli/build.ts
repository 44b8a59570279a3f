/** The list of commands → commander's: which of them is meant, what every one has, and how one is run. */
import { Command } from 'commander';
import { syncAfterwards } from '../actions/sync-afterwards.ts';
import { exits } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Globals } from '../session/session.ts';
import { version } from '../version.ts';
import { type CommandSpec, groups, nameOf } from './command.ts';
import { exclusive } from './flag-rules.ts';
import { showCommands } from './help.ts';

/** @param finish takes the exit code of the command that ran */
export function buildCli(
  io: Io,
  commands: readonly CommandSpec[],
  argv: readonly string[],
  finish: (code: number) => void,
): Command {
  const cli: Command = new Command('pm-onboard')
    .description('Tracks the first ninety days of a new product manager.')
    .usage('<command> [options]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand(false)
    .option('--workspace <dir>', 'the folder that holds the records')
    .option('--hire <name>', 'the hire that is meant')
    .option('--as <name>', 'who acts')
    .option('--today <date>', 'see everything as of this date')
    .option('--no-input', 'never ask, fail instead')
    .addHelpText('after', ({ command }) =>
      command === cli ? '\nEvery command: pm-onboard help --all    One of them: pm-onboard help status' : '',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Said by main.ts in the same words as every other error.
      outputError: () => {},
      getOutHelpWidth: () => Math.min(io.stdout.width, 100),
      getOutHasColors: () => false,
    });
  showCommands(cli, [groups.everyday]);
  const given = new Set<string>();
  noteFlags(cli, given);
  for (const spec of commandsFor(commands, argv)) addTo(cli, spec, given, io, finish);
  return cli;
}

/** Declaring a command costs time: the one that is meant, or all where none is, or help is asked for. */
function commandsFor(commands: readonly CommandSpec[], argv: readonly string[]): readonly CommandSpec[] {
  const name = commandIn(commands, argv);
  return name === undefined || name === 'help' ? commands : commands.filter((spec) => nameOf(spec) === name);
}

/** The name of the command in the arguments: the first that is neither an option nor the value of one. */
export function commandIn(commands: readonly CommandSpec[], argv: readonly string[]): string | undefined {
  const name = argv.find((arg, at) => !arg.startsWith('-') && !withValue.has(argv[at - 1] ?? ''));
  return commands.map(nameOf).find((each) => each === name);
}

/** The global options that take a value. */
const withValue: ReadonlySet<string> = new Set(['--workspace', '--hire', '--as', '--today']);

/** A result has one format, whichever of them a command has. */
const oneFormat = exclusive('json', 'markdown', 'csv');

function addTo(
  cli: Command,
  { usage, group, summary, options, rules = [], records, run }: CommandSpec,
  given: Set<string>,
  io: Io,
  finish: (code: number) => void,
): void {
  const command = cli
    .command(usage)
    .helpGroup(group)
    .description(summary)
    .configureHelp({ showGlobalOptions: true })
    .action(async (...input) => {
      const values = input.slice(0, -2);
      for (const name of namesGiven(command, values)) given.add(name);
      for (const rule of [oneFormat, ...rules]) rule(given);
      const flags = command.optsWithGlobals<Globals>();
      const code = await run(io, [...values, flags], cli);
      finish(code);
      if (records && code === exits.ok) await syncAfterwards(io, flags);
    });
  options?.(command);
  noteFlags(command, given);
}

/** The names of its flags, as they are come upon: from the values nobody could tell whether `--no-me` stood beside `--me`. */
function noteFlags(command: Command, given: Set<string>): void {
  for (const name of command.options.map((option) => option.name()))
    command.on(`option:${name}`, () => given.add(name));
}

/** The names of the positional arguments that have a value. */
function namesGiven({ registeredArguments }: Command, values: readonly unknown[]): string[] {
  return registeredArguments
    .filter((_, at) => [values[at] ?? []].flat().length > 0)
    .map((argument) => argument.name());
}
