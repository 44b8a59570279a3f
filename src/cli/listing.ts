/** Makes of the list of commands what completion knows of them. It runs when pm-onboard is built. */
import { Command, type Option } from 'commander';
import { shellNames } from '../actions/completion/scripts.ts';
import { places } from '../actions/remind-install/install.ts';
import { shellNames as loginShells } from '../actions/remind-install/start-file.ts';
import type { ListedCommand, ListedFlag, Listing, Value } from '../completion/listing.ts';
import { rules } from '../lint/rules/index.ts';
import { otherNames } from '../other-names.ts';
import { flavourNames } from '../render/flavours.ts';
import { formatNames } from '../render/lint/index.ts';
import { sortings } from '../view/team.ts';
import { type CommandSpec, collect, nameOf, whatTopics } from './spec.ts';
import { topics } from './topics/topics.ts';

/**
 * @param cli all commands, declared
 * @param shipped the names of what ships: JSON Schemas, programs, and pages of the handbook
 */
export function listing(commands: readonly CommandSpec[], cli: Command, shipped: Shipped): Listing {
  const known = { ...choices, ...shippedChoices(shipped), ...helpChoices(commands) };
  return {
    commands: commands.map((spec) => listed(spec, cli, known)),
    flags: [...cli.options.map((option) => flagOf(option, '', known)), help],
    others: Object.fromEntries(otherNames),
  };
}

export interface Shipped {
  readonly schemas: readonly string[];
  readonly pages: readonly string[];
}

type Choices = Readonly<Record<string, Value | null>>;

const help: ListedFlag = { names: ['-h', '--help'], means: 'explain a command' };

const dates = ['today', 'yesterday', 'tomorrow', 'mon', 'tue', 'wed', 'thu', 'fri', '+1w'];

/** Placeholder of an argument or flag, perhaps behind the command and flag that it stands for → what may stand there. */
const choices: Choices = {
  'completion what': [...shellNames, ['install', 'write it where the shell looks for it']],
  'completion shell': shellNames,
  'doctor --restore hire': 'hire',
  'doctor --unlock hire': 'hire',
  'duties form': [
    ['who', 'who has a turn'],
    ['swap', 'give a turn to somebody else'],
    ['prep', 'what comes before a meeting'],
  ],
  'export --format name': ['markdown', ...flavourNames],
  'init --checklists program': ['full', 'minimal', 'buddy', 'offboarding'],
  'lint --format name': formatNames,
  'lint --rule id=level': rules.map(({ id }) => `${id}=`),
  'lint --against dir': 'folder',
  'plan --by span': ['day', 'week', 'phase'],
  'remind --format name': ['text', 'markdown', ...flavourNames],
  'remind --install place': places,
  'remind --shell name': loginShells,
  'run checklist': 'checklist',
  'run subject': 'subject',
  'start --role role=name': 'role',
  'team --program id': 'program',
  'team --sort order': sortings,
  'upgrade --retired fate': ['keep', 'drop'],
  '--hire name': 'hire',
  '--run id': 'run',
  date: dates,
  dir: 'folder',
  file: 'file',
  files: 'file',
  path: 'file',
  flavour: flavourNames,
  hire: 'hire',
  item: 'item',
  phase: 'phase',
  program: 'program',
  role: 'role',
  template: 'template',
  'trait=value': 'trait',
};

function shippedChoices({ schemas, pages }: Shipped): Choices {
  return { 'schema name': schemas, 'handbook page': pages };
}

function helpChoices(commands: readonly CommandSpec[]): Choices {
  const names = commands.map((spec): [string, string] => [nameOf(spec), spec.summary]);
  return {
    'help name': [
      ...names,
      ...topics.map(({ name, summary }): [string, string] => [name, summary]),
      ['topics', whatTopics],
    ],
  };
}

function listed(spec: CommandSpec, cli: Command, known: Choices): ListedCommand {
  const name = nameOf(spec);
  const command = cli.commands.find((each) => each.name() === name) ?? new Command(name);
  return {
    name,
    means: spec.summary,
    takes: command.registeredArguments.map((argument) => ({
      value: valueAt([`${name} ${argument.name()}`, argument.name()], known),
      ...(argument.variadic ? { many: true } : {}),
    })),
    flags: command.options.map((option) => flagOf(option, name, known)),
  };
}

function flagOf(option: Option, command: string, known: Choices): ListedFlag {
  const { short, long, flags, description, required, optional, variadic, parseArg } = option;
  const placeholder = /[<[]([^>\].]+)(?:\.\.\.)?[>\]]$/.exec(flags)?.[1] ?? '';
  const places = [`${command} ${long} ${placeholder}`, `${long} ${placeholder}`, placeholder];
  return {
    names: [short, long].filter((each) => each !== undefined),
    ...(required || optional ? { value: valueAt(places, known) } : {}),
    ...(optional ? { bare: true } : {}),
    ...(parseArg === collect || variadic ? { again: true } : {}),
    means: description,
  };
}

function valueAt(places: readonly string[], known: Choices): Value | null {
  return places.map((place) => known[place]).find((value) => value !== undefined) ?? null;
}
