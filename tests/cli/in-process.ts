/**
 * Runs the built program inside the process of the tests: with the same bundle, real files and real git, but without
 * starting Node, which takes ten times as long as most commands. Terminals, signals, closed streams and standard input need
 * a process of their own and aren't available here.
 */
import fs from 'node:fs';
import { join } from 'node:path';
import { bundlesOf, type Kept } from '../../scripts/bundles.mjs';
import { otherNames } from '../../src/other-names.ts';

interface Started {
  readonly args: readonly string[];
  readonly cwd: string;
  /** All environment variables of the run. */
  readonly env: Readonly<Record<string, string>>;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The end of the latest run. Runs wait for each other, since they share the environment and the current folder. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the program once all earlier runs have ended. @param root the folder of the built program */
export function runInProcess(root: string, started: Started): Promise<Ended> {
  const ended = last.then(() => perform(root, started));
  last = ended.catch(() => {});
  return ended;
}

async function perform(root: string, { args, cwd, env }: Started): Promise<Ended> {
  const before = { cwd: process.cwd(), env: { ...process.env } };
  const said = { 1: '', 2: '' };
  try {
    replaceEnv(env);
    process.chdir(cwd);
    const program = load(join(root, 'dist'), bundleFor(args), said);
    const code = await program.run(args, program.processIo(root, foldersIn(env)));
    return { code, stdout: said[1], stderr: said[2] };
  } finally {
    process.chdir(before.cwd);
    replaceEnv(before.env);
  }
}

function replaceEnv(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  Object.assign(process.env, env);
}

/** The user's folders, as the launcher finds them on Linux. */
function foldersIn({ HOME = '', XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME }: NodeJS.ProcessEnv) {
  const name = 'pm-onboard';
  return {
    config: join(XDG_CONFIG_HOME || join(HOME, '.config'), name),
    data: join(XDG_DATA_HOME || join(HOME, '.local/share'), name),
    cache: join(XDG_CACHE_HOME || join(HOME, '.cache'), name),
  };
}

interface Program {
  processIo(root: string, dirs: object): unknown;
  run(args: readonly string[], io: unknown): Promise<number>;
}

/** The bundle that the launcher takes for these arguments. */
function bundleFor([word = 'status', ...others]: readonly string[]): string {
  const command = otherNames.get(word) ?? word;
  if (command === 'run' && others[0] === 'check') return 'gate.cjs';
  if (command === 'status' && others.join(' ') === '--short') return 'short.cjs';
  if (others.length > 0) return 'main.cjs';
  if (command === 'mine') return 'mine.cjs';
  return command === 'status' || command === 'next' ? 'short.cjs' : 'main.cjs';
}

const kept: Kept = { texts: new Map(), scripts: new Map() };

/**
 * Evaluates a bundle anew, and those that it loads, as each start of the launcher does, so that they keep nothing from the last command.
 * @param dist the folder of the bundles
 * @param said receives what is written to file descriptors 1 and 2
 */
function load(dist: string, bundle: string, said: Record<1 | 2, string>): Program {
  const instead = { 'node:fs': withStreams(said) };
  return bundlesOf(dist, { instead, kept })(`./${bundle}`) as Program;
}

/** `node:fs`, except that writes to the standard streams go to the test. */
function withStreams(said: Record<1 | 2, string>): typeof fs {
  return {
    ...fs,
    fstatSync: ((fd, options) => {
      const stats = fs.fstatSync(fd, options);
      return fd > 2 ? stats : Object.assign(stats as fs.Stats, { isCharacterDevice: () => false });
    }) as typeof fs.fstatSync,
    writeSync: ((fd: number, bytes: Buffer, at: number) => {
      if (fd !== 1 && fd !== 2) return fs.writeSync(fd, bytes, at);
      said[fd] += bytes.toString('utf8', at);
      return bytes.length - at;
    }) as typeof fs.writeSync,
  };
}
