/**
 * What `help --json` prints: every command with all that is said of it, for tools. `scripts/manuals.mjs` makes the man page and the
 * pages of `docs/commands/` of it. A chunk.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import { attempt, exits } from '../errors.ts';
import { otherNames, shortOf } from '../other-names.ts';
import { version } from '../version.ts';
import { dateForm, formsOf, itemForm } from './forms.ts';
import { type ManualEntry, manual } from './manual.ts';
import { type CommandSpec, nameOf } from './spec.ts';
import { exitCodes } from './topics/exit-codes.ts';
import type { Topic } from './topics/topics.ts';

/** Every command and topic, or the one that was named; what holds for all of them is there in both cases. */
export interface HelpView {
  readonly schemaVersion: 1;
  readonly program: string;
  readonly version: string;
  readonly description: string;
  /** In the order of help. */
  readonly commands: readonly CommandHelp[];
  /** What every command takes. */
  readonly flags: readonly FlagHelp[];
  /** How items and dates are written. */
  readonly forms: readonly string[];
  readonly exitCodes: readonly ExitCodeHelp[];
  readonly topics: readonly TopicHelp[];
}

export interface CommandHelp {
  readonly name: string;
  /** The words to type, with what may be left out in brackets. */
  readonly usage: string;
  /** The letter that is short for it. */
  readonly short: string | null;
  /** Other words that mean it. */
  readonly aliases: readonly string[];
  /** The heading under which help lists it. */
  readonly group: string;
  /** In a few words, without a full stop. */
  readonly summary: string;
  /** In a sentence or two. */
  readonly purpose: string;
  /** Further paragraphs. */
  readonly more: readonly string[];
  readonly arguments: readonly ArgumentHelp[];
  /** Its own flags, in the order of help. */
  readonly flags: readonly FlagHelp[];
  /** How items and dates are written, if it takes them. */
  readonly forms: readonly string[];
  readonly examples: readonly ExampleHelp[];
  /** The codes with which it may exit. */
  readonly exitCodes: readonly ExitCodeHelp[];
  /** What it prints with `--json`; empty for a command that prints text alone. */
  readonly outputs: readonly OutputHelp[];
}

export interface ArgumentHelp {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Whether there may be several. */
  readonly repeatable: boolean;
}

export interface FlagHelp {
  /** With its two hyphens. */
  readonly long: string;
  /** With its hyphen. */
  readonly short: string | null;
  /** Null for a flag without a value. */
  readonly value: ValueHelp | null;
  /** Whether it may be given several times. */
  readonly repeatable: boolean;
  readonly description: string;
  /** The heading under which help lists it; null for commands with few flags, and for flags under none. */
  readonly heading: string | null;
}

export interface ValueHelp {
  readonly name: string;
  /** Whether it can't be left out. */
  readonly required: boolean;
  /** Whether several may stand behind the flag. */
  readonly several: boolean;
}

export interface ExampleHelp {
  /** To type in a shell. */
  readonly command: string;
  /** What it does, where that isn't plain. */
  readonly what: string | null;
}

export interface ExitCodeHelp {
  readonly code: number;
  readonly meaning: string;
}

export interface OutputHelp {
  /** The property of `schema/output.json`, which `pm-onboard schema output` prints, that describes it. */
  readonly property: string;
  /** By which flags or words it is printed. */
  readonly when: string;
}

export interface TopicHelp {
  readonly name: string;
  readonly summary: string;
  /** In their order. */
  readonly blocks: readonly TopicPart[];
}

/** A paragraph, or a list. */
export interface TopicPart {
  /** Null for a list. */
  readonly text: string | null;
  /** Empty for a paragraph. */
  readonly entries: readonly string[];
}

/** Property of the schema of outputs → its description. */
type Printed = Readonly<Record<string, string>>;

/** @param root the folder in which the program is installed */
export function printedReference(root: string): Printed {
  const { properties } = JSON.parse(readFileSync(join(root, 'schema/output.json'), 'utf8'));
  return Object.fromEntries(
    Object.entries<{ readonly description: string }>(properties).map(([name, { description }]) => [
      name,
      description,
    ]),
  );
}

/** @param cli every command, declared with its flags */
export async function viewReference(
  cli: Command,
  {
    commands,
    topics,
    printed,
  }: {
    readonly commands: readonly CommandSpec[];
    readonly topics: readonly Topic[];
    readonly printed: Printed;
  },
): Promise<HelpView> {
  return {
    schemaVersion: 1,
    program: cli.name(),
    version,
    description: cli.description(),
    commands: commands.map((spec) => viewCommand(cli, spec, printed)),
    flags: viewFlags(cli.createHelp().visibleOptions(cli)),
    forms: [itemForm, dateForm],
    exitCodes: viewExitCodes(),
    topics: await Promise.all(topics.map(viewTopic)),
  };
}

function viewCommand(cli: Command, spec: CommandSpec, printed: Printed): CommandHelp {
  const name = nameOf(spec);
  const command = cli.commands.find((each) => each.name() === name) as Command;
  const entry: ManualEntry = manual[name] ?? { purpose: spec.summary, examples: [] };
  const short = shortOf(name) ?? null;
  return {
    name,
    usage: `${cli.name()} ${name} ${command.usage()}`.trimEnd(),
    short,
    aliases: [...otherNames].flatMap(([other, own]) => (own === name && other !== short ? [other] : [])),
    group: spec.group.replace(/:$/, ''),
    summary: spec.summary,
    purpose: entry.purpose,
    more: entry.more ?? [],
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: entry.arguments?.[argument.name()] ?? everywhereSaid[argument.name()] ?? '',
      required: argument.required,
      repeatable: argument.variadic,
    })),
    flags: viewFlags(command.options, entry.flags),
    forms: formsOf(command),
    examples: entry.examples.map(([typed, what]) => ({
      command: `${cli.name()} ${typed}`,
      what: what ?? null,
    })),
    exitCodes: viewExitCodes(entry),
    outputs: outputsOf(name, command, printed),
  };
}

/** What an argument is that means the same in every command. */
const everywhereSaid: Readonly<Record<string, string>> = {
  hire: 'the hire, by name, handle or id',
  item: 'an item, by its number, its id or a part of its title',
};

/** The flags in the order of help: those under a heading first. */
function viewFlags(
  options: readonly Option[],
  flags: Readonly<Record<string, readonly string[]>> = {},
): FlagHelp[] {
  const shown = options.filter(({ hidden }) => !hidden);
  const placed = Object.entries(flags).flatMap(([heading, names]) =>
    shown
      .filter((option) => names.includes(option.name()))
      .map((option) => viewFlag(option, heading.replace(/:$/, ''))),
  );
  const names = Object.values(flags).flat();
  const others = shown.filter((option) => !names.includes(option.name()));
  return [...placed, ...others.map((option) => viewFlag(option, null))];
}

function viewFlag(option: Option, heading: string | null): FlagHelp {
  const [, value] = /[[<](.+?)(?:\.\.\.)?[\]>]$/.exec(option.flags) ?? [];
  return {
    long: option.long ?? '',
    short: option.short ?? null,
    value: value === undefined ? null : { name: value, required: option.required, several: option.variadic },
    repeatable: option.variadic || collects(option),
    description: option.description,
    heading,
  };
}

/** Whether the flag adds each value to the ones before; told by what it does, since the bundle has a `collect` of its own. */
function collects({ parseArg }: Option): boolean {
  return Array.isArray(attempt(() => parseArg?.('', [])));
}

/** The codes of a command, or all of them. Only a command that finds something exits with 1. */
function viewExitCodes(entry?: ManualEntry): ExitCodeHelp[] {
  const [, list = []] = exitCodes;
  const all = [list].flat().map((line) => {
    const [, code, meaning = ''] = /^(\d+): (.*)$/.exec(line) ?? [];
    return { code: Number(code), meaning };
  });
  if (!entry) return all;
  return all.flatMap(({ code, meaning }) => {
    if (code !== exits.found) return [{ code, meaning }];
    return entry.found === undefined ? [] : [{ code, meaning: entry.found }];
  });
}

/** The properties whose names begin with the command's; and `changed`, where its description names the command. */
function outputsOf(name: string, { options }: Command, printed: Printed): OutputHelp[] {
  const isPrinted = options.some(({ long }) => long === '--json') || name in printed;
  if (!isPrinted) return [];
  return Object.entries(printed)
    .filter(([property, description]) =>
      property === 'changed'
        ? description.includes(`\`${name}\``)
        : property === name || property.startsWith(`${name}-`),
    )
    .map(([property, description]) => ({
      property,
      when: property === 'changed' ? `\`${name} --json\`: what it saved.` : description,
    }));
}

async function viewTopic({ name, summary, load }: Topic): Promise<TopicHelp> {
  const blocks = (await load()).map((block) =>
    typeof block === 'string' ? { text: block, entries: [] } : { text: null, entries: block },
  );
  return { name, summary, blocks };
}
