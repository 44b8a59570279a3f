/**
 * Two people, or one on two machines, change a record from one state, and a tool that knows nothing of records merges the two
 * files. Every event has to be in what the tool leaves, whether it calls that a conflict or not.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Fact } from '../src/progress/event.ts';
import { emptyRecord, formatRecord, type HireRecord, parseRecord } from '../src/progress/record.ts';
import { withFacts } from '../src/progress/stamp.ts';
import type { Given, Outcome, Trial } from './trial.ts';

const hire = 'h0123abcd';
const seed = 20_261_129;
const file = `hires/${hire}.json`;
const attributes = 'hires/*.json -text merge=union\n';

/** Who changes the record on either side: people whom it names, one person on two machines, or somebody new. */
const sides = {
  'two people': ['Ada Lovelace', 'Grace Hopper'],
  'one person on two machines': ['Ada Lovelace', 'Ada Lovelace'],
  'somebody new beside a third': ['Grace Hopper', 'Lin'],
  'somebody new on two machines': ['Lin', 'Lin'],
} as const;
type Sides = keyof typeof sides;

/** A merge: leaves its result in the work tree. `theirs` is the branch to bring in. @throws Error where the tool fails */
type Merge = (repository: Repository, theirs: readonly string[]) => void | Promise<void>;

interface Tool {
  readonly merge: Merge;
  /** Whether the repository has the attributes that a workspace gives it. */
  readonly attributes: boolean;
  /** Set where the tool is told to drop one side's lines, so that it is promised for two people only. */
  readonly forTwo?: true;
}

/** A repository with the branches `ours`, which is checked out, and `theirs`. */
class Repository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'hires'), { recursive: true });
    this.git('init', '--quiet', '--initial-branch=ours');
    for (const [key, value] of Object.entries({ name: 'A', email: 'a@example.com' }))
      this.git('config', `user.${key}`, value);
    this.git('config', 'commit.gpgsign', 'false');
  }

  /** Runs git. @returns its exit code and what it has printed */
  try(...args: readonly string[]): { readonly code: number; readonly out: string } {
    const env = { ...process.env, GIT_EDITOR: 'true', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.folder, env, encoding: 'utf8' });
    return { code: status ?? 1, out: stdout + stderr };
  }

  git(...args: readonly string[]): string {
    const { code, out } = this.try(...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${out}`);
    return out;
  }

  get text(): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  write(record: HireRecord): void {
    writeFileSync(join(this.folder, file), formatRecord(record));
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '--quiet', '-m', message);
  }

  /** Goes on with what has stopped at a conflict, as people do: they add the file as it is. */
  goOn(operation: string): void {
    for (let rounds = 0; rounds < 20; rounds += 1) {
      this.git('add', '-A');
      // What changes nothing any more has to be skipped; a next commit may stop at a conflict of its own.
      const isEmpty = this.try('diff', '--cached', '--quiet', 'HEAD').code === 0;
      if (this.try(operation, isEmpty ? '--skip' : '--continue').code === 0) return;
    }
    throw new Error(`${operation} does not end`);
  }
}

const merging =
  (...options: readonly string[]): Merge =>
  (repository) => {
    repository.try('merge', '--no-edit', ...options, 'theirs');
  };

const rebasing: Merge = (repository) => {
  if (repository.try('rebase', 'theirs').code !== 0) repository.goOn('rebase');
};

const tools: Readonly<Record<string, Tool>> = {
  'git merge': { attributes: true, merge: merging() },
  'git merge without attributes': { attributes: false, merge: merging() },
  'git merge -X ours': { attributes: false, forTwo: true, merge: merging('-X', 'ours') },
  'git merge --squash': { attributes: true, merge: merging('--squash') },
  'git rebase': { attributes: true, merge: rebasing },
  'git rebase without attributes': { attributes: false, merge: rebasing },
  'git cherry-pick': {
    attributes: true,
    merge: (repository) => {
      if (repository.try('cherry-pick', 'base..theirs').code !== 0) repository.goOn('cherry-pick');
    },
  },
  'git stash pop': {
    attributes: true,
    merge: (repository) => {
      const { text } = repository;
      repository.git('reset', '--quiet', '--hard', 'base');
      writeFileSync(join(repository.folder, file), text);
      repository.git('stash');
      repository.git('merge', '--quiet', '--ff-only', 'theirs');
      repository.try('stash', 'pop');
    },
  },
  'git am': {
    attributes: true,
    merge: (repository) => {
      repository.git('format-patch', '--quiet', '-o', '../patches', 'base..theirs');
      if (repository.try('am', '--3way', '--quiet', ...patchesOf(repository)).code !== 0)
        repository.goOn('am');
    },
  },
  // What a host does behind its button: a merge without a work tree, and so without attributes.
  'a merge in a bare repository': {
    attributes: false,
    merge: (repository) => {
      const { out } = repository.try('merge-tree', '--write-tree', 'ours', 'theirs');
      repository.git('checkout', '--quiet', out.split('\n')[0] ?? '', '--', file);
    },
  },
  'isomorphic-git': {
    attributes: true,
    merge: async ({ folder }) => {
      const { default: git } = await import('isomorphic-git');
      const author = { name: 'A', email: 'a@example.com' };
      try {
        await git.merge({ fs, dir: folder, ours: 'ours', theirs: 'theirs', author, abortOnConflict: false });
        await git.checkout({ fs, dir: folder, ref: 'ours', force: true });
      } catch (error) {
        // A conflict is left in the work tree, and told by an error.
        if (!(error instanceof Error && error.name === 'MergeConflictError')) throw error;
      }
    },
  },
  'libgit2, by pygit2': {
    attributes: true,
    merge: (repository) => {
      const { status, stderr } = spawnSync(python, ['-c', pygit2, repository.folder], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
    },
  },
};

/** The Python that Debian's packages are for. */
const python = '/usr/bin/python3';

/** Merges `theirs` and leaves the result, with its conflicts, in the work tree. */
const pygit2 = `
import sys, pygit2
repository = pygit2.Repository(sys.argv[1])
repository.merge(repository.branches['theirs'].target)
`;

function patchesOf({ folder }: Repository): string[] {
  const patches = join(folder, '../patches');
  return fs
    .readdirSync(patches)
    .sort()
    .map((name) => join(patches, name));
}

/** Why a tool can't be tried here; undefined where it can. */
function missing(name: string): string | undefined {
  if (!name.includes('pygit2')) return undefined;
  const isThere = spawnSync(python, ['-c', 'import pygit2']).status === 0;
  return isThere ? undefined : `${name} (apt-get install python3-pygit2)`;
}

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ kind: fc.constant('done' as const), item: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    kind: fc.constant('noted' as const),
    item: fc.constantFrom('a', 'b'),
    text: fc.lorem({ maxCount: 6 }),
  }),
  fc.record({ kind: fc.constant('counted' as const), item: fc.constant('d'), delta: fc.constant(1) }),
);

interface Round {
  readonly tool: string;
  readonly sides: Sides;
  /** How many events the record has before the two sides part. */
  readonly before: readonly Fact[];
  /** The commands of either side, a commit each. */
  readonly ours: readonly Fact[];
  readonly theirs: readonly Fact[];
}

function rounds(count: number, names: readonly string[]): Round[] {
  const some = fc.array(fact, { minLength: 1, maxLength: 4 });
  const given = fc.record({ before: fc.array(fact, { maxLength: 5 }), ours: some, theirs: some });
  return fc.sample(given, { seed, numRuns: count }).map((round, at) => {
    const all = Object.keys(sides) as Sides[];
    return {
      ...round,
      tool: names[at % names.length] as string,
      sides: all[Math.floor(at / names.length) % all.length] as Sides,
    };
  });
}

let now = Date.parse('2026-11-23T08:00:00.000Z');

function after(record: HireRecord, facts: readonly Fact[], by: string): HireRecord {
  now += 1000;
  return withFacts(record, facts, { now: new Date(now), on: '2026-11-23', by, batch: `b${now}` });
}

/** Lets both sides commit, and the tool merge them. @returns what is wrong with the result; undefined if nothing is */
async function play(
  folder: string,
  { tool, sides: who, before, ours, theirs }: Round,
): Promise<string | undefined> {
  const repository = new Repository(join(folder, 'repository'));
  const [me, other] = sides[who];
  const used = tools[tool] as Tool;
  if (used.attributes) writeFileSync(join(repository.folder, '.gitattributes'), attributes);
  const begun: Fact[] = [
    {
      kind: 'started',
      run: 'onboarding',
      person: 'p1',
      name: 'Ada Lovelace',
      start: '2026-11-23',
      program: 'pm',
      digest: 'd',
    },
    { kind: 'assigned', role: 'buddy', people: ['Grace Hopper'] },
  ];
  const base = after(after(emptyRecord(hire), begun, 'Alan Turing'), before, 'Ada Lovelace');
  repository.write(base);
  repository.commit('base');
  repository.git('tag', 'base');
  const commits = (facts: readonly Fact[], by: string) =>
    facts.reduce((record, each) => {
      const next = after(record, [each], by);
      repository.write(next);
      repository.commit('more');
      return next;
    }, base);
  repository.git('checkout', '--quiet', '-b', 'theirs');
  const b = commits(theirs, other);
  repository.git('checkout', '--quiet', 'ours');
  const a = commits(ours, me);
  await used.merge(repository, []);
  return faultOf(repository.text, [a, b]);
}

/** What is lost in a merged text, or why the next save doesn't put it in order. */
function faultOf(text: string, records: readonly HireRecord[]): string | undefined {
  const merged = parseRecord(text);
  const there = new Set(merged.events.map(({ id }) => id));
  const lost = records.flatMap(({ events }) => events).filter(({ id }) => !there.has(id));
  if (lost.length > 0) return `${new Set(lost.map(({ id }) => id)).size} events lost`;
  if (merged.damaged.length > 0) return `${merged.damaged.length} damaged`;
  const saved = formatRecord(after(merged, [{ kind: 'noted', item: 'a', text: 'saved' }], 'Ada Lovelace'));
  return formatRecord(parseRecord(saved)) === saved ? undefined : 'the next save is not in order';
}

export const anyTool: Trial = {
  name: 'anyTool',
  promise: 'whatever tool merges two states of a record, every event of both is in what it leaves',
  sourceOnly: true,
  faults: [
    {
      what: 'a line with a comma before it is not read',
      edits: [
        {
          file: 'src/progress/record.ts',
          from: "return text.split('\\n').map((line) => line.trim().replace(/^,|,$/g, ''));",
          to: "return text.split('\\n').map((line) => line.trim());",
        },
      ],
    },
    {
      what: 'a person gets a section only with the first event',
      edits: [
        {
          file: 'src/progress/in-order.ts',
          from: "if (event.kind === 'assigned') for (const name of event.people) names.add(name);",
          to: '',
        },
      ],
    },
  ],
  missing: () => (spawnSync('git', ['--version']).status === 0 ? undefined : 'git is not installed'),
  async run({ size, folder }: Given): Promise<Outcome> {
    // What needs a package of the system is tried in full only.
    const wanted = Object.keys(tools).filter((name) => size === 'full' || !name.includes('pygit2'));
    const skipped = wanted.flatMap((name) => missing(name) ?? []);
    const names = wanted.filter((name) => missing(name) === undefined);
    const all = rounds(size === 'full' ? 200 : names.length * 4, names);
    const broken: string[] = [];
    const clean = new Map<string, number>();
    for (const round of all) {
      if (tools[round.tool]?.forTwo && round.sides.includes('two machines')) continue;
      const place = join(folder, 'round');
      mkdirSync(place);
      const fault = await play(place, round).catch((error: Error) => error.message);
      const isConflict = /^[<=>]{7}/m.test(attempted(place));
      if (fault !== undefined) broken.push(`${round.tool}, ${round.sides}: ${fault}`);
      else if (!isConflict) clean.set(round.sides, (clean.get(round.sides) ?? 0) + 1);
      rmSync(place, { recursive: true });
    }
    const counts = [...clean].map(([who, count]) => `${who}: ${count}`).join(', ');
    return {
      figure: `${all.length} merges by ${names.length} tools, without marks of a conflict ${counts}; events lost in ${broken.length}${skipped.length > 0 ? `; not tried: ${skipped.join(', ')}` : ''}; seed ${seed}`,
      broken,
    };
  },
};

function attempted(place: string): string {
  return readFileSync(join(place, 'repository', file), 'utf8');
}
