/** What `help` prints: the everyday commands, all of them, one command, or a topic. A chunk, since few runs print it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { attempt, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { otherNames, shortOf } from '../other-names.ts';
import { printJson, printLines } from '../output.ts';
import { wrap, wrapWords } from '../render/layout.ts';
import { literal } from '../render/page.ts';
import { termLines } from '../render/terms.ts';
import type { findWorkspace } from '../workspace/workspace.ts';
import { dateForm, formsOf, itemForm } from './forms.ts';
import { type ManualEntry, manual } from './manual.ts';
import { type CommandSpec, everydayHeading, handbookHeading, nameOf } from './spec.ts';
import { type Topic, type TopicBlock, topics } from './topics/topics.ts';

/** All commands: their entries in the list, and each declared with its flags. */
export interface Known {
  readonly commands: readonly CommandSpec[];
  readonly cli: Command;
  /** Finds the workspace. The bundle has it already; here it would be a second one to load. */
  readonly findWorkspace: typeof findWorkspace;
}

interface HelpFlags {
  readonly all?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly plain?: boolean | undefined;
  readonly workspace?: string | undefined;
}

/** The commands that plain help lists below the everyday ones, by who asks. */
const withOthers = { heading: 'With others:', names: ['mine', 'review', 'team'] };

/**
 * Prints the help of the program, of one command, or of a topic.
 * @param words what stands behind `help`: the name of a command or topic, which may have two words; none for plain help
 * @throws UserError for a name that is neither a command's nor a topic's
 */
export async function explain(
  io: Io,
  known: Known,
  words: readonly string[],
  { all, json, plain, workspace }: HelpFlags,
): Promise<undefined> {
  if (json || plain) return printReference(io, known, words, plain);
  // Long lines are hard to read; in the accessible mode a line is a sentence.
  const width = io.speech ? 10_000 : Math.min(io.stdout.width, 100);
  const print = (lines: readonly string[]) =>
    io.stdout.write(literal(io, io.stdout, `${lines.join('\n')}\n`));
  const [first] = words;
  if (first === undefined)
    print(all ? allLines(known, width) : plainLines(known, width, isUsed(known, io, workspace)));
  else print(await linesOn(words, known, width));
}

/** The help on a command or topic. */
async function linesOn(words: readonly string[], known: Known, width: number): Promise<string[]> {
  const { spec, topic } = await meantBy(words, known);
  if (spec) return commandLines(spec, known.cli, width);
  return topic ? topicLines(await topic.load(), width) : topicsList(width);
}

/**
 * The command or the topic that the words name; neither for `topics`, their list.
 * @throws UserError where there is none of that name
 */
async function meantBy(
  words: readonly string[],
  { commands }: Known,
): Promise<{ readonly spec?: CommandSpec; readonly topic?: Topic }> {
  const name = words.join('-').replaceAll(' ', '-');
  if (name === 'topics') return {};
  const [command] = (otherNames.get(name) ?? name).split(' ');
  const spec = commands.find((each) => nameOf(each) === command);
  if (spec) return { spec };
  const topic = topics.find((each) => each.name === name.toLowerCase());
  if (topic) return { topic };
  throw await unknownName(words, commands);
}

/**
 * Prints what there is to say of every command and topic, or of the one that is named, as JSON.
 * @param plain prints a line for each command instead
 */
async function printReference(
  io: Io,
  known: Known,
  words: readonly string[],
  plain = false,
): Promise<undefined> {
  const { printedReference, viewReference } = await import('./reference.ts');
  const { spec, topic } = words.length > 0 ? await meantBy(words, known) : {};
  const isAll = words.length === 0;
  const view = await viewReference(known.cli, {
    commands: isAll ? known.commands : spec ? [spec] : [],
    topics: topic ? [topic] : spec ? [] : topics,
    printed: printedReference(io.root),
  });
  if (plain) await printLines(io, view, 'help --all');
  else printJson(io, view);
}

async function unknownName(words: readonly string[], commands: readonly CommandSpec[]): Promise<UserError> {
  const { allCommands, commandMeant, oneOf } = await import('./mistyped.ts');
  const names = [...commands.map(nameOf), ...topics.map((topic) => topic.name), 'topics'];
  const [meant = []] = [words.join('-'), words[0] ?? '']
    .map((word) => commandMeant(word, names))
    .filter(({ length }) => length > 0);
  return new UserError(
    `unknown command '${words.join(' ')}'`,
    meant.length > 0 ? `did you mean ${oneOf(meant)}?` : allCommands,
  );
}

/**
 * Whether the workspace uses the handbook: it has pages or templates of its own, duties, or runs of checklists; not so where no
 * workspace can be told. It only looks for the names, since what reads the files takes longer to load than all of the help.
 */
function isUsed({ findWorkspace }: Known, io: Io, workspace: string | undefined): boolean {
  const folder = attempt(() => findWorkspace(io, workspace));
  return folder !== undefined && signsOfUse.some((name) => existsSync(join(folder, name)));
}

/** What a workspace has that uses the handbook, from its folder. */
const signsOfUse = ['handbook', 'duties.yaml', 'runs', 'checklists/templates'];

/**
 * The commands of every day and those for two, in as few lines as they need.
 * @param withHandbook whether to list those of the handbook too
 */
function plainLines({ commands, cli }: Known, width: number, withHandbook: boolean): string[] {
  const listed = (heading: string, specs: readonly CommandSpec[]) => [heading, specs.map(termOf)] as const;
  const groups = [
    listed(
      everydayHeading,
      commands.filter(({ group }) => group === everydayHeading),
    ),
    listed(
      withOthers.heading,
      commands.filter((spec) => withOthers.names.includes(nameOf(spec))),
    ),
    ...(withHandbook
      ? [
          listed(
            handbookHeading,
            commands.filter(({ group }) => group === handbookHeading),
          ),
        ]
      : []),
  ];
  return [
    ...wrap(cli.description(), width),
    '',
    ...termGroups(groups, width),
    '',
    ...wrap('A letter is short for the command, pmo for pm-onboard: pmo d 1.3', width),
    ...formLines([itemForm, dateForm], width),
    ...everywhere(cli, width),
    '',
    ...wrap('To begin: pm-onboard start; to look around first: pm-onboard demo', width),
    ...wrap('All commands: pm-onboard help --all   Also: help done, help topics', width),
  ];
}

function allLines({ commands, cli }: Known, width: number): string[] {
  const groups = [...new Set(commands.map(({ group }) => group))].map(
    (group) => [group, commands.filter((spec) => spec.group === group).map(termOf)] as const,
  );
  return [
    'Usage: pm-onboard <command> [options]',
    '',
    cli.description(),
    '',
    ...termGroups(
      [...groups, ['Topics:', topicTerms()], ['With every command:', flagTerms(cli)]],
      width,
      true,
    ),
    '',
    ...formLines([itemForm, dateForm], width),
  ];
}

/** One command: what for, examples, what it takes, its flags, and in one line those that every command has. */
function commandLines(spec: CommandSpec, cli: Command, width: number): string[] {
  const name = nameOf(spec);
  const command = cli.commands.find((each) => each.name() === name) as Command;
  const entry: ManualEntry = manual[name] ?? { purpose: spec.summary, examples: [] };
  const short = shortOf(name);
  const usage = `Usage: pm-onboard ${name} ${command.usage()}`.trimEnd();
  return [
    ...wrapWords(short ? `${usage}   short: pmo ${short}` : usage, width, '', '  '),
    '',
    ...wrap(entry.purpose, width),
    '',
    'Examples:',
    ...termLines(
      entry.examples.map(([typed, what]) => [`pm-onboard ${typed}`, what ?? ''] as const),
      width,
      { most: 52 },
    ),
    '',
    ...(entry.more ?? []).flatMap((text) => [...wrap(text, width), '']),
    ...termGroups(flagGroups(command, entry), width),
    '',
    ...formLines(formsOf(command), width),
    ...everywhere(cli, width),
  ];
}

/** The flags of a command under their headings; those that the manual puts under none come last. */
function flagGroups(command: Command, { flags = {} }: ManualEntry): [string, readonly Term[]][] {
  const placed = Object.values(flags).flat();
  const shown = (names?: readonly string[]) =>
    flagTerms(command, (name) => (names ? names.includes(name) : !placed.includes(name)));
  const rest = placed.length > 0 ? 'Also:' : 'Options:';
  const groups = Object.entries(flags).map(([heading, names]): [string, readonly Term[]] => [
    heading,
    shown(names),
  ]);
  return [...groups, [rest, shown()]];
}

type Term = readonly [term: string, meaning: string];

function flagTerms({ options }: Command, isShown: (name: string) => boolean = () => true): Term[] {
  return options
    .filter((option) => !option.hidden && isShown(option.name()))
    .map(({ flags, description }) => [flags, description]);
}

/** `done, d <item...>`, with what it is for. */
function termOf(spec: CommandSpec): Term {
  const [name = '', ...args] = spec.usage.split(' ');
  const short = shortOf(name);
  return [[short ? `${name}, ${short}` : name, ...args].join(' '), spec.summary];
}

/** Groups of terms under headings, all in the same columns; groups without terms are left out. */
function termGroups(
  groups: readonly (readonly [heading: string, terms: readonly Term[]])[],
  width: number,
  isApart = false,
): string[] {
  const all = groups.flatMap(([, terms]) => terms);
  const filled = groups.filter(([, terms]) => terms.length > 0);
  return filled.flatMap(([heading, terms], at) => [
    ...(isApart && at > 0 ? [''] : []),
    heading,
    ...termLines(terms, width, { all }),
  ]);
}

function formLines(forms: readonly string[], width: number): string[] {
  return forms.flatMap((form) => wrap(form, width, '', '  '));
}

/** The flags that every command takes, without their values, as far as a line of a usual screen has room; `help --all` explains all. */
function everywhere({ options }: Command, width: number): string[] {
  const names = options.flatMap(({ long }) => (long && long !== '--version' ? [long] : []));
  const line = (count: number) =>
    `Everywhere: ${names.slice(0, count).join(' ')}${count < names.length ? ' …' : ''}`;
  let count = names.length;
  while (line(count).length > 80) count -= 1;
  return wrapWords(line(count), width, '', '  ');
}

function topicTerms(): Term[] {
  return topics.map(({ name, summary }) => [name, summary]);
}

function topicsList(width: number): string[] {
  return [
    'Topics:',
    ...termLines(topicTerms(), width),
    '',
    ...wrap('One of them: pm-onboard help dates', width),
  ];
}

function topicLines(blocks: readonly TopicBlock[], width: number): string[] {
  return blocks.flatMap((block, at) => [
    ...(at > 0 ? [''] : []),
    ...(typeof block === 'string'
      ? wrapWords(block, width)
      : block.flatMap((entry) => wrapWords(entry, width, '  ', '  '))),
  ]);
}
