/** What a run is given from outside: streams, clock, environment. Tests pass their own. */
import { fstatSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isAbsolute } from 'node:path';
import { exits, systemCode, UserError } from './errors.ts';
import { waitSync } from './wait.ts';

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether a person sits at all ends, so that prompts can be shown. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The present instant; the local date and the order of events come from it. */
  readonly now: () => Date;
  /** The operating system's user name. */
  readonly userName: () => string;
  /** The user's folders by the platform's convention. */
  readonly dirs: { readonly config: string; readonly data: string; readonly cache: string };
  /** Where the program is installed: the folder that holds `checklists/`. */
  readonly root: string;
}

export interface Output {
  /** Takes all of the text or throws; a reader who left early is not an error. */
  write(text: string): void;
  /** Whether a person reads it there and then. */
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
    // Prompts are written to stderr: sent to a file, they would wait unseen.
    get interactive() {
      return isTerminal(0) && isTerminal(1) && isTerminal(2);
    },
    env,
    // Getters, since the system may have no answer: asked inside run(), that becomes a sentence and not a stack.
    get cwd() {
      return currentFolder();
    },
    now: () => new Date(),
    userName: () => {
      try {
        return userInfo().username;
      } catch {
        return '';
      }
    },
    get dirs() {
      return known(dirs);
    },
    root,
  };
}

/** @throws UserError where the folder has been removed under the shell */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    const why = systemCode(error) === 'ENOENT' ? 'is gone' : `can't be read (${systemCode(error)})`;
    throw new UserError(`the current folder ${why}`, 'cd to a folder that is there', exits.failed);
  }
}

/** @throws UserError where neither the environment nor the system knows a home */
function known(dirs: Io['dirs']): Io['dirs'] {
  if (Object.values(dirs).every((path) => isAbsolute(path))) return dirs;
  throw new UserError(
    'where your settings and records are is unknown: HOME is no full path, or is not set and this user has none',
    'set HOME to a folder that you can write to',
    exits.failed,
  );
}

/** Writes are synchronous: the exit code is known to come after them, and a full disk shows as an error. */
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
          else throw unwritten(fd, code);
        }
      }
    },
    get terminal() {
      return isTerminal(fd);
    },
    get width() {
      // A terminal that was never told its size says 0.
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

/** Its own words: what the command has changed is saved by the time it speaks. */
function unwritten(fd: 1 | 2, code: string | undefined): UserError {
  const why = code === 'ENOSPC' ? 'the disk is full' : `the system says ${code}`;
  const hint = 'only the output is missing; what the command changes is saved all the same';
  return new UserError(`could not write to ${fd === 1 ? 'stdout' : 'stderr'}: ${why}`, hint, exits.failed);
}

function streamOf(fd: 1 | 2): NodeJS.WriteStream {
  return fd === 1 ? process.stdout : process.stderr;
}

function widthFrom(env: NodeJS.ProcessEnv): number {
  const columns = Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns >= 40 && columns <= 500 ? columns : 80;
}

/** NO_COLOR and FORCE_COLOR as no-color.org and Node understand them. */
function colourLevel(env: Readonly<Record<string, string | undefined>>, terminal: boolean): ColourLevel {
  if (env['NO_COLOR']) return 0;
  const force = env['FORCE_COLOR'];
  if (force !== undefined)
    return force === '0' || force === 'false' ? 0 : force === '2' ? 2 : force === '3' ? 3 : 1;
  return terminal && env['TERM'] !== 'dumb' ? 1 : 0;
}

/** A cheap look first: loading `tty` costs more than the rest of a short command's input and output. */
function isTerminal(fd: 0 | 1 | 2): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}
