/** What the list of commands says of each: its words, its options, and which of its flags go together. */
import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { OpenRun } from '../session/run.ts';
import type { Outcome } from '../view/outcome.ts';

/** The heading of the commands that plain help lists. */
export const everydayHeading = 'Every day:';

/** What a command ends with: what it says on stderr, or an exit code; absent: nothing to say, and exit code 0. */
type Ending = Promise<Outcome | number | undefined>;

// biome-ignore lint/suspicious/noExplicitAny: commander's arguments are as the usage says
type Input = any[];

interface Words {
  /** The name and the positional arguments. */
  readonly usage: string;
  /** Names that the command had in the release before: each still works, and says the present one. */
  readonly formerly?: readonly string[];
  readonly summary: string;
  /**
   * The command may save events; with `sync: auto` they are shared right after it. `json`: it has `--json`, which prints
   * them, see view/outcome.ts.
   */
  readonly records?: true | 'json';
  readonly options?: (command: Command) => Command;
  /** Which of its flags go together. */
  readonly rules?: readonly FlagRule[];
}

export type Listed = Words &
  (
    | {
        /** Gets the positional arguments, then the options with the global ones. */
        readonly run: (io: Io, input: Input, cli: Command) => Ending;
      }
    | {
        /**
         * Loads a command about one hire. It gets that hire's run, opened, then the positional arguments without
         * `hire`, then the options.
         */
        readonly onRun: () => Promise<(run: OpenRun, ...input: Input) => Ending>;
      }
  );

/** `group` is the heading under which help lists the command. */
export type CommandSpec = Listed & { readonly group: string };

export function nameOf({ usage }: Words): string {
  return usage.split(' ')[0] ?? usage;
}

/** The formats of a command that shows something. @param markdown what `--markdown` is for; absent: there is none */
export function readable(command: Command, markdown?: string): Command {
  command.option('--json', 'as JSON');
  return markdown === undefined ? command : command.option('--markdown', markdown);
}

/** The options of commands that give a hire other working days or holidays than the team's. */
export function ownCalendar(command: Command): Command {
  return command
    .option('--working-days <days>', 'mon,tue or mon-thu, where they differ from the team; or: team')
    .option('--holidays <list>', 'dates, or an iCalendar file (.ics) of all-day events; or: team');
}

/** Reads an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/**
 * Checks which flags were given together.
 * @param given the names of the flags and positional arguments that were given
 * @throws UserError where they exclude each other, or one lacks the flag that it belongs to
 */
export type FlagRule = (given: ReadonlySet<string>) => void;

/** At most one of these flags may be given. commander itself would accept two, or let the last one win. */
export function exclusive(...names: readonly string[]): FlagRule {
  return (given) => {
    const both = names.filter((name) => given.has(name));
    if (both.length > 1) throw excluded(both, 'give one of them');
  };
}

/** No flag of the first list may stand beside one of the second. @param why what tells the two apart, as a hint */
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

function excluded(names: readonly string[], hint: string): UserError {
  return new UserError(`${names.map(shown).join(' and ')} exclude each other`, hint);
}

/** How messages name a positional argument. */
const positional: Partial<Record<string, string>> = { hire: 'the name of a hire', dir: 'a folder' };

function shown(name: string): string {
  return positional[name] ?? `--${name}`;
}
