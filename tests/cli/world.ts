/** A home for the built program, which is removed after the test. */
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { globSync } from 'tinyglobby';
import { inject, onTestFinished } from 'vitest';
import { systemCode } from '../../src/errors.ts';
import { Home, type Result, type RunOptions, root } from './home.ts';
import { runInProcess } from './in-process.ts';

export { launcher, type Result, type RunOptions, root } from './home.ts';

export class World extends Home {
  constructor() {
    const base = mkdtempSync(join(tmpdir(), 'pm-onboard-test-'));
    super(base);
    onTestFinished(() => {
      this.#hasCode?.();
      return removed(base);
    });
  }

  /** Gives what the processes of this world have compiled to later worlds; undefined where none has run. */
  #hasCode: (() => void) | undefined;

  /** Fills the code cache, as after an earlier run of the program; only `code-cache.test.ts` starts without one. */
  withCode(): void {
    if (this.#hasCode) return;
    const shared = join(inject('laidOut'), 'code');
    const own = join(this.home, '.cache/pm-onboard/code');
    linkCode(shared, own);
    this.#hasCode = () => linkCode(own, shared);
  }

  override spawn(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    this.withCode();
    return super.spawn(args, options);
  }

  override shell(line: string, options: RunOptions = {}): Promise<Result> {
    this.withCode();
    return super.shell(line, options);
  }

  /**
   * Runs the built program to its end, inside this process if the options allow it; {@link spawn}, `shell` and `Terminal`
   * always start a process.
   */
  override run(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const { cwd = this.folder, input, env } = options;
    if (input !== undefined || args.includes('-') || env?.['NODE_OPTIONS']) return this.spawn(args, options);
    return runInProcess(root, { args, cwd, env: this.envOf(options) });
  }

  /** Starts Ada. An empty home gets a copy of the prepared one, so that hire, times and bytes are the same in every world. */
  override async startAda(...more: string[]): Promise<Result> {
    const said = join(inject('laidOut'), 'said.json');
    if (more.length > 0 || !this.#untouched || !existsSync(said)) return super.startAda(...more);
    const laidOut = join(inject('laidOut'), 'ada/home');
    cpSync(laidOut, this.home, { recursive: true });
    return JSON.parse(readFileSync(said, 'utf8').replaceAll(laidOut, this.home));
  }

  get #untouched(): boolean {
    const places = [this.workspace, join(this.home, '.config'), join(this.folder, 'pm-onboard.yaml')];
    return !places.some((path) => existsSync(path));
  }
}

/** Gives each test of a file an equal world: the first is made by `layOut`, the others are copies of it. */
export function prepared(layOut: (world: World) => Promise<unknown>): () => Promise<World> {
  const lay = async () => {
    const world = new World();
    await layOut(world);
    return keepWorld(dirname(world.home));
  };
  let kept: Promise<string> | undefined;
  return async () => {
    kept ??= lay();
    const from = await kept;
    const world = new World();
    copyWorld(from, dirname(world.home));
    return world;
  };
}

/**
 * Removes a folder, in which a program that nobody waits for may still write a file or two. `maxRetries` of `rm` doesn't help
 * there: Node tries the folder once more, and not what was written into it since.
 */
async function removed(folder: string): Promise<void> {
  for (let left = 50; ; left -= 1)
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (systemCode(error) !== 'ENOTEMPTY' || left === 0) throw error;
      await setTimeout(100);
    }
}

/** Hard-links every file of compiled code in the folders of `from` into `to`. */
function linkCode(from: string, to: string): void {
  for (const path of globSync('*/*.bin', { cwd: from })) {
    mkdirSync(join(to, dirname(path)), { recursive: true, mode: 0o700 });
    try {
      linkSync(join(from, path), join(to, path));
    } catch (error) {
      // The link is already there, perhaps made by another test just now.
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Copies a world and keeps the copy until the end of the test run. @returns the folder of the copy */
export function keepWorld(base: string): string {
  const kept = mkdtempSync(join(inject('laidOut'), 'prepared-'));
  copyWorld(base, kept);
  return kept;
}

/** Copies the home and the current folder of a world, without the caches. */
function copyWorld(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => basename(path) !== '.cache' });
}
