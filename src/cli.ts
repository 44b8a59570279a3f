/**
 * The list of all commands. A module that is imported by name here is part of the everyday bundle; a module that is behind
 * `import()` becomes a chunk, which is loaded when its command runs.
 */
import { listInstead } from './bare.ts';
import {
  apart,
  asDocument,
  type CommandSpec,
  collect,
  everydayHeading,
  exclusive,
  forEverybody,
  formatFrom,
  goesWith,
  handbookHeading,
  type Listed,
  makingNothing,
  narrowing,
  oneOf,
  ownCalendar,
  pasteable,
  pipeable,
  readable,
  toPaste,
  whereTo,
  writingNothing,
} from './cli/spec.ts';
import { ask } from './commands/ask.ts';
import { count } from './commands/count.ts';
import { done } from './commands/done.ts';
import { find } from './commands/find.ts';
import { next } from './commands/next.ts';
import { note } from './commands/note.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { flavourNames } from './render/flavours.ts';
import { formatNames } from './render/lint/index.ts';
import { type FilterFlags, filtered, type OpenRun } from './session/run.ts';
import { openReading } from './session/session.ts';
import { usualNumber } from './view/next.ts';
import { findWorkspace } from './workspace/workspace.ts';

/** The command gets the run with the items that its flags mean, see `narrowing` in `cli/spec.ts`. */
const narrowable =
  <O, R>(load: () => Promise<(run: OpenRun, options: O) => Promise<R>>) =>
  async () => {
    const command = await load();
    return async (run: OpenRun, options: O & FilterFlags) => command(await filtered(run, options), options);
  };

const plansAlone = 'plan alone changes nothing';

const everyday: readonly Listed[] = [
  {
    usage: 'status [hire]',
    summary: 'where you stand, and what to do today',
    options: (command) =>
      narrowing(pipeable(command, toPaste))
        .option('--all', 'every row, even where they need more than one screen')
        .option('--short', 'how much there is to do, in a line for the prompt of a shell')
        .option('--exit-code', 'exit 1 when something is overdue'),
    rules: [apart(['short'], ['json', 'markdown', 'plain', 'all'], 'it is one line of its own')],
    orMine: true,
    onRun: narrowable(async () => status),
  },
  {
    usage: 'next [hire]',
    summary: 'what to do next, what for and with whom',
    options: (command) =>
      narrowing(pipeable(command, toPaste)).option('-n, --number <n>', 'how many items', usualNumber),
    orMine: true,
    onRun: narrowable(async () => next),
  },
  {
    usage: 'done [item...]',
    records: 'json',
    summary: 'tick items off; alone, in a list of what is due',
    options: (command) =>
      command
        .option('--note <text>', 'a remark')
        .option('--evidence <text>', 'what the item asks for: a link, or words')
        .option('--without-evidence <reason>', 'why there is none; your buddy sees it')
        .option('--on <date>', 'the day on which it was done')
        .option('--force', 'even where something else comes first')
        .option('--from <file>', 'what is ticked in a list that came back')
        .option('--yes', 'with --from: without asking'),
    rules: [
      exclusive('evidence', 'without-evidence'),
      goesWith('yes', ['from'], 'done alone asks nothing'),
      apart(['from'], ['item', 'evidence', 'without-evidence'], 'the list says what is done'),
    ],
    onRun: async () => done,
  },
  {
    usage: 'book [item...]',
    records: 'json',
    summary: 'the message that asks for a meeting; the day agreed on',
    options: (command) =>
      pasteable(
        command
          .option('--on <date>', 'the day that was agreed on')
          .option('--at <time>', 'the time of that day, such as 9:30 or 14:00')
          .option('--cancel', 'it is not booked any more')
          .option(
            '--invite [address]',
            'with --on: an invitation to send, with the address that answers go to',
          )
          .option('-o, --output <file>', 'where to write the invitation; - is stdout')
          .option('--force', 'even on a day off')
          .option('--dry-run', writingNothing),
        'the message alone, as Markdown to paste',
      ),
    rules: [
      goesWith('at', ['on'], 'say the day as well, such as --on fri'),
      goesWith('force', ['on'], 'it is for a day off'),
      goesWith('dry-run', ['on', 'cancel'], 'without them nothing is written'),
      goesWith('json', ['on', 'cancel'], 'it prints what was saved; the message is text or Markdown'),
      goesWith('invite', ['on'], 'say for when'),
      goesWith('output', ['invite'], 'the message is printed'),
      apart(['cancel'], ['on'], 'another day replaces the one before: leave --cancel out'),
      apart(['markdown'], ['on', 'cancel'], 'it is for the message, which stands before a booking'),
    ],
    onRun: async () => (await import('./commands/book.ts')).book,
  },
  {
    usage: 'show [item...]',
    summary: 'explain an item, a group or a phase in full',
    options: (command) =>
      pipeable(command)
        .option('--why', 'how its due date came about, what it waits for, who acts')
        .option('--open', 'instead: open its link in the browser')
        .option('--link <link>', 'with --open: which one of several, by number or a part of it'),
    rules: [
      goesWith('link', ['open'], 'without it all links are shown'),
      apart(['open'], ['json', 'plain', 'why'], 'it opens a link, and shows nothing'),
      apart(['plain'], ['why'], 'it explains in sentences'),
    ],
    onRun: async () => show,
  },
  {
    usage: 'note [item] [text...]',
    records: 'json',
    summary: 'keep a remark with an item',
    onRun: async () => note,
  },
  {
    usage: 'ask [text...]',
    records: 'json',
    summary: 'leave a question for your buddy',
    options: (command) => command.option('--item <item>', 'the item that it is about'),
    onRun: async () => ask,
  },
  {
    usage: 'plan [hire]',
    records: 'some',
    summary: 'the whole plan; with --catch-up, new dates',
    options: (command) =>
      narrowing(pipeable(command, 'as Markdown, a checklist to paste'))
        .option('--by <span>', 'day, week (if not said) or phase')
        .option('--all', "also the items that the hire's traits leave out, with why")
        .option('--catch-up', 'new dates for what is late, so that no day is too full; nothing is saved yet')
        .option('--yes', 'with --catch-up: save these dates')
        .option('--dry-run', 'with --catch-up: show them, and write nothing (as without --yes)'),
    rules: [
      exclusive('yes', 'dry-run'),
      goesWith('yes', ['catch-up'], plansAlone),
      goesWith('dry-run', ['catch-up'], plansAlone),
      apart(['catch-up'], ['by', 'all', 'markdown'], 'it prints a table of new dates, as text or JSON'),
      apart(['catch-up'], ['phase', 'role', 'due-before'], 'it finds dates for all that is late'),
      apart(
        ['json'],
        ['by', 'all'],
        'JSON has all of it: the days and the phase of each item, and what is left out',
      ),
      apart(['plain'], ['by', 'all'], 'each item has one line, with its days; --json has what is left out'),
    ],
    onRun: narrowable(async () => (await import('./commands/plan.ts')).plan),
  },
];

const also: readonly Listed[] = [
  {
    usage: 'skip [item...]',
    records: 'json',
    summary: 'leave items out, for a reason',
    options: (command) =>
      command
        .option('--reason <text>', 'why')
        .option('--not-applicable', "they don't apply here")
        .option('--waive', 'let them pass, as somebody else than the hire'),
    rules: [exclusive('not-applicable', 'waive')],
    onRun: async () => (await import('./commands/skip.ts')).skip,
  },
  {
    usage: 'reopen [item...]',
    records: 'json',
    summary: 'take back that items are done or skipped',
    onRun: async () => (await import('./commands/reopen.ts')).reopen,
  },
  {
    usage: 'count [item] [n]',
    records: 'json',
    summary: 'add to a countable item (1 if not said)',
    onRun: async () => count,
  },
  {
    usage: 'undo',
    records: 'json',
    summary: 'take back your last command, again and again',
    onRun: async () => (await import('./commands/undo.ts')).undo,
  },
  {
    usage: 'log [hire]',
    summary: 'who did what when',
    options: (command) =>
      pipeable(command, toPaste)
        .option('--item <item>', 'of these items')
        .option('--since <date>', 'from this day on')
        .option('--notes', 'only notes, questions, answers and comments'),
    onRun: async () => (await import('./commands/log.ts')).log,
  },
  {
    usage: 'find <words...>',
    summary: 'where words stand: in titles, details, notes, questions and answers',
    options: (command) =>
      pipeable(command).option('--all', 'every place, even where they need more than one screen'),
    run: async (io, [words, options]) => find(io, words, options),
  },
];

const withOthers: readonly Listed[] = [
  {
    usage: 'mine',
    summary: 'what waits for you, over all runs: late, today, next',
    options: (command) =>
      pipeable(command, 'as Markdown, a list to paste')
        .option('--role <role>', 'only what is owed by this role')
        .option('--within <time>', 'how far ahead, in working days: 5d (if not said), 2w')
        .option('--all', 'every row: all that is to come, what is optional, what has to wait')
        .option('--everybody', 'instead: who owes what, to hires and in checklists, since when'),
    run: async (io, [options]) => (await import('./commands/mine.ts')).mine(io, options),
  },
  {
    usage: 'review [hire]',
    records: 'some',
    summary: 'before you talk: what you owe them, how it goes',
    options: (command) =>
      readable(command, 'as Markdown, an agenda to paste')
        .option('--since <date>', 'what happened from this day on')
        .option('--approve <item>', 'sign a completed item off; may be given several times', collect)
        .option('--return <item>', 'open it again, with --comment; may be given several times', collect)
        .option('--comment <text>', 'what is missing; one for all, or one for each item', collect)
        .option(
          '--answer <question>',
          'a question by its number, with --text; may be given several times',
          collect,
        )
        .option('--text <text>', 'the answer', collect)
        .option('--note <text>', 'keep a remark about the hire')
        .option('--finish', 'close the review: marks what it shows as seen'),
    rules: [
      goesWith('comment', ['return', 'approve'], 'say on which item'),
      goesWith('text', ['answer'], 'say which question it answers'),
      goesWith(
        'dry-run',
        ['approve', 'return', 'answer', 'note', 'finish'],
        'a review that is shown writes nothing',
      ),
      apart(
        ['markdown'],
        ['approve', 'return', 'answer', 'note', 'finish'],
        'one shows a review, the other acts on it: run them one after the other',
      ),
    ],
    run: async (io, [hire, options]) => {
      const { approve, answer, finish, json, note, since } = options;
      const isPlain = !(hire || approve || options.return || answer || finish || json || note || since);
      const session = isPlain ? await listInstead(io, options) : await openReading(io, options);
      return session && (await import('./commands/review.ts')).review(session, hire, options);
    },
  },
  {
    usage: 'team',
    summary: 'all hires at a glance, whoever needs attention first',
    options: (command) =>
      pipeable(command, 'as a Markdown table, to paste')
        .option('--csv', 'as CSV, for a spreadsheet')
        .option('--buddy <name>', 'only those with this buddy')
        .option('--mine', 'only those for whom you hold a role; counts what waits for you')
        .option('--program <id>', 'only those who follow this program')
        .option('--limit <n>', 'at most so many hires, in the order that was asked for')
        .option('--since <date>', 'instead: who finished, got stuck, started or left since then')
        .option('--sort <order>', 'attention (if not said), name, start or progress')
        .option('--finished', 'also the runs that are finished, with when and the note')
        .option('--archived', 'also the runs that were put away, with when and why')
        .option('--items', 'instead: on which items people get stuck, the worst first'),
    rules: [
      apart(['items'], ['sort', 'limit'], '--items has an order of its own, the worst first'),
      apart(
        ['since'],
        ['items', 'sort', 'limit', 'finished', 'archived', 'csv'],
        'it lists what happened, day by day',
      ),
    ],
    run: async (io, [options]) => (await import('./commands/team.ts')).team(io, options),
  },
  {
    usage: 'people [hire]',
    summary: 'who is who, how to reach them, and what to ask them',
    options: (command) =>
      pipeable(command, toPaste)
        .option('--role <role>', 'this role alone')
        .option('--all', 'every step with each of them, not the next alone'),
    onRun: async () => (await import('./commands/people.ts')).people,
  },
  {
    usage: 'remind',
    summary: 'what a message would say: to a channel, to somebody with a role, to a hire',
    options: (command) =>
      command
        .option('--json', 'as JSON')
        .option('--markdown', toPaste)
        .option('--format <name>', 'text, markdown (or gfm), mattermost or slack', (text) =>
          formatFrom(text, ['text', 'markdown', ...flavourNames]),
        )
        .option('--for <name>', 'to one person: who has a role or is a hire, by name; or: hire')
        .option('--weekly', 'for the week: also what comes, and how your hires stand')
        .option('--post <variable>', 'send it to the webhook whose address is in this environment variable')
        .option(
          '--install <place>',
          'how it comes by itself: print the lines or file for login, github or gitlab',
        )
        .option('--shell <name>', 'with --install login: bash, zsh, fish or sh, if it is not yours')
        .option('--write', 'with --install: write them, after which --remove takes out exactly that')
        .option('--remove', 'with --install: take them out again')
        .option('--prepare', 'work out the lines that a login shows; it runs by itself')
        .option('--dry-run', 'with --post: show the request without the address, and send nothing'),
    rules: [
      goesWith('dry-run', ['post'], 'without --post nothing is sent'),
      goesWith('post', ['format', 'install'], 'say for which chat, such as --format slack'),
      exclusive('install', 'prepare', 'for'),
      goesWith('shell', ['install'], 'it says whose start file is meant'),
      goesWith('write', ['install'], 'say where: login, github or gitlab'),
      goesWith('remove', ['install'], 'say what: login, github or gitlab'),
      exclusive('write', 'remove'),
      apart(['install', 'prepare'], ['json', 'weekly', 'dry-run'], 'it prints no message'),
      apart(['post'], ['json'], 'one sends it, the other shows it: run them one after the other'),
    ],
    run: async (io, [options]) => (await import('./commands/remind.ts')).remind(io, options),
  },
  {
    usage: 'calendar [hire]',
    summary: "a hire's months, days off; --ics: what is booked, for a calendar program",
    options: (command) =>
      pipeable(command, toPaste)
        .option('--days-off', 'instead: the days off and make-up days, each with its name and its source')
        .option('--ics', 'instead: what is booked and to book, as an iCalendar file')
        .option('-o, --output <file>', whereTo)
        .option('--for <name>', 'what concerns this person, over all hires')
        .option('--dues', 'also what is due, as all-day events'),
    rules: [
      goesWith('output', ['ics'], 'months are printed'),
      goesWith('for', ['ics'], 'months are those of one hire'),
      goesWith('dues', ['ics'], 'months have them anyway'),
      apart(['ics'], ['json', 'markdown', 'plain', 'days-off'], 'it is a format of its own'),
    ],
    run: async (io, [hire, options]) => (await import('./commands/calendar.ts')).calendar(io, hire, options),
  },
  {
    usage: 'report [hire]',
    summary: 'how the onboarding goes, to read or print; with -o a page',
    options: (command) =>
      readable(command)
        .option('--team', 'of everybody who is under way, in the order of names')
        .option('-o, --output <file>', 'as a page of HTML that needs nothing else; - is stdout')
        .option('--with-notes', 'also what people wrote: notes, questions, reasons')
        .option('--force', 'even in place of a file that is no report'),
    rules: [
      apart(['team'], ['hire'], 'it is about everybody'),
      goesWith('force', ['output'], 'it is for a file that is there'),
      apart(['json'], ['output'], 'a page is no JSON'),
    ],
    run: async (io, [hire, options]) => (await import('./commands/report.ts')).report(io, hire, options),
  },
  {
    usage: 'sync [dir]',
    summary: 'share the records with others through git',
    options: (command) =>
      command
        .option('--init', 'on the first machine: make it a repository, accept its remote, share it')
        .option('--remote <url>', 'with --init: where others find it')
        .option('--join [url]', 'on every other machine: get it, into a folder if one is named')
        .option(
          '--branch <name>',
          'with --init or --join: the branch for the records, if it is not the main one',
        )
        .option('--me <name>', 'with --join: who you are')
        .option('--follow', 'where the remote was rewritten: follow it, and send again only what nobody has')
        .option('--dry-run', 'fetch, say what would be sent and come in, and change nothing')
        .option('--json', 'print what was sent and came in, or joined, as JSON'),
    rules: [
      exclusive('init', 'join', 'follow'),
      goesWith('remote', ['init'], 'say: sync --init --remote URL'),
      goesWith('dir', ['join'], 'another workspace is named with --workspace DIR'),
      goesWith('me', ['join'], 'leave it out'),
      goesWith('branch', ['init', 'join'], 'sync keeps to the branch that was agreed on'),
    ],
    run: async (io, [dir, options]) => (await import('./commands/sync.ts')).sync(io, dir, options),
  },
  {
    usage: 'share [hire]',
    records: 'json',
    summary: "a hire's record as a file to send; --receive takes one",
    options: (command) =>
      command
        .option('-o, --output <file>', whereTo)
        .option('--receive <file>', 'take in what somebody sent; - is stdin'),
    rules: [exclusive('output', 'receive'), apart(['receive'], ['hire'], 'the file says whose record it is')],
    run: async (io, [hire, options]) => (await import('./commands/share.ts')).share(io, hire, options),
  },
];

const settingUp: readonly Listed[] = [
  {
    usage: 'init [dir]',
    summary: "make a team's workspace",
    options: (command) =>
      command
        .option(
          '--checklists [program]',
          'with a copy of a shipped program to edit: minimal, buddy, offboarding (else the full one)',
        )
        .option('--duties', 'with a duties.yaml: two meetings and two rotations to edit')
        .option('--mine', 'the settings there are yours: they may name a program in another repository')
        .option('--dry-run', makingNothing)
        .option('--json', 'print what was made as JSON'),
    run: async (io, [dir, options]) => (await import('./commands/init.ts')).init(io, dir, options),
  },
  {
    usage: 'start',
    records: true,
    summary: 'begin the onboarding of a hire',
    options: (command) =>
      ownCalendar(
        command
          .option('--name <name>', 'who is starting')
          .option('--start <date>', 'the first day')
          .option('--end <date>', 'the last day, where the dates of the program count back from it')
          .option('--buddy <name>', 'the buddy')
          .option('--manager <name>', 'the direct manager')
          .option('--role <role=name>', 'who holds another role; may be given several times', collect)
          .option(
            '--trait <trait=value>',
            'what the program asks of a hire, such as country=us; may be given several times',
            collect,
          )
          .option('--me', 'the hire is you: your name is remembered')
          .option('--no-me', 'the hire is somebody else')
          .option('--buddy-checklist', "the buddy's own list is begun too")
          .option('--no-buddy-checklist', "don't ask about it")
          .option('--program <program>', 'its id or folder, where it is not the usual one')
          .option('--list', 'instead: the programs that there are, and who follows which')
          .option('--json', 'print what was saved as JSON; with --list: the programs')
          .option('--plain', 'with --list: a line for each, with tabs between the columns')
          .option('--another-run', 'this is another run of a person who is known here')
          .option('--another', 'this is a second person of the same name')
          .option('--force', 'even where the start, or a file of holidays, looks like a mistake'),
      ),
    rules: [
      exclusive('me', 'no-me'),
      exclusive('stretch', 'no-stretch'),
      exclusive('buddy-checklist', 'no-buddy-checklist'),
      apart(['list'], ['name', 'start', 'end', 'program'], 'it lists programs, and begins nothing'),
      exclusive('another', 'another-run'),
      goesWith('plain', ['list'], 'a start is no list'),
    ],
    run: async (io, [options]) => (await import('./commands/start.ts')).start(io, options),
  },
  {
    usage: 'assign [hire]',
    records: 'json',
    summary: 'bind people to a role of a hire',
    options: (command) =>
      command
        .option('--role <role>', 'the role')
        .option('--to <name>', 'who holds it; may be given several times', collect)
        .option('--from <date>', 'from this day on (else from now on)')
        .option('--until <date>', 'to this day: then whoever held it is back')
        .option('--remove', "take this hire's own back: the team's count again"),
    rules: [
      exclusive('to', 'remove'),
      apart(['remove'], ['from', 'until'], 'it takes back what was assigned, and cover with it'),
    ],
    onRun: async () => (await import('./commands/assign.ts')).assign,
  },
  {
    usage: 'reschedule [hire]',
    records: 'json',
    summary: 'move the start, change days or traits: what is to do follows',
    options: (command) =>
      ownCalendar(
        command
          .option('--start <date>', 'the first day')
          .option('--end <date>', 'the last day, where the dates count back from it')
          .option('--due <date>', 'of a checklist: when all of it is to be due')
          .option('--name <name>', 'what the hire is called, where that was misspelt or has changed')
          .option(
            '--trait <trait=value>',
            'another value of a trait, or one that nobody has said; may be given several times',
            collect,
          ),
      )
        .option('--force', 'even where a file has more days off than is likely')
        .option('--dry-run', writingNothing)
        .option('--all', 'every item that moves, however many'),
    rules: [exclusive('stretch', 'no-stretch'), exclusive('end', 'due')],
    onRun: async () => (await import('./commands/reschedule.ts')).reschedule,
  },
  {
    usage: 'away [hire]',
    records: 'json',
    summary: 'days off that do not count for a hire; without flags: list them',
    options: (command) =>
      command
        .option('--from <date>', 'the first day')
        .option('--to <date>', 'the last day')
        .option('--remove', 'take back the leave that begins on --from'),
    rules: [
      goesWith('json', ['from', 'to', 'remove'], 'it prints what was saved; the list of leave is text'),
    ],
    onRun: async () => (await import('./commands/away.ts')).away,
  },
  {
    usage: 'move [item...]',
    records: 'json',
    summary: 'give items another due date',
    options: (command) => command.option('--due <date>', 'when it is to be due'),
    onRun: async () => (await import('./commands/move.ts')).move,
  },
  {
    usage: 'add [title...]',
    records: 'json',
    summary: 'give a hire an item of their own, or a chain of them from a template',
    options: (command) =>
      command
        .option('--phase <phase>', 'where it belongs (else by its date, or the current one)')
        .option('--due <date>', 'when: a date, none, or "3 workdays after 2.4" (else the phase\'s end)')
        .option('--with <role>', 'whom to meet for it; may be given several times', collect)
        .option('--after <item>', 'what comes first; may be given several times', collect)
        .option('--takes <effort>', 'the effort: 30 min, 2 h, 3 days')
        .option('--details <text>', 'what it is for')
        .option(
          '--from <template>',
          'a YAML file, or a template that ships, such as design-feature; the title is then the name',
        )
        .option('--start <date>', 'with --from: the first day (else the next working day)')
        .option('--another', 'even where there is one of that title'),
    rules: [
      goesWith('start', ['from'], 'for one item, give --due'),
      apart(['from'], ['due', 'with', 'after', 'takes', 'details'], 'the template has these for each item'),
    ],
    onRun: async () => (await import('./commands/add.ts')).add,
  },
  {
    usage: 'remove [item...]',
    records: 'json',
    summary: 'take added items away again',
    options: (command) => command.option('--force', 'even where something is recorded with them'),
    onRun: async () => (await import('./commands/remove.ts')).remove,
  },
  {
    usage: 'upgrade [hire]',
    records: true,
    summary: 'what edited checklists change for hires and runs; adopt them',
    options: (command) =>
      readable(command, 'as Markdown, for a pull request')
        .option('--all', forEverybody)
        .option('--dry-run', writingNothing)
        .option('--yes', 'adopt them without asking')
        .option(
          '--retired <fate>',
          'what becomes of retired items that are open: keep (as their own) or drop',
        )
        .option('--exit-code', 'exit 1 where the checklists change something for somebody'),
    rules: [exclusive('all', 'hire')],
    run: async (io, [hire, options]) => (await import('./commands/upgrade.ts')).upgrade(io, hire, options),
  },
  {
    usage: 'finish [hire]',
    records: true,
    summary: 'close a run, with a summary to keep',
    options: (command) =>
      readable(command, asDocument)
        .option('--note <text>', 'a word at the end')
        .option('--missing <text>', 'what was missing in the program; may be given several times', collect)
        .option('--useless <text>', 'what of it was useless; may be given several times', collect)
        .option('--change', 'instead of the summary: what could be better, as Markdown for a pull request')
        .option('--force', 'even where something is open'),
    rules: [apart(['change'], ['json'], 'JSON has it beside the summary')],
    onRun: async () => (await import('./commands/finish.ts')).finish,
  },
  {
    usage: 'archive [hire]',
    records: 'json',
    summary: 'put away the run of someone who leaves; it is kept, and can be named',
    options: (command) => command.option('--reason <text>', 'why'),
    rules: [oneOf(['hire', 'run'], 'archive: nobody is named', 'say who, or with --run which run')],
    onRun: async () => (await import('./commands/archive.ts')).archive,
  },
  {
    usage: 'forget <hire>',
    records: 'json',
    summary: 'erase a record with its backups, for good',
    options: (command) => command.option('--confirm <name>', "the hire's name, as in the record, or the id"),
    run: async (io, [hire, options]) => (await import('./commands/forget.ts')).forget(io, hire, options),
  },
  {
    usage: 'redact [text...]',
    records: 'json',
    summary: 'take what somebody typed out of a record and its backups, for good; a part of it is enough',
    options: (command) =>
      command
        .option('--item <item>', 'only what is about this item')
        .option('--all', 'every text that has this part')
        .option('--yes', 'without asking'),
    rules: [goesWith('all', ['text'], 'say a part of what is to go')],
    onRun: async () => (await import('./commands/redact.ts')).redact,
  },
  {
    usage: 'demo',
    summary: 'look around in a throwaway workspace',
    run: async (io, [options]) => (await import('./commands/demo.ts')).demo(io, options),
  },
];

const handbook: readonly Listed[] = [
  {
    usage: 'handbook [page] [level]',
    summary: 'pages to read: duties, levels, development; and a form to talk about a level',
    options: (command) =>
      pipeable(command, toPaste)
        .option('--worksheet <level>', 'print a form to fill in, for a level and the next')
        .option('-o, --output <file>', 'with --worksheet: write it to a new file')
        .option('--force', 'with -o: in the place of a file that is there')
        .option('--compare <files...>', 'two forms that were filled in, side by side'),
    rules: [
      exclusive('worksheet', 'compare'),
      apart(['plain'], ['page', 'worksheet', 'compare'], 'it lists the pages'),
      goesWith('output', ['worksheet'], 'say for which level, such as --worksheet 3'),
      goesWith('force', ['output'], 'it is about the file of -o'),
      apart(['worksheet'], ['json', 'markdown', 'format'], 'the form is Markdown as it is'),
      apart(['worksheet', 'compare'], ['level'], 'the level stands behind --worksheet, or in the forms'),
    ],
    run: async (io, [page, level, options]) =>
      (await import('./commands/handbook.ts')).handbook(io, page, level, options),
  },
  {
    usage: 'run [checklist] [subject...]',
    records: 'some',
    summary: 'work through a checklist for a subject: a release, a review, a gate; also: next, check',
    options: (command) =>
      pipeable(command, toPaste)
        .option('--due <date>', 'all of it is due on that day, and its dates count back from there')
        .option('--owner <name>', 'whose run it is (else yours)')
        .option('--set <key=value>', 'what the checklist asks for; may be given several times', collect)
        .option('--another-run', 'one more run of the checklist for the same subject')
        .option('--stage <name>', 'with check: up to that stage; what has none is asked for at each')
        .option('--dry-run', 'show the run as it would be, and write nothing'),
    rules: [
      apart(['plain'], ['checklist'], 'it lists the runs; status and next have lines for one, with --run'),
    ],
    run: async (io, [checklist, subject, options]) =>
      checklist === 'check'
        ? (await import('./commands/check.ts')).check(io, subject, options)
        : (await import('./commands/run.ts')).run(
            io,
            [...(checklist ? [checklist] : []), ...subject],
            options,
          ),
  },
  {
    usage: 'duties [form] [name]',
    summary: 'your next meetings and turns; also: who, swap, prep',
    options: (command) =>
      pipeable(command, toPaste)
        .option('--weeks <n>', "all meetings and everybody's turns of so many weeks")
        .option('--on <date>', 'with who, prep and swap: a day of the turn or meeting')
        .option('--with <name>', 'with swap: who takes the turn, and gives one of theirs')
        .option('--their <date>', 'with --with: a day of the turn that they give (else their next)')
        .option('--by <name>', 'with swap: who takes the turn, and gives none: a cover')
        .option('--why <text>', 'with swap: why; it is shown beside the turn')
        .option(
          '--set <key=value>',
          'with prep: what its template asks for; may be given several times',
          collect,
        )
        .option('--yes', 'with swap: write it without asking')
        .option('--dry-run', 'with swap and prep: say what would change, and write nothing'),
    rules: [exclusive('with', 'by'), goesWith('their', ['with'], 'it is for a swap')],
    run: async (io, [form, name, options]) =>
      (await import('./commands/duties.ts')).duties(io, form, name, options),
  },
];

const checklists: readonly Listed[] = [
  {
    usage: 'lint [path...]',
    summary: 'check checklists: what would hurt a hire, where, and how to fix it',
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
        .option('--horizon <date>', 'also check holidays and load for every start up to that day')
        .option(
          '--against <dir>',
          "a workspace, checklists or a git revision: also check what a change does to hires' history",
        )
        .option('--links', 'also check that every link still leads somewhere')
        .option(
          '--private-host <host>',
          'with --links: asked although it is in a private network; may be given several times',
          collect,
        )
        .option('--stdin-filename <path>', 'with `-`: the path that standard input stands for')
        .option('--max-warnings <n>', 'exit 1 with more warnings than that')
        .option('--quiet', 'show errors alone')
        .option('--fix', 'fix what has one right answer')
        .option('--dry-run', 'with --fix: show the changes as a diff, and write nothing'),
    rules: [
      goesWith('private-host', ['links'], 'without it no link is asked'),
      goesWith('dry-run', ['fix'], 'plain lint changes nothing'),
      apart(['dry-run'], ['format'], '--dry-run prints a diff instead of a report'),
    ],
    run: async (io, [paths, options]) => (await import('./commands/lint.ts')).lint(io, paths, options),
  },
  {
    usage: 'preview',
    summary: 'the dated plan for a start date, before anyone starts',
    options: (command) =>
      pipeable(command, toPaste)
        .option('--start <date>', 'the first day (else the next Monday)')
        .option(
          '--end <date>',
          'the last day, where the dates count back from it (else as long from now as they need)',
        )
        .option('--program <program>', "its id or folder (else the workspace's)")
        .option('--calendar', 'as months, with what is due on each day')
        .option('--trait <trait=value>', 'for whom, such as country=us; may be given several times', collect),
    rules: [apart(['plain'], ['calendar'], 'it has the items, and no months')],
    run: async (io, [options]) => (await import('./commands/preview.ts')).preview(io, options),
  },
  {
    usage: 'import <file>',
    summary: 'make checklists of a Markdown task list or of an exported playbook; - is stdin',
    options: (command) =>
      command
        .option('-o, --output <dir>', 'the folder of the program (else checklists/ and its name)')
        .option('--force', 'even where files are there: replace them')
        .option('--dry-run', makingNothing)
        .option('--json', 'as JSON'),
    run: async (io, [file, options]) => (await import('./commands/import.ts')).imported(io, file, options),
  },
  {
    usage: 'export [hire]',
    summary: 'the task list of a run as Markdown, to tick elsewhere; done --from takes it back',
    options: (command) =>
      command
        .option('--format <name>', `markdown (if not said), ${flavourNames.join(', ')}`, (text) =>
          formatFrom(text, ['markdown', ...flavourNames]),
        )
        .option('-o, --output <file>', 'where to write it (else stdout)')
        .option('--force', 'even where the file is there')
        .option('--json', 'as JSON'),
    rules: [
      goesWith('force', ['output'], 'on stdout nothing is overwritten'),
      apart(['json'], ['output', 'format'], 'JSON is printed, in its own form'),
    ],
    onRun: async () => (await import('./commands/export.ts')).exported,
  },
  {
    usage: 'schema <name>',
    summary:
      'print the JSON Schema of a checklist, duties, levels, part, program, record, settings, share, template, workspace, or of --json (output)',
    run: async (io, [name]) => (await import('./commands/schema.ts')).schema(io, name),
  },
];

const upkeep: readonly Listed[] = [
  {
    usage: 'doctor',
    summary: 'check the workspace, and say how to repair what is wrong',
    options: (command) =>
      pipeable(command)
        .option('--repair', 'repair what has one right answer, with a copy first')
        .option('--restore <hire>', 'bring a record back from a backup, and keep what was recorded since')
        .option('--from <backup>', 'with --restore: which one (else the newest sound one)')
        .option('--unlock <hire>', 'remove the lock of a machine that is gone')
        .option('--yes', 'with --unlock: without asking')
        .option('--dry-run', 'with these: say what would be done, and write nothing'),
    rules: [
      goesWith('dry-run', ['repair', 'restore', 'unlock'], 'doctor alone changes nothing'),
      exclusive('repair', 'restore', 'unlock'),
      apart(['plain'], ['restore', 'unlock'], 'it lists what is found: run one after the other'),
      goesWith('from', ['restore'], 'say whose record it is a backup of'),
      goesWith('yes', ['unlock'], 'say whose lock it is about'),
    ],
    run: async (io, [options]) => (await import('./commands/doctor.ts')).doctor(io, options),
  },
  {
    usage: 'config [form] [key] [value...]',
    summary: 'your settings: list them, get, set or unset one',
    options: (command) =>
      pipeable(command)
        .option('--show-origin', 'with list and get: which file, variable or flag each value is from')
        .option('--dry-run', 'with set and unset: say what would change, and write nothing'),
    run: async (io, [form, key, value, options]) =>
      (await import('./commands/config.ts')).config(
        io,
        [form, key, ...value].filter((word) => word !== undefined),
        options,
      ),
  },
  {
    usage: 'completion [what] [shell]',
    summary: 'what the Tab key completes in bash, zsh and fish: print the script, or install it',
    options: (command) =>
      command
        .option('--remove', 'with install: take it away again')
        .option('--dry-run', 'with install: say what it would write or remove, and do nothing'),
    rules: [
      goesWith('remove', ['what'], 'say: pm-onboard completion install --remove'),
      goesWith('dry-run', ['what'], 'say: pm-onboard completion install --dry-run'),
    ],
    run: async (io, [what, shell, options]) =>
      (await import('./commands/completion.ts')).completion(io, what, shell, options),
  },
  {
    usage: 'help [name...]',
    summary: 'explain a command or a topic; with --all, list every one',
    options: (command) =>
      command
        .option('--all', 'every command, not only the everyday ones')
        .option('--json', 'as JSON, for tools: every command and topic, or the one that is named')
        .option('--plain', 'with --all: a line for each command, with tabs between the columns'),
    rules: [goesWith('plain', ['all'], 'it lists every command')],
    run: async (io, [names, options], cli) =>
      (await import('./cli/help.ts')).explain(io, { commands, cli, findWorkspace }, names, options),
  },
];

/** All commands, each with the heading under which help lists it. */
export const commands: readonly CommandSpec[] = Object.entries({
  [everydayHeading]: everyday,
  'Also:': also,
  'With others:': withOthers,
  'Setting up:': settingUp,
  [handbookHeading]: handbook,
  'Checklists:': checklists,
  'Upkeep:': upkeep,
}).flatMap(([group, specs]) => specs.map((spec) => ({ ...spec, group })));
