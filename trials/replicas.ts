/** Clones of a workspace act and share through a real bare repository. Nothing may be lost, and all must end up equal. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exits } from '../src/errors.ts';
import { emptyRecord, type HireRecord, parseRecord } from '../src/progress/record.ts';
import { recordAt, recordFolders } from '../src/progress/record-id.ts';
import { withFacts } from '../src/progress/stamp.ts';
import { quoted } from '../src/view/words.ts';
import { loadProgram } from '../src/workspace/load-yaml.ts';
import { pinProgram } from '../src/workspace/programs.ts';
import { createRecord } from '../src/workspace/records.ts';
import { Home, launcher, root } from '../tests/cli/home.ts';
import { hire, stamp } from '../tests/workspace/samples.ts';
import { checklist, people, type Step, start, step } from './steps.ts';
import type { Given, Outcome, Trial } from './trial.ts';

/** Makes the commands the same in every run; which clone is quicker still varies. */
const seed = 20_261_123;

/** The folders of records, and that of programs. */
const folders = [...recordFolders, 'programs'] as const;

/** The texts of records and programs by their paths. */
type Files = ReadonlyMap<string, string>;

function eventsIn(files: Files): HireRecord['events'] {
  const records = [...files].filter(([path]) => recordAt(path) !== undefined);
  return records.flatMap(([path, text]) => {
    const { events, damaged } = parseRecord(text);
    if (damaged.length > 0) throw new Error(`${path}: ${damaged[0]?.fault}`);
    return events;
  });
}

/** The ids of all events, and the texts of all notes. */
function contentsOf(files: Files): Set<string> {
  const texts = (event: HireRecord['events'][number]) => ('text' in event ? [event.text] : []);
  return new Set(eventsIn(files).flatMap((event) => [event.id, ...texts(event)]));
}

/** One person's copy of the workspace. */
class Clone extends Home {
  readonly name: string;
  /** What commands have acknowledged in this clone, in the form of {@link contentsOf}. */
  readonly acknowledged = new Set<string>();

  constructor(base: string, name: string) {
    mkdirSync(base);
    super(base);
    this.name = name;
    this.signAs(name);
  }

  files(): Files {
    const paths = folders.flatMap((folder) =>
      readdirSync(join(this.workspace, folder)).map((name) => `${folder}/${name}`),
    );
    const kept = paths.filter((path) => path.endsWith('.json'));
    return new Map(kept.map((path) => [path, readFileSync(join(this.workspace, path), 'utf8')]));
  }

  acknowledge(): void {
    for (const each of contentsOf(this.files())) this.acknowledged.add(each);
  }
}

/** The bare repository through which the clones share. It logs every commit that its branch has pointed to. */
class Remote {
  readonly path: string;
  readonly #home: Home;

  /** @param home the home of the person who runs git in the repository */
  constructor(path: string, home: Home) {
    this.path = path;
    this.#home = home;
    home.gitIn(home.folder, 'init', '--quiet', '--bare', path);
    this.#git('config', 'core.logAllRefUpdates', 'true');
  }

  get tip(): string {
    return this.#git('rev-parse', 'main').trim();
  }

  files(): Files {
    const { tip } = this;
    const paths = this.#git('ls-tree', '-r', '--name-only', tip, ...folders)
      .trim()
      .split('\n');
    return new Map(paths.map((path) => [path, this.#git('cat-file', 'blob', `${tip}:${path}`)]));
  }

  /** All commits that the branch has pointed to, and those that its history has lost. */
  commits(): { readonly all: readonly string[]; readonly lost: readonly string[] } {
    const log = readFileSync(join(this.path, 'logs/refs/heads/main'), 'utf8').trim().split('\n');
    const all = log.map((entry) => entry.split(' ')[1] ?? '');
    const history = new Set(this.#git('rev-list', 'main').split('\n'));
    return { all, lost: all.filter((commit) => !history.has(commit)) };
  }

  #git(...args: string[]): string {
    return this.#home.gitIn(this.path, ...args);
  }
}

function noteOf({ name }: Clone, which: string | number): string {
  return `note ${which} of ${name}`;
}

function noting(text: string): string[] {
  return ['note', '1.1', text, '--hire', 'Ada', '--today', start];
}

/** A `git` that stands in front of the real one and runs one of the given commands before each push, in order. */
class Detour {
  readonly env: { readonly PATH: string };
  readonly #done: string;

  constructor(folder: string, commands: readonly (readonly [Clone, readonly string[]])[]) {
    mkdirSync(folder);
    this.#done = join(folder, 'codes');
    writeFileSync(this.#done, '');
    const { PATH = '' } = process.env;
    const cases = commands.map(([{ home }, args], at) => {
      const words = ['env', '-i', `PATH=${PATH}`, `HOME=${home}`, process.execPath, launcher, ...args];
      return `*" push "*${at}) ${words.map(quoted).join(' ')} >&2; echo $? >>${quoted(this.#done)};;`;
    });
    const script = [
      '#!/bin/sh',
      `case " $* "$(($(wc -l <${quoted(this.#done)}))) in`,
      ...cases,
      'esac',
      `PATH=${quoted(PATH)} exec git "$@"`,
    ];
    writeFileSync(join(folder, 'git'), `${script.join('\n')}\n`, { mode: 0o755 });
    this.env = { PATH: `${folder}:${PATH}` };
  }

  /** The exit codes of the commands that were run. */
  get codes(): string {
    return readFileSync(this.#done, 'utf8').trim().replaceAll('\n', ' ');
  }
}

/** The people who share, and what went wrong. */
class Team {
  readonly broken: string[] = [];
  readonly counts = { actions: 0, refused: 0, notes: 0, syncs: 0, retries: 0, most: 0 };
  readonly remote: Remote;
  readonly #folder: string;
  readonly #clones: Clone[];

  private constructor(folder: string, ada: Clone) {
    this.#folder = folder;
    this.#clones = [ada];
    this.remote = new Remote(join(folder, 'team.git'), ada);
  }

  /**
   * Makes a team: Ada has started and shares, the others have joined, only the last one's clone has a record of Eve, and each has begun
   * the same run of a checklist.
   */
  static async at(folder: string, size: number): Promise<Team> {
    const ada = new Clone(join(folder, 'clone-0'), 'Ada Lovelace');
    const team = new Team(folder, ada);
    await ada.startAda();
    await ada.run(['sync', '--init', '--remote', team.remote.path]);
    await team.grow(size);
    await startEve(team.#clones.at(-1)?.workspace ?? '');
    await team.begin();
    for (const clone of team.#clones) clone.acknowledge();
    return team;
  }

  /** Lets more people join until the team has this size. */
  async grow(size: number): Promise<void> {
    const there = this.#clones.length;
    const joiners = Array.from({ length: size - there }, (_, at) => {
      const number = there + at;
      return new Clone(join(this.#folder, `clone-${number}`), people[number] ?? `Person ${number}`);
    });
    for (const joiner of joiners) await joiner.run(['sync', '--join', this.remote.path, '--me', joiner.name]);
    this.#clones.push(...joiners);
  }

  /** Lets everybody begin the run of one checklist, apart from each other. */
  async begin(): Promise<void> {
    for (const clone of this.#clones) {
      const { code, stderr } = await clone.run([
        'run',
        'look-back',
        checklist,
        '--today',
        start,
        '--as',
        clone.name,
      ]);
      if (code !== 0) this.#fail(clone, `run: exit ${code}: ${stderr}`);
    }
  }

  /** Takes turns in which all people act at the same time, each in their own clone. */
  async act(turns: number): Promise<void> {
    const turn = fc.tuple(...this.#clones.map((clone) => fc.tuple(fc.constant(clone), step)));
    for (const steps of fc.sample(turn, { seed, numRuns: turns }))
      if (this.broken.length === 0) await Promise.all(steps.map(([clone, step]) => this.#take(clone, step)));
  }

  async #take(clone: Clone, { args, syncs }: Step): Promise<void> {
    const { code, stderr } = await clone.run(args);
    this.counts.actions += 1;
    if (code === exits.usage || code === exits.needsInput) this.counts.refused += 1;
    else if (code !== 0) this.#fail(clone, `${args.join(' ')}: exit ${code}: ${stderr}`);
    clone.acknowledge();
    if (syncs) await this.#sync(clone);
  }

  /** Lets all clones send at the same time, and keep noting until their sync has ended. */
  async sendAtOnce(): Promise<void> {
    await Promise.all(this.#clones.map((clone) => this.#note(clone, 0)));
    await Promise.all(
      this.#clones.map(async (clone) => {
        let sending = true;
        const sent = this.#sync(clone).finally(() => {
          sending = false;
        });
        for (let n = 1; sending; n += 1) await this.#note(clone, n);
        await sent;
      }),
    );
  }

  /** The second clone sends just before the first one does; before the first one's next attempt, the first notes more. */
  async outrun(): Promise<void> {
    const [first, second] = this.#clones;
    if (!first || !second) return;
    for (const clone of [first, second]) await this.#note(clone, 'before');
    const meanwhile = noteOf(first, 'meanwhile');
    const detour = new Detour(join(this.#folder, 'detour'), [
      [second, ['sync']],
      [first, noting(meanwhile)],
    ]);
    const { retries } = this.counts;
    await this.#sync(first, detour.env);
    if (this.counts.retries === retries) this.#fail(first, 'was outrun, and did not send again');
    else if (detour.codes !== '0 0') this.#fail(first, `what happened meanwhile ended with ${detour.codes}`);
    this.#miss(second, 'shared, and gone', [...second.acknowledged], this.remote.files());
    first.acknowledged.add(meanwhile);
    this.#miss(first, 'noted while it was sent, and gone', [meanwhile], first.files());
  }

  async #note(clone: Clone, which: string | number): Promise<void> {
    const text = noteOf(clone, which);
    const { code, stderr } = await clone.run(noting(text));
    this.counts.notes += 1;
    if (code === 0) clone.acknowledged.add(text);
    else this.#fail(clone, `note: exit ${code}: ${stderr}`);
  }

  /** Syncs, and checks on exit 0 that everything acknowledged before is at the remote. */
  async #sync(clone: Clone, env: Record<string, string> = {}): Promise<void> {
    const before = [...clone.acknowledged];
    const { code, stderr } = await clone.run(['sync'], { env });
    const retries = Number(/at the (\d+)\w\w try/.exec(stderr)?.[1] ?? 1) - 1;
    this.counts.syncs += 1;
    this.counts.retries += retries;
    this.counts.most = Math.max(this.counts.most, retries);
    if (code === 0)
      this.#miss(clone, 'acknowledged before it synced, and not shared', before, this.remote.files());
    else this.#fail(clone, `sync: exit ${code}: ${stderr}`);
  }

  /** Lets each clone sync twice, in turn, and checks that everything is in every clone and all clones are equal. */
  async settle(): Promise<void> {
    for (const _ of [1, 2]) for (const clone of this.#clones) await this.#sync(clone);
    const acknowledged = this.#clones.flatMap((clone) => [...clone.acknowledged]);
    const shared = this.remote.files();
    for (const clone of this.#clones) {
      const files = clone.files();
      const paths = [...new Set([...shared.keys(), ...files.keys()])];
      const differing = paths.filter((path) => files.get(path) !== shared.get(path));
      this.#miss(clone, 'acknowledged and lost', acknowledged, files);
      if (differing.length > 0) this.#fail(clone, `not as shared: ${differing.join(', ')}`);
      if (clone.git('rev-parse', 'HEAD').trim() !== this.remote.tip) this.#fail(clone, 'at another commit');
      const changed = clone.git('status', '--porcelain');
      if (changed !== '') this.#fail(clone, `changes that git sees: ${changed}`);
    }
    const { all, lost } = this.remote.commits();
    if (lost.length > 0) this.broken.push(`${lost.length} of ${all.length} commits lost from the history`);
  }

  #miss(clone: Clone, how: string, wanted: readonly string[], files: Files): void {
    const there = contentsOf(files);
    const missing = wanted.filter((each) => !there.has(each));
    if (missing.length > 0)
      this.#fail(clone, `${how}: ${missing.length} of ${wanted.length}, such as ${missing[0]}`);
  }

  #fail({ name }: Clone, how: string): void {
    this.broken.push(`${name}: ${how}`);
  }
}

/** Starts Eve on another program than Ada's, as if Eve's record had come from elsewhere. */
async function startEve(workspace: string): Promise<void> {
  const program = loadProgram(join(root, 'checklists/minimal'), root);
  const digest = pinProgram(workspace, program);
  const fact = {
    kind: 'started',
    run: 'onboarding',
    person: 'p1',
    name: 'Eve Moore',
    start,
    program: program.id,
    digest,
  } as const;
  await createRecord(workspace, withFacts(emptyRecord(hire), [fact], stamp(0)), stamp(0).now);
}

export const replicas: Trial = {
  name: 'replicas',
  promise: 'who shares a workspace through git loses nothing, and all end up with the same bytes',
  faults: [
    {
      what: 'theirs is taken where a union is due',
      edits: [
        {
          file: 'src/sync/contents.ts',
          from: 'records.set(hire, known ? mergeRecords(known, record) : trusted(record));',
          to: 'records.set(hire, trusted(record));',
        },
      ],
    },
    {
      what: 'a rejected push is taken for a success',
      edits: [
        {
          file: 'src/sync/remote.ts',
          from: 'lost.test(words)) return false;',
          to: 'lost.test(words)) return true;',
        },
      ],
    },
    {
      what: 'it is sent by force',
      edits: [
        {
          file: 'src/sync/remote.ts',
          from: '`${commit}:refs/heads/${branch}`',
          to: '`+${commit}:refs/heads/${branch}`',
        },
      ],
    },
    {
      what: 'what comes in is not united with what was recorded meanwhile',
      edits: [
        {
          file: 'src/sync/apply.ts',
          from: 'await unite(workspace, record, now);',
          to: 'await rewrite(workspace, record.hire, () => ({ next: record, keep: () => {} }));',
        },
      ],
    },
  ],
  missing: () => (spawnSync('git', ['--version']).status === 0 ? undefined : 'git is not installed'),
  async run({ size, folder }: Given): Promise<Outcome> {
    const [turns, clones] = size === 'full' ? [100, 10] : [8, 3];
    const team = await Team.at(folder, people.length);
    const between = [() => team.settle(), () => team.grow(clones)];
    const acts = [
      () => team.outrun(),
      () => team.act(turns),
      ...(size === 'full' ? between : []),
      () => team.sendAtOnce(),
      () => team.settle(),
    ];
    for (const act of acts) if (team.broken.length === 0) await act();
    const { actions, refused, notes, syncs, retries, most } = team.counts;
    const events = eventsIn(team.remote.files()).length;
    return {
      figure: `${people.length} replicas: ${actions} actions, ${refused} refused; ${clones} clones at once: ${notes} notes; ${syncs} syncs, ${retries} retries, at most ${most} of one: ${events} events, ${team.remote.commits().all.length} commits; lost or unlike ${team.broken.length}; seed ${seed}`,
      broken: team.broken,
    };
  },
};
