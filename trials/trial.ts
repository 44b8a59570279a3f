/** A trial has a promise of the program, a way to show that the promise is kept, and faults that break the promise. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** `full` gives the published figure; `short` takes seconds and runs for every change. */
export type Size = 'full' | 'short';

export interface Trial {
  readonly name: string;
  readonly promise: string;
  /** Each fault is planted in a copy of the program, and the short trial of that copy has to catch the fault. */
  readonly faults: readonly Fault[];
  /** Set if the trial only calls the source code, so that its faults can be tried without building the program. */
  readonly sourceOnly?: true;
  /** Says what this machine lacks for the trial; undefined if it lacks nothing. */
  readonly missing?: () => string | undefined;
  readonly run: (given: Given) => Promise<Outcome>;
  /** What a process of the trial's {@link crew} does. */
  readonly worker?: () => void;
}

/** A change of the source code that breaks the promise. */
export interface Fault {
  /** The fault in words, such as `the record is written in place`. */
  readonly what: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** The path of the file from the root of the program. */
  readonly file: string;
  /** The code to replace, which has to be in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

export interface Given {
  readonly size: Size;
  /** An empty folder for the trial, which is removed afterwards. */
  readonly folder: string;
}

export interface Outcome {
  /** What was tried, and how often. */
  readonly figure: string;
  /** How the promise was broken; empty if it was kept. */
  readonly broken: readonly string[];
}

/** What a trial's process sends to the process that started it. */
export type Report = Outcome | { readonly skipped: string };

/** Runs the trial in this process, or the work of its crew if this process is a member. */
export async function perform(trial: Trial): Promise<void> {
  if (process.env['PM_ONBOARD_CREW']) return trial.worker?.();
  const [, , size, folder] = process.argv as [string, string, Size, string];
  const skipped = trial.missing?.();
  const report: Report = skipped === undefined ? await trial.run({ size, folder }) : { skipped };
  process.send?.(report, () => process.exit());
}

/** Processes of a trial that work at the same time. */
export class Crew {
  readonly #members: readonly ChildProcess[];

  private constructor(members: readonly ChildProcess[]) {
    this.#members = members;
  }

  /** Starts the processes. @param envOf the variables that a member's environment has in addition */
  static async of(count: number, envOf: (member: number) => NodeJS.ProcessEnv = () => ({})): Promise<Crew> {
    const members = Array.from({ length: count }, (_, member) =>
      fork(process.argv[1] ?? '', { env: { ...process.env, PM_ONBOARD_CREW: 'member', ...envOf(member) } }),
    );
    await Promise.all(members.map((each) => once(each, 'message')));
    return new Crew(members);
  }

  /** Gives all members their orders at once. @returns the answers, in the order of the members */
  order<Order extends object, Answer>(orderOf: (member: number) => Order): Promise<Answer[]> {
    return Promise.all(
      this.#members.map(async (each, member) => {
        const answer = once(each, 'message');
        each.send(orderOf(member));
        return (await answer)[0] as Answer;
      }),
    );
  }

  leave(): void {
    for (const each of this.#members) each.disconnect();
  }
}

/** Makes a process of the crew answer every order. */
export function serve<Order, Answer>(answer: (order: Order) => Promise<Answer>): void {
  process.on('message', async (order: Order) => process.send?.((await answer(order)) as object));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

/** Does the work for each value of the list. @param atOnce how many values to work on at the same time */
export async function each<T>(
  list: readonly T[],
  atOnce: number,
  work: (value: T) => Promise<void>,
): Promise<void> {
  const left = [...list];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
