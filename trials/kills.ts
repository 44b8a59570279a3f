/** Kills writers at random moments. The record must be the old or the new one, and the next command must succeed. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseRecord } from '../src/progress/record.ts';
import { Home, launcher } from '../tests/cli/home.ts';
import { notesIn } from '../tests/workspace/samples.ts';
import type { Given, Outcome, Trial } from './trial.ts';

/** A new record is begun after so many kills, since a record grows with every note. */
const killsARecord = 100;

const today = ['--today', '2026-11-24'];

class Writers {
  readonly broken: string[] = [];
  readonly after = { start: 0, lock: 0, temp: 0, saved: 0 };
  kills = 0;
  acknowledged = 0;
  readonly #home: Home;
  readonly #names: string[] = [];

  private constructor(home: Home) {
    this.#home = home;
  }

  static async at(folder: string): Promise<Writers> {
    mkdirSync(folder);
    const home = new Home(folder);
    await home.startAda();
    return new Writers(home);
  }

  /** Runs two writers at a time until so many have been killed. */
  async die(times: number): Promise<void> {
    for (let turn = 0; this.kills < times && turn < times * 5 && this.broken.length === 0; turn += 1) {
      await Promise.all([this.#note(`a${turn}`), this.#note(`b${turn}`)]);
      this.#look();
      if (turn % 10 === 9) await this.#undisturbed(`after ${turn}`);
    }
    if (this.broken.length === 0) await this.#undisturbed('the last');
    this.#look();
    const { path } = this.#home.onlyRecord();
    // An empty file of a process that wanted the lock may stay for a minute, so empty files are not counted here.
    const left = readdirSync(dirname(path)).filter(
      (name) => name !== basename(path) && statSync(join(dirname(path), name)).size > 0,
    );
    this.broken.push(...left.map((name) => `left for good: ${name}`));
  }

  /** Runs a note and usually kills it: mostly while it saves, sometimes at any moment. */
  async #note(name: string): Promise<void> {
    const folder = join(this.#home.workspace, 'hires');
    const before = new Set(readdirSync(folder));
    const child = spawn(process.execPath, [launcher, 'note', '1.1', name, ...today], {
      env: { PATH: process.env['PATH'], HOME: this.#home.home },
      stdio: 'ignore',
    });
    const timers: NodeJS.Timeout[] = [];
    const killIn = (milliseconds: number) => {
      timers.push(setTimeout(() => child.kill('SIGKILL'), milliseconds));
    };
    const watcher = watch(folder, () => {
      if (timers.length === 0) killIn(randomInt(30));
    });
    if (randomInt(5) === 0) killIn(randomInt(200));
    const [code, signal] = await new Promise<[number | null, string | null]>((done) => {
      child.on('close', (...end) => done(end));
    });
    watcher.close();
    timers.forEach(clearTimeout);
    if (signal === 'SIGKILL') {
      this.kills += 1;
      this.after[this.#stageOf(name, before)] += 1;
    } else this.#acknowledge(name, code);
  }

  async #undisturbed(name: string): Promise<void> {
    this.#acknowledge(name, (await this.#home.run(['note', '1.1', name, ...today])).code);
  }

  #acknowledge(name: string, code: number | null): void {
    if (code !== 0) this.broken.push(`stuck: note ${name} ended with ${code}`);
    this.#names.push(name);
    this.acknowledged += 1;
  }

  /** Roughly how far a killed note had come. The files that show it may belong to the other writer. */
  #stageOf(name: string, before: ReadonlySet<string>): keyof Writers['after'] {
    if (this.#notes().includes(name)) return 'saved';
    const entries = readdirSync(join(this.#home.workspace, 'hires')).filter((entry) => !before.has(entry));
    if (entries.some((entry) => /json\.\w+\.tmp$/.test(entry))) return 'temp';
    return entries.some((entry) => entry.includes('.lock')) ? 'lock' : 'start';
  }

  #look(): void {
    const there = new Set(this.#notes());
    const lost = this.#names.filter((name) => !there.has(name));
    if (lost.length > 0) this.broken.push(`acknowledged and lost: ${lost.join(', ')}`);
  }

  #notes(): string[] {
    try {
      const record = parseRecord(this.#home.onlyRecord().text);
      if (record.damaged.length > 0) this.broken.push(`${record.damaged.length} damaged events`);
      return notesIn(record);
    } catch (error) {
      this.broken.push(`unreadable: ${(error as Error).message}`);
      return [...this.#names];
    }
  }
}

export const kills: Trial = {
  name: 'kills',
  promise: 'a killed writer leaves the old record or the new one, and nobody waits for it',
  faults: [
    {
      what: 'the record is written in place, not replaced',
      edits: [
        {
          file: 'src/workspace/files.ts',
          from: '    renameOver(temp, path);\n',
          to: `    for (let at = 0; at < bytes.length; at += 64)
      writeFileSync(path, bytes.subarray(at, at + 64), { flag: at === 0 ? 'w' : 'a', flush: true });
    removeQuietly(temp);
`,
        },
      ],
    },
    {
      what: "a dead owner's lock stays",
      edits: [
        {
          file: 'src/workspace/lock.ts',
          from: 'if (owner && isDead(owner, path) && breakLock(path, owner, temp)) continue;',
          to: '',
        },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const wanted = size === 'full' ? 1_000 : 20;
    const all: Writers[] = [];
    const killed = () => all.reduce((sum, { kills }) => sum + kills, 0);
    while (killed() < wanted && all.every(({ broken }) => broken.length === 0)) {
      const writers = await Writers.at(join(folder, `${all.length}`));
      all.push(writers);
      await writers.die(Math.min(killsARecord, wanted - killed()));
    }
    const sum = (of: (writers: Writers) => number) => all.reduce((total, each) => total + of(each), 0);
    const broken = all.flatMap((each) => each.broken);
    const stages = (['start', 'lock', 'temp', 'saved'] as const).map(
      (stage) => `${sum(({ after }) => after[stage])} ${stage}`,
    );
    return {
      figure: `${killed()} kills of 2 writers (${stages.join(', ')}); ${sum(({ acknowledged }) => acknowledged)} acknowledged, lost ${broken.length}`,
      broken,
    };
  },
};
