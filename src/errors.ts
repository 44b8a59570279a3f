/** The exit codes of the program. */
export const exits = {
  /** The command succeeded, and its changes are saved. */
  ok: 0,
  /** The command ran and found something: overdue items with `--exit-code`, or problems in checklists. */
  found: 1,
  /** The command was used wrongly, or its input is bad. */
  usage: 2,
  /** The command could not do its work, for instance because of a full disk or a damaged record. */
  failed: 3,
  /** A value is missing that a prompt would ask for, and nobody can be asked. */
  needsInput: 4,
  interrupted: 130,
} as const;

type ExitCode = (typeof exits)[keyof typeof exits];

const brand = Symbol.for('pm-onboard.UserError');

/**
 * An error that the user can fix: `message` names the place and the fault, `hint` says what to do.
 *
 * The everyday bundle and the chunks each contain a copy of this class, so `instanceof` does not recognise an error that a
 * chunk has thrown; {@link isUserError} looks for the brand instead. A single class in a file that the bundle and the chunks
 * both load would slow every start by 0.02 to 0.05 times the run time of `node -e 0`.
 */
export class UserError extends Error {
  readonly [brand] = true;

  constructor(
    message: string,
    readonly hint: string | undefined,
    readonly exit: ExitCode = exits.usage,
    /** Lines to print below the message, such as the candidates for an ambiguous name or the problems found. */
    readonly lines: readonly string[] = [],
  ) {
    super(message);
    this.name = 'UserError';
  }
}

/** Makes an error of exit code 3, for a command that the disk, a lock, a damaged record or git keeps from its work. */
export function cannot(message: string, hint: string | undefined, lines: readonly string[] = []): UserError {
  return new UserError(message, hint, exits.failed, lines);
}

/** What two codes of the system mean, in words that are said in several places. */
export const diskFull = 'the disk is full';
export const readOnly = 'the file system is read-only';

/** What helps where a file's bytes are no text. */
export const asUtf8 = 'save it as UTF-8';

/** What helps where something changed under a command. */
export const runAgain = 'run the command again';

/** What helps where a name or a text fits several, or several exclude each other. */
export const nameOne = 'name one of them';
export const giveOne = 'give one of them';

export function isUserError(error: unknown): error is UserError {
  return typeof error === 'object' && error !== null && brand in error;
}

/** The code of an error from the operating system (`ENOENT`, `ENOSPC` …) or from Node; undefined for other errors. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What the operating system says about an error, such as `file name too long (ENAMETOOLONG)`. */
export function systemWords({ message }: Error, code: string): string {
  // Node's message is `ENAMETOOLONG: file name too long, open '/…'`.
  const words = /^[A-Z\d]+: ([^,:]+),/.exec(message)?.[1];
  return words ? `${words} (${code})` : `the operating system reports ${code}`;
}

/** Whether the error says that a file, or a folder in its path, is not there. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
}

/** The result of the work; undefined if it throws anything. Only for failures that the user need not know about. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * The reason of a failure, in words that fit into a longer sentence.
 * @throws the error itself, if it is neither a UserError nor an error of the operating system
 */
export function reasonOf(error: unknown): string {
  if (isUserError(error)) return error.message;
  const code = systemCode(error);
  if (code === undefined || !(error instanceof Error)) throw error;
  return systemWords(error, code);
}

/**
 * Joins several errors into one, which lists the message, the hint and the lines of each error below `message`. A single
 * error is returned unchanged.
 */
export function inOne(errors: readonly unknown[], message: string): unknown {
  const [only, ...others] = errors;
  if (others.length === 0) return only;
  const lines = errors.flatMap((error) => [
    `  ${error instanceof Error ? error.message : error}`,
    ...(isUserError(error) && error.hint ? [`    ${error.hint}`] : []),
    ...(isUserError(error) ? error.lines.map((line) => `  ${line}`) : []),
  ]);
  return new UserError(message, undefined, exits.failed, lines);
}
