/** Builds the command line with commander from the list of commands: global options, help, and how each command is run. */
import { Command } from 'commander';
import { refreshLogin, syncAfterwards } from '../actions/sync-afterwards.ts';
import { bare, runOrList } from '../bare.ts';
import { exits, UserError } from '../errors.ts';
import { printHeld } from '../held.ts';
import { type Io, withoutRemarks } from '../io.ts';
import { otherNames } from '../other-names.ts';
import { type Format, printJson, printOutcome } from '../output.ts';
import type { UnknownEvent } from '../progress/event.ts';
import { wholeDate } from '../session/date-argument.ts';
import { type FilterFlags, isFilter, openRun } from '../session/run.ts';
import { type Globals, openReading, openSession, todayFrom } from '../session/session.ts';
import { version } from '../version.ts';
import { foreseenBy, viewChanged } from '../view/outcome.ts';
import { apart, type CommandSpec, collect, exclusive, nameOf } from './spec.ts';

/**
 * Declares the commands that the arguments need; parsing the arguments then runs the command.
 * @param argv the arguments, in which {@link presentArguments} has replaced a former name of the command
 * @param finish called with the exit code of the command that ran
 */
export function buildCli(
  io: Io,
  commands: readonly CommandSpec[],
  argv: readonly string[],
  finish: (code: number) => void,
): Command {
  const cli: Command = new Command('pm-onboard')
    .description('Tracks the first ninety days of a new product manager.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand(false)
    .option('--workspace <dir>', 'the folder that holds the records')
    .option('--hire <name>', 'the hire that is meant')
    .option('--run <id>', 'which run, where the hire has several; or that of a checklist')
    .option('--as <name>', 'who acts')
    .option('--today <date>', 'see everything as of this date')
    .option('--no-input', 'never ask, fail instead')
    .option('--accessible', 'sentences instead of columns and signs, for speech and braille')
    .option('--color <when>', 'colours: auto, always or never')
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // main.ts prints this error in the form of all other errors.
      outputError: () => {},
    })
    // main.ts prints help, which is in a chunk.
    .configureHelp({ formatHelp: () => '' });
  if (commandAt(argv) < 0)
    cli.action(async () => {
      const { today, ...flags } = cli.opts<Globals>();
      const ofStatus = { ...flags, command: 'status', ...(today && { today: todayFrom(io, today) }) };
      finish((await bare(await openReading(io, ofStatus))) ?? exits.ok);
    });
  const given = new Set<string>();
  noteFlags(cli, given);
  keepDatesWhole(cli);
  for (const spec of commandsFor(commands, argv)) addTo(cli, spec, given, io, finish);
  return cli;
}

/** The commands to declare: the named command alone, since declaring takes time; all commands for `help`. */
function commandsFor(commands: readonly CommandSpec[], argv: readonly string[]): readonly CommandSpec[] {
  const name = commandIn(commands, argv);
  return name === 'help' ? commands : commands.filter((spec) => nameOf(spec) === name);
}

/** The name of the command in the arguments; undefined if they name none, or one that doesn't exist. */
export function commandIn(commands: readonly CommandSpec[], argv: readonly string[]): string | undefined {
  const name = argv[commandAt(argv)];
  return commands.map(nameOf).find((each) => each === name);
}

/** The index of the command: the first argument that is neither an option nor the value of an option; -1 without one. */
export function commandAt(argv: readonly string[]): number {
  return argv.findIndex((arg, at) => !arg.startsWith('-') && !withValue.has(argv[at - 1] ?? ''));
}

/**
 * A command also works under its other names, and for one release under a name that it had before.
 * @returns `argv`: the arguments with its own name; `remark`: a line about the new name, if the former one was typed
 */
export function presentArguments(
  commands: readonly CommandSpec[],
  argv: readonly string[],
): { readonly argv: readonly string[]; readonly remark?: string } {
  const first = commandAt(argv);
  // `help begin` asks about the command that was called `begin`.
  const at = argv[first] === 'help' ? first + 1 : first;
  const former = argv[at] ?? '';
  const [other, ...flags] = otherNames.get(former)?.split(' ') ?? [];
  if (other !== undefined) return { argv: argv.toSpliced(at, 1, other, ...(at === first ? flags : [])) };
  const renamed = commands.find(({ formerly = [] }) => formerly.includes(former));
  if (!renamed) return { argv };
  const name = nameOf(renamed);
  const remark = `${former} is called ${name} now: pm-onboard ${name}; the former name goes with the next release`;
  return { argv: argv.with(at, name), remark };
}

/** The global options that take a value. */
const withValue: ReadonlySet<string> = new Set([
  '--workspace',
  '--hire',
  '--run',
  '--as',
  '--today',
  '--color',
]);

/** A command prints its result in one format, so at most one of these flags may be given. */
const oneFormat = exclusive('json', 'markdown', 'csv', 'plain');

/** As {@link oneFormat}, in the words that were typed. */
const refuseBesideFormat = apart(['format'], ['json', 'csv', 'plain'], 'it is a flavour of Markdown');

function addTo(
  cli: Command,
  spec: CommandSpec,
  given: Set<string>,
  outer: Io,
  finish: (code: number) => void,
): void {
  const { usage, options, rules = [], records } = spec;
  const command = cli.command(usage).action(async (...input) => {
    const values = input.slice(0, -2);
    for (const name of namesGiven(command, values)) given.add(name);
    // Into the prompt of a shell nothing is written beside what it asks for; an error ends the command, and is said outside.
    const io = given.has('short') ? withoutRemarks(outer) : outer;
    // A flavour is one of Markdown, so it asks for that.
    const flavoured = given.has('format') && command.options.some(({ long }) => long === '--markdown');
    if (flavoured) refuseBesideFormat(given);
    if (flavoured) given.add('markdown');
    for (const rule of [oneFormat, ...rules]) rule(given);
    const saved: UnknownEvent[] = [];
    const { today, ...typed } = command.optsWithGlobals<Globals & Format>();
    const flags: Globals & Format = {
      ...typed,
      ...(flavoured ? { markdown: true } : {}),
      // Nobody is asked by the prompt of a shell.
      ...(given.has('short') ? { input: false } : {}),
      saved,
      command: nameOf(spec),
      ...(today === undefined ? {} : { today: todayFrom(io, today) }),
    };
    const ending =
      'run' in spec
        ? await spec.run(io, [...values, flags], cli)
        : await endingOf(spec, io, values, flags, itemsIn(command, values));
    if (typeof ending === 'object')
      printOutcome(io, flags.dryRun && isForeseen ? foreseenBy(ending) : ending, flags.today);
    const code = typeof ending === 'number' ? ending : exits.ok;
    finish(code);
    if (records === 'json' && flags.json)
      printJson(io, viewChanged(saved, flags.dryRun, typeof ending === 'object' ? ending.more : {}));
    if (code !== exits.ok || flags.dryRun) return;
    const hasSaved = records === 'some' ? saved.length > 0 : records !== undefined;
    // Sharing takes a while, in which nobody should wait for what is known already.
    if (saved.length > 0) printHeld();
    if (hasSaved) await syncAfterwards(io, flags);
    if (hasSaved || flags.command === 'sync') await refreshLogin(io);
  });
  options?.(command);
  if (records === 'json' && !command.options.some(({ long }) => long === '--json'))
    command.option('--json', 'print what was saved as JSON');
  // Commands that lay out what they would do have a dry run of their own.
  const isForeseen = records !== undefined && !command.options.some(({ long }) => long === '--dry-run');
  if (isForeseen) command.option('--dry-run', 'say what it would do, and write nothing');
  noteFlags(command, given);
  keepDatesWhole(command);
}

/** Refuses `--due 25 nov` without quotes at once, before the second word is taken for an argument. */
function keepDatesWhole({ options }: Command): void {
  for (const option of options)
    if (option.flags.endsWith('<date>'))
      option.argParser((text: string) => wholeDate(text, option.long ?? option.flags));
}

/**
 * Opens the run that a command is about, and runs the command on it. A command that mostly saves nothing is spared the hashing of
 * records and programs that were verified before; where it does save something, the record is read anew and hashed.
 */
async function endingOf(
  { usage, records, onRun, orMine }: Extract<CommandSpec, { onRun: unknown }>,
  io: Io,
  values: readonly unknown[],
  flags: Globals,
  items: readonly string[],
) {
  const reads = records === undefined || records === 'some';
  const session = reads ? await openReading(io, flags) : await openSession(io, flags);
  const [hire, ...others] = /[[<]hire[\]>]/.test(usage) ? values : [undefined, ...values];
  const run =
    orMine && hire === undefined && !isFilter(flags as FilterFlags)
      ? await runOrList(session, flags)
      : await openRun(session, hire as string | undefined, items);
  if (!run) return undefined;
  return (await onRun())(run, ...others, flags);
}

/**
 * Collects the names of the given flags while commander parses them. After parsing, `--no-me` together with `--me` would look
 * like one of the two alone; and of a text that is given twice, commander would drop the first one.
 */
function noteFlags(command: Command, given: Set<string>): void {
  const flags = () =>
    [...command.options, ...(command.parent?.options ?? [])].flatMap(({ short, long }) => [short, long]);
  for (const option of command.options) {
    const name = option.name();
    command.on(`option:${name}`, (value?: string | null) => {
      if (typeof value === 'string') {
        const flag = `--${name}`;
        if (flags().includes(value))
          throw new UserError(
            `${flag}: ${value} is a flag, so the text is missing`,
            `write it right behind ${flag}`,
          );
        // Of other flags the last one counts, as elsewhere; but no words are dropped.
        const isOfWords = /<(text|reason)>$/.test(option.flags) && option.parseArg !== collect;
        if (isOfWords && given.has(name))
          throw new UserError(`${flag} is given twice`, 'give it once: it takes one value');
      }
      given.add(name);
    });
  }
}

/** What the arguments and options of a command say of items, which may name a run: `release:2.3`. */
function itemsIn(command: Command, values: readonly unknown[]): string[] {
  const named = command.registeredArguments.map((each, at) => (each.name() === 'item' ? values[at] : []));
  const flagged = command.options
    .filter(({ flags }) => flags.endsWith('<item>'))
    .map((option) => command.getOptionValue(option.attributeName()));
  return [...named, ...flagged].flat().filter((text) => typeof text === 'string');
}

/** The names of the positional arguments that were given. */
function namesGiven({ registeredArguments }: Command, values: readonly unknown[]): string[] {
  return registeredArguments
    .filter((_, at) => [values[at] ?? []].flat().length > 0)
    .map((argument) => argument.name());
}
