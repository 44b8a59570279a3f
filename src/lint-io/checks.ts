/**
 * Checks programs. Where there is much to check, a second thread checks some of them: both take the next one that nobody has taken, and
 * what the thread doesn't give is checked here.
 */
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import { type LintInput, lint, type RatedProblem } from '../lint/lint.ts';
import type { Extras } from '../lint/rule.ts';
import { foundText } from './found-text.ts';
import { openLightWork } from './light-work.ts';
import { openResults } from './results.ts';
import { hasTwoProcessors, startThread, type Thread, take } from './second-thread.ts';

export interface Checks {
  /**
   * Has a program checked, now or later.
   * @param place the folder or file that is looked at
   * @param put is given what is found in it
   */
  add(place: string, input: LintInput, put: (found: readonly RatedProblem[]) => void): Promise<void>;
  /** Checks all that was added. */
  all(): Promise<void>;
  /** To be called once, at the end, also after an error. */
  close(): void;
}

/** A program that is to be checked. */
interface Piece {
  readonly input: LintInput;
  readonly bytes: number;
  /** @param problems what is found, see {@link foundText} @throws SyntaxError or TypeError where it is none */
  readonly put: (problems: string) => void;
}

/** To check so many bytes of checklists takes longer than to start a thread. */
const enough = 600_000;

/** So many bytes wait at most: a run over thousands of files needs the memory of some. */
const most = 4_000_000;

/** The extras that can be given to a thread; settings come with the YAML that they were read from. */
const plain: ReadonlySet<string> = new Set<keyof Extras>(['deadSchemas', 'sameId']);

/** @param step is called before a program is checked here, and waited for */
export function openChecks(io: Pick<Io, 'dirs' | 'root'>, step: () => Promise<void> | undefined): Checks {
  const results = openResults(io);
  const lightly = openLightWork();
  const taken = new Int32Array(new SharedArrayBuffer(4));
  /** By their numbers; those that are checked are gone. */
  const pieces: (Piece | undefined)[] = [];
  const unchecked = new Set<number>();
  let thread: Thread | undefined;
  let mayStart = true;
  /** How many bytes the thread was given since it last said something: what it is given waits in memory. */
  let given = 0;

  const bytesWaiting = () =>
    pieces.slice(Atomics.load(taken, 0)).reduce((sum, piece) => sum + (piece?.bytes ?? 0), 0);
  const finish = (at: number, problems: string) => {
    if (!unchecked.has(at)) return;
    pieces[at]?.put(problems);
    pieces[at] = undefined;
    unchecked.delete(at);
  };
  const found = ({ input, bytes }: Pick<Piece, 'input' | 'bytes'>) => lightly(bytes, () => lint(input));
  const check = async (at: number) => {
    await step();
    const piece = pieces[at];
    if (piece) finish(at, foundText(found(piece)));
  };
  /** @returns whether there was one that nobody had taken */
  const checkNext = async () => {
    // Until then the thread loads code, which doesn't fit while work is light.
    await thread?.isReady;
    const at = Atomics.load(taken, 0);
    if (at >= pieces.length) return false;
    if (take(taken, at)) await check(at);
    // Lets in what the thread has said.
    if (thread) await new Promise(setImmediate);
    return true;
  };
  const start = () => {
    mayStart = false;
    if (results.build === undefined || !hasTwoProcessors()) return;
    thread = startThread(io.root, results.build, taken, (at, problems) => {
      given = 0;
      attempt(() => finish(at, problems));
    });
    for (const at of unchecked) give(at);
  };
  const give = (at: number) => {
    const piece = pieces[at];
    if (!piece || !thread || given > most) return;
    given += piece.bytes;
    thread.give(at, piece.input);
  };

  return {
    async add(place, input, put) {
      const kept = results.of(place, input);
      if (kept?.known) return put(kept.known);
      const bytes = input.files.reduce((sum, file) => sum + file.bytes.length, 0);
      if (!kept || !Object.keys(input.extras ?? {}).every((name) => plain.has(name))) {
        await thread?.isReady;
        await step();
        const problems = found({ input, bytes });
        return put(kept ? kept.keep(foundText(problems)) : problems);
      }
      unchecked.add(pieces.push({ input, bytes, put: (problems) => put(kept.keep(problems)) }) - 1);
      give(pieces.length - 1);
      if (mayStart && bytesWaiting() >= enough) start();
      const limit = thread || mayStart ? most : 0;
      while (bytesWaiting() > limit) await checkNext();
    },
    async all() {
      while (await checkNext());
      while (unchecked.size > 0 && (await thread?.hear()));
      for (const at of unchecked) await check(at);
    },
    close() {
      thread?.end();
      results.close();
    },
  };
}
