/** What a run is given from outside: streams, clock, environment, folders. Tests pass their own. */
import { fstatSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { attempt, cannot, reasonOf, systemCode, type UserError } from './errors.ts';
import { waitSync } from './wait.ts';

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether stdin, stdout and stderr are all a terminal, so that prompts can be shown and answered. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The present instant. The local date and the order of events come from it. */
  readonly now: () => Date;
  /** The operating system's name for the user; empty where it has none. */
  readonly userName: () => string;
  /** The user's folders by the platform's convention. */
  readonly dirs: { readonly config: string; readonly data: string; readonly cache: string };
  /** Where the program is installed: the folder that holds `checklists/`. */
  readonly root: string;
}

export interface Output {
  /**
   * Writes all of the text. A reader who has closed the pipe is not an error.
   * @throws UserError where the system refuses, for instance because the disk is full
   */
  write(text: string): void;
  /** Whether it is a terminal, not a file or a pipe. */
  readonly terminal: boolean;
  /** In columns. */
  readonly width: number;
  /** In lines. */
  readonly height: number;
  /** chalk's levels: 0 none, 1 16 colours, 2 256, 3 all. */
  readonly colour: ColourLevel;
}

export type ColourLevel = 0 | 1 | 2 | 3;

/**
 * @param root where the program is installed
 * @param dirs the user's folders by the platform's convention; relative paths where no home is known
 */
export function processIo(root: string, dirs: Io['dirs']): Io {
  const { env } = process;
  return {
    stdout: output(1, env),
    stderr: output(2, env),
    // Prompts are written to stderr: with stderr in a file, nobody would see what the program waits for.
    get interactive() {
      return isTerminal(0) && isTerminal(1) && isTerminal(2);
    },
    env,
    // `cwd` and `dirs` are getters because they can throw: inside run(), the error becomes a message instead of a stack.
    get cwd() {
      return currentFolder();
    },
    now: () => new Date(),
    userName: () => attempt(() => userInfo().username) ?? '',
    get dirs() {
      return known(dirs);
    },
    root,
  };
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

/** @throws UserError where neither the environment nor the system knows a home */
function known(dirs: Io['dirs']): Io['dirs'] {
  if (Object.values(dirs).every((path) => isAbsolute(path))) return dirs;
  throw cannot(
    'no place for your settings and records: HOME is not a full path, or it is not set and the system knows no home folder for you',
    'set HOME to a folder that you can write to',
  );
}

/** Writes synchronously, so that the process can exit right after, and a full disk shows as an error here. */
function output(fd: 1 | 2, env: NodeJS.ProcessEnv): Output {
  let closed = false;
  return {
    write(text) {
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
    get terminal() {
      return isTerminal(fd);
    },
    get width() {
      // A terminal whose size was never set reports 0.
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

/** A command saves its changes before it writes its output, so this says that only the output is missing. */
function unwritten(fd: 1 | 2, error: unknown): UserError {
  const why = systemCode(error) === 'ENOSPC' ? 'the disk is full' : reasonOf(error);
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

/** `NO_COLOR` as https://no-color.org defines it, `FORCE_COLOR` as Node and chalk read it. */
function colourLevel(env: Readonly<Record<string, string | undefined>>, terminal: boolean): ColourLevel {
  if (env['NO_COLOR']) return 0;
  const force = env['FORCE_COLOR'];
  if (force !== undefined)
    return force === '0' || force === 'false' ? 0 : force === '2' ? 2 : force === '3' ? 3 : 1;
  return terminal && env['TERM'] !== 'dumb' ? 1 : 0;
}

/** Loads node:tty only for a character device: loading it takes longer than a short command's input and output. */
function isTerminal(fd: 0 | 1 | 2): boolean {
  const isDevice = attempt(() => fstatSync(fd).isCharacterDevice()) ?? false;
  return isDevice && process.getBuiltinModule('node:tty').isatty(fd);
}
