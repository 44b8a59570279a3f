/**
 * The one list of commands. What is imported here by name is in the everyday bundle; what is behind `import()` is a chunk
 * that is loaded when it is used.
 */
import { Command, Option } from 'commander';
import { syncAfterwards } from './actions/sync-afterwards.ts';
import { ask } from './commands/ask.ts';
import { count } from './commands/count.ts';
import { done } from './commands/done.ts';
import { next } from './commands/next.ts';
import { note } from './commands/note.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { exits, UserError } from './errors.ts';
import type { Io } from './io.ts';
import { nearest } from './program/nearest.ts';
import { formatNames } from './render/lint/names.ts';
import type { Globals } from './session/session.ts';
import { version } from './version.ts';

const everyday = 'Every day:';
const also = 'Also:';
const withOthers = 'With others:';
const setUp = 'Setting up:';
const checklists = 'Checklists:';
const upkeep = 'Upkeep:';

interface CommandSpec {
  /** Under which heading help lists it. */
  readonly group: string;
  /** The name and the positional arguments. */
  readonly usage: string;
  readonly summary: string;
  /** It may record something, which is shared at once where the settings say so. */
  readonly records?: true;
  readonly options?: (command: Command) => Command;
  /** Gets the positional arguments, then the options with the global ones; returns the exit code. */
  // biome-ignore lint/suspicious/noExplicitAny: commander's arguments are as the usage says
  readonly run: (io: Io, input: any[], cli: Command) => Promise<number>;
}

const commands: readonly CommandSpec[] = [
  {
    group: everyday,
    usage: 'status [hire]',
    summary: 'where you stand: what to catch up on, do today, book',
    options: (command) =>
      readable(command)
        .option('--markdown', 'as Markdown, to paste')
        .option('--all', 'every row, though they need more than one screen')
        .option('--exit-code', 'exit 1 when something is overdue'),
    run: (io, [hire, options]) => status(io, hire, options),
  },
  {
    group: everyday,
    usage: 'next [hire]',
    summary: 'what to do next, with what it is for and whom to meet',
    options: (command) =>
      readable(command)
        .option('--markdown', 'as Markdown, to paste')
        .option('-n, --number <n>', 'how many items', '5'),
    run: (io, [hire, options]) => next(io, hire, options),
  },
  {
    group: everyday,
    usage: 'show <item>',
    summary: 'explain one item or group wholly',
    options: (command) =>
      readable(command).option('--why', 'how its due date came about, what it waits for, who acts'),
    run: (io, [item, options]) => show(io, item, options),
  },
  {
    group: everyday,
    usage: 'done <item...>',
    records: true,
    summary: 'tick items off',
    options: (command) =>
      command
        .option('--note <text>', 'a remark')
        .option('--evidence <text>', 'what the item asks for: a link, or words')
        .option('--on <date>', 'the day on which it was done')
        .option('--force', 'although something else comes first'),
    run: (io, [items, options]) => done(io, items, options),
  },
  {
    group: everyday,
    usage: 'note <item> <text...>',
    records: true,
    summary: 'keep a remark with an item',
    run: (io, [item, text, options]) => note(io, item, text, options),
  },
  {
    group: everyday,
    usage: 'ask <text...>',
    records: true,
    summary: 'leave a question for your buddy',
    options: (command) => command.option('--item <item>', 'the item that it is about'),
    run: (io, [text, options]) => ask(io, text, options),
  },
  {
    group: also,
    usage: 'skip <item>',
    records: true,
    summary: 'leave an item out, for a reason',
    options: (command) => command.option('--reason <text>', 'why'),
    run: async (io, [item, options]) => (await import('./commands/skip.ts')).skip(io, item, options),
  },
  {
    group: also,
    usage: 'reopen <item>',
    records: true,
    summary: 'take back that an item is done or skipped',
    run: async (io, [item, options]) => (await import('./commands/reopen.ts')).reopen(io, item, options),
  },
  {
    group: also,
    usage: 'count <item> [n]',
    records: true,
    summary: 'add to a countable item (1 if not said)',
    run: (io, [item, n, options]) => count(io, item, n ?? '1', options),
  },
  {
    group: also,
    usage: 'undo',
    records: true,
    summary: 'take back your last command, again and again',
    run: async (io, [options]) => (await import('./commands/undo.ts')).undo(io, options),
  },
  {
    group: also,
    usage: 'log [hire]',
    summary: 'who did what when',
    options: (command) =>
      readable(command).option('--item <item>', 'of one item').option('--since <date>', 'from this day on'),
    run: async (io, [hire, options]) => (await import('./commands/log.ts')).log(io, hire, options),
  },
  {
    group: withOthers,
    usage: 'review [hire]',
    records: true,
    summary: 'before you talk: what you owe them, how it goes; approve, return, answer',
    options: (command) =>
      readable(command)
        .option('--markdown', 'as Markdown, an agenda to paste')
        .option('--since <date>', 'what happened from this day on')
        .option('--approve <item>', 'sign a completed item off; may be given several times', collect)
        .option('--return <item>', 'open it again, with --comment; may be given several times', collect)
        .option('--comment <text>', 'what is missing; one for all, or one for each item', collect)
        .option('--answer <question>', 'by its number, with --text; may be given several times', collect)
        .option('--text <text>', 'the answer', collect)
        .option('--note <text>', 'keep a remark about the hire')
        .option('--finish', 'close the review: what it shows is new to you no more')
        .addHelpText('after', reviewHelp),
    run: async (io, [hire, options]) => (await import('./commands/review.ts')).review(io, hire, options),
  },
  {
    group: withOthers,
    usage: 'team',
    summary: 'everybody at a glance, whoever needs attention first',
    options: (command) =>
      readable(command)
        .option('--markdown', 'as a Markdown table, to paste')
        .option('--csv', 'as CSV, for a spreadsheet')
        .option('--buddy <name>', 'only those with this buddy')
        .option('--mine', 'only those for whom you hold a role')
        .option('--sort <order>', 'attention (if not said), name, start or progress')
        .option('--finished', 'also those whose run is finished')
        .option('--items', 'instead: on which items people get stuck, the worst first')
        .addHelpText('after', teamHelp),
    run: async (io, [options]) => (await import('./commands/team.ts')).team(io, options),
  },
  {
    group: withOthers,
    usage: 'sync [dir]',
    summary: 'share the records with others through git',
    options: (command) =>
      exclusive(command, 'init', 'join')
        .option('--init', 'on the first machine: make it a repository, agree to its remote, share it')
        .option('--remote <url>', 'with --init: where others find it')
        .option('--join <url>', 'on every other machine: get it, into a folder if one is named')
        .option('--me <name>', 'with --join: who you are')
        .addOption(new Option('--merge-files <file...>', 'for git: base, ours, theirs').hideHelp()),
    run: async (io, [dir, options]) => (await import('./commands/sync.ts')).sync(io, dir, options),
  },
  {
    group: withOthers,
    usage: 'share [hire]',
    records: true,
    summary: "a hire's record as a file to send; --receive takes one",
    options: (command) =>
      command
        .option('-o, --output <file>', 'where to write it; - is stdout')
        .option('--receive <file>', 'take in what somebody sent; - is stdin'),
    run: async (io, [hire, options]) => (await import('./commands/share.ts')).share(io, hire, options),
  },
  {
    group: setUp,
    usage: 'init [dir]',
    summary: "make a team's workspace",
    options: (command) =>
      command.option(
        '--checklists [program]',
        'with a copy of the shipped program to edit; minimal: a small one to start from',
      ),
    run: async (io, [dir, options]) => (await import('./commands/init.ts')).init(io, dir, options),
  },
  {
    group: setUp,
    usage: 'start',
    records: true,
    summary: 'begin the onboarding of a hire',
    options: (command) =>
      ownCalendar(
        exclusive(command, 'me', 'no-me')
          .option('--name <name>', 'who is starting')
          .option('--start <date>', 'the first day')
          .option('--buddy <name>', 'the buddy')
          .option('--manager <name>', 'the direct manager')
          .option('--role <role=name>', 'who holds another role; may be given several times', collect)
          .option('--me', 'the hire is you: your name is remembered')
          .option('--no-me', 'the hire is somebody else')
          .option('--another', 'this is a second person of the same name'),
      ),
    run: async (io, [options]) => (await import('./commands/start.ts')).start(io, options),
  },
  {
    group: setUp,
    usage: 'assign [hire]',
    records: true,
    summary: 'bind people to a role of a hire',
    options: (command) =>
      exclusive(command, 'to', 'remove')
        .requiredOption('--role <role>', 'the role')
        .option('--to <name>', 'who holds it; may be given several times', collect)
        .option('--remove', "take this hire's own people back: those of the team count again"),
    run: async (io, [hire, options]) => (await import('./commands/assign.ts')).assign(io, hire, options),
  },
  {
    group: setUp,
    usage: 'reschedule [hire]',
    records: true,
    summary: 'move the start: what is still to do follows',
    options: (command) =>
      ownCalendar(command.option('--start <date>', 'the first day'))
        .option('--dry-run', 'show it, and write nothing')
        .option('--all', 'every item that moves, however many'),
    run: async (io, [hire, options]) =>
      (await import('./commands/reschedule.ts')).reschedule(io, hire, options),
  },
  {
    group: setUp,
    usage: 'away [hire]',
    records: true,
    summary: 'days on which a hire is away: they do not count; alone: list them',
    options: (command) =>
      command
        .option('--from <date>', 'the first day')
        .option('--to <date>', 'the last day')
        .option('--reason <text>', 'why')
        .option('--remove', 'take back the leave that begins on --from'),
    run: async (io, [hire, options]) => (await import('./commands/away.ts')).away(io, hire, options),
  },
  {
    group: setUp,
    usage: 'move <item>',
    records: true,
    summary: 'give an item another due date',
    options: (command) => command.option('--due <date>', 'when it is to be due'),
    run: async (io, [item, options]) => (await import('./commands/move.ts')).move(io, item, options),
  },
  {
    group: setUp,
    usage: 'add [title...]',
    records: true,
    summary: 'give a hire an item of their own, or a chain of them from a template',
    options: (command) =>
      command
        .option('--phase <phase>', 'where it belongs (else by its date, or the current one)')
        .option('--due <date>', "when it is due (else at the phase's end)")
        .option('--with <role>', 'whom to meet for it; may be given several times', collect)
        .option('--after <item>', 'what comes first; may be given several times', collect)
        .option('--takes <effort>', 'the effort: 30 min, 2 h, 3 days')
        .option('--details <text>', 'what it is for')
        .option('--from <template>', 'a YAML file, or first-project; the title is then the name')
        .option('--start <date>', 'with --from: the first day (else the next working day)')
        .option('--another', 'although there is one of that title'),
    run: async (io, [title, options]) => (await import('./commands/add.ts')).add(io, title, options),
  },
  {
    group: setUp,
    usage: 'remove <item...>',
    records: true,
    summary: 'take added items away again',
    options: (command) => command.option('--force', 'although something is recorded with them'),
    run: async (io, [items, options]) => (await import('./commands/remove.ts')).remove(io, items, options),
  },
  {
    group: setUp,
    usage: 'upgrade [hire]',
    records: true,
    summary: 'what edited checklists change for hires; adopt them',
    options: (command) =>
      readable(command)
        .option('--all', 'for every hire on the way')
        .option('--dry-run', 'show it, and write nothing')
        .option('--yes', 'adopt them without being asked')
        .option('--markdown', 'as Markdown, for a pull request'),
    run: async (io, [hire, options]) => (await import('./commands/upgrade.ts')).upgrade(io, hire, options),
  },
  {
    group: setUp,
    usage: 'finish [hire]',
    records: true,
    summary: 'close a run, with a summary to keep',
    options: (command) =>
      exclusive(readable(command), 'json', 'markdown')
        .option('--note <text>', 'a word at the end')
        .option('--force', 'although something is open')
        .option('--markdown', 'the summary as a document'),
    run: async (io, [hire, options]) => (await import('./commands/finish.ts')).finish(io, hire, options),
  },
  {
    group: setUp,
    usage: 'archive <hire>',
    records: true,
    summary: 'put away the run of someone who leaves: kept, and out of the way',
    options: (command) => command.option('--reason <text>', 'why'),
    run: async (io, [hire, options]) => (await import('./commands/archive.ts')).archive(io, hire, options),
  },
  {
    group: setUp,
    usage: 'forget <hire>',
    records: true,
    summary: 'erase a record with its backups, for good',
    options: (command) => command.option('--confirm <name>', "the hire's name, as in the record, or the id"),
    run: async (io, [hire, options]) => (await import('./commands/forget.ts')).forget(io, hire, options),
  },
  {
    group: setUp,
    usage: 'demo',
    summary: 'look around in a throwaway workspace',
    run: async (io, [options]) => (await import('./commands/demo.ts')).demo(io, options),
  },
  {
    group: checklists,
    usage: 'lint [path...]',
    summary: 'check checklists: what would hurt a hire, where, and how to mend it',
    options: (command) =>
      command
        .option(
          '--format <name>',
          `${formatNames.join(', ')}; to a file as NAME=FILE; may be given several times`,
          collect,
        )
        .option(
          '--rule <id=level>',
          'error, warning or off for one rule; may be given several times',
          collect,
        )
        .option('--horizon <date>', 'also hold holidays and load against every start up to then')
        .option('--against <dir>', "a workspace, or its programs: also what a change does to hires' history")
        .option('--links', 'also ask every link whether it still leads somewhere')
        .option('--max-warnings <n>', 'exit 1 with more warnings than that')
        .option('--quiet', 'show errors alone')
        .option('--fix', 'mend what has one right answer')
        .option('--dry-run', 'with --fix: show the changes as a diff, and write nothing'),
    run: async (io, [paths, options]) => (await import('./commands/lint.ts')).lint(io, paths, options),
  },
  {
    group: checklists,
    usage: 'preview',
    summary: 'the dated plan for a start date, before anyone starts',
    options: (command) =>
      readable(command)
        .option('--start <date>', 'the first day (else the next Monday)')
        .option('--program <dir>', "the program's folder (else the workspace's)")
        .option('--calendar', 'as months, with what is due on each day')
        .option('--markdown', 'as Markdown, to paste'),
    run: async (io, [options]) => (await import('./commands/preview.ts')).preview(io, options),
  },
  {
    group: checklists,
    usage: 'schema <name>',
    summary: 'print the JSON Schema of a checklist, program, record, share, template or workspace',
    run: async (io, [name]) => (await import('./commands/schema.ts')).schema(io, name),
  },
  {
    group: upkeep,
    usage: 'doctor',
    summary: 'check everything here, and say what mends what is not as it should be',
    options: (command) =>
      exclusive(readable(command), 'repair', 'restore', 'unlock')
        .option('--repair', 'mend what can be mended without a doubt, with a copy first')
        .option('--restore <hire>', 'bring a record back from a backup; what came since stays')
        .option('--from <backup>', 'with --restore: which one (else the newest sound one)')
        .option('--unlock <hire>', 'remove the lock of a machine that is no more')
        .option('--yes', 'with --unlock: without being asked'),
    run: async (io, [options]) => (await import('./commands/doctor.ts')).doctor(io, options),
  },
  {
    group: upkeep,
    usage: 'help [command]',
    summary: 'explain a command; with --all, list every one',
    options: (command) => command.option('--all', 'every command, not only the everyday ones'),
    run: async (_, [name, options], cli) => explain(cli, name, options),
  },
];

/** @param finish takes the exit code of the command that ran */
export function buildCli(io: Io, argv: readonly string[], finish: (code: number) => void): Command {
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
  showCommands(cli, [everyday]);
  for (const { group, usage, summary, records, options, run } of commandsFor(argv)) {
    const command = cli
      .command(usage)
      .helpGroup(group)
      .description(summary)
      .configureHelp({ showGlobalOptions: true })
      .action(async (...input) => {
        const self = input.at(-1) as Command;
        const given = self.optsWithGlobals<Globals>();
        const code = await run(io, [...input.slice(0, -2), given], cli);
        finish(code);
        if (records && code === exits.ok) await syncAfterwards(io, given);
      });
    options?.(command);
  }
  return cli;
}

/** Declaring a command costs time: the one that is meant, or all where none is, or help is asked for. */
function commandsFor(argv: readonly string[]): readonly CommandSpec[] {
  const name = commandIn(argv);
  const meant = commands.filter(({ usage }) => nameIn(usage) === name);
  return meant.length > 0 && name !== 'help' ? meant : commands;
}

/** The name of the command in the arguments: the first that is neither an option nor the value of one. */
export function commandIn(argv: readonly string[]): string | undefined {
  const name = argv.find((arg, at) => !arg.startsWith('-') && !withValue.has(argv[at - 1] ?? ''));
  return commands.some(({ usage }) => nameIn(usage) === name) ? name : undefined;
}

/** The global options that take a value. */
const withValue: ReadonlySet<string> = new Set(['--workspace', '--hire', '--as', '--today']);

function nameIn(usage: string): string {
  return usage.split(' ')[0] ?? usage;
}

function readable(command: Command): Command {
  return command.option('--json', 'as JSON');
}

/** For whoever works on other days than the team. */
function ownCalendar(command: Command): Command {
  return command
    .option('--working-days <days>', 'mon,tue or mon-thu, where they differ from the team; or: team')
    .option('--holidays <list>', 'dates, or an iCalendar file (.ics) of all-day events; or: team');
}

/** Refuses two of these flags together; commander would let both through, or the last win. */
function exclusive(command: Command, ...flags: readonly string[]): Command {
  const given = new Set<string>();
  for (const flag of flags)
    command.on(`option:${flag}`, () => {
      if (given.add(flag).size === 1) return;
      throw new UserError(
        `${flags.map((each) => `--${each}`).join(' and ')} exclude each other`,
        'give one of them',
      );
    });
  return command;
}

function explain(cli: Command, name: string | undefined, { all }: { readonly all?: boolean }): number {
  if (all) showCommands(cli, undefined);
  const meant = name === undefined ? cli : cli.commands.find((command) => command.name() === name);
  if (!meant) throw unknownCommand(name ?? '', cli);
  meant.outputHelp();
  return exits.ok;
}

function unknownCommand(name: string, cli: Command): UserError {
  const [near] = nearest(
    name,
    cli.commands.map((command) => command.name()),
  );
  const hint = near ? `did you mean ${near}?` : 'pm-onboard help --all lists the commands';
  return new UserError(`unknown command '${name}'`, hint);
}

const reviewHelp = `
In the hire's place a file that somebody shared may stand: it is taken in first.
At a terminal, and without --json and --markdown, what waits for you is then
gone through one by one; each step is saved as it is decided. A flag that acts
does what it says, and shows no review.`;

const teamHelp = `
Whoever needs attention comes first: a record that can't be read or is damaged,
something to catch up on, others who keep them waiting for more than 3 working
days, behind an even pace, not reviewed for a week. Among those with the same
need the one with most of it comes first, then it goes by name.

late      items to catch up on
waits     sign-offs, answers, and what others have to do past its due date
reviewed  the last review by anyone but the hire`;

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/** @param groups the help groups that plain help lists; absent: all */
function showCommands(cli: Command, groups: readonly string[] | undefined): void {
  cli.configureHelp({
    visibleCommands: (command) =>
      [...command.commands].filter((each) => groups === undefined || groups.includes(each.helpGroup())),
  });
}
