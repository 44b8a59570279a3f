/** What is said where a command or flag doesn't exist, or lacks something. A chunk, since few runs need it. */
import type { Command, CommanderError } from 'commander';
import { UserError } from '../errors.ts';
import { otherNames } from '../other-names.ts';
import { nearest } from '../program/nearest.ts';
import { listText, quoted } from '../view/words.ts';
import type { Known } from './help.ts';
import { nameOf } from './spec.ts';

/** Words that users of other programs type → what does that here. They are only suggested. */
const suggested = new Map(
  Object.entries({
    ...all('mine', 'inbox', 'me'),
    ...all('done', 'check', 'tick', 'complete', 'close'),
    ...all('show', 'view', 'info', 'open', 'explain'),
    ...all('note', 'comment', 'annotate', 'remark'),
    ...all('ask', 'question'),
    ...all('plan', 'agenda', 'schedule', 'week'),
    ...all('book', 'meet', 'meeting'),
    ...all('count', 'inc'),
    ...all('undo', 'revert'),
    ...all('log', 'history'),
    ...all('review', 'approve', 'return', 'answer'),
    ...all('team', 'hires', 'overview'),
    ...all('sync', 'push', 'pull', 'commit'),
    ...all('sync --join', 'join', 'clone'),
    ...all('share', 'export', 'send'),
    ...all('share --receive', 'import', 'receive'),
    ...all('start', 'begin', 'new', 'create'),
    ...all('move', 'snooze', 'defer', 'postpone'),
    ...all('remove', 'delete', 'del'),
    ...all('away', 'leave', 'holiday', 'vacation'),
    ...all('lint', 'validate'),
    ...all('doctor', 'fix', 'repair', 'restore'),
    ...all('config', 'settings', 'preferences', 'options'),
    ...all('--version', 'version'),
    ...all('help', 'man'),
  }),
);

function all(meant: string, ...words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, meant]));
}

/**
 * What a word that is no command may mean: what does the same here; else the commands that begin with it; else the likeliest
 * one by its letters.
 * @param names of the commands
 * @returns what to type behind the program's name; empty where nothing is near
 */
export function commandMeant(word: string, names: readonly string[]): string[] {
  const typed = word.toLowerCase();
  const known = suggested.get(typed);
  if (known !== undefined) return [known];
  const begun = names.filter((name) => typed !== '' && name.startsWith(typed));
  if (begun.length > 0) return begun;
  const guessed = [...otherNames.keys()].filter((name) => name.length > 2);
  const [near] = nearest(word, [...names, ...guessed]);
  return near === undefined ? [] : [otherNames.get(near) ?? near];
}

/** `start or status`; `add, archive, ask, assign or away`. */
export function oneOf(words: readonly string[]): string {
  return listText(words).replace(/ and (\S+(?: --\S+)?)$/, ' or $1');
}

/**
 * commander's error as a UserError: its message without the prefix `error: `, with what may be meant, or where to read on.
 * @param at the place in `argv` of the word that stands where a command does; -1 without one
 */
export function usageError(
  { code, message }: CommanderError,
  argv: readonly string[],
  at: number,
  known: Known,
): UserError {
  const fault = message.replace(/^error: /, '');
  const word = argv[at];
  const spec = known.commands.find((each) => nameOf(each) === word);
  const [, flag = ''] = (code === 'commander.unknownOption' && /'([^'=]*)/.exec(fault)) || [];
  // A flag behind a word that is no command may well exist; one before it may be what has the word as its value.
  const isBefore = argv.findIndex((arg) => arg.startsWith(flag)) < at;
  if (word !== undefined && !spec && !(flag && isBefore))
    return new UserError(`unknown command '${word}'`, commandHint(word, known));
  if (flag) return new UserError(fault, flagHint(flag, spec && nameOf(spec), known));
  if (!spec) return new UserError(fault, allCommands);
  const isName = code === 'commander.excessArguments' && /^\S+ [[<]hire[\]>]$/.test(spec.usage);
  const quotes = isName ? `${nameInQuotes(nameOf(spec), argv.slice(at + 1))}; ` : '';
  return new UserError(fault, quotes + helpOn(nameOf(spec)));
}

/** How to type a name of several words, such as `Ada Lovelace`. */
function nameInQuotes(command: string, args: readonly string[]): string {
  const end = args.findIndex((arg) => arg.startsWith('-'));
  const name = args.slice(0, end < 0 ? args.length : end).join(' ');
  return `one name stands in quotes: pm-onboard ${command} ${quoted(name)}`;
}

/** The hint where no other command is likely meant. */
export const allCommands = 'pm-onboard help --all lists the commands';

function helpOn(name: string): string {
  return `see: pm-onboard help ${name}`;
}

function commandHint(word: string, { commands }: Known): string {
  const meant = commandMeant(word, commands.map(nameOf));
  const ofHire = /^\p{Lu}/u.test(word) ? `for a hire of that name: pm-onboard status ${quoted(word)}` : '';
  if (meant.length > 0)
    return [`did you mean ${oneOf(meant)}?`, ...(ofHire ? [`or ${ofHire}`] : [])].join(' ');
  if (/^\d+\.\d+/.test(word))
    return `a command comes first: pm-onboard done ${quoted(word)}, or pm-onboard show ${quoted(word)}`;
  if (ofHire) return `${ofHire}; ${allCommands}`;
  if (word.length !== 1) return allCommands;
  const letters = [...otherNames.keys()].filter((name) => name.length === 1);
  return `the commands of one letter are ${listText(letters)}; ${allCommands}`;
}

/** Flags of other commands → what is like them in one that has formats of its own. */
const formatsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lint: { '--plain': 'compact', '--json': 'json' },
};

/** The flag of this command that is likely meant; else which other commands have exactly this flag. */
function flagHint(flag: string, name: string | undefined, { cli }: Known): string {
  const flagsOf = ({ options }: Command) =>
    options.flatMap(({ short, long }) => [short, long].filter((each) => each !== undefined));
  const command = cli.commands.find((each) => each.name() === name);
  const own = [...(command ? flagsOf(command) : []), ...flagsOf(cli), '-h', '--help'];
  const others = cli.commands.filter((each) => flagsOf(each).includes(flag)).map((each) => each.name());
  const more = name ? helpOn(name) : allCommands;
  const format = formatsOf[name ?? '']?.[flag];
  if (format !== undefined) return `here it is a format: pm-onboard ${name} --format ${format}; ${more}`;
  if (others.length > 0) {
    const some = others.length > 4 ? [...others.slice(0, 3), 'others'] : others;
    return `${flag} belongs to ${listText(some)}; ${more}`;
  }
  const [near] = nearest(flag, own);
  return near === undefined ? more : `did you mean ${near}?`;
}
