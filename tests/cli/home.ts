/** A home for the built program, with a workspace, in which commands run as child processes. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the program to test: this one, or a copy in which a trial has planted a fault. */
export const root = process.env['PM_ONBOARD_TRIED'] ?? resolve(import.meta.dirname, '../..');
export const launcher = join(root, 'bin/pm-onboard.cjs');

/** The command that starts a second hire, who isn't the person who runs it. */
export const startAnother = [
  ...['start', '--name', 'Annie Easley', '--start', '2026-11-23'],
  ...['--buddy', 'Ada', '--manager', 'Alan', '--no-me'],
] as const;

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
  /** The width of the output; 80 if absent. */
  readonly columns?: number;
  readonly colour?: boolean;
}

export class Home {
  readonly home: string;
  /** An empty folder, which is the current one unless a run names another. */
  readonly folder: string;

  /** @param base an empty folder for the home and the current folder */
  constructor(base: string) {
    this.home = join(base, 'home');
    this.folder = join(base, 'work');
    mkdirSync(this.home);
    mkdirSync(this.folder);
  }

  /** Runs the built program to its end. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.spawn(args, options);
  }

  /** Runs the built program to its end, in a process of its own. */
  spawn(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.#spawn(process.execPath, [launcher, ...args], options);
  }

  /** Runs a line of shell. `pm-onboard` and `$NODE $LAUNCHER` both run the built program there. */
  shell(line: string, options: RunOptions = {}): Promise<Result> {
    const definition = 'pm-onboard() { "$NODE" "$LAUNCHER" "$@"; }';
    const env = { ...options.env, NODE: process.execPath, LAUNCHER: launcher };
    return this.#spawn('bash', ['-c', `${definition}\n${line}`], { ...options, env });
  }

  #spawn(file: string, args: readonly string[], options: RunOptions): Promise<Result> {
    const { cwd = this.folder, input = '' } = options;
    const child = spawn(file, args, { cwd, env: this.envOf(options) });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    return new Promise((done, failed) => {
      const out = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out.stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        out.stderr += text;
      });
      child.on('error', failed).on('close', (code) => done({ code, ...out }));
    });
  }

  /** All environment variables of a run. */
  protected envOf({ env = {}, columns = 80, colour = false }: RunOptions): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.home,
      COLUMNS: String(columns),
      ...(colour ? { FORCE_COLOR: '1' } : {}),
      ...env,
    };
  }

  /** Ada starts on Monday 23 November 2026, with a buddy and a manager. */
  async startAda(...more: string[]): Promise<Result> {
    const flags = [
      '--name',
      'Ada Lovelace',
      '--start',
      '2026-11-23',
      '--buddy',
      'Grace Hopper',
      '--manager',
      'Alan Turing',
    ];
    return this.run(['start', ...flags, '--me', '--today', '2026-11-23', ...more]);
  }

  /** The workspace that commands use without a flag. */
  get workspace(): string {
    return join(this.home, '.local/share/pm-onboard');
  }

  /** Makes git put this name into the commits made in this home. */
  signAs(name: string): void {
    writeFileSync(
      join(this.home, '.gitconfig'),
      `[user]\nname = ${name}\nemail = ${name.split(' ')[0]}@example.com\n`,
    );
  }

  /** Runs git in the workspace. @returns its output */
  git(...args: string[]): string {
    return this.gitIn(this.workspace, ...args);
  }

  gitIn(folder: string, ...args: string[]): string {
    const env = { PATH: process.env['PATH'] ?? '', HOME: this.home, LC_ALL: 'C', GIT_EDITOR: 'true' };
    return execFileSync('git', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** The path and text of the workspace's only record. */
  onlyRecord(workspace: string = this.workspace): { path: string; text: string } {
    const folder = join(workspace, 'hires');
    const [name, ...others] = readdirSync(folder).filter((entry) => entry.endsWith('.json'));
    if (!name || others.length > 0) throw new Error(`not one record in ${folder}`);
    const path = join(folder, name);
    return { path, text: readFileSync(path, 'utf8') };
  }
}
