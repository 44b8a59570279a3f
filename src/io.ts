/** What the program gets from outside: streams, clock, environment, folders. Tests pass their own values. */
import { fstatSync, readlinkSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { attempt, cannot, diskFull, reasonOf, systemCode, type UserError } from './errors.ts';
import { workLine } from './long-work.ts';
import type { Speech } from './speech.ts';
import { waitSync } from './wait.ts';

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether stdin, stdout and stderr are all terminals, so that prompts can be shown and answered. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The present instant, which gives the local date and the order of events. */
  readonly now: () => Date;
  /** Milliseconds since some moment, by a clock that nobody sets back. */
  readonly elapsed: () => number;
  /** The name of the user in the operating system; empty if there is none. */
  readonly userName: () => string;
  /** The IANA name of the system's time zone; empty, or no such name, if the system doesn't say. */
  readonly zone: () => string;
  /** The user's folders for settings, records and caches, by the convention of the platform. Reading them may throw. */
  readonly dirs: { readonly config: string; readonly data: string; readonly cache: string };
  /** The folder in which the program is installed, which holds `checklists/`. */
  readonly root: string;
  /** The words of the accessible mode; absent in the usual one. */
  readonly speech?: Speech;
  /** Puts ASCII in the place of signs; absent where the locale shows them, and where `speech` does it. A line stays within `width` columns. */
  readonly inAscii?: (text: string, width: number) => string;
  /** The colour of late dates and warnings, if the user has chosen one. */
  readonly lateColour?: 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'magenta' | 'none';
  /** How long a request may take, and how pauses between two are waited for; tests make both short. */
  readonly waiting?: {
    readonly patience?: number;
    readonly pause?: (milliseconds: number) => Promise<unknown>;
  };
}

export interface Output {
  /**
   * Writes the whole text, once the line that says what goes on is gone. If the reader has closed the pipe, the rest is dropped without an error.
   * @throws UserError where the system can't write, for instance because the disk is full
   */
  write(text: string): void;
  /** Whether the reader has closed the pipe; absent where that is not known. */
  readonly isClosed?: boolean;
  /** Whether the output is a terminal, not a file or a pipe. */
  readonly terminal: boolean;
  /** The width of the terminal, in columns; 80 for other outputs unless `COLUMNS` says otherwise. */
  readonly width: number;
  /** The height of the terminal, in lines; 24 for other outputs. */
  readonly height: number;
  /** How many colours to use, as levels of chalk: 0 is none, 1 is 16 colours, 2 is 256 colours, 3 is all colours. */
  readonly colour: ColourLevel;
}

export type ColourLevel = 0 | 1 | 2 | 3;

/**
 * The streams, clock, environment and folders of the running process.
 * @param root the folder in which the program is installed
 * @param dirs the user's folders by the convention of the platform; relative paths if the user's home folder is unknown
 */
export function processIo(root: string, dirs: Io['dirs']): Io {
  const { env } = process;
  return {
    stdout: output(1, env),
    stderr: output(2, env),
    // stderr counts too, because prompts are written to it: if stderr is a file, nobody sees what the program waits for.
    get interactive() {
      return isTerminal(1) && isTerminal(2) && isTerminal(0);
    },
    env,
    // `cwd` and `dirs` are getters because they can throw: if they throw inside run(), the user gets a message, not a stack.
    get cwd() {
      return currentFolder();
    },
    now: () => new Date(),
    elapsed: () => performance.now(),
    userName: () => attempt(() => userInfo().username) ?? '',
    zone: () => linkedZone(env) ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    get dirs() {
      return known(dirs);
    },
    root,
  };
}

/**
 * The zone that /etc/localtime links to, where no variable says another one, and where Intl would say the same: to have Intl say it takes
 * a third of the time of `node -e 0`. Undefined for an alias, of which Intl knows a usual name.
 */
function linkedZone(env: NodeJS.ProcessEnv): string | undefined {
  if (env['TZ'] !== undefined) return undefined;
  const [, name = ''] = /\/zoneinfo\/(.+)$/.exec(attempt(() => readlinkSync('/etc/localtime')) ?? '') ?? [];
  if (/^(Etc\/)?(UTC|UCT|Zulu|Universal)$/.test(name)) return 'UTC';
  return Intl.supportedValuesOf('timeZone').includes(name) ? name : undefined;
}

/** @throws UserError where the shell's folder has been removed, or may not be read */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    const why = systemCode(error) === 'ENOENT' ? 'is gone' : `can't be read (${systemCode(error)})`;
    throw cannot(`the current folder ${why}`, 'cd to a folder that is there');
  }
}

/** The folders, if they are full paths. @throws UserError where the user's home folder is unknown */
function known(dirs: Io['dirs']): Io['dirs'] {
  if (Object.values(dirs).every((path) => isAbsolute(path))) return dirs;
  throw cannot(
    'no place for your settings and records: HOME is not a full path, or it is not set and the system knows no home folder for you',
    'set HOME to a folder that you can write to',
  );
}

/**
 * The same, noting what is written to stdout.
 * @returns `printed`: all of that; undefined where something was written to stderr as well
 */
export function printedIn(io: Io): { readonly io: Io; readonly printed: () => string | undefined } {
  let text: string | undefined = '';
  const noting = (output: Output, note: (more: string) => void): Output =>
    Object.create(output, {
      write: {
        value(more: string) {
          note(more);
          output.write(more);
        },
      },
    });
  const stdout = noting(io.stdout, (more) => (text = text === undefined ? undefined : text + more));
  const stderr = noting(io.stderr, () => (text = undefined));
  return {
    io: Object.create(io, {
      stdout: { value: stdout, enumerable: true },
      stderr: { value: stderr, enumerable: true },
    }),
    printed: () => text,
  };
}

/** The same, without a word on stderr: for what runs in the prompt of a shell. Errors are written where the command has ended. */
export function withoutRemarks(io: Io): Io {
  const stderr = Object.create(io.stderr, { write: { value: () => {} } });
  return Object.create(io, { stderr: { value: stderr, enumerable: true } });
}

/** An output that writes synchronously, so that the process can exit right afterwards and a full disk is an error here. */
function output(fd: 1 | 2, env: NodeJS.ProcessEnv): Output {
  let closed = false;
  return {
    write(text) {
      // What says how far a command is never stands before or behind anything else.
      workLine()?.wipe();
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length && !closed; ) {
        try {
          at += writeSync(fd, bytes, at);
        } catch (error) {
          const code = systemCode(error);
          if (code === 'EPIPE' || code === 'EBADF') closed = true;
          else if (code === 'EAGAIN') waitSync(5);
          else throw unwritten(fd, error);
        }
      }
    },
    get isClosed() {
      return closed;
    },
    get terminal() {
      return isTerminal(fd);
    },
    get width() {
      // A terminal whose size was never set reports 0 columns.
      return isTerminal(fd) ? streamOf(fd).columns || 80 : widthFrom(env);
    },
    get height() {
      return (isTerminal(fd) && streamOf(fd).rows) || 24;
    },
    get colour() {
      return colourLevel(env, isTerminal(fd));
    },
  };
}

/** The error for output that can't be written. A command saves before it prints, so only the output is missing. */
function unwritten(fd: 1 | 2, error: unknown): UserError {
  const why = systemCode(error) === 'ENOSPC' ? diskFull : reasonOf(error);
  const hint = 'only the output is missing; what the command changes is saved all the same';
  return cannot(`could not write to ${fd === 1 ? 'stdout' : 'stderr'}: ${why}`, hint);
}

function streamOf(fd: 1 | 2): NodeJS.WriteStream {
  return fd === 1 ? process.stdout : process.stderr;
}

function widthFrom(env: NodeJS.ProcessEnv): number {
  const columns = Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns >= 40 && columns <= 500 ? columns : 80;
}

/** Values of FORCE_COLOR → the level, as Node documents them; it says that any other value means no colours. */
const forced: Readonly<Record<string, ColourLevel>> = { '': 1, 1: 1, true: 1, 2: 2, 3: 3 };

/**
 * The one decision on the colours of a stream: `NO_COLOR` as https://no-color.org defines it, then `FORCE_COLOR`, then whether it is a
 * terminal that knows colours. The flag `--color` changes these variables before (`colour-flag.ts`).
 */
export function colourLevel(env: Io['env'], terminal: boolean): ColourLevel {
  if (env['NO_COLOR']) return 0;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return forced[force] ?? 0;
  return terminal && env['TERM'] !== 'dumb' ? 1 : 0;
}

/** Whether the stream is a terminal. node:tty is loaded only for a character device, because loading it takes long. */
function isTerminal(fd: 0 | 1 | 2): boolean {
  const isDevice = attempt(() => fstatSync(fd).isCharacterDevice()) ?? false;
  return isDevice && process.getBuiltinModule('node:tty').isatty(fd);
}
