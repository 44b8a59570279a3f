/** A remote that holds what is sent to it until the test lets it go on. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './world.ts';

/** Makes the remote wait once, in the middle of a push. */
export class Barrier {
  readonly #reached: string;
  readonly #open: string;

  /**
   * @param remote the path of a bare repository
   * @param isRefused whether the remote refuses in the end what is sent
   */
  constructor(remote: string, isRefused = false) {
    this.#reached = join(remote, 'reached');
    this.#open = join(remote, 'open');
    const wait = `: > '${this.#reached}'; while [ ! -e '${this.#open}' ]; do sleep 0.02; done`;
    writeFileSync(join(remote, 'hooks/pre-receive'), `#!/bin/sh\n${wait}\nexit ${isRefused ? 1 : 0}\n`, {
      mode: 0o755,
    });
  }

  /** Does the work while the remote holds what the run sends, and lets the run end then. */
  async during(run: Promise<Result>, work: () => unknown): Promise<Result> {
    await this.reached(run);
    await work();
    this.open();
    return run;
  }

  /** Waits until something is being sent; an error if the run ends before. */
  async reached(run: Promise<Result>): Promise<void> {
    let ended: Result | undefined;
    run.then((result) => {
      ended = result;
    });
    while (!existsSync(this.#reached)) {
      if (ended) throw new Error(`nothing was sent: ${ended.stderr}`);
      await new Promise((wake) => setTimeout(wake, 10));
    }
  }

  open(): void {
    writeFileSync(this.#open, '');
  }
}
