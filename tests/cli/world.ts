/** A home for the built program that is gone when the test is over. */
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
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
    // As on a machine on which the program has run before; `code-cache.test.ts` begins with none.
    const shared = join(inject('laidOut'), 'code');
    const own = join(this.home, '.cache/pm-onboard/code');
    linkCode(shared, own);
    onTestFinished(() => {
      linkCode(own, shared);
      rmSync(base, { recursive: true, force: true });
    });
  }

  /**
   * Runs the built program to its end, in this process where nothing that only a process has is wanted; {@link spawn},
   * `shell` and `Terminal` always start one.
   */
  override run(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const { cwd = this.folder, input, env } = options;
    if (input !== undefined || args.includes('-') || env?.['NODE_OPTIONS']) return this.spawn(args, options);
    return runInProcess(root, { args, cwd, env: this.envOf(options) });
  }

  /** In a home where nothing is yet, a copy of that command's outcome: the same hire, hours and bytes for every world. */
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

/** Gives each test of a file a world laid out alike: by these commands for the first, as a copy for the others. */
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

/** Gives every file of compiled code in the folders of `from` a second name in `to`. */
function linkCode(from: string, to: string): void {
  for (const path of globSync('*/*.bin', { cwd: from })) {
    mkdirSync(join(to, dirname(path)), { recursive: true, mode: 0o700 });
    try {
      linkSync(join(from, path), join(to, path));
    } catch (error) {
      // It is there already, or another test was quicker.
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** A copy that stays until the end of the run; its folder. */
export function keepWorld(base: string): string {
  const kept = mkdtempSync(join(inject('laidOut'), 'prepared-'));
  copyWorld(base, kept);
  return kept;
}

/** Home and folder, without the caches. */
function copyWorld(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => basename(path) !== '.cache' });
}
