/**
 * A thread that checks programs beside this one. It runs the launcher, which loads the same bundle with the compiled code that is kept of
 * it. Whatever happens to it, nothing is lost: it is only not heard of again.
 */
import { join } from 'node:path';
import { attempt } from '../errors.ts';
import { type LintInput, lint } from '../lint/lint.ts';
import { foundText } from './found-text.ts';

export interface Thread {
  /** Resolves when it can take programs, or is known not to: until then it loads code. */
  readonly isReady: Promise<unknown>;
  /** Lets it take a program, if nobody has taken that by then. @param at its number */
  give(at: number, input: LintInput): void;
  /** Waits until it says something, but not for long; never called again before that is over. @returns whether it did */
  hear(): Promise<boolean>;
  end(): void;
}

/** What the thread is given: a program with its number. */
interface Given {
  readonly at: number;
  readonly input: LintInput;
}

/** What it says: at first which build it is, then what it has found in a program, see {@link foundText}. */
interface Said {
  readonly build?: unknown;
  readonly at?: unknown;
  readonly problems?: unknown;
}

/** What the launcher is given in the place of a command, in a thread alone. */
const command = '__lint';

/** So many milliseconds it may say nothing while it is waited for. */
const patience = 1_000;

/** In MiB: with more, V8 collects garbage later, which takes more memory and no less time. A program of 200 kB needs less than 20. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 };

/** Whether a second thread would have a processor. */
export function hasTwoProcessors(): boolean {
  return process.getBuiltinModule('node:os').availableParallelism() > 1;
}

/** Takes a program for one of the threads, if it is the next that nobody has taken. @param taken how many are */
export function take(taken: Int32Array, at: number): boolean {
  return Atomics.compareExchange(taken, 0, at, at + 1) === at;
}

/**
 * @param build the hash of this build
 * @param taken how many programs either thread has taken
 * @param found is told what the thread found in a program
 * @returns undefined where the system gives none
 */
export function startThread(
  root: string,
  build: string,
  taken: Int32Array,
  found: (at: number, problems: string) => void,
): Thread | undefined {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const options = {
    argv: [command],
    workerData: taken,
    resourceLimits,
    // What it may print is nobody's to read.
    stdout: true,
    stderr: true,
  };
  const worker = attempt(() => new Worker(join(root, 'bin/pm-onboard.cjs'), options));
  if (!worker) return undefined;
  let isKnown = false;
  let isOver = false;
  let wake = (_: boolean) => {};
  const end = () => {
    isOver = true;
    void worker.terminate();
    wake(false);
  };
  const hear = async () => {
    if (isOver) return false;
    let timer: NodeJS.Timeout | undefined;
    const isHeard = await new Promise<boolean>((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, patience, false);
    });
    clearTimeout(timer);
    return isHeard;
  };
  worker.on('message', (said: Said) => {
    if (isOver) return;
    if (!isKnown && said.build !== build) return end();
    if (isKnown && typeof said.at === 'number' && typeof said.problems === 'string')
      found(said.at, said.problems);
    isKnown = true;
    wake(true);
  });
  worker.on('error', end);
  worker.on('messageerror', end);
  worker.on('exit', end);
  return {
    isReady: hear().then((isHeard) => isHeard || end()),
    give: (at, input) => attempt(() => worker.postMessage({ at, input } satisfies Given)),
    hear,
    end,
  };
}

/** What the thread itself does: takes programs that it is given, until it is ended. @param build the hash of the build that it has loaded */
export function serve(build: string | undefined): void {
  const { parentPort, workerData: taken } = process.getBuiltinModule('node:worker_threads');
  parentPort?.on('message', ({ at, input }: Given) => {
    if (take(taken, at)) parentPort.postMessage({ at, problems: foundText(lint(input)) } satisfies Said);
  });
  parentPort?.postMessage({ build } satisfies Said);
}
