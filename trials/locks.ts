/** Processes contend for locks of dead or living owners. A lock must have one owner, and a living owner must keep it. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../src/errors.ts';
import { type LockOwner, withLock } from '../src/workspace/lock.ts';
import { Crew, type Given, type Outcome, serve, type Trial } from './trial.ts';

interface Order {
  readonly lock: string;
  /** How many times to take the lock. */
  readonly times: number;
  readonly patience: number;
}

interface Answer {
  readonly overlaps: number;
  readonly error?: string;
}

const members = 12;

const token = (n: number) => n.toString(16).padStart(16, '0');

/** Owners as lock files name them: a living one and dead ones. */
class Owners {
  readonly living: LockOwner;
  readonly #gone = spawnSync(process.execPath, ['-e', '0']).pid;

  private constructor(living: LockOwner) {
    this.living = living;
  }

  static async at(folder: string): Promise<Owners> {
    const lock = join(folder, 'own.lock');
    return new Owners(await withLock(lock, () => JSON.parse(readFileSync(lock, 'utf8')) as LockOwner));
  }

  /** A dead owner, in turn: the process is gone, its pid belongs to another process, or the machine was restarted. */
  dead(n: number): LockOwner {
    const owner = { ...this.living, token: token(n) };
    if (n % 3 === 0) return { ...owner, pid: this.#gone };
    return n % 3 === 1 ? { ...owner, started: '1' } : { ...owner, boot: 'another' };
  }
}

class Contest {
  readonly broken: string[] = [];
  overlaps = 0;
  readonly #folder: string;
  readonly #crew: Crew;

  constructor(folder: string, crew: Crew) {
    this.#folder = folder;
    this.#crew = crew;
  }

  /** Lets all processes contend for the same lock. */
  async contend(lock: string, times: number): Promise<void> {
    writeFileSync(`${lock}-counter`, '0');
    const order: Order = { lock, times, patience: 20_000 };
    const answers = await this.#crew.order<Order, Answer>(() => order);
    const overlaps = answers.reduce((sum, each) => sum + each.overlaps, 0);
    this.overlaps += overlaps;
    if (overlaps > 0) this.broken.push(`held twice at once, ${overlaps} times`);
    this.broken.push(...answers.flatMap(({ error }) => error ?? []));
    const count = readFileSync(`${lock}-counter`, 'utf8');
    if (count !== `${members * times}`) this.broken.push(`${count} of ${members * times} turns count`);
    const left = readdirSync(this.#folder).filter(
      (name) => join(this.#folder, name).startsWith(lock) && !name.endsWith('-counter'),
    );
    this.broken.push(...left.map((name) => `left: ${name}`));
  }

  /** Lets all processes try to take a living owner's lock; they have to give up. */
  async refuse(lock: string, owner: LockOwner): Promise<void> {
    const text = JSON.stringify(owner);
    writeFileSync(lock, text);
    const order: Order = { lock, times: 1, patience: 150 };
    const answers = await this.#crew.order<Order, Answer>(() => order);
    if (answers.some(({ error }) => error === undefined)) this.broken.push('a living owner was overrun');
    if (!existsSync(lock) || readFileSync(lock, 'utf8') !== text)
      this.broken.push("a living owner's lock was broken");
  }
}

/** Adds 1 to a counter in a way that loses counts if two processes do so at once. @returns whether this process was alone */
function workAlone(lock: string): boolean {
  const [marker, counter] = [`${lock}-marker`, `${lock}-counter`];
  const alone = mark(marker);
  const count = existsSync(counter) ? Number(readFileSync(counter, 'utf8')) : 0;
  const until = performance.now() + 1;
  while (performance.now() < until);
  writeFileSync(counter, String(count + 1));
  if (alone) unlinkSync(marker);
  return alone;
}

function mark(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

export const locks: Trial = {
  name: 'locks',
  promise: 'a lock has one owner; it is broken if that one is dead, and never else',
  sourceOnly: true,
  faults: [
    {
      what: 'who finds a dead owner removes the lock without winning the right to',
      edits: [
        {
          file: 'src/workspace/lock.ts',
          from: '  if (!tryLink(temp, claim)) {\n',
          // The wait between looking and removing makes the race happen reliably.
          to: `  for (const until = performance.now() + 5; performance.now() < until; );
  removeIfThere(path);
  if (dead) return true;
  if (!tryLink(temp, claim)) {
`,
        },
      ],
    },
    {
      what: 'a lock is broken by its age',
      edits: [
        {
          file: 'src/workspace/lock.ts',
          from: 'throw lockedBy(path, owner, hint);',
          to: 'removeIfThere(path);',
        },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const [dead, living] = size === 'full' ? [100, 20] : [10, 2];
    const owners = await Owners.at(folder);
    const crew = await Crew.of(members);
    const contest = new Contest(folder, crew);
    await contest.contend(join(folder, 'free.lock'), 10);
    for (let round = 0; round < dead && contest.broken.length === 0; round += 1) {
      const lock = join(folder, `dead${round}.lock`);
      const owner = owners.dead(round);
      writeFileSync(lock, JSON.stringify(owner));
      // In every second round, a contender has won the right to break the lock, and died before breaking it.
      if (round % 2 === 1)
        writeFileSync(`${lock}.${owner.token}`, JSON.stringify(owners.dead(1_000 + round)));
      await contest.contend(lock, 1);
    }
    for (let round = 0; round < living && contest.broken.length === 0; round += 1)
      await contest.refuse(join(folder, `living${round}.lock`), { ...owners.living, token: token(round) });
    crew.leave();
    return {
      figure: `${dead} dead locks x ${members} contenders: ${contest.overlaps} held twice; ${living} living owners x ${members}: ${contest.broken.length} broken`,
      broken: contest.broken,
    };
  },
  worker: () =>
    serve(async ({ lock, times, patience }: Order): Promise<Answer> => {
      let overlaps = 0;
      const work = () => {
        if (!workAlone(lock)) overlaps += 1;
      };
      try {
        for (let turn = 0; turn < times; turn += 1) await withLock(lock, work, patience);
        return { overlaps };
      } catch (error) {
        return { overlaps, error: (error as Error).message };
      }
    }),
};
