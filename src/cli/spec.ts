/** The type of an entry in the list of commands: its words, its options, and which of its flags may be combined. */
import type { Command } from 'commander';
import { giveOne, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type FlavourName, flavourNames } from '../render/flavours.ts';
import type { OpenRun } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';

/** The heading of the commands that `help` without `--all` lists. */
export const everydayHeading = 'Every day:';

/** The heading of the commands that `help` without `--all` lists where the workspace uses them. */
export const handbookHeading = 'Handbook:';

/** The result of a command: an outcome to print on stderr, or an exit code; undefined: nothing to print, and exit code 0. */
type Ending = Promise<Outcome | number | undefined>;

// biome-ignore lint/suspicious/noExplicitAny: commander's arguments are as the usage says
type Input = any[];

interface Words {
  /** The name of the command and its positional arguments, such as `done <item...>`. */
  readonly usage: string;
  /** Names that the command had in the release before; a command given by such a name runs, and says the present name. */
  readonly formerly?: readonly string[];
  readonly summary: string;
  /**
   * Set for a command that may save events; with `sync: auto` the events are shared right after the command. With `json`,
   * the command also has the flag `--json`, which prints the saved events (see view/outcome.ts). With `some`, it also has ways of
   * use that only read: nothing is shared then.
   */
  readonly records?: true | 'json' | 'some';
  readonly options?: (command: Command) => Command;
  /** Checks which flags may be given together. */
  readonly rules?: readonly FlagRule[];
}

export type Listed = Words &
  (
    | {
        /** Runs the command. `input` is the positional arguments, then the options, the global ones among them. */
        readonly run: (io: Io, input: Input, cli: Command) => Ending;
      }
    | {
        /**
         * Loads a command about one hire. The loaded function gets the open run of that hire, then the positional
         * arguments without `hire`, then the options.
         */
        readonly onRun: () => Promise<(run: OpenRun, ...input: Input) => Ending>;
        /** Whether, without the name of a hire, whoever has no run of their own gets what `mine` shows. */
        readonly orMine?: true;
      }
  );

/** `group` is the heading under which help lists the command. */
export type CommandSpec = Listed & { readonly group: string };

export function nameOf({ usage }: Words): string {
  return usage.split(' ')[0] ?? usage;
}

/** What the flags that several commands take are for, in help. */
export const toPaste = 'as Markdown, to paste';
export const writingNothing = 'show it, and write nothing';
export const makingNothing = 'say what it would make, and write nothing';
export const whereTo = 'where to write it; - is stdout';

export const forEverybody = 'for every hire and run on the way';
export const asDocument = 'the summary as a document';
export const whatTopics = 'what else it explains';

/** Adds the options for the formats of a screen. @param markdown the help text of `--markdown`; undefined: no such option */
export function readable(command: Command, markdown?: string): Command {
  command.option('--json', 'as JSON');
  return markdown === undefined ? command : pasteable(command, markdown);
}

/** As {@link readable}, for a command that lists what other programs may read line by line; `docs/plain.md` has its columns. */
export function pipeable(command: Command, markdown?: string): Command {
  return readable(command, markdown).option('--plain', 'a line for each, with tabs between the columns');
}

/** Adds the options for Markdown. @param markdown the help text of `--markdown` */
export function pasteable(command: Command, markdown: string): Command {
  return command
    .option('--markdown', markdown)
    .option('--format <flavour>', `Markdown of this flavour: ${flavourNames.join(', ')}`, (text) =>
      formatFrom(text, flavourNames),
    );
}

/** The format of that name; `markdown` is another name of `gfm`. @throws UserError for one that there isn't */
export function formatFrom<N extends string>(text: string, names: readonly N[]): N | FlavourName {
  const found = names.find((name) => name === text);
  if (found) return text === 'markdown' ? 'gfm' : found;
  throw new UserError(`--format: "${text}" is not known`, `give one of ${names.join(', ')}`);
}

/** Adds the options for a hire's own calendar. */
export function ownCalendar(command: Command): Command {
  return command
    .option('--working-days <days>', 'mon,tue or mon-thu, where they differ from the team; or: team')
    .option('--holidays <list>', 'dates, or an iCalendar file (.ics) of all-day events; or: none, team')
    .option('--extra-working-days <dates>', 'days worked at a weekend or on a holiday; or: none, team')
    .option('--holidays-until <date>', 'up to then the holidays are complete: that is all; or: team')
    .option('--hours-per-day <hours>', 'how long a working day is for the program; or: team')
    .option('--zone <name>', 'the time zone of booked times, such as Europe/Berlin')
    .option('--stretch', "each phase gets the working days that it has in the program's week, and ends later")
    .option('--no-stretch', 'phases end when they would in any week');
}

/** Gives the command the flags that name some of a run's items; several have to hold together. */
export function narrowing(command: Command): Command {
  return command
    .option('--phase <phase>', 'only what belongs to this phase')
    .option('--role <role>', 'only what this role does, signs off or meets the hire for')
    .option('--due-before <date>', 'only what is due before this day');
}

/** Parses an option that may be given several times: adds the value to the earlier values. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/**
 * Checks which flags were given together.
 * @param given the names of the flags and positional arguments that were given
 * @throws UserError where two of them exclude each other, or one is given without the flag that it needs
 */
export type FlagRule = (given: ReadonlySet<string>) => void;

/** At most one of these flags may be given. This is checked here because commander would accept two of them. */
export function exclusive(...names: readonly string[]): FlagRule {
  return (given) => {
    const both = names.filter((name) => given.has(name));
    if (both.length > 1) throw excluded(both, giveOne);
  };
}

/** Flags of the first list exclude flags of the second. @param why the hint of the error: how the two lists differ */
export function apart(names: readonly string[], others: readonly string[], why: string): FlagRule {
  return (given) => {
    const name = names.find((each) => given.has(each));
    const other = others.find((each) => given.has(each));
    if (name !== undefined && other !== undefined) throw excluded([name, other], why);
  };
}

/** The flag `name` is allowed only together with one of `others`. */
export function goesWith(name: string, others: readonly string[], remedy: string): FlagRule {
  return (given) => {
    if (!given.has(name) || others.some((other) => given.has(other))) return;
    throw new UserError(`${shown(name)} goes with ${others.map(shown).join(' or ')}`, remedy);
  };
}

/** One of these has to be given. @param fault what to say where none is */
export function oneOf(names: readonly string[], fault: string, remedy: string): FlagRule {
  return (given) => {
    if (!names.some((name) => given.has(name))) throw new UserError(fault, remedy);
  };
}

function excluded(names: readonly string[], hint: string): UserError {
  return new UserError(`${names.map(shown).join(' and ')} exclude each other`, hint);
}

/** Positional argument → how messages name it. */
const positional: Partial<Record<string, string>> = {
  hire: 'the name of a hire',
  dir: 'a folder',
  level: 'the number of a level',
  page: 'the name of a page',
  checklist: 'the name of a checklist',
  what: 'a shell or install',
};

function shown(name: string): string {
  return positional[name] ?? `--${name}`;
}
