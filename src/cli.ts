/**
 * The one list of commands. What is imported here by name is in the everyday bundle; what is behind `import()` is a chunk
 * that is loaded when it is used.
 */
import { Command } from 'commander';
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
import { version } from './version.ts';

const everyday = 'Every day:';
const also = 'Also:';
const setUp = 'Setting up:';
const upkeep = 'Upkeep:';

/** @param finish takes the exit code of the command that ran */
export function buildCli(io: Io, finish: (code: number) => void): Command {
  const cli = new Command('pm-onboard')
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

  /** Declares a command: `run` gets the positional arguments, then the options with the global ones. */
  // biome-ignore lint/suspicious/noExplicitAny: commander's arguments are as its usage line says
  const add = (group: string, usage: string, summary: string, run: (...input: any[]) => Promise<number>) =>
    cli
      .command(usage)
      .helpGroup(group)
      .description(summary)
      .configureHelp({ showGlobalOptions: true })
      .action(async (...input) => {
        const self = input.at(-1) as Command;
        finish(await run(...input.slice(0, -2), self.optsWithGlobals()));
      });

  add(everyday, 'status [hire]', 'where you stand: what to catch up on, do today, book', (hire, options) =>
    status(io, hire, options),
  )
    .option('--json', 'as JSON')
    .option('--markdown', 'as Markdown, to paste')
    .option('--exit-code', 'exit 1 when something is overdue');
  add(everyday, 'next [hire]', 'what to do next, with what it is for and whom to meet', (hire, options) =>
    next(io, hire, options),
  )
    .option('-n, --number <n>', 'how many items', '5')
    .option('--json', 'as JSON')
    .option('--markdown', 'as Markdown, to paste');
  add(everyday, 'show <item>', 'explain one item or group wholly', (item, options) => show(io, item, options))
    .option('--why', 'how its due date came about, what it waits for, who acts')
    .option('--json', 'as JSON');
  add(everyday, 'done <item...>', 'tick items off', (items, options) => done(io, items, options))
    .option('--note <text>', 'a remark')
    .option('--evidence <text>', 'what the item asks for: a link, or words')
    .option('--on <date>', 'the day on which it was done')
    .option('--force', 'although something else comes first');
  add(everyday, 'count <item> [n]', 'add to a countable item (1 if not said)', (item, n, options) =>
    count(io, item, n ?? '1', options),
  );
  add(everyday, 'note <item> <text...>', 'keep a remark with an item', (item, text, options) =>
    note(io, item, text, options),
  );
  add(everyday, 'ask <text...>', 'leave a question for your buddy', (text, options) =>
    ask(io, text, options),
  ).option('--item <item>', 'the item that it is about');

  add(also, 'skip <item>', 'leave an item out, for a reason', async (item, options) =>
    (await import('./commands/skip.ts')).skip(io, item, options),
  ).option('--reason <text>', 'why');
  add(also, 'reopen <item>', 'take back that an item is done or skipped', async (item, options) =>
    (await import('./commands/reopen.ts')).reopen(io, item, options),
  );
  add(also, 'undo', 'take back your last command, again and again', async (options) =>
    (await import('./commands/undo.ts')).undo(io, options),
  );
  add(also, 'log [hire]', 'who did what when', async (hire, options) =>
    (await import('./commands/log.ts')).log(io, hire, options),
  )
    .option('--item <item>', 'of one item')
    .option('--since <date>', 'from this day on')
    .option('--json', 'as JSON');

  add(setUp, 'init [dir]', "make a team's workspace", async (dir, options) =>
    (await import('./commands/init.ts')).init(io, dir, options),
  ).option('--checklists', 'with a copy of the shipped program to edit');
  add(setUp, 'start', 'begin the onboarding of a hire', async (options) =>
    (await import('./commands/start.ts')).start(io, options),
  )
    .option('--name <name>', 'who is starting')
    .option('--start <date>', 'the first day')
    .option('--buddy <name>', 'the buddy')
    .option('--manager <name>', 'the direct manager')
    .option('--role <role=name>', 'who holds another role; may be given several times', collect, [])
    .option('--me', 'the hire is you: your name is remembered')
    .option('--no-me', 'the hire is somebody else')
    .option('--another', 'this is a second person of the same name');
  add(setUp, 'assign [hire]', 'bind people to a role of a hire', async (hire, options) =>
    (await import('./commands/assign.ts')).assign(io, hire, options),
  )
    .requiredOption('--role <role>', 'the role')
    .requiredOption('--to <name>', 'who holds it; may be given several times', collect, []);
  add(setUp, 'demo', 'look around in a throwaway workspace', async (options) =>
    (await import('./commands/demo.ts')).demo(io, options),
  );

  add(
    upkeep,
    'help [command]',
    'explain a command; with --all, list every one',
    async (name: string | undefined, { all }: { all?: boolean }) => {
      if (all) showCommands(cli, undefined);
      const meant = name === undefined ? cli : cli.commands.find((command) => command.name() === name);
      if (!meant) throw unknownCommand(name ?? '', cli);
      meant.outputHelp();
      return exits.ok;
    },
  ).option('--all', 'every command, not only the everyday ones');

  cli.addHelpText('after', ({ command }) =>
    command === cli ? '\nEvery command: pm-onboard help --all    One of them: pm-onboard help status' : '',
  );
  return cli;
}

function unknownCommand(name: string, cli: Command): UserError {
  const [near] = nearest(
    name,
    cli.commands.map((command) => command.name()),
  );
  const hint = near ? `did you mean ${near}?` : 'pm-onboard help --all lists the commands';
  return new UserError(`unknown command '${name}'`, hint);
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

/** @param groups the help groups that plain help lists; absent: all */
function showCommands(cli: Command, groups: readonly string[] | undefined): void {
  cli.configureHelp({
    visibleCommands: (command) =>
      [...command.commands].filter((each) => groups === undefined || groups.includes(each.helpGroup())),
  });
}
