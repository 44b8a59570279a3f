/** What a trial is: a promise of the program, a way to show that it is kept, and faults that break it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** `full` gives the figure that counts; `short` is for every change, in seconds. */
export type Size = 'full' | 'short';

export interface Trial {
  readonly name: string;
  readonly promise: string;
  /** Each is planted in a copy of the program, and the short trial of that copy has to catch it. */
  readonly faults: readonly Fault[];
  /** It calls the source code alone, so that its faults need no built program. */
  readonly sourceOnly?: true;
  /** What this machine lacks for it; undefined: nothing. */
  readonly missing?: () => string | undefined;
  readonly run: (given: Given) => Promise<Outcome>;
  /** What a process of the trial's {@link crew} does. */
  readonly worker?: () => void;
}

/** A change of the source code that breaks the promise. */
export interface Fault {
  /** `the record is written in place`. */
  readonly what: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** Below the root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

export interface Given {
  readonly size: Size;
  /** An empty folder, removed afterwards. */
  readonly folder: string;
}

export interface Outcome {
  /** What was tried, and how often. */
  readonly figure: string;
  /** How the promise was broken; empty: it was kept. */
  readonly broken: readonly string[];
}

/** What a trial's process tells the one that started it. */
export type Report = Outcome | { readonly skipped: string };

/** Runs a trial in this process, or one of its crew. */
export async function perform(trial: Trial): Promise<void> {
  if (process.env['PM_ONBOARD_CREW']) return trial.worker?.();
  const [, , size, folder] = process.argv as [string, string, Size, string];
  const skipped = trial.missing?.();
  const report: Report = skipped === undefined ? await trial.run({ size, folder }) : { skipped };
  process.send?.(report, () => process.exit());
}

/** Processes of the trial at hand that work at the same time. */
export class Crew {
  readonly #members: readonly ChildProcess[];

  private constructor(members: readonly ChildProcess[]) {
    this.#members = members;
  }

  /** @param envOf what differs in a member's environment */
  static async of(count: number, envOf: (member: number) => NodeJS.ProcessEnv = () => ({})): Promise<Crew> {
    const members = Array.from({ length: count }, (_, member) =>
      fork(process.argv[1] ?? '', { env: { ...process.env, PM_ONBOARD_CREW: 'member', ...envOf(member) } }),
    );
    await Promise.all(members.map((each) => once(each, 'message')));
    return new Crew(members);
  }

  /** Gives each its order, all at once; returns their answers. */
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

/** In a process of the crew: answers every order. */
export function serve<Order, Answer>(answer: (order: Order) => Promise<Answer>): void {
  process.on('message', async (order: Order) => process.send?.((await answer(order)) as object));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

/** Does the work for each of the list, so many at a time. */
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
