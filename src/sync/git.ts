/**
 * The only place that runs git: argument arrays and no shell, an environment of its own, and settings that keep a
 * repository from running anything of its own.
 */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { exits, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type GitStep, gitFailure } from './failure.ts';

interface GitOptions {
  /** What it reads; nothing if not given. */
  readonly input?: Uint8Array | string;
  /** The index that it works on instead of the user's. */
  readonly index?: string;
  /** What is being tried, for the words of a failure. */
  readonly step?: GitStep;
}

interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** More than any answer that is asked for; what is said beside it is cut. */
const mostOutput = 256 * 1024 * 1024;
const mostWords = 64 * 1024;

/** How long git may take: alone, and with another machine. */
const patience = { local: 120_000, network: 300_000 };

/** Over the repository's own: whatever of it would run a program, ask a server for more, or change what isn't asked for. */
const settings: Readonly<Record<string, string>> = {
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
  'protocol.ext.allow': 'never',
  'protocol.fd.allow': 'never',
  'transfer.bundleURI': 'false',
  'init.templateDir': '',
  'safe.bareRepository': 'explicit',
  'user.useConfigOnly': 'true',
};

/** Of git's own variables, those that say how to reach another machine. */
const kept: ReadonlySet<string> = new Set(['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSH_VARIANT', 'GIT_ASKPASS']);

export interface GitPatience {
  /** Whether somebody sits at a terminal who can be asked for a password. */
  readonly mayAsk?: boolean;
  readonly wait?: typeof patience;
}

/** git in one folder. */
export class Git {
  readonly folder: string;
  readonly #io: Pick<Io, 'env' | 'root'>;
  readonly #mayAsk: boolean;
  readonly #patience: typeof patience;
  readonly #settings: Readonly<Record<string, string>>;

  constructor(
    io: Pick<Io, 'env' | 'root'>,
    folder: string,
    { mayAsk = false, wait = patience }: GitPatience = {},
    more: Readonly<Record<string, string>> = {},
  ) {
    this.#io = io;
    this.folder = folder;
    this.#mayAsk = mayAsk;
    this.#patience = wait;
    this.#settings = { ...settings, ...more };
  }

  /** The same with more settings that overrule the repository's. */
  with(more: Readonly<Record<string, string>>): Git {
    return new Git(this.#io, this.folder, { mayAsk: this.#mayAsk, wait: this.#patience }, more);
  }

  /** The answer's bytes. @throws UserError (exit 3) where git fails */
  async bytes(args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
    const result = await this.run(args, options);
    if (result.code === 0) return result.stdout;
    throw gitFailure(options.step ?? { doing: `git ${args[0]}` }, result.stderr);
  }

  /** The answer's text without the line end. */
  async text(args: readonly string[], options: GitOptions = {}): Promise<string> {
    return (await this.bytes(args, options)).toString().trimEnd();
  }

  /** The parts of an answer that NULs end. */
  async parts(args: readonly string[], options: GitOptions = {}): Promise<string[]> {
    return (await this.bytes(args, options)).toString().split('\0').slice(0, -1);
  }

  /** Whatever comes of it. @throws UserError (exit 3) where there is no git, or it doesn't end */
  run(args: readonly string[], { input = '', index, step }: GitOptions = {}): Promise<GitResult> {
    const given = Object.entries(this.#settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const env = { ...cleaned(this.#io.env, this.#mayAsk), ...(index ? { GIT_INDEX_FILE: index } : {}) };
    const limit = step?.remote === undefined ? this.#patience.local : this.#patience.network;
    const all = ['--no-pager', '--no-replace-objects', ...given, '-C', this.folder, ...args];
    // Not in the repository: some systems look for programs in the current folder. Without a terminal of its own, nothing
    // that git starts can ask there.
    const child = spawn('git', all, { cwd: this.#io.root, env, shell: false, detached: !this.#mayAsk });
    return new Promise((done, failed) => {
      const out: Buffer[] = [];
      let [length, words, ended] = [0, '', ''];
      const stop = (why: string) => {
        ended = why;
        kill(child.pid, this.#mayAsk);
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
      // Whoever doesn't read what is sent says why on stderr.
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

/** The environment without what would lead git elsewhere, and with English words. */
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
    // A folder may be called `:x` or `*`.
    GIT_LITERAL_PATHSPECS: '1',
  };
}

/** What git has started goes with it, where it has a group of its own. */
function kill(pid: number | undefined, mayAsk: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(mayAsk || process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

function noGit(): UserError {
  return new UserError(
    'git is not installed, or not in PATH',
    'install it, or share by file: pm-onboard share',
    exits.failed,
  );
}
