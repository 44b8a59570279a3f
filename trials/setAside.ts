/**
 * Each file of a shared workspace is damaged in turn, here or in what others have sent. The other files are shared all the
 * same, and the damaged one comes back whole.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '../src/progress/record.ts';
import { recordFolders } from '../src/progress/record-id.ts';
import { Home } from '../tests/cli/home.ts';
import type { Given, Outcome, Trial } from './trial.ts';

/** Ways in which tools and people damage a text. */
const damages: Readonly<Record<string, (text: string) => string>> = {
  'cut off': (text) => text.slice(0, Math.floor(text.length * 0.7)),
  'a comma lost': (text) => text.replace(/\n,\{/, '\n{'),
  'formatted by a tool': (text) => JSON.stringify(JSON.parse(text), null, 2),
  'a byte order mark before it': (text) => `\ufeff${text}`,
  'other line ends': (text) => text.replaceAll('\n', '\r\n'),
  'a key twice': (text) => text.replace('"events":{', '"events":{},"events":{'),
  empty: () => '',
};

/** What of the workspace is damaged. */
const parts = [...recordFolders, 'programs'] as const;

/** Whether the damage is in one folder only, or was committed and pushed. */
const places = ['here', 'in what is shared'] as const;

class Clone extends Home {
  readonly name: string;

  readonly #paths = new Map<string, string>();

  constructor(base: string, name: string) {
    mkdirSync(base);
    super(base);
    this.name = name;
    this.signAs(name);
  }

  /** The path of the file that is damaged, found while it was sound: Ada's record, that of Ada's checklist, or a program. */
  pathOf(part: (typeof parts)[number]): string {
    const folder = join(this.workspace, part);
    const isMeant = (path: string) =>
      part === 'programs' || readFileSync(path, 'utf8').includes('"name":"Ada Lovelace"');
    const path =
      this.#paths.get(part) ??
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(folder, name))
        .find(isMeant);
    if (path === undefined) throw new Error(`nothing in ${folder}`);
    this.#paths.set(part, path);
    return path;
  }
}

async function must(clone: Clone, ...args: string[]): Promise<void> {
  const { code, stderr } = await clone.run(args);
  if (code !== 0) throw new Error(`${clone.name}: ${args.join(' ')}: exit ${code}: ${stderr}`);
}

const today = ['--today', '2026-11-24'];

/** The ids of the events in a record's file; none where it can't be read. */
function idsIn(path: string): string[] {
  try {
    return parseRecord(readFileSync(path, 'utf8'))
      .events.map(({ id }) => id)
      .sort();
  } catch {
    return [];
  }
}

/** Damages a file, lets the other clone share something else, and both sync. @returns what went wrong */
async function play(
  [first, second]: readonly [Clone, Clone],
  [part, how, where]: readonly [(typeof parts)[number], string, string],
  round: number,
): Promise<string[]> {
  const path = first.pathOf(part);
  const sound = readFileSync(path, 'utf8');
  const damaged = damages[how]?.(sound) ?? '';
  if (damaged === sound) return [];
  writeFileSync(path, damaged);
  // Whose program is damaged can plan nothing, and so records nothing.
  const teller = where === 'here' && part !== 'programs' ? first : second;
  if (where !== 'here') {
    first.git('commit', '--quiet', '-am', 'damaged');
    first.git('push', '--quiet');
  }
  const text = `told in round ${round}`;
  await must(teller, 'note', '1.2', text, '--hire', 'Annie', '--as', teller.name, ...today);
  for (const clone of [teller, teller === first ? second : first, teller]) await must(clone, 'sync');
  const broken: string[] = [];
  for (const clone of [first, second]) {
    const records = readdirSync(join(clone.workspace, 'hires')).filter((name) => name.endsWith('.json'));
    const texts = records.map((name) => readFileSync(join(clone.workspace, 'hires', name), 'utf8'));
    if (!texts.some((each) => each.includes(text))) broken.push(`${clone.name} was not told`);
    const now = clone.pathOf(part);
    const isWhole =
      part === 'programs'
        ? readFileSync(now, 'utf8') === sound
        : `${idsIn(now)}` ===
          `${parseRecord(sound)
            .events.map(({ id }) => id)
            .sort()}`;
    if (!isWhole) broken.push(`${clone.name} has it not whole`);
  }
  return broken.map((each) => `${part}, ${how}, ${where}: ${each}`);
}

export const setAside: Trial = {
  name: 'setAside',
  promise: 'a file that can’t be read keeps no other from being shared, and comes back whole',
  faults: [
    {
      what: 'of a record that can’t be read nothing is taken',
      edits: [
        {
          file: 'src/sync/contents.ts',
          from: 'this.#fault(path, error instanceof RecordError',
          to: 'if (1) throw error; this.#fault(path, error instanceof RecordError',
        },
      ],
    },
  ],
  missing: () => (spawnSync('git', ['--version']).status === 0 ? undefined : 'git is not installed'),
  async run({ size, folder }: Given): Promise<Outcome> {
    const remote = join(folder, 'team.git');
    const first = new Clone(join(folder, 'first'), 'Ada Lovelace');
    const second = new Clone(join(folder, 'second'), 'Grace Hopper');
    first.gitIn(first.folder, 'init', '--quiet', '--bare', remote);
    await first.startAda();
    await must(first, 'start', '--name', 'Annie Easley', '--start', '2026-11-23', '--no-me', ...today);
    await must(first, 'run', 'look-back', 'First sprint', ...today);
    await must(first, 'sync', '--init', '--remote', remote);
    await must(second, 'sync', '--join', remote, '--me', second.name);
    const all = parts.flatMap((part) =>
      Object.keys(damages).flatMap((how) => places.map((where) => [part, how, where] as const)),
    );
    for (const clone of [first, second]) for (const part of parts) clone.pathOf(part);
    const tried = size === 'full' ? all : all.filter((_, at) => at % 4 === 0);
    const broken: string[] = [];
    for (const [round, each] of tried.entries())
      broken.push(
        ...(await play([first, second], each, round).catch((error: Error) => [`${each}: ${error.message}`])),
      );
    return {
      figure: `${tried.length} times a file was damaged, here or as it is shared: ${broken.length} times something was not shared, or did not come back`,
      broken,
    };
  },
};
