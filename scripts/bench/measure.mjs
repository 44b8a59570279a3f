/** Runs programs and says what they took: run time, processor time without children, and peak memory. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const hook = join(import.meta.dirname, 'hook.cjs');
/** A run that takes longer is ended, and counts as a failure. */
const patience = 600_000;

/**
 * A run of a program.
 * @typedef {{ args: string[], env: object, cwd: string, file?: string, pipe?: string, says?: RegExp, before?: () => void }} Run
 *   `args`: of Node, or of `file`; `pipe`: a shell command that gets the output; `says`: what the output has to hold; `before`
 *   is called first, and isn't measured
 */

/** @param node the path of Node @param scratch a folder for the measurer's own file */
export function measurer(node, scratch) {
  const figures = join(scratch, 'figures.json');
  /** @throws Error where it fails, or doesn't say what it has to */
  return ({ args, env, cwd, file, pipe, says, before }) => {
    before?.();
    rmSync(figures, { force: true });
    // NODE_EXTRA_CA_CERTS, which Node 20 parses at every start, and NODE_OPTIONS are left out.
    const options = {
      cwd,
      env: { PATH: process.env.PATH, ...env, BENCH_FIGURES: figures },
      timeout: patience,
      killSignal: 'SIGKILL',
      maxBuffer: 2 ** 30,
    };
    const [command, ...rest] = file
      ? ['bash', '-c', `TIMEFORMAT='%3U %3S'; time "$0" "$@"`, file, ...args]
      : [node, '--require', hook, ...args];
    const line = pipe ? ['sh', '-c', `"$0" "$@" | ${pipe}`, command, ...rest] : [command, ...rest];
    const begin = process.hrtime.bigint();
    const { status, error, stdout, stderr } = spawnSync(line[0], line.slice(1), options);
    const run = Number(process.hrtime.bigint() - begin) / 1e6;
    const said = `${stdout ?? ''}${stderr ?? ''}`;
    if (error?.code === 'ETIMEDOUT') throw new Error(`it took over ${patience / 1000} s`);
    if (error) throw error;
    if (status !== 0) throw new Error(`exit ${status}: ${lastLines(said)}`);
    if (says && !says.test(said)) throw new Error(`it did not say ${says}: ${lastLines(said)}`);
    if (file) return { run, processor: processorOf(String(stderr)), peak: 0 };
    const { processor, peak } = JSON.parse(readFileSync(figures, 'utf8'));
    return { run, processor: processor / 1000, peak: peak / 1024 };
  };
}

/** The milliseconds that bash's `time` has written. */
function processorOf(stderr) {
  const [, user, system] = /(\d+\.\d+) (\d+\.\d+)\n$/.exec(stderr) ?? [];
  return (Number(user) + Number(system)) * 1000;
}

function lastLines(text) {
  return text.trim().split('\n').slice(-3).join(' / ').slice(0, 300);
}

/**
 * Runs all of them round after round, after one round that isn't counted. Who begins changes from round to round, so that the
 * order favours nobody.
 * @param runs name → run
 * @param rounds how many rounds at most; fewer where they would take longer than `seconds`, but at least 3
 * @returns name → what it took, see {@link summed}; or `fault`, why it failed
 */
export function interleaved(measure, runs, rounds, seconds = 40) {
  const names = Object.keys(runs);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  const faults = {};
  const begin = Date.now();
  let most = rounds;
  for (let round = -1; round < most; round += 1) {
    for (const at of names.keys()) {
      const name = names[(at + Math.max(round, 0)) % names.length];
      if (faults[name] !== undefined) continue;
      try {
        const figures = measure(runs[name]);
        if (round >= 0) taken[name].push(figures);
      } catch (error) {
        faults[name] = error.message;
      }
    }
    const each = (Date.now() - begin) / 1000 / (round + 2);
    if (round < 1) most = Math.min(rounds, Math.max(3, Math.floor(seconds / each)));
  }
  return Object.fromEntries(
    names.map((name) => [name, faults[name] === undefined ? summed(taken[name]) : { fault: faults[name] }]),
  );
}

/** The medians of all rounds in milliseconds, the highest peak in MiB, and the figures of each round. */
function summed(figures) {
  return {
    run: median(figures.map(({ run }) => run)),
    processor: median(figures.map(({ processor }) => processor)),
    peak: Math.max(...figures.map(({ peak }) => peak)),
    each: figures,
  };
}

/** How many times as much one took as another: the median of the rounds, so that load on the machine counts for both. */
export function ratioOf(own, other, key) {
  return median(own.each.map((figures, round) => figures[key] / (other.each[round] ?? other)[key]));
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
