/**
 * Runs git; the product runs git only here. Git is started with arguments and without a shell, in a cleaned environment, and
 * with a configuration that keeps a repository from running programs.
 */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { attempt, cannot, systemCode, type UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { meanwhile } from '../long-work.ts';
import { upperFirst } from '../view/words.ts';
import { type GitStep, gitFailure } from './git-failure.ts';
import { localPath } from './local-remote.ts';

interface GitOptions {
  /** What git reads from standard input; nothing if absent. */
  readonly input?: Uint8Array | string;
  /** The path of the index that git works on instead of the user's. */
  readonly index?: string;
  /** What git is run for; the message of a failure says so. */
  readonly step?: GitStep;
}

interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** How many bytes of git's output are read at most (more than any real answer has), and how many bytes of its messages. */
const mostOutput = 256 * 1024 * 1024;
const mostWords = 64 * 1024;

/** How long git may take, in milliseconds, without a connection to a remote and with one. */
const patience = { local: 120_000, network: 300_000 };

/** Overrides settings with which a repository could run a program, ask a server for more, or change more than intended. */
const safeConfig: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'false',
  'core.hooksPath': devNull,
  'core.pager': 'cat',
  'color.ui': 'false',
  'core.editor': 'true',
  'commit.gpgSign': 'false',
  'push.gpgSign': 'false',
  'diff.external': '',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'fetch.recurseSubmodules': 'false',
  'push.recurseSubmodules': 'no',
  'submodule.recurse': 'false',
  // A URL such as `NAME::x` would run the program git-remote-NAME.
  'protocol.allow': 'never',
  'protocol.ext.allow': 'never',
  'protocol.fd.allow': 'never',
  ...Object.fromEntries(
    ['file', 'git', 'http', 'https', 'ssh'].map((name) => [`protocol.${name}.allow`, 'always']),
  ),
  'transfer.bundleURI': 'false',
  'init.templateDir': '',
  'safe.bareRepository': 'explicit',
  'user.useConfigOnly': 'true',
};

/** The variables for git that are passed on to it, since they say how to reach another machine. */
const kept: ReadonlySet<string> = new Set(['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSH_VARIANT', 'GIT_ASKPASS']);

export interface GitPatience {
  /** Whether somebody sits at a terminal who can be asked for a password. */
  readonly mayAsk?: boolean;
  readonly wait?: typeof patience;
}

/** Git in one folder. */
export class Git {
  readonly #io: Pick<Io, 'env' | 'root'>;
  readonly folder: string;
  readonly #patience: GitPatience;
  readonly #config: Readonly<Record<string, string>>;
  /** What git has answered about commits and trees named by their ids, by its arguments. */
  readonly #fixed: Map<string, Promise<GitResult>>;

  /** @param config settings that override the repository's, in addition to those that always do */
  constructor(
    io: Pick<Io, 'env' | 'root'>,
    folder: string,
    patience: GitPatience = {},
    config: Readonly<Record<string, string>> = {},
    fixed = new Map<string, Promise<GitResult>>(),
  ) {
    this.#io = io;
    this.folder = folder;
    this.#patience = patience;
    this.#config = { ...safeConfig, ...config };
    this.#fixed = fixed;
  }

  /** Git in the same folder, with more settings that override the repository's. */
  with(config: Readonly<Record<string, string>>): Git {
    return new Git(this.#io, this.folder, this.#patience, { ...this.#config, ...config }, this.#fixed);
  }

  /** Runs git. @returns its standard output. @throws UserError (exit 3) if git fails */
  async bytes(args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
    const result = await this.run(args, options);
    if (result.code === 0) return result.stdout;
    throw gitFailure(options.step ?? { doing: `git ${args[0]}` }, result.stderr);
  }

  /** Runs git like {@link Git.bytes}. @returns the output as text without the final line break */
  async text(args: readonly string[], options: GitOptions = {}): Promise<string> {
    return (await this.bytes(args, options)).toString().trimEnd();
  }

  /**
   * Runs git like {@link Git.run}, to ask about commits or trees alone. What git says of those that are named by their whole ids never
   * changes, so that it is asked once; whatever ends with another exit code than 0 is asked again, also that a commit is not within
   * another: what git lacks may be fetched.
   * @param named the commits or trees, which are among the arguments
   */
  async fixed(named: readonly string[], args: readonly string[]): Promise<GitResult> {
    if (!named.every((name) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(name))) return this.run(args);
    const key = args.join('\0');
    const asked = this.#fixed.get(key) ?? this.run(args);
    this.#fixed.set(key, asked);
    const answer = await asked.catch(() => undefined);
    if (answer?.code !== 0) this.#fixed.delete(key);
    return asked;
  }

  /** Runs git like {@link Git.bytes}. @returns the parts of the output, which git ends with NUL each */
  async parts(args: readonly string[], options: GitOptions = {}): Promise<string[]> {
    return partsOf(await this.bytes(args, options));
  }

  /** Runs git like {@link Git.fixed}. @returns the parts of the output @throws UserError (exit 3) if git fails */
  async fixedParts(named: readonly string[], args: readonly string[]): Promise<string[]> {
    const { code, stdout, stderr } = await this.fixed(named, args);
    if (code === 0) return partsOf(stdout);
    throw gitFailure({ doing: `git ${args[0]}` }, stderr);
  }

  /** Runs git like {@link Git.text}, but returns undefined if git's exit code isn't 0. */
  async maybe(args: readonly string[]): Promise<string | undefined> {
    const { code, stdout } = await this.run(args);
    return code === 0 ? stdout.toString().trimEnd() : undefined;
  }

  /** Runs git. @returns its exit code and output. @throws UserError (exit 3) if git is not installed or takes too long */
  run(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
    const { doing, remote } = options.step ?? {};
    if (doing === undefined || remote === undefined) return this.#start(args, options);
    // What git asks at the terminal, such as for a password, must not be drawn over. On this machine it asks nothing.
    const mayAsk = this.#patience.mayAsk === true && localPath(remote, this.folder) === undefined;
    return meanwhile(upperFirst(doing), () => this.#start(args, options), mayAsk);
  }

  #start(args: readonly string[], { input = '', index, step }: GitOptions): Promise<GitResult> {
    const { mayAsk = false, wait = patience } = this.#patience;
    const given = Object.entries(this.#config).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const env = { ...cleaned(this.#io.env, mayAsk), ...(index ? { GIT_INDEX_FILE: index } : {}) };
    const limit = step?.remote === undefined ? wait.local : wait.network;
    const all = ['--no-pager', '--no-replace-objects', ...given, '-C', this.folder, ...args];
    // Git starts outside the repository, since some systems look for programs in the current folder. A detached git has
    // no terminal, so that a program started by it can't ask for a password.
    const child = spawn('git', all, { cwd: this.#io.root, env, shell: false, detached: !mayAsk });
    return new Promise((done, failed) => {
      const out: Buffer[] = [];
      let [length, words, ended] = [0, '', ''];
      const stop = (why: string) => {
        ended = why;
        kill(child.pid, mayAsk);
      };
      const timer = setTimeout(() => stop('it took too long'), limit);
      child.stdout.on('data', (bytes: Buffer) => {
        length += bytes.length;
        if (length <= mostOutput) out.push(bytes);
        else stop('it answered more than can be read');
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        words = `${words}${text}`.slice(-mostWords);
      });
      // If git stops reading its input, writing fails here; git says why on stderr.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.on('error', (error) => {
        clearTimeout(timer);
        failed(systemCode(error) === 'ENOENT' ? noGit() : error);
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        if (ended === '') done({ code: code ?? 1, stdout: Buffer.concat(out), stderr: words });
        else failed(gitFailure(step ?? { doing: `git ${args[0]}` }, `${words}\n${ended}`));
      });
    });
  }
}

function partsOf(output: Buffer): string[] {
  return output.toString().split('\0').slice(0, -1);
}

/** The environment without the variables that would lead git elsewhere. It makes git's messages English. */
function cleaned(env: Io['env'], mayAsk: boolean): Record<string, string> {
  const others = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      (!/^GIT_/i.test(entry[0]) || kept.has(entry[0])) &&
      !/^(LC_.*|LANGUAGE)$/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(others),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: mayAsk ? '1' : '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Without this setting, git would read the name of a folder such as `:x` or `*` as a pattern.
    GIT_LITERAL_PATHSPECS: '1',
  };
}

/** Ends git. If git is detached, this also ends the programs that git has started. */
function kill(pid: number | undefined, mayAsk: boolean): void {
  if (pid === undefined) return;
  // Killing fails if git has just ended.
  attempt(() => process.kill(mayAsk || process.platform === 'win32' ? pid : -pid, 'SIGKILL'));
}

function noGit(): UserError {
  return cannot('git is not installed, or not in PATH', 'install it, or share by file: pm-onboard share');
}
