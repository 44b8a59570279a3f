/** A place of its own in which the examples of a page are typed into a shell, one after the other. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { launcher, root } from '../cli/world.ts';
import { linesOf } from './console.ts';

export class Place {
  readonly #base = mkdtempSync(join(tmpdir(), 'pm-onboard-page-'));

  constructor() {
    for (const name of ['bin', 'home', 'tmp']) mkdirSync(this.#in(name));
    const shim = this.#in('bin/pm-onboard');
    writeFileSync(shim, `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
    chmodSync(shim, 0o755);
    writeFileSync(this.#in('environment'), '');
    writeFileSync(this.#in('folder'), this.#in('home'));
  }

  /** Runs a line, which goes on where the line before it left off: folder and exported variables. */
  type(line: string): { status: number | null; lines: string[] } {
    const base = this.#base;
    const script = `. '${base}/environment'\ncd "$(cat '${base}/folder')" || exit 99\n${line}\nstatus=$?\nexport -p > '${base}/environment'\npwd > '${base}/folder'\nexit $status`;
    const path = [this.#in('bin'), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'];
    // One after the other on one stream, as on a terminal.
    const { status, stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${script}`], {
      cwd: this.#in('home'),
      env: {
        PATH: path.join(delimiter),
        HOME: this.#in('home'),
        TMPDIR: this.#in('tmp'),
        COLUMNS: '80',
      },
      encoding: 'utf8',
      input: '',
    });
    return { status, lines: linesOf(stdout) };
  }

  remove(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }

  #in(name: string): string {
    return join(this.#base, name);
  }
}

/** What is missing for a command that npm runs: inside of a test it would build and test, so that only its scripts are looked up. */
export function missingScripts(command: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = [...command.matchAll(/npm (?:run )?([\w-]+)/g)].flatMap(([, name = '']) => name);
  const own = ['ci', 'install', 'link', 'pack', 'exec'];
  return named.filter((name) => !own.includes(name) && !Object.hasOwn(scripts, name));
}
